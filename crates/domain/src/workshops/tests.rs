//! Hours, shifts, certificates and what they make of a day, told as sentences.

use super::{house::*, *};
use crate::{
    Command,
    command::Stop,
    dated::Policies,
    facts::Missing,
    ids::BayId,
    people::{self, ChangePerson, PersonState},
    rights::Rights,
    rules::{PublishRules, RuleOrigin, RuleSetName},
    testing::LANE,
};

fn days(house: &House, from: u32, count: u32) -> Vec<WorkshopDay> {
    match days_from(&**house, LANE, &terms(), november(from), count) {
        Ok(days) => days,
        Err(stop) => panic!("{stop:?}"),
    }
}

fn capacity(house: &House, day: u32, skill: Skill) -> u32 {
    let row = &days(house, day, 1)[0];
    free_minutes(&row.capacity.0, 100, &row.booked.0, skill)
}

#[test]
fn a_day_holds_the_minutes_of_those_on_shift_without_lunch() {
    let house = House::new();
    // Two of three can do mechanical work, eight hours each.
    assert_eq!(capacity(&house, 23, Skill::Mechanical), 960);
    assert_eq!(capacity(&house, 23, Skill::HighVoltage), 480);
    assert_eq!(capacity(&house, 23, Skill::Fitting), 0);
}

#[test]
fn a_certificate_that_has_run_out_gives_no_skill_any_more() {
    let mut house = House::new();
    house.certificate(900, TECHNICIANS[2], Skill::Fitting, Some(november(25)));
    assert_eq!(capacity(&house, 25, Skill::Fitting), 480);
    assert_eq!(capacity(&house, 26, Skill::Fitting), 0);
    house.done(Command::WithdrawCertificate(WithdrawCertificate {
        certificate: id(900),
        reason: "复训未通过".to_owned(),
    }));
    assert_eq!(capacity(&house, 25, Skill::Fitting), 0);
}

#[test]
fn whoever_is_away_is_not_counted_and_neither_is_who_has_left() {
    let mut house = House::new();
    house.done(Command::RecordAbsence(RecordAbsence {
        absence: id(901),
        person: id(TECHNICIANS[1]),
        first_day: november(23),
        last_day: november(24),
        reason: "年假".to_owned(),
    }));
    assert_eq!(capacity(&house, 24, Skill::HighVoltage), 0);
    assert_eq!(capacity(&house, 25, Skill::HighVoltage), 480);
    house.done(Command::CancelAbsence(CancelAbsence { absence: id(901) }));
    assert_eq!(capacity(&house, 24, Skill::HighVoltage), 480);
    house.done(Command::ChangePerson(ChangePerson {
        person: id(TECHNICIANS[1]),
        state: Some(PersonState::Left),
        ..empty_change(TECHNICIANS[1])
    }));
    assert_eq!(capacity(&house, 24, Skill::HighVoltage), 0);
}

fn empty_change(person: u128) -> ChangePerson {
    ChangePerson {
        person: id(person),
        name: None,
        roles: None,
        state: None,
    }
}

#[test]
fn a_person_has_one_shift_at_a_time() {
    let mut house = House::new();
    let refusal = house.refused(Command::SetShift(SetShift {
        shift: id(902),
        person: id(TECHNICIANS[0]),
        post: Post::Technician,
        valid_from: november(24),
        valid_until: None,
        week: whole_week(OPEN),
    }));
    assert_eq!(refusal.code, "shiftOverlaps");
}

#[test]
fn the_house_may_shut_its_doors_on_a_day_and_open_them_on_another() {
    let mut house = House::new();
    house.done(Command::SetOpeningException(SetOpeningException {
        exception: id(903),
        day: november(24),
        hours: None,
        reason: "盘点".to_owned(),
    }));
    assert_eq!(days(&house, 24, 1)[0].open(), None);
    assert!(days(&house, 25, 1)[0].open().is_some());
}

#[test]
fn a_house_that_shuts_on_statutory_days_says_so_when_it_does_not_know_them() {
    let shut = WorkshopTerms {
        statutory_days: HolidayOpening::Closed,
        ..terms()
    };
    let on = |year, month, day| {
        hours::ordinary_hours(
            &shut,
            Some(&Policies::shipped().calendars.calendar),
            chrono::NaiveDate::from_ymd_opt(year, month, day).expect("a day"),
        )
    };
    // The first of the block is a statutory day, the fourth is only swapped.
    assert!(
        matches!(on(2026, 10, 1), Err(WorkshopRefusal::WorkshopClosed { reason, .. }) if reason == "国庆节")
    );
    assert_eq!(on(2026, 10, 6), Ok(OPEN));
    assert_eq!(
        on(2031, 10, 1),
        Err(WorkshopRefusal::StatutoryDaysUnknown { year: 2031 })
    );
}

#[test]
fn work_rests_at_lunch() {
    assert_eq!(work_until(11 * 60, 90, LUNCH), 13 * 60 + 30);
    assert_eq!(work_until(11 * 60, 60, LUNCH), 12 * 60);
    assert_eq!(work_until(13 * 60, 60, LUNCH), 14 * 60);
}

#[test]
fn two_bays_do_not_share_a_name() {
    let mut house = House::new();
    let refusal = house.refused(Command::SetBay(SetBay {
        bay: id::<BayId>(904),
        name: "1 号工位".to_owned(),
        ordinal: 3,
        skills: vec![Skill::Paint],
        state: BayState::InUse,
    }));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("nameTaken", Some("name"))
    );
}

#[test]
fn days_read_week_by_week_are_the_days_read_at_once() {
    let house = House::new();
    for count in [0, 1, 6, 7, 8, 14, 20] {
        let terms = terms();
        let ahead: Result<Vec<WorkshopDay>, Stop> =
            days_ahead(&*house, LANE, &terms, november(1), count).collect();
        assert_eq!(ahead.ok(), Some(days(&house, 1, count)), "{count} days");
    }
}

#[test]
fn the_earliest_slot_passes_over_the_days_that_have_not_the_skill_left() {
    let house = House::new();
    let mut rows = days(&house, 23, 5);
    rows[0].take(&SkillMinutes::from([(Skill::HighVoltage, 480)]));
    rows[1].take(&SkillMinutes::from([(Skill::HighVoltage, 400)]));
    let asked = SkillMinutes::from([(Skill::HighVoltage, 90)]);
    let advisors = match Staff::read(&*house, Post::Advisor, november(23)) {
        Ok(staff) => staff,
        Err(Missing) => panic!("unreadable"),
    };
    let found = earliest_slot(
        &EarliestAsk {
            asked: &asked,
            minutes: 90,
            not_before: at(23, 9, 0),
            bays: &[id(GENERAL_BAY)],
            advisors: &advisors,
            terms: &terms(),
            zone: chrono_tz::Tz::Asia__Shanghai,
        },
        rows.into_iter().map(Ok),
        |_, _| Ok::<_, Missing>(Vec::new()),
    );
    let Ok(Some(found)) = found else {
        panic!("a slot")
    };
    assert_eq!((found.day, found.starts_at), (november(25), at(25, 8, 30)));
}

#[test]
fn a_calendar_that_is_published_shuts_a_day_that_was_reckoned_before() {
    let mut house = House::new();
    let shut_on_statutory_days = WorkshopTerms {
        statutory_days: HolidayOpening::Closed,
        ..terms()
    };
    house.done(Command::SetUpWorkshop(SetUpWorkshop {
        terms: shut_on_statutory_days,
    }));
    let reckoned = days(&house, 24, 1).remove(0);
    assert!(reckoned.open().is_some());
    house.put(&reckoned);
    let mut text: serde_json::Value =
        serde_json::from_str(RuleSetName::Calendars.shipped_text()).expect("JSON");
    text["edition"] = "2026-11-23".into();
    let blocks = text["calendar"][2]["holidays"].as_array_mut();
    blocks.expect("the blocks of 2026").push(serde_json::json!({
        "zh": "抗疫纪念日", "en": "Day of Remembrance", "from": "2026-11-24", "to": "2026-11-24",
        "statutory": ["2026-11-24"], "work": [],
    }));
    house.act_with(people::PLATFORM.0.as_u128(), Rights::all());
    house.done(Command::PublishRules(PublishRules {
        set: RuleSetName::Calendars,
        text: text.to_string(),
        origin: RuleOrigin::Platform,
        note: String::new(),
    }));
    let now: WorkshopDay = house.find(reckoned.id);
    assert_eq!(now.open(), None);
}
