//! Working days, refused years, deadlines and ends of periods.

use chrono::NaiveDate;
use domain::calendars::*;
use domain::dated::Policies;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn calendar() -> &'static Calendar {
    &Policies::shipped().calendars.calendar
}

#[test]
fn a_year_without_a_notice_is_refused() {
    assert_eq!(calendar().years().collect::<Vec<_>>(), [2024, 2025, 2026]);
    assert_eq!(
        calendar().is_working_day(day("2027-01-04")),
        Err(NoCalendar { year: 2027 })
    );
    assert_eq!(
        calendar().add_working_days(day("2026-12-28"), 5),
        Err(NoCalendar { year: 2027 })
    );
    assert_eq!(
        calendar().add_working_days(day("2026-12-28"), 3),
        Ok(day("2026-12-31"))
    );
}

#[test]
fn each_year_has_the_statutory_days_of_its_law() {
    for (year, statutory) in [(2024, 11), (2025, 13), (2026, 13)] {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("the day exists");
        let count = first
            .iter_days()
            .take_while(|date| date.to_string().starts_with(&year.to_string()))
            .filter(|date| calendar().is_statutory_day(*date) == Ok(true))
            .count();
        assert_eq!(count, statutory, "in {year}");
    }
}

#[test]
fn the_days_worked_instead_stand_as_in_the_notices() {
    let notices = [
        (2024, "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"),
        (2025, "01-26 02-08 04-27 09-28 10-11"),
        (2026, "01-04 02-14 02-28 05-09 09-20 10-10"),
    ];
    for (year, expected) in notices {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("the day exists");
        let worked: Vec<String> = first
            .iter_days()
            .take_while(|date| date.to_string().starts_with(&year.to_string()))
            .filter(|date| calendar().kind_of(*date) == Ok(DayKind::MakeUpWorkday))
            .map(|date| date.format("%m-%d").to_string())
            .collect();
        assert_eq!(worked.join(" "), expected, "in {year}");
    }
}

#[test]
fn working_days_between_two_days_undo_adding_them() {
    let start = day("2026-02-10");
    for count in 0..40 {
        let due = calendar()
            .add_working_days(start, count)
            .expect("2026 is known");
        assert_eq!(calendar().working_days_between(start, due), Ok(count));
    }
}

#[test]
fn a_newer_notice_replaces_an_older_one_and_never_the_other_way() {
    let table = |version, to: &str| CalendarYear {
        year: 2027,
        version,
        source: "国务院办公厅通知".to_owned(),
        holidays: vec![HolidayBlock {
            zh: "元旦".to_owned(),
            en: "New Year's Day".to_owned(),
            from: day("2027-01-01"),
            to: day(to),
            statutory: [day("2027-01-01")].into(),
            work: [].into(),
        }],
    };
    let known = calendar()
        .clone()
        .with_year(table(2, "2027-01-03"))
        .expect("it holds together");
    assert_eq!(known.kind_of(day("2027-01-03")), Ok(DayKind::Holiday));
    let still = known
        .clone()
        .with_year(table(1, "2027-01-01"))
        .expect("it holds together");
    assert_eq!(still, known);
}

#[test]
fn a_broken_notice_is_refused() {
    let block = HolidayBlock {
        zh: "元旦".to_owned(),
        en: "New Year's Day".to_owned(),
        from: day("2027-01-01"),
        to: day("2027-01-03"),
        statutory: [day("2027-01-01")].into(),
        work: [].into(),
    };
    let refused = |block: HolidayBlock| {
        let year = CalendarYear {
            year: 2027,
            version: 1,
            source: "国务院办公厅通知".to_owned(),
            holidays: vec![block],
        };
        Calendar::default()
            .with_year(year)
            .expect_err("it does not hold together")
    };
    assert_eq!(
        refused(HolidayBlock {
            to: day("2028-01-01"),
            ..block.clone()
        }),
        CalendarError::OutsideYear {
            day: day("2028-01-01")
        }
    );
    assert_eq!(
        refused(HolidayBlock {
            statutory: [day("2027-01-04")].into(),
            ..block.clone()
        }),
        CalendarError::BrokenBlock {
            day: day("2027-01-04")
        }
    );
    let monday = day("2027-01-11");
    assert_eq!(
        refused(HolidayBlock {
            work: [monday].into(),
            ..block
        }),
        CalendarError::NotMadeUp { day: monday }
    );
}

#[test]
fn a_deadline_follows_the_rule_of_the_day_it_starts_on() {
    let rules = &Policies::shipped().calendars;
    assert_eq!(
        rules.due(DeadlineKind::Mediation, day("2026-04-15")),
        Ok(day("2026-06-14"))
    );
    assert_eq!(
        rules.due(DeadlineKind::Mediation, day("2025-02-10")),
        rules
            .calendar
            .add_working_days(day("2025-02-10"), 45)
            .map_err(DeadlineError::from)
    );
    assert_eq!(
        rules.due(DeadlineKind::ComplaintResult, day("2026-09-24")),
        Ok(day("2026-10-12"))
    );
    assert_eq!(
        rules.due(DeadlineKind::PurchaseTaxDeclaration, day("2026-11-22")),
        Ok(day("2027-01-21"))
    );
    assert!(matches!(
        rules.due(DeadlineKind::Mediation, day("2021-01-01")),
        Err(DeadlineError::Undefined(_))
    ));
    assert!(matches!(
        rules.due(DeadlineKind::ComplaintResult, day("2026-12-30")),
        Err(DeadlineError::NoCalendar(NoCalendar { year: 2027 }))
    ));
}

#[test]
fn a_period_in_months_ends_on_the_same_number_or_the_last_of_the_month() {
    assert_eq!(months_after(day("2026-01-31"), 1), day("2026-02-28"));
    assert_eq!(months_after(day("2026-01-15"), 2), day("2026-03-15"));
    assert_eq!(years_after(day("2024-02-29"), 1), day("2025-02-28"));
    assert_eq!(years_after(day("2024-02-29"), 4), day("2028-02-29"));
    assert_eq!(days_after(day("2026-02-28"), 1), day("2026-03-01"));
}
