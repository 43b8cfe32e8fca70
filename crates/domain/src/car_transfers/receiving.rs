//! A car from another store of the group is here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{TransferState, TransferWay, name_of_giver, on_the_way, other_side};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    facts::Facts,
    groups::another_store,
    ids::{CarTransferId, DealershipId, LaneId},
    rights::Right,
    vehicles::{
        Vehicle, VehicleRefusal, VehicleState, VehicleStep, car_named, car_sound, car_step,
    },
};

/// With it the sender's record closes: the car is this store's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReceiveCarFromStore {
    pub transfer: CarTransferId,
    /// The store it comes from.
    pub store: DealershipId,
    pub arrived_on: NaiveDate,
    #[serde(default)]
    pub odometer_km: u32,
    #[serde(default)]
    pub location: String,
    #[serde(default)]
    pub keys_with: String,
}

impl Rule for ReceiveCarFromStore {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::TakeIntoStock);

    fn lanes(&self) -> Vec<LaneId> {
        vec![self.store.lane()]
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let lane_there = another_store(self.store, context)?;
        let transfer = on_the_way(facts, self.transfer, TransferWay::In, self.store)?;
        let mut vehicle = car_named(facts, transfer.vehicle)?;
        self.arrive(&mut vehicle)?;
        car_sound(&vehicle, context.today())?;
        let by = name_of_giver(facts, context)?;

        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle).put(
            context.lane,
            &transfer.clone().ended(TransferState::Arrived, context, &by),
        );
        if let Some(there) = facts.elsewhere(lane_there) {
            let sent = other_side(there, &transfer, context)?;
            let mut departed = car_named(there, sent.vehicle)?;
            car_step(&mut departed, VehicleStep::Depart)?;
            changes.put(lane_there, &departed).put(
                lane_there,
                &sent.ended(TransferState::Arrived, context, &by),
            );
        }
        Ok(changes.into())
    }
}

impl ReceiveCarFromStore {
    /// A car that went on before anybody confirmed that it had come keeps its state; only the way to here ends.
    fn arrive(&self, vehicle: &mut Vehicle) -> Result<(), Stop> {
        match vehicle.state {
            VehicleState::InTransit | VehicleState::Allocated => {
                car_step(vehicle, VehicleStep::Arrive)?;
                self.location.trim().clone_into(&mut vehicle.location);
                if !self.keys_with.trim().is_empty() {
                    self.keys_with.trim().clone_into(&mut vehicle.keys_with);
                }
            }
            VehicleState::InStock
            | VehicleState::InInspection
            | VehicleState::Ready
            | VehicleState::Delivered => {}
            VehicleState::Transferring | VehicleState::Gone => {
                return Err(VehicleRefusal::StepNotPossible {
                    step: VehicleStep::Arrive,
                    state: vehicle.state,
                }
                .into());
            }
        }
        vehicle.arrived_on = Some(self.arrived_on);
        vehicle.odometer_km = vehicle.odometer_km.max(self.odometer_km);
        Ok(())
    }
}
