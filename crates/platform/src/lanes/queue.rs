//! The queue before a lane: whoever finds it at rest takes what waits there, many desks' pushes in one
//! transaction, and goes on until nothing waits. So a full house costs few commits, and a desk alone
//! waits for nobody.

use std::{
    collections::{HashMap, VecDeque, hash_map::Entry},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{
    ids::{DeskId, LaneId, PersonId},
    time::Timestamp,
};
use protocol::{
    Envelope,
    ledger::Verdict,
    wire::{Held, Stopped},
};
use tokio::sync::oneshot;

use super::{
    commit::{
        MOST_IN_A_BATCH, Push, Released, Remembered, Taken, decide_held, take_on, take_one_by_one,
    },
    engine::{Engine, EngineError, Told},
    judge::Decider,
    received::{PublicKey, Received},
};

/// Doing a batch again after the line to the database was lost finds out what had been committed.
const MOST_ATTEMPTS: usize = 3;
/// So many people's keys are remembered at most; then it begins anew.
const MOST_KEYS: usize = 20_000;
/// What is known of so many lanes at rest is remembered at most; then it begins anew.
const MOST_LANES_REMEMBERED: usize = 256;

/// A platform's clock, asked when a batch begins.
pub type Clock = fn() -> Timestamp;

pub struct Queue<E> {
    engine: Arc<E>,
    clock: Clock,
    platform_key: Option<PublicKey>,
    lanes: Mutex<HashMap<LaneId, VecDeque<Waiting>>>,
    keys: Mutex<HashMap<(LaneId, PersonId), PublicKey>>,
    /// Of lanes at rest.
    remembered: Mutex<HashMap<LaneId, Remembered>>,
}

/// A push that is not wholly taken yet.
struct Waiting {
    desk: DeskId,
    commands: Vec<Received>,
    /// How many of them are dealt with.
    done: usize,
    held: Vec<Held>,
    verdicts: Vec<Verdict>,
    /// Other lanes that were added to so far.
    elsewhere: Vec<Told>,
    answer: oneshot::Sender<Result<Taken, EngineError>>,
}

impl<E: Engine + 'static> Queue<E> {
    pub fn new(engine: Arc<E>, clock: Clock) -> Self {
        Self::signing(engine, clock, None)
    }

    /// One before a platform that gives commands itself, signed with this key.
    pub fn signing(engine: Arc<E>, clock: Clock, platform_key: Option<PublicKey>) -> Self {
        Self {
            engine,
            clock,
            platform_key,
            lanes: Mutex::default(),
            keys: Mutex::default(),
            remembered: Mutex::default(),
        }
    }

    pub fn engine(&self) -> &Arc<E> {
        &self.engine
    }

    fn decider(&self) -> Decider {
        Decider {
            at: (self.clock)(),
            platform_key: self.platform_key,
        }
    }

    /// Decides what was held for what may have passed since.
    pub async fn decide_held(&self, lane: LaneId) -> Result<Option<Released>, EngineError> {
        decide_held(&*self.engine, lane, self.decider()).await
    }

    /// Takes consecutive commands that a desk sends itself.
    pub async fn push(
        self: &Arc<Self>,
        lane: LaneId,
        desk: DeskId,
        envelopes: Vec<Envelope>,
    ) -> Result<Taken, EngineError> {
        let commands = envelopes.into_iter().map(Received::of).collect();
        self.push_received(lane, desk, commands).await
    }

    /// Takes commands that a desk sends under consecutive numbers into its lane, all of them. Signatures
    /// are verified here, before anybody waits: by the key that the giver signed with last, if one is known.
    pub async fn push_received(
        self: &Arc<Self>,
        lane: LaneId,
        desk: DeskId,
        commands: Vec<Received>,
    ) -> Result<Taken, EngineError> {
        for received in &commands {
            let key = lock(&self.keys)
                .get(&(lane, received.envelope().header.actor))
                .copied();
            if let Some(key) = key {
                received.is_signed_with(&key);
            }
        }
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting {
            desk,
            commands,
            done: 0,
            held: Vec::new(),
            verdicts: Vec::new(),
            elsewhere: Vec::new(),
            answer,
        };
        let at_rest = match lock(&self.lanes).entry(lane) {
            Entry::Occupied(mut queue) => {
                queue.get_mut().push_back(waiting);
                None
            }
            Entry::Vacant(queue) => {
                queue.insert(VecDeque::new());
                Some(waiting)
            }
        };
        if let Some(waiting) = at_rest {
            // Of its own, because a desk that hangs up must not stop what others wait for.
            tokio::spawn(Arc::clone(self).run(lane, waiting));
        }
        answered
            .await
            .unwrap_or_else(|_| Err(EngineError::Lost("the node is stopping".to_owned())))
    }

    /// Takes batch after batch until nothing waits before the lane.
    async fn run(self: Arc<Self>, lane: LaneId, first: Waiting) {
        let _open = ReopensInPanic {
            lanes: &self.lanes,
            lane,
        };
        let mut waiting = VecDeque::from([first]);
        let mut remembered = lock(&self.remembered).remove(&lane).unwrap_or_default();
        loop {
            let batch = Self::next_batch(&mut waiting);
            self.take(lane, batch, &mut waiting, &mut remembered).await;
            let mut lanes = lock(&self.lanes);
            if let Some(queue) = lanes.get_mut(&lane) {
                waiting.append(queue);
            }
            if waiting.is_empty() {
                self.remember(lane, remembered);
                lanes.remove(&lane);
                return;
            }
        }
    }

    /// As many pushes, from the front, as a batch has room for; the last of them perhaps in part.
    fn next_batch(waiting: &mut VecDeque<Waiting>) -> Vec<Waiting> {
        let mut batch = Vec::new();
        let mut room = MOST_IN_A_BATCH;
        while room > 0
            && let Some(push) = waiting.pop_front()
        {
            room -= room.min(push.commands.len() - push.done);
            batch.push(push);
        }
        batch
    }

    /// Takes a batch and answers those who are done. Whose push is larger than a batch stands behind
    /// everybody else again, so that a long one keeps nobody waiting.
    async fn take(
        &self,
        lane: LaneId,
        batch: Vec<Waiting>,
        waiting: &mut VecDeque<Waiting>,
        remembered: &mut Remembered,
    ) {
        match self.take_anyhow(lane, &batch, remembered).await {
            Ok(all) => {
                for (mut push, mut taken) in batch.into_iter().zip(all) {
                    self.remember_keys(lane, &push.commands[push.done..]);
                    push.held.append(&mut taken.held);
                    push.verdicts.append(&mut taken.verdicts);
                    push.elsewhere.append(&mut taken.elsewhere);
                    let done = done(&push.commands, taken.last_n);
                    let goes_on = taken.stopped == Some(Stopped::Enough) && done > push.done;
                    if goes_on {
                        push.done = done;
                        waiting.push_back(push);
                    } else {
                        taken.held = push.held;
                        taken.verdicts = push.verdicts;
                        taken.elsewhere = push.elsewhere;
                        // Nobody listens any more: the desk asks again.
                        let _ = push.answer.send(Ok(taken));
                    }
                }
            }
            Err(error) => {
                for push in batch {
                    let _ = push.answer.send(Err(error.clone()));
                }
            }
        }
    }

    /// Takes a batch together. When the line to the database is lost, again; when one command among
    /// them cannot be written, each for itself, so that it stops nobody else's.
    async fn take_anyhow(
        &self,
        lane: LaneId,
        batch: &[Waiting],
        remembered: &mut Remembered,
    ) -> Result<Vec<Taken>, EngineError> {
        let pushes: Vec<Push> = batch
            .iter()
            .map(|push| Push {
                desk: push.desk,
                commands: &push.commands[push.done..],
            })
            .collect();
        let engine = &*self.engine;
        let mut attempt = 1;
        loop {
            match take_on(engine, lane, &pushes, self.decider(), remembered).await {
                Err(EngineError::Lost(_)) if attempt < MOST_ATTEMPTS => attempt += 1,
                Err(EngineError::Database(_)) => {
                    return take_one_by_one(engine, lane, &pushes, self.decider()).await;
                }
                ended => return ended,
            }
        }
    }

    fn remember(&self, lane: LaneId, remembered: Remembered) {
        let mut all = lock(&self.remembered);
        if all.len() >= MOST_LANES_REMEMBERED {
            all.clear();
        }
        all.insert(lane, remembered);
    }

    fn remember_keys(&self, lane: LaneId, commands: &[Received]) {
        let mut keys = lock(&self.keys);
        if keys.len() > MOST_KEYS {
            keys.clear();
        }
        for received in commands {
            if let Some(key) = received.signed_with() {
                keys.insert((lane, received.envelope().header.actor), *key);
            }
        }
    }
}

/// Lets the next push begin anew when taking the one before it broke off, and those who wait hear of it.
struct ReopensInPanic<'a> {
    lanes: &'a Mutex<HashMap<LaneId, VecDeque<Waiting>>>,
    lane: LaneId,
}

impl Drop for ReopensInPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            lock(self.lanes).remove(&self.lane);
        }
    }
}

/// How many of the commands, which are consecutive, are dealt with when the platform has `last_n`.
fn done(commands: &[Received], last_n: u64) -> usize {
    commands.partition_point(|received| received.place().n <= last_n)
}

/// Nothing panics while it holds one of these; if something did, what it held is whole all the same.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
