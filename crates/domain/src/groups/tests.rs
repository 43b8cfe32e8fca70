//! A group and its stores, told as sentences.

use uuid::Uuid;

use super::*;
use crate::{
    Command,
    car_transfers::{CarTransfer, TransferState, TransferWay},
    ids::LaneId,
    people::{BuiltInRole, PLATFORM},
    rights::Rights,
    testing::{House, MORNING, dealership, id},
};

const GROUP: LaneId = LaneId(Uuid::from_u128(70));

fn the_platform(mut house: House) -> House {
    house.act_with(PLATFORM.0.as_u128(), Rights::all());
    house
}

/// A store with a group founded beside it.
fn store(lane: u128, code: &str) -> House {
    let mut store =
        the_platform(House::of(BuiltInRole::Administrator).in_lane(LaneId(Uuid::from_u128(lane))));
    store.put(&dealership(store.lane, code));
    let mut group = the_platform(House::of(BuiltInRole::Administrator).in_lane(GROUP));
    group.done(found());
    store.beside = Some(Box::new(group));
    store
}

fn found() -> Command {
    Command::FoundGroup(FoundGroup {
        group: GroupId(GROUP.0),
        name: "江南汽车集团".to_owned(),
        store: None,
    })
}

fn join() -> Command {
    Command::JoinGroup(JoinGroup {
        group: GroupId(GROUP.0),
        part: StorePart::Belongs,
        code: None,
    })
}

#[test]
fn a_store_that_joins_knows_its_group_and_the_group_knows_the_store() {
    let mut store = store(7, "XC");
    store.done(join());
    let own: Affiliation = store.get(DealershipId::of_lane(store.lane)).expect("it is");
    assert_eq!(
        (own.belongs_to, own.group_name.as_str()),
        (GroupId(GROUP.0), "江南汽车集团")
    );
    let group = store.cross();
    let named: Vec<GroupStore> = group.all();
    assert_eq!(named.len(), 1);
    assert_eq!(
        (named[0].code.as_str(), named[0].name.as_str()),
        ("XC", "XC 店")
    );
}

#[test]
fn a_store_belongs_to_one_group_and_a_group_is_founded_once() {
    let mut store = store(7, "XC");
    store.done(join());
    assert_eq!(store.refused(join()).code, "inAGroup");
    let mut group = store.cross();
    assert_eq!(group.refused(found()).code, "groupFounded");
}

#[test]
fn two_stores_of_a_group_have_different_codes() {
    let mut first = store(7, "XC");
    first.done(join());
    let mut second = store(8, "XC");
    second.beside = first.beside.take();
    let refusal = second.refused(join());
    assert_eq!(refusal.code, "storeCodeTaken");
    assert_eq!(refusal.values["store"], "XC 店");
}

#[test]
fn nobody_of_a_store_puts_it_into_a_group() {
    let mut store = store(7, "XC");
    store.act_as(1, BuiltInRole::Administrator);
    assert_eq!(store.refused(join()).code, "onlyThePlatform");
    assert!(store.get::<Affiliation>(id::<DealershipId>(7)).is_none());
}

#[test]
fn a_group_that_is_not_there_is_joined_by_nobody() {
    let mut store = store(7, "XC");
    let group = store.beside.as_mut().expect("the group's lane");
    group.rows.clear();
    assert_eq!(store.refused(join()).code, "groupUnknown");
}

fn leave() -> Command {
    Command::LeaveGroup(LeaveGroup {
        group: GroupId(GROUP.0),
        stores: Vec::new(),
    })
}

fn transfer(number: u128, state: TransferState) -> CarTransfer {
    CarTransfer {
        id: id(number),
        number: format!("DB{number}"),
        way: TransferWay::Out,
        vehicle: id(10),
        store: id(8),
        there: id(number + 100),
        vehicle_there: id(11),
        state,
        expected_on: None,
        note: String::new(),
        sent_at: MORNING,
        sent_by: id(1),
        sent_by_name: String::new(),
        ended_at: None,
        ended_by_name: String::new(),
    }
}

#[test]
fn a_store_that_leaves_belongs_to_nobody_and_may_join_again() {
    let mut store = store(7, "XC");
    store.done(join());
    store.done(leave());
    assert!(store.all::<Affiliation>().is_empty());
    let group = store.beside.as_ref().expect("the group's lane");
    assert!(group.all::<GroupStore>().is_empty());
    assert_eq!(group.all::<Group>().len(), 1, "the group is still there");
    assert_eq!(store.refused(leave()).code, "noGroup");
    store.done(join());
}

#[test]
fn no_store_leaves_a_group_that_it_is_not_of() {
    let mut store = store(7, "XC");
    store.done(join());
    let other = Command::LeaveGroup(LeaveGroup {
        group: id(71),
        stores: Vec::new(),
    });
    assert_eq!(store.refused(other).code, "noGroup");
}

#[test]
fn a_store_stays_while_cars_are_on_their_way_and_hears_which() {
    let mut store = store(7, "XC");
    store.done(join());
    store.put(&transfer(30, TransferState::OnTheWay));
    store.put(&transfer(31, TransferState::Arrived));
    store.put(&transfer(32, TransferState::OnTheWay));
    let refusal = store.refused(leave());
    assert_eq!(refusal.code, "carsBetweenStores");
    assert_eq!(refusal.values["numbers"], "DB30, DB32");
    store.put(&transfer(30, TransferState::TakenBack));
    store.put(&transfer(32, TransferState::Arrived));
    store.done(leave());
}

#[test]
fn a_store_is_taken_out_of_its_group_by_whoever_may_run_it_and_by_nobody_else() {
    let mut store = store(7, "XC");
    store.done(join());
    store.act_as(1, BuiltInRole::SalesManager);
    assert_eq!(store.refused(leave()).code, "missingRight");
    store.act_as(1, BuiltInRole::Administrator);
    store.done(leave());
    assert!(store.all::<Affiliation>().is_empty());
}
