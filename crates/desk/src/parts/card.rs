//! One part: what there is of it, who needs it, what is on its way, what differs from the books, and its
//! ledger and cost for those who may see costs.

use domain::{
    ids::{PartId, RepairOrderId},
    money::Fen,
    parts::{
        MovementKind, NeedHolder, Part, PartCost, PartDifference, PartMovement, PartNeed, Reorder,
        ReorderRules, suggest,
    },
    repair_orders::RepairOrder,
    rights::Right,
    time::Timestamp,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use super::{
    DifferenceRow, NeedRow, PartOrderedRow, PartRow, differences::difference_row, list::part_row,
    needs::need_row, orders::ordered_of_part, person, reorder::used_of,
};
use crate::{Desk, clock, error::RpcError, serviced_cars::not_found};

#[derive(Debug, Deserialize, TS)]
pub struct PartArgs {
    pub id: PartId,
}

/// An entry of the ledger as it is shown.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MovementRow {
    pub n: i64,
    pub kind: MovementKind,
    pub quantity: i64,
    pub reserved: i64,
    pub value: Fen,
    pub on_hand_after: i64,
    pub value_after: Fen,
    pub number: String,
    pub remark: String,
    /// The repair order that it was for.
    pub repair_order: Option<RepairOrderId>,
    pub order_number: String,
    pub handed_to: String,
    pub by: String,
    pub at: Timestamp,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PartCard {
    pub row: PartRow,
    pub part: Part,
    /// What took its place, and what it took the place of.
    pub replaced_by: Option<PartRow>,
    pub replaces: Vec<PartRow>,
    pub needs: Vec<NeedRow>,
    pub coming: Vec<PartOrderedRow>,
    pub differences: Vec<DifferenceRow>,
    pub used: i64,
    pub used_over_days: u32,
    pub reorder: Reorder,
    /// Nothing for whoever may not see what parts cost.
    pub value: Option<Fen>,
    pub unit_cost: Option<Fen>,
    /// The latest first; empty for whoever may not see what parts cost.
    pub ledger: Vec<MovementRow>,
}

/// The most entries that a card shows; the reports have the others.
const MOST_ENTRIES: u32 = 200;

pub fn card(desk: &Desk, asked: PartArgs) -> Result<PartCard, RpcError> {
    let (store, session) = desk.with_right(Right::SeeParts)?;
    let sees_costs = session.rights(&store)?.has(Right::SeePartCosts);
    let now = clock::now();
    store.store.read(|connection| {
        let part = rows::entity::<Part>(connection, asked.id)?
            .ok_or_else(|| not_found(<Part as domain::entity::Entity>::TABLE))?;
        let key = part.id.0.as_bytes().as_slice();
        let replaced_by = match part.replaced_by {
            Some(by) => rows::entity::<Part>(connection, by)?
                .map(|part| part_row(connection, part))
                .transpose()?,
            None => None,
        };
        let replaces = rows::select::<Part>(
            connection,
            "where replaced_by = ?1 order by number",
            [key],
        )?;
        let needs = rows::select::<PartNeed>(
            connection,
            "where part = ?1 and state = 'open' and (reserved > 0 or waiting > 0 or wanted > picked - returned)
             order by waits_since is null, waits_since, made_at, id limit 100",
            [key],
        )?;
        let differences = rows::select::<PartDifference>(
            connection,
            "where part = ?1 and state = 'open' order by opened_at, id",
            [key],
        )?;
        let rules = ReorderRules::shipped();
        let used = used_of(connection, part.id, now, rules)?;
        let cost = if sees_costs {
            Some(rows::entity::<PartCost>(connection, part.id)?.unwrap_or(PartCost {
                id: part.id,
                value: Fen::ZERO,
                unit_cost: Fen::ZERO,
            }))
        } else {
            None
        };
        Ok(PartCard {
            row: part_row(connection, part.clone())?,
            replaced_by,
            replaces: replaces
                .into_iter()
                .map(|part| part_row(connection, part))
                .collect::<Result<_, _>>()?,
            needs: needs
                .into_iter()
                .map(|need| need_row(connection, need))
                .collect::<Result<_, _>>()?,
            coming: ordered_of_part(connection, part.id)?,
            differences: differences
                .into_iter()
                .map(|difference| difference_row(connection, difference))
                .collect::<Result<_, _>>()?,
            used: used.0,
            used_over_days: rules.used_over_days,
            reorder: suggest(&part, used, rules),
            value: cost.as_ref().map(|cost| cost.value),
            unit_cost: cost.as_ref().map(|cost| cost.unit_cost),
            ledger: if sees_costs {
                ledger(connection, part.id)?
            } else {
                Vec::new()
            },
            part,
        })
    })
}

fn ledger(connection: &Connection, part: PartId) -> Result<Vec<MovementRow>, RpcError> {
    let entries = rows::select::<PartMovement>(
        connection,
        &format!("where part = ?1 order by n desc limit {MOST_ENTRIES}"),
        [part.0.as_bytes().as_slice()],
    )?;
    entries
        .into_iter()
        .map(|entry| movement_row(connection, entry))
        .collect()
}

fn movement_row(connection: &Connection, entry: PartMovement) -> Result<MovementRow, RpcError> {
    let need = match entry.need {
        Some(need) => rows::entity::<PartNeed>(connection, need)?,
        None => None,
    };
    let order = match need.filter(|need| need.holder_kind == NeedHolder::RepairOrder) {
        Some(need) => rows::entity::<RepairOrder>(connection, need.holder)?,
        None => None,
    };
    Ok(MovementRow {
        n: entry.n,
        kind: entry.kind,
        quantity: entry.quantity,
        reserved: entry.reserved,
        value: entry.value,
        on_hand_after: entry.on_hand_after,
        value_after: entry.value_after,
        number: entry.number,
        remark: entry.remark,
        repair_order: order.as_ref().map(|order| order.id),
        order_number: order.map_or_else(String::new, |order| order.number),
        handed_to: person(connection, entry.handed_to)?,
        by: person(connection, Some(entry.by))?,
        at: entry.at,
    })
}
