//! The group of the house, as pages ask for it: what this store is in it, and which other stores there are.

use domain::{
    groups::{Affiliation, GroupStore, StorePart},
    ids::{DealershipId, GroupId, LaneId},
};
use rusqlite::Connection;
use serde::Serialize;
use store::{StoreError, rows};
use ts_rs::TS;

use crate::{Desk, error::RpcError, list::Nothing};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwnGroup {
    pub group: GroupId,
    pub name: String,
    /// What this store is in the group.
    pub part: StorePart,
    /// The other stores, in the order of their names.
    pub others: Vec<GroupStore>,
}

/// Nothing for a house that belongs to no group.
pub fn own(desk: &Desk, _: Nothing) -> Result<Option<OwnGroup>, RpcError> {
    desk.session()?;
    let store = desk.store()?;
    store.store.read(|connection| {
        let Some(own) = affiliation(connection)? else {
            return Ok(None);
        };
        let here: Option<GroupStore> = rows::entity(connection, own.id)?;
        Ok(Some(OwnGroup {
            group: own.belongs_to,
            name: own.group_name,
            part: here.map_or(StorePart::Belongs, |here| here.part),
            others: other_stores(connection, store.lane)?,
        }))
    })
}

/// The house's own; other stores' stand in lanes that this desk does not follow.
pub(crate) fn affiliation(connection: &Connection) -> Result<Option<Affiliation>, StoreError> {
    Ok(rows::all(connection)?.pop())
}

/// The lane in which the house's group keeps what its stores share.
pub(crate) fn shared_lane(connection: &Connection) -> Result<Option<LaneId>, StoreError> {
    let own = affiliation(connection)?;
    Ok(own.map(|own| own.belongs_to.lane()))
}

/// The other stores of the group, in the order of their names; none for a house that belongs to no group.
pub(crate) fn other_stores(
    connection: &Connection,
    own: LaneId,
) -> Result<Vec<GroupStore>, StoreError> {
    let mut stores: Vec<GroupStore> = rows::all(connection)?;
    stores.retain(|store| store.id != DealershipId::of_lane(own));
    stores.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(stores)
}
