//! `cargo xtask prove`: the long proof, run before an issue is called resolved.

use crate::build;
use crate::places::{Places, Profile};
use crate::setup;
use crate::shell::{self, Failure, Outcome, say};
use crate::test;

/// How often each property is tried.
const CASES: &str = "100000";
/// How often each journey that kills the program does so.
const KILLS: &str = "50";

/// One part of the proof.
struct Step {
    name: &'static str,
    run: fn(&Places) -> Outcome,
}

/// Every step of the proof, in the order of what is cheapest to find out.
const STEPS: &[Step] = &[
    Step {
        name: "properties",
        run: properties,
    },
    Step {
        name: "kills",
        run: kills,
    },
];

/// Runs every step, or only those named.
pub fn prove(places: &Places, arguments: &[String]) -> Outcome {
    if let Some(unknown) = arguments
        .iter()
        .find(|word| STEPS.iter().all(|step| step.name != word.as_str()))
    {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(Failure::new(format!(
            "The proof has no step `{unknown}`. It has: {}.",
            names.join(", ")
        )));
    }
    setup::everything(places)?;
    for step in STEPS {
        if arguments.is_empty() || arguments.iter().any(|word| word == step.name) {
            say(&format!("\n== {} ==", step.name));
            (step.run)(places)?;
        }
    }
    say("\nThe proof holds.");
    Ok(())
}

/// Every property test with a hundred thousand random cases each.
fn properties(places: &Places) -> Outcome {
    let mut command = places.cargo(&[
        "test",
        "--release",
        "--workspace",
        "--exclude",
        "forecourt-tests",
        "--exclude",
        "forecourt",
        "--exclude",
        "empty-window",
        "--no-fail-fast",
    ]);
    command.env("PROPTEST_CASES", CASES);
    shell::run(
        &mut command,
        "A property does not hold; the smallest case that breaks it stands above, and is kept for the next run.",
    )
}

/// The journeys that kill the program in the middle of work, many times over.
fn kills(places: &Places) -> Outcome {
    build::workstation(places, Profile::Dev)?;
    let mut command = test::journeys(places, &["killed", "--nocapture"]);
    command.env("FORECOURT_ROUNDS", KILLS);
    shell::run(
        &mut command,
        "A killed program lost or broke something; the journey above says what.",
    )
}
