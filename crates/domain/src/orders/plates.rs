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
    customers::plate_of_owner,
    facts::Facts,
    identifiers::{Plate, PlateError},
    ids::OrderId,
    refusal::Refusal,
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
        // The paper of a temporary plate has a number of its own; the lasting one is a plate like any other.
        let plate = match self.temporary_until {
            Some(_) => self.plate.trim().to_owned(),
            None => match Plate::parse(&self.plate) {
                Ok(plate) => plate.to_string(),
                // Embassies, emergency services and the army have plates of their own making.
                Err(PlateError::NeedsByHand) => self.plate.trim().to_owned(),
                Err(error) => return Err(Refusal::typed(&error, Some("plate")).into()),
            },
        };
        let order: Order = required(facts, self.order, "order")?;
        let (account, vehicle, _) = order_picture(facts, &order)?;
        let order = Order {
            plate,
            temporary_plate_until: self.temporary_until,
            ..order
        };
        let mut changes = Changes::new();
        if let Some(vehicle) = vehicle.as_ref().filter(|_| order.state.is_delivered())
            && !order.lasting_plate().is_empty()
        {
            let plate = order.lasting_plate();
            plate_of_owner(facts, context, order.customer, vehicle, plate, &mut changes)?;
        }
        put_order(&mut changes, context, order, &account, vehicle.as_ref());
        Ok(changes.into())
    }
}
