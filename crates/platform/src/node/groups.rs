//! Groups of stores, put together by whoever runs the platform, or by the stores themselves: what a store's desk has to
//! know before it gives the command is answered here.

use domain::{
    Command,
    dealerships::Dealership,
    entity::{ColumnValue, Entity},
    facts::Ask,
    groups::{
        FoundGroup, Group, GroupInvitation, GroupRefusal, GroupStore, JoinGroup, LeaveGroup,
        StorePart, affiliation_of,
    },
    ids::{DealershipId, GroupId, GroupInvitationId, LaneId},
    refusal::Refusal,
};
use serde::Serialize;
use uuid::Uuid;

use super::{GivenByPlatform, Node};
use crate::lanes::{Engine, EngineError, NoteKey};

/// A group of this platform with those that belong to it.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupOfPlatform {
    pub id: GroupId,
    pub name: String,
    pub stores: Vec<Dealership>,
}

/// The group that a code opens.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Invited {
    pub group: Uuid,
    pub name: String,
}

impl<E: Engine + 'static> Node<E> {
    /// Makes a group: a lane of its own with its name in it.
    pub async fn found_group(&self, name: &str) -> Result<GivenByPlatform, EngineError> {
        let group = GroupId(Uuid::now_v7());
        self.engine.open_lane(group.lane()).await?;
        let name = name.to_owned();
        self.give(
            group.lane(),
            Command::FoundGroup(FoundGroup {
                group,
                name,
                store: None,
            }),
        )
        .await
    }

    /// The group that a store may found: an open lane in which nothing stands. It is the same one until the store has
    /// founded it, so that nobody opens lanes without end.
    pub async fn draw_group(&self, store: LaneId) -> Result<GroupId, EngineError> {
        let note = NoteKey {
            kind: "group-drawn",
            key: store.0.as_bytes(),
        };
        let kept = self.engine.note(note, self.now()).await?;
        if let Some(drawn) = kept.and_then(|bytes| Uuid::from_slice(&bytes).ok()) {
            let group = GroupId(drawn);
            let founded = self
                .answer(group.lane(), |facts| Ok(facts.get::<Group>(group)?))
                .await?;
            if founded.ok().flatten().is_none() {
                return Ok(group);
            }
        }
        let group = GroupId(Uuid::now_v7());
        self.engine.open_lane(group.lane()).await?;
        self.engine
            .keep_note(note, group.0.as_bytes(), None)
            .await?;
        Ok(group)
    }

    /// Which group a code opens to a store, or why it opens none. The command that joins is decided by itself; this says
    /// beforehand what it would be refused for.
    pub async fn invited(
        &self,
        code: &str,
        store: LaneId,
    ) -> Result<Result<Invited, Refusal>, EngineError> {
        let id = GroupInvitationId::of_code(code);
        let lane = self
            .engine
            .lane_of(GroupInvitation::TABLE, id.into())
            .await?;
        let Some(lane) = lane else {
            return Ok(Err(GroupRefusal::InvitationUnknown.into()));
        };
        let house = self
            .answer(store, |facts| {
                Ok(facts.get::<Dealership>(DealershipId::of_lane(store))?)
            })
            .await?;
        let own_code = house.ok().flatten().map(|house| house.code);
        let now = self.now();
        self.answer(lane, |facts| {
            let invitation = facts
                .get::<GroupInvitation>(id)?
                .ok_or(GroupRefusal::InvitationUnknown)?;
            invitation.still_open(now)?;
            let group = facts
                .get::<Group>(GroupId(lane.0))?
                .ok_or(GroupRefusal::GroupUnknown)?;
            if let Some(given) = &own_code
                && let Some(other) = facts
                    .by::<GroupStore>(GroupStore::BY_CODE, [given.clone().to_value()])?
                    .into_iter()
                    .next()
            {
                return Err(GroupRefusal::StoreCodeTaken {
                    given: given.clone(),
                    store: other.name,
                }
                .into());
            }
            Ok(Invited {
                group: group.id.0,
                name: group.name,
            })
        })
        .await
    }

    /// Puts a store into a group.
    pub async fn join_group(
        &self,
        store: DealershipId,
        group: GroupId,
        part: StorePart,
    ) -> Result<GivenByPlatform, EngineError> {
        let joining = JoinGroup {
            group,
            part,
            code: None,
        };
        self.give(store.lane(), Command::JoinGroup(joining)).await
    }

    /// Takes a store out of its group, and its people out of the other stores' lists of those who work in both.
    pub async fn leave_group(
        &self,
        store: DealershipId,
        group: GroupId,
    ) -> Result<GivenByPlatform, EngineError> {
        let asked = self
            .answer(group.lane(), |facts| {
                Ok(facts.by::<GroupStore>(GroupStore::BY_CODE, [])?)
            })
            .await?;
        let all = asked.unwrap_or_default().into_iter().map(|other| other.id);
        let stores = all.filter(|other| *other != store).collect();
        let leaving = LeaveGroup { group, stores };
        self.give(store.lane(), Command::LeaveGroup(leaving)).await
    }

    /// Every dealership of this platform.
    pub async fn dealerships(&self) -> Result<Vec<Dealership>, EngineError> {
        let mut all = Vec::new();
        for (lane, _) in self.engine.lanes().await? {
            let asked = self
                .answer(lane, |facts| {
                    Ok(facts.get::<Dealership>(DealershipId::of_lane(lane))?)
                })
                .await?;
            all.extend(asked.ok().flatten());
        }
        Ok(all)
    }

    /// Every group of this platform with its stores.
    pub async fn groups(&self) -> Result<Vec<GroupOfPlatform>, EngineError> {
        let mut groups = Vec::new();
        for (lane, _) in self.engine.lanes().await? {
            let asked = self
                .answer(lane, |facts| Ok(facts.get::<Group>(GroupId(lane.0))?))
                .await?;
            groups.extend(asked.ok().flatten().map(|group| GroupOfPlatform {
                id: group.id,
                name: group.name,
                stores: Vec::new(),
            }));
        }
        for store in self.dealerships().await? {
            let belongs_to = self.group_of(store.id.lane()).await?;
            let group = groups.iter_mut().find(|group| Some(group.id) == belongs_to);
            if let Some(group) = group {
                group.stores.push(store);
            }
        }
        Ok(groups)
    }

    /// The group that the store of this lane belongs to.
    pub async fn group_of(&self, lane: LaneId) -> Result<Option<GroupId>, EngineError> {
        let asked = self
            .answer(lane, |facts| Ok(affiliation_of(facts, lane)?))
            .await?;
        Ok(asked
            .ok()
            .flatten()
            .map(|affiliation| affiliation.belongs_to))
    }
}
