//! The customer was asked, some days after the hand-over, how it goes with the car.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Order, OrderStep, open_order};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::OrderId,
    rights::Right,
    tasks::{TaskKind, open_about},
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordFollowUp {
    pub order: OrderId,
    #[serde(default)]
    pub note: String,
}

impl Rule for RecordFollowUp {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::MakeOrders);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::fits("note", &self.note, checks::REMARK)?;
        let order = open_order(facts, self.order, OrderStep::FollowUp)?;
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Order {
                followed_up_at: Some(context.made_at),
                ..order
            },
        );
        for task in open_about(facts, self.order.into(), TaskKind::CallBack)? {
            changes.put(context.lane, &task.done(&self.note, context));
        }
        Ok(changes.into())
    }
}
