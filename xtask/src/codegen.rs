//! `cargo xtask codegen`: the page's types, written from the declared list of queries and commands.

use std::process::Command;

use crate::build;
use crate::places::{Places, Profile};
use crate::shell::{self, Failure, Outcome};

/// Writes `ui/src/bindings`, or with `--check` only says whether they are current.
pub fn codegen(places: &Places, arguments: &[String]) -> Outcome {
    match arguments {
        [] => shell::run(
            &mut generator(places)?,
            "The page's types could not be written.",
        ),
        [check] if check == "--check" => are_current(places),
        _ => Err(Failure::new(
            "`cargo xtask codegen` takes nothing but `--check`.",
        )),
    }
}

/// Fails when the committed types differ from the Rust declarations.
pub fn are_current(places: &Places) -> Outcome {
    shell::run(
        generator(places)?.arg("--check"),
        "The types in ui/src/bindings are not those that the Rust declarations say. Run `cargo xtask codegen` and commit what it writes.",
    )
}

fn generator(places: &Places) -> Outcome<Command> {
    let program = build::example(places, Profile::Dev, "codegen")?;
    Ok(build::started(&program, &places.root.join("crates/desk")))
}
