//! What was ordered and is still on its way.

use chrono::NaiveDate;
use domain::{
    ids::{PartId, PartOrderId},
    parts::{Part, PartOrder, PartOrderLine, PartOrderState},
    rights::Right,
    time::Timestamp,
};
use rusqlite::Connection;
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use super::person;
use crate::{Desk, error::RpcError};

/// A part on an order.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PartOrderedRow {
    pub order: PartOrderId,
    pub order_number: String,
    #[ts(type = "string | null")]
    pub expected_on: Option<NaiveDate>,
    pub part: PartId,
    pub number: String,
    pub name: String,
    pub unit: String,
    pub ordered: i64,
    pub received: i64,
    pub coming: i64,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PartOrderRow {
    pub id: PartOrderId,
    pub number: String,
    pub supplier: String,
    pub state: PartOrderState,
    #[ts(type = "string | null")]
    pub expected_on: Option<NaiveDate>,
    pub made_by: String,
    pub made_at: Timestamp,
    pub lines: Vec<PartOrderedRow>,
}

/// The orders that are still on their way, the oldest first.
pub fn orders(desk: &Desk, _: crate::list::Nothing) -> Result<Vec<PartOrderRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeParts)?;
    store.store.read(|connection| {
        let open = rows::select::<PartOrder>(
            connection,
            "where state = 'open' order by made_at, number limit 200",
            [],
        )?;
        open.into_iter()
            .map(|order| {
                let lines = rows::select::<PartOrderLine>(
                    connection,
                    "where part_order = ?1 order by id",
                    [order.id.0.as_bytes().as_slice()],
                )?;
                Ok(PartOrderRow {
                    made_by: person(connection, Some(order.made_by))?,
                    lines: lines
                        .into_iter()
                        .map(|line| ordered_row(connection, &order, &line))
                        .collect::<Result<_, RpcError>>()?,
                    id: order.id,
                    number: order.number,
                    supplier: order.supplier,
                    state: order.state,
                    expected_on: order.expected_on,
                    made_at: order.made_at,
                })
            })
            .collect()
    })
}

fn ordered_row(
    connection: &Connection,
    order: &PartOrder,
    line: &PartOrderLine,
) -> Result<PartOrderedRow, RpcError> {
    let part = rows::entity::<Part>(connection, line.part)?
        .ok_or_else(|| crate::serviced_cars::not_found(<Part as domain::entity::Entity>::TABLE))?;
    Ok(PartOrderedRow {
        order: order.id,
        order_number: order.number.clone(),
        expected_on: order.expected_on,
        part: part.id,
        number: part.number,
        name: part.name,
        unit: part.unit,
        ordered: line.ordered,
        received: line.received,
        coming: line.coming(),
    })
}

/// What is on its way of one part.
pub(super) fn ordered_of_part(
    connection: &Connection,
    part: PartId,
) -> Result<Vec<PartOrderedRow>, RpcError> {
    let lines = rows::select::<PartOrderLine>(
        connection,
        "where part = ?1 and received < ordered
         and part_order in (select id from part_order where state = 'open') order by id",
        [part.0.as_bytes().as_slice()],
    )?;
    let mut coming = Vec::with_capacity(lines.len());
    for line in &lines {
        if let Some(order) = rows::entity::<PartOrder>(connection, line.part_order)? {
            coming.push(ordered_row(connection, &order, line)?);
        }
    }
    Ok(coming)
}
