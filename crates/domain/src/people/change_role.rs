//! A role is made or edited.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PeopleRefusal, Role, rights_of};
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
        // Whoever edits roles must be able to do so afterwards, or nobody could mend a slip.
        let old = facts.get::<Role>(self.role)?;
        let loses = old.is_some_and(|old| old.rights.0.has(Right::EditRoles))
            && !self.rights.has(Right::EditRoles);
        if loses && !still_may_edit(facts, context, self.role)? {
            return Err(PeopleRefusal::LastAdministrator.into());
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
    let Some(person) = facts.get::<super::Person>(context.actor)? else {
        return Ok(rights_of(facts, context.actor)?.has(Right::EditRoles));
    };
    for id in person.roles.0.into_iter().filter(|id| *id != without) {
        if let Some(role) = facts.get::<Role>(id)?
            && role.rights.0.has(Right::EditRoles)
        {
            return Ok(true);
        }
    }
    Ok(false)
}
