//! People, their roles and their keys.
//!
//! Each person has an Ed25519 key pair of their own, drawn at random. The private key is wrapped
//! under Argon2id(password) and the wrapped key is a row like any other, so it reaches every desk
//! where the person may work; unwrapping it is signing in. What a person did is proved by their key.

mod add_person;
mod change_person;
mod change_role;
mod give_new_rights;
mod guards;
mod introducing;
mod posting;
mod replace_key;
mod roles;
#[cfg(test)]
mod tests;

pub use add_person::{AddPerson, NewPerson};
pub use change_person::ChangePerson;
pub use change_role::ChangeRole;
pub use give_new_rights::{GiveNewRights, RightsForRole, new_rights};
pub use introducing::OutsideKey;
pub(crate) use introducing::introduce;
pub(crate) use posting::end_postings;
pub use posting::{PostPerson, Posting, ReplaceKeyInStore};
pub use replace_key::ReplaceKey;
pub use roles::{BuiltInRole, Role};

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    entity::{ColumnValue, Json},
    facts::{Ask, Facts, Missing},
    ids::{PersonId, PersonKeyId, RoleId},
    refusal::Refusal,
    rights::{Right, Rights},
    time::Timestamp,
};

crate::words! {
    pub enum PersonState {
        Working => "working",
        Left => "left",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "person", index(sign_in_name), index(state))]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    /// What is typed to sign in; unique in the dealership, lower case.
    pub sign_in_name: String,
    pub roles: Json<Vec<RoleId>>,
    pub state: PersonState,
    pub added_at: Timestamp,
}

/// A person's key pair: the public half in clear, the private half wrapped by the password.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "person_key", index(person))]
pub struct PersonKey {
    pub id: PersonKeyId,
    pub person: PersonId,
    /// Ed25519 public key (RFC 8032), 32 bytes.
    pub public_key: Vec<u8>,
    /// The private key under XChaCha20-Poly1305 with the key Argon2id(password, salt).
    pub wrapped_key: Vec<u8>,
    pub salt: Vec<u8>,
    pub made_at: Timestamp,
    /// When another key took its place; commands signed by it later are held for a manager.
    pub replaced_at: Option<Timestamp>,
}

/// The key material of a new or reset password, made where the password was typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeyMaterial {
    /// All three in lower-case hexadecimal.
    pub public_key: String,
    pub wrapped_key: String,
    pub salt: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PeopleRefusal {
    SignInNameTaken {
        sign_in_name: String,
    },
    /// A sign-in name is 2 to 32 lower-case letters, digits, dots or hyphens.
    SignInNameMalformed {
        sign_in_name: String,
    },
    /// The key material is not what the program makes.
    KeyMalformed,
    /// A dealership keeps at least one working person with this right, or nobody could mend a slip.
    LastAdministrator {
        right: Right,
    },
    /// Nobody takes the management of people from themself: another does.
    LeaveToAnother,
    /// Nobody gives what they do not have. The words of the missing rights, separated by commas.
    RightsBeyondYours {
        rights: String,
    },
    /// Somebody here has these rights already, so the house has decided who gets them.
    RightsNotNew {
        rights: String,
    },
    /// Whoever sets the password of somebody who may do more could sign in as them.
    PersonBeyondYou {
        rights: String,
    },
    /// This person works in that store already.
    PostedAlready,
    /// Their password was set anew in one of the stores: there they have another key.
    OtherKeyThere,
    /// Nobody but the person themself, or one who may edit people, replaces a key.
    NotYourKey,
}

impl From<PeopleRefusal> for Refusal {
    fn from(refusal: PeopleRefusal) -> Self {
        let field = match &refusal {
            PeopleRefusal::SignInNameTaken { .. } | PeopleRefusal::SignInNameMalformed { .. } => {
                Some("signInName")
            }
            PeopleRefusal::KeyMalformed
            | PeopleRefusal::LastAdministrator { .. }
            | PeopleRefusal::LeaveToAnother
            | PeopleRefusal::RightsBeyondYours { .. }
            | PeopleRefusal::RightsNotNew { .. }
            | PeopleRefusal::PersonBeyondYou { .. }
            | PeopleRefusal::PostedAlready
            | PeopleRefusal::OtherKeyThere
            | PeopleRefusal::NotYourKey => None,
        };
        Self::typed(&refusal, field)
    }
}

/// The platform's own actor, who gives what time does and what comes from outside. No password opens its
/// key, and no row tells of it.
pub const PLATFORM: PersonId = PersonId(uuid::Uuid::from_u128(
    0x706c_6174_666f_8000_8000_726d_0000_0001,
));

/// What this person may do now: nothing once they have left.
pub fn rights_of(facts: &dyn Facts, person: PersonId) -> Result<Rights, Missing> {
    let Some(person) = facts.get::<Person>(person)? else {
        return Ok(Rights::default());
    };
    if person.state == PersonState::Left {
        return Ok(Rights::default());
    }
    guards::rights_of_roles(facts, &person.roles.0)
}

/// The key with which this person signs now.
pub fn current_key(facts: &dyn Facts, person: PersonId) -> Result<Option<PersonKey>, Missing> {
    Ok(facts
        .by::<PersonKey>(PersonKey::BY_PERSON, [person.to_value()])?
        .into_iter()
        .find(|key| key.replaced_at.is_none()))
}
