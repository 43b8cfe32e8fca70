//! A discount beyond one's authority goes to a manager before the contract is signed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Order, OrderApproval, OrderRefusal, OrderStep, open_order, order_standing};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::OrderId,
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
                approval_words: self.reason.trim().to_owned(),
                approval_answer: String::new(),
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
        match self.verdict {
            OrderVerdict::Approve => checks::fits("reason", &self.reason, checks::REMARK)?,
            // Whoever asked must learn what to change.
            OrderVerdict::Reject => checks::filled("reason", &self.reason, checks::REMARK)?,
        }
        let order = open_order(facts, self.order, OrderStep::DecideApproval)?;
        if order.consultant == context.actor {
            return Err(OrderRefusal::OwnApproval.into());
        }
        if self.verdict == OrderVerdict::Approve {
            let standing = order_standing(
                facts,
                context.actor,
                order.wanted_vehicle,
                order.guide_price,
                order.car_price,
            )?;
            if let Some(refusal) = standing.refusal() {
                return Err(refusal.on_field("verdict").into());
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
                approval_answer: self.reason.trim().to_owned(),
                approved_by: Some(context.actor),
                ..order
            },
        );
        Ok(changes.into())
    }
}
