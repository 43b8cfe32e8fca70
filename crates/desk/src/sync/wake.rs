//! What wakes the desk's conversation with the platform.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use protocol::conversation::Event;
use tokio::sync::Notify;

/// Told by whoever gives commands, opens stores, or wants it tried now.
#[derive(Default)]
pub struct Wake {
    notify: Notify,
    given: AtomicBool,
    /// How far the platform last said that the lane goes; 0 once somebody has looked.
    told: AtomicU64,
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

    pub fn told(&self, seq: u64) {
        self.told.fetch_max(seq, Ordering::AcqRel);
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

    /// What happened since the last time that somebody asked, to a desk that has followed the lane so far. News that an
    /// exchange has brought meanwhile are none: a desk is told of its own commands as well.
    pub fn event(&self, seen: u64) -> Option<Event> {
        let wanted = self.wanted.swap(false, Ordering::AcqRel);
        let given = self.given.swap(false, Ordering::AcqRel);
        let news = self.told.swap(0, Ordering::AcqRel) > seen;
        if wanted {
            Some(Event::Wanted)
        } else if given {
            Some(Event::Given)
        } else {
            news.then_some(Event::Poked)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_that_an_exchange_has_brought_meanwhile_wake_nobody() {
        let wake = Wake::default();
        wake.told(7);
        wake.told(6);
        assert_eq!(wake.event(7), None);
        wake.told(8);
        assert_eq!(wake.event(7), Some(Event::Poked));
        assert_eq!(wake.event(7), None, "they are told once");
        wake.told(7);
        wake.given();
        assert_eq!(wake.event(7), Some(Event::Given));
    }
}
