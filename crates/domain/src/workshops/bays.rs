//! The bays 工位: what work is done in each, and whether it is in use.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Skill, WorkshopRefusal};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts},
    ids::BayId,
    refusal::GeneralRefusal,
    rights::Right,
};

crate::words! {
    pub enum BayState {
        InUse => "inUse",
        OutOfUse => "outOfUse",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "bay", index(name), index(state, ordinal))]
pub struct Bay {
    pub id: BayId,
    pub name: String,
    /// Where it stands on the board.
    pub ordinal: u32,
    /// The work that is done in it.
    pub skills: Json<Vec<Skill>>,
    pub state: BayState,
}

impl Bay {
    /// The bay that a command names, in use and equipped for the work.
    pub(crate) fn for_work(
        facts: &dyn Facts,
        bay: BayId,
        skill: Skill,
        field: &str,
    ) -> Result<Self, Stop> {
        let bay = facts
            .get::<Self>(bay)?
            .ok_or_else(|| GeneralRefusal::NotFound {
                kind: "bay".to_owned(),
                field: field.to_owned(),
            })?;
        match bay.state {
            BayState::InUse => {}
            BayState::OutOfUse => {
                return Err(WorkshopRefusal::BayOutOfUse {
                    bay: bay.name,
                    field: field.to_owned(),
                }
                .into());
            }
        }
        if !bay.skills.0.contains(&skill) {
            return Err(WorkshopRefusal::BayNotEquipped {
                bay: bay.name,
                skill,
                field: field.to_owned(),
            }
            .into());
        }
        Ok(bay)
    }
}

/// Adds a bay, or says anew what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SetBay {
    pub bay: BayId,
    pub name: String,
    pub ordinal: u32,
    pub skills: Vec<Skill>,
    pub state: BayState,
}

impl Rule for SetBay {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("name", &self.name, checks::LINE)?;
        let name = self.name.trim().to_owned();
        let taken = facts
            .by::<Bay>(Bay::BY_NAME, [name.to_value()])?
            .iter()
            .any(|bay| bay.id != self.bay);
        if taken {
            return Err(WorkshopRefusal::NameTaken {
                field: "name".to_owned(),
                name,
            }
            .into());
        }
        if self.skills.is_empty() {
            return Err(GeneralRefusal::Empty {
                field: "skills".to_owned(),
            }
            .into());
        }
        let mut skills = self.skills.clone();
        skills.sort_unstable();
        skills.dedup();
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Bay {
                id: self.bay,
                name,
                ordinal: self.ordinal,
                skills: Json(skills),
                state: self.state,
            },
        );
        Ok(changes.into())
    }
}
