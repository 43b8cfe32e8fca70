//! Loading the board and keeping it true.
//!
//! A transaction notes the cars it touches together with how far it sees, `n`. A question reads
//! anew those whose `n` its snapshot already holds: an uncommitted change is never seen, a rolled-back
//! one costs one needless reading, and the order of two changes does not matter.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use chrono::NaiveDate;
use domain::{
    car_transfers::{CarTransfer, TransferState, TransferWay},
    catalogue::{Brand, Model, Series},
    entity::{ColumnValue, Entity, Value},
    ids::{CarTransferId, ModelId, RecordId, VehicleId},
    money::Fen,
    vehicles::{CertificateState, Vehicle, VehicleCost, VehiclePurpose, VehicleState},
};
use rusqlite::{Connection, Row};
use store::{Store, StoreError, Touched};

use super::{
    Board, Car,
    car::{Between, Parts, Sale, base36},
};
use crate::{derived::last_change, vehicles::specification::Specification};

/// Beyond this, loading anew is cheaper than reading car by car.
const MOST_NOTED: usize = 20_000;

#[derive(Clone, Default)]
pub struct StockBoard(Arc<Shared>);

#[derive(Default)]
struct Shared {
    board: RwLock<Option<Board>>,
    noted: Mutex<Noted>,
}

#[derive(Default)]
struct Noted {
    cars: Vec<(i64, RecordId)>,
    /// So much was touched, up to this `n`, that the board is to be loaded anew.
    overflowed: Option<i64>,
}

impl StockBoard {
    pub fn forget(&self) {
        let mut board = self.0.board.write().unwrap_or_else(PoisonError::into_inner);
        *board = None;
        *self.noted() = Noted::default();
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.0.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Called inside the writing transaction.
    pub fn note(&self, connection: &Connection, touched: &[Touched]) -> Result<(), StoreError> {
        // What the catalogue says is part of every car of that version, so all are read anew.
        let catalogue = [Model::TABLE, Series::TABLE, Brand::TABLE];
        if touched.iter().any(|row| catalogue.contains(&row.table)) {
            let n = last_change(connection)?;
            let mut noted = self.noted();
            noted.cars.clear();
            noted.overflowed = Some(n);
            return Ok(());
        }
        let mut cars = Vec::new();
        for row in touched {
            if row.table == Vehicle::TABLE || row.table == VehicleCost::TABLE {
                cars.push(row.id);
            } else if row.table == CarTransfer::TABLE {
                // A way may end while the car's own row stays as it is.
                let transfer: Option<CarTransfer> =
                    store::rows::entity(connection, CarTransferId::from(row.id))?;
                cars.extend(transfer.map(|transfer| RecordId::from(transfer.vehicle)));
            }
        }
        if cars.is_empty() {
            return Ok(());
        }
        let n = last_change(connection)?;
        let mut noted = self.noted();
        noted.cars.extend(cars.into_iter().map(|id| (n, id)));
        if noted.cars.len() > MOST_NOTED {
            noted.cars.clear();
            noted.overflowed = Some(n);
        }
        Ok(())
    }

    /// Answers from the board as of all that is committed now. Not to be called from within a
    /// reading of the same store.
    pub fn ask<R>(
        &self,
        store: &Store,
        question: impl FnOnce(&Board) -> R,
    ) -> Result<R, StoreError> {
        {
            let board = self.0.board.read().unwrap_or_else(PoisonError::into_inner);
            let noted = self.noted();
            let current = noted.cars.is_empty() && noted.overflowed.is_none();
            drop(noted);
            if let (Some(board), true) = (board.as_ref(), current) {
                return Ok(question(board));
            }
        }
        let mut board = self.0.board.write().unwrap_or_else(PoisonError::into_inner);
        store.read(|connection| {
            let seen = last_change(connection)?;
            let (cars, overflowed) = {
                let mut noted = self.noted();
                let (now, later): (Vec<_>, Vec<_>) =
                    noted.cars.drain(..).partition(|(n, _)| *n <= seen);
                noted.cars = later;
                let overflowed = noted.overflowed.is_some();
                if noted.overflowed.is_some_and(|n| n <= seen) {
                    noted.overflowed = None;
                }
                (now, overflowed)
            };
            match board.as_mut() {
                Some(board) if !overflowed => {
                    let mut ids: Vec<RecordId> = cars.into_iter().map(|(_, id)| id).collect();
                    ids.sort_unstable();
                    ids.dedup();
                    for id in ids {
                        board.read_anew(connection, id)?;
                    }
                }
                Some(_) | None => *board = Some(Board::load(connection)?),
            }
            Ok::<_, StoreError>(())
        })?;
        let loaded = board.get_or_insert_default();
        Ok(question(loaded))
    }
}

const COLUMNS: &str = "id, model, description, exterior_colour, location, stock_number, vin, \
                       guide_price, asking_price, arrived_on, certificate_due, state, purpose, \
                       certificate, stop_sale <> ''";

impl Board {
    /// All cars, by one walk through them, their costs and the transfers that are under way.
    pub fn load(connection: &Connection) -> Result<Self, StoreError> {
        let mut costs: HashMap<[u8; 16], i64> = HashMap::new();
        let mut statement = connection.prepare("select id, purchase_price from vehicle_cost")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            costs.insert(row.get(0)?, row.get(1)?);
        }
        let between = under_way(connection, None)?;
        let mut board = Self {
            specifications: Specification::of_catalogue(connection)?,
            ..Self::default()
        };
        let mut statement = connection.prepare(&format!("select {COLUMNS} from vehicle"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: [u8; 16] = row.get(0)?;
            let way = between.get(&id).copied();
            let car = board.car(row, costs.get(&id).copied(), way)?;
            board.cars.push(car);
        }
        board.cars.sort_unstable_by_key(|car| car.id);
        board.cars.shrink_to_fit();
        Ok(board)
    }

    fn read_anew(&mut self, connection: &Connection, id: RecordId) -> Result<(), StoreError> {
        let cost: Option<VehicleCost> = store::rows::entity(connection, VehicleId::from(id))?;
        let mut statement =
            connection.prepare_cached(&format!("select {COLUMNS} from vehicle where id = ?1"))?;
        let mut rows = statement.query([id.bytes()])?;
        match rows.next()? {
            Some(row) => {
                let way = under_way(connection, Some(id))?.remove(&id.bytes());
                let car = self.car(row, cost.map(|cost| cost.purchase_price.fen()), way)?;
                self.put(car);
            }
            None => self.remove(id),
        }
        Ok(())
    }

    fn car(
        &mut self,
        row: &Row,
        cost: Option<i64>,
        way: Option<TransferWay>,
    ) -> Result<Car, StoreError> {
        let text = |at: usize| -> Result<&str, StoreError> {
            row.get_ref(at)?
                .as_str()
                .map_err(|_| damaged("a text of a car"))
        };
        let description = text(2)?;
        let model = row
            .get::<_, Option<[u8; 16]>>(1)?
            .map(|bytes| ModelId(uuid::Uuid::from_bytes(bytes)));
        let kind = self.kinds.code(model, description, text(3)?, || {
            model
                .and_then(|model| self.specifications.get(&model).cloned())
                .unwrap_or_else(|| Specification::written(description))
        });
        let (number_head, number) = split_number(text(5)?);
        let vin = text(6)?;
        let (vin_head, vin_tail) = vin.split_at_checked(9).ok_or_else(|| damaged("a VIN"))?;
        Ok(Car::new(Parts {
            id: row.get(0)?,
            kind,
            place: self.places.code(text(4)?),
            number_head: self.number_heads.code(number_head),
            number,
            vin_head: self.vin_heads.code(vin_head),
            vin_tail: base36(vin_tail).ok_or_else(|| damaged("a VIN"))?,
            guide_price: row.get::<_, Option<i64>>(7)?.map(Fen),
            asking_price: row.get::<_, Option<i64>>(8)?.map(Fen),
            cost: cost.map(Fen),
            arrived_on: date(row, 9)?,
            certificate_due: date(row, 10)?,
            state: VehicleState::from_word(text(11)?).ok_or_else(|| damaged("a state"))?,
            purpose: VehiclePurpose::from_word(text(12)?).ok_or_else(|| damaged("a purpose"))?,
            certificate: CertificateState::from_word(text(13)?)
                .ok_or_else(|| damaged("a certificate"))?,
            sale: if row.get(14)? {
                Sale::Stopped
            } else {
                Sale::Allowed
            },
            between: Between::of(way),
        }))
    }
}

/// Which way the cars go that are between two stores, or this one car if it is.
fn under_way(
    connection: &Connection,
    car: Option<RecordId>,
) -> Result<HashMap<[u8; 16], TransferWay>, StoreError> {
    let mut statement = connection.prepare_cached(match car {
        None => "select vehicle, way from car_transfer where state = ?1",
        Some(_) => "select vehicle, way from car_transfer where state = ?1 and vehicle = ?2",
    })?;
    let on_the_way = TransferState::OnTheWay.word();
    let mut rows = match car {
        None => statement.query([on_the_way])?,
        Some(id) => statement.query(rusqlite::params![on_the_way, id.bytes()])?,
    };
    let mut ways = HashMap::new();
    while let Some(row) = rows.next()? {
        let way = row.get_ref(1)?.as_str().ok();
        let way = way.and_then(TransferWay::from_word);
        ways.insert(row.get(0)?, way.ok_or_else(|| damaged("a transfer"))?);
    }
    Ok(ways)
}

fn damaged(what: &str) -> StoreError {
    StoreError::Damaged(format!("{what} cannot be read"))
}

fn date(row: &Row, at: usize) -> Result<Option<NaiveDate>, StoreError> {
    row.get::<_, Option<String>>(at)?
        .map(|text| {
            NaiveDate::from_value(&Value::Text(text)).map_err(|_| damaged("a date of a car"))
        })
        .transpose()
}

/// A stock number as what stands before its last digits, and these (at most seven) as a number, so
/// that numbers sort as people count.
pub fn split_number(number: &str) -> (&str, u32) {
    let digits = number
        .bytes()
        .rev()
        .take(7)
        .take_while(u8::is_ascii_digit)
        .count();
    let (head, tail) = number.split_at(number.len() - digits);
    (head, tail.parse().unwrap_or(0))
}
