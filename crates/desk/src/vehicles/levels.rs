//! What is free to sell of each series and version against the least number that the house wants there 库存预警 (INV-4).
//!
//! Cars of the catalogue's versions are counted in a covering index, so that the first screen of the day can ask. A car
//! that nobody has tied to a version counts for the series that its description names, as in the stock list.

use std::{cmp::Reverse, collections::BTreeMap};

use domain::{
    catalogue::{Brand, Model, Series, row_id},
    entity::Entity,
    ids::{LaneId, ModelId, RecordId, SeriesId, StockLevelId},
    rights::Right,
    vehicles::{CarSale, OnHand, StockLevel, Vehicle, VehiclePurpose, VehicleState},
};
use rusqlite::{Connection, Row, params};
use serde::Serialize;
use store::{StoreError, rows};
use ts_rs::TS;

use super::specification::Specification;
use crate::{
    Desk,
    catalogue::{Shelf, Tongue, Whose},
    error::RpcError,
    ledgers::unconfirmed,
    list::Nothing,
    stores::OpenStore,
};

/// A level, and what stands against it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StockLevelRow {
    pub id: StockLevelId,
    pub series: SeriesId,
    pub model: Option<ModelId>,
    /// As the stock list's facets have it; empty once no catalogue of the house has the series.
    pub brand: String,
    pub series_name: String,
    /// Brand, series and version where the level is one version's, else empty.
    pub version: String,
    /// The version alone, as its cars are found in the stock list by it.
    pub version_name: String,
    pub least: u32,
    pub on_hand: CarsOnHand,
    /// How many are lacking; nought of a series that no catalogue has.
    pub short: u32,
    /// Given at this desk and not yet confirmed by a platform.
    pub pending: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CarsOnHand {
    pub free: u32,
    pub allocated: u32,
    pub on_the_way: u32,
}

impl CarsOnHand {
    fn add(&mut self, counts: Option<OnHand>, cars: u32) {
        match counts {
            Some(OnHand::Free) => self.free += cars,
            Some(OnHand::Allocated) => self.allocated += cars,
            Some(OnHand::OnTheWay) => self.on_the_way += cars,
            None => {}
        }
    }
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct StockLevels {
    /// The shortest first.
    pub levels: Vec<StockLevelRow>,
}

pub fn levels(desk: &Desk, _: Nothing) -> Result<StockLevels, RpcError> {
    let (store, _) = desk.with_right(Right::SeeStock)?;
    store.store.read(|connection| {
        Ok(StockLevels {
            levels: all_levels(connection, &store)?,
        })
    })
}

/// Every level, the shortest first.
pub(crate) fn all_levels(
    connection: &Connection,
    store: &OpenStore,
) -> Result<Vec<StockLevelRow>, RpcError> {
    let levels: Vec<StockLevel> = rows::all(connection)?;
    if levels.is_empty() {
        return Ok(Vec::new());
    }
    let counting = Counting::begin(connection, store.lane)?;
    let mut told = Vec::with_capacity(levels.len());
    for level in levels {
        told.push(counting.row(level)?);
    }
    told.sort_by(|one, other| {
        let key = |row: &StockLevelRow| (Reverse(row.short), row.brand.clone());
        key(one)
            .cmp(&key(other))
            .then_with(|| one.series_name.cmp(&other.series_name))
            .then_with(|| one.version.cmp(&other.version))
    });
    Ok(told)
}

/// What all levels are counted with.
struct Counting<'a> {
    connection: &'a Connection,
    own: LaneId,
    whose: Whose,
    /// Brand, series and how it counts, of the cars that are tied to no version.
    written: Vec<(Specification, Option<OnHand>)>,
    /// The statement that counts the cars of the versions of two series, or of two versions.
    of_series: String,
    of_model: String,
}

impl<'a> Counting<'a> {
    fn begin(connection: &'a Connection, own: LaneId) -> Result<Self, RpcError> {
        // Delivered and gone cars are many and count nowhere.
        let counted: Vec<String> = VehicleState::ALL
            .iter()
            .filter(|state| {
                OnHand::of(**state, VehiclePurpose::ForSale, CarSale::Allowed).is_some()
            })
            .map(|state| format!("'{}'", state.word()))
            .collect();
        let counted = counted.join(", ");
        let index = Vehicle::BY_MODEL_STATE_PURPOSE_STOP_SALE.name;
        let shows = "v.state, v.purpose, v.stop_sale <> ''";
        Ok(Self {
            connection,
            own,
            whose: Whose::read(connection)?,
            written: written(
                connection,
                &format!(
                    "select {shows}, v.description from vehicle v indexed by {index}
                     where v.model is null and v.state in ({counted})"
                ),
            )?,
            of_series: format!(
                "select {shows}, count(*)
                 from model m indexed by {} cross join vehicle v indexed by {index}
                 where m.series in (?1, ?2) and v.model = m.id and v.state in ({counted})
                 group by 1, 2, 3",
                Model::BY_SERIES.name
            ),
            of_model: format!(
                "select {shows}, count(*) from vehicle v indexed by {index}
                 where v.model in (?1, ?2) and v.state in ({counted}) group by 1, 2, 3"
            ),
        })
    }

    /// The ids of a row in the house's catalogue and in its group's.
    fn both<T: Entity>(&self, code: &str, id: RecordId) -> (RecordId, RecordId) {
        let other = if self.whose.is_the_groups::<T>(id, code) {
            Some(row_id(self.own, T::TABLE.name, code))
        } else {
            self.whose.in_the_groups::<T>(code)
        };
        (id, other.unwrap_or(id))
    }

    fn row(&self, level: StockLevel) -> Result<StockLevelRow, RpcError> {
        let connection = self.connection;
        let mut row = StockLevelRow {
            id: level.id,
            series: level.series,
            model: level.model,
            brand: String::new(),
            series_name: String::new(),
            version: String::new(),
            version_name: String::new(),
            least: level.least,
            on_hand: CarsOnHand::default(),
            short: 0,
            pending: unconfirmed(connection, StockLevel::TABLE, level.id)?,
        };
        let Some(series) = rows::entity::<Series>(connection, level.series)? else {
            return Ok(row);
        };
        let Some(brand) = rows::entity::<Brand>(connection, series.brand)? else {
            return Ok(row);
        };
        row.brand = brand.name_zh;
        row.series_name.clone_from(&series.name_zh);
        match level.model {
            None => {
                let ids = self.both::<Series>(&series.code, series.id.into());
                row.on_hand = self.counted(&self.of_series, ids)?;
                for (told, counts) in &self.written {
                    if told.brand == row.brand && told.series == row.series_name {
                        row.on_hand.add(*counts, 1);
                    }
                }
            }
            Some(model) => {
                let Some(model) = rows::entity::<Model>(connection, model)? else {
                    return Ok(row);
                };
                let ids = self.both::<Model>(&model.code, model.id.into());
                row.on_hand = self.counted(&self.of_model, ids)?;
                row.version = format!("{} {} {}", row.brand, row.series_name, model.name_zh);
                row.version_name = model.name_zh;
            }
        }
        row.short = level.short_by(row.on_hand.free);
        Ok(row)
    }

    fn counted(&self, sql: &str, (id, twin): (RecordId, RecordId)) -> Result<CarsOnHand, RpcError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut found = statement.query(params![id.bytes(), twin.bytes()])?;
        let mut on_hand = CarsOnHand::default();
        while let Some(row) = found.next()? {
            on_hand.add(counts(row)?, row.get(3)?);
        }
        Ok(on_hand)
    }
}

/// As what a row of state, purpose and stopped sale counts.
fn counts(row: &Row) -> Result<Option<OnHand>, RpcError> {
    let damaged = || StoreError::Damaged("a car cannot be read".to_owned());
    let word = |at: usize| {
        row.get_ref(at)?
            .as_str()
            .map_err(|_| rusqlite::Error::InvalidQuery)
    };
    let state = VehicleState::from_word(word(0)?).ok_or_else(damaged)?;
    let purpose = VehiclePurpose::from_word(word(1)?).ok_or_else(damaged)?;
    let sale = if row.get(2)? {
        CarSale::Stopped
    } else {
        CarSale::Allowed
    };
    Ok(OnHand::of(state, purpose, sale))
}

fn written(
    connection: &Connection,
    sql: &str,
) -> Result<Vec<(Specification, Option<OnHand>)>, RpcError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = statement.query([])?;
    let mut cars = Vec::new();
    while let Some(row) = found.next()? {
        let description: String = row.get(3)?;
        cars.push((Specification::written(&description), counts(row)?));
    }
    Ok(cars)
}

/// A series for which a level can be set, with its versions.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SeriesChoice {
    pub series: SeriesId,
    /// Brand and series in the language of the desk.
    pub label: String,
    pub versions: Vec<VersionChoice>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct VersionChoice {
    pub model: ModelId,
    pub label: String,
}

/// What a level can be set for: what stands in the catalogue, each once, in the order of the names.
pub fn level_choices(desk: &Desk, _: Nothing) -> Result<Vec<SeriesChoice>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeStock)?;
    let tongue = Tongue::of(&crate::stores::language(desk));
    store.store.read(|connection| {
        let shelf = Shelf::load(connection)?;
        // A series that stands in both catalogues is one choice, with the versions of both.
        let mut choices: BTreeMap<&str, SeriesChoice> = BTreeMap::new();
        for model in shelf.listed() {
            let Some((series, brand)) = shelf.family(model) else {
                continue;
            };
            let version = VersionChoice {
                model: model.id,
                label: tongue.pick(&model.name_zh, &model.name_en).to_owned(),
            };
            let choice = choices.entry(&series.code).or_insert_with(|| SeriesChoice {
                series: series.id,
                label: format!(
                    "{} {}",
                    tongue.pick(&brand.name_zh, &brand.name_en),
                    tongue.pick(&series.name_zh, &series.name_en)
                ),
                versions: Vec::new(),
            });
            choice.versions.push(version);
        }
        let mut choices: Vec<SeriesChoice> = choices.into_values().collect();
        choices.sort_by(|one, other| one.label.cmp(&other.label));
        for choice in &mut choices {
            choice
                .versions
                .sort_by(|one, other| other.label.cmp(&one.label));
        }
        Ok(choices)
    })
}

#[cfg(test)]
mod tests {
    use store::{Key, Store};

    use super::*;

    /// How the store goes about it: one line for each table that it walks.
    fn plan(connection: &Connection, sql: &str) -> Vec<String> {
        let mut statement = connection
            .prepare(&format!("explain query plan {sql}"))
            .expect("it is SQL");
        let none: [u8; 16] = [0; 16];
        let lines = statement.query_map(params![none, none], |row| row.get::<_, String>(3));
        lines
            .expect("a plan")
            .map(|line| line.expect("a line"))
            .collect()
    }

    #[test]
    fn cars_are_counted_in_an_index_and_no_row_of_them_is_read() {
        let folder = std::env::temp_dir().join(format!("forecourt-test-{}", uuid::Uuid::new_v4()));
        let store = Store::create(&folder, Key([7; 32]), Box::new(()));
        let store = store.expect("a store");
        let plans = store.read(|connection| {
            let counting = Counting::begin(connection, LaneId(uuid::Uuid::nil()))?;
            Ok::<_, RpcError>([
                plan(connection, &counting.of_series),
                plan(connection, &counting.of_model),
            ])
        });
        for lines in plans.expect("plans") {
            let cars = lines.iter().find(|line| line.contains(" v "));
            assert!(
                cars.is_some_and(|line| line.contains(
                    "COVERING INDEX vehicle_by_model_state_purpose_stop_sale (model=? AND state=?)"
                )),
                "{lines:?}"
            );
        }
        std::fs::remove_dir_all(&folder).expect("it goes");
    }
}
