//! What is left of a plan is given back, and the plan ends.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Entered, PlanDeed, PlanRefusal, PlanState, PrepaidPlan};
use crate::{
    cash_days,
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::PrepaidPlanId,
    money::Fen,
    payments::PaymentMethod,
    refusal::GeneralRefusal,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefundPlan {
    pub plan: PrepaidPlanId,
    pub amount: Fen,
    pub method: PaymentMethod,
    pub reason: String,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub receipt_number: String,
}

impl Rule for RefundPlan {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RefundPayments);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.receipt_number.is_empty() {
            self.receipt_number = numbers.next(NumberSeries::Receipt);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::REMARK)?;
        checks::filled("receiptNumber", &self.receipt_number, 40)?;
        let mut plan =
            facts
                .get::<PrepaidPlan>(self.plan)?
                .ok_or_else(|| GeneralRefusal::NotFound {
                    kind: "prepaid_plan".to_owned(),
                    field: "plan".to_owned(),
                })?;
        if plan.state != PlanState::Running {
            return Err(PlanRefusal::PlanNotRunning {
                number: plan.number,
                state: plan.state,
            }
            .into());
        }
        let most = plan.price.min(plan.value_left);
        if !self.amount.is_positive() || self.amount > most {
            return Err(PlanRefusal::RefundBeyondPlan {
                most,
                field: "amount".to_owned(),
            }
            .into());
        }
        let money = self.amount.checked_neg().unwrap_or_default();
        let (mut day, _) = cash_days::posting_day(facts, context)?;
        day.count(self.method, money)?;
        let gone = plan.value_left;
        let times = plan.times_left.unwrap_or(0);
        plan.value_left = Fen::ZERO;
        plan.times_left = plan.times_left.map(|_| 0);
        plan.state = PlanState::Ended;
        let mut changes = Changes::new();
        plan.enter(
            context,
            Entered {
                deed: PlanDeed::Refunded,
                value: gone.checked_neg().unwrap_or_default(),
                times,
                settlement: None,
                repair_order: None,
                money,
                method: Some(self.method),
                receipt_number: self.receipt_number.clone(),
                day: Some(day.day),
                note: self.reason.trim().to_owned(),
            },
            &mut changes,
        );
        changes.put(context.lane, &day);
        Ok(changes.into())
    }
}
