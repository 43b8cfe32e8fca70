//! Beginning a lane from a snapshot. Each piece is written in one transaction that also notes it, so whoever is cut off
//! or killed goes on with the next. Indexes are made when all rows are there, and what is derived from them last: row
//! by row both would cost many times as much. Only then does the lane stand where the snapshot was made.
//!
//! What lies in the ledger before that place stays at the platform; the desk remembers where its own begins.

use std::time::Duration;

use domain::{entity::Table, ids::LaneId};
use protocol::{
    bytes::row_from_image,
    ledger::Position,
    snapshot::{self, Manifest},
    wire,
};
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    TakingError,
    entries::{drop_entries, keep_change, keep_entry},
    pages::{fitted, known_table},
    waiting::{read, text},
};
use crate::{
    changes::Touched,
    error::StoreError,
    open::{Store, Writing, hex},
    rows, search,
};

/// The manifest of the snapshot that is being taken.
const MANIFEST: &str = "snapshot_manifest";
/// How many of its pieces are in.
const PIECES: &str = "snapshot_pieces";
/// How the indexes are made that wait for all rows.
const INDEXES: &str = "snapshot_indexes";
/// Where the ledger begins that this desk has.
const BEGINS: &str = "ledger_begins";

/// So many rows at once have computed what is derived from them.
const DERIVED_AT_ONCE: usize = 10_000;

/// The search index is tidied in steps of this length.
const TIDYING: Duration = Duration::from_millis(50);

/// A snapshot that is not wholly in.
#[derive(Debug, Clone, PartialEq)]
pub struct UnderWay {
    pub manifest: Manifest,
    /// The pieces before this one are in.
    pub next: usize,
}

fn fact(connection: &Connection, key: &str) -> Result<Option<String>, StoreError> {
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
    fn note_fact(&self, key: &str, value: &str) -> Result<(), StoreError> {
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
        let connection = self.connection();
        let place = under_way.next;
        let lane = under_way.manifest.lane;
        let Some((name, image)) = under_way.manifest.pieces().nth(place) else {
            return Ok(0);
        };
        let broken = |why| TakingError::Piece { place, why };
        let table = known_table(name, 0)?;
        let count = image.rows;
        let rows = snapshot::open(image, sent).map_err(broken)?;
        for row in rows.each() {
            let (seq, image) = row.map_err(|why| broken(why.into()))?;
            let row = row_from_image(image).map_err(|why| broken(why.into()))?;
            rows::insert_stamped(connection, table, lane, seq, &fitted(table, row, seq)?)?;
        }
        under_way.next += 1;
        self.note_fact(PIECES, &under_way.next.to_string())?;
        Ok(count)
    }

    /// Takes the indexes of all entities away until [`Self::make_indexes`].
    fn put_indexes_aside(&self) -> Result<(), StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare(
            "select name, sql from sqlite_master
             where type = 'index' and sql is not null and tbl_name = ?1",
        )?;
        let mut aside: Vec<(String, String)> = match fact(connection, INDEXES)? {
            Some(aside) => read(&aside)?,
            None => Vec::new(),
        };
        for table in domain::TABLES {
            let found = statement.query_map([table.name], |row| Ok((row.get(0)?, row.get(1)?)))?;
            // No index goes while a question is still being answered.
            let found: Vec<(String, String)> = found.collect::<Result<_, _>>()?;
            for (name, _) in &found {
                connection.execute_batch(&format!("drop index \"{name}\""))?;
            }
            aside.extend(found);
        }
        self.note_fact(INDEXES, &text(&aside))
    }

    fn make_indexes(&self) -> Result<(), StoreError> {
        let connection = self.connection();
        let Some(aside) = fact(connection, INDEXES)? else {
            return Ok(());
        };
        let aside: Vec<(String, String)> = read(&aside)?;
        for (name, words) in aside {
            let there: bool = connection.query_row(
                "select exists (select 1 from sqlite_master where type = 'index' and name = ?1)",
                [&name],
                |row| row.get(0),
            )?;
            if !there {
                connection.execute_batch(&words)?;
            }
        }
        self.forget_facts(&[INDEXES])
    }

    /// The lane stands where the snapshot was made from now on.
    fn end_snapshot(&self, manifest: &Manifest) -> Result<(), StoreError> {
        self.hear_lamport(manifest.lamport)?;
        self.follow(manifest.lane, manifest.position)?;
        self.note_fact(BEGINS, &text(&(manifest.lane, manifest.position)))?;
        self.forget_facts(&[MANIFEST, PIECES])
    }

    /// Lets a snapshot go that cannot be had whole; the lane begins empty at its start.
    pub fn let_snapshot_go(&self, manifest: &Manifest) -> Result<(), StoreError> {
        self.empty_lane(manifest.lane)?;
        self.make_indexes()?;
        self.follow(manifest.lane, Position::start_of(manifest.position.epoch))?;
        self.forget_facts(&[MANIFEST, PIECES])
    }

    /// Computes what is derived from the rows of a table after this id; says the last id, if there was one.
    fn derive_some(
        &self,
        table: &'static Table,
        after: &[u8],
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(&format!(
            "select {} from {} where id > ?1 order by id limit ?2",
            rows::columns(table),
            table.name
        ))?;
        let found = statement.query_map(params![after, DERIVED_AT_ONCE as i64], |row| {
            rows::read_row(table, row, 0)
        })?;
        let mut touched = Vec::new();
        for row in found {
            let row = row?;
            if let Some(id) = rows::id_of(&row) {
                touched.push(Touched {
                    table,
                    id,
                    before: None,
                    after: Some(row),
                });
            }
        }
        self.derived.refresh(connection, &touched)?;
        Ok(touched.last().map(|row| row.id.bytes().to_vec()))
    }
}

impl Store {
    /// Ends a snapshot all of whose pieces are in: indexes, what is derived, and where the lane stands. Done
    /// again from its beginning when it was cut off.
    pub fn finish_snapshot(&self, manifest: &Manifest) -> Result<(), StoreError> {
        self.write(|writing| {
            writing.make_indexes()?;
            Ok::<_, StoreError>(search::clear(writing.connection())?)
        })?;
        let computed = domain::TABLES
            .iter()
            .copied()
            .filter(|table| self.derived.is_computed_from(table));
        for table in computed {
            let mut after = Vec::new();
            while let Some(last) = self.write(|writing| writing.derive_some(table, &after))? {
                after = last;
            }
        }
        while self.tidy_search(search::Goal::Loading, TIDYING)? == search::Progress::More {}
        self.write(|writing| writing.end_snapshot(manifest))
    }
}
