//! What a batch writes, in one round trip: each table by one statement, the ledger first, because rows
//! are written only beside the entry that stands behind them.

use std::collections::BTreeMap;

use deadpool_postgres::Object;
use domain::{
    entity::{Row, Table},
    ids::{LaneId, RecordId},
};
use futures_util::future::try_join_all;
use protocol::{
    Envelope,
    ledger::{After, Changed, Position},
    wire,
};

use super::{
    EngineError,
    values::{Parameter, borrowed, column, values},
    words,
};
use crate::lanes::engine::{Written, WrittenEntry, held_as};

const PUT_ENTRIES: &str = "insert into ledger
    (lane, seq, digest, hash, command, desk, n, lamport, name, version, actor, made_at, signature,
     contents_hash, salt, payload, decided_at, verdict)
    select $1::bytea, * from unnest($2::bigint[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[],
     $7::bigint[], $8::bigint[], $9::text[], $10::bigint[], $11::bytea[], $12::bigint[], $13::bytea[],
     $14::bytea[], $15::bytea[], $16::bytea[], $17::bigint[], $18::text[])";
const PUT_CHANGES: &str = "insert into ledger_change
    (lane, seq, ordinal, table_name, id, after_hash, salt, after, erases)
    select $1::bytea, * from unnest($2::bigint[], $3::bigint[], $4::text[], $5::bytea[], $6::bytea[],
     $7::bytea[], $8::bytea[], $9::bigint[])";
const PUT_HELD: &str = "insert into held_command (lane, command, desk, n, envelope, why)
    select $1::bytea, * from unnest($2::bytea[], $3::bytea[], $4::bigint[], $5::bytea[], $6::text[])";
const RELEASE: &str = "delete from held_command where command = any($1)";
const PUT_RECEIVED: &str = "insert into received (desk, n, command)
    select * from unnest($1::bytea[], $2::bigint[], $3::bytea[])";
const PUT_LAST_N: &str = "insert into desk_head (desk, last_n)
    select * from unnest($1::bytea[], $2::bigint[])
    on conflict (desk) do update set last_n = excluded.last_n";
const MOVE_HEAD: &str = "update lane set seq = $2, hash = $3 where id = $1";
const BLANK_COMMANDS: &str = "update ledger set salt = null, payload = null
    where lane = $1 and seq in (select seq from ledger_change
        where lane = $1 and table_name = $2 and id = $3 and seq < $4)";
const BLANK_IMAGES: &str = "update ledger_change set salt = null, after = null
    where lane = $1 and table_name = $2 and id = $3 and seq < $4";

/// A statement that is sent together with others.
struct Statement<'a> {
    words: String,
    parameters: Vec<Parameter<'a>>,
    rows: Rows,
}

/// How many rows a statement touches, or else nothing of the batch stands.
#[derive(Clone, Copy)]
enum Rows {
    Exactly(usize),
    Any,
}

pub async fn write(
    connection: &Object,
    lane: LaneId,
    written: &Written,
    head: Position,
) -> Result<(), EngineError> {
    let others = written.elsewhere.iter();
    let lanes: Vec<OfLane> = std::iter::once(OfLane::new(&lane, &written.entries, &head))
        .chain(others.map(|other| OfLane::new(&other.lane, &other.entries, &other.head)))
        .collect();
    let mut statements = Vec::new();
    for each in &lanes {
        statements.extend(each.statements()?);
    }
    statements.extend([
        put_held(lane.0.as_bytes().as_slice(), written),
        release(written),
        put_received(written),
        put_last_n(written),
    ]);
    statements.retain(|statement| !matches!(statement.rows, Rows::Exactly(0)));

    // All are prepared before the first is sent, so that they are sent in this order.
    let prepared = try_join_all(
        statements
            .iter()
            .map(|statement| connection.prepare_cached(&statement.words)),
    )
    .await?;
    let parameters: Vec<_> = statements
        .iter()
        .map(|statement| borrowed(&statement.parameters))
        .collect();
    let touched = try_join_all(
        prepared
            .iter()
            .zip(&parameters)
            .map(|(prepared, parameters)| connection.execute(prepared, parameters)),
    )
    .await?;
    for (statement, touched) in statements.iter().zip(touched) {
        if let Rows::Exactly(rows) = statement.rows
            && touched != rows as u64
        {
            return Err(EngineError::Database(format!(
                "{rows} rows were to be written and {touched} were: {}",
                statement.words
            )));
        }
    }
    Ok(())
}

/// What is written into one of the lanes.
struct OfLane<'a> {
    lane: &'a [u8],
    entries: &'a [WrittenEntry],
    changes: Vec<LedgerChange<'a>>,
    tables: BTreeMap<&'static str, TableRows<'a>>,
    head: &'a Position,
}

impl<'a> OfLane<'a> {
    fn new(lane: &'a LaneId, entries: &'a [WrittenEntry], head: &'a Position) -> Self {
        Self {
            lane: lane.0.as_bytes().as_slice(),
            entries,
            changes: ledger_changes(entries),
            tables: last_rows(entries),
            head,
        }
    }

    fn statements(&self) -> Result<Vec<Statement<'_>>, EngineError> {
        let lane = self.lane;
        let mut statements = vec![
            put_entries(lane, self.entries),
            put_changes(lane, &self.changes),
        ];
        statements.extend(blank(lane, &self.changes));
        for rows in self.tables.values() {
            statements.extend(put_rows(lane, rows)?);
            statements.extend(delete_rows(lane, rows));
        }
        statements.push(Statement {
            words: MOVE_HEAD.to_owned(),
            parameters: vec![
                Box::new(lane),
                Box::new(self.head.seq as i64),
                Box::new(self.head.hash.as_slice()),
            ],
            rows: Rows::Exactly(1),
        });
        Ok(statements)
    }
}

fn put_entries<'a>(lane: &'a [u8], entries: &'a [WrittenEntry]) -> Statement<'a> {
    fn envelope(each: &WrittenEntry) -> &Envelope {
        &each.entry.envelope
    }
    Statement {
        words: PUT_ENTRIES.to_owned(),
        parameters: vec![
            Box::new(lane),
            column(entries, |each| each.seq as i64),
            column(entries, |each| each.digest.as_slice()),
            column(entries, |each| each.hash.as_slice()),
            column(entries, |each| {
                envelope(each).header.id.0.as_bytes().as_slice()
            }),
            column(entries, |each| {
                envelope(each).header.desk.0.as_bytes().as_slice()
            }),
            column(entries, |each| envelope(each).header.n as i64),
            column(entries, |each| envelope(each).header.lamport as i64),
            column(entries, |each| envelope(each).header.name.as_str()),
            column(entries, |each| i64::from(envelope(each).header.version)),
            column(entries, |each| {
                envelope(each).header.actor.0.as_bytes().as_slice()
            }),
            column(entries, |each| envelope(each).header.made_at.0),
            column(entries, |each| envelope(each).signature.as_slice()),
            column(entries, |each| envelope(each).contents_hash.as_slice()),
            column(entries, |each| {
                let contents = envelope(each).contents.as_ref();
                contents.map(|contents| contents.salt.as_slice())
            }),
            column(entries, |each| {
                let contents = envelope(each).contents.as_ref();
                contents.map(|contents| contents.payload.as_slice())
            }),
            column(entries, |each| each.entry.decided_at.0),
            column(entries, |each| each.entry.verdict.as_str()),
        ],
        rows: Rows::Exactly(entries.len()),
    }
}

struct LedgerChange<'a> {
    seq: u64,
    ordinal: usize,
    changed: &'a Changed,
    after_hash: Option<[u8; 32]>,
}

fn ledger_changes(entries: &[WrittenEntry]) -> Vec<LedgerChange<'_>> {
    entries
        .iter()
        .flat_map(|each| {
            let changes = each.entry.changes.iter().enumerate();
            changes.map(|(ordinal, changed)| LedgerChange {
                seq: each.seq,
                ordinal,
                changed,
                after_hash: changed.after.hash().as_deref().copied(),
            })
        })
        .collect()
}

fn put_changes<'a>(lane: &'a [u8], changes: &'a [LedgerChange]) -> Statement<'a> {
    Statement {
        words: PUT_CHANGES.to_owned(),
        parameters: vec![
            Box::new(lane),
            column(changes, |each| each.seq as i64),
            column(changes, |each| each.ordinal as i64),
            column(changes, |each| &*each.changed.table),
            column(changes, |each| each.changed.id.0.as_bytes().as_slice()),
            column(changes, |each| {
                each.after_hash.as_ref().map(<[u8; 32]>::as_slice)
            }),
            column(changes, |each| match &each.changed.after {
                After::Row { salt, .. } => Some(salt.as_slice()),
                After::Gone | After::Erased(_) => None,
            }),
            column(changes, |each| match &each.changed.after {
                After::Row { image, .. } => Some(image.as_slice()),
                After::Gone | After::Erased(_) => None,
            }),
            column(changes, |each| i64::from(each.changed.erases)),
        ],
        rows: Rows::Exactly(changes.len()),
    }
}

/// Blanks what is kept of erased rows from before the entry that erases them, and the contents of every
/// command that changed them. Hashes stay. The server overwrites the former versions when it vacuums.
fn blank<'a>(lane: &'a [u8], changes: &'a [LedgerChange]) -> impl Iterator<Item = Statement<'a>> {
    changes
        .iter()
        .filter(|each| each.changed.erases)
        .flat_map(move |each| {
            [BLANK_COMMANDS, BLANK_IMAGES].map(|words| Statement {
                words: words.to_owned(),
                parameters: vec![
                    Box::new(lane),
                    Box::new(&*each.changed.table),
                    Box::new(each.changed.id.0.as_bytes().as_slice()),
                    Box::new(each.seq as i64),
                ],
                rows: Rows::Any,
            })
        })
}

/// The rows of a table as the batch leaves them, each with the entry that wrote it last.
struct TableRows<'a> {
    table: &'static Table,
    put: Vec<(u64, &'a Row)>,
    gone: Vec<RecordId>,
}

fn last_rows(entries: &[WrittenEntry]) -> BTreeMap<&'static str, TableRows<'_>> {
    let mut last = BTreeMap::new();
    for each in entries {
        for change in &each.changes {
            last.insert((change.table.name, change.id), (each.seq, change));
        }
    }
    let mut tables = BTreeMap::new();
    for ((name, id), (seq, change)) in last {
        let rows = tables.entry(name).or_insert_with(|| TableRows {
            table: change.table,
            put: Vec::new(),
            gone: Vec::new(),
        });
        match &change.row {
            Some(row) => rows.put.push((seq, row)),
            None => rows.gone.push(id),
        }
    }
    tables
}

fn put_rows<'a>(lane: &'a [u8], rows: &'a TableRows) -> Result<Option<Statement<'a>>, EngineError> {
    if rows.put.is_empty() {
        return Ok(None);
    }
    let mut parameters: Vec<Parameter> =
        vec![Box::new(lane), column(&rows.put, |(seq, _)| *seq as i64)];
    for (place, described) in rows.table.columns.iter().enumerate() {
        let column = rows.put.iter().filter_map(|(_, row)| row.get(place));
        parameters.push(values(described.kind, column)?);
    }
    Ok(Some(Statement {
        words: words::put(rows.table),
        parameters,
        rows: Rows::Exactly(rows.put.len()),
    }))
}

/// A row that came and went in one batch is in no table; its entry tells of it.
fn delete_rows<'a>(lane: &'a [u8], rows: &'a TableRows) -> Option<Statement<'a>> {
    (!rows.gone.is_empty()).then(|| Statement {
        words: words::delete(rows.table),
        parameters: vec![
            Box::new(lane),
            column(&rows.gone, |id| id.0.as_bytes().as_slice()),
        ],
        rows: Rows::Any,
    })
}

fn put_held<'a>(lane: &'a [u8], written: &'a Written) -> Statement<'a> {
    let held = &written.held;
    Statement {
        words: PUT_HELD.to_owned(),
        parameters: vec![
            Box::new(lane),
            column(held, |each| each.envelope.header.id.0.as_bytes().as_slice()),
            column(held, |each| each.desk.0.as_bytes().as_slice()),
            column(held, |each| each.n as i64),
            column(held, |each| wire::write(&each.envelope)),
            column(held, |each| held_as(each.why)),
        ],
        rows: Rows::Exactly(held.len()),
    }
}

fn release(written: &Written) -> Statement<'_> {
    Statement {
        words: RELEASE.to_owned(),
        parameters: vec![column(&written.released, |command| {
            command.0.as_bytes().as_slice()
        })],
        rows: Rows::Exactly(written.released.len()),
    }
}

fn put_received(written: &Written) -> Statement<'_> {
    let received = &written.received;
    Statement {
        words: PUT_RECEIVED.to_owned(),
        parameters: vec![
            column(received, |(desk, ..)| desk.0.as_bytes().as_slice()),
            column(received, |(_, n, _)| *n as i64),
            column(received, |(.., command)| command.0.as_bytes().as_slice()),
        ],
        rows: Rows::Exactly(received.len()),
    }
}

fn put_last_n(written: &Written) -> Statement<'_> {
    let desks = written.last_n.iter();
    Statement {
        words: PUT_LAST_N.to_owned(),
        parameters: vec![
            Box::new(
                desks
                    .clone()
                    .map(|(desk, _)| desk.0.as_bytes().as_slice())
                    .collect::<Vec<_>>(),
            ),
            Box::new(desks.map(|(_, n)| *n as i64).collect::<Vec<_>>()),
        ],
        rows: Rows::Exactly(written.last_n.len()),
    }
}
