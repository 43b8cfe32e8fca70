//! A store joins a group: its own lane says to which it belongs, the group's lane names it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Affiliation, Group, GroupInvitation, GroupRefusal, GroupStore, StorePart, affiliation_of,
    by_the_platform, may_run_groups,
};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Outcome, Rule, Stop},
    context::Context,
    dealerships::Dealership,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{DealershipId, GroupId, GroupInvitationId, LaneId},
    refusal::GeneralRefusal,
    rights::Right,
};

/// Given in the lane of the store: by the platform, or by whoever there has the code of an invitation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JoinGroup {
    pub group: GroupId,
    #[serde(default)]
    pub part: StorePart,
    /// The code of an invitation, as it was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

impl Rule for JoinGroup {
    const NATURE: Nature = Nature::Claim;
    /// With a code it asks for a right, the platform needs neither; see the rule.
    const RIGHT: Option<Right> = None;

    fn lanes(&self) -> Vec<LaneId> {
        vec![self.group.lane()]
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        self.may_be_given(context)?;
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
        let Some(shared) = facts.elsewhere(self.group.lane()) else {
            // A desk does not follow a group that its store is not of; the platform has it.
            return match self.code {
                Some(_) => Ok(Outcome::default()),
                None => Err(GroupRefusal::GroupUnknown.into()),
            };
        };
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
        let invitation = self.invitation(shared, &dealership, context)?;
        let mut changes = Changes::new();
        if let Some(used) = invitation {
            changes.put(self.group.lane(), &used);
        }
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
                &GroupStore::of(dealership, self.part, context),
            );
        Ok(changes.into())
    }
}

impl JoinGroup {
    /// A code makes a store one that belongs; who keeps what the group shares is said by whoever runs the platform.
    fn may_be_given(&self, context: &Context) -> Result<(), Stop> {
        match (&self.code, self.part) {
            (Some(_), StorePart::Belongs) => may_run_groups(context),
            (Some(_), StorePart::Keeps) | (None, _) => Ok(by_the_platform(context)?),
        }
    }

    /// The invitation as it stands once this store has come by it; nothing for the platform, which needs none.
    fn invitation(
        &self,
        shared: &dyn Facts,
        dealership: &Dealership,
        context: &Context,
    ) -> Result<Option<GroupInvitation>, Stop> {
        let Some(code) = &self.code else {
            return Ok(None);
        };
        let invitation = shared
            .get::<GroupInvitation>(GroupInvitationId::of_code(code))?
            .ok_or(GroupRefusal::InvitationUnknown)?;
        invitation.still_open(context.decided_at)?;
        Ok(Some(GroupInvitation {
            used_by: Some(dealership.id),
            used_by_name: dealership.name.clone(),
            used_at: Some(context.decided_at),
            ..invitation
        }))
    }
}
