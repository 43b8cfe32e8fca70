//! A person joins the house, with a key of their own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    KeyMaterial, PeopleRefusal, Person, PersonKey, PersonState, Role,
    guards::{rights_of_roles, within_ones_own},
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts},
    ids::{PersonId, PersonKeyId, RoleId},
    refusal::GeneralRefusal,
    rights::Right,
};

/// A person who comes with a key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewPerson {
    pub id: PersonId,
    pub name: String,
    pub sign_in_name: String,
    pub key: KeyMaterial,
}

impl NewPerson {
    /// The person's row, without roles; `label` goes before the fields that a refusal names.
    pub(crate) fn person(&self, label: &str, context: &Context) -> Result<Person, Stop> {
        checks::filled(&format!("{label}.name"), &self.name, checks::LINE)?;
        sound_sign_in_name(&self.sign_in_name)?;
        self.key.decoded()?;
        Ok(Person {
            id: self.id,
            name: self.name.trim().to_owned(),
            sign_in_name: self.sign_in_name.clone(),
            roles: Json(Vec::new()),
            state: PersonState::Working,
            added_at: context.made_at,
        })
    }

    pub(crate) fn key(&self, context: &Context) -> PersonKey {
        self.key.row(self.id, context)
    }
}

pub(super) fn sound_sign_in_name(sign_in_name: &str) -> Result<(), PeopleRefusal> {
    let fits = (2..=32).contains(&sign_in_name.len())
        && sign_in_name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-');
    if fits {
        Ok(())
    } else {
        Err(PeopleRefusal::SignInNameMalformed {
            sign_in_name: sign_in_name.to_owned(),
        })
    }
}

impl KeyMaterial {
    /// The public key, 32 bytes, if the material is what the program makes.
    pub fn public_key_bytes(&self) -> Option<Vec<u8>> {
        let [public_key, _, _] = self.decoded().ok()?;
        Some(public_key)
    }

    /// Public key, wrapped key and salt as bytes.
    pub(crate) fn decoded(&self) -> Result<[Vec<u8>; 3], PeopleRefusal> {
        let read = |text: &str, length: std::ops::RangeInclusive<usize>| {
            let bytes: Option<Vec<u8>> = (0..text.len())
                .step_by(2)
                .map(|at| {
                    text.get(at..at + 2)
                        .and_then(|pair| u8::from_str_radix(pair, 16).ok())
                })
                .collect();
            bytes
                .filter(|bytes| length.contains(&bytes.len()))
                .ok_or(PeopleRefusal::KeyMalformed)
        };
        Ok([
            read(&self.public_key, 32..=32)?,
            read(&self.wrapped_key, 48..=128)?,
            read(&self.salt, 16..=32)?,
        ])
    }

    /// The key's row. Call [`Self::decoded`] first: what does not decode becomes an empty key,
    /// which opens and verifies nothing.
    pub(crate) fn row(&self, person: PersonId, context: &Context) -> PersonKey {
        let [public_key, wrapped_key, salt] = self.decoded().unwrap_or_default();
        PersonKey {
            id: PersonKeyId::derived(context.command, &format!("key {person}")),
            person,
            public_key,
            wrapped_key,
            salt,
            made_at: context.made_at,
            replaced_at: None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddPerson {
    pub person: NewPerson,
    pub roles: Vec<RoleId>,
}

impl Rule for AddPerson {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditPeople);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Person>(self.person.id)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "person".to_owned(),
            }
            .into());
        }
        let person = self.person.person("person", context)?;
        let same_name =
            facts.by::<Person>(Person::BY_SIGN_IN_NAME, [person.sign_in_name.to_value()])?;
        if !same_name.is_empty() {
            return Err(PeopleRefusal::SignInNameTaken {
                sign_in_name: person.sign_in_name,
            }
            .into());
        }
        roles_exist(facts, &self.roles)?;
        within_ones_own(facts, context, &rights_of_roles(facts, &self.roles)?)?;
        let mut changes = Changes::new();
        changes
            .put(
                context.lane,
                &Person {
                    roles: Json(self.roles.clone()),
                    ..person
                },
            )
            .put(context.lane, &self.person.key(context));
        Ok(changes.into())
    }
}

pub(super) fn roles_exist(facts: &dyn Facts, roles: &[RoleId]) -> Result<(), Stop> {
    for role in roles {
        if facts.get::<Role>(*role)?.is_none() {
            return Err(GeneralRefusal::NotFound {
                kind: "role".to_owned(),
                field: "roles".to_owned(),
            }
            .into());
        }
    }
    Ok(())
}
