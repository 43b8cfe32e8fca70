//! A role is made or edited.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    PeopleRefusal, Role,
    guards::{Proposed, rights_of_roles, somebody_still_manages, within_ones_own},
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::Json,
    facts::{Ask, Facts},
    ids::RoleId,
    rights::{Right, Rights},
};

/// Makes the role when its id is new, else puts the given name and rights in place of the old.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeRole {
    pub role: RoleId,
    pub name: String,
    pub rights: Rights,
}

impl Rule for ChangeRole {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditRoles);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("name", &self.name, checks::LINE)?;
        let role = Role {
            id: self.role,
            name: self.name.trim().to_owned(),
            rights: Json(self.rights.clone()),
        };
        let before = facts
            .get::<Role>(self.role)?
            .map(|role| role.rights.0)
            .unwrap_or_default();
        let added = self.rights.0.difference(&before.0).copied().collect();
        within_ones_own(facts, context, &added)?;
        somebody_still_manages(facts, Proposed::Role(&role))?;
        // Whoever edits roles must be able to do so afterwards, or a slip would need another to mend.
        let loses = before.has(Right::EditRoles) && !self.rights.has(Right::EditRoles);
        if loses && !still_may_edit(facts, context, self.role)? {
            return Err(PeopleRefusal::LeaveToAnother.into());
        }
        let mut changes = Changes::new();
        changes.put(context.lane, &role);
        Ok(changes.into())
    }
}

/// Whether the giver could still edit roles if the given role had no rights at all.
fn still_may_edit(
    facts: &dyn Facts,
    context: &Context,
    without: RoleId,
) -> Result<bool, crate::facts::Missing> {
    let roles: Vec<RoleId> = facts
        .get::<super::Person>(context.actor)?
        .map(|person| person.roles.0)
        .unwrap_or_default()
        .into_iter()
        .filter(|role| *role != without)
        .collect();
    Ok(rights_of_roles(facts, &roles)?.has(Right::EditRoles))
}
