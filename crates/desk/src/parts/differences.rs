//! What differs from the books and stands to be settled.

use domain::{
    ids::{PartDifferenceId, PartId},
    parts::{DifferenceKind, Part, PartDifference},
    rights::Right,
    time::Timestamp,
};
use rusqlite::Connection;
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use super::person;
use crate::{Desk, error::RpcError};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DifferenceRow {
    pub id: PartDifferenceId,
    pub part: PartId,
    pub number: String,
    pub name: String,
    pub unit: String,
    pub bin: String,
    pub kind: DifferenceKind,
    pub booked: i64,
    pub counted: Option<i64>,
    pub quantity: i64,
    /// What the books say now.
    pub on_hand: i64,
    pub opened_by: String,
    pub opened_at: Timestamp,
}

/// All that stand open, the oldest first.
pub fn differences(desk: &Desk, _: crate::list::Nothing) -> Result<Vec<DifferenceRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeParts)?;
    store.store.read(|connection| {
        let open = rows::select::<PartDifference>(
            connection,
            "where state = 'open' order by opened_at, id limit 500",
            [],
        )?;
        open.into_iter()
            .map(|difference| difference_row(connection, difference))
            .collect()
    })
}

pub(super) fn difference_row(
    connection: &Connection,
    difference: PartDifference,
) -> Result<DifferenceRow, RpcError> {
    let part = rows::entity::<Part>(connection, difference.part)?
        .ok_or_else(|| crate::serviced_cars::not_found(<Part as domain::entity::Entity>::TABLE))?;
    Ok(DifferenceRow {
        id: difference.id,
        part: part.id,
        number: part.number,
        name: part.name,
        unit: part.unit,
        bin: part.bin,
        kind: difference.kind,
        booked: difference.booked,
        counted: difference.counted,
        quantity: difference.quantity,
        on_hand: part.on_hand,
        opened_by: person(connection, Some(difference.opened_by))?,
        opened_at: difference.opened_at,
    })
}
