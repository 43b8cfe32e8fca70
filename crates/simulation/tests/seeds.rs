//! Some seeds of the simulation hold, and planted bugs are noticed. These are as many as a test without
//! optimisation has time for; `cargo xtask sim` plays thousands, and `cargo xtask sim --mutants` every bug.

use simulation::{Beginnings, Mutant, Options, play, play_twice};

const SEEDS: u64 = 3;
/// A planted bug has to be noticed in so many.
const SEEDS_OF_A_MUTANT: u64 = 10;

#[test]
fn every_seed_ends_with_everybody_level_and_nothing_lost_or_doubled() {
    let beginnings = Beginnings::make();
    for seed in 1..=SEEDS {
        let report = play_twice(seed, Options::default(), &beginnings);
        assert!(
            report.wrong.is_empty(),
            "seed {seed}: {:?}\nafter {:#?}",
            report.wrong,
            report.last_steps
        );
        assert!(report.table.total() >= 20, "seed {seed} had few faults");
    }
}

fn is_noticed(mutant: Mutant) {
    let beginnings = Beginnings::make();
    let options = Options {
        mutant: Some(mutant),
        ..Options::default()
    };
    let noticed =
        (1..=SEEDS_OF_A_MUTANT).any(|seed| !play(seed, options, &beginnings).wrong.is_empty());
    assert!(noticed, "nobody noticed {}", mutant.name());
}

#[test]
fn a_shadow_that_is_not_put_back_is_noticed() {
    is_noticed(Mutant::SkipShadow);
}

#[test]
fn a_command_that_is_taken_twice_is_noticed() {
    is_noticed(Mutant::TakeRetriedTwice);
}

#[test]
fn a_cursor_that_is_not_written_is_noticed() {
    is_noticed(Mutant::ForgetCursor);
}

#[test]
fn an_acknowledgement_before_the_commit_is_noticed() {
    is_noticed(Mutant::AcknowledgeBeforeCommit);
}
