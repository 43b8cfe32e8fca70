//! Lists of drives: all of them by state, and those of one car, customer or lead.

use domain::{
    ids::{CustomerId, LeadId, PersonId, TestDriveId, VehicleId},
    rights::Right,
    test_drives::{DriveKind, DriveState, TestDrive},
    time::Timestamp,
};
use rusqlite::{Connection, params_from_iter};
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use super::{beginning::drives_of, board::bar, car_name};
use crate::{
    Desk, clock,
    error::RpcError,
    lists::{Facet, FacetCount, ListArgs, ListPage},
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriveRow {
    pub id: TestDriveId,
    pub number: String,
    pub kind: DriveKind,
    pub state: DriveState,
    pub customer: CustomerId,
    /// Masked.
    pub customer_name: String,
    pub vehicle: VehicleId,
    pub car: String,
    pub consultant: PersonId,
    pub consultant_name: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub score: Option<u32>,
    pub overdue: bool,
    pub pending: bool,
}

fn row(connection: &Connection, drive: TestDrive, now: Timestamp) -> Result<DriveRow, RpcError> {
    let (car, score) = (car_name(connection, drive.vehicle)?, drive.score);
    let bar = bar(connection, drive, now)?;
    Ok(DriveRow {
        id: bar.id,
        number: bar.number,
        kind: bar.kind,
        state: bar.state,
        customer: bar.customer,
        customer_name: bar.customer_name,
        vehicle: bar.vehicle,
        car,
        consultant: bar.consultant,
        consultant_name: bar.consultant_name,
        starts_at: bar.starts_at,
        ends_at: bar.ends_at,
        score,
        overdue: bar.overdue,
        pending: bar.pending,
    })
}

/// Drives by state, the latest first. Counted over the index of states.
pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<DriveRow>, RpcError> {
    let (store, _) = desk.with_right(Right::BookTestDrives)?;
    let now = clock::now();
    store.store.read(|connection| {
        let mut counts = Vec::new();
        let mut statement =
            connection.prepare_cached("select state, count(*) from test_drive group by state")?;
        for count in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (state, count): (String, u32) = count?;
            counts.push((state, count));
        }
        let chosen: Vec<&str> = asked
            .filters
            .get("state")
            .map(|words| {
                DriveState::ALL
                    .iter()
                    .map(|state| state.word())
                    .filter(|word| words.iter().any(|given| given == word))
                    .collect()
            })
            .unwrap_or_default();
        let total = counts
            .iter()
            .filter(|(state, _)| chosen.is_empty() || chosen.contains(&state.as_str()))
            .map(|(_, count)| count)
            .sum();
        let narrowed = if chosen.is_empty() {
            String::new()
        } else {
            format!("where state in ({})", vec!["?"; chosen.len()].join(", "))
        };
        let found: Vec<TestDrive> = rows::select(
            connection,
            &format!(
                "{narrowed} order by starts_at desc, id limit {} offset {}",
                asked.limit, asked.offset
            ),
            params_from_iter(&chosen),
        )?;
        Ok(ListPage {
            total,
            rows: found
                .into_iter()
                .map(|drive| row(connection, drive, now))
                .collect::<Result<_, _>>()?,
            totals: std::collections::BTreeMap::default(),
            facets: vec![Facet {
                facet: "state".to_owned(),
                counts: counts
                    .into_iter()
                    .map(|(value, count)| FacetCount {
                        value,
                        label: String::new(),
                        count,
                    })
                    .collect(),
            }],
        })
    })
}

/// Whose drives are asked for.
#[derive(Debug, Deserialize, TS)]
#[serde(tag = "of", content = "id", rename_all = "camelCase")]
pub enum DrivesOf {
    Vehicle(VehicleId),
    Customer(CustomerId),
    Lead(LeadId),
}

/// More than a card shows.
const MOST: u32 = 50;

pub fn of(desk: &Desk, asked: DrivesOf) -> Result<Vec<DriveRow>, RpcError> {
    let (store, _) = desk.with_right(Right::BookTestDrives)?;
    let now = clock::now();
    store.store.read(|connection| {
        let (column, id) = match asked {
            DrivesOf::Vehicle(id) => ("vehicle", id.0),
            DrivesOf::Customer(id) => ("customer", id.0),
            DrivesOf::Lead(id) => ("lead", id.0),
        };
        drives_of(connection, column, id.as_bytes(), MOST)?
            .into_iter()
            .map(|drive| row(connection, drive, now))
            .collect()
    })
}
