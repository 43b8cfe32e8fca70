//! What points are earned with: a sale, a settlement sheet or a plan that was paid. What it is worth is read from its own
//! books each time, so that nobody types an amount.

use super::MemberRefusal;
use crate::{
    command::Stop,
    customers::head_of,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{CustomerId, OrderId, PrepaidPlanId, RecordId, SettlementId},
    money::Fen,
    orders::{Order, OrderState},
    payments::OrderAccount,
    plans::{PlanEntry, PrepaidPlan},
    refusal::GeneralRefusal,
    repair_orders::{SettlementSheet, SettlementState},
};

crate::words! {
    /// What a customer spends money on.
    pub enum Spending {
        /// 购车
        Car => "car",
        /// 售后
        Service => "service",
        /// 预付权益
        Plan => "plan",
    }
}

/// How far it is with a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SourceState {
    /// Not paid in full, or not by the customer.
    Open,
    Paid,
    /// Cancelled or taken back.
    Void,
}

/// What a source is to points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Source {
    pub spending: Spending,
    pub id: RecordId,
    pub number: String,
    pub customer: Option<CustomerId>,
    /// What the customer paid and has not had back.
    pub paid: Fen,
    pub state: SourceState,
}

impl Source {
    /// What it still earns points for.
    pub fn worth(&self) -> Fen {
        match self.state {
            SourceState::Open | SourceState::Paid => self.paid,
            SourceState::Void => Fen::ZERO,
        }
    }

    /// It is this customer's, under whichever of their records it was made.
    fn of_customer(&self, facts: &dyn Facts, customer: CustomerId) -> Result<(), Stop> {
        let whose = match self.customer {
            Some(whose) => head_of(facts, whose)?,
            None => None,
        };
        let own = head_of(facts, customer)?;
        if whose.is_some() && whose.map(|one| one.id) == own.map(|one| one.id) {
            return Ok(());
        }
        Err(MemberRefusal::PaidByAnother {
            number: self.number.clone(),
        }
        .into())
    }
}

/// A source by its id; nothing where this house has none such.
pub(super) fn source(
    facts: &dyn Facts,
    spending: Spending,
    id: RecordId,
) -> Result<Option<Source>, Missing> {
    match spending {
        Spending::Car => match facts.get::<Order>(OrderId::from(id))? {
            Some(order) => sale(facts, &order).map(Some),
            None => Ok(None),
        },
        Spending::Service => {
            let sheet = facts.get::<SettlementSheet>(SettlementId::from(id))?;
            Ok(sheet.as_ref().map(settlement))
        }
        Spending::Plan => match facts.get::<PrepaidPlan>(PrepaidPlanId::from(id))? {
            Some(plan) => paid_ahead(facts, &plan).map(Some),
            None => Ok(None),
        },
    }
}

/// A source of this customer that a command names.
pub(super) fn named(
    facts: &dyn Facts,
    spending: Spending,
    id: RecordId,
    customer: CustomerId,
) -> Result<Source, Stop> {
    let source = source(facts, spending, id)?.ok_or_else(|| GeneralRefusal::NotFound {
        kind: match spending {
            Spending::Car => "sales_order",
            Spending::Service => "settlement_sheet",
            Spending::Plan => "prepaid_plan",
        }
        .to_owned(),
        field: "source".to_owned(),
    })?;
    source.of_customer(facts, customer)?;
    Ok(source)
}

pub(super) fn sale(facts: &dyn Facts, order: &Order) -> Result<Source, Missing> {
    let account = facts.get::<OrderAccount>(order.id)?;
    let paid = account.map_or(Fen::ZERO, |account| account.paid);
    let state = match order.state {
        OrderState::RefundOpen | OrderState::Cancelled => SourceState::Void,
        OrderState::Draft
        | OrderState::ApprovalWaiting
        | OrderState::Signed
        | OrderState::DepositPaid
        | OrderState::Allocated
        | OrderState::Ready
        | OrderState::Delivered
        | OrderState::Registered
        | OrderState::FollowedUp => {
            if order.total.is_positive() && paid >= order.total {
                SourceState::Paid
            } else {
                SourceState::Open
            }
        }
    };
    Ok(Source {
        spending: Spending::Car,
        id: order.id.into(),
        number: order.number.clone(),
        customer: Some(order.customer),
        paid: paid.min(order.total),
        state,
    })
}

pub(super) fn settlement(sheet: &SettlementSheet) -> Source {
    let state = match sheet.state {
        SettlementState::Reversed => SourceState::Void,
        SettlementState::Paid if sheet.payer.pays_at_the_counter() => SourceState::Paid,
        // What a maker, an insurer or the house pays is not the customer's spending.
        SettlementState::Paid
        | SettlementState::Open
        | SettlementState::OnAccount
        | SettlementState::OnCredit => SourceState::Open,
    };
    Source {
        spending: Spending::Service,
        id: sheet.id.into(),
        number: sheet.number.clone(),
        customer: sheet.customer,
        paid: sheet.paid,
        state,
    }
}

/// A plan is paid when it is sold; what it pays for later earns nothing again.
pub(super) fn paid_ahead(facts: &dyn Facts, plan: &PrepaidPlan) -> Result<Source, Missing> {
    let entries = facts.by::<PlanEntry>(PlanEntry::BY_PLAN_N, [plan.id.to_value()])?;
    let paid = entries.iter().map(|entry| entry.money.0).sum();
    Ok(Source {
        spending: Spending::Plan,
        id: plan.id.into(),
        number: plan.number.clone(),
        customer: Some(plan.customer),
        paid: Fen(paid),
        state: SourceState::Paid,
    })
}
