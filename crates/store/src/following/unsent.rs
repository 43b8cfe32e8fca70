//! What a desk sends, and where it stands with the platform. A desk counts what it sends from 1; after
//! it was enrolled anew it begins again, so what it sent before is left out of the count.

use protocol::Envelope;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{error::StoreError, journal, open::Writing};

const SENT_BEFORE: &str = "sent_before";

/// How many commands of the outbox were sent under a former name of this desk.
pub fn sent_before(connection: &Connection) -> Result<u64, StoreError> {
    let kept: Option<String> = connection
        .prepare_cached("select value from store_fact where key = ?1")?
        .query_row([SENT_BEFORE], |row| row.get(0))
        .optional()?;
    Ok(kept.and_then(|text| text.parse().ok()).unwrap_or(0))
}

/// The commands that the platform lacks when it has `last_n` of this desk: at most `limit`, and not many
/// more bytes than `bytes`. Also those that the desk believes to be long settled: the platform may have
/// been restored from a backup.
pub fn unsent(
    connection: &Connection,
    last_n: u64,
    limit: usize,
    bytes: usize,
) -> Result<Vec<Envelope>, StoreError> {
    let from = sent_before(connection)? + last_n;
    let mut statement = connection.prepare_cached(&format!(
        "select {} from outbox o where o.n > ?1 order by o.n limit ?2",
        journal::ENVELOPE
    ))?;
    let mut rows = statement.query(params![from as i64, limit as i64])?;
    let mut found = Vec::new();
    let mut size = 0;
    while size < bytes
        && let Some(row) = rows.next()?
    {
        let envelope = journal::envelope(row)?;
        size += 400
            + envelope
                .contents
                .as_ref()
                .map_or(0, |contents| contents.payload.len());
        found.push(envelope);
    }
    Ok(found)
}

/// The last number that this desk has something to send under.
pub fn last_to_send(connection: &Connection) -> Result<u64, StoreError> {
    let last: i64 = connection
        .prepare_cached("select ifnull(max(n), 0) from outbox")?
        .query_row([], |row| row.get(0))?;
    Ok((last as u64).saturating_sub(sent_before(connection)?))
}

/// How far the platform's word is borne out that it has this many of the desk's commands. One that waits
/// here without an outcome although its lane was followed to its end is sent again: the answer that said
/// it is held was lost, or another machine sends under this desk's name and the platform has another
/// command in its place.
pub fn settled_until(connection: &Connection, last_n: u64) -> Result<u64, StoreError> {
    let before = sent_before(connection)?;
    let first: Option<i64> = connection
        .prepare_cached("select min(n) from waiting where held is null and n > ?1 and n <= ?2")?
        .query_row(params![before as i64, (before + last_n) as i64], |row| {
            row.get(0)
        })?;
    Ok(first.map_or(last_n, |n| n as u64 - before - 1))
}

impl Writing<'_> {
    /// Counts what is sent from its beginning again when something waits that was sent under a former
    /// name: the platform was restored from a backup older than that name.
    pub(super) fn count_from_what_waits(&self) -> Result<(), StoreError> {
        let connection = self.connection();
        let before = sent_before(connection)?;
        let first: Option<i64> =
            connection.query_row("select min(n) from waiting", [], |row| row.get(0))?;
        match first {
            Some(first) if first as u64 <= before => self.count_anew(),
            Some(_) | None => Ok(()),
        }
    }

    /// Counts what is sent from 1 again, from the first command that still waits on: the desk was
    /// enrolled anew.
    pub fn count_anew(&self) -> Result<(), StoreError> {
        let connection = self.connection();
        connection.execute(
            "insert into store_fact (key, value)
             values (?1, cast(ifnull((select min(n) - 1 from waiting),
                                     (select ifnull(max(n), 0) from outbox)) as text))
             on conflict (key) do update set value = excluded.value",
            [SENT_BEFORE],
        )?;
        Ok(())
    }
}
