//! Rules that hold in every house, whatever was given in which order: of cars, orders and money.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::{
    attentions::Attention,
    cash_days::CashDay,
    ids::{OrderId, VehicleId},
    money::Fen,
    orders::Order,
    payments::{OrderAccount, Payment, PaymentMethod},
    plans::PlanEntry,
    repair_orders::SettlementPayment,
    vehicles::Vehicle,
};
use rusqlite::Connection;
use store::{StoreError, rows};

use super::{Outcomes, capacity};

/// Rules that hold in every house, whatever was given in which order.
pub fn house_rules(
    connection: &Connection,
    outcomes: &Outcomes,
) -> Result<Vec<String>, StoreError> {
    let mut broken = Vec::new();
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
    money(connection, &mut broken)?;
    broken.extend(capacity::broken(connection)?);
    for refused in &outcomes.refused {
        let id = domain::ids::AttentionId::derived(*refused, "attention");
        if rows::entity::<Attention>(connection, id)?.is_none() {
            broken.push(format!("refused command {refused:?} is in nobody's list"));
        }
    }
    Ok(broken)
}

fn money(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let payments: Vec<Payment> = rows::all(connection)?;
    let paid = |order: OrderId| {
        payments
            .iter()
            .filter(move |payment| payment.order_id == order)
    };
    for account in rows::all::<OrderAccount>(connection)? {
        let sum: i64 = paid(account.id).map(|payment| payment.amount.0).sum();
        let mut places: Vec<u32> = paid(account.id).map(|payment| payment.n).collect();
        places.sort_unstable();
        let expected: Vec<u32> = (1..=account.entries).collect();
        if Fen(sum) != account.balance || places != expected {
            broken.push(format!(
                "order {:?} has payments of {sum} under {places:?} and an account of {:?} over {}",
                account.id, account.balance, account.entries
            ));
        }
    }
    cash_days(connection, &payments, broken)
}

/// Each cash day has the sums of all money that was counted in it: of orders, of settlements and of plans.
fn cash_days(
    connection: &Connection,
    payments: &[Payment],
    broken: &mut Vec<String>,
) -> Result<(), StoreError> {
    let mut counted: Vec<(NaiveDate, Fen, PaymentMethod)> = payments
        .iter()
        .map(|payment| (payment.day, payment.amount, payment.method))
        .collect();
    for payment in rows::all::<SettlementPayment>(connection)? {
        counted.push((payment.day, payment.amount, payment.method));
    }
    for entry in rows::all::<PlanEntry>(connection)? {
        if let (Some(day), Some(method)) = (entry.day, entry.method) {
            counted.push((day, entry.money, method));
        }
    }
    for day in rows::all::<CashDay>(connection)? {
        let of_day = || counted.iter().filter(|(counted, ..)| *counted == day.day);
        let sum: i64 = of_day().map(|(_, amount, _)| amount.0).sum();
        let cash: i64 = of_day()
            .filter(|(.., method)| *method == PaymentMethod::Cash)
            .map(|(_, amount, _)| amount.0)
            .sum();
        if of_day().count() != day.entries as usize
            || sum != day.paid_in.0 - day.paid_out.0
            || cash != day.cash.0
        {
            broken.push(format!(
                "cash day {} does not have the sums of its payments",
                day.day
            ));
        }
    }
    Ok(())
}
