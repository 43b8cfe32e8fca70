//! What the house asks for a car changes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::shared::{named, ours, sound};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::VehicleId,
    money::Fen,
    refusal::GeneralRefusal,
    rights::Right,
};

/// Two people must not set the price past each other, so the old one travels along.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetAskingPrice {
    pub vehicle: VehicleId,
    /// What stood there when the person looked.
    #[serde(default)]
    pub from: Option<Fen>,
    /// Nothing: the guide price is asked.
    #[serde(default)]
    pub to: Option<Fen>,
}

impl Rule for SetAskingPrice {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditStock);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut vehicle = named(facts, self.vehicle)?;
        ours(&vehicle)?;
        if vehicle.asking_price != self.from {
            return Err(GeneralRefusal::ChangedMeanwhile {
                field: "to".to_owned(),
            }
            .into());
        }
        if let Some(price) = self.to {
            crate::checks::sum_in_range("to", price)?;
        }
        vehicle.asking_price = self.to;
        sound(&vehicle, context.today())?;
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle);
        Ok(changes.into())
    }
}
