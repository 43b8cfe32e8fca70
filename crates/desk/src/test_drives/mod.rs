//! Test drives, as the page asks for them: the board, the list, one drive with what it lacks, free times,
//! and what the house has set.

mod beginning;
mod board;
mod card;
mod list;
pub(crate) mod papers;
mod settings;
mod upkeep;
mod words;

pub use beginning::{
    BeginDriveArgs, DriveBegun, DriveCar, DrivePerson, FreeStarts, FreeStartsArgs, begin, free,
};
pub use board::{BoardArgs, DriveBar, DriveBoard, board};
pub use card::{DriveCard, DriveCardArgs, card};
pub use list::{DriveRow, DrivesOf, list, of};
pub use settings::{DriveSettings, settings};
pub(crate) use upkeep::remove_due_licences;

use chrono::NaiveDate;
use domain::{
    command::Stop,
    customers::Customer,
    ids::{CustomerId, PersonId, VehicleId},
    people::Person,
    test_drives::{DriveTerms, drive_terms_on},
    time::Timestamp,
    vehicles::Vehicle,
};
use rusqlite::Connection;
use store::{StoreFacts, rows};

use crate::{error::RpcError, privacy::shown, stores::OpenStore};

/// A rule's refusal to answer, or the breakage of the store behind it.
fn answered<T>(facts: StoreFacts, answer: Result<T, Stop>) -> Result<T, RpcError> {
    answer.map_err(|stop| match stop {
        Stop::Refused(refusal) => refusal.into(),
        Stop::Missing => facts.breakage().into(),
    })
}

fn terms(connection: &Connection, day: NaiveDate) -> Result<DriveTerms, RpcError> {
    let facts = StoreFacts::new(connection);
    let answer = drive_terms_on(&facts, day);
    answered(facts, answer)
}

/// The instant at which a day of the house begins.
fn midnight(day: NaiveDate, store: &OpenStore) -> Timestamp {
    day.and_time(chrono::NaiveTime::MIN)
        .and_local_timezone(store.zone)
        .earliest()
        .map_or(Timestamp(0), |instant| {
            Timestamp(instant.timestamp_millis())
        })
}

/// Masked.
fn customer_name(connection: &Connection, customer: CustomerId) -> Result<String, RpcError> {
    Ok(rows::entity::<Customer>(connection, customer)?
        .map(|customer| shown::<Customer>("name", &customer.name))
        .unwrap_or_default())
}

pub(crate) fn person_name(
    connection: &Connection,
    person: Option<PersonId>,
) -> Result<String, RpcError> {
    Ok(match person {
        Some(person) => {
            rows::entity::<Person>(connection, person)?.map_or_else(String::new, |p| p.name)
        }
        None => String::new(),
    })
}

fn car_name(connection: &Connection, vehicle: VehicleId) -> Result<String, RpcError> {
    Ok(rows::entity::<Vehicle>(connection, vehicle)?
        .map_or_else(String::new, |vehicle| vehicle.description))
}
