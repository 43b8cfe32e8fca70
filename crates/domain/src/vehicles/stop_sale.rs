//! A car must not be sold for a while (recall, damage), and may be again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    VehicleRefusal,
    shared::{named, ours},
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::VehicleId,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StopSale {
    pub vehicle: VehicleId,
    /// Why; the consultant reads it where the car cannot be allocated.
    pub reason: String,
}

impl Rule for StopSale {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditStock);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut vehicle = named(facts, self.vehicle)?;
        ours(&vehicle)?;
        checks::filled("reason", &self.reason, checks::LINE)?;
        self.reason.trim().clone_into(&mut vehicle.stop_sale);
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle);
        Ok(changes.into())
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AllowSale {
    pub vehicle: VehicleId,
}

impl Rule for AllowSale {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditStock);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut vehicle = named(facts, self.vehicle)?;
        if vehicle.stop_sale.is_empty() {
            return Err(VehicleRefusal::NotStopped.into());
        }
        vehicle.stop_sale.clear();
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle);
        Ok(changes.into())
    }
}
