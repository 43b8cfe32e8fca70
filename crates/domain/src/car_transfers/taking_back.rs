//! A car that set out for another store is back before it arrived there.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{TransferRefusal, TransferState, TransferWay, name_of_giver, on_the_way, other_side};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    facts::Facts,
    groups::another_store,
    ids::{CarTransferId, DealershipId, LaneId},
    rights::Right,
    vehicles::{Vehicle, VehicleState, VehicleStep, car_happened, car_named, car_sound, car_step},
};

/// The car is for sale here again. Where the other store has promised it, that promise is to be lifted first: until
/// then the car stays on its way, so nobody sells it twice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakeCarBack {
    pub transfer: CarTransferId,
    /// The store it was going to.
    pub store: DealershipId,
    pub on: NaiveDate,
    #[serde(default)]
    pub location: String,
    #[serde(default)]
    pub odometer_km: u32,
}

impl Rule for TakeCarBack {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MoveStock);

    fn lanes(&self) -> Vec<LaneId> {
        vec![self.store.lane()]
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let lane_there = another_store(self.store, context)?;
        let transfer = on_the_way(facts, self.transfer, TransferWay::Out, self.store)?;
        car_happened("on", self.on, context.today())?;
        let mut vehicle = car_named(facts, transfer.vehicle)?;
        car_step(&mut vehicle, VehicleStep::ComeBack)?;
        vehicle.odometer_km = vehicle.odometer_km.max(self.odometer_km);
        self.location.trim().clone_into(&mut vehicle.location);
        car_sound(&vehicle, context.today())?;
        let by = name_of_giver(facts, context)?;

        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle).put(
            context.lane,
            &transfer
                .clone()
                .ended(TransferState::TakenBack, context, &by),
        );
        if let Some(there) = facts.elsewhere(lane_there) {
            let awaited = other_side(there, &transfer, context)?;
            let given_up = given_up(car_named(there, awaited.vehicle)?)?;
            changes.put(lane_there, &given_up).put(
                lane_there,
                &awaited.ended(TransferState::TakenBack, context, &by),
            );
        }
        Ok(changes.into())
    }
}

/// The other store's record, which ends without the car ever having been there.
fn given_up(mut awaited: Vehicle) -> Result<Vehicle, Stop> {
    match awaited.state {
        VehicleState::InTransit => {
            car_step(&mut awaited, VehicleStep::Leave)?;
            Ok(awaited)
        }
        VehicleState::InStock
        | VehicleState::Transferring
        | VehicleState::Allocated
        | VehicleState::InInspection
        | VehicleState::Ready
        | VehicleState::Delivered
        | VehicleState::Gone => Err(TransferRefusal::HeldThere.into()),
    }
}
