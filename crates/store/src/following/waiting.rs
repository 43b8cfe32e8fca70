//! The desk's own commands that its cursor has not passed: what is sent, and what the overlay is
//! made of. A command leaves when its entry arrives in a page, not when the platform answers, or its
//! effect would flicker out and in again.

use domain::{ids::CommandId, refusal::Refusal};
use protocol::{Envelope, wire::Hold};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{error::StoreError, journal, open::Writing};

/// A command that waits, in the order in which it was given.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub envelope: Envelope,
    pub state: WaitingState,
}

#[derive(Debug, Clone, PartialEq)]
pub enum WaitingState {
    /// The platform has not answered for it, or has taken it and its entry is on the way.
    Sent,
    /// In the platform's custody, undecided.
    Held(Hold),
    /// At this desk it would be refused now. Only the platform refuses, so it is sent all the same.
    Doubtful(Doubt),
}

/// The refusal that deciding a waiting command anew gave.
pub type Doubt = Refusal;

/// How much waits, for the sync screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backlog {
    pub commands: u64,
    /// When the oldest was given, by this desk's clock.
    pub oldest: Option<domain::time::Timestamp>,
}

/// The waiting commands after `n`, at most `limit`.
pub fn after(connection: &Connection, n: u64, limit: usize) -> Result<Vec<Waiting>, StoreError> {
    // `+ 0` keeps the statement prepared, as in `entries`.
    let mut statement = connection.prepare_cached(&format!(
        "select {}, w.held, w.doubt from waiting w join outbox o on o.n = w.n
         where w.n > ?1 order by w.n limit ?2 + 0",
        journal::ENVELOPE
    ))?;
    let rows = statement.query_map(params![n as i64, limit as i64], |row| {
        Ok((
            journal::envelope(row)?,
            row.get::<_, Option<String>>(journal::ENVELOPE_WIDTH)?,
            row.get::<_, Option<String>>(journal::ENVELOPE_WIDTH + 1)?,
        ))
    })?;
    rows.map(|row| {
        let (envelope, held, doubt) = row?;
        let state = match (held, doubt) {
            (Some(held), _) => WaitingState::Held(read(&held)?),
            (None, Some(doubt)) => WaitingState::Doubtful(read(&doubt)?),
            (None, None) => WaitingState::Sent,
        };
        Ok(Waiting { envelope, state })
    })
    .collect()
}

pub fn backlog(connection: &Connection) -> Result<Backlog, StoreError> {
    let (commands, first): (i64, Option<i64>) = connection
        .prepare_cached("select count(*), min(n) from waiting")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let oldest = connection
        .prepare_cached("select made_at from outbox where n = ?1")?
        .query_row([first], |row| row.get(0))
        .optional()?
        .map(domain::time::Timestamp);
    Ok(Backlog {
        commands: commands as u64,
        oldest,
    })
}

impl Writing<'_> {
    /// Notes that the platform keeps a command without deciding it.
    pub fn note_held(&self, command: CommandId, why: Hold) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached("update waiting set held = ?2 where command = ?1")?
            .execute(params![command.0.as_bytes(), text(&why)])?;
        Ok(())
    }
}

pub(super) fn text<T: serde::Serialize>(value: &T) -> String {
    // Plain enums and maps with keys that are texts always serialise.
    serde_json::to_string(value).unwrap_or_default()
}

pub(super) fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text)
        .map_err(|error| StoreError::Damaged(format!("a waiting command's state: {error}")))
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    };

    use domain::ids::LaneId;
    use rusqlite::hooks::{AuthContext, Authorization};
    use uuid::Uuid;

    use super::*;
    use crate::following::{entries, unsent};

    /// SQLite asks whoever authorises only while it prepares a statement.
    #[test]
    fn what_every_exchange_asks_for_is_prepared_once() {
        let mut connection = Connection::open_in_memory().expect("a file");
        crate::migrate(&mut connection).expect("the migrations run");
        let asked = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&asked);
        connection
            .authorizer(Some(move |_: AuthContext<'_>| {
                counted.fetch_add(1, Ordering::Relaxed);
                Authorization::Allow
            }))
            .expect("somebody who authorises");
        let lane = LaneId(Uuid::now_v7());
        let exchange = |limit| {
            after(&connection, 0, limit).expect("what waits");
            unsent(&connection, 0, limit, 1_000).expect("what is sent");
            entries(&connection, lane, 0, limit).expect("what is there");
            asked.swap(0, Ordering::Relaxed)
        };
        assert!(exchange(10) > 0, "the first exchange prepares");
        assert_eq!(exchange(10), 0, "the second does not");
        assert_eq!(exchange(200), 0, "nor does one that asks for more");
    }
}
