//! How long a desk goes on without its platform: three weeks by itself, then for as many days as somebody who may enrol
//! desks says over the phone. Whoever carries a machine away does not sit before the house's records for ever.

mod by_phone;
#[cfg(test)]
mod tests;

pub use by_phone::{AnswerDesk, DeskAnswer, GoOn, OfflineQuestion, answer, go_on, question};

use domain::{desks::OFFLINE_DAYS, time::Timestamp};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{Store, StoreError};
use ts_rs::TS;

use super::link::{self, Standing, fact};
use crate::{clock, error::RpcError, stores::set_fact};

const LEASE: &str = "offline_lease";

/// What passed is written down once in so long.
const COUNTED_EVERY: i64 = Timestamp::HOUR;

/// The desk has been by itself for longer than it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfflineTooLong {
    /// When the platform answered last.
    pub since: Timestamp,
    pub days: u32,
}

/// What was counted since the platform answered last. Only a clock that goes forwards is counted, so setting it back
/// takes nothing off and gives nobody more days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Lease {
    reached_at: Timestamp,
    counted_at: Timestamp,
    /// Milliseconds that had passed when they were counted.
    passed: i64,
    /// So many may pass.
    allowed: i64,
}

impl Lease {
    fn from(now: Timestamp) -> Self {
        Self {
            reached_at: now,
            counted_at: now,
            passed: 0,
            allowed: i64::from(OFFLINE_DAYS) * Timestamp::DAY,
        }
    }

    fn counted(self, now: Timestamp) -> Self {
        Self {
            counted_at: now,
            passed: self.passed + (now.0 - self.counted_at.0).max(0),
            ..self
        }
    }

    fn is_over(self, now: Timestamp) -> bool {
        self.counted(now).passed > self.allowed
    }

    fn is_due(self, now: Timestamp) -> bool {
        now < self.counted_at || now.0 - self.counted_at.0 >= COUNTED_EVERY
    }

    fn for_days(self, days: u32, now: Timestamp) -> Self {
        let counted = self.counted(now);
        Self {
            allowed: counted.passed + i64::from(days) * Timestamp::DAY,
            ..counted
        }
    }
}

/// Nothing at a desk that follows no platform, or whose platform has not answered since desks are counted.
fn lease(connection: &Connection) -> Result<Option<Lease>, StoreError> {
    if link::standing(connection)? != Some(Standing::Linked) {
        return Ok(None);
    }
    let text = fact(connection, LEASE)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

fn keep(connection: &Connection, lease: Lease) -> Result<(), StoreError> {
    let text = serde_json::json!(lease).to_string();
    set_fact(connection, LEASE, &text)
}

/// Whether nobody may sign in here before the platform answers or somebody says so over the phone.
pub fn too_long(connection: &Connection) -> Result<Option<OfflineTooLong>, StoreError> {
    let over = lease(connection)?.filter(|lease| lease.is_over(clock::now()));
    Ok(over.map(|lease| OfflineTooLong {
        since: lease.reached_at,
        days: OFFLINE_DAYS,
    }))
}

/// When nobody may sign in any more, if the platform does not answer and the clock goes as it does.
pub fn rests_at(connection: &Connection) -> Result<Option<Timestamp>, StoreError> {
    let now = clock::now();
    Ok(lease(connection)?.map(|lease| {
        let counted = lease.counted(now);
        now.plus(counted.allowed - counted.passed)
    }))
}

/// Counts what has passed without an answer of the platform, and says whether it was found to be too long. A desk that
/// comes from a version which did not count begins now.
pub fn count(store: &Store) -> Result<bool, RpcError> {
    let now = clock::now();
    let due = store.read(|connection| {
        let linked = link::standing(connection)? == Some(Standing::Linked);
        let due = lease(connection)?.is_none_or(|lease| lease.is_due(now));
        Ok::<_, StoreError>(linked && due)
    })?;
    if !due {
        return Ok(false);
    }
    store.write(|writing| {
        let connection = writing.connection();
        let lease = lease(connection)?.map_or(Lease::from(now), |lease| lease.counted(now));
        keep(connection, lease)?;
        Ok(lease.is_over(now))
    })
}

/// The platform answered. Says whether the desk had been by itself for too long.
pub fn reached(store: &Store) -> Result<bool, RpcError> {
    let now = clock::now();
    let before = store.read(lease)?;
    if before.is_none_or(|before| before.is_due(now) || before.passed > 0) {
        store.write(|writing| {
            keep(writing.connection(), Lease::from(now))?;
            by_phone::ask_no_more(writing.connection())
        })?;
    }
    Ok(before.is_some_and(|before| before.is_over(now)))
}
