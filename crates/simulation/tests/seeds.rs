//! Some seeds of the simulation hold, and every planted bug is noticed. `cargo xtask sim` plays more.

use simulation::{Beginnings, Mutant, Options, play, play_twice};

/// So many seeds each; the program plays thousands.
const SEEDS: u64 = 8;
/// A planted bug has to be noticed in so many.
const SEEDS_OF_A_MUTANT: u64 = 50;

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
        assert!(
            report.commands >= 200,
            "seed {seed} gave only {}",
            report.commands
        );
        assert!(report.table.total() >= 20, "seed {seed} had few faults");
    }
}

#[test]
fn every_planted_bug_is_noticed() {
    let beginnings = Beginnings::make();
    let survived: Vec<&str> = Mutant::ALL
        .iter()
        .filter(|mutant| {
            let options = Options {
                mutant: Some(**mutant),
                ..Options::default()
            };
            !(1..=SEEDS_OF_A_MUTANT).any(|seed| !play(seed, options, &beginnings).wrong.is_empty())
        })
        .map(|mutant| mutant.name())
        .collect();
    assert!(survived.is_empty(), "nobody noticed {survived:?}");
}
