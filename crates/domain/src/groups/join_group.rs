//! A store joins a group: its own lane says to which it belongs, the group's lane names it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Affiliation, Group, GroupRefusal, GroupStore, StorePart, affiliation_of, by_the_platform,
};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    dealerships::Dealership,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{DealershipId, GroupId, LaneId},
    refusal::GeneralRefusal,
    rights::Right,
};

/// Given in the lane of the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JoinGroup {
    pub group: GroupId,
    #[serde(default)]
    pub part: StorePart,
}

impl Rule for JoinGroup {
    const NATURE: Nature = Nature::Claim;
    /// The platform alone gives it; see the rule.
    const RIGHT: Option<Right> = None;

    fn lanes(&self) -> Vec<LaneId> {
        vec![self.group.lane()]
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        by_the_platform(context)?;
        let store = DealershipId::of_lane(context.lane);
        let Some(dealership) = facts.get::<Dealership>(store)? else {
            return Err(GeneralRefusal::NotFound {
                kind: "dealership".to_owned(),
                field: "store".to_owned(),
            }
            .into());
        };
        if let Some(there) = affiliation_of(facts, context.lane)? {
            return Err(GroupRefusal::InAGroup {
                group: there.group_name,
            }
            .into());
        }
        let shared = facts
            .elsewhere(self.group.lane())
            .ok_or(GroupRefusal::GroupUnknown)?;
        let Some(group) = shared.get::<Group>(self.group)? else {
            return Err(GroupRefusal::GroupUnknown.into());
        };
        let same_code =
            shared.by::<GroupStore>(GroupStore::BY_CODE, [dealership.code.to_value()])?;
        if let Some(other) = same_code.into_iter().next() {
            return Err(GroupRefusal::StoreCodeTaken {
                given: dealership.code,
                store: other.name,
            }
            .into());
        }
        let mut changes = Changes::new();
        changes
            .put(
                context.lane,
                &Affiliation {
                    id: store,
                    belongs_to: self.group,
                    group_name: group.name,
                    joined_at: context.made_at,
                },
            )
            .put(
                self.group.lane(),
                &GroupStore {
                    id: store,
                    code: dealership.code,
                    name: dealership.name,
                    part: self.part,
                    joined_at: context.made_at,
                    address: dealership.address,
                    phone: dealership.phone,
                },
            );
        Ok(changes.into())
    }
}
