//! `cargo xtask check`: everything that can be said about the code without running the program.

mod domain;
mod page;
mod source;

use crate::build;
use crate::codegen;
use crate::places::Places;
use crate::setup;
use crate::shell::{self, Failure, Outcome, say};

/// One thing that is checked.
struct Check {
    name: &'static str,
    run: fn(&Places) -> Outcome,
}

/// What is quick to find out comes first.
const CHECKS: &[Check] = &[
    Check {
        name: "rust-format",
        run: rust_format,
    },
    Check {
        name: "domain-dependencies",
        run: domain::dependencies,
    },
    Check {
        name: "domain-purity",
        run: domain::purity,
    },
    Check {
        name: "page-imports",
        run: page::imports,
    },
    Check {
        name: "page-lint",
        run: page::lint,
    },
    Check {
        name: "page-types",
        run: page::types,
    },
    Check {
        name: "page-words",
        run: page::words,
    },
    Check {
        name: "clippy",
        run: clippy,
    },
    Check {
        name: "bindings",
        run: codegen::are_current,
    },
];

/// Runs every check, also after one has failed, or only those named.
pub fn check(places: &Places, arguments: &[String]) -> Outcome {
    if let Some(unknown) = arguments
        .iter()
        .find(|word| CHECKS.iter().all(|check| check.name != word.as_str()))
    {
        let names: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
        return Err(Failure::new(format!(
            "There is no check `{unknown}`. There are: {}.",
            names.join(", ")
        )));
    }
    setup::to_build(places)?;
    let mut failures = Vec::new();
    for check in CHECKS {
        if !arguments.is_empty() && arguments.iter().all(|word| word != check.name) {
            continue;
        }
        say(&format!("\n== {} ==", check.name));
        if let Err(failure) = (check.run)(places) {
            say(&format!("{failure}"));
            failures.push(format!("{}: {failure}", check.name));
        }
    }
    if failures.is_empty() {
        say("\nEvery check passes.");
        return Ok(());
    }
    Err(Failure::new(format!(
        "These checks fail:\n\n{}",
        failures.join("\n\n")
    )))
}

fn rust_format(places: &Places) -> Outcome {
    shell::run(
        &mut places.cargo(&["fmt", "--all", "--check"]),
        "Some Rust is not formatted. Run `cargo fmt --all`.",
    )
}

fn clippy(places: &Places) -> Outcome {
    // The shell embeds the page, so it does not compile without one.
    build::page(places)?;
    let everything = ["--workspace", "--all-targets", "--keep-going"];
    let (command, arguments): (_, &[&str]) = if clippy_compiles() {
        ("build", &[])
    } else {
        ("clippy", &["--", "-D", "warnings"])
    };
    shell::run(
        places.cargo(&[command]).args(everything).args(arguments),
        "Clippy finds fault; mend what it names above, or expect the lint at that one place with a reason.",
    )
}

/// Whether cargo was told to compile with clippy, as `.ci/run` does: then a build finds fault as well, and the tests
/// run what it has built.
fn clippy_compiles() -> bool {
    std::env::var("RUSTC_WORKSPACE_WRAPPER").is_ok_and(|wrapper| wrapper == "clippy-driver")
}
