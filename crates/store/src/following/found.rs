//! What the search finds of a snapshot. Rows that are found by what stands in themselves are spelled out while their
//! piece is opened, on whatever thread that is, and go into the index with a later piece; the others when all rows are there:
//! one thread reads and spells them out while another writes what is ready. How far each table is found is noted in the very
//! transaction, so whoever is cut off or killed goes on from there.

use std::{
    collections::BTreeMap,
    sync::mpsc::{SyncSender, sync_channel},
    thread,
};

use domain::{
    entity::{Row, Table},
    ids::RecordId,
};
use protocol::{
    bytes::row_from_image,
    snapshot::{self, Manifest, PieceError, Rows},
};
use rusqlite::params;

use super::{
    TakingError,
    pages::{fitted, known_table},
    snapshot::fact,
    waiting::{read, text},
};
use crate::{
    changes::Finds,
    error::StoreError,
    open::{Store, Writing},
    rows,
    search::{self, Batch},
};

#[cfg(test)]
mod tests;

/// Up to which id the rows of each table are found.
pub(super) const FOUND: &str = "snapshot_found";

/// So many rows are read at once.
const READ_AT_ONCE: usize = if cfg!(test) { 7 } else { 8_192 };

/// So many documents go into the index together at least and at most; between them a quarter of what is in already, so
/// that there are few segments whatever the size.
const FEWEST: usize = if cfg!(test) { 8 } else { 8_192 };
const MOST: usize = 1 << 16;

/// Up to which id the rows of each table are found, by the table's name.
type Upto = BTreeMap<String, RecordId>;

/// A piece that is known to be whole.
pub struct Opened {
    pub(super) place: usize,
    pub(super) table: &'static Table,
    pub(super) rows: Rows,
    pub(super) found: Option<Found>,
}

/// What rows are found by that are there, and how far they are found with it.
#[derive(Default)]
pub struct Found {
    batch: Batch,
    upto: Upto,
}

/// What was gathered of the pieces so far and is not in the index yet.
#[derive(Default)]
pub struct Gathering {
    found: Found,
    /// The last piece, when all of its table up to there was gathered, and the last id in it.
    last: Option<(usize, RecordId)>,
    /// So many documents were handed on.
    handed_on: usize,
}

impl Opened {
    /// The piece at this place; nothing when there are not so many.
    pub(super) fn of(
        manifest: &Manifest,
        place: usize,
        sent: &[u8],
    ) -> Result<Option<Self>, TakingError> {
        let Some((name, image)) = manifest.pieces().nth(place) else {
            return Ok(None);
        };
        let table = known_table(name, 0)?;
        let rows = snapshot::open(image, sent).map_err(|why| TakingError::Piece { place, why })?;
        Ok(Some(Self {
            place,
            table,
            rows,
            found: None,
        }))
    }

    /// Its rows, when they come in the order of their ids after this one.
    fn in_order(&self, mut after: Option<RecordId>) -> Result<Vec<Row>, TakingError> {
        let broken = |why| TakingError::Piece {
            place: self.place,
            why,
        };
        let mut rows = Vec::new();
        for row in self.rows.each() {
            let (seq, image) = row.map_err(|why| broken(why.into()))?;
            let row = row_from_image(image).map_err(|why| broken(why.into()))?;
            let row = fitted(self.table, row, seq)?;
            let id = rows::id_of(&row);
            if id <= after {
                return Err(broken(PieceError::OtherOrder));
            }
            after = id;
            rows.push(row);
        }
        Ok(rows)
    }
}

impl Gathering {
    pub(super) fn rest(self) -> Found {
        self.found
    }

    /// What is worth going into the index.
    fn ripe(&mut self) -> Option<Found> {
        let enough = (self.handed_on / 4).clamp(FEWEST, MOST);
        (self.found.batch.len() >= enough).then(|| {
            self.handed_on += self.found.batch.len();
            std::mem::take(&mut self.found)
        })
    }
}

impl Store {
    /// Opens a piece, and gathers what its rows are found by. It needs no transaction and no order among threads, but
    /// the pieces of a table are to come one after the other: what is left out is read again in the end.
    pub fn open_piece(
        &self,
        manifest: &Manifest,
        place: usize,
        sent: &[u8],
        gathering: &mut Gathering,
    ) -> Result<Opened, TakingError> {
        let missing = TakingError::Piece {
            place,
            why: PieceError::OtherCount,
        };
        let mut opened = Opened::of(manifest, place, sent)?.ok_or(missing)?;
        let table = opened.table;
        let before = place.checked_sub(1);
        let begins = before
            .and_then(|before| manifest.pieces().nth(before))
            .is_none_or(|(name, _)| name != table.name);
        let after = match gathering.last.take() {
            _ if begins => None,
            Some((last, id)) if Some(last) == before => Some(id),
            Some(_) | None => return Ok(opened),
        };
        if self.derived.finds(table) != Finds::ByThemselves {
            return Ok(opened);
        }
        let rows = opened.in_order(after)?;
        let Some(last) = rows.last().and_then(rows::id_of) else {
            return Ok(opened);
        };
        let Found { batch, upto } = &mut gathering.found;
        self.derived.gather(None, table, &rows, batch)?;
        upto.insert(table.name.to_owned(), last);
        gathering.last = Some((place, last));
        opened.found = gathering.ripe();
        Ok(opened)
    }

    /// Finds every row that is not found yet, once all are there.
    pub(super) fn find_the_rest(&self) -> Result<(), StoreError> {
        let upto: Upto = self.read(|connection| match fact(connection, FOUND)? {
            Some(upto) => read(&upto),
            None => Ok(Upto::new()),
        })?;
        let (sender, ready) = sync_channel(1);
        thread::scope(|scope| {
            scope.spawn(move || {
                if let Err(error) = self.gather_the_rest(&upto, &sender) {
                    // Nobody hears it when writing has failed before.
                    let _ = sender.send(Err(error));
                }
            });
            for found in ready {
                let found = found?;
                self.write(|writing| writing.keep_found(found))?;
            }
            Ok(())
        })
    }

    fn gather_the_rest(
        &self,
        upto: &Upto,
        ready: &SyncSender<Result<Found, StoreError>>,
    ) -> Result<(), StoreError> {
        let mut gathering = Gathering::default();
        for table in domain::TABLES.iter().copied() {
            if self.derived.finds(table) == Finds::Nothing {
                continue;
            }
            let mut last = upto.get(table.name).copied();
            while let Some(next) = self.gather_some(table, last, &mut gathering.found.batch)? {
                last = Some(next);
                gathering.found.upto.insert(table.name.to_owned(), next);
                if let Some(found) = gathering.ripe()
                    && ready.send(Ok(found)).is_err()
                {
                    return Ok(());
                }
            }
        }
        // Nobody hears it when writing has failed before.
        let _ = ready.send(Ok(gathering.rest()));
        Ok(())
    }

    /// Gathers what the rows of a table after this id are found by; says the last id, if there was one.
    fn gather_some(
        &self,
        table: &'static Table,
        after: Option<RecordId>,
        batch: &mut Batch,
    ) -> Result<Option<RecordId>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "select {} from {} where id > ?1 order by id limit ?2",
                rows::columns(table),
                table.name
            ))?;
            let after = after.map_or_else(Vec::new, |id| id.bytes().to_vec());
            let found = statement.query_map(params![after, READ_AT_ONCE as i64], |row| {
                rows::read_row(table, row, 0)
            })?;
            let found: Vec<Row> = found.collect::<Result<_, _>>()?;
            self.derived
                .gather(Some(connection), table, &found, batch)?;
            Ok(found.last().and_then(rows::id_of))
        })
    }
}

impl Writing<'_> {
    /// Puts what is found into the index, and notes how far each table is found with it.
    pub(super) fn keep_found(&self, found: Found) -> Result<(), StoreError> {
        let Found { batch, upto } = found;
        if upto.is_empty() {
            return Ok(());
        }
        let connection = self.connection();
        let mut all: Upto = match fact(connection, FOUND)? {
            Some(all) => read(&all)?,
            None => Upto::new(),
        };
        all.extend(upto);
        search::put_batch(connection, batch)?;
        self.note_fact(FOUND, &text(&all))
    }
}
