//! Why money cannot move as asked, and what is put to a person after it has moved.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::PaymentKind;
use crate::{
    ids::{OrderId, PaymentId},
    money::Fen,
    refusal::{Concern, Refusal},
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PaymentRefusal {
    /// A payment is more than nothing.
    AmountNotPositive,
    /// 定金 is at most a share of the contract; the rest can be taken as 订金 (民法典 586).
    DepositOverCap {
        cap: Fen,
        /// 定金 that is in already.
        taken: Fen,
        /// What may still be taken as 定金.
        room: Fen,
        total: Fen,
    },
    /// An advance is at most what is still to be paid.
    AdvanceOverOutstanding { outstanding: Fen },
    /// No rule says how much of a contract may be 定金 on this day.
    DepositRuleUnknown { on: NaiveDate },
    /// A cancelled or delivered order takes no advance.
    AdvanceTooLate,
    /// Money out has commands of its own.
    KindNotTaken { kind: PaymentKind },
    /// A refund or compensation cannot be given back.
    NotRefundable { kind: PaymentKind },
    /// More than is left of the payment.
    RefundBeyondPaid { left: Fen, given: Fen },
    /// A cancelled order gives back what its cancellation says, no more.
    RefundBeyondDue { due: Fen, given: Fen },
    /// 定金 of an order that goes on is not given back; its cancellation says where it goes.
    DepositBinds,
    /// More than the cancellation says, or nothing is owed.
    CompensationBeyondDue { due: Fen, given: Fen },
}

impl From<PaymentRefusal> for Refusal {
    fn from(refusal: PaymentRefusal) -> Self {
        let field = match &refusal {
            PaymentRefusal::AmountNotPositive
            | PaymentRefusal::DepositOverCap { .. }
            | PaymentRefusal::AdvanceOverOutstanding { .. }
            | PaymentRefusal::RefundBeyondPaid { .. }
            | PaymentRefusal::RefundBeyondDue { .. }
            | PaymentRefusal::CompensationBeyondDue { .. } => Some("amount"),
            PaymentRefusal::KindNotTaken { .. } => Some("kind"),
            PaymentRefusal::NotRefundable { .. } | PaymentRefusal::DepositBinds => Some("payment"),
            PaymentRefusal::DepositRuleUnknown { .. } | PaymentRefusal::AdvanceTooLate => None,
        };
        Self::typed(&refusal, field)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PaymentConcern {
    /// More was paid than is owed; the difference is to be given back.
    Overpaid {
        over: Fen,
        order_number: String,
        order: OrderId,
    },
    /// 定金 above its lawful share was taken; the excess is booked as 订金.
    DepositSplit {
        cap: Fen,
        excess: Fen,
        order_number: String,
        order: OrderId,
    },
    /// Money came for an order that is cancelled.
    PaidAfterCancellation {
        amount: Fen,
        order_number: String,
        order: OrderId,
    },
    /// Part of the price was taken before there is a contract.
    PaidBeforeContract {
        order_number: String,
        order: OrderId,
    },
    /// The cash day was closed; the payment counts in a later one.
    CashDayWasClosed {
        day: NaiveDate,
        counted_on: NaiveDate,
        payment: PaymentId,
    },
}

impl From<PaymentConcern> for Concern {
    fn from(concern: PaymentConcern) -> Self {
        Self::typed(&concern)
    }
}
