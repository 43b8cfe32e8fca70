//! A group of dealerships. Each store keeps its own lane; what all of them share stands in the group's lane, which every
//! store may read. Which group a store belongs to stands in the store's own lane, so its desks know it without a line.

#[cfg(test)]
mod by_right_tests;
mod found_group;
mod invitations;
mod join_group;
mod leave_group;
#[cfg(test)]
mod tests;

pub use found_group::FoundGroup;
pub use invitations::{GroupInvitation, INVITATION_LASTS, InviteStore};
pub use join_group::JoinGroup;
pub use leave_group::LeaveGroup;

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    command::Stop,
    context::Context,
    dealerships::Dealership,
    facts::{Ask, Facts, Missing},
    ids::{DealershipId, GroupId, LaneId},
    people,
    refusal::{GeneralRefusal, Refusal},
    rights::Right,
    time::Timestamp,
};

crate::words! {
    /// What a store is in its group.
    #[derive(Default)]
    pub enum StorePart {
        /// It reads what the group shares.
        #[default]
        Belongs => "belongs",
        /// It keeps what the group shares 主店: whoever may edit the like in this store edits the group's.
        Keeps => "keeps",
    }
}

/// The group itself, in its own lane.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "dealer_group")]
pub struct Group {
    pub id: GroupId,
    pub name: String,
    pub founded_at: Timestamp,
}

/// A store of the group, in the group's lane, so that every store knows the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "group_store", index(code))]
pub struct GroupStore {
    pub id: DealershipId,
    /// The dealership's code, which no two stores of a group share: it stands before numbers that leave the house.
    pub code: String,
    pub name: String,
    pub part: StorePart,
    pub joined_at: Timestamp,
    /// Where it is and how it is reached, as its own papers say; empty until it joined or said so anew.
    pub address: String,
    pub phone: String,
}

impl GroupStore {
    /// A house as the other stores of its group know it from now on.
    fn of(house: Dealership, part: StorePart, context: &Context) -> Self {
        Self {
            id: house.id,
            code: house.code,
            name: house.name,
            part,
            joined_at: context.made_at,
            address: house.address,
            phone: house.phone,
        }
    }
}

/// Which group this house belongs to, in the house's own lane.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "affiliation")]
pub struct Affiliation {
    pub id: DealershipId,
    pub belongs_to: GroupId,
    pub group_name: String,
    pub joined_at: Timestamp,
}

impl GroupId {
    /// The lane in which a group's rows stand.
    pub const fn lane(self) -> LaneId {
        LaneId(self.0)
    }
}

impl DealershipId {
    /// The lane in which a store's rows stand.
    pub const fn lane(self) -> LaneId {
        LaneId(self.0)
    }

    /// The store whose lane this is.
    pub const fn of_lane(lane: LaneId) -> Self {
        Self(lane.0)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum GroupRefusal {
    /// This house belongs to no group.
    NoGroup,
    /// The store that is named is this one.
    SameStore,
    /// The other store is not of this house's group.
    StoreNotOfGroup,
    /// A store founds a group for itself, and comes into another's by a code; all else is whoever runs the platform's.
    OnlyThePlatform,
    /// This lane holds a group already.
    GroupFounded { name: String },
    /// No such group is on this platform.
    GroupUnknown,
    /// A store belongs to one group at most.
    InAGroup { group: String },
    /// Another store keeps what the group shares.
    StoreKeepsNothing,
    /// Another store of the group has the same code.
    StoreCodeTaken { given: String, store: String },
    /// Cars are on their way to or from the store, under these numbers.
    CarsBetweenStores { numbers: String },
    /// No store was invited by this code.
    InvitationUnknown,
    /// The code let a store in until then.
    InvitationExpired { until: Timestamp },
    /// Another store, or this one, came by the code already.
    InvitationUsed { store: String },
}

impl From<GroupRefusal> for Refusal {
    fn from(refusal: GroupRefusal) -> Self {
        let field = match &refusal {
            GroupRefusal::GroupUnknown => Some("group"),
            GroupRefusal::SameStore | GroupRefusal::StoreNotOfGroup => Some("store"),
            GroupRefusal::InvitationUnknown
            | GroupRefusal::InvitationExpired { .. }
            | GroupRefusal::InvitationUsed { .. } => Some("code"),
            GroupRefusal::NoGroup
            | GroupRefusal::OnlyThePlatform
            | GroupRefusal::StoreKeepsNothing
            | GroupRefusal::GroupFounded { .. }
            | GroupRefusal::InAGroup { .. }
            | GroupRefusal::StoreCodeTaken { .. }
            | GroupRefusal::CarsBetweenStores { .. } => None,
        };
        Self::typed(&refusal, field)
    }
}

fn by_the_platform(context: &Context) -> Result<(), GroupRefusal> {
    if context.actor == people::PLATFORM {
        Ok(())
    } else {
        Err(GroupRefusal::OnlyThePlatform)
    }
}

/// What a store does about its own belonging is done by whoever may run its group, or by the platform.
fn may_run_groups(context: &Context) -> Result<(), Stop> {
    if context.actor == people::PLATFORM || context.may(Right::RunGroup) {
        return Ok(());
    }
    Err(GeneralRefusal::MissingRight {
        right: Right::RunGroup,
    }
    .into())
}

/// The group of the house in which a command is given.
pub(crate) fn own_group(facts: &dyn Facts, context: &Context) -> Result<Affiliation, Stop> {
    affiliation_of(facts, context.lane)?.ok_or_else(|| GroupRefusal::NoGroup.into())
}

/// The lane of a store that is not the one in which a command is given.
pub(crate) fn another_store(
    store: DealershipId,
    context: &Context,
) -> Result<LaneId, GroupRefusal> {
    if store.lane() == context.lane {
        return Err(GroupRefusal::SameStore);
    }
    Ok(store.lane())
}

/// Whether another store is of the same group. `there` are the rows of its lane.
pub(crate) fn of_the_same_group(
    there: &dyn Facts,
    store: DealershipId,
    own: &Affiliation,
) -> Result<(), Stop> {
    match affiliation_of(there, store.lane())? {
        Some(theirs) if theirs.belongs_to == own.belongs_to => Ok(()),
        Some(_) | None => Err(GroupRefusal::StoreNotOfGroup.into()),
    }
}

/// Only a store that keeps what its group shares changes it. `shared` are the rows of the group's lane.
pub(crate) fn keeps_the_shared(shared: &dyn Facts, context: &Context) -> Result<(), Stop> {
    let store = shared.get::<GroupStore>(DealershipId::of_lane(context.lane))?;
    match store.map(|store| store.part) {
        Some(StorePart::Keeps) => Ok(()),
        Some(StorePart::Belongs) | None => Err(GroupRefusal::StoreKeepsNothing.into()),
    }
}

/// The group that the store of this lane belongs to, if it belongs to one.
pub fn affiliation_of(facts: &dyn Facts, lane: LaneId) -> Result<Option<Affiliation>, Missing> {
    facts.get(DealershipId::of_lane(lane))
}
