//! The list of parts: a window of rows with facets, from one walk over a covering index.

use domain::{
    entity::Entity,
    ids::PartId,
    money::Fen,
    parts::{Part, PartOrigin, PartStanding, PartState},
    rights::Right,
};
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Desk,
    error::RpcError,
    ledgers::{Ledger, unconfirmed},
    lists::{ListArgs, ListPage},
    search::PART,
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PartRow {
    pub id: PartId,
    pub number: String,
    pub name: String,
    pub unit: String,
    pub maker: String,
    pub origin: PartOrigin,
    pub bin: String,
    pub price: Fen,
    pub state: PartState,
    pub standing: PartStanding,
    pub on_hand: i64,
    pub reserved: i64,
    pub available: i64,
    pub on_order: i64,
    pub waiting: i64,
    /// Given at this desk and not yet confirmed by a platform.
    pub pending: bool,
}

fn ledger() -> Ledger {
    Ledger {
        covering: Part::BY_STANDING_STATE_MAKER_NUMBER,
        facets: vec![
            ("standing", "standing".to_owned()),
            ("state", "state".to_owned()),
            ("maker", "maker".to_owned()),
        ],
        sums: &[],
        sorts: &[("number", "number"), ("name", "name"), ("bin", "bin")],
        newest: "number",
        found_by: PART,
    }
}

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<PartRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeParts)?;
    store.store.read(|connection| {
        let shown = ledger().show::<Part>(connection, &asked)?;
        let mut page = Vec::with_capacity(shown.rows.len());
        for part in shown.rows {
            page.push(part_row(connection, part)?);
        }
        Ok(ListPage {
            total: shown.total,
            rows: page,
            totals: shown.totals,
            facets: shown.facets,
        })
    })
}

pub(super) fn part_row(connection: &Connection, part: Part) -> Result<PartRow, RpcError> {
    Ok(PartRow {
        pending: unconfirmed(connection, Part::TABLE, part.id)?,
        available: part.available(),
        id: part.id,
        number: part.number,
        name: part.name,
        unit: part.unit,
        maker: part.maker,
        origin: part.origin,
        bin: part.bin,
        price: part.price,
        state: part.state,
        standing: part.standing,
        on_hand: part.on_hand,
        reserved: part.reserved,
        on_order: part.on_order,
        waiting: part.waiting,
    })
}
