//! No car is in two orders or in stock twice.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::{OrderId, VehicleId},
    orders::Order,
    vehicles::Vehicle,
};
use rusqlite::Connection;
use store::{StoreError, rows};

pub(super) fn rules(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let orders: Vec<Order> = rows::all(connection)?;
    let mut cars: BTreeMap<VehicleId, OrderId> = BTreeMap::new();
    for order in &orders {
        if let Some(vehicle) = order.vehicle
            && (order.state.is_live() || order.state.is_delivered())
            && let Some(other) = cars.insert(vehicle, order.id)
        {
            broken.push(format!(
                "car {vehicle:?} is in orders {other:?} and {:?}",
                order.id
            ));
        }
    }
    for vehicle in rows::all::<Vehicle>(connection)? {
        let holder = cars.get(&vehicle.id);
        if let Some(order) = vehicle.held_by
            && holder != Some(&order)
        {
            broken.push(format!(
                "car {:?} is held by {order:?}, which does not have it",
                vehicle.id
            ));
        }
    }
    let mut vins: BTreeSet<String> = BTreeSet::new();
    for vehicle in rows::all::<Vehicle>(connection)? {
        if !vins.insert(vehicle.vin.as_str().to_owned()) {
            broken.push(format!("car {:?} is in stock twice", vehicle.vin));
        }
    }
    Ok(())
}
