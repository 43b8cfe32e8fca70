//! Why an order cannot take a step, and what is put to a person after a record.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{MissingItem, OrderState, OrderStep};
use crate::{
    ids::{OrderId, VehicleId},
    money::Fen,
    refusal::{Concern, Refusal},
    time::Timestamp,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum OrderRefusal {
    /// The order cannot take this step from where it is.
    OrderStepNotPossible { step: OrderStep, state: OrderState },
    /// Something that the step needs is not there; the first of what is missing.
    OrderNotComplete {
        step: OrderStep,
        missing: MissingItem,
    },
    /// An order sells one car: one line of that kind, no less and no more.
    OneCarLine { found: u32 },
    /// What is to be paid must be more than nothing.
    TotalNotPositive { total: Fen },
    /// A set-off is negative, anything else is not.
    LineSignWrong { label: String },
    /// The lines do not give the sum that the quote states.
    QuoteSumDiffers { quote: Fen, lines: Fen },
    /// The quote has an order already that was not cancelled.
    QuoteHasOrder {
        order_number: String,
        order: OrderId,
    },
    /// The agreed 定金 is more than the law allows (民法典 586).
    DepositAboveCap { cap: Fen, given: Fen, total: Fen },
    /// No rule says how much of a contract may be 定金 on this day.
    DepositRuleUnknown { on: NaiveDate },
    /// Another live order holds this car.
    VehicleHeldBy {
        order_number: String,
        order: OrderId,
        person: String,
        since: Timestamp,
    },
    /// The order holds a car already; it is released first.
    OrderHoldsVehicle { stock_number: String },
    /// The order holds no car.
    OrderHoldsNoVehicle,
    /// The car must not be sold or delivered until this is settled.
    VehicleStopSale { reason: String },
    /// A recall of its VIN is to be done first.
    VehicleRecalled { number: String, title: String },
    /// The car has a valid invoice; a second one needs a red-letter invoice first. The tax side
    /// never has two valid ones for a VIN, so this is a slip or a forgotten reversal.
    InvoiceStands {
        number: String,
        order_number: String,
    },
    /// There is no valid invoice that could be reversed.
    NoInvoice,
    /// An approved loan is more than nothing and at most what is to be paid.
    LoanOutOfRange { total: Fen },
    /// The order waits for no approval of this person: nobody approves what they asked for.
    OwnApproval,
    /// The car is handed over already.
    AlreadyDelivered { at: Option<Timestamp> },
    /// The cover ends before it begins, or before today.
    CoverEnded { until: NaiveDate },
}

impl From<OrderRefusal> for Refusal {
    fn from(refusal: OrderRefusal) -> Self {
        let field = match &refusal {
            OrderRefusal::OneCarLine { .. }
            | OrderRefusal::TotalNotPositive { .. }
            | OrderRefusal::LineSignWrong { .. }
            | OrderRefusal::QuoteSumDiffers { .. } => Some("lines"),
            OrderRefusal::DepositAboveCap { .. } => Some("advanceAgreed"),
            OrderRefusal::VehicleHeldBy { .. }
            | OrderRefusal::VehicleStopSale { .. }
            | OrderRefusal::VehicleRecalled { .. } => Some("vehicle"),
            OrderRefusal::InvoiceStands { .. } => Some("number"),
            OrderRefusal::LoanOutOfRange { .. } => Some("loan"),
            OrderRefusal::CoverEnded { .. } => Some("until"),
            OrderRefusal::QuoteHasOrder { .. } => Some("quote"),
            OrderRefusal::OrderStepNotPossible { .. }
            | OrderRefusal::OrderNotComplete { .. }
            | OrderRefusal::DepositRuleUnknown { .. }
            | OrderRefusal::OrderHoldsVehicle { .. }
            | OrderRefusal::OrderHoldsNoVehicle
            | OrderRefusal::NoInvoice
            | OrderRefusal::OwnApproval
            | OrderRefusal::AlreadyDelivered { .. } => None,
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
pub enum OrderConcern {
    /// The car was handed over although this was missing.
    DeliveredWithout {
        missing: MissingItem,
        order_number: String,
        order: OrderId,
    },
    /// The car was handed over although a recall of its VIN was not done.
    DeliveredUnderRecall {
        recall_number: String,
        title: String,
        order_number: String,
        order: OrderId,
    },
    /// An item of the check list was not ticked at the hand-over.
    HandoverItemOpen {
        item: super::HandoverItem,
        order_number: String,
        order: OrderId,
    },
    /// The order is cancelled and its invoice still stands: a red-letter invoice is due.
    InvoiceToReverse {
        number: String,
        order_number: String,
        order: OrderId,
    },
    /// The car failed its inspection.
    InspectionFailed {
        order_number: String,
        vehicle: VehicleId,
    },
    /// The invoice was made for an order without a contract, a car, or with the wrong day.
    InvoiceBeforeContract {
        order_number: String,
        order: OrderId,
    },
    /// The lender said no.
    LoanRefused {
        order_number: String,
        order: OrderId,
    },
}

impl From<OrderConcern> for Concern {
    fn from(concern: OrderConcern) -> Self {
        Self::typed(&concern)
    }
}
