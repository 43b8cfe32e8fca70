//! No car, colleague or customer is on two test drives at once, and no demonstrator is out with two people.

use std::collections::BTreeMap;

use domain::{
    ids::{RecordId, VehicleId},
    loaners::CarLoan,
    test_drives::{DriveState, TestDrive},
};
use rusqlite::Connection;
use store::{StoreError, rows};

fn told(drive: &TestDrive) -> String {
    format!(
        "{} ({}, from {} until {})",
        drive.number,
        drive.state.word(),
        drive.starts_at.0,
        drive.held_until.0
    )
}

pub(super) fn rules(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let drives: Vec<TestDrive> = rows::all(connection)?;
    let held = |drive: &TestDrive| -> [(&'static str, RecordId); 3] {
        [
            ("car", drive.vehicle.into()),
            ("colleague", drive.consultant.into()),
            ("customer", drive.customer.into()),
        ]
    };
    let mut holds: BTreeMap<(&'static str, RecordId), Vec<&TestDrive>> = BTreeMap::new();
    for drive in drives.iter().filter(|drive| drive.state.holds()) {
        for who in held(drive) {
            let others = holds.entry(who).or_default();
            if let Some(other) = others.iter().find(|other| {
                other.starts_at < drive.held_until && drive.starts_at < other.held_until
            }) {
                broken.push(format!(
                    "{} {} is on drives {} and {} at once",
                    who.0,
                    who.1,
                    told(other),
                    told(drive)
                ));
            }
            others.push(drive);
        }
    }
    let mut out: BTreeMap<VehicleId, u32> = BTreeMap::new();
    for drive in &drives {
        if drive.state == DriveState::Out {
            *out.entry(drive.vehicle).or_default() += 1;
        }
    }
    for loan in rows::all::<CarLoan>(connection)? {
        if loan.returned_at.is_none() {
            *out.entry(loan.vehicle).or_default() += 1;
        }
    }
    for (car, times) in out.into_iter().filter(|(_, times)| *times > 1) {
        broken.push(format!("car {car:?} is out {times} times"));
    }
    Ok(())
}
