//! The policy is there, whoever sold it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{InsuranceState, Order, OrderRefusal, order_picture, put_order, required};
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
pub struct RecordInsurance {
    pub order: OrderId,
    pub insurer: String,
    pub policy_number: String,
    /// Last day of the compulsory cover.
    pub until: NaiveDate,
}

impl Rule for RecordInsurance {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::MakeOrders);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("insurer", &self.insurer, checks::LINE)?;
        checks::filled("policyNumber", &self.policy_number, checks::LINE)?;
        let order: Order = required(facts, self.order, "order")?;
        let today = context.today();
        if self.until < today {
            return Err(OrderRefusal::CoverEnded { until: self.until }.into());
        }
        let in_three_years = today
            .checked_add_months(chrono::Months::new(36))
            .unwrap_or(today);
        checks::date_until("until", self.until, in_three_years)?;
        let (account, vehicle, _) = order_picture(facts, &order)?;
        let order = Order {
            insurance: InsuranceState::InForce,
            insurer: self.insurer.trim().to_owned(),
            policy_number: self.policy_number.trim().to_owned(),
            insured_until: Some(self.until),
            ..order
        };
        let mut changes = Changes::new();
        put_order(&mut changes, context, order, &account, vehicle.as_ref());
        Ok(changes.into())
    }
}
