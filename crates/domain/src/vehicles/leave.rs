//! A car leaves the books without a customer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    VehicleStep,
    shared::{named, sound, step},
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

crate::words! {
    pub enum LeaveReason {
        /// Back to the maker or the seller.
        SentBack => "sentBack",
        /// Destroyed or stolen.
        WrittenOff => "writtenOff",
        /// The order at the maker was cancelled before it came.
        Cancelled => "cancelled",
        /// Taken in by mistake; the right record stands elsewhere.
        TakenInByMistake => "takenInByMistake",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Leave {
    pub vehicle: VehicleId,
    pub reason: LeaveReason,
    /// What happened, in words that stay on the car's record.
    pub remark: String,
}

impl Rule for Leave {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditStock);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut vehicle = named(facts, self.vehicle)?;
        checks::filled("remark", &self.remark, checks::LINE)?;
        not_between_stores(facts, self.vehicle)?;
        step(&mut vehicle, VehicleStep::Leave)?;
        if !vehicle.remark.is_empty() {
            vehicle.remark.push('\n');
        }
        vehicle.remark.push_str(self.remark.trim());
        vehicle.location.clear();
        sound(&vehicle, context.today())?;
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle);
        Ok(changes.into())
    }
}
