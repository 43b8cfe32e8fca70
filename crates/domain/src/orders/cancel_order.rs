//! The sale fails: who is at fault decides where the advance goes (民法典 587), the car goes back to
//! stock, and what is to be paid back stays open until it is.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Fault, Order, OrderConcern, OrderRefusal, OrderStep, invoices, open_order, order_account,
    put_order, release_vehicle,
};
use crate::{
    calendars::{CalendarRules, DeadlineKind},
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule, Stop},
    context::Context,
    deposits::{DepositRules, assess_deposit},
    facts::{Ask, Facts},
    ids::{GroupId, LaneId, OrderId},
    money::Fen,
    payments::OrderAccount,
    promotions,
    quotes::Quote,
    refusal::GeneralRefusal,
    rights::Right,
    rules::rules_in_force,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CancelOrder {
    pub order: OrderId,
    pub fault: Fault,
    pub reason: String,
    /// The group, where the sale rests on a promotion of the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
}

/// What a cancellation leaves to be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Settlement {
    /// Goes back to the customer, of what was paid.
    pub refund: Fen,
    /// The 定金 that the house keeps.
    pub kept: Fen,
    /// What the house pays on top: the other half of double the 定金.
    pub compensation: Fen,
}

/// What a cancellation means for the money that was paid. Asked by the rule, and by the page before
/// it asks whether to go on.
pub fn settlement(
    order: &Order,
    account: &OrderAccount,
    fault: Fault,
    today: NaiveDate,
    rules: &DepositRules,
) -> Result<Settlement, Stop> {
    let assessed = assess_deposit(
        order.total,
        order.advance_agreed,
        account.deposit,
        today,
        rules,
    )
    .map_err(|_| OrderRefusal::DepositRuleUnknown { on: today })?;
    let too_large = || GeneralRefusal::MoneyOutOfRange {
        field: "order".to_owned(),
    };
    let (kept, compensation) = match fault {
        Fault::Buyer => (assessed.effective, Fen::ZERO),
        Fault::Seller => (Fen::ZERO, assessed.effective),
        Fault::Nobody => (Fen::ZERO, Fen::ZERO),
    };
    Ok(Settlement {
        refund: account.paid.checked_sub(kept).ok_or_else(too_large)?,
        kept,
        compensation,
    })
}

impl Rule for CancelOrder {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::CancelOrders);

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::REMARK)?;
        let order = open_order(facts, self.order, OrderStep::Cancel)?;
        let account = order_account(facts, &order)?;
        let today = context.today();
        let deposits = rules_in_force(facts)?;
        let settlement = settlement(&order, &account, self.fault, today, &deposits)?;
        let calendars: Arc<CalendarRules> = rules_in_force(facts)?;
        let mut outcome = Outcome::default();
        let mut changes = Changes::new();
        if let Some(vehicle) = order.vehicle {
            if let Some(invoice) = invoices::standing(facts, vehicle)? {
                outcome.concerns.push(
                    OrderConcern::InvoiceToReverse {
                        number: invoice.number,
                        order_number: order.number.clone(),
                        order: order.id,
                    }
                    .into(),
                );
            }
            if let Some(released) = release_vehicle::released(facts, vehicle)? {
                changes.put(context.lane, &released);
            }
        }
        if let Some(quote) = order.quote
            && let Some(quote) = facts.get::<Quote>(quote)?
        {
            promotions::put_back_of(facts, context, &quote, self.group, &mut changes)?;
        }
        let account = OrderAccount {
            due: settlement.kept,
            refund_due: settlement.refund,
            // Later than that it counts as withheld on purpose (侵害消费者权益行为处罚办法 8, 10).
            refund_by: calendars.due(DeadlineKind::RefundOnDemand, today).ok(),
            compensation_due: settlement.compensation,
            ..account
        };
        let order = Order {
            cancelled_at: Some(context.made_at),
            cancel_reason: self.reason.trim().to_owned(),
            fault: Some(self.fault),
            ..release_vehicle::without_vehicle(order)
        };
        changes.put(context.lane, &account);
        put_order(&mut changes, context, order, &account, None);
        outcome.changes = changes;
        Ok(outcome)
    }
}
