//! Bugs that are planted on purpose, to see that somebody would notice. Each is a wrapper around the real
//! parts, so the program itself has no place where one could be left in.

use crate::faults::names;

names! {
    Mutant {
        SkipShadow => "skip-shadow",
        DropDedupe => "drop-dedupe",
        TakeRetriedTwice => "take-retried-twice",
        AcknowledgeBeforeCommit => "acknowledge-before-commit",
        ForgetCursor => "forget-cursor",
        RenumberPastWaiting => "renumber-past-waiting",
        NoGapCheck => "no-gap-check",
        ResendWithNewId => "resend-with-new-id",
        HideAnEntry => "hide-an-entry",
        LoseOutboxRow => "lose-outbox-row",
        EntryWithoutRows => "entry-without-rows",
        AlterVerdict => "alter-verdict",
        LoseHeld => "lose-held",
        NeverTryAgain => "never-try-again",
        NoCloneCheck => "no-clone-check",
        AnewDropsOutbox => "anew-drops-outbox",
        CommitWithoutSync => "commit-without-sync",
        StaleFacts => "stale-facts",
        TrustLastNumber => "trust-last-number",
        AnewKeepsCount => "anew-keeps-count",
        PastDrives => "past-drives",
        PastSlots => "past-slots",
        PastBookedMinutes => "past-booked-minutes",
        StaleShelf => "stale-shelf",
        PlanAsSold => "plan-as-sold",
    }
}

impl Mutant {
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|mutant| mutant.name() == name)
    }

    /// The first seed that notices it in half a day. Whoever changes what is drawn, and in which order,
    /// looks for them anew: `cargo xtask sim --mutants --short-days` prints them.
    pub const fn noticed_by(self) -> u64 {
        match self {
            Self::AnewKeepsCount => 23,
            Self::StaleFacts => 21,
            Self::TrustLastNumber => 8,
            Self::DropDedupe | Self::RenumberPastWaiting | Self::NoCloneCheck => 7,
            Self::NoGapCheck | Self::AnewDropsOutbox => 4,
            Self::NeverTryAgain => 3,
            Self::AlterVerdict => 2,
            Self::SkipShadow
            | Self::TakeRetriedTwice
            | Self::AcknowledgeBeforeCommit
            | Self::ForgetCursor
            | Self::ResendWithNewId
            | Self::HideAnEntry
            | Self::LoseOutboxRow
            | Self::EntryWithoutRows
            | Self::LoseHeld
            | Self::CommitWithoutSync
            | Self::PastDrives
            | Self::PastSlots
            | Self::PastBookedMinutes
            | Self::StaleShelf
            | Self::PlanAsSold => 1,
        }
    }
}
