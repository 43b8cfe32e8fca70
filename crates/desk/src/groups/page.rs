//! The group as whoever runs it sees it: its stores, what is under way between them and this one, who works in two, the
//! catalogue that all read, and the codes that are out.

use domain::{
    car_transfers::{CarTransfer, TransferState},
    catalogue::Model,
    groups::{GroupInvitation, GroupStore, StorePart},
    ids::{DealershipId, GroupId, LaneId, PersonId},
    people::{Person, PersonState, Posting},
    rights::Right,
    time::Timestamp,
    vehicles::Vehicle,
};
use rusqlite::{Connection, params};
use serde::Serialize;
use store::{StoreError, rows};
use ts_rs::TS;

use super::affiliation;
use crate::{Desk, clock, error::RpcError, list::Nothing, sync};

/// A car between this store and another.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CarBetween {
    pub transfer: CarTransfer,
    /// The other store.
    pub store_name: String,
    pub stock_number: String,
    pub description: String,
}

/// Which way a colleague works in two stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PostedWay {
    /// Of this store, and works in the other as well.
    FromHere,
    /// Of the other store, and works here as well.
    Here,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostedPerson {
    pub person: PersonId,
    pub name: String,
    pub way: PostedWay,
    pub store_name: String,
    pub posted_at: Timestamp,
}

/// One publication of the catalogue that the group shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SharedEdition {
    pub source: String,
    pub edition: String,
    /// How many versions 车型 it has.
    pub versions: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GroupView {
    pub group: GroupId,
    pub name: String,
    /// What this store is in it.
    pub part: StorePart,
    pub joined_at: Timestamp,
    /// This store among them.
    pub own: DealershipId,
    /// All stores in the order of their names.
    pub stores: Vec<GroupStore>,
    pub cars: Vec<CarBetween>,
    pub posted: Vec<PostedPerson>,
    pub catalogue: Vec<SharedEdition>,
    /// The codes that nobody has used yet and that still hold; the last that was drawn first.
    pub invitations: Vec<GroupInvitation>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GroupPage {
    /// Whether the house has a platform, without which there are no groups.
    pub has_platform: bool,
    /// Nothing for a house that belongs to no group.
    pub group: Option<GroupView>,
}

pub fn page(desk: &Desk, _: Nothing) -> Result<GroupPage, RpcError> {
    let (open, _) = desk.with_right(Right::RunGroup)?;
    open.store.read(|connection| {
        Ok(GroupPage {
            has_platform: sync::link::standing(connection)?.is_some(),
            group: view(connection, open.lane)?,
        })
    })
}

fn view(connection: &Connection, lane: LaneId) -> Result<Option<GroupView>, StoreError> {
    let Some(own) = affiliation(connection)? else {
        return Ok(None);
    };
    let mut stores: Vec<GroupStore> = rows::all(connection)?;
    stores.sort_by(|one, other| one.name.cmp(&other.name));
    let here = stores.iter().find(|store| store.id == own.id);
    Ok(Some(GroupView {
        group: own.belongs_to,
        name: own.group_name,
        part: here.map_or(StorePart::Belongs, |here| here.part),
        joined_at: own.joined_at,
        own: DealershipId::of_lane(lane),
        cars: cars(connection, &stores)?,
        posted: posted(connection, &stores)?,
        catalogue: catalogue(connection, own.belongs_to.lane())?,
        invitations: invitations(connection)?,
        stores,
    }))
}

fn name_of(stores: &[GroupStore], id: DealershipId) -> String {
    let known = stores.iter().find(|store| store.id == id);
    known.map_or_else(String::new, |store| store.name.clone())
}

fn cars(connection: &Connection, stores: &[GroupStore]) -> Result<Vec<CarBetween>, StoreError> {
    let open: Vec<CarTransfer> = rows::select(
        connection,
        "where state = ?1 order by sent_at, id",
        params![TransferState::OnTheWay.word()],
    )?;
    open.into_iter()
        .map(|transfer| {
            let car: Option<Vehicle> = rows::entity(connection, transfer.vehicle)?;
            let (stock_number, description) =
                car.map_or_else(Default::default, |car| (car.stock_number, car.description));
            Ok(CarBetween {
                store_name: name_of(stores, transfer.store),
                stock_number,
                description,
                transfer,
            })
        })
        .collect()
}

/// Those of the other store were added here by the posting itself; whoever was here before is of this one.
fn posted(connection: &Connection, stores: &[GroupStore]) -> Result<Vec<PostedPerson>, StoreError> {
    let postings: Vec<Posting> = rows::all(connection)?;
    let mut all = Vec::new();
    for posting in postings {
        let person: Option<Person> = rows::entity(connection, posting.person)?;
        let Some(person) = person.filter(|person| person.state == PersonState::Working) else {
            continue;
        };
        all.push(PostedPerson {
            person: person.id,
            name: person.name,
            way: if person.added_at == posting.posted_at {
                PostedWay::Here
            } else {
                PostedWay::FromHere
            },
            store_name: name_of(stores, posting.store),
            posted_at: posting.posted_at,
        });
    }
    all.sort_by(|one, other| (one.way, &one.name).cmp(&(other.way, &other.name)));
    Ok(all)
}

/// What the group's lane has, publication by publication.
fn catalogue(connection: &Connection, shared: LaneId) -> Result<Vec<SharedEdition>, StoreError> {
    let models: Vec<Model> = rows::select(
        connection,
        "where lane = ?1 order by source, edition",
        params![shared.0.as_bytes()],
    )?;
    let mut editions: Vec<SharedEdition> = Vec::new();
    for model in models {
        match editions.last_mut() {
            Some(last) if last.source == model.source && last.edition == model.edition => {
                last.versions += 1;
            }
            Some(_) | None => editions.push(SharedEdition {
                source: model.source,
                edition: model.edition,
                versions: 1,
            }),
        }
    }
    Ok(editions)
}

fn invitations(connection: &Connection) -> Result<Vec<GroupInvitation>, StoreError> {
    let now = clock::now();
    let mut open: Vec<GroupInvitation> = rows::all(connection)?;
    open.retain(|invitation| invitation.still_open(now).is_ok());
    open.sort_by_key(|invitation| std::cmp::Reverse(invitation.invited_at));
    Ok(open)
}
