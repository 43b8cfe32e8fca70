//! What lies after a desk's cursor, read from one snapshot in one round trip.

use std::{borrow::Cow, collections::HashMap};

use deadpool_postgres::Object;
use domain::{
    ids::{CommandId, DeskId, LaneId, PersonId, RecordId},
    time::Timestamp,
};
use futures_util::future::try_join_all;
use protocol::{
    Contents, Envelope, Header,
    ledger::{After, Changed, Entry, Hash, Position},
    wire::{Anew, Cursor, Page, Seen},
};
use tokio_postgres::{Row, Statement, types::ToSql};
use uuid::Uuid;

use super::{EngineError, position, values::fixed};

const HEAD: &str = "select epoch, seq, hash from lane where id = $1";
const HASH_AT: &str = "select hash from ledger where lane = $1 and seq = $2";
const ENTRIES: &str =
    "select seq, command, desk, n, lamport, name, version, actor, made_at, signature,
        contents_hash, salt, payload, decided_at, verdict
    from ledger where lane = $1 and seq > $2 and seq <= $3 order by seq";
const CHANGES: &str = "select seq, table_name, id, after_hash, salt, after, erases
    from ledger_change where lane = $1 and seq > $2 and seq <= $3 order by seq, ordinal";
const SEQ_OF: &str = "select seq from ledger where lane = $1 and command = $2";
const LAST_N: &str = "select last_n from desk_head where desk = $1";

/// A page ends after so many bytes of contents and images, so that a message stays within what is read.
const PAGE_BYTES: usize = 4 << 20;

fn size(entry: &Entry) -> usize {
    let images: usize = entry
        .changes
        .iter()
        .map(|change| match &change.after {
            After::Row { image, .. } => image.len() + 100,
            After::Gone | After::Erased(_) => 100,
        })
        .sum();
    let contents = entry.envelope.contents.as_ref();
    images + contents.map_or(0, |contents| contents.payload.len())
}

struct Statements {
    head: Statement,
    hash_at: Statement,
    entries: Statement,
    changes: Statement,
    last_n: Statement,
}

/// The desk's last `n`, and the pages after its cursor, of at most `limit` entries each.
pub async fn read(
    connection: &Object,
    desk: DeskId,
    cursor: &Cursor,
    limit: usize,
) -> Result<(u64, Vec<Page>), EngineError> {
    let (head, hash_at, entries, changes, last_n) = futures_util::try_join!(
        connection.prepare_cached(HEAD),
        connection.prepare_cached(HASH_AT),
        connection.prepare_cached(ENTRIES),
        connection.prepare_cached(CHANGES),
        connection.prepare_cached(LAST_N),
    )?;
    let statements = Statements {
        head,
        hash_at,
        entries,
        changes,
        last_n,
    };
    // All of it is sent at once; a failure in the middle leaves no transaction open.
    let (begun, pages, last_n, ended) = futures_util::join!(
        connection.batch_execute("begin isolation level repeatable read read only"),
        try_join_all(cursor.iter().map(|(lane, from)| page(
            connection,
            &statements,
            *lane,
            from,
            limit
        ))),
        last_n_of(connection, &statements, desk),
        connection.batch_execute("commit"),
    );
    begun?;
    ended?;
    Ok((last_n?, pages?))
}

async fn last_n_of(
    connection: &Object,
    statements: &Statements,
    desk: DeskId,
) -> Result<u64, EngineError> {
    let desk = desk.0.as_bytes().as_slice();
    let row = connection.query_opt(&statements.last_n, &[&desk]).await?;
    Ok(match row {
        Some(row) => row.try_get::<_, i64>(0)? as u64,
        None => 0,
    })
}

async fn page(
    connection: &Object,
    statements: &Statements,
    lane: LaneId,
    from: &Position,
    limit: usize,
) -> Result<Page, EngineError> {
    let lane_id = lane.0.as_bytes().as_slice();
    let after = from.seq as i64;
    let until = after.saturating_add(limit as i64);
    let whole: [&(dyn ToSql + Sync); 3] = [&lane_id, &after, &until];
    let (head, hash_at, entries, changes) = futures_util::try_join!(
        connection.query_opt(&statements.head, &whole[..1]),
        connection.query_opt(&statements.hash_at, &whole[..2]),
        connection.query(&statements.entries, &whole),
        connection.query(&statements.changes, &whole),
    )?;
    let head = position(&head.ok_or(EngineError::NoLane(lane))?)?;
    let mut page = Page {
        lane,
        epoch: head.epoch,
        after: from.seq,
        entries: Vec::new(),
        head: head.seq,
        anew: None,
    };
    let hash_there: Option<Hash> = if from.seq == 0 {
        Some([0; 32])
    } else {
        hash_at.map(|row| fixed(&row, 0)).transpose()?
    };
    page.anew = if from.epoch == head.epoch || *from == Position::NOWHERE_YET {
        (hash_there != Some(from.hash)).then_some(Anew::OtherPast)
    } else {
        Some(Anew::OtherEpoch)
    };
    if page.anew.is_none() {
        let mut changes = changes_by_seq(&changes)?;
        let mut bytes = 0;
        for row in &entries {
            let seq: i64 = row.try_get(0)?;
            let entry = entry(lane, row, changes.remove(&seq).unwrap_or_default())?;
            bytes += size(&entry);
            page.entries.push(Seen::Entry(Box::new(entry)));
            if bytes >= PAGE_BYTES {
                break;
            }
        }
    }
    Ok(page)
}

/// The entry of a command in a lane, if it was entered there.
pub async fn entry_of(
    connection: &Object,
    lane: LaneId,
    command: CommandId,
) -> Result<Option<Entry>, EngineError> {
    let (lane_id, command) = (
        lane.0.as_bytes().as_slice(),
        command.0.as_bytes().as_slice(),
    );
    let seq = connection.prepare_cached(SEQ_OF).await?;
    let Some(row) = connection.query_opt(&seq, &[&lane_id, &command]).await? else {
        return Ok(None);
    };
    let seq: i64 = row.try_get(0)?;
    let (entries, changes) = futures_util::try_join!(
        connection.prepare_cached(ENTRIES),
        connection.prepare_cached(CHANGES),
    )?;
    let before = seq - 1;
    let whole: [&(dyn ToSql + Sync); 3] = [&lane_id, &before, &seq];
    let (entries, changes) = futures_util::try_join!(
        connection.query(&entries, &whole),
        connection.query(&changes, &whole),
    )?;
    let mut changes = changes_by_seq(&changes)?;
    entries
        .first()
        .map(|row| entry(lane, row, changes.remove(&seq).unwrap_or_default()))
        .transpose()
}

fn changes_by_seq(rows: &[Row]) -> Result<HashMap<i64, Vec<Changed>>, EngineError> {
    let mut changes: HashMap<i64, Vec<Changed>> = HashMap::new();
    for row in rows {
        let image: Option<Vec<u8>> = row.try_get(5)?;
        let hashed = row.try_get::<_, Option<&[u8]>>(3)?.is_some();
        let after = match image {
            Some(image) => After::Row {
                salt: fixed(row, 4)?,
                image,
            },
            None if hashed => After::Erased(fixed(row, 3)?),
            None => After::Gone,
        };
        changes.entry(row.try_get(0)?).or_default().push(Changed {
            table: Cow::Owned(row.try_get(1)?),
            id: RecordId(Uuid::from_bytes(fixed(row, 2)?)),
            after,
            erases: row.try_get::<_, i64>(6)? != 0,
        });
    }
    Ok(changes)
}

fn entry(lane: LaneId, row: &Row, changes: Vec<Changed>) -> Result<Entry, EngineError> {
    let payload: Option<Vec<u8>> = row.try_get(12)?;
    let contents = match payload {
        Some(payload) => Some(Contents {
            salt: fixed(row, 11)?,
            payload,
        }),
        None => None,
    };
    Ok(Entry {
        lane,
        envelope: Envelope {
            header: Header {
                id: CommandId(Uuid::from_bytes(fixed(row, 1)?)),
                desk: DeskId(Uuid::from_bytes(fixed(row, 2)?)),
                n: row.try_get::<_, i64>(3)? as u64,
                lamport: row.try_get::<_, i64>(4)? as u64,
                name: row.try_get(5)?,
                version: row.try_get::<_, i64>(6)? as u16,
                actor: PersonId(Uuid::from_bytes(fixed(row, 7)?)),
                made_at: Timestamp(row.try_get(8)?),
            },
            signature: fixed(row, 9)?,
            contents_hash: fixed(row, 10)?,
            contents,
        },
        decided_at: Timestamp(row.try_get(13)?),
        verdict: row.try_get(14)?,
        changes,
    })
}
