//! The fixed routes on which the house lets customers drive.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DriveRefusal;
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::DriveRouteId,
    refusal::GeneralRefusal,
    rights::Right,
};

crate::words! {
    pub enum RouteState {
        InUse => "inUse",
        /// Not booked any more; drives that took it keep it.
        Retired => "retired",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "drive_route", index(name), index(state, name))]
pub struct DriveRoute {
    pub id: DriveRouteId,
    pub name: String,
    /// Where it goes, as the agreement prints it.
    pub description: String,
    /// Tenths of a kilometre.
    pub length_hm: u32,
    pub minutes: u32,
    pub state: RouteState,
}

/// Adds a route, changes it, or retires it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetDriveRoute {
    pub route: DriveRouteId,
    pub name: String,
    #[serde(default)]
    pub description: String,
    pub length_hm: u32,
    pub minutes: u32,
    pub state: RouteState,
}

/// Routes are from five minutes to four hours and up to three hundred kilometres long.
const MINUTES: std::ops::RangeInclusive<u32> = 5..=240;
const LENGTH_HM: std::ops::RangeInclusive<u32> = 1..=3_000;

impl Rule for SetDriveRoute {
    const NATURE: Nature = Nature::Claim;
    /// Whoever keeps the demonstrators keeps their routes.
    const RIGHT: Option<Right> = Some(Right::EditStock);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("name", &self.name, checks::LINE)?;
        checks::fits("description", &self.description, checks::REMARK)?;
        for (field, fits) in [
            ("minutes", MINUTES.contains(&self.minutes)),
            ("lengthHm", LENGTH_HM.contains(&self.length_hm)),
        ] {
            if !fits {
                return Err(DriveRefusal::DrivePolicyImplausible {
                    field: field.to_owned(),
                }
                .into());
            }
        }
        let name = self.name.trim();
        let same = facts
            .by::<DriveRoute>(DriveRoute::BY_NAME, [name.to_owned().to_value()])?
            .into_iter()
            .any(|route| route.id != self.route && route.state == RouteState::InUse);
        if same && self.state == RouteState::InUse {
            return Err(DriveRefusal::RouteNameTaken {
                route: name.to_owned(),
            }
            .into());
        }
        if self.state == RouteState::Retired && facts.get::<DriveRoute>(self.route)?.is_none() {
            return Err(GeneralRefusal::NotFound {
                kind: "drive_route".to_owned(),
                field: "route".to_owned(),
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &DriveRoute {
                id: self.route,
                name: name.to_owned(),
                description: self.description.trim().to_owned(),
                length_hm: self.length_hm,
                minutes: self.minutes,
                state: self.state,
            },
        );
        Ok(changes.into())
    }
}
