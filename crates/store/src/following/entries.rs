//! Entries of a ledger as rows, written and read back.

use std::borrow::Cow;

use domain::{
    entity::Row,
    ids::{CommandId, DeskId, LaneId, PersonId, RecordId},
    time::Timestamp,
};
use protocol::{
    Contents, Envelope, Header,
    bytes::row_image,
    ledger::{self, After, Changed, Entry},
    wire::Seen,
};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::error::StoreError;

/// Lets go of the ledger that is kept of a lane.
pub fn drop_entries(connection: &Connection, lane: LaneId) -> Result<(), StoreError> {
    for kept in ["ledger_change", "ledger"] {
        connection.execute(
            &format!("delete from {kept} where lane = ?1"),
            [lane.0.as_bytes()],
        )?;
    }
    Ok(())
}

/// Writes an entry into the ledger.
pub fn keep_entry(
    connection: &Connection,
    seq: u64,
    entry: &Entry,
    digest: &ledger::Hash,
    hash: &ledger::Hash,
) -> Result<(), StoreError> {
    let Envelope {
        header,
        signature,
        contents_hash,
        contents,
    } = &entry.envelope;
    connection
        .prepare_cached(
            "insert into ledger
               (lane, seq, digest, command, desk, n, lamport, name, version, actor, made_at,
                signature, contents_hash, salt, payload, decided_at, verdict, hash)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                     ?18)",
        )?
        .execute(params![
            entry.lane.0.as_bytes(),
            seq as i64,
            digest,
            header.id.0.as_bytes(),
            header.desk.0.as_bytes(),
            header.n as i64,
            header.lamport as i64,
            header.name,
            header.version,
            header.actor.0.as_bytes(),
            header.made_at.0,
            signature,
            contents_hash,
            contents.as_ref().map(|contents| contents.salt),
            contents.as_ref().map(|contents| &contents.payload),
            entry.decided_at.0,
            entry.verdict,
            hash,
        ])?;
    Ok(())
}

/// Writes a change of an entry into the ledger.
pub fn keep_change(
    connection: &Connection,
    lane: LaneId,
    seq: u64,
    ordinal: usize,
    change: &Changed,
    before: Option<&Row>,
) -> Result<(), StoreError> {
    let (salt, image) = match &change.after {
        After::Row { salt, image } => (Some(salt), Some(image)),
        After::Gone | After::Erased(_) => (None, None),
    };
    connection
        .prepare_cached(
            "insert into ledger_change
               (lane, seq, ordinal, table_name, id, before, after_hash, salt, after, erases)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            lane.0.as_bytes(),
            seq as i64,
            ordinal as i64,
            change.table,
            change.id.bytes(),
            before.filter(|_| !change.erases).map(row_image),
            change.after.hash().as_deref(),
            salt,
            image,
            change.erases,
        ])?;
    Ok(())
}

/// A page ends after so many bytes of contents and images, so that a message stays within what is read.
const PAGE_BYTES: usize = 4 << 20;

fn size(changed: &[Changed]) -> usize {
    changed
        .iter()
        .map(|change| match &change.after {
            After::Row { image, .. } => image.len() + 100,
            After::Gone | After::Erased(_) => 100,
        })
        .sum()
}

/// The entries of a lane after `seq` in their order, at most `limit` and not many more bytes than
/// [`PAGE_BYTES`].
pub fn entries(
    connection: &Connection,
    lane: LaneId,
    seq: u64,
    limit: usize,
) -> Result<Vec<Seen>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select seq, digest, command, desk, n, lamport, name, version, actor, made_at, signature,
                contents_hash, salt, payload, decided_at, verdict
         from ledger where lane = ?1 and seq > ?2 order by seq limit ?3",
    )?;
    let mut rows = statement.query(params![lane.0.as_bytes(), seq as i64, limit as i64])?;
    let mut found = Vec::new();
    let mut bytes = 0;
    while bytes < PAGE_BYTES
        && let Some(row) = rows.next()?
    {
        let Some(command) = row.get::<_, Option<[u8; 16]>>(2)? else {
            found.push(Seen::Hidden(row.get(1)?));
            continue;
        };
        let seq: i64 = row.get(0)?;
        let changes = changes(connection, lane, seq)?;
        bytes += size(&changes)
            + row
                .get::<_, Option<Vec<u8>>>(13)?
                .map_or(0, |bytes| bytes.len());
        found.push(Seen::Entry(Box::new(Entry {
            lane,
            envelope: Envelope {
                header: Header {
                    id: CommandId(Uuid::from_bytes(command)),
                    desk: DeskId(Uuid::from_bytes(row.get(3)?)),
                    n: row.get::<_, i64>(4)? as u64,
                    lamport: row.get::<_, i64>(5)? as u64,
                    name: row.get(6)?,
                    version: row.get(7)?,
                    actor: PersonId(Uuid::from_bytes(row.get(8)?)),
                    made_at: Timestamp(row.get(9)?),
                },
                signature: row.get(10)?,
                contents_hash: row.get(11)?,
                contents: match (row.get(12)?, row.get(13)?) {
                    (Some(salt), Some(payload)) => Some(Contents { salt, payload }),
                    _ => None,
                },
            },
            decided_at: Timestamp(row.get(14)?),
            verdict: row.get(15)?,
            changes,
        })));
    }
    Ok(found)
}

fn changes(connection: &Connection, lane: LaneId, seq: i64) -> Result<Vec<Changed>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select table_name, id, after_hash, salt, after, erases from ledger_change
         where lane = ?1 and seq = ?2 order by ordinal",
    )?;
    let rows = statement.query_map(params![lane.0.as_bytes(), seq], |row| {
        let after = match (row.get(3)?, row.get(4)?, row.get(2)?) {
            (Some(salt), Some(image), _) => After::Row { salt, image },
            (_, _, Some(hash)) => After::Erased(hash),
            (_, _, None) => After::Gone,
        };
        Ok(Changed {
            table: Cow::Owned(row.get(0)?),
            id: RecordId(Uuid::from_bytes(row.get(1)?)),
            after,
            erases: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
