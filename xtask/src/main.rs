//! `cargo xtask`: the project's own commands. It is plain standard library, so that it builds in
//! seconds on a fresh machine and can install everything else.

mod bench;
mod build;
mod check;
mod codegen;
mod fresh;
mod fuzz_api;
mod own_platform;
mod places;
mod prove;
mod python;
mod run;
mod sample;
mod setup;
mod shell;
mod sim;
mod test;
mod ui;

use std::process::ExitCode;

use places::Places;
use shell::{Failure, Outcome};

const USAGE: &str = "\
cargo xtask run                          install what is missing, build, and open the window; without a
                                         display, play the day and leave pictures under target/run/
cargo xtask test [WORDS]                 every test: the crates, the page, the journeys in the real window
cargo xtask check                        everything that can be said without running the program
cargo xtask prove                        the long proof: many random cases, repeated kills
cargo xtask sim                          many desks and their platform out of seeds: [--seeds N] [--from S]
                                         [--mutant NAME | --mutants] [--short-days]
cargo xtask fuzz-api                     the platform's public routes, asked whatever their description allows and
                                         forbids  [--examples N]
cargo xtask bench NAME                   measure: search, list, submit, start, memory, document, import, platform,
                                         first-sync, live, push, rebase, wan, fan-out; first-sync and live beside other
                                         people's programs  [--with-peers [FOLDER]]
cargo xtask sample --size small|large    write a store full of sample records  [--out DIR]
cargo xtask ui                           the page with live reload, over the real dispatcher on loopback
cargo xtask codegen [--check]            write the page's types from the Rust declarations
cargo xtask setup                        only install what is missing";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Outcome {
    let places = Places::find()?;
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    match command {
        "run" => run::run(&places, rest),
        "test" => test::test(&places, rest),
        "check" => check::check(&places, rest),
        "prove" => prove::prove(&places, rest),
        "sim" => sim::sim(&places, rest),
        "fuzz-api" => fuzz_api::fuzz_api(&places, rest),
        "bench" => bench::bench(&places, rest),
        "sample" => sample::sample(&places, rest),
        "ui" => ui::ui(&places, rest),
        "codegen" => codegen::codegen(&places, rest),
        "setup" => setup::everything(&places),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        unknown => Err(Failure::new(format!(
            "There is no command `{unknown}`. These exist:\n\n{USAGE}"
        ))),
    }
}
