//! What customers have paid ahead 预付权益: an extended warranty 延保, a package of services 保养套餐, stored value
//! 储值. Each has a ledger; what is left of it is what the house still owes.

mod drawing;
mod refunding;
mod refusals;
mod selling;

#[cfg(test)]
mod tests;

pub(crate) use drawing::{draw, put_back};
pub use refunding::RefundPlan;
pub use refusals::PlanRefusal;
pub use selling::SellPlan;

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    changes::Changes,
    command::Stop,
    context::Context,
    customers::CustomerRefusal,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{
        CustomerId, OrderId, PersonId, PlanEntryId, PrepaidPlanId, RepairOrderId, ServicedCarId,
        SettlementId, StandardOperationId,
    },
    money::Fen,
    payments::PaymentMethod,
    time::Timestamp,
};

crate::words! {
    /// In the order in which they are drawn upon.
    pub enum PlanKind {
        /// 保养套餐: so many services of one car.
        Package => "package",
        /// 延保: repairs of one car up to a limit.
        ExtendedWarranty => "extendedWarranty",
        /// 储值: money that is used up by whatever the customer has done.
        StoredValue => "storedValue",
    }
}

crate::words! {
    pub enum PlanState {
        Running => "running",
        /// Nothing is left.
        UsedUp => "usedUp",
        /// Given back.
        Ended => "ended",
    }
}

crate::words! {
    pub enum PlanDeed {
        Sold => "sold",
        /// Used up by a settlement sheet.
        Used => "used",
        /// The sheet was taken back.
        PutBack => "putBack",
        Refunded => "refunded",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "prepaid_plan",
    index(number),
    index(customer, state),
    index(car, state),
    index(state, kind, sold_at)
)]
pub struct PrepaidPlan {
    pub id: PrepaidPlanId,
    pub number: String,
    pub kind: PlanKind,
    pub title: String,
    pub customer: CustomerId,
    /// The one car that it is for; stored value is for all that the customer brings.
    pub car: Option<ServicedCarId>,
    /// The operation that a package is for; any job where none is named.
    pub operation: Option<StandardOperationId>,
    /// The sale that it was sold with.
    pub sale: Option<OrderId>,
    /// What the customer paid.
    pub price: Fen,
    /// What may be used for it: with stored value what was given on top, with a warranty its limit.
    pub value: Fen,
    /// How many services of a package.
    pub times: Option<u32>,
    pub valid_from: NaiveDate,
    pub valid_until: Option<NaiveDate>,
    /// The odometer up to which it holds.
    pub until_km: Option<u32>,
    pub state: PlanState,
    /// What is left of the value: what the house still owes.
    pub value_left: Fen,
    pub times_left: Option<u32>,
    /// How many entries its ledger has.
    pub entries: u32,
    pub sold_at: Timestamp,
    pub sold_by: PersonId,
}

/// One entry of a plan's ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "plan_entry", index(plan, n), index(settlement), index(day))]
pub struct PlanEntry {
    pub id: PlanEntryId,
    pub plan: PrepaidPlanId,
    /// Its place in the ledger, from 1.
    pub n: u32,
    pub deed: PlanDeed,
    /// By how much the value changes: what is sold or put back adds, what is used or given back takes.
    pub value: Fen,
    pub value_after: Fen,
    /// How many services it is about.
    pub times: u32,
    pub times_after: Option<u32>,
    pub settlement: Option<SettlementId>,
    pub repair_order: Option<RepairOrderId>,
    /// Money into the house, negative out of it; nought for what is used.
    pub money: Fen,
    pub method: Option<PaymentMethod>,
    pub receipt_number: String,
    /// The cash day that the money counts in.
    pub day: Option<NaiveDate>,
    pub note: String,
    pub at: Timestamp,
    pub by: PersonId,
}

/// Whoever is still owed something is not forgotten before that is used up or given back.
pub(crate) fn nothing_owed(facts: &dyn Facts, customer: CustomerId) -> Result<(), Stop> {
    let running = facts.by::<PrepaidPlan>(
        PrepaidPlan::BY_CUSTOMER_STATE,
        [customer.to_value(), PlanState::Running.to_value()],
    )?;
    if running.is_empty() {
        return Ok(());
    }
    Err(CustomerRefusal::WorkOpen.into())
}

/// What an entry is about, before it has its place.
struct Entered {
    deed: PlanDeed,
    value: Fen,
    times: u32,
    settlement: Option<SettlementId>,
    repair_order: Option<RepairOrderId>,
    money: Fen,
    method: Option<PaymentMethod>,
    receipt_number: String,
    day: Option<NaiveDate>,
    note: String,
}

impl PrepaidPlan {
    /// Enters something into the ledger, and writes both. The value and the services that are left were
    /// changed by whoever calls, so that entry and head say the same.
    fn enter(&mut self, context: &Context, entered: Entered, changes: &mut Changes) {
        self.entries += 1;
        changes.put(context.lane, self);
        changes.put(
            context.lane,
            &PlanEntry {
                id: PlanEntryId::derived(
                    context.command,
                    &format!("plan {} {}", self.id, self.entries),
                ),
                plan: self.id,
                n: self.entries,
                deed: entered.deed,
                value: entered.value,
                value_after: self.value_left,
                times: entered.times,
                times_after: self.times_left,
                settlement: entered.settlement,
                repair_order: entered.repair_order,
                money: entered.money,
                method: entered.method,
                receipt_number: entered.receipt_number,
                day: entered.day,
                note: entered.note,
                at: context.made_at,
                by: context.actor,
            },
        );
    }

    /// Follows what is left.
    fn follow(&mut self) {
        let empty = self.value_left.is_zero() || self.times_left == Some(0);
        self.state = if empty {
            PlanState::UsedUp
        } else {
            PlanState::Running
        };
    }
}
