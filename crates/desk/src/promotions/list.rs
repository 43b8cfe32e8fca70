//! The promotions of the house and of its group as a ledger.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    entity::{Entity, Value},
    ids::{GroupId, PromotionId},
    money::Fen,
    promotions::{Benefit, Promotion, PromotionState},
};
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::SEES;
use crate::{
    Desk,
    error::RpcError,
    ledgers::unconfirmed,
    lists::{ListArgs, ListPage},
    narrowing::{Narrowing, facets},
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PromotionRow {
    pub id: PromotionId,
    /// The group, where every store of it may take it.
    pub of_group: Option<GroupId>,
    pub name: String,
    pub state: PromotionState,
    #[ts(type = "string")]
    pub valid_from: NaiveDate,
    #[ts(type = "string")]
    pub valid_until: NaiveDate,
    pub benefit: Benefit,
    pub with_coupon: bool,
    pub budget: Option<Fen>,
    pub balance: Option<Fen>,
    pub spent: Fen,
    pub budget_uses: Option<u32>,
    pub uses: u32,
    pub pending: bool,
}

const FACETS: &[&str] = &["state"];

/// Those that run first, then those that are prepared; of each the one that began last first.
pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<PromotionRow>, RpcError> {
    let (store, _) = desk.with_one_of(SEES)?;
    store.store.read(|connection| {
        let mut common = Narrowing::default();
        for word in asked.text.split_whitespace() {
            common.and(
                "instr(lower(name || ' ' || terms), ?) > 0",
                [Value::Text(word.to_lowercase())],
            );
        }
        let table = Promotion::TABLE;
        let combinations = common.count(connection, table.name, FACETS, &[])?;
        let (total, facets) = facets(FACETS, &combinations, &asked);
        common.chosen(table, FACETS, &asked);
        let found: Vec<Promotion> = common.window(
            connection,
            "case state when 'running' then 0 when 'draft' then 1 else 2 end, valid_from desc, id",
            &asked,
        )?;
        Ok(ListPage {
            total,
            rows: found
                .into_iter()
                .map(|promotion| promotion_row(connection, promotion))
                .collect::<Result<_, _>>()?,
            totals: BTreeMap::new(),
            facets,
        })
    })
}

pub(super) fn promotion_row(
    connection: &Connection,
    promotion: Promotion,
) -> Result<PromotionRow, RpcError> {
    Ok(PromotionRow {
        pending: unconfirmed(connection, Promotion::TABLE, promotion.id)?,
        balance: promotion.balance(),
        id: promotion.id,
        of_group: promotion.of_group,
        name: promotion.name,
        state: promotion.state,
        valid_from: promotion.valid_from,
        valid_until: promotion.valid_until,
        benefit: promotion.benefit.0,
        with_coupon: promotion.with_coupon,
        budget: promotion.budget,
        spent: promotion.spent,
        budget_uses: promotion.budget_uses,
        uses: promotion.uses,
    })
}
