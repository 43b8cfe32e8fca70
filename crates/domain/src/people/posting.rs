//! People who work in two stores of a group 派驻: the same person with the same key in both lanes, so they sign in at
//! either store's desks with one password, also without a line. What they may do is each store's own to say: a person
//! who is posted to a store may do nothing there until somebody there gives them a role.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{KeyMaterial, PeopleRefusal, Person, PersonKey, PersonState, current_key};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts},
    groups::{another_store, of_the_same_group, own_group},
    ids::{DealershipId, LaneId, PersonId, PostingId},
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

/// That a person of this store works in another as well. Each of the two stores has its side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "posting", index(person))]
pub struct Posting {
    pub id: PostingId,
    pub person: PersonId,
    /// The other store.
    pub store: DealershipId,
    pub posted_at: Timestamp,
}

/// Posts a person to another store of the group as well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostPerson {
    pub person: PersonId,
    pub store: DealershipId,
    /// What they type there to sign in: theirs may be somebody else's in that store.
    pub sign_in_name: String,
}

impl Rule for PostPerson {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditPeople);

    fn lanes(&self) -> Vec<LaneId> {
        vec![self.store.lane()]
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let Some(person) = facts
            .get::<Person>(self.person)?
            .filter(|person| person.state == PersonState::Working)
        else {
            return Err(nobody().into());
        };
        let lane_there = another_store(self.store, context)?;
        let own = own_group(facts, context)?;
        super::add_person::sound_sign_in_name(&self.sign_in_name)?;
        if posting_to(facts, self.person, self.store)?.is_some() {
            return Err(PeopleRefusal::PostedAlready.into());
        }
        let posting = Posting {
            id: PostingId::derived(context.command, "posting"),
            person: self.person,
            store: self.store,
            posted_at: context.made_at,
        };
        let mut changes = Changes::new();
        changes.put(context.lane, &posting);
        let Some(there) = facts.elsewhere(lane_there) else {
            return Ok(changes.into());
        };
        of_the_same_group(there, self.store, &own)?;
        if there.get::<Person>(self.person)?.is_some() {
            return Err(PeopleRefusal::PostedAlready.into());
        }
        let same_name =
            there.by::<Person>(Person::BY_SIGN_IN_NAME, [self.sign_in_name.to_value()])?;
        if !same_name.is_empty() {
            return Err(PeopleRefusal::SignInNameTaken {
                sign_in_name: self.sign_in_name.clone(),
            }
            .into());
        }
        changes
            .put(
                lane_there,
                &Person {
                    sign_in_name: self.sign_in_name.clone(),
                    roles: Json(Vec::new()),
                    added_at: context.made_at,
                    ..person
                },
            )
            .put(
                lane_there,
                &Posting {
                    id: PostingId::derived(context.command, "posting there"),
                    store: DealershipId::of_lane(context.lane),
                    ..posting
                },
            );
        if let Some(key) = current_key(facts, self.person)? {
            changes.put(lane_there, &key);
        }
        Ok(changes.into())
    }
}

/// Whoever changes their password changes it in the other store as well, with the key that both know and before it is
/// replaced here. So nobody who sets another's password in one store could sign in as them in the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplaceKeyInStore {
    pub store: DealershipId,
    pub key: KeyMaterial,
}

impl Rule for ReplaceKeyInStore {
    const NATURE: Nature = Nature::Claim;
    /// One's own key needs no right.
    const RIGHT: Option<Right> = None;

    fn lanes(&self) -> Vec<LaneId> {
        vec![self.store.lane()]
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        self.key.decoded()?;
        let own = current_key(facts, context.actor)?;
        let (Some(own), Some(_)) = (own, posting_to(facts, context.actor, self.store)?) else {
            return Err(nobody().into());
        };
        let mut changes = Changes::new();
        let lane_there = another_store(self.store, context)?;
        if let Some(there) = facts.elsewhere(lane_there) {
            let own_store = DealershipId::of_lane(context.lane);
            let (Some(theirs), Some(_)) = (
                current_key(there, context.actor)?,
                posting_to(there, context.actor, own_store)?,
            ) else {
                return Err(nobody().into());
            };
            if theirs.public_key != own.public_key {
                return Err(PeopleRefusal::OtherKeyThere.into());
            }
            changes
                .put(
                    lane_there,
                    &PersonKey {
                        replaced_at: Some(context.made_at),
                        ..theirs
                    },
                )
                .put(lane_there, &self.key.row(context.actor, context));
        }
        Ok(changes.into())
    }
}

fn nobody() -> GeneralRefusal {
    GeneralRefusal::NotFound {
        kind: "person".to_owned(),
        field: "person".to_owned(),
    }
}

/// That a person works in this other store as well.
fn posting_to(
    facts: &dyn Facts,
    person: PersonId,
    store: DealershipId,
) -> Result<Option<Posting>, Stop> {
    Ok(facts
        .by::<Posting>(Posting::BY_PERSON, [person.to_value()])?
        .into_iter()
        .find(|posting| posting.store == store))
}

/// Ends both sides of every posting of the store in which a command is given. The other sides stand in the lanes that the
/// command names.
pub(crate) fn end_postings(
    facts: &dyn Facts,
    context: &Context,
    changes: &mut Changes,
) -> Result<(), Stop> {
    let own_store = DealershipId::of_lane(context.lane);
    for posting in facts.by::<Posting>(Posting::BY_PERSON, [])? {
        changes.delete::<Posting>(context.lane, posting.id);
        let lane_there = posting.store.lane();
        let Some(there) = facts.elsewhere(lane_there) else {
            continue;
        };
        if let Some(other_side) = posting_to(there, posting.person, own_store)? {
            changes.delete::<Posting>(lane_there, other_side.id);
        }
    }
    Ok(())
}
