//! `cargo xtask prove`: the long proof, run before an issue is called resolved.
//!
//! `cargo xtask prove [STEPS] [--cases N] [--kills N] [--minutes N]`

mod properties;

use std::process::Command;
use std::time::{Duration, Instant};

use crate::build;
use crate::places::{Places, Profile};
use crate::sample::{self, Size};
use crate::setup;
use crate::shell::{self, Failure, Outcome, say};
use crate::test;

/// How long the proof is.
struct Measure {
    /// How often each property is tried, if the time allows.
    cases: u32,
    /// How often each test that kills the program does so.
    kills: u32,
    /// How long properties are tried altogether.
    minutes: u32,
}

/// One part of the proof.
struct Step {
    name: &'static str,
    run: fn(&Places, &Measure) -> Outcome,
}

/// Every step of the proof, in the order of what is cheapest to find out.
const STEPS: &[Step] = &[
    Step {
        name: "faults",
        run: faults,
    },
    Step {
        name: "kills",
        run: kills,
    },
    Step {
        name: "sockets",
        run: sockets,
    },
    Step {
        name: "properties",
        run: every_property,
    },
    Step {
        name: "sample",
        run: large_sample,
    },
    Step {
        name: "window",
        run: window,
    },
];

/// Runs every step, or only those named.
pub fn prove(places: &Places, arguments: &[String]) -> Outcome {
    let (wanted, measure) = read(arguments)?;
    setup::everything(places)?;
    for step in wanted {
        say(&format!("\n== {} ==", step.name));
        let began = Instant::now();
        (step.run)(places, &measure)?;
        say(&format!(
            "The step {} holds, after {} s.",
            step.name,
            began.elapsed().as_secs()
        ));
    }
    say("\nThe proof holds.");
    Ok(())
}

fn read(arguments: &[String]) -> Outcome<(Vec<&'static Step>, Measure)> {
    let mut measure = Measure {
        cases: 100_000,
        kills: 20,
        minutes: 8,
    };
    let mut wanted = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--cases" => measure.cases = number(word, words.next())?,
            "--kills" => measure.kills = number(word, words.next())?,
            "--minutes" => measure.minutes = number(word, words.next())?,
            name => wanted.push(
                STEPS
                    .iter()
                    .find(|step| step.name == name)
                    .ok_or_else(|| unknown(name))?,
            ),
        }
    }
    if wanted.is_empty() {
        wanted = STEPS.iter().collect();
    }
    Ok((wanted, measure))
}

fn number(word: &str, given: Option<&String>) -> Outcome<u32> {
    given
        .and_then(|given| given.parse().ok())
        .filter(|number| *number > 0)
        .ok_or_else(|| Failure::new(format!("Say how many after {word}.")))
}

fn unknown(name: &str) -> Failure {
    let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
    Failure::new(format!(
        "The proof has no step `{name}`. It has: {}.",
        names.join(", ")
    ))
}

/// A wrong key, a newer file, a second program, a damaged file, a full disk.
fn faults(places: &Places, _: &Measure) -> Outcome {
    let mut command = places.cargo(&["test", "--workspace", "--test", "faults", "--no-fail-fast"]);
    shell::run(
        &mut command,
        "A fault was told wrongly, or cost something; the test above says what.",
    )
}

/// The workstation without a window, killed in the middle of work, many times over.
fn kills(places: &Places, measure: &Measure) -> Outcome {
    let mut command = places.cargo(&[
        "test",
        "--workspace",
        "--test",
        "killed",
        "--",
        "--nocapture",
    ]);
    command.env("FORECOURT_ROUNDS", measure.kills.to_string());
    shell::run(
        &mut command,
        "A killed program lost or broke something; the test above says what.",
    )
}

/// Desks and platforms over real sockets: killed under load on both stores, over lines that are cut and late,
/// and before certificates that are not the platform's.
fn sockets(places: &Places, measure: &Measure) -> Outcome {
    let mut command = places.cargo(&[
        "test",
        "--workspace",
        "--test",
        "many_desks",
        "--",
        "killed",
        "bad_lines",
        "--nocapture",
    ]);
    command.env("FORECOURT_ROUNDS", measure.kills.to_string());
    shell::run(
        &mut command,
        "Something was lost, doubled or believed over a real line; the test above says what.",
    )
}

/// Every property test with many random cases each. Those that say how many are enough for them by
/// default take the number of the proof as well.
fn every_property(places: &Places, measure: &Measure) -> Outcome {
    let time = Duration::from_secs(u64::from(measure.minutes) * 60);
    properties::prove(places, measure.cases, time)
}

/// Every count and sum of the large sample, and every page of its file.
fn large_sample(places: &Places, _: &Measure) -> Outcome {
    let sample = sample::ensure(places, Size::Large)?;
    let program = build::example(places, Profile::Release, "prove_sample")?;
    shell::run(
        Command::new(program).arg(sample),
        "The large sample is not what it promises; the last line says why.",
    )
}

/// The journeys that kill the program in the middle of work, many times over.
fn window(places: &Places, measure: &Measure) -> Outcome {
    build::every_program(places, Profile::Dev)?;
    let mut command = test::journeys(places, &["killed", "--nocapture"])?;
    command.env("FORECOURT_ROUNDS", measure.kills.to_string());
    shell::run(
        &mut command,
        "A killed program lost or broke something; the journey above says what.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(arguments: &[&str]) -> Vec<&'static str> {
        let arguments: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
        read(&arguments).map_or_else(
            |_| Vec::new(),
            |(wanted, _)| wanted.iter().map(|step| step.name).collect(),
        )
    }

    #[test]
    fn the_proof_is_whole_unless_steps_are_named() {
        assert_eq!(names(&["--cases", "10"]).len(), STEPS.len());
        assert_eq!(names(&["kills", "--kills", "3"]), ["kills"]);
        assert!(names(&["--kills"]).is_empty());
        assert!(names(&["nothing"]).is_empty());
    }
}
