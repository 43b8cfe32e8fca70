//! One recall, and the cars on its list: those that are open first.

use domain::{
    customers::Customer,
    entity::Entity,
    ids::{RecallCarId, RecallId, RepairOrderId},
    recalls::{Recall, RecallCar, RecallCarState},
    repair_orders::RepairOrder,
    rights::Right,
    serviced_cars::ServicedCar,
    time::Timestamp,
    vehicles::Vehicle,
    workshops::Skill,
};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use super::{RecallRow, list::recall_row};
use crate::{Desk, error::RpcError, privacy::shown, serviced_cars::not_found};

#[derive(Debug, Deserialize, TS)]
pub struct RecallArgs {
    pub id: RecallId,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecallCard {
    pub row: RecallRow,
    pub measure: String,
    pub skill: Skill,
    pub minutes: u32,
    pub announced_at: Timestamp,
}

/// A car of the list with what the house knows of it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecallCarRow {
    pub id: RecallCarId,
    /// Masked.
    pub vin: String,
    pub state: RecallCarState,
    /// Masked.
    pub plate: String,
    pub description: String,
    /// Masked.
    pub customer_name: String,
    /// The number under which it stands in our stock.
    pub stock_number: String,
    pub repair_order: Option<RepairOrderId>,
    pub repair_order_number: String,
    pub done_at: Option<Timestamp>,
    pub reason: String,
}

#[derive(Debug, Deserialize, TS)]
pub struct CarsOfRecallArgs {
    pub id: RecallId,
    pub limit: u32,
}

/// More than a person looks through on one card.
const MOST: u32 = 500;

pub fn card(desk: &Desk, asked: RecallArgs) -> Result<RecallCard, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    store.store.read(|connection| {
        let recall = rows::entity::<Recall>(connection, asked.id)?
            .ok_or_else(|| not_found(Recall::TABLE))?;
        Ok(RecallCard {
            measure: recall.measure.clone(),
            skill: recall.skill,
            minutes: recall.minutes,
            announced_at: recall.announced_at,
            row: recall_row(connection, recall)?,
        })
    })
}

pub fn cars(desk: &Desk, asked: CarsOfRecallArgs) -> Result<Vec<RecallCarRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    store.store.read(|connection| {
        let found: Vec<RecallCar> = rows::select(
            connection,
            "where recall = ?1 order by state desc, vin limit ?2",
            params![asked.id.0.as_bytes(), asked.limit.min(MOST)],
        )?;
        found
            .into_iter()
            .map(|car| car_row(connection, car))
            .collect()
    })
}

fn car_row(connection: &Connection, car: RecallCar) -> Result<RecallCarRow, RpcError> {
    let known = rows::select::<ServicedCar>(connection, "where vin = ?1 limit 1", [&car.vin])?
        .into_iter()
        .next();
    let ours = rows::select::<Vehicle>(connection, "where vin = ?1 limit 1", [&car.vin])?
        .into_iter()
        .next();
    let customer = match known.as_ref().and_then(|known| known.customer) {
        Some(customer) => rows::entity::<Customer>(connection, customer)?,
        None => None,
    };
    let order = match car.repair_order {
        Some(order) => rows::entity::<RepairOrder>(connection, order)?,
        None => None,
    };
    Ok(RecallCarRow {
        plate: known.as_ref().map_or_else(String::new, |known| {
            shown::<ServicedCar>("plate", &known.plate)
        }),
        description: known
            .map(|known| known.description)
            .or(ours.as_ref().map(|ours| ours.description.clone()))
            .unwrap_or_default(),
        customer_name: customer.map_or_else(String::new, |customer| {
            shown::<Customer>("name", &customer.name)
        }),
        stock_number: ours.map_or_else(String::new, |ours| ours.stock_number),
        vin: shown::<RecallCar>("vin", &car.vin),
        id: car.id,
        state: car.state,
        repair_order: car.repair_order,
        repair_order_number: order.map_or_else(String::new, |order| order.number),
        done_at: car.done_at,
        reason: car.reason,
    })
}
