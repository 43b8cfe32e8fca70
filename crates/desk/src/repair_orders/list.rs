//! The list of repair orders, the latest first.

use domain::{
    customers::Customer,
    entity::{Entity, Value},
    ids::{RepairOrderId, ServicedCarId},
    money::Fen,
    people::Person,
    repair_orders::{RepairKind, RepairOrder, RepairOrderState},
    rights::Right,
    serviced_cars::ServicedCar,
    time::Timestamp,
};
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;
use store::{StoreError, rows};
use ts_rs::TS;

use crate::{
    Desk, clock,
    error::RpcError,
    ledgers::unconfirmed,
    lists::{ListArgs, ListPage},
    narrowing::{Combination, Narrowing, facets},
    privacy::shown,
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RepairOrderRow {
    pub id: RepairOrderId,
    pub number: String,
    pub kind: RepairKind,
    pub state: RepairOrderState,
    pub car: ServicedCarId,
    /// Masked.
    pub plate: String,
    pub description: String,
    /// Masked; empty for a car of the house.
    pub customer_name: String,
    pub advisor_name: String,
    pub total: Fen,
    pub opened_at: Timestamp,
    pub promised_at: Option<Timestamp>,
    /// The promised time is over and the car is not ready.
    pub late: bool,
    /// Given at this desk and not yet confirmed by a platform.
    pub pending: bool,
}

const FACETS: &[&str] = &["state", "kind"];

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<RepairOrderRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    let now = clock::now();
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
        let (combinations, sum) = combinations(connection, &common, &asked)?;
        let (total, facets) = facets(FACETS, &combinations, &asked);
        for name in FACETS {
            if let Some(words) = asked.filters.get(*name).filter(|words| !words.is_empty()) {
                common.one_of(name, words, |word| Some(Value::Text(word.to_owned())));
            }
        }
        let (by, descending) = match &asked.sort {
            Some(sort) if sort.column == "promisedAt" => ("promised_at", sort.descending),
            Some(sort) if sort.column == "total" => ("total", sort.descending),
            Some(sort) => ("opened_at", sort.descending),
            None => ("opened_at", true),
        };
        let direction = if descending { "desc" } else { "asc" };
        let mut statement = connection.prepare_cached(&format!(
            "select {} from repair_order {} order by {by} {direction} nulls last, id
             limit {} offset {}",
            rows::columns(RepairOrder::TABLE),
            common.sql(),
            asked.limit,
            asked.offset
        ))?;
        let found = statement
            .query_map(params_from_iter(common.bound()), |row| {
                rows::read_row(RepairOrder::TABLE, row, 0)
            })?
            .collect::<Result<Vec<_>, _>>()?;
        let mut page = Vec::with_capacity(found.len());
        for row in found {
            let order = RepairOrder::from_row(&row).map_err(StoreError::from)?;
            page.push(order_row(connection, order, now)?);
        }
        Ok(ListPage {
            total,
            rows: page,
            totals: [("total".to_owned(), sum)].into(),
            facets,
        })
    })
}

fn combinations(
    connection: &Connection,
    common: &Narrowing,
    asked: &ListArgs,
) -> Result<(Vec<Combination>, i64), RpcError> {
    let mut statement = connection.prepare_cached(&format!(
        "select state, kind, count(*), sum(total) from repair_order {} group by state, kind",
        common.sql()
    ))?;
    let mut sum = 0;
    let found = statement
        .query_map(params_from_iter(common.bound()), |row| {
            let combination = Combination {
                values: vec![row.get(0)?, row.get(1)?],
                count: row.get(2)?,
                sums: Vec::new(),
            };
            if crate::narrowing::fits(FACETS, &combination, asked, None) {
                sum += row.get::<_, i64>(3)?;
            }
            Ok(combination)
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok((found, sum))
}

pub(super) fn order_row(
    connection: &Connection,
    order: RepairOrder,
    now: Timestamp,
) -> Result<RepairOrderRow, RpcError> {
    let car = rows::entity::<ServicedCar>(connection, order.car)?;
    let customer = match order.customer {
        Some(customer) => rows::entity::<Customer>(connection, customer)?,
        None => None,
    };
    let ready = match order.state {
        RepairOrderState::Open | RepairOrderState::InWork => false,
        RepairOrderState::ToSettle | RepairOrderState::Settled | RepairOrderState::Left => true,
    };
    Ok(RepairOrderRow {
        pending: unconfirmed(connection, RepairOrder::TABLE, order.id)?,
        plate: car
            .as_ref()
            .map_or_else(String::new, |car| shown::<ServicedCar>("plate", &car.plate)),
        description: car.map_or_else(String::new, |car| car.description),
        customer_name: customer.map_or_else(String::new, |customer| {
            shown::<Customer>("name", &customer.name)
        }),
        advisor_name: rows::entity::<Person>(connection, order.advisor)?
            .map_or_else(String::new, |person| person.name),
        late: !ready && order.promised_at.is_some_and(|promised| promised < now),
        id: order.id,
        number: order.number,
        kind: order.kind,
        state: order.state,
        car: order.car,
        total: order.total,
        opened_at: order.opened_at,
        promised_at: order.promised_at,
    })
}
