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
        NothingUsed => "nothing-used",
        CouponsAsIssued => "coupons-as-issued",
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
            Self::CouponsAsIssued => 63,
            Self::PlanAsSold => 56,
            Self::AnewKeepsCount => 133,
            Self::DropDedupe => 10,
            Self::PastDrives => 8,
            Self::RenumberPastWaiting | Self::NoCloneCheck | Self::TrustLastNumber => 7,
            Self::NeverTryAgain => 5,
            Self::CommitWithoutSync
            | Self::SkipShadow
            | Self::AcknowledgeBeforeCommit
            | Self::TakeRetriedTwice
            | Self::HideAnEntry
            | Self::ForgetCursor
            | Self::NoGapCheck
            | Self::ResendWithNewId
            | Self::LoseOutboxRow
            | Self::EntryWithoutRows
            | Self::AlterVerdict
            | Self::LoseHeld
            | Self::AnewDropsOutbox
            | Self::StaleFacts
            | Self::PastSlots
            | Self::PastBookedMinutes
            | Self::StaleShelf
            | Self::NothingUsed => 1,
        }
    }
}
