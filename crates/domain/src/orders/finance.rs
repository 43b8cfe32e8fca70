//! What the lender said.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FinanceState, Order, OrderConcern, OrderRefusal, order_picture, put_order, required};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule},
    context::Context,
    facts::Facts,
    ids::OrderId,
    money::Fen,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordFinanceDecision {
    pub order: OrderId,
    pub decision: FinanceState,
    #[serde(default)]
    pub lender: String,
    /// What the lender pays.
    #[serde(default)]
    pub loan: Fen,
}

impl Rule for RecordFinanceDecision {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::MakeOrders);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let order: Order = required(facts, self.order, "order")?;
        let (lender, loan) = match self.decision {
            FinanceState::NotNeeded => (String::new(), Fen::ZERO),
            FinanceState::Applied | FinanceState::Approved | FinanceState::Refused => {
                checks::filled("lender", &self.lender, checks::LINE)?;
                if !self.loan.is_positive() || self.loan > order.total {
                    return Err(OrderRefusal::LoanOutOfRange { total: order.total }.into());
                }
                (self.lender.trim().to_owned(), self.loan)
            }
        };
        let (account, vehicle, _) = order_picture(facts, &order)?;
        let mut outcome = Outcome::default();
        if self.decision == FinanceState::Refused {
            outcome.concerns.push(
                OrderConcern::LoanRefused {
                    order_number: order.number.clone(),
                    order: order.id,
                }
                .into(),
            );
        }
        let order = Order {
            finance: self.decision,
            lender,
            loan,
            ..order
        };
        let mut changes = Changes::new();
        put_order(&mut changes, context, order, &account, vehicle.as_ref());
        outcome.changes = changes;
        Ok(outcome)
    }
}
