//! People of other stores, as far as a lane knows them: a command that changes rows of another lane brings its giver's
//! name and public key along, so that whoever follows that lane knows who it was and proves the signature without the
//! giver's own lane. The key opens nothing there, and its person may do nothing there.

use std::collections::BTreeSet;

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PLATFORM, Person, PersonKey};
use crate::{
    changes::Changes,
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{CommandId, DealershipId, LaneId, OutsideKeyId, PersonId, PersonKeyId},
};

/// The public key of somebody who works in another store. A key of its own kind: a desk that follows the lanes of its
/// store and of its group has the whole key of its own people beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "outside_key", index(person))]
pub struct OutsideKey {
    pub id: OutsideKeyId,
    pub person: PersonId,
    pub name: String,
    /// The store in which they gave the command.
    pub store: DealershipId,
    /// Ed25519 public key (RFC 8032), 32 bytes.
    pub public_key: Vec<u8>,
}

impl OutsideKey {
    /// The same key has another id in each lane, because a desk may follow several and a row belongs to one.
    fn id_in(lane: LaneId, key: PersonKeyId) -> OutsideKeyId {
        OutsideKeyId::derived(CommandId(key.0), &format!("known in {lane}"))
    }
}

/// Puts the giver's key into each other lane that is changed.
pub(crate) fn introduce(
    facts: &dyn Facts,
    context: &Context,
    changes: &mut Changes,
) -> Result<(), Missing> {
    if context.actor == PLATFORM {
        return Ok(());
    }
    let lanes: BTreeSet<LaneId> = changes.0.iter().map(|change| change.lane).collect();
    for lane in lanes.into_iter().filter(|lane| *lane != context.lane) {
        // A desk leaves the other side to the platform, and its giver's key with it.
        if facts.elsewhere(lane).is_none() {
            continue;
        }
        let person = facts.get::<Person>(context.actor)?;
        let name = person.map_or_else(String::new, |person| person.name);
        let keys = facts.by::<PersonKey>(PersonKey::BY_PERSON, [context.actor.to_value()])?;
        for key in keys.into_iter().filter(|key| key.replaced_at.is_none()) {
            changes.put(
                lane,
                &OutsideKey {
                    id: OutsideKey::id_in(lane, key.id),
                    person: key.person,
                    name: name.clone(),
                    store: DealershipId::of_lane(context.lane),
                    public_key: key.public_key,
                },
            );
        }
    }
    Ok(())
}
