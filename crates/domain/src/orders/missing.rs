//! What is missing for the next step: one pure function, asked by the rules, by the page before its
//! button is pressed, and by the concerns after a hand-over.

use chrono::NaiveDate;

use super::{
    FinanceState, InspectionState, InsuranceState, InvoiceState, Order, OrderApproval, OrderState,
    OrderStep,
};
use crate::{
    customers::{Customer, IdentityPaper},
    money::Fen,
    payments::OrderAccount,
    vehicles::{CertificateState, Vehicle},
};

crate::words! {
    /// Something that a step needs and that is not there.
    pub enum MissingItem {
        /// The buyer's paper of identity, checked and recorded (汽车销售管理办法 13).
        Identity => "identity",
        /// A telephone number of the buyer.
        Phone => "phone",
        /// A manager's yes to the discount.
        Approval => "approval",
        Contract => "contract",
        /// The agreed advance.
        Advance => "advance",
        Vehicle => "vehicle",
        /// The car is held but not here yet.
        Arrival => "arrival",
        /// The car is not to be sold or delivered (recall, damage).
        StopSale => "stopSale",
        /// The lender's word.
        Finance => "finance",
        /// The rest of the price.
        Balance => "balance",
        Invoice => "invoice",
        /// The compulsory cover 交强险.
        Insurance => "insurance",
        /// The inspection before delivery (PDI).
        Inspection => "inspection",
        /// The certificate of conformity 合格证, in the house.
        Certificate => "certificate",
        /// A plate, or a temporary one that has not run out.
        Plate => "plate",
        /// The hand-over itself.
        Delivery => "delivery",
    }
}

/// An order and what stands around it, on a day.
pub struct Picture<'a> {
    pub order: &'a Order,
    pub account: &'a OrderAccount,
    pub vehicle: Option<&'a Vehicle>,
    pub customer: Option<&'a Customer>,
    pub today: NaiveDate,
}

/// What is missing for a step, in the order in which a clerk sees to it. Empty when nothing is.
pub fn missing_for(step: OrderStep, picture: &Picture) -> Vec<MissingItem> {
    match step {
        OrderStep::AskApproval | OrderStep::DecideApproval | OrderStep::Cancel => Vec::new(),
        OrderStep::Sign => to_sign(picture),
        OrderStep::TakeDeposit => only(MissingItem::Contract, !picture.order.state.is_signed()),
        OrderStep::Allocate => to_allocate(picture),
        OrderStep::Release => only(MissingItem::Vehicle, picture.order.vehicle.is_none()),
        OrderStep::Deliver => to_deliver(picture),
        OrderStep::Register => {
            let mut missing = only(MissingItem::Delivery, !picture.order.state.is_delivered());
            missing.extend(only(MissingItem::Plate, !has_lasting_plate(picture.order)));
            missing
        }
        OrderStep::FollowUp => only(MissingItem::Delivery, !picture.order.state.is_delivered()),
    }
}

fn only(item: MissingItem, is_missing: bool) -> Vec<MissingItem> {
    if is_missing { vec![item] } else { Vec::new() }
}

fn to_sign(picture: &Picture) -> Vec<MissingItem> {
    let mut missing = Vec::new();
    let customer = picture.customer;
    if customer.is_none_or(|c| {
        c.identity_paper == IdentityPaper::None || c.identity_number.trim().is_empty()
    }) {
        missing.push(MissingItem::Identity);
    }
    if customer.is_none_or(|c| c.mobile.is_none() && c.other_phone.trim().is_empty()) {
        missing.push(MissingItem::Phone);
    }
    if picture.order.state == OrderState::ApprovalWaiting
        || picture.order.approval == OrderApproval::Rejected
    {
        missing.push(MissingItem::Approval);
    }
    missing
}

fn to_allocate(picture: &Picture) -> Vec<MissingItem> {
    let mut missing = only(MissingItem::Contract, !picture.order.state.is_signed());
    missing.extend(only(MissingItem::Advance, !has_advance(picture)));
    missing
}

/// FACTS 7.4: no delivery unless paid, invoiced, certificate in hand, inspected, no stop-sale,
/// compulsory cover in force, plate or temporary plate.
fn to_deliver(picture: &Picture) -> Vec<MissingItem> {
    let order = picture.order;
    let vehicle = picture.vehicle;
    let mut missing = Vec::new();
    let mut note = |item, is_missing| {
        if is_missing {
            missing.push(item);
        }
    };
    note(MissingItem::Contract, !order.state.is_signed());
    note(MissingItem::Vehicle, vehicle.is_none());
    note(
        MissingItem::Arrival,
        vehicle.is_some_and(|v| v.arrived_on.is_none()),
    );
    note(
        MissingItem::StopSale,
        vehicle.is_some_and(|v| !v.stop_sale.is_empty()),
    );
    note(
        MissingItem::Finance,
        matches!(order.finance, FinanceState::Applied | FinanceState::Refused),
    );
    note(MissingItem::Balance, !is_paid(picture));
    note(MissingItem::Invoice, order.invoice != InvoiceState::Issued);
    note(
        MissingItem::Insurance,
        order.insurance != InsuranceState::InForce
            || order
                .insured_until
                .is_some_and(|until| until < picture.today),
    );
    note(
        MissingItem::Inspection,
        order.inspection != InspectionState::Passed,
    );
    note(
        MissingItem::Certificate,
        vehicle.is_some_and(|v| v.certificate != CertificateState::InHouse),
    );
    note(MissingItem::Plate, !may_be_driven(order, picture.today));
    missing
}

/// An advance is in, or none was agreed. What was paid and accepted counts, even when it is not
/// what was agreed: the agreement then counts as changed (民法典 586).
fn has_advance(picture: &Picture) -> bool {
    picture.order.advance_agreed.is_zero() || picture.account.paid.is_positive()
}

/// Everything is paid, or the approved loan covers the rest (the lender's word counts as money).
fn is_paid(picture: &Picture) -> bool {
    let promised = match picture.order.finance {
        // What the lender has paid is in the account and no longer outstanding.
        FinanceState::Approved => picture
            .order
            .loan
            .checked_sub(picture.account.lender_paid)
            .filter(|rest| rest.is_positive())
            .unwrap_or(Fen::ZERO),
        FinanceState::NotNeeded | FinanceState::Applied | FinanceState::Refused => Fen::ZERO,
    };
    picture
        .account
        .paid
        .checked_add(promised)
        .is_some_and(|covered| covered >= picture.order.total)
}

fn has_lasting_plate(order: &Order) -> bool {
    !order.plate.is_empty() && order.temporary_plate_until.is_none()
}

fn may_be_driven(order: &Order, today: NaiveDate) -> bool {
    !order.plate.is_empty()
        && order
            .temporary_plate_until
            .is_none_or(|until| today <= until)
}

/// The state that money and papers lead to: signed becomes deposit paid when the advance is in,
/// allocated becomes ready when nothing is missing for the hand-over, and back when it is.
pub fn settled(picture: &Picture) -> OrderState {
    match picture.order.state {
        OrderState::Signed | OrderState::DepositPaid => {
            if has_advance(picture) {
                OrderState::DepositPaid
            } else {
                OrderState::Signed
            }
        }
        OrderState::Allocated | OrderState::Ready => {
            if to_deliver(picture).is_empty() {
                OrderState::Ready
            } else {
                OrderState::Allocated
            }
        }
        OrderState::Delivered if has_lasting_plate(picture.order) => OrderState::Registered,
        OrderState::RefundOpen | OrderState::Cancelled => {
            if picture.account.is_refund_open() {
                OrderState::RefundOpen
            } else {
                OrderState::Cancelled
            }
        }
        state @ (OrderState::Draft
        | OrderState::ApprovalWaiting
        | OrderState::Delivered
        | OrderState::Registered
        | OrderState::FollowedUp) => state,
    }
}
