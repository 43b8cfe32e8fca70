//! What the house has set for test drives: its rules in all their versions, routes, and what is known of
//! the demonstrators.

use chrono::NaiveDate;
use domain::{
    rights::Right,
    test_drives::{DemoCar, DriveRoute, DriveTerms, TestDrivePolicy},
    time::Timestamp,
    vehicles::Vehicle,
};
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use super::{DriveCar, beginning::of_vehicle, terms};
use crate::{Desk, clock, error::RpcError, list::Nothing};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DrivePolicyVersion {
    #[ts(type = "string")]
    pub valid_from: NaiveDate,
    pub set_at: Timestamp,
    pub terms: DriveTerms,
}

/// A demonstrator and what has to be known before it is lent.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DemoCarRow {
    pub car: DriveCar,
    pub particulars: Option<DemoCar>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriveSettings {
    /// What holds today: the house's own or, before it has set any, what the program brings along.
    pub today: DriveTerms,
    /// The house's day, before which no rule can be set any more.
    #[ts(type = "string")]
    pub date: NaiveDate,
    /// The house's own versions, the latest first.
    pub versions: Vec<DrivePolicyVersion>,
    pub routes: Vec<DriveRoute>,
    pub cars: Vec<DemoCarRow>,
}

pub fn settings(desk: &Desk, _: Nothing) -> Result<DriveSettings, RpcError> {
    let (store, _) = desk.with_right(Right::BookTestDrives)?;
    let date = clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let versions: Vec<TestDrivePolicy> = rows::select(
            connection,
            "where 1 order by valid_from desc, set_at desc",
            [],
        )?;
        let demonstrators: Vec<Vehicle> = rows::select(
            connection,
            // Courtesy cars need the same particulars before they are lent.
            "where purpose in ('demonstrator', 'courtesy') and state = 'inStock'
             order by description, stock_number",
            [],
        )?;
        let mut cars = Vec::with_capacity(demonstrators.len());
        for vehicle in demonstrators {
            cars.push(DemoCarRow {
                particulars: rows::entity(connection, vehicle.id)?,
                car: of_vehicle(connection, vehicle, date)?,
            });
        }
        Ok(DriveSettings {
            today: terms(connection, date)?,
            date,
            versions: versions
                .into_iter()
                .map(|version| DrivePolicyVersion {
                    valid_from: version.valid_from,
                    set_at: version.set_at,
                    terms: version.terms.0,
                })
                .collect(),
            routes: rows::select(connection, "where 1 order by state, name", [])?,
            cars,
        })
    })
}
