//! The cars that the workshop knows, found by plate or VIN, with what was left undone on them.

use chrono_tz::Tz;
use domain::{
    complaints::{ComplaintKind, ComplaintState},
    customers::Customer,
    entity::{Entity, Table},
    facts::Missing,
    identifiers::{Plate, Vin},
    ids::{
        ComplaintId, CustomerId, JobId, RepairOrderId, ServiceBookingId, ServicedCarId, VehicleId,
    },
    money::Fen,
    refusal::{GeneralRefusal, Refusal},
    repair_orders::{CarClocks, Job, RepairLine, RepairOrder, RepairOrderState, car_clocks},
    rights::Right,
    service_bookings::ServiceBooking,
    serviced_cars::ServicedCar,
    time::Timestamp,
    vehicles::Vehicle,
};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use store::{StoreFacts, rows};
use ts_rs::TS;

use crate::{
    Desk, clock, complaints,
    error::RpcError,
    plans::{PlanRow, of_car},
    privacy::shown,
    recalls::{OpenRecall, open_of},
};

#[derive(Debug, Clone, Deserialize, TS)]
pub struct FindCarArgs {
    /// A plate or a VIN, as typed or scanned.
    pub text: String,
}

/// Work that the customer did not want then.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeclinedWork {
    pub job: JobId,
    pub title: String,
    pub reason: String,
    pub amount: Fen,
    pub declined_at: Timestamp,
}

/// What its driver was not content with.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CarComplaint {
    pub complaint: ComplaintId,
    pub number: String,
    pub kind: ComplaintKind,
    pub state: ComplaintState,
    pub said: String,
    pub taken_in_at: Timestamp,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CarVisit {
    pub repair_order: RepairOrderId,
    pub number: String,
    pub state: RepairOrderState,
    pub odometer_km: u32,
    pub total: Fen,
    pub opened_at: Timestamp,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CarRecord {
    pub id: ServicedCarId,
    /// Masked.
    pub vin: String,
    /// Masked.
    pub plate: String,
    pub description: String,
    pub vehicle: Option<VehicleId>,
    pub customer: Option<CustomerId>,
    /// Masked.
    pub customer_name: String,
    pub odometer_km: u32,
    pub odometer_at: Option<Timestamp>,
    /// The booking that is still expected, if any.
    pub expected: Option<ServiceBookingId>,
    pub expected_at: Option<Timestamp>,
    pub declined: Vec<DeclinedWork>,
    /// What a maker has put right on it, and is not done.
    pub recalls: Vec<OpenRecall>,
    /// What it may draw on; the one that ends first comes first.
    pub plans: Vec<PlanRow>,
    /// The latest first.
    pub complaints: Vec<CarComplaint>,
    /// The latest first.
    pub visits: Vec<CarVisit>,
    /// Where it stands with 三包 and the warranty of its repairs.
    pub clocks: CarClocks,
}

/// What a plate or VIN finds: a car of the workshop, or one of the stock that it does not know yet.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CarsFound {
    pub cars: Vec<CarRecord>,
    /// The typed text in its normal form, where it can be read as a VIN or a plate.
    pub vin: String,
    pub plate: String,
    /// What the stock says of a car that the workshop does not know.
    pub description: String,
    /// The open recalls of such a car.
    pub recalls: Vec<OpenRecall>,
}

/// More than this and the text is too short to mean a car.
const MOST_FOUND: i64 = 8;

pub fn find(desk: &Desk, asked: FindCarArgs) -> Result<CarsFound, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    let text = asked.text.trim().replace('·', "").to_uppercase();
    if text.chars().count() < 3 {
        return Ok(CarsFound::default());
    }
    let now = clock::now();
    let today = now.date_in(store.zone);
    store.store.read(|connection| {
        let mut found = CarsFound {
            vin: Vin::parse(&text).map_or_else(|_| String::new(), |read| read.vin.to_string()),
            plate: Plate::parse(&text).map_or_else(|_| String::new(), |plate| plate.to_string()),
            ..CarsFound::default()
        };
        let after = format!("{text}\u{10FFFF}");
        let ids: Vec<[u8; 16]> = connection
            .prepare_cached(
                "select id from serviced_car where plate >= ?1 and plate < ?2
                 union select id from serviced_car where vin >= ?1 and vin < ?2
                 limit ?3",
            )?
            .query_map(params![text, after, MOST_FOUND], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for id in ids {
            found.cars.push(car_record(
                connection,
                ServicedCarId(uuid::Uuid::from_bytes(id)),
                now,
                store.zone,
            )?);
        }
        if found.cars.is_empty() && !found.vin.is_empty() {
            found.recalls = open_of(connection, &found.vin, today)?;
            let ours = rows::select::<Vehicle>(connection, "where vin = ?1 limit 1", [&found.vin])?;
            if let Some(vehicle) = ours.into_iter().next() {
                found.description = vehicle.description;
            }
        }
        Ok(found)
    })
}

pub fn car_record(
    connection: &Connection,
    id: ServicedCarId,
    now: Timestamp,
    zone: Tz,
) -> Result<CarRecord, RpcError> {
    let today = now.date_in(zone);
    let car = rows::entity::<ServicedCar>(connection, id)?
        .ok_or_else(|| not_found(ServicedCar::TABLE))?;
    let key = id.0.as_bytes().as_slice();
    let customer = match car.customer {
        Some(customer) => rows::entity::<Customer>(connection, customer)?,
        None => None,
    };
    let expected = rows::select::<ServiceBooking>(
        connection,
        "where car = ?1 and state in ('new', 'confirmed') order by day, starts_at limit 1",
        [key],
    )?
    .into_iter()
    .next();
    let mut declined = Vec::new();
    let jobs = rows::select::<Job>(
        connection,
        "where car = ?1 and state = 'declined' and revived_as is null order by since desc",
        [key],
    )?;
    for job in jobs {
        let amount = rows::select::<RepairLine>(
            connection,
            "where repair_order = ?1 and job = ?2",
            params![job.repair_order.0.as_bytes(), job.id.0.as_bytes()],
        )?;
        declined.push(DeclinedWork {
            amount: Fen::sum(amount.iter().map(|line| line.amount)).unwrap_or_default(),
            job: job.id,
            title: job.title,
            reason: job.declined_because,
            declined_at: job.since,
        });
    }
    let complaints = complaints::of_column(connection, "car", id.0.as_bytes())?
        .into_iter()
        .map(|complaint| CarComplaint {
            complaint: complaint.id,
            number: complaint.number,
            kind: complaint.kind,
            state: complaint.state,
            said: complaint.said,
            taken_in_at: complaint.taken_in_at,
        })
        .collect();
    let plans = of_car(connection, &car)?;
    let visits = rows::select::<RepairOrder>(
        connection,
        "where car = ?1 order by opened_at desc limit 20",
        [key],
    )?;
    let facts = StoreFacts::new(connection);
    let clocks = match car_clocks(&facts, &car, now, zone) {
        Ok(clocks) => clocks,
        Err(Missing) => return Err(facts.breakage().into()),
    };
    Ok(CarRecord {
        id: car.id,
        clocks,
        vin: shown::<ServicedCar>("vin", &car.vin),
        plate: shown::<ServicedCar>("plate", &car.plate),
        description: car.description,
        vehicle: car.vehicle,
        customer: car.customer,
        customer_name: customer.map_or_else(String::new, |customer| {
            shown::<Customer>("name", &customer.name)
        }),
        odometer_km: car.odometer_km,
        odometer_at: car.odometer_at,
        expected: expected.as_ref().map(|booking| booking.id),
        expected_at: expected.map(|booking| booking.starts_at),
        declined,
        recalls: open_of(connection, &car.vin, today)?,
        plans,
        complaints,
        visits: visits
            .into_iter()
            .map(|order| CarVisit {
                repair_order: order.id,
                number: order.number,
                state: order.state,
                odometer_km: order.odometer_km,
                total: order.total,
                opened_at: order.opened_at,
            })
            .collect(),
    })
}

/// The record that was asked for is not there.
pub(crate) fn not_found(table: &Table) -> RpcError {
    Refusal::from(GeneralRefusal::NotFound {
        kind: table.name.to_owned(),
        field: "id".to_owned(),
    })
    .into()
}
