//! The car's plate: a temporary one 临牌 to drive away with, or the lasting one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Order, order_picture, put_order, required};
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
pub struct RecordPlate {
    pub order: OrderId,
    pub plate: String,
    /// Last day of a temporary plate; absent for the lasting one.
    #[serde(default)]
    pub temporary_until: Option<NaiveDate>,
}

impl Rule for RecordPlate {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::DeliverVehicles);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("plate", &self.plate, 20)?;
        if let Some(until) = self.temporary_until {
            // A temporary plate is given for 30 days at most (机动车登记规定 47).
            let last = context.today() + chrono::Days::new(30);
            checks::date_until("temporaryUntil", until, last)?;
        }
        let order: Order = required(facts, self.order, "order")?;
        let (account, vehicle, _) = order_picture(facts, &order)?;
        let order = Order {
            plate: self.plate.trim().to_owned(),
            temporary_plate_until: self.temporary_until,
            ..order
        };
        let mut changes = Changes::new();
        put_order(&mut changes, context, order, &account, vehicle.as_ref());
        Ok(changes.into())
    }
}
