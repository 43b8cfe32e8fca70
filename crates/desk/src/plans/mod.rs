//! What customers have paid ahead, as the page asks for it: the list with what the house still owes, one plan with
//! its ledger, and those of a customer or a car.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    customers::Customer,
    entity::{Entity, Value},
    ids::{CustomerId, PlanEntryId, PrepaidPlanId, RepairOrderId, ServicedCarId},
    money::Fen,
    payments::PaymentMethod,
    people::Person,
    plans::{PlanDeed, PlanEntry, PlanKind, PlanState, PrepaidPlan},
    repair_orders::RepairOrder,
    rights::Right,
    serviced_cars::ServicedCar,
    time::Timestamp,
    workshops::StandardOperation,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use crate::{
    Desk,
    error::RpcError,
    ledgers::unconfirmed,
    lists::{ListArgs, ListPage},
    narrowing::{Narrowing, facets, fits},
    privacy::shown,
    serviced_cars::not_found,
};

/// Whoever works on cars draws on plans, whoever takes money sells them.
const SEES: [Right; 2] = [Right::SeeService, Right::TakePayments];

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanRow {
    pub id: PrepaidPlanId,
    pub number: String,
    pub kind: PlanKind,
    pub title: String,
    pub state: PlanState,
    pub customer: CustomerId,
    /// Masked.
    pub customer_name: String,
    pub car: Option<ServicedCarId>,
    /// Masked.
    pub plate: String,
    pub price: Fen,
    pub value: Fen,
    pub value_left: Fen,
    pub times: Option<u32>,
    pub times_left: Option<u32>,
    #[ts(type = "string")]
    pub valid_from: NaiveDate,
    #[ts(type = "string | null")]
    pub valid_until: Option<NaiveDate>,
    pub until_km: Option<u32>,
    pub sold_at: Timestamp,
    pub pending: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanEntryRow {
    pub id: PlanEntryId,
    pub deed: PlanDeed,
    pub value: Fen,
    pub value_after: Fen,
    pub times: u32,
    pub times_after: Option<u32>,
    pub repair_order: Option<RepairOrderId>,
    pub repair_order_number: String,
    pub money: Fen,
    pub method: Option<PaymentMethod>,
    pub receipt_number: String,
    pub note: String,
    pub at: Timestamp,
    pub by_name: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanCard {
    pub row: PlanRow,
    /// What a package is for.
    pub operation: String,
    pub entries: Vec<PlanEntryRow>,
}

#[derive(Debug, Deserialize, TS)]
pub struct PlanArgs {
    pub id: PrepaidPlanId,
}

const FACETS: &[&str] = &["state", "kind"];

/// The plans, the latest first; the sum of what is left is what the house owes.
pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<PlanRow>, RpcError> {
    let (store, _) = desk.with_one_of(SEES)?;
    store.store.read(|connection| {
        let mut common = Narrowing::default();
        let text = asked.text.trim();
        if !text.is_empty() {
            let typed = text.replace('·', "").to_uppercase();
            common.and(
                "(number = ? or car in (select id from serviced_car where plate = ? or vin = ?))",
                [typed.clone(), typed.clone(), typed].map(Value::Text),
            );
        }
        let table = PrepaidPlan::TABLE;
        let combinations =
            common.count(connection, table.name, FACETS, &["price", "value_left"])?;
        let (total, facets) = facets(FACETS, &combinations, &asked);
        let mut totals = BTreeMap::new();
        for (place, name) in ["price", "valueLeft"].into_iter().enumerate() {
            let matching = combinations
                .iter()
                .filter(|one| fits(FACETS, one, &asked, None));
            totals.insert(name.to_owned(), matching.map(|one| one.sums[place]).sum());
        }
        common.chosen(table, FACETS, &asked);
        let found: Vec<PrepaidPlan> = common.window(connection, "sold_at desc, id", &asked)?;
        Ok(ListPage {
            total,
            rows: found
                .into_iter()
                .map(|plan| plan_row(connection, plan))
                .collect::<Result<_, _>>()?,
            totals,
            facets,
        })
    })
}

pub fn card(desk: &Desk, asked: PlanArgs) -> Result<PlanCard, RpcError> {
    let (store, _) = desk.with_one_of(SEES)?;
    store.store.read(|connection| {
        let plan = rows::entity::<PrepaidPlan>(connection, asked.id)?
            .ok_or_else(|| not_found(PrepaidPlan::TABLE))?;
        let entries: Vec<PlanEntry> = rows::select(
            connection,
            "where plan = ?1 order by n",
            [plan.id.0.as_bytes()],
        )?;
        let operation = match plan.operation {
            Some(operation) => rows::entity::<StandardOperation>(connection, operation)?,
            None => None,
        };
        Ok(PlanCard {
            operation: operation.map_or_else(String::new, |operation| operation.name),
            entries: entries
                .into_iter()
                .map(|entry| entry_row(connection, entry))
                .collect::<Result<_, _>>()?,
            row: plan_row(connection, plan)?,
        })
    })
}

/// What a car may draw on: its own running plans, and the money that its customer has stored.
pub(crate) fn of_car(connection: &Connection, car: &ServicedCar) -> Result<Vec<PlanRow>, RpcError> {
    let customer = car.customer.map(|customer| *customer.0.as_bytes());
    let found: Vec<PrepaidPlan> = rows::select(
        connection,
        "where state = 'running' and (car = ?1 or (car is null and customer = ?2))
         order by valid_until is null, valid_until, sold_at",
        rusqlite::params![car.id.0.as_bytes(), customer],
    )?;
    found
        .into_iter()
        .map(|plan| plan_row(connection, plan))
        .collect()
}

fn plan_row(connection: &Connection, plan: PrepaidPlan) -> Result<PlanRow, RpcError> {
    let customer = rows::entity::<Customer>(connection, plan.customer)?;
    let car = match plan.car {
        Some(car) => rows::entity::<ServicedCar>(connection, car)?,
        None => None,
    };
    Ok(PlanRow {
        pending: unconfirmed(connection, PrepaidPlan::TABLE, plan.id)?,
        customer_name: customer.map_or_else(String::new, |customer| {
            shown::<Customer>("name", &customer.name)
        }),
        plate: car.map_or_else(String::new, |car| shown::<ServicedCar>("plate", &car.plate)),
        id: plan.id,
        number: plan.number,
        kind: plan.kind,
        title: plan.title,
        state: plan.state,
        customer: plan.customer,
        car: plan.car,
        price: plan.price,
        value: plan.value,
        value_left: plan.value_left,
        times: plan.times,
        times_left: plan.times_left,
        valid_from: plan.valid_from,
        valid_until: plan.valid_until,
        until_km: plan.until_km,
        sold_at: plan.sold_at,
    })
}

fn entry_row(connection: &Connection, entry: PlanEntry) -> Result<PlanEntryRow, RpcError> {
    let order = match entry.repair_order {
        Some(order) => rows::entity::<RepairOrder>(connection, order)?,
        None => None,
    };
    let by = rows::entity::<Person>(connection, entry.by)?;
    Ok(PlanEntryRow {
        repair_order_number: order.map_or_else(String::new, |order| order.number),
        by_name: by.map_or_else(String::new, |person| person.name),
        id: entry.id,
        deed: entry.deed,
        value: entry.value,
        value_after: entry.value_after,
        times: entry.times,
        times_after: entry.times_after,
        repair_order: entry.repair_order,
        money: entry.money,
        method: entry.method,
        receipt_number: entry.receipt_number,
        note: entry.note,
        at: entry.at,
    })
}
