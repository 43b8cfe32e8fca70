//! The outbox and the journal: what was commanded, what came of it, and the hash chain over both.
//!
//! Both only grow. An entry's hash is
//! `sha256(previous hash ‖ signed bytes of the envelope ‖ signature ‖ outcome hash)`, where the
//! outcome hash is taken over table, id and salted hash of the new image of each change and over the
//! concerns. Whoever alters a command, its outcome, or the order of two commands breaks the chain
//! from there on. What a person asked to be erased is blanked with its salt; its hashes stay, so the
//! chain stays whole, and a blank that no later command asked for is told as an alteration.

use domain::{
    command::Outcome,
    ids::{CommandId, DeskId, PersonId, RecordId},
    refusal::Concern,
    time::Timestamp,
};
use protocol::{
    Contents, Envelope, EnvelopeError, Header,
    bytes::row_from_image,
    ledger::{OutcomeHash, Verdict},
    salted_hash,
};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{changes::Touched, error::StoreError, open::Writing};

/// No clock gets here by counting; who says so is not believed.
const MOST_LAMPORT: u64 = 1 << 62;
const LAMPORT_HEARD: &str = "lamport_heard";

impl Writing<'_> {
    /// Notes the highest lamport of commands that others gave.
    pub(crate) fn hear_lamport(&self, lamport: u64) -> Result<(), StoreError> {
        if lamport > MOST_LAMPORT {
            return Ok(());
        }
        self.connection()
            .prepare_cached(
                "insert into store_fact (key, value) values (?1, cast(?2 as text))
                 on conflict (key) do update set value = excluded.value
                 where cast(store_fact.value as integer) < ?2",
            )?
            .execute(params![LAMPORT_HEARD, lamport as i64])?;
        Ok(())
    }

    /// The next `n` and lamport of this desk. A command comes after all that was known when it was given:
    /// this desk's own, and what others gave as far as their ledgers were followed.
    pub fn next_place(&self) -> Result<(u64, u64), StoreError> {
        let (n, lamport): (i64, i64) = self
            .connection()
            .prepare_cached(
                "select ifnull((select max(n) from outbox), 0) + 1,
                        max(ifnull((select max(lamport) from outbox), 0),
                            ifnull((select cast(value as integer) from store_fact where key = ?1), 0)) + 1",
            )?
            .query_row([LAMPORT_HEARD], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok((n as u64, lamport as u64))
    }

    /// Puts a decided command into the outbox and applies its outcome; one transaction with both.
    pub fn record(
        &self,
        envelope: &Envelope,
        outcome: &Outcome,
    ) -> Result<Vec<Touched>, StoreError> {
        let header = &envelope.header;
        let contents = envelope
            .contents
            .as_ref()
            .ok_or(EnvelopeError::Erased(header.id))?;
        let connection = self.connection();
        connection
            .prepare_cached(
                "insert into outbox
                   (n, id, desk, lamport, name, version, actor, made_at, signature,
                    contents_hash, salt, payload)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
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
                envelope.contents_hash,
                contents.salt,
                contents.payload,
            ])?;
        connection
            .prepare_cached("insert into waiting (n, command) values (?1, ?2)")?
            .execute(params![header.n as i64, header.id.0.as_bytes()])?;
        let (touched, hash) = self.apply(header.n, contents, &outcome.changes)?;

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
        .chain_update(envelope.header.signed_bytes(&envelope.contents_hash))
        .chain_update(envelope.signature)
        .chain_update(outcome_hash)
        .finalize()
        .into()
}

fn outcome_hash(connection: &Connection, n: u64, concerns: &str) -> Result<[u8; 32], StoreError> {
    let mut statement = connection.prepare_cached(
        "select table_name, id, after_hash, erases from journal_change
         where n = ?1 order by ordinal",
    )?;
    let mut rows = statement.query([n as i64])?;
    let mut hash = OutcomeHash::default();
    while let Some(row) = rows.next()? {
        hash.add(
            row.get_ref(0)?.as_bytes().unwrap_or_default(),
            row.get_ref(1)?.as_bytes().unwrap_or_default(),
            row.get_ref(2)?.as_bytes_or_null().unwrap_or_default(),
            row.get(3)?,
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
    /// Its contents were erased by request.
    pub erased: bool,
    /// Its place in the lane's ledger, once the platform has decided it.
    pub seq: Option<u64>,
}

/// What happened to a record, newest first (SEC-4): what waits for the platform, or was done before there
/// was one, and below it what stands in the ledger, whoever did it.
pub fn history(
    connection: &Connection,
    table: &'static domain::entity::Table,
    id: RecordId,
) -> Result<Vec<HistoryEntry>, StoreError> {
    let own = "select o.id, o.desk, o.n, o.lamport, o.name, o.version, o.actor, o.made_at,
                      c.before, c.after, j.concerns, c.after is null and c.after_hash is not null,
                      null
               from journal_change c join outbox o on o.n = c.n join journal j on j.n = c.n
               where c.table_name = ?1 and c.id = ?2
                 and not exists (select 1 from ledger l where l.command = o.id)
               order by c.n desc, c.ordinal desc";
    let confirmed =
        "select l.command, l.desk, l.n, l.lamport, l.name, l.version, l.actor, l.made_at,
                            c.before, c.after, l.verdict,
                            c.after is null and c.after_hash is not null, l.seq
                     from ledger_change c join ledger l on l.lane = c.lane and l.seq = c.seq
                     where c.table_name = ?1 and c.id = ?2 and l.command is not null
                     order by l.seq desc, c.ordinal desc";
    let mut entries = Vec::new();
    for words in [own, confirmed] {
        let mut statement = connection.prepare_cached(words)?;
        let mut rows = statement.query(params![table.name, id.bytes()])?;
        while let Some(row) = rows.next()? {
            let image = |at: usize| -> Result<Option<domain::entity::Row>, StoreError> {
                let bytes: Option<Vec<u8>> = row.get(at)?;
                Ok(bytes.as_deref().map(row_from_image).transpose()?)
            };
            let seq: Option<i64> = row.get(12)?;
            let words: String = row.get(10)?;
            let concerns = match seq {
                None => serde_json::from_str(&words).unwrap_or_default(),
                Some(_) => match Verdict::read(&words) {
                    Ok(Verdict::Accepted(concerns)) => concerns,
                    Ok(Verdict::Refused(_)) | Err(_) => Vec::new(),
                },
            };
            entries.push(HistoryEntry {
                header: header(row)?,
                before: image(8)?,
                after: image(9)?,
                concerns,
                erased: row.get(11)?,
                seq: seq.map(|seq| seq as u64),
            });
        }
    }
    Ok(entries)
}

/// The columns of an envelope in the outbox `o`, for [`envelope`].
pub(crate) const ENVELOPE: &str = "o.id, o.desk, o.n, o.lamport, o.name, o.version, o.actor, \
    o.made_at, o.signature, o.contents_hash, o.salt, o.payload";
/// How many columns [`ENVELOPE`] names.
pub(crate) const ENVELOPE_WIDTH: usize = 12;

/// Reads an envelope from the columns [`ENVELOPE`], which come first in the row.
pub(crate) fn envelope(row: &rusqlite::Row) -> rusqlite::Result<Envelope> {
    Ok(Envelope {
        header: header(row)?,
        signature: row.get(8)?,
        contents_hash: row.get(9)?,
        contents: match (row.get(10)?, row.get(11)?) {
            (Some(salt), Some(payload)) => Some(Contents { salt, payload }),
            _ => None,
        },
    })
}

/// A command that was given here.
pub(crate) fn own(
    connection: &Connection,
    command: CommandId,
) -> Result<Option<Envelope>, StoreError> {
    Ok(connection
        .prepare_cached(&format!("select {ENVELOPE} from outbox o where o.id = ?1"))?
        .query_row([command.0.as_bytes()], envelope)
        .optional()?)
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
    /// Of these, commands whose contents were erased by request.
    pub erased: u64,
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
    let mut statement = connection.prepare(&format!(
        "select {ENVELOPE}, j.concerns, j.hash
         from outbox o left join journal j on j.n = o.n order by o.n"
    ))?;
    let mut rows = statement.query([])?;
    let mut previous = [0_u8; 32];
    let mut entries = 0_u64;
    let mut erased = 0_u64;
    while let Some(row) = rows.next()? {
        let envelope = envelope(row)?;
        let n = envelope.header.n;
        let broken = |broken| {
            Ok(Verified {
                entries,
                erased,
                broken: Some(broken),
            })
        };
        if n != entries + 1 {
            return broken(Broken::Gap { n: entries + 1 });
        }
        let (Some(concerns), Some(hash)) = (
            row.get::<_, Option<String>>(ENVELOPE_WIDTH)?,
            row.get::<_, Option<[u8; 32]>>(ENVELOPE_WIDTH + 1)?,
        ) else {
            return broken(Broken::Gap { n });
        };
        if !signed_by_giver(connection, &envelope)? && !signed_by_former(connection, &envelope)? {
            return broken(Broken::Signature { n });
        }
        let outcome = outcome_hash(connection, n, &concerns)?;
        if entry_hash(&previous, &envelope, &outcome) != hash || !images_hold(connection, n)? {
            return broken(Broken::Chain { n });
        }
        if envelope.contents.is_none() {
            if !erased_by_request(connection, n)? {
                return broken(Broken::Chain { n });
            }
            erased += 1;
        }
        previous = hash;
        entries += 1;
        if entries.is_multiple_of(256) && progress(entries).is_break() {
            break;
        }
    }
    Ok(Verified {
        entries,
        erased,
        broken: None,
    })
}

/// Whether each image that entry `n` put is the one that was hashed, or was erased by request.
fn images_hold(connection: &Connection, n: u64) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(
        "select after_hash, salt, after,
                exists (select 1 from journal_change e
                        where e.table_name = c.table_name and e.id = c.id and e.erases = 1 and e.n > c.n)
                or exists (select 1 from ledger_change l
                           where l.table_name = c.table_name and l.id = c.id and l.erases = 1)
                or exists (select 1 from store_fact f
                           where f.key = 'erased ' || c.table_name || ' ' || hex(c.id))
         from journal_change c where n = ?1",
    )?;
    let mut rows = statement.query([n as i64])?;
    while let Some(row) = rows.next()? {
        let hash: Option<[u8; 32]> = row.get(0)?;
        let image = row.get_ref(2)?.as_bytes_or_null().unwrap_or_default();
        let holds = match (hash, row.get(1)?, image) {
            (Some(hash), Some(salt), Some(image)) => salted_hash(&salt, image) == hash,
            (Some(_), None, None) => row.get(3)?,
            (None, None, None) => true,
            _ => false,
        };
        if !holds {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a later command, of this desk or of another, had a row erased that entry `n` changed.
fn erased_by_request(connection: &Connection, n: u64) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(
            "select exists (
               select 1 from journal_change c join journal_change e
                 on e.table_name = c.table_name and e.id = c.id and e.erases = 1 and e.n > c.n
               where c.n = ?1)
             or exists (
               select 1 from journal_change c join ledger_change l
                 on l.table_name = c.table_name and l.id = c.id and l.erases = 1
               where c.n = ?1)
             or exists (
               select 1 from journal_change c join store_fact f
                 on f.key = 'erased ' || c.table_name || ' ' || hex(c.id)
               where c.n = ?1)",
        )?
        .query_row([n as i64], |row| row.get(0))?)
}

/// Whether one of the giver's keys, present or replaced, made the signature; of somebody from another store, one with
/// which they are known here.
pub(crate) fn signed_by_giver(
    connection: &Connection,
    envelope: &Envelope,
) -> Result<bool, StoreError> {
    signed_by_one_of(
        connection,
        envelope,
        "select public_key from person_key where person = ?1
         union all select public_key from outside_key where person = ?1",
    )
}

/// Whether a key made the signature that the giver had at this desk and has not any more. It proves nothing to others.
fn signed_by_former(connection: &Connection, envelope: &Envelope) -> Result<bool, StoreError> {
    signed_by_one_of(
        connection,
        envelope,
        "select public_key from former_key where person = ?1",
    )
}

fn signed_by_one_of(
    connection: &Connection,
    envelope: &Envelope,
    keys: &str,
) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(keys)?;
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
