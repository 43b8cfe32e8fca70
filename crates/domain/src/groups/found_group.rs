//! A group begins: a lane of its own with its name in it. Whoever runs the platform founds one for stores to be put into;
//! a store founds one for itself, and keeps what it will share.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Affiliation, Group, GroupRefusal, GroupStore, StorePart, affiliation_of, by_the_platform,
    may_run_groups,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule},
    context::Context,
    dealerships::Dealership,
    facts::{Ask, Facts},
    ids::{DealershipId, GroupId, LaneId},
    refusal::GeneralRefusal,
    rights::Right,
};

/// Given in the lane of the group itself by the platform, or in the lane of the store that founds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundGroup {
    /// Drawn by the platform, which opens the lane.
    pub group: GroupId,
    pub name: String,
    /// The store that founds it and keeps what it shares 主店.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store: Option<DealershipId>,
}

impl Rule for FoundGroup {
    const NATURE: Nature = Nature::Claim;
    /// A store's own group asks for a right, the platform's for none; see the rule.
    const RIGHT: Option<Right> = None;

    fn lanes(&self) -> Vec<LaneId> {
        self.store.map(|_| self.group.lane()).into_iter().collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        match self.store {
            Some(store) => self.of_a_store(store, facts, context),
            None => self.of_the_platform(facts, context),
        }
    }
}

impl FoundGroup {
    fn of_the_platform(&self, facts: &dyn Facts, context: &Context) -> Decision {
        by_the_platform(context)?;
        checks::filled("name", &self.name, checks::LINE)?;
        if context.lane != self.group.lane() {
            return Err(GroupRefusal::GroupUnknown.into());
        }
        if let Some(there) = facts.get::<Group>(self.group)? {
            return Err(GroupRefusal::GroupFounded { name: there.name }.into());
        }
        let mut changes = Changes::new();
        changes.put(context.lane, &self.founded(context));
        Ok(changes.into())
    }

    fn of_a_store(&self, store: DealershipId, facts: &dyn Facts, context: &Context) -> Decision {
        may_run_groups(context)?;
        if store.lane() != context.lane || self.group.lane() == context.lane {
            return Err(GroupRefusal::OnlyThePlatform.into());
        }
        checks::filled("name", &self.name, checks::LINE)?;
        let Some(dealership) = facts.get::<Dealership>(store)? else {
            return Err(GeneralRefusal::NotFound {
                kind: "dealership".to_owned(),
                field: "store".to_owned(),
            }
            .into());
        };
        if let Some(own) = affiliation_of(facts, context.lane)? {
            return Err(GroupRefusal::InAGroup {
                group: own.group_name,
            }
            .into());
        }
        // A desk does not follow a lane that nothing stands in yet; the platform has it open.
        let Some(shared) = facts.elsewhere(self.group.lane()) else {
            return Ok(Outcome::default());
        };
        if let Some(there) = shared.get::<Group>(self.group)? {
            return Err(GroupRefusal::GroupFounded { name: there.name }.into());
        }
        // The lane of a house is no group's.
        if shared
            .get::<Dealership>(DealershipId::of_lane(self.group.lane()))?
            .is_some()
        {
            return Err(GroupRefusal::GroupUnknown.into());
        }
        let group = self.founded(context);
        let mut changes = Changes::new();
        changes
            .put(
                context.lane,
                &Affiliation {
                    id: store,
                    belongs_to: self.group,
                    group_name: group.name.clone(),
                    joined_at: context.made_at,
                },
            )
            .put(self.group.lane(), &group)
            .put(
                self.group.lane(),
                &GroupStore::of(dealership, StorePart::Keeps, context),
            );
        Ok(changes.into())
    }

    fn founded(&self, context: &Context) -> Group {
        Group {
            id: self.group,
            name: self.name.trim().to_owned(),
            founded_at: context.made_at,
        }
    }
}
