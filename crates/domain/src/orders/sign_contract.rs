//! Both sides sign. From here the order binds.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Order, OrderRefusal, OrderStep, Picture, missing_for, open_order, order_picture, put_order,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule},
    context::Context,
    facts::Facts,
    ids::OrderId,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignContract {
    pub order: OrderId,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub contract_number: String,
}

impl Rule for SignContract {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MakeOrders);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.contract_number.is_empty() {
            self.contract_number = numbers.next(NumberSeries::Contract);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("contractNumber", &self.contract_number, 40)?;
        let order = open_order(facts, self.order, OrderStep::Sign)?;
        let (account, vehicle, customer) = order_picture(facts, &order)?;
        let missing = missing_for(
            OrderStep::Sign,
            &Picture {
                order: &order,
                account: &account,
                vehicle: vehicle.as_ref(),
                customer: customer.as_ref(),
                today: context.today(),
            },
        );
        if let Some(missing) = missing.first() {
            return Err(OrderRefusal::OrderNotComplete {
                step: OrderStep::Sign,
                missing: *missing,
            }
            .into());
        }
        let order = Order {
            contract_number: self.contract_number.clone(),
            signed_at: Some(context.made_at),
            ..order
        };
        let mut changes = Changes::new();
        put_order(&mut changes, context, order, &account, vehicle.as_ref());
        Ok(changes.into())
    }
}
