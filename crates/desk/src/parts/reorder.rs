//! What to order (INV-9): the use of the last days beside what is there and what is coming.

use std::collections::BTreeMap;

use domain::{
    ids::PartId,
    parts::{Part, Reorder, ReorderRules, Use, suggest},
    rights::Right,
    time::Timestamp,
};
use rusqlite::{Connection, params};
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use super::{PartRow, list::part_row};
use crate::{Desk, clock, error::RpcError};

/// A part that is to be ordered.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReorderRow {
    pub row: PartRow,
    pub supplier: String,
    pub minimum: i64,
    /// What was used over the days that are looked at.
    pub used: i64,
    pub reorder: Reorder,
}

fn since(now: Timestamp, rules: &ReorderRules) -> i64 {
    now.plus(-i64::from(rules.used_over_days) * Timestamp::DAY)
        .0
}

/// What was taken of one part, returns taken off.
pub(super) fn used_of(
    connection: &Connection,
    part: PartId,
    now: Timestamp,
    rules: &ReorderRules,
) -> Result<Use, RpcError> {
    let used = connection
        .prepare_cached(
            "select ifnull(-sum(quantity), 0) from part_movement
             where part = ?1 and kind in ('picked', 'returned') and at >= ?2",
        )?
        .query_row(
            params![part.0.as_bytes().as_slice(), since(now, rules)],
            |row| row.get(0),
        )?;
    Ok(Use(used))
}

/// Everything that is to be ordered, by supplier and number.
pub fn reorder(desk: &Desk, _: crate::list::Nothing) -> Result<Vec<ReorderRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeParts)?;
    let now = clock::now();
    let rules = ReorderRules::shipped();
    store.store.read(|connection| {
        let used = used_of_all(connection, since(now, rules))?;
        let mut parts: BTreeMap<PartId, Part> = BTreeMap::new();
        // What stands well and was not used needs nothing.
        for part in rows::select::<Part>(
            connection,
            "where standing in ('negative', 'waiting', 'short')",
            [],
        )? {
            parts.insert(part.id, part);
        }
        for id in used.keys() {
            if !parts.contains_key(id)
                && let Some(part) = rows::entity::<Part>(connection, *id)?
            {
                parts.insert(part.id, part);
            }
        }
        let mut page = Vec::new();
        for part in parts.into_values() {
            let used = used.get(&part.id).copied().unwrap_or_default();
            let reorder = suggest(&part, used, rules);
            if reorder.quantity == 0 {
                continue;
            }
            page.push(ReorderRow {
                supplier: part.supplier.clone(),
                minimum: part.minimum,
                used: used.0,
                reorder,
                row: part_row(connection, part)?,
            });
        }
        page.sort_by(|one, other| {
            (&one.supplier, &one.row.number).cmp(&(&other.supplier, &other.row.number))
        });
        Ok(page)
    })
}

fn used_of_all(connection: &Connection, since: i64) -> Result<BTreeMap<PartId, Use>, RpcError> {
    let mut statement = connection.prepare_cached(
        "select part, -sum(quantity) from part_movement
         where kind in ('picked', 'returned') and at >= ?1 group by part",
    )?;
    let found = statement.query_map([since], |row| {
        Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, i64>(1)?))
    })?;
    let mut used = BTreeMap::new();
    for row in found {
        let (part, quantity) = row?;
        used.insert(PartId(uuid::Uuid::from_bytes(part)), Use(quantity));
    }
    Ok(used)
}
