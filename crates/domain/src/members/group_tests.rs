//! Members of a group, told as sentences: as the platform decides, which has the group's lane beside the store's.

use std::collections::BTreeSet;

use super::{house::*, *};
use crate::{
    Command,
    facts::{Ask, Facts},
    groups::StorePart,
    people,
    rights::Rights,
    testing::{LANE, id},
};

const DAY: i64 = Timestamp::DAY;

#[test]
fn a_store_of_a_group_makes_no_members_of_its_own_and_the_group_has_the_ledger() {
    let mut house = keeper();
    let refusal = house.refused(enrol(None));
    assert_eq!(refusal.code, "membersAreTheGroups");
    assert_eq!(refusal.values["group"], "江南汽车集团");
    house.done(rules(terms(), of_group()));
    house.done(enrol(of_group()));
    paid(&mut house, 100, 500);
    house.done(earn(100, of_group()));
    house.done(burn(20, None, of_group()));
    assert!(house.all::<Member>().is_empty(), "not in the store's lane");
    let own: Membership = house.get(id::<CustomerId>(CUSTOMER)).expect("the link");
    let group = house.beside.as_ref().expect("the group's lane");
    assert_eq!(balance(group), 30);
    assert_eq!(member(group).number, own.number);
    assert!(own.number.starts_with("XC-HY-"), "{}", own.number);
    let stores: BTreeSet<DealershipId> = ledger(group).iter().map(|entry| entry.store).collect();
    assert_eq!(stores, BTreeSet::from([DealershipId::of_lane(LANE)]));
    books_hold(group);
}

#[test]
fn a_member_of_one_store_is_found_by_their_mobile_in_another_and_uses_the_same_points() {
    let mut north = keeper();
    north.done(rules(terms(), of_group()));
    north.done(enrol(of_group()));
    paid(&mut north, 100, 500);
    north.done(earn(100, of_group()));

    let mut south = store(THERE, "CN", StorePart::Belongs);
    south.beside = north.beside.take();
    let again = Command::EnrolMember(EnrolMember {
        member: id(51),
        customer: id(CUSTOMER),
        group: of_group(),
        number: String::new(),
    });
    assert_eq!(south.refused(again).code, "mobileIsMembers");
    assert_eq!(south.refused(burn(50, None, of_group())).code, "noMember");
    south.done(Command::LinkMember(LinkMember {
        member: id(MEMBER),
        customer: id(CUSTOMER),
        group: of_group(),
    }));
    south.done(burn(50, None, of_group()));
    north.beside = south.beside.take();
    let refusal = north.refused(burn(1, None, of_group()));
    assert_eq!(refusal.code, "pointsShort");
    books_hold(north.beside.as_ref().expect("the group's lane"));
}

#[test]
fn only_the_store_that_keeps_what_is_shared_sets_the_groups_rules() {
    let mut house = store(LANE, "XC", StorePart::Belongs);
    let refusal = house.refused(rules(terms(), of_group()));
    assert_eq!(refusal.code, "storeKeepsNothing");
}

#[test]
fn a_desk_without_its_groups_lane_leaves_it_to_the_platform() {
    let mut house = keeper();
    house.done(rules(terms(), of_group()));
    house.done(enrol(of_group()));
    house.beside = None;
    let outcome = house.done(burn(5, None, of_group()));
    assert!(outcome.changes.0.is_empty());
}

#[test]
fn a_store_that_left_its_group_has_nothing_of_its_members() {
    let mut house = keeper();
    house.done(rules(terms(), of_group()));
    house.done(enrol(of_group()));
    house.rows.retain(|(table, _), _| *table != "affiliation");
    assert_eq!(house.refused(burn(5, None, of_group())).code, "noGroup");
    // They may become members of the house itself, and are no hindrance to being forgotten.
    house.done(Command::EnrolMember(EnrolMember {
        member: id(51),
        customer: id(CUSTOMER),
        group: None,
        number: String::new(),
    }));
    let own: Member = house.get(id::<MemberId>(51)).expect("the house's own");
    assert_eq!(own.belongs_to, None);
}

#[test]
fn time_works_in_the_groups_lane_itself() {
    let mut house = keeper();
    house.done(rules(terms(), of_group()));
    house.done(enrol(of_group()));
    paid(&mut house, 100, 500);
    house.done(earn(100, of_group()));
    let mut group = *house.beside.take().expect("the group's lane");
    group.act_with(people::PLATFORM.0.as_u128(), Rights::all());
    group.later(400 * DAY);
    group.done(Command::ExpirePoints(ExpirePoints {
        member: id(MEMBER),
        group: of_group(),
        before: day("2027-12-01"),
    }));
    assert_eq!(balance(&group), 0);
    let facts: &dyn Facts = &group;
    let terms_then = points_terms_on(facts, of_group(), day("2027-12-01"));
    assert_eq!(terms_then, Ok(Some(terms())));
    assert_eq!(
        facts
            .get::<Member>(id::<MemberId>(MEMBER))
            .map(|found| found.is_some()),
        Ok(true)
    );
    books_hold(&group);
}
