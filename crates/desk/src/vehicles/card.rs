//! One car with its story.

use domain::{
    entity::Entity,
    ids::{CommandId, VehicleId},
    people::Person,
    refusal::{GeneralRefusal, Refusal},
    rights::Right,
    time::Timestamp,
    vehicles::{Vehicle, VehicleCost},
};
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use crate::{Desk, error::RpcError};

#[derive(Debug, Deserialize, TS)]
pub struct VehicleCardArgs {
    pub id: VehicleId,
}

/// One line of a record's timeline.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineEntry {
    pub command: CommandId,
    /// The command's name, an i18n key under `command.<name>`.
    pub what: String,
    pub who: String,
    pub at: Timestamp,
    pub pending: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VehicleCard {
    pub vehicle: Vehicle,
    /// By right only.
    pub cost: Option<VehicleCost>,
    pub timeline: Vec<TimelineEntry>,
}

pub fn card(desk: &Desk, asked: VehicleCardArgs) -> Result<VehicleCard, RpcError> {
    let (store, session) = desk.with_right(Right::SeeStock)?;
    let sees_cost = session.rights(&store)?.has(Right::SeeCost);
    store.store.read(|connection| {
        let Some(vehicle) = rows::entity::<Vehicle>(connection, asked.id)? else {
            return Err(Refusal::from(GeneralRefusal::NotFound {
                kind: "vehicle".to_owned(),
                field: "id".to_owned(),
            })
            .into());
        };
        let cost = if sees_cost {
            rows::entity::<VehicleCost>(connection, asked.id)?
        } else {
            None
        };
        let mut timeline = Vec::new();
        for entry in store::history(connection, Vehicle::TABLE, asked.id.into())? {
            let who: Option<Person> = rows::entity(connection, entry.header.actor)?;
            timeline.push(TimelineEntry {
                command: entry.header.id,
                what: entry.header.name,
                who: who.map_or_else(String::new, |person| person.name),
                at: entry.header.made_at,
                pending: false,
            });
        }
        Ok(VehicleCard {
            vehicle,
            cost,
            timeline,
        })
    })
}
