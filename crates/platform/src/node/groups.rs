//! Groups of stores, put together by whoever runs the platform.

use domain::{
    Command,
    dealerships::Dealership,
    facts::Ask,
    groups::{FoundGroup, Group, GroupStore, JoinGroup, LeaveGroup, StorePart, affiliation_of},
    ids::{DealershipId, GroupId, LaneId},
};
use uuid::Uuid;

use super::{GivenByPlatform, Node};
use crate::lanes::{Engine, EngineError};

/// A group of this platform with those that belong to it.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupOfPlatform {
    pub id: GroupId,
    pub name: String,
    pub stores: Vec<Dealership>,
}

impl<E: Engine + 'static> Node<E> {
    /// Makes a group: a lane of its own with its name in it.
    pub async fn found_group(&self, name: &str) -> Result<GivenByPlatform, EngineError> {
        let group = GroupId(Uuid::now_v7());
        self.engine.open_lane(group.lane()).await?;
        let name = name.to_owned();
        self.give(
            group.lane(),
            Command::FoundGroup(FoundGroup { group, name }),
        )
        .await
    }

    /// Puts a store into a group.
    pub async fn join_group(
        &self,
        store: DealershipId,
        group: GroupId,
        part: StorePart,
    ) -> Result<GivenByPlatform, EngineError> {
        let joining = JoinGroup { group, part };
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
