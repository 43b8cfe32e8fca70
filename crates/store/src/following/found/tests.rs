//! Whoever is cut off or killed anywhere while a snapshot is taken in finds every row once in the end, and every index is there.

use std::{fs, path::PathBuf};

use domain::{
    entity::{ColumnKind, Row, Table, Value},
    ids::LaneId,
};
use protocol::{
    bytes::row_image,
    ledger::Position,
    snapshot::{Manifest, PieceError, PieceImage, TableImage, close, put_row},
};
use rusqlite::Connection;
use uuid::Uuid;

use super::Gathering;
use crate::{
    changes::{Derived, Finds, Touched},
    error::StoreError,
    following::{TakingError, UnderWay, under_way},
    migrations::SCHEMA_VERSION,
    open::{Key, Store},
    search::{self, Batch, FieldKind, SearchDocument, SearchKind, SearchLimits},
};

const LANE: LaneId = LaneId(Uuid::from_u128(7));
const KEY: [u8; 32] = [7; 32];
/// Found by themselves, and found with others; in the order in which they come.
const TABLES: [&str; 3] = ["customer", "part", "vehicle"];
const ROWS: u8 = 30;
const ROWS_OF_A_PIECE: u8 = 6;

/// Finds a row by its table and the last byte of its id.
struct ByNumber;

impl Derived for ByNumber {
    fn refresh(&self, _: &Connection, _: &[Touched]) -> Result<(), StoreError> {
        Ok(())
    }

    fn finds(&self, table: &Table) -> Finds {
        match table.name {
            "customer" => Finds::WithOthers,
            "part" | "vehicle" => Finds::ByThemselves,
            _ => Finds::Nothing,
        }
    }

    fn gather(
        &self,
        _: Option<&Connection>,
        table: &'static Table,
        rows: &[Row],
        batch: &mut Batch,
    ) -> Result<(), StoreError> {
        for row in rows {
            let Some(Value::Blob(id)) = row.first() else {
                panic!("a row without an id");
            };
            let number = number(table.name, id[15]);
            batch.add(&SearchDocument {
                kind: SearchKind(1),
                id: id.clone().try_into().expect("sixteen bytes"),
                rank: 0,
                fields: &[(FieldKind::Number, &number), (FieldKind::Text, table.name)],
            });
        }
        Ok(())
    }
}

fn number(table: &str, row: u8) -> String {
    format!("{table}{row:04}")
}

/// A row of which nothing is known but its id.
fn row(table: &Table, number: u8) -> Row {
    let place = TABLES.iter().position(|name| *name == table.name);
    let mut id = vec![place.expect("one of ours") as u8; 15];
    id.push(number);
    let others = table.columns[1..].iter().map(|column| match column.kind {
        ColumnKind::Integer => Value::Integer(1),
        ColumnKind::Text => Value::Text("一".to_owned()),
        ColumnKind::Blob => Value::Blob(vec![1; 16]),
    });
    std::iter::once(Value::Blob(id)).chain(others).collect()
}

fn piece(table: &Table, numbers: impl Iterator<Item = u8>) -> (PieceImage, Vec<u8>) {
    let mut bytes = Vec::new();
    let mut rows = 0;
    for number in numbers {
        put_row(&mut bytes, 3, &row_image(&row(table, number)));
        rows += 1;
    }
    close(rows, &bytes)
}

/// A snapshot of some rows of each table, and its pieces as they are sent.
fn snapshot() -> (Manifest, Vec<Vec<u8>>) {
    let mut tables = Vec::new();
    let mut sent = Vec::new();
    for name in TABLES {
        let table = domain::table(name).expect("a table");
        let mut pieces = Vec::new();
        for first in (0..ROWS).step_by(ROWS_OF_A_PIECE.into()) {
            let (image, bytes) = piece(table, first..first + ROWS_OF_A_PIECE);
            pieces.push(image);
            sent.push(bytes);
        }
        tables.push(TableImage {
            table: name.to_owned(),
            pieces,
        });
    }
    let manifest = Manifest {
        id: [1; 16],
        lane: LANE,
        position: Position {
            epoch: 1,
            seq: 9,
            hash: [9; 32],
        },
        schema: SCHEMA_VERSION as u32,
        lamport: 5,
        tables,
        kept: Vec::new(),
    };
    (manifest, sent)
}

/// A store in a folder that goes with it.
struct Home(PathBuf);

impl Home {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("forecourt-found-{}", Uuid::new_v4())))
    }

    fn begin(&self, manifest: &Manifest) -> (Store, UnderWay) {
        let store = Store::create(&self.0, Key(KEY), Box::new(ByNumber)).expect("a store");
        let begun: Result<_, TakingError> = store.write(|writing| {
            writing.follow(LANE, Position::start_of(1))?;
            writing.begin_from_snapshot(manifest)
        });
        (store, begun.expect("it begins"))
    }

    /// What a program finds that is started again.
    fn again(&self) -> (Store, UnderWay) {
        let store = Store::open(&self.0, Key(KEY), Box::new(ByNumber)).expect("it opens");
        let under_way = store.read(under_way).expect("it is read");
        (store, under_way.expect("it is under way"))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // What is left lies in the folder for temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Takes pieces in until so many are in, each opened while the one before it may not be in yet.
fn take(store: &Store, under_way: &mut UnderWay, sent: &[Vec<u8>], until: usize) -> Gathering {
    let mut gathering = Gathering::default();
    let mut ahead = None;
    for place in under_way.next..=until {
        let opened = sent[..until].get(place).map(|sent| {
            store
                .open_piece(&under_way.manifest, place, sent, &mut gathering)
                .expect("it is whole")
        });
        if let Some(before) = std::mem::replace(&mut ahead, opened) {
            let taken: Result<u64, TakingError> =
                store.write(|writing| writing.take_opened(under_way, before));
            assert_eq!(taken.expect("it is taken in"), u64::from(ROWS_OF_A_PIECE));
        }
    }
    gathering
}

fn indexes(store: &Store) -> Vec<String> {
    let names = store.read(|connection| {
        let mut statement = connection.prepare(
            "select name from sqlite_master where type = 'index' and sql is not null order by name",
        )?;
        let names = statement.query_map([], |row| row.get(0))?;
        Ok::<_, StoreError>(names.collect::<Result<_, _>>()?)
    });
    names.expect("they are read")
}

/// How many documents there are, and how many answer each number.
fn found(store: &Store) -> (i64, Vec<usize>) {
    let found = store.read(|connection| {
        let all =
            connection.query_row("select count(*) from search_document", [], |row| row.get(0))?;
        let mut answers = Vec::new();
        for name in TABLES {
            for row in 0..ROWS {
                let found =
                    search::search(connection, &number(name, row), &SearchLimits::default())?;
                answers.push(found.hits.len());
            }
        }
        Ok::<_, StoreError>((all, answers))
    });
    found.expect("it is found")
}

#[test]
fn cut_off_anywhere_every_row_is_found_once_in_the_end_and_every_index_is_there() {
    let (manifest, sent) = snapshot();
    let rows = usize::from(ROWS) * TABLES.len();
    for cut in 0..=sent.len() {
        let home = Home::new();
        let (store, mut under_way) = home.begin(&manifest);
        // What was gathered and is not in is lost with the program.
        take(&store, &mut under_way, &sent, cut);
        drop(store);
        let (store, mut under_way) = home.again();
        assert_eq!(under_way.next, cut);
        let gathered = take(&store, &mut under_way, &sent, sent.len());
        store
            .finish_snapshot(&manifest, gathered)
            .expect("it is finished");
        assert_eq!(found(&store), (rows as i64, vec![1; rows]), "cut at {cut}");
        let other = Home::new();
        let fresh = Store::create(&other.0, Key(KEY), Box::new(())).expect("a store");
        assert_eq!(indexes(&store), indexes(&fresh), "cut at {cut}");
    }
}

#[test]
fn a_snapshot_that_is_let_go_leaves_nothing_that_is_found_and_no_index_aside() {
    let (manifest, sent) = snapshot();
    let home = Home::new();
    let (store, mut under_way) = home.begin(&manifest);
    let aside = indexes(&store).len();
    take(&store, &mut under_way, &sent, sent.len() - 1);
    assert_ne!(found(&store).0, 0, "some of it was found already");
    store
        .write(|writing| writing.let_snapshot_go(&manifest))
        .expect("it is let go");
    assert_eq!(found(&store).0, 0);
    assert!(indexes(&store).len() > aside);
    assert_eq!(
        store.read(super::super::under_way).expect("it is read"),
        None
    );
}

#[test]
fn a_piece_whose_rows_are_in_another_order_is_refused() {
    let (mut manifest, mut sent) = snapshot();
    let place = sent.len() - 1;
    let table = domain::table("vehicle").expect("a table");
    let last = manifest.tables.last_mut().expect("cars");
    let (image, bytes) = piece(table, (ROWS - ROWS_OF_A_PIECE..ROWS).rev());
    *last.pieces.last_mut().expect("a piece") = image;
    sent[place] = bytes;
    let home = Home::new();
    let (store, mut under_way) = home.begin(&manifest);
    let mut gathering = take(&store, &mut under_way, &sent, place);
    let opened = store.open_piece(&manifest, place, &sent[place], &mut gathering);
    assert!(matches!(
        opened.err(),
        Some(TakingError::Piece {
            why: PieceError::OtherOrder,
            ..
        })
    ));
}
