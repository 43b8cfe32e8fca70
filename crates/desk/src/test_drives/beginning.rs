//! What the form of a new drive starts with, and what is free when.

use chrono::NaiveDate;
use domain::{
    customers::Customer,
    ids::{CustomerId, LeadId, PersonId, TestDriveId, VehicleId},
    leads::Lead,
    people::{Person, PersonState, rights_of},
    rights::Right,
    test_drives::{
        DemoCar, DriveRoute, DriveTerms, Gearbox, Holder, RouteState, Wanted, free_starts,
    },
    time::Timestamp,
    vehicles::Vehicle,
};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use store::{StoreFacts, rows};
use ts_rs::TS;

use super::{DriveBar, answered, car_name, person_name, terms};
use crate::{Desk, clock, error::RpcError, privacy::shown};

/// A car that is lent for drives.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriveCar {
    pub id: VehicleId,
    pub description: String,
    pub stock_number: String,
    pub colour: String,
    /// The plate on it today; empty without one.
    pub plate: String,
    pub gearbox: Option<Gearbox>,
    /// Plate and insurance are in order today.
    pub may_go: bool,
    /// Why it must not be driven; empty when it may.
    pub stop_sale: String,
}

/// Somebody who may go along.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DrivePerson {
    pub id: PersonId,
    pub name: String,
}

/// The demonstrators in the house, and other cars that a drive lies on.
pub(super) fn cars(
    connection: &Connection,
    day: NaiveDate,
    drives: &[DriveBar],
) -> Result<Vec<DriveCar>, RpcError> {
    let mut found: Vec<Vehicle> = rows::select(
        connection,
        "where purpose = 'demonstrator' and state = 'inStock' order by description, stock_number",
        [],
    )?;
    for drive in drives {
        if found.iter().all(|car| car.id != drive.vehicle)
            && let Some(car) = rows::entity::<Vehicle>(connection, drive.vehicle)?
        {
            found.push(car);
        }
    }
    found
        .into_iter()
        .map(|vehicle| of_vehicle(connection, vehicle, day))
        .collect()
}

pub(super) fn of_vehicle(
    connection: &Connection,
    vehicle: Vehicle,
    day: NaiveDate,
) -> Result<DriveCar, RpcError> {
    let car = rows::entity::<DemoCar>(connection, vehicle.id)?;
    Ok(DriveCar {
        plate: car
            .as_ref()
            .map_or_else(String::new, |car| car.plate_on(day).to_owned()),
        gearbox: car.as_ref().map(|car| car.gearbox),
        may_go: vehicle.stop_sale.is_empty()
            && car.is_some_and(|car| car.insured_on(day) && car.plated_on(day)),
        id: vehicle.id,
        description: vehicle.description,
        stock_number: vehicle.stock_number,
        colour: vehicle.exterior_colour,
        stop_sale: vehicle.stop_sale,
    })
}

/// Who works here and may book drives, and others who go along on one of these.
pub(super) fn colleagues(
    connection: &Connection,
    drives: &[DriveBar],
) -> Result<Vec<DrivePerson>, RpcError> {
    let mut found = Vec::new();
    for person in rows::all::<Person>(connection)? {
        let goes_along = drives.iter().any(|drive| drive.consultant == person.id);
        let facts = StoreFacts::new(connection);
        let rights = rights_of(&facts, person.id).map_err(Into::into);
        let may = person.state == PersonState::Working
            && answered(facts, rights)?.has(Right::BookTestDrives);
        if goes_along || may {
            found.push(DrivePerson {
                id: person.id,
                name: person.name,
            });
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

#[derive(Debug, Deserialize, TS)]
pub struct BeginDriveArgs {
    #[serde(default)]
    pub customer: Option<CustomerId>,
    #[serde(default)]
    pub lead: Option<LeadId>,
    #[serde(default)]
    pub vehicle: Option<VehicleId>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriveBegun {
    pub now: Timestamp,
    pub terms: DriveTerms,
    pub customer: Option<CustomerId>,
    /// Masked, with the telephone that tells two of one name apart.
    pub customer_shown: String,
    pub lead: Option<LeadId>,
    /// The car that was asked for, or a demonstrator of the model that the lead wants.
    pub vehicle: Option<VehicleId>,
    pub cars: Vec<DriveCar>,
    pub colleagues: Vec<DrivePerson>,
    pub consultant: PersonId,
    pub routes: Vec<DriveRoute>,
}

pub fn begin(desk: &Desk, asked: BeginDriveArgs) -> Result<DriveBegun, RpcError> {
    let (store, session) = desk.with_right(Right::BookTestDrives)?;
    let now = clock::now();
    let today = now.date_in(store.zone);
    store.store.read(|connection| {
        let lead = match asked.lead {
            Some(lead) => rows::entity::<Lead>(connection, lead)?,
            None => None,
        };
        let customer = match asked.customer.or(lead.as_ref().map(|lead| lead.customer)) {
            Some(customer) => rows::entity::<Customer>(connection, customer)?,
            None => None,
        };
        let mut cars = cars(connection, today, &[])?;
        if let Some(asked) = asked.vehicle
            && cars.iter().all(|car| car.id != asked)
            && let Some(vehicle) = rows::entity::<Vehicle>(connection, asked)?
        {
            cars.push(of_vehicle(connection, vehicle, today)?);
        }
        let vehicle = match asked.vehicle {
            Some(vehicle) => Some(vehicle),
            None => wanted_car(connection, lead.as_ref(), &cars)?,
        };
        Ok(DriveBegun {
            now,
            terms: terms(connection, today)?,
            customer_shown: customer.as_ref().map_or_else(String::new, |customer| {
                let phone = customer
                    .mobile
                    .as_ref()
                    .map_or_else(|| customer.other_phone.clone(), ToString::to_string);
                format!(
                    "{} {}",
                    shown::<Customer>("name", &customer.name),
                    shown::<Customer>("mobile", &phone)
                )
                .trim()
                .to_owned()
            }),
            customer: customer.map(|customer| customer.id),
            lead: lead.map(|lead| lead.id),
            vehicle,
            cars,
            colleagues: colleagues(connection, &[])?,
            consultant: session.person,
            routes: rows::all::<DriveRoute>(connection)?
                .into_iter()
                .filter(|route| route.state == RouteState::InUse)
                .collect(),
        })
    })
}

/// A demonstrator of the model that the lead wants most.
fn wanted_car(
    connection: &Connection,
    lead: Option<&Lead>,
    cars: &[DriveCar],
) -> Result<Option<VehicleId>, RpcError> {
    let Some(lead) = lead else { return Ok(None) };
    for wanted in &lead.wanted.0 {
        for car in cars {
            let same_words = car.description == wanted.description;
            let same_model = wanted.model.is_some()
                && rows::entity::<Vehicle>(connection, car.id)?
                    .is_some_and(|vehicle| vehicle.model == wanted.model);
            if same_words || same_model {
                return Ok(Some(car.id));
            }
        }
    }
    Ok(None)
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FreeStartsArgs {
    pub vehicle: VehicleId,
    pub consultant: PersonId,
    #[serde(default)]
    pub customer: Option<CustomerId>,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// The drive that is to move.
    #[serde(default)]
    pub except: Option<TestDriveId>,
}

/// What stands in the way.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HeldBy {
    /// `car`, `consultant` or `customer`.
    pub what: String,
    pub who: String,
    pub drive: TestDriveId,
    pub number: String,
    pub from: Timestamp,
    pub until: Timestamp,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FreeStarts {
    pub held: Option<HeldBy>,
    /// The starts nearest to the one asked for at which all is free, the nearest first.
    pub free: Vec<Timestamp>,
}

/// Whether a time is free, and when else it is.
pub fn free(desk: &Desk, asked: FreeStartsArgs) -> Result<FreeStarts, RpcError> {
    let (store, _) = desk.with_right(Right::BookTestDrives)?;
    let now = clock::now();
    store.store.read(|connection| {
        let facts = StoreFacts::new(connection);
        let terms = terms(connection, asked.starts_at.date_in(store.zone))?;
        let wanted = Wanted {
            vehicle: asked.vehicle,
            consultant: asked.consultant,
            customer: asked.customer,
            starts_at: asked.starts_at,
            ends_at: asked.ends_at,
            held_until: asked.ends_at.plus(terms.buffer()),
            except: asked.except,
        };
        let held = wanted.held(&facts).map_err(Into::into);
        let free = free_starts(&facts, &wanted, &terms, now, store.zone).map_err(Into::into);
        let (held, free) = answered(facts, held.and_then(|held| free.map(|free| (held, free))))?;
        let held = match held {
            Some(held) => Some(HeldBy {
                what: match held.holder {
                    Holder::Vehicle(_) => "car",
                    Holder::Consultant(_) => "consultant",
                    Holder::Customer(_) => "customer",
                }
                .to_owned(),
                who: match held.holder {
                    Holder::Vehicle(vehicle) => car_name(connection, vehicle)?,
                    Holder::Consultant(person) => person_name(connection, Some(person))?,
                    Holder::Customer(customer) => super::customer_name(connection, customer)?,
                },
                drive: held.by.id,
                number: held.by.number,
                from: held.by.starts_at,
                until: held.by.held_until,
            }),
            None => None,
        };
        Ok(FreeStarts { held, free })
    })
}

/// The drives of a car, a customer or a lead, the latest first.
pub(super) fn drives_of(
    connection: &Connection,
    column: &str,
    id: &[u8],
    most: u32,
) -> Result<Vec<domain::test_drives::TestDrive>, RpcError> {
    Ok(rows::select(
        connection,
        &format!("where {column} = ?1 order by starts_at desc limit ?2"),
        params![id, most],
    )?)
}
