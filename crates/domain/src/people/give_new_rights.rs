//! Roles of a house that was founded before the program learnt more get the rights that came later. Somebody gives
//! them, so that the history says who did; what the house has decided about a right stays as it is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    BuiltInRole, PeopleRefusal, Role,
    guards::{MANAGING, held_now, words},
};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::Json,
    facts::{Ask, Facts},
    ids::RoleId,
    refusal::GeneralRefusal,
    rights::{Right, Rights},
};

/// The rights that a role is to have besides those it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RightsForRole {
    pub role: RoleId,
    pub rights: Rights,
}

/// What the roles that every house knows would have if the house were founded today, of the rights that nobody who
/// works here holds; roles that get nothing are not among them.
pub fn new_rights(roles: &[Role], held: &Rights) -> Vec<RightsForRole> {
    roles
        .iter()
        .filter_map(|role| {
            let known = BuiltInRole::from_word(&role.name)?;
            let rights: Rights = known
                .rights()
                .0
                .into_iter()
                .filter(|right| !held.has(*right))
                .collect();
            (!rights.0.is_empty()).then_some(RightsForRole {
                role: role.id,
                rights,
            })
        })
        .collect()
}

/// Gives roles rights that nobody here has yet, each role its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct GiveNewRights {
    pub gifts: Vec<RightsForRole>,
}

impl Rule for GiveNewRights {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditRoles);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        for right in MANAGING {
            if !context.may(right) {
                return Err(GeneralRefusal::MissingRight { right }.into());
            }
        }
        if self.gifts.iter().all(|gift| gift.rights.0.is_empty()) {
            return Err(GeneralRefusal::Empty {
                field: "gifts".to_owned(),
            }
            .into());
        }
        let held = held_now(facts)?;
        let known: Vec<Right> = Right::ALL
            .iter()
            .copied()
            .filter(|right| {
                held.has(*right) && self.gifts.iter().any(|gift| gift.rights.has(*right))
            })
            .collect();
        if !known.is_empty() {
            return Err(PeopleRefusal::RightsNotNew {
                rights: words(&known),
            }
            .into());
        }
        let mut changes = Changes::new();
        for gift in &self.gifts {
            let mut role = facts.get::<Role>(gift.role)?.ok_or_else(|| {
                Stop::from(GeneralRefusal::NotFound {
                    kind: "role".to_owned(),
                    field: "gifts".to_owned(),
                })
            })?;
            let Json(rights) = &mut role.rights;
            rights.0.extend(gift.rights.0.iter().copied());
            changes.put(context.lane, &role);
        }
        Ok(changes.into())
    }
}
