//! `cargo xtask sim`: the deterministic simulation of many desks and their platform.
//!
//! `cargo xtask sim [--seeds N] [--from S] [--threads T] [--mutant NAME | --mutants]`

use std::process::Command;

use crate::build;
use crate::places::{Places, Profile};
use crate::setup;
use crate::shell::{self, Outcome};

/// Builds the simulation for release and hands it what stands behind `sim`.
pub fn sim(places: &Places, arguments: &[String]) -> Outcome {
    setup::to_build(places)?;
    let program = build::bin(places, Profile::Release, "simulation")?;
    shell::run(
        Command::new(program).args(arguments),
        "Not everything held; the seeds that failed are named above and replay with --from SEED --seeds 1.",
    )
}
