//! A car that was on its way is here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    VehicleRefusal, VehicleStep,
    shared::{named, sound, step},
};
use crate::{
    car_transfers::not_between_stores,
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::VehicleId,
    rights::Right,
};

/// A car that was promised while on its way keeps its order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Arrive {
    pub vehicle: VehicleId,
    pub arrived_on: NaiveDate,
    #[serde(default)]
    pub odometer_km: u32,
    #[serde(default)]
    pub location: String,
    #[serde(default)]
    pub keys_with: String,
}

impl Rule for Arrive {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::TakeIntoStock);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut vehicle = named(facts, self.vehicle)?;
        if vehicle.arrived_on.is_some() {
            return Err(VehicleRefusal::StepNotPossible {
                step: VehicleStep::Arrive,
                state: vehicle.state,
            }
            .into());
        }
        not_between_stores(facts, self.vehicle)?;
        step(&mut vehicle, VehicleStep::Arrive)?;
        vehicle.arrived_on = Some(self.arrived_on);
        vehicle.odometer_km = self.odometer_km;
        self.location.trim().clone_into(&mut vehicle.location);
        if !self.keys_with.trim().is_empty() {
            self.keys_with.trim().clone_into(&mut vehicle.keys_with);
        }
        sound(&vehicle, context.today())?;
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle);
        Ok(changes.into())
    }
}
