//! A car, or its keys, are somewhere else now.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::shared::{named, ours, sound};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::VehicleId,
    refusal::GeneralRefusal,
    rights::Right,
};

/// Only what is given changes, so that moving the car does not move its keys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MoveVehicle {
    pub vehicle: VehicleId,
    #[serde(default)]
    pub location: Option<String>,
    #[serde(default)]
    pub keys_with: Option<String>,
}

impl Rule for MoveVehicle {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::MoveStock);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut vehicle = named(facts, self.vehicle)?;
        ours(&vehicle)?;
        if self.location.is_none() && self.keys_with.is_none() {
            return Err(GeneralRefusal::Empty {
                field: "location".to_owned(),
            }
            .into());
        }
        if let Some(location) = &self.location {
            location.trim().clone_into(&mut vehicle.location);
        }
        if let Some(holder) = &self.keys_with {
            holder.trim().clone_into(&mut vehicle.keys_with);
        }
        sound(&vehicle, context.today())?;
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle);
        Ok(changes.into())
    }
}
