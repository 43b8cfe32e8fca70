//! The lowest prices of the cars in the house, for whoever sets them: one who may edit cost.

use domain::{
    ids::VehicleId,
    money::Fen,
    quotes::DiscountFloor,
    rights::Right,
    vehicles::{Vehicle, VehicleCost, VehicleState},
};
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use crate::{Desk, error::RpcError};

#[derive(Debug, Deserialize, TS)]
pub struct FloorsArgs {
    /// Part of a stock number, a model, a colour or a VIN; empty for every car.
    pub text: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FloorRow {
    pub vehicle: VehicleId,
    pub stock_number: String,
    pub description: String,
    pub exterior_colour: String,
    pub guide_price: Option<Fen>,
    pub asking_price: Option<Fen>,
    /// Purchase price with what came on top; nothing while it is not known.
    pub cost: Option<Fen>,
    pub floor: Option<Fen>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct DiscountFloors {
    /// How many cars match; the rows may be fewer.
    pub total: u32,
    pub rows: Vec<FloorRow>,
}

#[derive(Debug, Deserialize, TS)]
pub struct FloorArgs {
    pub vehicle: VehicleId,
}

/// The floor of one car, for its card; whoever may not edit cost is not told whether there is one.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FloorOfVehicle {
    pub floor: Option<Fen>,
}

/// More rows than a person reads; whoever looks for one car types a part of its name.
const MOST_ROWS: usize = 200;

/// The states in which a car can still be sold.
const FOR_SALE: [VehicleState; 3] = [
    VehicleState::InTransit,
    VehicleState::InStock,
    VehicleState::Transferring,
];

/// Cars with a floor first, then by stock number.
pub fn floors(desk: &Desk, asked: FloorsArgs) -> Result<DiscountFloors, RpcError> {
    let (store, session) = desk.with_right(Right::EditCost)?;
    let sees_cost = session.rights(&store)?.has(Right::SeeCost);
    let wanted = asked.text.trim().to_lowercase();
    store.store.read(|connection| {
        let states: Vec<&str> = FOR_SALE.iter().map(|state| state.word()).collect();
        let mut cars: Vec<Vehicle> = rows::select(
            connection,
            "where state in (?1, ?2, ?3) order by stock_number",
            rusqlite::params_from_iter(states),
        )?;
        cars.retain(|car| {
            [
                car.stock_number.as_str(),
                car.description.as_str(),
                car.exterior_colour.as_str(),
                car.vin.as_str(),
            ]
            .iter()
            .any(|text| text.to_lowercase().contains(&wanted))
        });
        let total = u32::try_from(cars.len()).unwrap_or(u32::MAX);
        let floors: std::collections::BTreeMap<VehicleId, Fen> =
            rows::all::<DiscountFloor>(connection)?
                .into_iter()
                .map(|row| (row.id, row.floor))
                .collect();
        cars.sort_by_key(|car| !floors.contains_key(&car.id));
        cars.truncate(MOST_ROWS);
        let mut rows_shown = Vec::with_capacity(cars.len());
        for car in cars {
            let cost = if sees_cost {
                rows::entity::<VehicleCost>(connection, car.id)?
                    .and_then(|cost| cost.purchase_price.checked_add(cost.extras))
            } else {
                None
            };
            rows_shown.push(FloorRow {
                vehicle: car.id,
                floor: floors.get(&car.id).copied(),
                stock_number: car.stock_number,
                description: car.description,
                exterior_colour: car.exterior_colour,
                guide_price: car.guide_price,
                asking_price: car.asking_price,
                cost,
            });
        }
        Ok(DiscountFloors {
            total,
            rows: rows_shown,
        })
    })
}

pub fn floor_of(desk: &Desk, asked: FloorArgs) -> Result<FloorOfVehicle, RpcError> {
    let (store, _) = desk.with_right(Right::EditCost)?;
    store.store.read(|connection| {
        Ok(FloorOfVehicle {
            floor: rows::entity::<DiscountFloor>(connection, asked.vehicle)?.map(|row| row.floor),
        })
    })
}
