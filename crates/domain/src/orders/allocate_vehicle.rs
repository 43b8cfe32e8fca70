//! Allocation 配车: one VIN to one live order (INV-3).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Order, OrderRefusal, OrderStep, open_order, order_account, put_order, required};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    facts::{Ask, Facts},
    ids::{OrderId, VehicleId},
    people::Person,
    recalls::stops_sale,
    rights::Right,
    vehicles::{Vehicle, VehicleRefusal, VehicleStep},
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AllocateVehicle {
    pub order: OrderId,
    pub vehicle: VehicleId,
}

impl Rule for AllocateVehicle {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::AllocateVehicles);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let found: Order = required(facts, self.order, "order")?;
        if let Some(held) = found.vehicle
            && found.state.is_live()
        {
            let held = facts.get::<Vehicle>(held)?;
            return Err(OrderRefusal::OrderHoldsVehicle {
                stock_number: held.map_or_else(String::new, |v| v.stock_number),
            }
            .into());
        }
        let order = open_order(facts, self.order, OrderStep::Allocate)?;
        let vehicle: Vehicle = required(facts, self.vehicle, "vehicle")?;
        if let Some(holder) = vehicle.held_by {
            return Err(held_by(facts, &vehicle, holder)?.into());
        }
        if !vehicle.stop_sale.is_empty() {
            return Err(OrderRefusal::VehicleStopSale {
                reason: vehicle.stop_sale,
            }
            .into());
        }
        if let Some(recall) = stops_sale(facts, vehicle.vin.as_str(), context.today())? {
            return Err(OrderRefusal::VehicleRecalled {
                number: recall.number,
                title: recall.title,
            }
            .into());
        }
        let Some(state) = VehicleStep::Allocate.from(vehicle.state) else {
            return Err(VehicleRefusal::StepNotPossible {
                step: VehicleStep::Allocate,
                state: vehicle.state,
            }
            .into());
        };
        order.may_have(facts, context.actor, &vehicle)?;
        let vehicle = Vehicle {
            state,
            held_by: Some(order.id),
            held_at: Some(context.made_at),
            ..vehicle
        };
        let account = order_account(facts, &order)?;
        let order = Order {
            vehicle: Some(vehicle.id),
            allocated_by: Some(context.actor),
            allocated_at: Some(context.made_at),
            ..order
        };
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle);
        put_order(&mut changes, context, order, &account, Some(&vehicle));
        Ok(changes.into())
    }
}

/// Who has the car, by number and name, and since when.
fn held_by(facts: &dyn Facts, vehicle: &Vehicle, holder: OrderId) -> Result<OrderRefusal, Stop> {
    let order = facts.get::<Order>(holder)?;
    let person = match order
        .as_ref()
        .map(|o| o.allocated_by.unwrap_or(o.consultant))
    {
        Some(person) => facts.get::<Person>(person)?,
        None => None,
    };
    Ok(OrderRefusal::VehicleHeldBy {
        order_number: order.map_or_else(String::new, |o| o.number),
        order: holder,
        person: person.map_or_else(String::new, |p| p.name),
        since: vehicle.held_at.unwrap_or_default(),
    })
}
