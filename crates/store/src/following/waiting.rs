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
    let mut statement = connection.prepare_cached(&format!(
        "select {}, w.held, w.doubt from waiting w join outbox o on o.n = w.n
         where w.n > ?1 order by w.n limit ?2",
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
