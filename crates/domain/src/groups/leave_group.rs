//! A store leaves its group: neither its own lane nor the group's names the other any more, and what went from one to the
//! other by their belonging together ends with it.
//!
//! Cars on their way are ended by people first, because only they know where a car stands. People who work in two stores
//! are no hindrance: nothing else ends a posting, so a refusal would hold the store for good. Each store keeps the person
//! with the rights that it gave them itself, and their next password is that store's alone.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Affiliation, GroupRefusal, GroupStore, affiliation_of, may_run_groups};
use crate::{
    car_transfers::numbers_on_the_way,
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::{DealershipId, GroupId, LaneId},
    people::end_postings,
    rights::Right,
};

/// Given in the lane of the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeaveGroup {
    pub group: GroupId,
    /// The other stores of the group, where the other sides of postings stand.
    #[serde(default)]
    pub stores: Vec<DealershipId>,
}

impl Rule for LeaveGroup {
    const NATURE: Nature = Nature::Claim;
    /// A store's own people need a right, the platform none; see the rule.
    const RIGHT: Option<Right> = None;

    fn lanes(&self) -> Vec<LaneId> {
        let stores = self.stores.iter().map(|store| store.lane());
        std::iter::once(self.group.lane()).chain(stores).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        may_run_groups(context)?;
        let own = affiliation_of(facts, context.lane)?
            .filter(|own| own.belongs_to == self.group)
            .ok_or(GroupRefusal::NoGroup)?;
        let numbers = numbers_on_the_way(facts)?;
        if !numbers.is_empty() {
            return Err(GroupRefusal::CarsBetweenStores {
                numbers: numbers.join(", "),
            }
            .into());
        }
        let mut changes = Changes::new();
        changes
            .delete::<Affiliation>(context.lane, own.id)
            .delete::<GroupStore>(self.group.lane(), own.id);
        end_postings(facts, context, &mut changes)?;
        Ok(changes.into())
    }
}
