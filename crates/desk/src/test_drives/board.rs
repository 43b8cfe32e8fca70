//! The board: the drives of some days, and the lanes of cars and consultants on which they lie.

use chrono::{Days, NaiveDate};
use domain::{
    entity::Entity,
    ids::{CustomerId, PersonId, TestDriveId, VehicleId},
    rights::Right,
    test_drives::{DriveKind, DriveState, DriveTerms, TestDrive},
    time::Timestamp,
};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use super::{
    DriveCar, DrivePerson,
    beginning::{cars, colleagues},
    customer_name, midnight, person_name, terms,
};
use crate::{Desk, clock, error::RpcError, ledgers::unconfirmed};

#[derive(Debug, Deserialize, TS)]
pub struct BoardArgs {
    /// The first day; today where it is left out.
    #[ts(type = "string | null")]
    pub from: Option<NaiveDate>,
    /// A day, or a week.
    pub days: u32,
}

/// A day of the board with the hours of the house.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BoardDay {
    #[ts(type = "string")]
    pub day: NaiveDate,
    pub opens_at: Timestamp,
    pub closes_at: Timestamp,
}

/// A drive as it lies on the board.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriveBar {
    pub id: TestDriveId,
    pub number: String,
    pub kind: DriveKind,
    pub state: DriveState,
    pub vehicle: VehicleId,
    pub consultant: PersonId,
    pub consultant_name: String,
    pub customer: CustomerId,
    /// Masked.
    pub customer_name: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// The end and the buffer after it.
    pub held_until: Timestamp,
    /// Out, and should be back by now.
    pub overdue: bool,
    pub pending: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriveBoard {
    pub now: Timestamp,
    #[ts(type = "string")]
    pub today: NaiveDate,
    pub days: Vec<BoardDay>,
    pub terms: DriveTerms,
    pub cars: Vec<DriveCar>,
    pub colleagues: Vec<DrivePerson>,
    pub drives: Vec<DriveBar>,
    /// Cars that are out now, the one that should have been back first at the top.
    pub out: Vec<DriveBar>,
}

/// A board longer than this is a list.
const MOST_DAYS: u32 = 14;

pub fn board(desk: &Desk, asked: BoardArgs) -> Result<DriveBoard, RpcError> {
    let (store, _) = desk.with_right(Right::BookTestDrives)?;
    let now = clock::now();
    let today = now.date_in(store.zone);
    let first = asked.from.unwrap_or(today);
    let count = asked.days.clamp(1, MOST_DAYS);
    store.store.read(|connection| {
        let terms_first = terms(connection, first)?;
        let mut days = Vec::new();
        for place in 0..u64::from(count) {
            let Some(day) = first.checked_add_days(Days::new(place)) else {
                break;
            };
            let terms = terms(connection, day)?;
            let begins = midnight(day, &store);
            let minute = |minute: u32| begins.plus(i64::from(minute) * 60_000);
            days.push(BoardDay {
                day,
                opens_at: minute(terms.opens_at_minute),
                closes_at: minute(terms.closes_at_minute),
            });
        }
        let until = first
            .checked_add_days(Days::new(u64::from(count)))
            .unwrap_or(first);
        let found: Vec<TestDrive> = rows::select(
            connection,
            "where starts_at >= ?1 and starts_at < ?2 order by starts_at, id",
            params![midnight(first, &store).0, midnight(until, &store).0],
        )?;
        let mut drives = Vec::with_capacity(found.len());
        for drive in found {
            if !matches!(drive.state, DriveState::Cancelled) {
                drives.push(bar(connection, drive, now)?);
            }
        }
        let out: Vec<TestDrive> =
            rows::select(connection, "where state = 'out' order by ends_at, id", [])?;
        Ok(DriveBoard {
            now,
            today,
            days,
            terms: terms_first,
            cars: cars(connection, first, &drives)?,
            colleagues: colleagues(connection, &drives)?,
            out: out
                .into_iter()
                .map(|drive| bar(connection, drive, now))
                .collect::<Result<_, _>>()?,
            drives,
        })
    })
}

pub(super) fn bar(
    connection: &Connection,
    drive: TestDrive,
    now: Timestamp,
) -> Result<DriveBar, RpcError> {
    Ok(DriveBar {
        consultant_name: person_name(connection, Some(drive.consultant))?,
        customer_name: customer_name(connection, drive.customer)?,
        pending: unconfirmed(connection, TestDrive::TABLE, drive.id)?,
        overdue: drive.state == DriveState::Out && drive.ends_at < now,
        id: drive.id,
        number: drive.number,
        kind: drive.kind,
        state: drive.state,
        vehicle: drive.vehicle,
        consultant: drive.consultant,
        customer: drive.customer,
        starts_at: drive.starts_at,
        ends_at: drive.ends_at,
        held_until: drive.held_until,
    })
}
