//! A discount beyond one's authority goes to a manager before the contract is signed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    NewOrderLine, Order, OrderApproval, OrderLine, OrderRefusal, OrderStep,
    from_quote::order_standing, open_order,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::OrderId,
    refusal::Refusal,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AskOrderApproval {
    pub order: OrderId,
    /// What the manager should know.
    #[serde(default)]
    pub reason: String,
}

impl Rule for AskOrderApproval {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MakeOrders);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::fits("reason", &self.reason, checks::REMARK)?;
        let order = open_order(facts, self.order, OrderStep::AskApproval)?;
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Order {
                approval: OrderApproval::NotAsked,
                approved_by: None,
                ..order
            },
        );
        Ok(changes.into())
    }
}

crate::words! {
    pub enum OrderVerdict {
        Approve => "approve",
        Reject => "reject",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecideOrderApproval {
    pub order: OrderId,
    pub verdict: OrderVerdict,
    #[serde(default)]
    pub reason: String,
}

impl Rule for DecideOrderApproval {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::ApproveDiscounts);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::fits("reason", &self.reason, checks::REMARK)?;
        let order = open_order(facts, self.order, OrderStep::DecideApproval)?;
        if order.consultant == context.actor {
            return Err(OrderRefusal::OwnApproval.into());
        }
        if self.verdict == OrderVerdict::Approve {
            let lines: Vec<NewOrderLine> = facts
                .by::<OrderLine>(OrderLine::BY_ORDER_ID_ORDINAL, [order.id.to_value()])?
                .into_iter()
                .map(|line| NewOrderLine {
                    kind: line.kind,
                    label: line.label,
                    amount: line.amount,
                })
                .collect();
            let standing = order_standing(facts, context.actor, order.vehicle, &lines)?;
            if let Some(refusal) = standing.refusal() {
                return Err(Refusal::typed(&refusal, Some("verdict")).into());
            }
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Order {
                approval: match self.verdict {
                    OrderVerdict::Approve => OrderApproval::Approved,
                    OrderVerdict::Reject => OrderApproval::Rejected,
                },
                approved_by: Some(context.actor),
                ..order
            },
        );
        Ok(changes.into())
    }
}
