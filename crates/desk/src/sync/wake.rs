//! What wakes the desk's conversation with the platform.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use protocol::conversation::Event;
use tokio::sync::Notify;

/// Told by whoever gives commands, opens stores, or wants it tried now.
#[derive(Default)]
pub struct Wake {
    notify: Notify,
    given: AtomicBool,
    poked: AtomicBool,
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

    pub fn poked(&self) {
        self.poked.store(true, Ordering::Release);
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

    /// What happened since the last time that somebody asked.
    pub fn event(&self) -> Option<Event> {
        let wanted = self.wanted.swap(false, Ordering::AcqRel);
        let given = self.given.swap(false, Ordering::AcqRel);
        let poked = self.poked.swap(false, Ordering::AcqRel);
        if wanted {
            Some(Event::Wanted)
        } else if given {
            Some(Event::Given)
        } else {
            poked.then_some(Event::Poked)
        }
    }
}
