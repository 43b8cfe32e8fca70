//! Booking a car in, told as sentences.

use super::*;
use crate::{
    Command,
    ids::DealershipId,
    people::{ChangePerson, PersonState},
    refusal::Refusal,
    rights::{Right, Rights},
    testing::LANE,
    time::Timestamp,
    workshops::{SlotResource, house::*},
};

pub fn of(operations: &[u128]) -> Vec<WantedJob> {
    operations
        .iter()
        .map(|operation| WantedJob {
            operation: Some(id(*operation)),
            words: String::new(),
            skill: None,
            minutes: None,
            department: None,
        })
        .collect()
}

pub fn book(booking: u128, car: u128, starts_at: Timestamp, operations: &[u128]) -> BookService {
    BookService {
        booking: id(booking),
        number: String::new(),
        dealership: DealershipId(LANE.0),
        car: id(car),
        customer: None,
        called: "王先生".to_owned(),
        phone: "13800138000".to_owned(),
        jobs: of(operations),
        starts_at,
        advisor: None,
        bay: None,
        transport: Transport::Waits,
        overbooking: Overbooking::Refused,
        remark: String::new(),
        wash: None,
    }
}

fn booked(house: &mut House, booking: u128, car: u128, starts_at: Timestamp, operations: &[u128]) {
    house.done(Command::BookService(book(
        booking, car, starts_at, operations,
    )));
}

fn said(refusal: &Refusal) -> (&str, Option<&str>) {
    (refusal.code.as_str(), refusal.field.as_deref())
}

#[test]
fn a_booking_takes_a_bay_an_advisor_and_the_minutes_of_its_day() {
    let mut house = House::new();
    booked(
        &mut house,
        1,
        CARS[0],
        at(23, 9, 0),
        &[SERVICE_60, BRAKES_120],
    );
    let booking: ServiceBooking = house.find(id::<ServiceBookingId>(1));
    assert_eq!(booking.bay, Some(id(GENERAL_BAY)));
    assert_eq!(booking.minutes, 180);
    // Three hours from nine are over at lunch.
    assert_eq!(booking.ends_at, at(23, 12, 0));
    let mut taken: Vec<_> = house
        .slots()
        .iter()
        .map(|slot| (slot.resource_kind, slot.ends_at))
        .collect();
    taken.sort_unstable();
    assert_eq!(
        taken,
        [
            (SlotResource::Bay, at(23, 12, 0)),
            (SlotResource::Advisor, at(23, 9, 15))
        ]
    );
    assert_eq!(house.day(23).booked_minutes, 180);
    assert_eq!(house.day(23).bookings, 1);
}

#[test]
fn a_full_day_is_refused_with_the_skill_what_is_missing_and_the_earliest_promise() {
    let mut house = House::new();
    for (place, hour) in [(1, 9), (2, 13)] {
        booked(
            &mut house,
            place,
            CARS[place as usize],
            at(23, hour, 0),
            &[DENT_180],
        );
    }
    let mut third = book(3, CARS[0], at(23, 8, 30), &[DENT_180]);
    third.jobs = vec![WantedJob {
        operation: None,
        words: "左后翼子板凹陷".to_owned(),
        skill: Some(crate::workshops::Skill::Body),
        minutes: Some(150),
        department: None,
    }];
    let refusal = house.refused(Command::BookService(third));
    assert_eq!(said(&refusal), ("capacityShort", Some("startsAt")));
    assert_eq!(refusal.values["skill"], "body");
    assert_eq!(refusal.values["minutes"], 30);
    assert_eq!(refusal.values["earliest"], at(24, 8, 30).0);
}

#[test]
fn whoever_has_the_right_books_beyond_the_capacity_and_the_booking_says_so() {
    let mut house = House::new();
    booked(&mut house, 1, CARS[0], at(23, 9, 0), &[DENT_180]);
    booked(&mut house, 2, CARS[1], at(23, 13, 0), &[DENT_180]);
    let beyond = BookService {
        overbooking: Overbooking::Allowed,
        ..book(3, CARS[2], at(23, 8, 30), &[DENT_180])
    };
    let rights: Rights = Right::ALL
        .iter()
        .copied()
        .filter(|right| *right != Right::OverbookService)
        .collect();
    house.act_with(1, rights);
    let refusal = house.refused(Command::BookService(beyond.clone()));
    assert_eq!(refusal.code, "missingRight");
    house.act_with(1, Rights::all());
    house.done(Command::BookService(beyond));
    let booking: ServiceBooking = house.find(id::<ServiceBookingId>(3));
    assert_eq!(booking.overbooked_minutes, 60);
    assert_eq!(booking.bay, None, "both of its bays are taken");
    house.assert_nothing_is_taken_twice();
}

#[test]
fn a_time_that_is_over_and_one_too_far_ahead_are_refused() {
    let mut house = House::new();
    let refusal = house.refused(Command::BookService(book(
        1,
        CARS[0],
        at(21, 9, 0),
        &[SERVICE_60],
    )));
    assert_eq!(said(&refusal), ("bookingInPast", Some("startsAt")));
    let far = Timestamp(at(23, 9, 0).0 + 70 * Timestamp::DAY);
    let refusal = house.refused(Command::BookService(book(1, CARS[0], far, &[SERVICE_60])));
    assert_eq!(said(&refusal), ("bookingTooFar", Some("startsAt")));
}

#[test]
fn a_booking_of_no_work_and_one_of_twenty_five_hours_are_refused() {
    let mut house = House::new();
    let refusal = house.refused(Command::BookService(book(1, CARS[0], at(23, 9, 0), &[])));
    assert_eq!(said(&refusal), ("nothingToDo", Some("jobs")));
    let mut none = book(1, CARS[0], at(23, 9, 0), &[]);
    let in_words = |minutes| WantedJob {
        operation: None,
        words: "异响".to_owned(),
        skill: Some(crate::workshops::Skill::Mechanical),
        minutes: Some(minutes),
        department: None,
    };
    none.jobs = vec![in_words(0)];
    let refusal = house.refused(Command::BookService(none.clone()));
    assert_eq!(said(&refusal), ("nothingToDo", Some("jobs.0.minutes")));
    none.jobs = vec![in_words(25 * 60)];
    let refusal = house.refused(Command::BookService(none));
    assert_eq!(said(&refusal), ("longerThanDay", Some("jobs")));
    assert_eq!(
        (&refusal.values["minutes"], &refusal.values["most"]),
        (&1500.into(), &480.into())
    );
}

#[test]
fn another_house_is_booked_by_itself() {
    let mut house = House::new();
    let refusal = house.refused(Command::BookService(BookService {
        dealership: id(999),
        ..book(1, CARS[0], at(23, 9, 0), &[SERVICE_60])
    }));
    assert_eq!(said(&refusal), ("otherDealership", Some("dealership")));
}

#[test]
fn an_advisor_who_has_left_receives_nobody() {
    let mut house = House::new();
    house.done(Command::ChangePerson(ChangePerson {
        person: id(ADVISORS[0]),
        name: None,
        roles: None,
        state: Some(PersonState::Left),
    }));
    let refusal = house.refused(Command::BookService(BookService {
        advisor: Some(id(ADVISORS[0])),
        ..book(1, CARS[0], at(23, 9, 0), &[SERVICE_60])
    }));
    assert_eq!(said(&refusal), ("personGone", Some("advisor")));
    let refusal = house.refused(Command::BookService(BookService {
        advisor: Some(id(TECHNICIANS[0])),
        ..book(1, CARS[0], at(23, 9, 0), &[SERVICE_60])
    }));
    assert_eq!(said(&refusal), ("offShift", Some("advisor")));
}

#[test]
fn a_bay_and_an_advisor_are_had_by_one_at_a_time() {
    let mut house = House::new();
    booked(&mut house, 1, CARS[0], at(23, 9, 0), &[SERVICE_60]);
    let first: ServiceBooking = house.find(id::<ServiceBookingId>(1));
    // The bay is kept free for ten minutes after a car.
    let refusal = house.refused(Command::BookService(BookService {
        bay: Some(id(GENERAL_BAY)),
        ..book(2, CARS[1], at(23, 10, 5), &[SERVICE_60])
    }));
    assert_eq!(said(&refusal), ("bayTaken", Some("bay")));
    assert_eq!(refusal.values["by"], first.number);
    let refusal = house.refused(Command::BookService(BookService {
        advisor: Some(first.advisor),
        ..book(2, CARS[1], at(23, 9, 10), &[DENT_180])
    }));
    assert_eq!(said(&refusal), ("personTaken", Some("advisor")));
    let refusal = house.refused(Command::BookService(book(
        2,
        CARS[1],
        at(23, 9, 30),
        &[SERVICE_60],
    )));
    assert_eq!(said(&refusal), ("noBayFree", Some("startsAt")));
    assert_eq!(refusal.values["earliest"], at(23, 10, 15).0);
    booked(&mut house, 2, CARS[1], at(23, 10, 10), &[SERVICE_60]);
}

#[test]
fn lunch_and_the_closing_hour_are_kept() {
    let mut house = House::new();
    let refusal = house.refused(Command::BookService(book(
        1,
        CARS[0],
        at(23, 12, 15),
        &[SERVICE_60],
    )));
    assert_eq!(said(&refusal), ("atLunch", Some("startsAt")));
    let refusal = house.refused(Command::BookService(book(
        1,
        CARS[0],
        at(23, 17, 0),
        &[SERVICE_60],
    )));
    assert_eq!(said(&refusal), ("notDoneByClosing", Some("startsAt")));
    let refusal = house.refused(Command::BookService(book(
        1,
        CARS[0],
        at(23, 7, 0),
        &[SERVICE_60],
    )));
    assert_eq!(said(&refusal), ("outsideHours", Some("startsAt")));
}

#[test]
fn a_car_comes_once_a_day() {
    let mut house = House::new();
    booked(&mut house, 1, CARS[0], at(23, 9, 0), &[SERVICE_60]);
    let refusal = house.refused(Command::BookService(book(
        2,
        CARS[0],
        at(23, 14, 0),
        &[SERVICE_60],
    )));
    assert_eq!(said(&refusal), ("carExpected", Some("car")));
}

#[test]
fn a_moved_booking_gives_back_what_it_had() {
    let mut house = House::new();
    booked(&mut house, 1, CARS[0], at(23, 9, 0), &[SERVICE_60]);
    house.done(Command::RebookService(RebookService {
        booking: id(1),
        starts_at: at(24, 9, 0),
        advisor: None,
        bay: None,
        overbooking: Overbooking::Refused,
    }));
    assert_eq!(
        (house.day(23).booked_minutes, house.day(23).bookings),
        (0, 0)
    );
    assert_eq!(
        (house.day(24).booked_minutes, house.day(24).bookings),
        (60, 1)
    );
    assert_eq!(house.slots().len(), 2);
    let booking: ServiceBooking = house.find(id::<ServiceBookingId>(1));
    assert_eq!((booking.day, booking.moved), (november(24), 1));
    // A quarter of an hour later in its own bay is no collision with itself.
    house.done(Command::RebookService(RebookService {
        booking: id(1),
        starts_at: at(24, 9, 15),
        advisor: Some(booking.advisor),
        bay: booking.bay,
        overbooking: Overbooking::Refused,
    }));
    assert_eq!(house.day(24).booked_minutes, 60);
}

#[test]
fn a_cancelled_booking_frees_its_day_and_is_over() {
    let mut house = House::new();
    booked(&mut house, 1, CARS[0], at(23, 9, 0), &[SERVICE_60]);
    let cancel = Command::CancelBooking(CancelBooking {
        booking: id(1),
        reason: "客户改期后再约".to_owned(),
    });
    house.done(cancel.clone());
    assert_eq!((house.day(23).booked_minutes, house.slots().len()), (0, 0));
    assert_eq!(house.refused(cancel).code, "bookingClosed");
}

#[test]
fn nobody_has_failed_to_come_before_they_are_late() {
    let mut house = House::new();
    booked(&mut house, 1, CARS[0], at(23, 9, 0), &[SERVICE_60]);
    let missed = Command::RecordBookingNoShow(RecordBookingNoShow {
        booking: id(1),
        remark: String::new(),
    });
    house.now = at(23, 9, 20);
    let refusal = house.refused(missed.clone());
    assert_eq!(refusal.code, "notMissedYet");
    assert_eq!(refusal.values["from"], at(23, 9, 30).0);
    house.now = at(23, 9, 30);
    house.done(missed);
    assert_eq!(house.day(23).bookings, 0);
}

#[test]
fn a_booking_is_confirmed_once() {
    let mut house = House::new();
    booked(&mut house, 1, CARS[0], at(23, 9, 0), &[SERVICE_60]);
    let confirm = Command::ConfirmBooking(ConfirmBooking { booking: id(1) });
    house.done(confirm.clone());
    assert_eq!(house.refused(confirm).code, "confirmedAlready");
}
