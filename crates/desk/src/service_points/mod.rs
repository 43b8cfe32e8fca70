//! The service points of the group as the page asks for them: the list, one of them, and the sheet that a customer
//! takes along.

pub(crate) mod papers;

use std::collections::BTreeMap;

use domain::{
    entity::{Entity, Value},
    ids::ServicePointId,
    rights::Right,
    service_points::{
        Directions, OpenDays, PointOwner, PointState, PointWork, ServicePoint, open_days,
    },
    workshops::WeekdayHours,
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
    narrowing::{Narrowing, facets},
    serviced_cars::not_found,
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServicePointRow {
    pub id: ServicePointId,
    pub name: String,
    pub owner: PointOwner,
    pub house: String,
    pub works: Vec<PointWork>,
    pub city: String,
    /// As one writes it on an envelope.
    pub whole_address: String,
    pub phone: String,
    pub rescue_phone: String,
    pub distance_km: Option<u32>,
    pub state: PointState,
    pub pending: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServicePointCard {
    pub row: ServicePointRow,
    pub english_name: String,
    pub province: String,
    pub district: String,
    pub address: String,
    pub week: Vec<WeekdayHours>,
    /// The same week as one says it.
    pub open_days: Vec<OpenDays>,
    pub directions: Directions,
    pub remark: String,
}

#[derive(Debug, Deserialize, TS)]
pub struct ServicePointArgs {
    pub id: ServicePointId,
}

const FACETS: &[&str] = &["state", "owner"];

/// Where any of these holds what was typed.
const HOLDS: &str =
    "instr(lower(name || ' ' || english_name || ' ' || house || ' ' || province || city || district
     || address || ' ' || phone || ' ' || rescue_phone), ?) > 0";

/// The points in use first, the house's own before those of others.
pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<ServicePointRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    store.store.read(|connection| {
        let mut common = Narrowing::default();
        for word in asked.text.split_whitespace() {
            common.and(HOLDS, [Value::Text(word.to_lowercase())]);
        }
        let table = ServicePoint::TABLE;
        let combinations = common.count(connection, table.name, FACETS, &[])?;
        let (total, facets) = facets(FACETS, &combinations, &asked);
        common.chosen(table, FACETS, &asked);
        let found: Vec<ServicePoint> =
            common.window(connection, "state desc, owner desc, name, id", &asked)?;
        Ok(ListPage {
            total,
            rows: found
                .into_iter()
                .map(|point| point_row(connection, point))
                .collect::<Result<_, _>>()?,
            totals: BTreeMap::new(),
            facets,
        })
    })
}

pub fn card(desk: &Desk, asked: ServicePointArgs) -> Result<ServicePointCard, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    store.store.read(|connection| {
        let point = rows::entity::<ServicePoint>(connection, asked.id)?
            .ok_or_else(|| not_found(ServicePoint::TABLE))?;
        Ok(ServicePointCard {
            english_name: point.english_name.clone(),
            province: point.province.clone(),
            district: point.district.clone(),
            address: point.address.clone(),
            open_days: open_days(&point.week.0),
            week: point.week.0.clone(),
            directions: point.directions.0.clone(),
            remark: point.remark.clone(),
            row: point_row(connection, point)?,
        })
    })
}

fn point_row(connection: &Connection, point: ServicePoint) -> Result<ServicePointRow, RpcError> {
    Ok(ServicePointRow {
        pending: unconfirmed(connection, ServicePoint::TABLE, point.id)?,
        whole_address: point.whole_address(),
        id: point.id,
        name: point.name,
        owner: point.owner,
        house: point.house,
        works: point.works.0,
        city: point.city,
        phone: point.phone,
        rescue_phone: point.rescue_phone,
        distance_km: point.distance_km,
        state: point.state,
    })
}
