//! `cargo xtask sim`: the deterministic simulation of many desks and their platform.
//!
//! `cargo xtask sim [--seeds N] [--from S] [--threads T] [--mutant NAME | --mutants]`

use crate::places::Places;
use crate::setup;
use crate::shell::{self, Outcome};

/// Builds the simulation for release and hands it what stands behind `sim`.
pub fn sim(places: &Places, arguments: &[String]) -> Outcome {
    setup::to_build(places)?;
    let mut command = places.cargo(&[
        "run",
        "--release",
        "--package",
        "forecourt-simulation",
        "--bin",
        "simulation",
        "--",
    ]);
    command.args(arguments);
    shell::run(
        &mut command,
        "Not everything held; the seeds that failed are named above and replay with --from SEED --seeds 1.",
    )
}
