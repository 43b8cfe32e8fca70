//! A command that changes rows of another lane brings its giver's public key along, so that whoever follows that lane
//! proves the signature without the giver's own lane. The key opens nothing there, and its person may do nothing there.

use std::collections::BTreeSet;

use super::{PLATFORM, PersonKey};
use crate::{
    changes::Changes,
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::LaneId,
};

/// Puts the giver's key into each other lane that is changed and does not know it yet.
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
        let Some(there) = facts.elsewhere(lane) else {
            continue;
        };
        let keys = facts.by::<PersonKey>(PersonKey::BY_PERSON, [context.actor.to_value()])?;
        for key in keys.into_iter().filter(|key| key.replaced_at.is_none()) {
            // Whoever works in both stores has the whole key there, with which they sign in.
            if there.get::<PersonKey>(key.id)?.is_none() {
                changes.put(
                    lane,
                    &PersonKey {
                        wrapped_key: Vec::new(),
                        salt: Vec::new(),
                        ..key
                    },
                );
            }
        }
    }
    Ok(())
}
