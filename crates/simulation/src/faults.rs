//! What goes wrong, and while what was going on: the table that a run prints.

use std::{collections::BTreeMap, fmt};

macro_rules! names {
    ($(#[$doc:meta])* $what:ident { $($variant:ident => $name:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $what { $($variant),+ }

        impl $what {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}
pub(crate) use names;

names! {
    Fault {
        RequestLost => "request lost",
        AnswerLost => "answer lost after the commit",
        Doubled => "request doubled",
        AnswerDoubled => "answer doubled",
        Late => "request late, after newer ones",
        Delayed => "answer after the desk gave up",
        Cut => "answer cut off",
        NodeKilledBefore => "node killed before a commit",
        NodeKilledAfter => "node killed between commit and answer",
        DatabaseLineLost => "line to the database lost after a commit",
        NodeRestarted => "node restarted",
        PowerLostInCommit => "power lost in the middle of a commit",
        PowerLostAfterCommit => "power lost after a commit",
        PlatformPowerLost => "platform's power lost before the answer",
        DeskKilled => "desk killed",
        DeskKilledAfterCommit => "desk killed between commit and next step",
        DiskFull => "disk full",
        DiskCloned => "disk cloned",
        DiskRestored => "disk restored from an older copy",
        PlatformRestored => "platform restored from an older copy",
        ClockJumped => "clock jumped",
        TokenRanOut => "token ran out",
        RoleChanged => "role changed",
        KeyReplaced => "key replaced",
        UnknownCommand => "command of a newer version",
        DeskRevoked => "desk revoked",
        Partition => "line down for long",
    }
}

names! {
    /// What the desk, or the platform, was in the middle of.
    Phase {
        Idle => "idle",
        Offline => "offline with work",
        Pushing => "pushing",
        Pulling => "pulling",
        Anew => "beginning anew",
        Joining => "enrolled anew",
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table(BTreeMap<(Fault, Phase), u64>);

impl Table {
    pub fn hit(&mut self, fault: Fault, phase: Phase) {
        *self.0.entry((fault, phase)).or_default() += 1;
    }

    pub fn add(&mut self, other: &Self) {
        for (cell, hits) in &other.0 {
            *self.0.entry(*cell).or_default() += hits;
        }
    }

    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:42}", "fault")?;
        for phase in Phase::ALL {
            write!(f, "{:>18}", phase.name())?;
        }
        for fault in Fault::ALL {
            write!(f, "\n{:42}", fault.name())?;
            for phase in Phase::ALL {
                let hits = self.0.get(&(*fault, *phase)).copied().unwrap_or(0);
                write!(f, "{hits:>18}")?;
            }
        }
        Ok(())
    }
}
