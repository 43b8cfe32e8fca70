//! A node of the platform: an engine, the platform's own keys, and the desks that listen here. Nodes
//! keep nothing that others could not do without, so any number of them share one database.

mod access;
mod answers;
mod enrolment;
mod exchange;
mod groups;
mod heads;
mod keys;
mod own_commands;
mod rules;
mod snapshots;
mod time;

pub use access::{Access, Denied, Standing, Tokens};
pub use enrolment::{DeviceCodes, NotYet, PendingDesk};
pub use groups::{GroupOfPlatform, Invited};
pub use keys::{Keys, open_sealed, seal};
pub use own_commands::{GivenByPlatform, platform_desk};
pub use rules::{NotPublished, Offered, ToPublish};
pub use snapshots::{Snapshot, WORTH_A_SNAPSHOT};

use std::{
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use domain::time::Timestamp;
use tokio::sync::broadcast::error::RecvError;

use crate::lanes::{Clock, Engine, EngineError, Queue};
use heads::Heads;

pub struct Node<E> {
    pub engine: Arc<E>,
    pub keys: Keys,
    queue: Arc<Queue<E>>,
    clock: Clock,
    heads: Heads,
    /// Ledgers of so many entries and more are worth a snapshot.
    snapshots_from: u64,
    making_snapshots: tokio::sync::Mutex<()>,
    /// Counts of what this node did, for whoever watches it.
    pub counts: Counts,
}

/// What a node has done since it began.
#[derive(Debug, Default)]
pub struct Counts {
    pub commands: std::sync::atomic::AtomicU64,
    pub refused: std::sync::atomic::AtomicU64,
    pub held: std::sync::atomic::AtomicU64,
    pub exchanges: std::sync::atomic::AtomicU64,
    pub listening: std::sync::atomic::AtomicI64,
}

/// The clock of every node that serves.
fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Timestamp(since.map_or(0, |since| since.as_millis() as i64))
}

impl<E: Engine + 'static> Node<E> {
    /// A node over this engine; the first one draws the platform's keys.
    pub async fn new(engine: E) -> Result<Self, EngineError> {
        Self::by_clock(engine, now).await
    }

    /// A node that goes by another clock than the machine's: the simulation has one of its own.
    pub async fn by_clock(engine: E, clock: Clock) -> Result<Self, EngineError> {
        let keys = Keys::load(&engine).await?;
        let engine = Arc::new(engine);
        let own = Some(keys.public_signing_key());
        Ok(Self {
            queue: Arc::new(Queue::signing(Arc::clone(&engine), clock, own)),
            clock,
            engine,
            keys,
            heads: Heads::default(),
            snapshots_from: WORTH_A_SNAPSHOT,
            making_snapshots: tokio::sync::Mutex::default(),
            counts: Counts::default(),
        })
    }

    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Tells the desks that listen here what other nodes on the same database add, until the program ends.
    pub async fn hear_others(&self) {
        let mut others = self.engine.hear();
        loop {
            match others.recv().await {
                Ok(told) => self.heads.tell(told.lane, told.seq),
                // What was missed is told by the next word of the same lane, or found by a desk that asks.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
    }
}
