//! Money of orders: a ledger of payments, and one account per order that carries the sums. Entry and
//! sums are written together by the same decision, and nobody adds the ledger up.

mod books;
mod pay_compensation;
mod record_payment;
mod refund_payment;
mod refusals;
mod take_deposit;

#[cfg(test)]
mod tests;

pub use pay_compensation::PayCompensation;
pub use record_payment::RecordPayment;
pub use refund_payment::RefundPayment;
pub use refusals::{PaymentConcern, PaymentRefusal};
pub use take_deposit::TakeDeposit;

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ids::{OrderId, PaymentId, PersonId},
    money::Fen,
    time::Timestamp,
};

crate::words! {
    /// What a payment is, by the law's words; the receipt prints it exactly.
    pub enum PaymentKind {
        /// 定金: binds both sides.
        Deposit => "deposit",
        /// 订金: refundable when there is no deal.
        Prepayment => "prepayment",
        /// 车款: payment of the price.
        Balance => "balance",
        /// 退款: given back to the customer.
        Refund => "refund",
        /// 违约赔付: what the house pays on top when it breaks the contract.
        Compensation => "compensation",
    }
}

crate::words! {
    /// How money moves.
    pub enum PaymentMethod {
        Cash => "cash",
        Transfer => "transfer",
        Card => "card",
        WeChat => "weChat",
        Alipay => "alipay",
        /// Paid out by the lender 放款.
        Lender => "lender",
    }
}

crate::words! {
    /// How sure the house is of a payment.
    pub enum PaymentConfirmation {
        /// Counted by hand.
        Received => "received",
        /// Written down by a person; the platform or the bank has not said so yet.
        Recorded => "recorded",
    }
}

impl PaymentMethod {
    /// Only money that a hand has counted is received; anything else waits for another's word (ORD-4).
    pub const fn confirmation(self) -> PaymentConfirmation {
        match self {
            Self::Cash => PaymentConfirmation::Received,
            Self::Transfer | Self::Card | Self::WeChat | Self::Alipay | Self::Lender => {
                PaymentConfirmation::Recorded
            }
        }
    }
}

/// One entry of an order's ledger; never changed but for what was given back of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "payment",
    index(order_id, n),
    index(day),
    index(receipt_number)
)]
pub struct Payment {
    pub id: PaymentId,
    pub order_id: OrderId,
    /// Its place in the order's ledger, from 1.
    pub n: u32,
    pub kind: PaymentKind,
    pub method: PaymentMethod,
    /// Positive into the house, negative out of it.
    pub amount: Fen,
    /// What the house holds for the order after this entry.
    pub balance_after: Fen,
    pub receipt_number: String,
    /// The bank's or payment system's own number.
    pub reference: String,
    #[column(personal = Name)]
    pub payer: String,
    /// The payment that a refund gives back.
    pub refunds: Option<PaymentId>,
    /// How much of this payment was given back.
    pub refunded: Fen,
    pub confirmation: PaymentConfirmation,
    /// The cash day it counts in.
    pub day: NaiveDate,
    pub cashier: PersonId,
    pub remark: String,
    pub paid_at: Timestamp,
}

/// The sums of an order's ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "order_account")]
pub struct OrderAccount {
    pub id: OrderId,
    /// What the customer owes in all: the order's total, or after a cancellation what the house keeps.
    pub due: Fen,
    /// Paid by the customer and the lender, less refunds; never negative.
    pub paid: Fen,
    /// Everything in, less everything out.
    pub balance: Fen,
    /// Of `paid`, as 定金.
    pub deposit: Fen,
    /// Of `paid`, by the lender.
    pub lender_paid: Fen,
    /// To be given back after a cancellation.
    pub refund_due: Fen,
    pub refund_by: Option<NaiveDate>,
    /// To be paid on top after a cancellation.
    pub compensation_due: Fen,
    /// Number of entries.
    pub entries: u32,
}

impl OrderAccount {
    pub fn new(order: OrderId, total: Fen) -> Self {
        Self {
            id: order,
            due: total,
            paid: Fen::ZERO,
            balance: Fen::ZERO,
            deposit: Fen::ZERO,
            lender_paid: Fen::ZERO,
            refund_due: Fen::ZERO,
            refund_by: None,
            compensation_due: Fen::ZERO,
            entries: 0,
        }
    }

    /// Whether the house still owes the customer something after a cancellation.
    pub const fn is_refund_open(&self) -> bool {
        self.refund_due.is_positive() || self.compensation_due.is_positive()
    }

    /// What is still to be paid by the customer; nothing when more was paid.
    pub fn outstanding(&self) -> Fen {
        self.due
            .checked_sub(self.paid)
            .filter(|rest| rest.is_positive())
            .unwrap_or(Fen::ZERO)
    }
}
