//! What is booked, and what is not, as sentences.

use super::testing::*;
use super::*;
use crate::{
    Command,
    customers::MergeCustomers,
    ids::{PersonId, TestDriveId, VehicleId},
    people::{BuiltInRole, Person, PersonState},
    refusal::Refusal,
    rights::Right,
    tasks::{Task, TaskState},
    testing::{House, id},
    vehicles::{VehiclePurpose, VehicleState},
};

fn time(refusal: &Refusal, field: &str) -> Timestamp {
    Timestamp(refusal.values[field].as_i64().expect("an instant"))
}

fn refused(house: &mut House, booking: BookTestDrive) -> Refusal {
    house.refused(Command::BookTestDrive(booking))
}

#[test]
fn a_drive_is_booked_with_a_number_and_stands_in_its_consultants_day() {
    let mut house = house();
    house.done(Command::BookTestDrive(booking(1, 60)));
    let drive = drive(&house, 1);
    assert_eq!((drive.state, drive.consultant), (DriveState::Booked, id(1)));
    assert!(drive.number.starts_with("SJ-"));
    let tasks: Vec<Task> = house.all();
    assert_eq!(tasks.len(), 1);
    assert_eq!((tasks[0].kind, tasks[0].due), (TaskKind::TestDrive, at(60)));
}

#[test]
fn a_car_that_is_taken_is_named_with_its_holder_its_end_and_the_free_times_nearest() {
    let mut house = house();
    house.done(Command::BookTestDrive(booking(1, 60)));
    let mut second = elsewhere(2, 60);
    second.vehicle = id(CAR);
    let refusal = refused(&mut house, second);
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("driveCarTaken", Some("vehicle"))
    );
    assert_eq!(refusal.values["who"], "大众 迈腾 50");
    assert_eq!(refusal.values["by"], "Colleague 1");
    assert_eq!(
        time(&refusal, "until"),
        at(60 + 30 + 15),
        "the end and its buffer"
    );
    // 11:00 to 11:45 is held, and a drive of its own holds 45 minutes: 10:15 and 11:45 are as near.
    assert_eq!(time(&refusal, "nearest"), at(15));
    assert_eq!(
        refusal.values["free"],
        serde_json::json!([at(15), at(105), at(0)])
    );
}

#[test]
fn what_a_refusal_offers_can_be_booked() {
    let mut house = house();
    house.done(Command::BookTestDrive(booking(1, 60)));
    let mut second = elsewhere(2, 75);
    second.vehicle = id(CAR);
    let refusal = refused(&mut house, second.clone());
    let free: Vec<Timestamp> =
        serde_json::from_value(refusal.values["free"].clone()).expect("instants");
    assert_eq!(free.len(), 3);
    for (number, start) in free.into_iter().enumerate() {
        let mut house = house_with(&[booking(1, 60)]);
        second.drive = id(20 + number as u128);
        second.starts_at = start;
        second.ends_at = start.plus(30 * 60_000);
        house.done(Command::BookTestDrive(second.clone()));
    }
}

fn house_with(bookings: &[BookTestDrive]) -> House {
    let mut house = house();
    for booking in bookings {
        house.done(Command::BookTestDrive(booking.clone()));
    }
    house
}

#[test]
fn a_consultant_goes_along_on_one_drive_at_a_time() {
    let mut house = house_with(&[booking(1, 60)]);
    let mut second = elsewhere(2, 80);
    second.consultant = Some(id(1));
    let refusal = refused(&mut house, second);
    assert_eq!(refusal.code, "driveConsultantTaken");
    assert_eq!(refusal.values["who"], "Colleague 1");
}

#[test]
fn a_customer_drives_one_car_at_a_time() {
    let mut house = house_with(&[booking(1, 60)]);
    let mut second = elsewhere(2, 80);
    second.customer = id(CUSTOMER);
    assert_eq!(refused(&mut house, second).code, "driveCustomerTaken");
}

#[test]
fn a_customer_of_two_records_drives_one_car_at_a_time_whichever_of_them_booked() {
    let mut house = house_with(&[booking(1, 60), booking(2, 240)]);
    house.act_as(3, BuiltInRole::StoreManager);
    house.done(Command::MergeCustomers(MergeCustomers {
        merge: id(70),
        kept: id(OTHER_CUSTOMER),
        taken: id(CUSTOMER),
        take: Vec::new(),
    }));
    let moved = Command::RebookTestDrive(RebookTestDrive {
        drive: id(2),
        vehicle: Some(id(OTHER_CAR)),
        consultant: Some(id(2)),
        route: None,
        starts_at: Some(at(75)),
        ends_at: Some(at(105)),
    });
    assert_eq!(house.refused(moved).code, "driveCustomerTaken");
    assert_eq!(
        refused(&mut house, elsewhere(4, 75)).code,
        "driveCustomerTaken"
    );
}

#[test]
fn the_buffer_keeps_a_quarter_of_an_hour_between_two_drives() {
    let mut house = house_with(&[booking(1, 60)]);
    let mut second = elsewhere(2, 90);
    second.vehicle = id(CAR);
    assert_eq!(refused(&mut house, second.clone()).code, "driveCarTaken");
    // The same holds before it: a drive that ends when the next begins leaves no time between.
    second.starts_at = at(30);
    second.ends_at = at(60);
    assert_eq!(refused(&mut house, second.clone()).code, "driveCarTaken");
    second.starts_at = at(105);
    second.ends_at = at(135);
    house.done(Command::BookTestDrive(second));
}

#[test]
fn a_drive_in_the_past_is_not_booked_and_the_next_free_time_is_named() {
    let mut house = house();
    house.now = at(120);
    let refusal = refused(&mut house, booking(1, 60));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("driveInPast", Some("startsAt"))
    );
    assert!(time(&refusal, "nearest") >= at(105));
    // Who walks in at ten past has the quarter that has begun.
    house.now = at(130);
    house.done(Command::BookTestDrive(booking(2, 120)));
}

#[test]
fn a_drive_of_no_time_of_25_hours_or_backwards_is_no_drive() {
    let mut house = house();
    for (minutes, code) in [
        (0, "driveTooShort"),
        (-30, "driveTooShort"),
        (25 * 60, "driveTooLong"),
    ] {
        let mut wrong = booking(1, 60);
        wrong.ends_at = at(60 + minutes);
        let refusal = refused(&mut house, wrong);
        assert_eq!(
            (refusal.code.as_str(), refusal.field.as_deref()),
            (code, Some("endsAt"))
        );
    }
}

#[test]
fn a_drive_stays_within_the_hours_of_the_house_and_the_days_it_books_ahead() {
    let mut house = house();
    // It is ten; at eighteen o'clock the house closes.
    let late = booking(1, 8 * 60 - 15);
    let refusal = refused(&mut house, late);
    assert_eq!(refusal.code, "driveOutsideHours");
    assert_eq!(
        (&refusal.values["opens"], &refusal.values["closes"]),
        (&"09:00".into(), &"18:00".into())
    );
    let far = booking(1, 61 * 24 * 60);
    assert_eq!(refused(&mut house, far).code, "driveTooFarAhead");
    house.done(Command::BookTestDrive(booking(1, 8 * 60 - 30)));
}

#[test]
fn a_colleague_who_has_left_goes_along_no_more() {
    let mut house = house();
    let person: Person = house.get(id::<PersonId>(2)).expect("the colleague");
    house.put(&Person {
        state: PersonState::Left,
        ..person
    });
    let refusal = refused(&mut house, elsewhere(1, 60));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("consultantLeft", Some("consultant"))
    );
    assert_eq!(refusal.values["who"], "Colleague 2");
}

#[test]
fn what_belongs_to_another_dealership_is_not_here() {
    let mut house = house();
    for (field, booking) in [
        (
            "vehicle",
            BookTestDrive {
                vehicle: id(999),
                ..booking(1, 60)
            },
        ),
        (
            "consultant",
            BookTestDrive {
                consultant: Some(id(999)),
                ..booking(1, 60)
            },
        ),
        (
            "customer",
            BookTestDrive {
                customer: id(999),
                ..booking(1, 60)
            },
        ),
        (
            "route",
            BookTestDrive {
                route: id(999),
                ..booking(1, 60)
            },
        ),
    ] {
        let refusal = refused(&mut house, booking);
        assert_eq!(
            (refusal.code.as_str(), refusal.field.as_deref()),
            ("notFound", Some(field))
        );
    }
}

#[test]
fn only_demonstrators_are_lent_unless_by_right() {
    let mut house = house();
    let wanted = BookTestDrive {
        vehicle: id(FOR_SALE),
        ..booking(1, 60)
    };
    assert_eq!(refused(&mut house, wanted.clone()).code, "carNotForDrives");
    house.act_as(3, BuiltInRole::SalesManager);
    house.done(Command::BookTestDrive(wanted));
}

#[test]
fn a_car_that_is_held_for_an_order_or_recalled_is_not_lent() {
    let mut house = house();
    let mut car = a_car(CAR, VehiclePurpose::Demonstrator);
    car.state = VehicleState::Allocated;
    house.put(&car);
    assert_eq!(refused(&mut house, booking(1, 60)).code, "carNotHere");
    car.state = VehicleState::InStock;
    car.stop_sale = "召回".to_owned();
    house.put(&car);
    assert_eq!(refused(&mut house, booking(1, 60)).code, "carStopped");
}

#[test]
fn a_route_that_takes_longer_than_the_drive_or_is_retired_is_not_booked() {
    let mut house = house();
    let mut short = booking(1, 60);
    let route: DriveRoute = house.get(short.route).expect("the route");
    house.put(&DriveRoute {
        minutes: 40,
        ..route.clone()
    });
    assert_eq!(refused(&mut house, short.clone()).code, "routeTooLong");
    house.put(&DriveRoute {
        state: RouteState::Retired,
        ..route
    });
    short.ends_at = at(120);
    assert_eq!(refused(&mut house, short).code, "routeRetired");
}

#[test]
fn a_drive_moves_to_where_all_is_free_and_its_task_moves_along() {
    let mut house = house_with(&[booking(1, 60), elsewhere(2, 60)]);
    let mut moved = RebookTestDrive {
        drive: id(1),
        vehicle: Some(id(OTHER_CAR)),
        consultant: None,
        route: None,
        starts_at: None,
        ends_at: None,
    };
    assert_eq!(
        house.refused(Command::RebookTestDrive(moved.clone())).code,
        "driveCarTaken"
    );
    moved.vehicle = None;
    // It does not stand in its own way.
    moved.starts_at = Some(at(75));
    moved.ends_at = Some(at(105));
    moved.consultant = Some(id(2));
    assert_eq!(
        house.refused(Command::RebookTestDrive(moved.clone())).code,
        "driveConsultantTaken"
    );
    moved.consultant = None;
    house.done(Command::RebookTestDrive(moved.clone()));
    assert_eq!(drive(&house, 1).held_until, at(120));
    let task = house
        .all::<Task>()
        .into_iter()
        .find(|task| task.subject == Some(id::<TestDriveId>(1).into()))
        .expect("its task");
    assert_eq!(task.due, at(75));
    assert_eq!(
        house.refused(Command::RebookTestDrive(moved)).code,
        "nothingToRebook"
    );
}

#[test]
fn another_car_asks_for_another_agreement() {
    let mut house = house();
    ready(&mut house, 1);
    assert_eq!(state(&house, 1), DriveState::Signed);
    house.done(Command::RebookTestDrive(RebookTestDrive {
        drive: id(1),
        vehicle: Some(id::<VehicleId>(OTHER_CAR)),
        consultant: None,
        route: None,
        starts_at: None,
        ends_at: None,
    }));
    let drive = drive(&house, 1);
    assert_eq!((drive.state, drive.agreement), (DriveState::Checked, None));
}

#[test]
fn a_cancelled_drive_frees_its_time_and_its_task() {
    let mut house = house_with(&[booking(1, 60)]);
    house.done(Command::CancelTestDrive(CancelTestDrive {
        drive: id(1),
        reason: "客户出差".to_owned(),
    }));
    assert_eq!(house.all::<Task>()[0].state, TaskState::Void);
    house.done(Command::BookTestDrive(booking(2, 60)));
}

#[test]
fn nobody_has_missed_a_drive_that_is_still_to_come() {
    let mut house = house_with(&[booking(1, 60)]);
    let missed = Command::RecordNoShow(RecordNoShow { drive: id(1) });
    assert_eq!(house.refused(missed.clone()).code, "driveTimeImplausible");
    house.now = at(75);
    house.done(missed);
    assert_eq!(state(&house, 1), DriveState::NoShow);
}

#[test]
fn who_may_not_book_books_nothing() {
    let mut house = house();
    house.lose(Right::BookTestDrives);
    assert_eq!(refused(&mut house, booking(1, 60)).code, "missingRight");
}

#[test]
fn the_houses_own_rules_hold_from_their_day_on() {
    let mut house = house();
    house.act_as(3, BuiltInRole::StoreManager);
    let today = house.now.date_in(chrono_tz::Tz::Asia__Shanghai);
    let shipped = drive_terms_on(&house, today).expect("the shipped rules");
    let mut set = SetTestDrivePolicy {
        policy: id(70),
        valid_from: today,
        terms: DriveTerms {
            buffer_minutes: 60,
            ..shipped.clone()
        },
    };
    house.done(Command::SetTestDrivePolicy(set.clone()));
    house.done(Command::BookTestDrive(booking(1, 60)));
    assert_eq!(drive(&house, 1).held_until, at(150));
    set.policy = id(71);
    set.terms.longest_minutes = 25 * 60;
    let refusal = house.refused(Command::SetTestDrivePolicy(set.clone()));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("drivePolicyImplausible", Some("terms.longestMinutes"))
    );
    set.terms = shipped;
    set.valid_from = today.pred_opt().expect("yesterday");
    assert_eq!(
        house.refused(Command::SetTestDrivePolicy(set)).code,
        "dateOutOfRange"
    );
}
