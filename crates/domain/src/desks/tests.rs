//! Sentences about letting machines in and shutting them out.

use super::{DeskState, EnrolDesk, EnrolledDesk, ExtendOffline, OFFLINE_DAYS, RevokeDesk, spoken};
use crate::{
    Command,
    ids::DeskId,
    people::BuiltInRole,
    testing::{House, id},
};

const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

fn enrol(number: u128, code: &str) -> Command {
    Command::EnrolDesk(EnrolDesk {
        desk: id(number),
        desk_code: code.to_owned(),
        name: format!("展厅 {code}"),
        spoken_key: KEY.to_owned(),
    })
}

fn extend(number: u128, question: &str, days: u32) -> Command {
    Command::ExtendOffline(ExtendOffline {
        desk: id(number),
        question: question.to_owned(),
        days,
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
    assert_eq!(
        house.refused(extend(40, "7K2M-9QXT", 7)).code,
        "missingRight"
    );
}

#[test]
fn a_desk_is_let_go_on_for_some_days_over_the_phone() {
    let mut house = House::of(BuiltInRole::Administrator);
    house.done(enrol(40, "B"));
    house.done(extend(40, "7k2m 9qxt", 7));
    let desk: EnrolledDesk = house.get(id::<DeskId>(40)).expect("the desk");
    let until = desk.extended_until.expect("until when");
    assert_eq!(until, house.now.plus(7 * crate::time::Timestamp::DAY));
    for question in ["", "7K2M", "7K2M-9QXTT", "7K2M-9QX*", "七K2M-9QXT"] {
        assert_eq!(
            house.refused(extend(40, question, 7)).code,
            "questionMalformed"
        );
    }
    for days in [0, OFFLINE_DAYS + 1] {
        let refusal = house.refused(extend(40, "7K2M-9QXT", days));
        assert_eq!(refusal.code, "offlineDaysOutOfRange");
        assert_eq!(refusal.field.as_deref(), Some("days"));
    }
    house.done(revoke(40, "lost"));
    assert_eq!(
        house.refused(extend(40, "7K2M-9QXT", 7)).code,
        "deskRevoked"
    );
}

#[test]
fn a_desk_from_before_there_were_codes_has_none() {
    let mut house = House::of(BuiltInRole::Administrator);
    let Command::EnrolDesk(mut old) = enrol(40, "B") else {
        unreachable!("it is an enrolment")
    };
    old.spoken_key = String::new();
    house.done(Command::EnrolDesk(old));
    assert_eq!(
        house.refused(extend(40, "7K2M-9QXT", 7)).code,
        "noSpokenCode"
    );
}

#[test]
fn an_answer_fits_its_desk_its_question_and_its_days_however_it_is_typed() {
    let question = spoken::readable([0x39, 0xC5, 0x24, 0xDF, 0xA9]);
    let answer = spoken::answer(KEY, &question, 7);
    let typed = answer.to_lowercase().replace('-', " ").replace('0', "o");
    assert_eq!(
        spoken::days_of(KEY, &question, &typed, OFFLINE_DAYS),
        Some(7)
    );
    let other = spoken::readable([0; 5]);
    assert_eq!(other, "0000-0000");
    assert_eq!(spoken::days_of(KEY, &other, &answer, OFFLINE_DAYS), None);
    let anothers = KEY.replace("ff", "fe");
    assert_eq!(
        spoken::days_of(&anothers, &question, &answer, OFFLINE_DAYS),
        None
    );
    assert_eq!(spoken::days_of(KEY, &question, "", OFFLINE_DAYS), None);
    assert_eq!(spoken::readable([0xFF; 5]), "ZZZZ-ZZZZ");
}
