//! What wakes the desk's conversation with the platform.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use protocol::conversation::Event;
use tokio::sync::Notify;

/// How far the lanes go that a desk follows: its own, and its group's where it has one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HowFar {
    pub own: u64,
    pub group: u64,
}

impl HowFar {
    /// What the platform tells in one line: `<seq>` of the own lane, or `<lane> <seq>` of the group's.
    pub fn told(line: &str) -> Option<Self> {
        let read = |seq: &str| seq.parse().ok();
        Some(match line.split_once(' ') {
            None => Self {
                own: read(line)?,
                group: 0,
            },
            Some((_, seq)) => Self {
                own: 0,
                group: read(seq)?,
            },
        })
    }
}

/// Told by whoever gives commands, opens stores, or wants it tried now.
#[derive(Default)]
pub struct Wake {
    notify: Notify,
    given: AtomicBool,
    /// How far the platform last said that the lane goes, and its group's; 0 once somebody has looked.
    told: AtomicU64,
    told_of_group: AtomicU64,
    wanted: AtomicBool,
    /// Grows when another store is opened, or when the desk is enrolled.
    generation: AtomicU64,
    ended: AtomicBool,
}

impl Wake {
    pub fn given(&self) {
        self.given.store(true, Ordering::Release);
        self.notify.notify_one();
    }

    pub fn told(&self, far: HowFar) {
        self.told.fetch_max(far.own, Ordering::AcqRel);
        self.told_of_group.fetch_max(far.group, Ordering::AcqRel);
        self.notify.notify_one();
    }

    pub fn wanted(&self) {
        self.wanted.store(true, Ordering::Release);
        self.notify.notify_one();
    }

    /// Another store, or the same under another name.
    pub fn other_store(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
        self.notify.notify_one();
    }

    pub fn end(&self) {
        self.ended.store(true, Ordering::Release);
        self.other_store();
    }

    pub fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Acquire)
    }

    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Waits until something happens.
    pub async fn heard(&self) {
        self.notify.notified().await;
    }

    /// What happened since the last time that somebody asked, to a desk that has followed its lanes so far. News that an
    /// exchange has brought meanwhile are none: a desk is told of its own commands as well.
    pub fn event(&self, seen: HowFar) -> Option<Event> {
        let wanted = self.wanted.swap(false, Ordering::AcqRel);
        let given = self.given.swap(false, Ordering::AcqRel);
        let own = self.told.swap(0, Ordering::AcqRel) > seen.own;
        let group = self.told_of_group.swap(0, Ordering::AcqRel) > seen.group;
        if wanted {
            Some(Event::Wanted)
        } else if given {
            Some(Event::Given)
        } else {
            (own || group).then_some(Event::Poked)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_that_an_exchange_has_brought_meanwhile_wake_nobody() {
        let wake = Wake::default();
        let own = |own| HowFar { own, group: 0 };
        wake.told(own(7));
        wake.told(own(6));
        assert_eq!(wake.event(own(7)), None);
        wake.told(own(8));
        assert_eq!(wake.event(own(7)), Some(Event::Poked));
        assert_eq!(wake.event(own(7)), None, "they are told once");
        wake.told(own(7));
        wake.given();
        assert_eq!(wake.event(own(7)), Some(Event::Given));
    }

    #[test]
    fn news_of_the_group_wake_whoever_has_not_seen_them() {
        let wake = Wake::default();
        let told = HowFar::told("0190c0de-0000-7000-8000-000000000001 3").expect("a line");
        wake.told(told);
        assert_eq!(wake.event(HowFar { own: 9, group: 3 }), None);
        wake.told(told);
        let seen = HowFar { own: 9, group: 2 };
        assert_eq!(wake.event(seen), Some(Event::Poked));
        assert_eq!(HowFar::told("9"), Some(HowFar { own: 9, group: 0 }));
        assert_eq!(HowFar::told("of another platform"), None);
    }
}
