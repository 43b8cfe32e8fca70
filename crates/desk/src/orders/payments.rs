//! The ledger of payments over all orders, newest first.

use std::fmt::Write as _;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    entity::Entity,
    ids::{OrderId, PaymentId},
    money::Fen,
    payments::{Payment, PaymentConfirmation, PaymentKind, PaymentMethod},
    privacy::{PersonalKind, mask},
    rights::Right,
    time::Timestamp,
};
use rusqlite::{Connection, params_from_iter, types::Value};
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use super::list::person_name;
use crate::{
    Desk,
    error::RpcError,
    lists::{Facet, FacetCount, ListArgs, ListPage},
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PaymentRow {
    pub id: PaymentId,
    pub order: OrderId,
    pub order_number: String,
    pub n: u32,
    pub kind: PaymentKind,
    pub method: PaymentMethod,
    pub amount: Fen,
    pub balance_after: Fen,
    pub receipt_number: String,
    pub reference: String,
    /// Masked.
    pub payer: String,
    pub refunded: Fen,
    pub confirmation: PaymentConfirmation,
    pub day: NaiveDate,
    pub cashier_name: String,
    pub remark: String,
    pub paid_at: Timestamp,
}

impl PaymentRow {
    pub(super) fn of(
        connection: &Connection,
        payment: Payment,
        order_number: &str,
    ) -> Result<Self, RpcError> {
        Ok(Self {
            id: payment.id,
            order: payment.order_id,
            order_number: order_number.to_owned(),
            n: payment.n,
            kind: payment.kind,
            method: payment.method,
            amount: payment.amount,
            balance_after: payment.balance_after,
            receipt_number: payment.receipt_number,
            reference: payment.reference,
            payer: mask(PersonalKind::Name, &payment.payer),
            refunded: payment.refunded,
            confirmation: payment.confirmation,
            day: payment.day,
            cashier_name: person_name(connection, Some(payment.cashier))?,
            remark: payment.remark,
            paid_at: payment.paid_at,
        })
    }
}

const FACETS: [(&str, &str); 3] = [
    ("kind", "payment.kind"),
    ("method", "payment.method"),
    ("day", "payment.day"),
];

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
            " and (instr(upper(payment.receipt_number), upper(?)) or instr(payment.payer, ?)
              or instr(upper(o.number), upper(?)))",
        );
        bound.extend(std::iter::repeat_n(Value::Text(text.to_owned()), 3));
    }
    (sql, bound)
}

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<PaymentRow>, RpcError> {
    let (store, _) = desk.with_right(Right::TakePayments)?;
    store.store.read(|connection| {
        let from = "from payment join sales_order o on o.id = payment.order_id";
        let (sql, mut bound) = condition(&asked, None);
        let (total, sum) = connection
            .prepare_cached(&format!(
                "select count(*), ifnull(sum(payment.amount), 0) {from} where {sql}"
            ))?
            .query_row(params_from_iter(&bound), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let mut facets = Vec::new();
        for (facet, column) in FACETS {
            let (sql, bound) = condition(&asked, Some(facet));
            let mut statement = connection.prepare_cached(&format!(
                "select {column}, {column}, count(*) {from} where {sql} group by 1 order by 1 desc"
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
            "select {}, o.number {from} where {sql}
             order by payment.paid_at desc, payment.id limit ? offset ?",
            rows::columns(Payment::TABLE)
        ))?;
        let mut found = statement.query(params_from_iter(&bound))?;
        let mut page = Vec::new();
        while let Some(row) = found.next()? {
            let payment = Payment::from_row(&rows::read_row(Payment::TABLE, row, 0)?)
                .map_err(store::StoreError::from)?;
            let number: String = row.get(Payment::TABLE.columns.len())?;
            page.push(PaymentRow::of(connection, payment, &number)?);
        }
        Ok(ListPage {
            total,
            rows: page,
            totals: BTreeMap::from([("amount".to_owned(), sum)]),
            facets,
        })
    })
}
