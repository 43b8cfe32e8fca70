//! A payment of an order, as the order's card shows it.

use chrono::NaiveDate;
use domain::{
    ids::{OrderId, PaymentId},
    money::Fen,
    payments::{Payment, PaymentConfirmation, PaymentKind, PaymentMethod},
    privacy::{PersonalKind, mask},
    time::Timestamp,
};
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::list::person_name;
use crate::error::RpcError;

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
