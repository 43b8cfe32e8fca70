//! The list of bookings, those who come next first.

use chrono::NaiveDate;
use domain::{
    customers::Customer,
    entity::{Entity, Value},
    ids::{PersonId, RepairOrderId, ServiceBookingId, ServicedCarId},
    people::Person,
    rights::Right,
    service_bookings::{BookingState, ServiceBooking, Transport},
    serviced_cars::ServicedCar,
    time::Timestamp,
    workshops::Bay,
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
pub struct BookingRow {
    pub id: ServiceBookingId,
    pub number: String,
    pub state: BookingState,
    pub car: ServicedCarId,
    /// Masked.
    pub plate: String,
    pub description: String,
    /// The customer, or how they called themselves; masked.
    pub name: String,
    pub jobs: String,
    pub minutes: u32,
    pub advisor: PersonId,
    pub advisor_name: String,
    pub bay_name: String,
    #[ts(type = "string")]
    pub day: NaiveDate,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub transport: Transport,
    pub overbooked_minutes: u32,
    pub moved: u32,
    pub repair_order: Option<RepairOrderId>,
    /// Given at this desk and not yet confirmed by a platform.
    pub pending: bool,
}

const FACETS: &[&str] = &["state", "transport"];

/// Bookings by their time. `period` is from today on unless `all` is chosen.
pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<BookingRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    let today = clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let mut common = Narrowing::default();
        let period = asked
            .filters
            .get("period")
            .and_then(|periods| periods.first());
        if period.map(String::as_str) != Some("all") {
            common.and("day >= ?", [Value::Text(today.to_string())]);
        }
        let text = asked.text.trim();
        if !text.is_empty() {
            let typed = text.replace('·', "").to_uppercase();
            common.and(
                "(number = ? or car in (select id from serviced_car where plate = ? or vin = ?))",
                [typed.clone(), typed.clone(), typed].map(Value::Text),
            );
        }
        let combinations = combinations(connection, &common)?;
        let (total, facets) = facets(FACETS, &combinations, &asked);
        for name in FACETS {
            if let Some(words) = asked.filters.get(*name).filter(|words| !words.is_empty()) {
                common.one_of(name, words, |word| Some(Value::Text(word.to_owned())));
            }
        }
        let direction = match &asked.sort {
            Some(sort) if sort.descending => "desc",
            Some(_) | None => "asc",
        };
        let mut statement = connection.prepare_cached(&format!(
            "select {} from service_booking {} order by day {direction}, starts_at {direction}, id
             limit {} offset {}",
            rows::columns(ServiceBooking::TABLE),
            common.sql(),
            asked.limit,
            asked.offset
        ))?;
        let found = statement
            .query_map(params_from_iter(common.bound()), |row| {
                rows::read_row(ServiceBooking::TABLE, row, 0)
            })?
            .collect::<Result<Vec<_>, _>>()?;
        let mut page = Vec::with_capacity(found.len());
        for row in found {
            let booking = ServiceBooking::from_row(&row).map_err(StoreError::from)?;
            page.push(booking_row(connection, booking)?);
        }
        Ok(ListPage {
            total,
            rows: page,
            totals: std::collections::BTreeMap::new(),
            facets,
        })
    })
}

fn combinations(connection: &Connection, common: &Narrowing) -> Result<Vec<Combination>, RpcError> {
    let mut statement = connection.prepare_cached(&format!(
        "select state, transport, count(*) from service_booking {} group by state, transport",
        common.sql()
    ))?;
    let found = statement.query_map(params_from_iter(common.bound()), |row| {
        Ok(Combination {
            values: vec![row.get(0)?, row.get(1)?],
            count: row.get(2)?,
            sums: Vec::new(),
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

pub fn booking_row(
    connection: &Connection,
    booking: ServiceBooking,
) -> Result<BookingRow, RpcError> {
    let car = rows::entity::<ServicedCar>(connection, booking.car)?;
    let customer = match booking.customer {
        Some(customer) => rows::entity::<Customer>(connection, customer)?,
        None => None,
    };
    let bay = match booking.bay {
        Some(bay) => rows::entity::<Bay>(connection, bay)?,
        None => None,
    };
    Ok(BookingRow {
        pending: unconfirmed(connection, ServiceBooking::TABLE, booking.id)?,
        plate: car
            .as_ref()
            .map_or_else(String::new, |car| shown::<ServicedCar>("plate", &car.plate)),
        description: car.map_or_else(String::new, |car| car.description),
        name: customer.map_or_else(
            || shown::<ServiceBooking>("called", &booking.called),
            |customer| shown::<Customer>("name", &customer.name),
        ),
        jobs: booking
            .jobs
            .0
            .iter()
            .map(|job| job.title.as_str())
            .collect::<Vec<_>>()
            .join("、"),
        minutes: booking.minutes,
        advisor_name: rows::entity::<Person>(connection, booking.advisor)?
            .map_or_else(String::new, |person| person.name),
        bay_name: bay.map_or_else(String::new, |bay| bay.name),
        id: booking.id,
        number: booking.number,
        state: booking.state,
        car: booking.car,
        advisor: booking.advisor,
        day: booking.day,
        starts_at: booking.starts_at,
        ends_at: booking.ends_at,
        transport: booking.transport,
        overbooked_minutes: booking.overbooked_minutes,
        moved: booking.moved,
        repair_order: booking.repair_order,
    })
}
