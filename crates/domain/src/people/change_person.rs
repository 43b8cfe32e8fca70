//! A person's name, roles or standing in the house changes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    PeopleRefusal, Person, PersonState,
    add_person::roles_exist,
    guards::{Proposed, rights_of_roles, somebody_still_manages, within_ones_own},
    rights_of,
};
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
    workshops,
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
        let before = person.clone();
        if let Some(roles) = &self.roles {
            roles_exist(facts, roles)?;
            person.roles = Json(roles.clone());
        }
        if let Some(state) = self.state {
            person.state = state;
        }
        // Whoever comes back is given all their roles anew.
        let given: Vec<RoleId> = match before.state {
            PersonState::Left => person.roles.0.clone(),
            PersonState::Working => person
                .roles
                .0
                .iter()
                .copied()
                .filter(|role| !before.roles.0.contains(role))
                .collect(),
        };
        if person.state == PersonState::Working || self.roles.is_some() {
            within_ones_own(facts, context, &rights_of_roles(facts, &given)?)?;
        }
        somebody_still_manages(facts, Proposed::Person(&person))?;
        // One cannot lock oneself out of the house: whoever edits people leaves that to another.
        let gives_up = self.person == context.actor
            && rights_of(facts, self.person)?.has(Right::EditPeople)
            && (person.state == PersonState::Left
                || !rights_of_roles(facts, &person.roles.0)?.has(Right::EditPeople));
        if gives_up {
            return Err(PeopleRefusal::LeaveToAnother.into());
        }
        let mut changes = Changes::new();
        changes.put(context.lane, &person);
        if person.state != before.state {
            // Who has left works on no day any more.
            workshops::refresh_days(facts, context, &mut changes)?;
        }
        Ok(changes.into())
    }
}
