//! The outbox and the journal: what was commanded, what came of it, and the hash chain over both.
//!
//! Both only grow. An entry's hash is
//! `sha256(previous hash ‖ signed bytes of the envelope ‖ signature ‖ outcome hash)`, where the
//! outcome hash is taken over table, id and new image of each change and over the concerns. Whoever
//! alters a command, its outcome, or the order of two commands breaks the chain from there on.

use domain::{
    command::Outcome,
    ids::{CommandId, DeskId, PersonId, RecordId},
    refusal::Concern,
    time::Timestamp,
};
use protocol::{
    Envelope, Header,
    bytes::{put_bytes, row_from_image},
};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{changes::Touched, error::StoreError, open::Writing};

impl Writing<'_> {
    /// The next `n` and lamport of this desk.
    pub fn next_place(&self) -> Result<(u64, u64), StoreError> {
        let (n, lamport): (i64, i64) = self
            .connection()
            .prepare_cached(
                "select ifnull(max(n), 0) + 1, ifnull(max(lamport), 0) + 1 from outbox",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok((n as u64, lamport as u64))
    }

    /// Puts a decided command into the outbox and applies its outcome; one transaction with both.
    pub fn record(
        &self,
        envelope: &Envelope,
        outcome: &Outcome,
    ) -> Result<Vec<Touched>, StoreError> {
        let header = &envelope.header;
        let connection = self.connection();
        connection
            .prepare_cached(
                "insert into outbox
                   (n, id, desk, lamport, name, version, actor, made_at, signature, payload)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                header.n as i64,
                header.id.0.as_bytes(),
                header.desk.0.as_bytes(),
                header.lamport as i64,
                header.name,
                header.version,
                header.actor.0.as_bytes(),
                header.made_at.0,
                envelope.signature,
                envelope.payload,
            ])?;
        let (touched, hash) = self.apply(header.n, &outcome.changes)?;

        let concerns = serde_json::to_string(&outcome.concerns).unwrap_or_default();
        let outcome_hash = hash.finish(&concerns);
        let previous: Option<[u8; 32]> = connection
            .prepare_cached("select hash from journal where n = ?1")?
            .query_row([header.n as i64 - 1], |row| row.get(0))
            .optional()?;
        let hash = entry_hash(&previous.unwrap_or_default(), envelope, &outcome_hash);
        connection
            .prepare_cached(
                "insert into journal (n, concerns, outcome_hash, hash) values (?1, ?2, ?3, ?4)",
            )?
            .execute(params![header.n as i64, concerns, outcome_hash, hash])?;
        Ok(touched)
    }
}

fn entry_hash(previous: &[u8; 32], envelope: &Envelope, outcome_hash: &[u8; 32]) -> [u8; 32] {
    Sha256::new()
        .chain_update(previous)
        .chain_update(envelope.header.signed_bytes(&envelope.payload))
        .chain_update(envelope.signature)
        .chain_update(outcome_hash)
        .finalize()
        .into()
}

/// The hash over what came of a command, change by change.
#[derive(Default)]
pub(crate) struct OutcomeHash {
    hash: Sha256,
    entry: Vec<u8>,
}

impl OutcomeHash {
    pub fn add(&mut self, table: &[u8], id: &[u8], after: Option<&[u8]>) {
        let entry = &mut self.entry;
        entry.clear();
        put_bytes(entry, table);
        put_bytes(entry, id);
        match after {
            Some(after) => put_bytes(entry, after),
            None => entry.push(0xff),
        }
        self.hash.update(entry);
    }

    pub fn finish(self, concerns: &str) -> [u8; 32] {
        self.hash
            .chain_update(concerns.as_bytes())
            .finalize()
            .into()
    }
}

fn outcome_hash(connection: &Connection, n: u64, concerns: &str) -> Result<[u8; 32], StoreError> {
    let mut statement = connection.prepare_cached(
        "select table_name, id, after from journal_change where n = ?1 order by ordinal",
    )?;
    let mut rows = statement.query([n as i64])?;
    let mut hash = OutcomeHash::default();
    while let Some(row) = rows.next()? {
        hash.add(
            row.get_ref(0)?.as_bytes().unwrap_or_default(),
            row.get_ref(1)?.as_bytes().unwrap_or_default(),
            row.get_ref(2)?.as_bytes_or_null().unwrap_or_default(),
        );
    }
    Ok(hash.finish(concerns))
}

/// One line of a record's history.
#[derive(Debug, Clone)]
pub struct HistoryEntry {
    pub header: Header,
    pub before: Option<domain::entity::Row>,
    pub after: Option<domain::entity::Row>,
    pub concerns: Vec<Concern>,
}

/// What happened to a record, newest first (SEC-4).
pub fn history(
    connection: &Connection,
    table: &'static domain::entity::Table,
    id: RecordId,
) -> Result<Vec<HistoryEntry>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select o.id, o.desk, o.n, o.lamport, o.name, o.version, o.actor, o.made_at,
                c.before, c.after, j.concerns
         from journal_change c join outbox o on o.n = c.n join journal j on j.n = c.n
         where c.table_name = ?1 and c.id = ?2 order by c.n desc, c.ordinal desc",
    )?;
    let found = statement.query_map(params![table.name, id.bytes()], |row| {
        Ok((
            header(row)?,
            row.get::<_, Option<Vec<u8>>>(8)?,
            row.get::<_, Option<Vec<u8>>>(9)?,
            row.get::<_, String>(10)?,
        ))
    })?;
    let mut entries = Vec::new();
    for line in found {
        let (header, before, after, concerns) = line?;
        entries.push(HistoryEntry {
            header,
            before: before.as_deref().map(row_from_image).transpose()?,
            after: after.as_deref().map(row_from_image).transpose()?,
            concerns: serde_json::from_str(&concerns).unwrap_or_default(),
        });
    }
    Ok(entries)
}

/// Reads a header from the columns `id, desk, n, lamport, name, version, actor, made_at`.
fn header(row: &rusqlite::Row) -> rusqlite::Result<Header> {
    Ok(Header {
        id: CommandId(Uuid::from_bytes(row.get(0)?)),
        desk: DeskId(Uuid::from_bytes(row.get(1)?)),
        n: row.get::<_, i64>(2)? as u64,
        lamport: row.get::<_, i64>(3)? as u64,
        name: row.get(4)?,
        version: row.get(5)?,
        actor: PersonId(Uuid::from_bytes(row.get(6)?)),
        made_at: Timestamp(row.get(7)?),
    })
}

/// What a walk over the whole journal found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub entries: u64,
    pub broken: Option<Broken>,
}

/// The first entry that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// An entry is missing, or stands in the place of another.
    Gap { n: u64 },
    /// The giver's signature does not fit the command.
    Signature { n: u64 },
    /// Command or outcome were altered after they were written.
    Chain { n: u64 },
}

/// Verifies every signature and the hash chain. `progress` is told how many entries are done and
/// answers whether to go on.
pub fn verify(
    connection: &Connection,
    mut progress: impl FnMut(u64) -> std::ops::ControlFlow<()>,
) -> Result<Verified, StoreError> {
    let mut statement = connection.prepare(
        "select o.id, o.desk, o.n, o.lamport, o.name, o.version, o.actor, o.made_at,
                o.signature, o.payload, j.concerns, j.hash
         from outbox o left join journal j on j.n = o.n order by o.n",
    )?;
    let mut rows = statement.query([])?;
    let mut previous = [0_u8; 32];
    let mut entries = 0_u64;
    while let Some(row) = rows.next()? {
        let envelope = Envelope {
            header: header(row)?,
            signature: row.get(8)?,
            payload: row.get(9)?,
        };
        let n = envelope.header.n;
        let broken = |broken| {
            Ok(Verified {
                entries,
                broken: Some(broken),
            })
        };
        if n != entries + 1 {
            return broken(Broken::Gap { n: entries + 1 });
        }
        let (Some(concerns), Some(hash)) = (
            row.get::<_, Option<String>>(10)?,
            row.get::<_, Option<[u8; 32]>>(11)?,
        ) else {
            return broken(Broken::Gap { n });
        };
        if !signed_by_giver(connection, &envelope)? {
            return broken(Broken::Signature { n });
        }
        let outcome = outcome_hash(connection, n, &concerns)?;
        if entry_hash(&previous, &envelope, &outcome) != hash {
            return broken(Broken::Chain { n });
        }
        previous = hash;
        entries += 1;
        if entries.is_multiple_of(256) && progress(entries).is_break() {
            break;
        }
    }
    Ok(Verified {
        entries,
        broken: None,
    })
}

/// Whether one of the giver's keys, present or replaced, made the signature.
fn signed_by_giver(connection: &Connection, envelope: &Envelope) -> Result<bool, StoreError> {
    let mut statement =
        connection.prepare_cached("select public_key from person_key where person = ?1")?;
    let keys = statement.query_map([envelope.header.actor.0.as_bytes()], |row| {
        row.get::<_, Vec<u8>>(0)
    })?;
    for key in keys {
        if envelope.verify(&key?).is_ok() {
            return Ok(true);
        }
    }
    Ok(false)
}
