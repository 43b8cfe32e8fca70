//! A car goes to another dealership, arrives there, or comes back.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    VehicleState, VehicleStep,
    shared::{happened, named, sound, step},
};
use crate::{
    car_transfers::not_between_stores,
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::VehicleId,
    rights::Right,
};

/// Sets out for another dealership. It stays on the books of this one until it has arrived there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SendAway {
    pub vehicle: VehicleId,
    /// The dealership it goes to.
    pub destination: String,
}

impl Rule for SendAway {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MoveStock);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut vehicle = named(facts, self.vehicle)?;
        checks::filled("destination", &self.destination, checks::LINE)?;
        step(&mut vehicle, VehicleStep::SendAway)?;
        self.destination.trim().clone_into(&mut vehicle.location);
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle);
        Ok(changes.into())
    }
}

/// The other dealership has it: its record here ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Depart {
    pub vehicle: VehicleId,
}

impl Rule for Depart {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::MoveStock);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut vehicle = named(facts, self.vehicle)?;
        not_between_stores(facts, self.vehicle)?;
        step(&mut vehicle, VehicleStep::Depart)?;
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle);
        Ok(changes.into())
    }
}

/// Back from another dealership, or from a customer who gave it back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComeBack {
    pub vehicle: VehicleId,
    pub on: NaiveDate,
    #[serde(default)]
    pub location: String,
    pub odometer_km: u32,
}

impl Rule for ComeBack {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::TakeIntoStock);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut vehicle = named(facts, self.vehicle)?;
        happened("on", self.on, context.today())?;
        let was = vehicle.state;
        not_between_stores(facts, self.vehicle)?;
        step(&mut vehicle, VehicleStep::ComeBack)?;
        if was == VehicleState::Delivered {
            // It was somebody else's meanwhile: its age in stock begins anew, and no order holds it.
            vehicle.arrived_on = Some(self.on);
            vehicle.held_by = None;
            vehicle.held_at = None;
        }
        vehicle.odometer_km = self.odometer_km;
        self.location.trim().clone_into(&mut vehicle.location);
        sound(&vehicle, context.today())?;
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle);
        Ok(changes.into())
    }
}
