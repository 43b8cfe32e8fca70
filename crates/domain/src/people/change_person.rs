//! A person's name, roles or standing in the house changes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PeopleRefusal, Person, PersonState, add_person::roles_exist, rights_of};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::Json,
    facts::{Ask, Facts},
    ids::{PersonId, RoleId},
    refusal::GeneralRefusal,
    rights::Right,
};

/// Only what is given changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangePerson {
    pub person: PersonId,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub roles: Option<Vec<RoleId>>,
    #[serde(default)]
    pub state: Option<PersonState>,
}

impl Rule for ChangePerson {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditPeople);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let Some(mut person) = facts.get::<Person>(self.person)? else {
            return Err(GeneralRefusal::NotFound {
                kind: "person".to_owned(),
                field: "person".to_owned(),
            }
            .into());
        };
        if let Some(name) = &self.name {
            checks::filled("name", name, checks::LINE)?;
            name.trim().clone_into(&mut person.name);
        }
        let may_edit_now = rights_of(facts, self.person)?.has(Right::EditPeople);
        if let Some(roles) = &self.roles {
            roles_exist(facts, roles)?;
            person.roles = Json(roles.clone());
        }
        if let Some(state) = self.state {
            person.state = state;
        }
        // One cannot lock oneself out of the house: whoever edits people leaves that to another.
        let gives_up = self.person == context.actor
            && may_edit_now
            && (person.state == PersonState::Left || !may_edit(facts, &person)?);
        if gives_up {
            return Err(PeopleRefusal::LastAdministrator.into());
        }
        let mut changes = Changes::new();
        changes.put(context.lane, &person);
        Ok(changes.into())
    }
}

fn may_edit(facts: &dyn Facts, person: &Person) -> Result<bool, crate::facts::Missing> {
    for role in &person.roles.0 {
        if let Some(role) = facts.get::<super::Role>(*role)?
            && role.rights.0.has(Right::EditPeople)
        {
            return Ok(true);
        }
    }
    Ok(false)
}
