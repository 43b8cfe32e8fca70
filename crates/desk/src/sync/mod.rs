//! The desk and its platform: enrolment, the conversation on a thread of its own, and what the sync
//! screen says. The dealership works without any of it.

mod credentials;
mod enrolling;
mod first;
mod from_snapshot;
mod grouping;
mod line;
pub(crate) mod link;
mod load;
mod offline;
mod revoked;
mod runner;
mod shell;
mod status;
mod taking;
mod trouble;
mod wake;

pub use enrolling::{
    ApproveDesk, AskToJoin, BringDealership, DeskRow, Desks, EnrolAnew, JoinState, LookAtPlatform,
    Platform, Shown, approve, bring, desks, enrol_anew, join, join_state, leave_joining, look,
};
pub(crate) use enrolling::{bring_from_outside, goes_on};
pub(crate) use first::is_unfinished;
pub use grouping::{
    FoundOwnGroup, GroupCode, GroupJoined, JoinByCode, found_group, invite_store, join_group,
    leave_group,
};
pub use link::{Standing, standing};
pub use offline::{
    AnswerDesk, DeskAnswer, GoOn, OfflineQuestion, OfflineTooLong, answer, count, go_on, question,
    too_long,
};
pub use shell::Told;
pub use status::{Phase, SyncState, WaitingCommand, state};

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    thread::JoinHandle,
};

use domain::time::Timestamp;

use crate::{Changed, Desk, clock, error::RpcError, list::Nothing};
use credentials::Credentials;
use enrolling::Joining;
use status::Seen;
use wake::Wake;

/// The kind of row under which a change of the conversation is told to the windows.
const KIND: &str = "sync";

#[derive(Default)]
pub struct Sync {
    wake: Arc<Wake>,
    seen: Mutex<Seen>,
    joining: Mutex<Option<Joining>>,
    credentials: Mutex<Arc<Credentials>>,
    myself: Mutex<Weak<Desk>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sync {
    pub(crate) fn wake(&self) -> Arc<Wake> {
        Arc::clone(&self.wake)
    }

    /// Another store is open, or the same one has a platform now.
    pub(crate) fn other_store(&self) {
        *lock(&self.seen) = Seen::default();
        *lock(&self.credentials) = Arc::default();
        self.wake.other_store();
    }

    fn credentials(&self) -> Arc<Credentials> {
        Arc::clone(&lock(&self.credentials))
    }

    /// The desk itself, for work that goes on behind a call.
    fn running(&self) -> Option<Arc<Desk>> {
        lock(&self.myself).upgrade()
    }

    fn seen(&self) -> Seen {
        lock(&self.seen).clone()
    }

    fn note(&self, phase: Phase, next_at: Option<Timestamp>) -> bool {
        lock(&self.seen).note(phase, next_at, clock::now())
    }

    fn note_failure(&self, error: RpcError) {
        lock(&self.seen).failure = Some(error);
    }

    fn tell(desk: &Desk) {
        desk.shell.windows().changed(&Changed {
            kinds: vec![KIND.to_owned()],
            ids: Vec::new(),
        });
    }

    /// Ends the conversation and waits for it.
    pub(crate) fn end(&self) {
        self.wake.end();
        let thread = lock(&self.thread).take();
        if let Some(thread) = thread
            && thread.thread().id() != std::thread::current().id()
        {
            // A conversation that panicked has ended, too.
            let _ = thread.join();
        }
    }
}

impl Desk {
    /// Speaks with the platform from now on, whenever a store that has one is open.
    pub fn follow(self: &Arc<Self>) {
        *lock(&self.sync.myself) = Arc::downgrade(self);
        let mut thread = lock(&self.sync.thread);
        if thread.is_none() {
            let (desk, wake) = (Arc::downgrade(self), self.sync.wake());
            *thread = Some(std::thread::spawn(move || runner::run(&desk, &wake)));
        }
    }
}

/// Tries now what would be tried later.
pub fn retry(desk: &Desk, _: Nothing) -> Result<(), RpcError> {
    desk.sync.wake.wanted();
    Ok(())
}
