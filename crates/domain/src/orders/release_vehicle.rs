//! The car goes back to stock; the order waits for another.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    InspectionState, InsuranceState, Order, OrderRefusal, OrderStep, invoices, open_order,
    order_account, put_order,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    facts::{Ask, Facts},
    ids::{OrderId, VehicleId},
    rights::Right,
    vehicles::{Vehicle, VehicleRefusal, VehicleState, VehicleStep},
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseVehicle {
    pub order: OrderId,
    #[serde(default)]
    pub reason: String,
}

impl Rule for ReleaseVehicle {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::AllocateVehicles);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::fits("reason", &self.reason, checks::REMARK)?;
        let order = open_order(facts, self.order, OrderStep::Release)?;
        let Some(vehicle) = order.vehicle else {
            return Err(OrderRefusal::OrderHoldsNoVehicle.into());
        };
        // The invoice names the VIN: while it stands, the car belongs to this buyer.
        if let Some(invoice) = invoices::standing(facts, vehicle)? {
            return Err(OrderRefusal::InvoiceStands {
                number: invoice.number,
                order_number: order.number,
            }
            .into());
        }
        let mut changes = Changes::new();
        if let Some(released) = released(facts, vehicle)? {
            changes.put(context.lane, &released);
        }
        let account = order_account(facts, &order)?;
        put_order(
            &mut changes,
            context,
            without_vehicle(order),
            &account,
            None,
        );
        Ok(changes.into())
    }
}

/// The order without its car and what was known about that car: inspection, policy and plate
/// belong to a VIN.
pub(super) fn without_vehicle(order: Order) -> Order {
    Order {
        vehicle: None,
        allocated_by: None,
        allocated_at: None,
        inspection: InspectionState::Open,
        inspection_remark: String::new(),
        inspected_at: None,
        insurance: InsuranceState::Open,
        insurer: String::new(),
        policy_number: String::new(),
        insured_until: None,
        plate: String::new(),
        temporary_plate_until: None,
        ..order
    }
}

/// The car, held by nobody. One that has not arrived yet is on its way again, not in stock.
pub(super) fn released(facts: &dyn Facts, id: VehicleId) -> Result<Option<Vehicle>, Stop> {
    let Some(vehicle) = facts.get::<Vehicle>(id)? else {
        return Ok(None);
    };
    let Some(state) = VehicleStep::Release.from(vehicle.state) else {
        return Err(VehicleRefusal::StepNotPossible {
            step: VehicleStep::Release,
            state: vehicle.state,
        }
        .into());
    };
    Ok(Some(Vehicle {
        state: if vehicle.arrived_on.is_some() {
            state
        } else {
            VehicleState::InTransit
        },
        held_by: None,
        held_at: None,
        ..vehicle
    }))
}
