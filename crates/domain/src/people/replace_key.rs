//! A password is changed by its owner, or reset by one who may edit people: a new key takes the
//! place of the old one. Commands signed by the old key after this are held for a manager.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    KeyMaterial, PeopleRefusal, Person, PersonKey, current_key,
    guards::{beyond, rights_of_roles, words},
};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::PersonId,
    refusal::GeneralRefusal,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplaceKey {
    pub person: PersonId,
    pub key: KeyMaterial,
}

impl Rule for ReplaceKey {
    const NATURE: Nature = Nature::Claim;
    /// One's own key needs no right; anybody else's needs `EditPeople`.
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if self.person != context.actor && !context.may(Right::EditPeople) {
            return Err(PeopleRefusal::NotYourKey.into());
        }
        let Some(person) = facts.get::<Person>(self.person)? else {
            return Err(GeneralRefusal::NotFound {
                kind: "person".to_owned(),
                field: "person".to_owned(),
            }
            .into());
        };
        if self.person != context.actor {
            let beyond = beyond(facts, context, &rights_of_roles(facts, &person.roles.0)?)?;
            if !beyond.is_empty() {
                return Err(PeopleRefusal::PersonBeyondYou {
                    rights: words(&beyond),
                }
                .into());
            }
        }
        self.key.decoded()?;
        let mut changes = Changes::new();
        if let Some(old) = current_key(facts, self.person)? {
            changes.put(
                context.lane,
                &PersonKey {
                    replaced_at: Some(context.made_at),
                    ..old
                },
            );
        }
        changes.put(context.lane, &self.key.row(self.person, context));
        Ok(changes.into())
    }
}
