//! The list of recalls and campaigns, the running ones first, each with how far it has come.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    entity::{Entity, Value},
    ids::RecallId,
    recalls::{Recall, RecallKind, RecallState},
    rights::Right,
};
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Desk,
    error::RpcError,
    ledgers::unconfirmed,
    lists::{ListArgs, ListPage},
    narrowing::{Narrowing, facets},
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecallRow {
    pub id: RecallId,
    pub number: String,
    pub kind: RecallKind,
    pub state: RecallState,
    pub maker: String,
    pub title: String,
    #[ts(type = "string")]
    pub runs_from: NaiveDate,
    #[ts(type = "string | null")]
    pub runs_until: Option<NaiveDate>,
    pub listed: u32,
    pub done: u32,
    pub pending: bool,
}

const FACETS: &[&str] = &["state", "kind"];

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<RecallRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    store.store.read(|connection| {
        let mut common = Narrowing::default();
        let text = asked.text.trim();
        if !text.is_empty() {
            let typed = text.to_uppercase();
            common.and(
                "(number = ? or id in (select recall from recall_car where vin = ?))",
                [Value::Text(text.to_owned()), Value::Text(typed)],
            );
        }
        let table = Recall::TABLE;
        let combinations = common.count(connection, table.name, FACETS, &[])?;
        let (total, facets) = facets(FACETS, &combinations, &asked);
        common.chosen(table, FACETS, &asked);
        let found: Vec<Recall> =
            common.window(connection, "state desc, runs_from desc, id", &asked)?;
        Ok(ListPage {
            total,
            rows: found
                .into_iter()
                .map(|recall| recall_row(connection, recall))
                .collect::<Result<_, _>>()?,
            totals: BTreeMap::new(),
            facets,
        })
    })
}

pub(super) fn recall_row(connection: &Connection, recall: Recall) -> Result<RecallRow, RpcError> {
    Ok(RecallRow {
        pending: unconfirmed(connection, Recall::TABLE, recall.id)?,
        id: recall.id,
        number: recall.number,
        kind: recall.kind,
        state: recall.state,
        maker: recall.maker,
        title: recall.title,
        runs_from: recall.runs_from,
        runs_until: recall.runs_until,
        listed: recall.listed,
        done: recall.done,
    })
}
