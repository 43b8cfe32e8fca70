//! Some seeds of the simulation hold, and every planted bug is noticed by the seed that is known to notice it.
//! These are as many as a test without optimisation has time for: a few whole days played twice, two hundred short ones
//! once. `cargo xtask sim` plays thousands, and `cargo xtask sim --mutants` every bug in a whole day.

use simulation::{Beginnings, Mutant, Options, play, play_twice};

const SEEDS: u64 = 3;
/// Where the known seed does not notice a bug any more, because what a house does has changed, one of those
/// after it may.
const SEEDS_OF_A_MUTANT: u64 = 4;

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
        assert!(report.commands >= 300, "seed {seed} had few commands");
    }
}

/// So many short days each of the tests below plays, side by side.
const SHORT_DAYS: u64 = 25;

fn short_days_hold(from: u64) {
    let beginnings = Beginnings::make();
    for seed in from..from + SHORT_DAYS {
        let report = play(seed, Options::short(), &beginnings);
        assert!(
            report.wrong.is_empty(),
            "seed {seed}, a short day: {:?}\nafter {:#?}",
            report.wrong,
            report.last_steps
        );
    }
}

macro_rules! short_days {
    ($($sentence:ident: $from:literal),+ $(,)?) => {
        $(#[test] fn $sentence() { short_days_hold($from); })+
    };
}

short_days! {
    short_days_from_1001_hold: 1_001,
    short_days_from_1026_hold: 1_026,
    short_days_from_1051_hold: 1_051,
    short_days_from_1076_hold: 1_076,
    short_days_from_1101_hold: 1_101,
    short_days_from_1126_hold: 1_126,
    short_days_from_1151_hold: 1_151,
    short_days_from_1176_hold: 1_176,
}

fn is_noticed(mutant: Mutant) {
    let beginnings = Beginnings::make();
    let first = mutant.noticed_by();
    let noticed = (first..first + SEEDS_OF_A_MUTANT).any(|seed| {
        let report = play(seed, Options::short().with(mutant), &beginnings);
        !report.wrong.is_empty()
    });
    assert!(
        noticed,
        "seed {first} and those after it do not notice {0}; find one that does with \
         cargo xtask sim --short-days --mutant {0}",
        mutant.name()
    );
}

macro_rules! noticed {
    ($($sentence:ident: $mutant:ident),+ $(,)?) => {
        $(#[test] fn $sentence() { is_noticed(Mutant::$mutant); })+
    };
}

noticed! {
    a_shadow_that_is_not_put_back: SkipShadow,
    a_command_that_is_not_known_again: DropDedupe,
    a_command_that_is_taken_twice: TakeRetriedTwice,
    an_acknowledgement_before_the_commit: AcknowledgeBeforeCommit,
    a_cursor_that_is_not_written: ForgetCursor,
    what_waits_is_renumbered_past: RenumberPastWaiting,
    a_number_that_was_left_out: NoGapCheck,
    a_command_that_is_sent_under_another_id: ResendWithNewId,
    an_entry_that_is_hidden: HideAnEntry,
    an_outbox_row_that_is_lost: LoseOutboxRow,
    an_entry_without_its_rows: EntryWithoutRows,
    a_verdict_that_is_altered: AlterVerdict,
    a_held_command_that_is_lost: LoseHeld,
    a_desk_that_never_tries_again: NeverTryAgain,
    a_clone_that_is_not_told: NoCloneCheck,
    a_new_beginning_without_the_outbox: AnewDropsOutbox,
    a_commit_that_does_not_wait_for_the_disk: CommitWithoutSync,
    facts_that_are_stale: StaleFacts,
    a_last_number_that_is_believed: TrustLastNumber,
    a_count_that_goes_on_after_a_new_beginning: AnewKeepsCount,
    drives_of_a_car_that_are_looked_past: PastDrives,
    slots_of_bays_and_people_that_are_looked_past: PastSlots,
    booked_minutes_of_a_day_that_are_looked_past: PastBookedMinutes,
    a_shelf_that_is_read_before_the_last_batch: StaleShelf,
    a_plan_that_is_drawn_from_as_it_was_sold: PlanAsSold,
    points_and_budgets_of_which_nothing_seems_used: NothingUsed,
    a_coupon_that_seems_issued_still: CouponsAsIssued,
}
