//! The ledger of all money over orders, settlement sheets and plans, newest first.

use std::{collections::BTreeMap, fmt::Write as _};

use chrono::NaiveDate;
use domain::{ids::RecordId, money::Fen, payments::PaymentMethod, rights::Right, time::Timestamp};
use insight::money::{COLUMNS, MONEY, MoneyKind, Moved};
use rusqlite::{Connection, params_from_iter, types::Value};
use serde::Serialize;
use ts_rs::TS;

use super::list::person_name;
use crate::{
    Desk,
    error::RpcError,
    lists::{Facet, FacetCount, ListArgs, ListPage},
};

/// One receipt.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MoneyRow {
    pub id: RecordId,
    /// The kind of the record that it was for: an order, a repair order, a plan.
    pub subject_kind: String,
    pub subject: RecordId,
    pub number: String,
    pub kind: MoneyKind,
    pub method: PaymentMethod,
    pub amount: Fen,
    pub receipt_number: String,
    /// Masked.
    pub payer: String,
    pub day: NaiveDate,
    pub cashier_name: String,
    pub paid_at: Timestamp,
}

impl MoneyRow {
    pub(super) fn of(connection: &Connection, moved: Moved) -> Result<Self, RpcError> {
        Ok(Self {
            id: moved.id,
            subject_kind: moved.subject_kind.to_owned(),
            subject: moved.subject,
            number: moved.number,
            kind: moved.kind,
            method: moved.method,
            amount: moved.amount,
            receipt_number: moved.receipt_number,
            payer: moved.payer,
            day: moved.day,
            cashier_name: person_name(connection, Some(moved.cashier))?,
            paid_at: moved.paid_at,
        })
    }
}

const FACETS: [(&str, &str); 3] = [("kind", "m.kind"), ("method", "m.method"), ("day", "m.day")];

fn condition(asked: &ListArgs, without: Option<&str>) -> (String, Vec<Value>) {
    let mut sql = "1".to_owned();
    let mut bound = Vec::new();
    for (facet, column) in FACETS {
        let chosen = asked
            .filters
            .get(facet)
            .filter(|values| !values.is_empty() && without != Some(facet));
        if let Some(values) = chosen {
            let marks = vec!["?"; values.len()].join(", ");
            // Writing to a String cannot fail.
            let _ = write!(sql, " and {column} in ({marks})");
            bound.extend(values.iter().cloned().map(Value::Text));
        }
    }
    let text = asked.text.trim();
    if !text.is_empty() {
        sql.push_str(
            " and (instr(upper(m.receipt_number), upper(?)) or instr(m.payer, ?)
              or m.subject in (select id from sales_order where instr(upper(number), upper(?))
                               union all select id from repair_order where instr(upper(number), upper(?))
                               union all select id from prepaid_plan where instr(upper(number), upper(?))))",
        );
        bound.extend(std::iter::repeat_n(Value::Text(text.to_owned()), 5));
    }
    (sql, bound)
}

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<MoneyRow>, RpcError> {
    let (store, _) = desk.with_right(Right::TakePayments)?;
    store.store.read(|connection| {
        let (sql, mut bound) = condition(&asked, None);
        let (total, sum) = connection
            .prepare_cached(&format!(
                "select count(*), ifnull(sum(m.amount), 0) from {MONEY} where {sql}"
            ))?
            .query_row(params_from_iter(&bound), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let mut facets = Vec::new();
        for (facet, column) in FACETS {
            let (sql, bound) = condition(&asked, Some(facet));
            let mut statement = connection.prepare_cached(&format!(
                "select {column}, {column}, count(*) from {MONEY} where {sql} group by 1 order by 1 desc"
            ))?;
            let counts = statement.query_map(params_from_iter(&bound), |row| {
                Ok(FacetCount {
                    value: row.get(0)?,
                    label: row.get(1)?,
                    count: row.get(2)?,
                })
            })?;
            facets.push(Facet {
                facet: facet.to_owned(),
                counts: counts.collect::<Result<_, _>>()?,
            });
        }
        bound.push(Value::Integer(asked.limit.into()));
        bound.push(Value::Integer(asked.offset.into()));
        let mut statement = connection.prepare_cached(&format!(
            "select {COLUMNS} from (select * from {MONEY} where {sql}
             order by m.paid_at desc, m.id limit ? offset ?) m order by m.paid_at desc, m.id"
        ))?;
        let mut found = statement.query(params_from_iter(&bound))?;
        let mut page = Vec::new();
        while let Some(row) = found.next()? {
            page.push(MoneyRow::of(connection, Moved::of(connection, row)?)?);
        }
        Ok(ListPage {
            total,
            rows: page,
            totals: BTreeMap::from([("amount".to_owned(), sum)]),
            facets,
        })
    })
}
