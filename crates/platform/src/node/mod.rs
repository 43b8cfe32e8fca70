//! A node of the platform: an engine, the platform's own keys, and the desks that listen here. Nodes
//! keep nothing that others could not do without, so any number of them share one database.

mod access;
mod enrolment;
mod exchange;
mod heads;
mod keys;
mod own_commands;

pub use access::{Access, Denied, Standing, Tokens};
pub use enrolment::{DeviceCodes, NotYet, PendingDesk};
pub use keys::{Keys, open_sealed, seal};
pub use own_commands::{GivenByPlatform, platform_desk};

use std::time::{SystemTime, UNIX_EPOCH};

use domain::time::Timestamp;

use crate::lanes::{Deciding, Engine, EngineError};
use heads::Heads;

pub struct Node<E> {
    pub engine: E,
    pub keys: Keys,
    heads: Heads,
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

impl<E: Engine> Node<E> {
    /// A node over this engine; the first one draws the platform's keys.
    pub async fn new(engine: E) -> Result<Self, EngineError> {
        let keys = Keys::load(&engine).await?;
        Ok(Self {
            engine,
            keys,
            heads: Heads::default(),
            counts: Counts::default(),
        })
    }

    pub fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Timestamp(since.map_or(0, |since| since.as_millis() as i64))
    }

    fn deciding(&self, at: Timestamp) -> Deciding {
        Deciding {
            at,
            platform_key: self.keys.public_signing_key(),
        }
    }
}
