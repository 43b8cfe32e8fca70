//! The inspection before delivery (PDI) was made, and how it went.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    InspectionState, Order, OrderConcern, OrderRefusal, order_picture, put_order, required,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule},
    context::Context,
    facts::Facts,
    ids::OrderId,
    rights::Right,
    vehicles::{Vehicle, VehicleState, VehicleStep},
};

crate::words! {
    pub enum InspectionResult {
        Passed => "passed",
        Failed => "failed",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordInspection {
    pub order: OrderId,
    pub result: InspectionResult,
    #[serde(default)]
    pub odometer_km: Option<u32>,
    /// What was found.
    #[serde(default)]
    pub remark: String,
}

impl Rule for RecordInspection {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::DeliverVehicles);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::fits("remark", &self.remark, checks::REMARK)?;
        if self.result == InspectionResult::Failed {
            checks::filled("remark", &self.remark, checks::REMARK)?;
        }
        let order: Order = required(facts, self.order, "order")?;
        let (account, vehicle, _) = order_picture(facts, &order)?;
        let Some(vehicle) = vehicle else {
            return Err(OrderRefusal::OrderHoldsNoVehicle.into());
        };
        let vehicle = Vehicle {
            state: self.vehicle_state(vehicle.state),
            odometer_km: self.odometer_km.unwrap_or(vehicle.odometer_km),
            ..vehicle
        };
        let mut outcome = Outcome::default();
        if self.result == InspectionResult::Failed {
            outcome.concerns.push(
                OrderConcern::InspectionFailed {
                    order_number: order.number.clone(),
                    vehicle: vehicle.id,
                }
                .into(),
            );
        }
        let order = Order {
            inspection: match self.result {
                InspectionResult::Passed => InspectionState::Passed,
                InspectionResult::Failed => InspectionState::Failed,
            },
            inspection_remark: self.remark.clone(),
            inspected_at: Some(context.made_at),
            ..order
        };
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle);
        put_order(&mut changes, context, order, &account, Some(&vehicle));
        outcome.changes = changes;
        Ok(outcome)
    }
}

impl RecordInspection {
    /// Through the steps of the car's own life: begun, and passed when it passed. A car that was
    /// ready and fails now is under inspection again.
    fn vehicle_state(&self, state: VehicleState) -> VehicleState {
        let begun = VehicleStep::BeginInspection.from(state).unwrap_or(state);
        match self.result {
            InspectionResult::Passed => VehicleStep::PassInspection.from(begun).unwrap_or(begun),
            InspectionResult::Failed if begun == VehicleState::Ready => VehicleState::InInspection,
            InspectionResult::Failed => begun,
        }
    }
}
