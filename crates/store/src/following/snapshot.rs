//! Beginning a lane from a snapshot. Each piece is written in one transaction that also notes it, so whoever is cut off
//! or killed goes on with the next. The indexes of a table are made when all its rows are there, and what the search finds
//! goes in by many rows at once (`found`): row by row both would cost many times as much. Only then does the lane stand where
//! the snapshot was made.
//!
//! What lies in the ledger before that place stays at the platform; the desk remembers where its own begins.

use domain::{entity::Table, ids::LaneId};
use protocol::{
    ledger::Position,
    snapshot::{Manifest, PieceError},
    wire,
};
use rusqlite::{Connection, OptionalExtension};

use super::{
    TakingError,
    entries::{drop_entries, keep_change, keep_entry},
    found::{FOUND, Gathering, Opened},
    waiting::{read, text},
};
use crate::{
    error::StoreError,
    open::{Store, Writing, hex},
    rows, search,
};

/// The manifest of the snapshot that is being taken.
const MANIFEST: &str = "snapshot_manifest";
/// How many of its pieces are in.
const PIECES: &str = "snapshot_pieces";
/// The indexes that wait for all rows of their table.
const INDEXES: &str = "snapshot_indexes";
/// Where the ledger begins that this desk has.
const BEGINS: &str = "ledger_begins";

/// The name of an index that waits for its rows, and how it is made.
type Aside = (String, String);

/// A snapshot that is not wholly in.
#[derive(Debug, Clone, PartialEq)]
pub struct UnderWay {
    pub manifest: Manifest,
    /// The pieces before this one are in.
    pub next: usize,
}

pub(super) fn fact(connection: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    Ok(connection
        .prepare_cached("select value from store_fact where key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

/// The snapshot that this desk was taking when it was cut off.
pub fn under_way(connection: &Connection) -> Result<Option<UnderWay>, StoreError> {
    let Some(manifest) = fact(connection, MANIFEST)? else {
        return Ok(None);
    };
    let unreadable = || StoreError::Damaged("the snapshot that is being taken".to_owned());
    let bytes = unhex(&manifest).ok_or_else(unreadable)?;
    let manifest = wire::read(&bytes).map_err(|_| unreadable())?;
    let next = fact(connection, PIECES)?
        .and_then(|pieces| pieces.parse().ok())
        .ok_or_else(unreadable)?;
    Ok(Some(UnderWay { manifest, next }))
}

/// Where the ledger begins that this desk has, when it began from a snapshot: what came up to there is kept at
/// the platform.
pub fn begins(connection: &Connection, lane: LaneId) -> Result<Option<Position>, StoreError> {
    let Some(begins) = fact(connection, BEGINS)? else {
        return Ok(None);
    };
    let (of, position): (LaneId, Position) = read(&begins)?;
    Ok((of == lane).then_some(position))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect()
}

impl Writing<'_> {
    pub(super) fn note_fact(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached(
                "insert into store_fact (key, value) values (?1, ?2)
                 on conflict (key) do update set value = excluded.value",
            )?
            .execute([key, value])?;
        Ok(())
    }

    fn forget_facts(&self, keys: &[&str]) -> Result<(), StoreError> {
        let mut delete = self
            .connection()
            .prepare_cached("delete from store_fact where key = ?1")?;
        for key in keys {
            delete.execute([key])?;
        }
        Ok(())
    }

    pub(super) fn forget_beginning(&self) -> Result<(), StoreError> {
        self.forget_facts(&[BEGINS])
    }

    /// Begins a lane with a snapshot, in place of whatever rows of it came before. The outbox is not touched.
    pub fn begin_from_snapshot(&self, manifest: &Manifest) -> Result<UnderWay, TakingError> {
        let connection = self.connection();
        self.put_indexes_aside()?;
        self.empty_lane(manifest.lane)?;
        search::clear(connection).map_err(StoreError::from)?;
        self.forget_facts(&[FOUND])?;
        for kept in &manifest.kept {
            let digest = kept.entry.digest();
            keep_entry(connection, kept.seq, &kept.entry, &digest, &kept.hash)?;
            for (ordinal, change) in kept.entry.changes.iter().enumerate() {
                keep_change(connection, manifest.lane, kept.seq, ordinal, change, None)?;
            }
        }
        // They are in now, and need not be remembered with what is still to come.
        let manifest = Manifest {
            kept: Vec::new(),
            ..manifest.clone()
        };
        self.note_fact(MANIFEST, &hex(&wire::write(&manifest)))?;
        self.note_fact(PIECES, "0")?;
        Ok(UnderWay { manifest, next: 0 })
    }

    fn empty_lane(&self, lane: LaneId) -> Result<(), StoreError> {
        let connection = self.connection();
        for table in domain::TABLES.iter().map(|table| table.name) {
            connection.execute(
                &format!("delete from {table} where lane = ?1"),
                [lane.0.as_bytes()],
            )?;
        }
        drop_entries(connection, lane)
    }

    /// Takes the next piece in, in the transaction that notes it. Says how many rows it has.
    pub fn take_piece(&self, under_way: &mut UnderWay, sent: &[u8]) -> Result<u64, TakingError> {
        let Some(opened) = Opened::of(&under_way.manifest, under_way.next, sent)? else {
            return Ok(0);
        };
        self.take_opened(under_way, opened)
    }

    /// The same for one that was opened before, and what the search finds of rows that are there with it. The last piece
    /// of a table brings the indexes of all its rows.
    pub fn take_opened(
        &self,
        under_way: &mut UnderWay,
        opened: Opened,
    ) -> Result<u64, TakingError> {
        let connection = self.connection();
        let Opened {
            place,
            table,
            rows,
            found,
        } = opened;
        let broken = |why: PieceError| TakingError::Piece { place, why };
        if place != under_way.next {
            return Err(broken(PieceError::OtherOrder));
        }
        let mut inserting = rows::Inserting::begin(connection, table, under_way.manifest.lane)?;
        let mut count = 0;
        for row in rows.each() {
            let (seq, image) = row.map_err(|why| broken(why.into()))?;
            if !inserting.row(seq, image)? {
                return Err(lacking(table, seq));
            }
            count += 1;
        }
        drop(inserting);
        under_way.next += 1;
        let next = under_way.manifest.pieces().nth(under_way.next);
        if next.is_none_or(|(name, _)| name != table.name) {
            self.make_indexes(Some(table))?;
        }
        if let Some(found) = found {
            self.keep_found(found)?;
        }
        self.note_fact(PIECES, &under_way.next.to_string())?;
        Ok(count)
    }

    /// Takes the indexes of all entities away until their table is whole.
    fn put_indexes_aside(&self) -> Result<(), StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare(
            "select name, sql from sqlite_master
             where type = 'index' and sql is not null and tbl_name = ?1",
        )?;
        let mut aside: Vec<Aside> = match fact(connection, INDEXES)? {
            Some(aside) => read(&aside)?,
            None => Vec::new(),
        };
        for table in domain::TABLES {
            let found = statement.query_map([table.name], |row| Ok((row.get(0)?, row.get(1)?)))?;
            // No index goes while a question is still being answered.
            let found: Vec<Aside> = found.collect::<Result<_, _>>()?;
            for (name, _) in &found {
                connection.execute_batch(&format!("drop index \"{name}\""))?;
            }
            aside.extend(found);
        }
        self.note_fact(INDEXES, &text(&aside))
    }

    /// Makes the indexes that were put aside, of one table or of all.
    fn make_indexes(&self, of: Option<&Table>) -> Result<(), StoreError> {
        let connection = self.connection();
        let Some(aside) = fact(connection, INDEXES)? else {
            return Ok(());
        };
        let mut aside: Vec<Aside> = read(&aside)?;
        let mut made = connection.prepare_cached(
            "select exists (select 1 from sqlite_master where type = 'index' and name = ?1)",
        )?;
        let on = of.map(|table| format!(" on {} (", table.name));
        let wanted = |(_, words): &Aside| on.as_ref().is_none_or(|on| words.contains(on));
        for (name, words) in aside.iter().filter(|index| wanted(index)) {
            if !made.query_row([name], |row| row.get::<_, bool>(0))? {
                connection.execute_batch(words)?;
            }
        }
        aside.retain(|index| !wanted(index));
        if aside.is_empty() {
            return self.forget_facts(&[INDEXES]);
        }
        self.note_fact(INDEXES, &text(&aside))
    }

    /// The lane stands where the snapshot was made from now on.
    fn end_snapshot(&self, manifest: &Manifest) -> Result<(), StoreError> {
        self.hear_lamport(manifest.lamport)?;
        self.follow(manifest.lane, manifest.position)?;
        self.note_fact(BEGINS, &text(&(manifest.lane, manifest.position)))?;
        self.forget_facts(&[MANIFEST, PIECES, FOUND])
    }

    /// Lets a snapshot go that cannot be had whole; the lane begins empty at its start.
    pub fn let_snapshot_go(&self, manifest: &Manifest) -> Result<(), StoreError> {
        self.empty_lane(manifest.lane)?;
        self.make_indexes(None)?;
        search::clear(self.connection())?;
        self.follow(manifest.lane, Position::start_of(manifest.position.epoch))?;
        self.forget_facts(&[MANIFEST, PIECES, FOUND])
    }
}

/// A row of a platform of another version that lacks columns.
fn lacking(table: &Table, seq: u64) -> TakingError {
    TakingError::Unreadable {
        seq,
        detail: format!("a row of {} lacks values", table.name),
    }
}

impl Store {
    /// Ends a snapshot all of whose pieces are in: indexes that are missing still, what the search finds, and where the
    /// lane stands. `gathered` is what was gathered of the last pieces; what is not known from there is read again, so
    /// that it goes on where it was cut off.
    pub fn finish_snapshot(
        &self,
        manifest: &Manifest,
        gathered: Gathering,
    ) -> Result<(), StoreError> {
        self.write(|writing| {
            writing.make_indexes(None)?;
            writing.keep_found(gathered.rest())
        })?;
        self.find_the_rest()?;
        self.write(|writing| writing.end_snapshot(manifest))
    }
}
