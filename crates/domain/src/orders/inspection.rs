//! The inspection before delivery (PDI) was made, and how it went.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    InspectionState, Order, OrderConcern, OrderRefusal, order_picture, put_order, required,
};
use crate::{
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Outcome, Rule},
    context::Context,
    facts::Facts,
    ids::OrderId,
    repair_orders::order_for_failed_inspection,
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
    /// Of the repair order that puts a car right which failed; drawn by the desk when the command is made.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub repair_order_number: String,
}

impl Rule for RecordInspection {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::DeliverVehicles);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.result == InspectionResult::Failed && self.repair_order_number.is_empty() {
            self.repair_order_number = numbers.next(NumberSeries::RepairOrder);
        }
    }

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
        // An older program drew no number; its command opens no repair order.
        if self.result == InspectionResult::Failed && !self.repair_order_number.is_empty() {
            let mut repair = order_for_failed_inspection(
                facts,
                context,
                order.id,
                &vehicle,
                &self.repair_order_number,
                &self.remark,
            )?;
            outcome.concerns.append(&mut repair.concerns);
            outcome.changes.0.append(&mut repair.changes.0);
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
        outcome.changes.put(context.lane, &vehicle);
        put_order(
            &mut outcome.changes,
            context,
            order,
            &account,
            Some(&vehicle),
        );
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
