//! Sentences about letting machines in and shutting them out.

use super::{DeskState, EnrolDesk, EnrolledDesk, RevokeDesk};
use crate::{
    Command,
    ids::DeskId,
    people::BuiltInRole,
    testing::{House, id},
};

fn enrol(number: u128, code: &str) -> Command {
    Command::EnrolDesk(EnrolDesk {
        desk: id(number),
        desk_code: code.to_owned(),
        name: format!("展厅 {code}"),
    })
}

fn revoke(number: u128, reason: &str) -> Command {
    Command::RevokeDesk(RevokeDesk {
        desk: id(number),
        reason: reason.to_owned(),
    })
}

#[test]
fn an_administrator_lets_a_machine_in_and_shuts_it_out_again() {
    let mut house = House::of(BuiltInRole::Administrator);
    house.done(enrol(40, "B"));
    let desk: EnrolledDesk = house.get(id::<DeskId>(40)).expect("the desk");
    assert_eq!((desk.code.as_str(), desk.state), ("B", DeskState::Active));
    house.done(revoke(40, "笔记本丢失"));
    let desk: EnrolledDesk = house.get(id::<DeskId>(40)).expect("the desk");
    assert_eq!(desk.state, DeskState::Revoked);
    assert_eq!(house.refused(revoke(40, "again")).code, "deskRevoked");
}

#[test]
fn a_code_is_given_once_for_ever() {
    let mut house = House::of(BuiltInRole::Administrator);
    house.done(enrol(40, "B"));
    house.done(revoke(40, "sold"));
    let refusal = house.refused(enrol(41, "B"));
    assert_eq!(refusal.code, "deskCodeTaken");
    assert_eq!(refusal.field.as_deref(), Some("deskCode"));
}

#[test]
fn a_code_is_one_to_three_capitals_or_digits() {
    let mut house = House::of(BuiltInRole::Administrator);
    for code in ["", "b", "ABCD", "甲", "A B"] {
        assert_eq!(house.refused(enrol(40, code)).code, "deskCodeMalformed");
    }
}

#[test]
fn a_machine_that_is_in_or_was_shut_out_does_not_come_in_again() {
    let mut house = House::of(BuiltInRole::Administrator);
    house.done(enrol(40, "B"));
    assert_eq!(house.refused(enrol(40, "C")).code, "deskEnrolled");
    house.done(revoke(40, "lost"));
    assert_eq!(house.refused(enrol(40, "C")).code, "deskRevoked");
}

#[test]
fn nobody_lets_a_machine_in_without_the_right() {
    let mut house = House::of(BuiltInRole::SalesManager);
    assert_eq!(house.refused(enrol(40, "B")).code, "missingRight");
    assert_eq!(house.refused(revoke(40, "x")).code, "missingRight");
}
