//! Drives that are asked for from outside, told as sentences.

use super::{
    testing::{CAR, CUSTOMER, OTHER_CAR, at, booking, drive, elsewhere, house},
    *,
};
use crate::{
    Command,
    customers::Customer,
    ids::{CustomerId, ModelId},
    leads::{Enquirer, Lead, LeadState},
    loaners::CarLoan,
    people::BuiltInRole,
    refusal::Refusal,
    rights::Rights,
    tasks::Task,
    testing::{House, id},
    vehicles::Vehicle,
};

pub fn from(number: u128, mobile: &str) -> Enquirer {
    Enquirer {
        customer: id(900 + number),
        customer_number: String::new(),
        lead: id(800 + number),
        lead_number: String::new(),
        name: "赵敏".to_owned(),
        mobile: mobile.to_owned(),
        language: "zh-CN".to_owned(),
    }
}

pub fn asked(number: u128, mobile: &str, minutes: i64) -> RequestTestDrive {
    RequestTestDrive {
        drive: id(number),
        number: String::new(),
        by: from(number, mobile),
        kind: DriveKind::Drive,
        vehicle: None,
        model: None,
        starts_at: at(minutes),
        remark: "带家人一起来".to_owned(),
    }
}

fn ask(house: &mut House, request: RequestTestDrive) -> Result<(), Refusal> {
    house.act_with(7_777, Rights::all());
    let given = house.give(Command::RequestTestDrive(request));
    house.act_as(1, BuiltInRole::SalesConsultant);
    given.map(drop)
}

const STRANGER: &str = "13900000001";

#[test]
fn a_stranger_gets_a_drive_a_record_and_a_lead_with_one_command() {
    let mut house = house();
    ask(&mut house, asked(1, STRANGER, 60)).expect("it is free");
    let booked = drive(&house, 1);
    let customer: Customer = house.get(booked.customer).expect("the new customer");
    assert_eq!(
        customer.mobile.map(|mobile| mobile.to_string()).as_deref(),
        Some(STRANGER)
    );
    let lead: Lead = house
        .get(booked.lead.expect("a lead"))
        .expect("the new lead");
    assert_eq!((lead.state, lead.owner), (LeadState::New, None));
    assert_eq!(booked.ends_at, at(90), "the usual length");
    assert_eq!(booked.note, "带家人一起来");
    let consultant = booked.consultant;
    assert!(
        house
            .all::<Task>()
            .iter()
            .any(|task| task.subject == Some(booked.id.into()) && task.owner == Some(consultant)),
        "it is on the day of whoever goes along"
    );
}

#[test]
fn who_is_known_keeps_their_record_their_lead_and_whoever_looks_after_them() {
    let mut house = house();
    house.act_as(2, BuiltInRole::SalesConsultant);
    let lead: crate::leads::TakeInLead = serde_json::from_value(serde_json::json!({
        "lead": id::<crate::ids::LeadId>(70), "customer": id::<CustomerId>(CUSTOMER),
        "channel": "walkIn", "grade": "H", "to": "me",
        "nextFollowUp": {"due": house.now.plus(3_600_000), "what": "电话"},
    }))
    .expect("a lead");
    house.done(Command::TakeInLead(lead));
    ask(&mut house, asked(1, "13800000034", 60)).expect("it is free");
    let booked = drive(&house, 1);
    assert_eq!(booked.customer, id(CUSTOMER));
    assert_eq!(booked.lead, Some(id(70)));
    assert_eq!(booked.consultant, id(2), "their own consultant");
    assert_eq!(house.all::<Lead>().len(), 1, "no second lead");
}

#[test]
fn the_next_car_is_taken_and_when_none_is_left_the_nearest_free_starts_are_named() {
    let mut house = house();
    house.done(Command::BookTestDrive(booking(10, 60)));
    ask(&mut house, asked(1, STRANGER, 60)).expect("the other car and colleague are free");
    assert_eq!(drive(&house, 1).vehicle, id(OTHER_CAR));
    let refusal = ask(&mut house, asked(2, "13900000002", 60)).expect_err("both are out");
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("driveNoneFree", Some("startsAt"))
    );
    let free: Vec<Timestamp> =
        serde_json::from_value(refusal.values["free"].clone()).expect("instants");
    // Half an hour and its buffer before and after the drives at eleven.
    assert_eq!(free, [at(15), at(105), at(120)]);
    assert!(
        house.get::<Customer>(id::<CustomerId>(902)).is_none(),
        "nothing of it is kept"
    );
    assert!(house.all::<Lead>().iter().all(|lead| lead.id != id(802)));
    let mut again = asked(2, "13900000002", 15);
    again.by = from(2, "13900000002");
    ask(&mut house, again).expect("a start that was named is free");
}

#[test]
fn the_car_that_is_named_is_the_car_that_is_booked_or_none() {
    let mut house = house();
    let named = RequestTestDrive {
        vehicle: Some(id(CAR)),
        ..asked(1, STRANGER, 60)
    };
    ask(&mut house, named.clone()).expect("it is free");
    let second = RequestTestDrive {
        drive: id(2),
        by: from(2, "13900000002"),
        ..named
    };
    assert_eq!(
        ask(&mut house, second).expect_err("the car is out").code,
        "driveNoneFree"
    );
    let model: ModelId = id(4_000);
    let other = RequestTestDrive {
        model: Some(model),
        ..asked(3, "13900000003", 60)
    };
    assert_eq!(
        ask(&mut house, other.clone())
            .expect_err("no such car")
            .code,
        "driveNotOffered"
    );
    let mut car: Vehicle = house.get(id::<VehicleId>(OTHER_CAR)).expect("the car");
    car.model = Some(model);
    house.put(&car);
    ask(&mut house, other).expect("now there is one");
}

#[test]
fn a_car_that_a_customer_of_the_workshop_has_is_not_promised_to_somebody_else() {
    let mut house = house();
    house.put(&CarLoan {
        id: id(950),
        repair_order: id(960),
        vehicle: id(CAR),
        customer: Some(id(CUSTOMER)),
        driver: "王小明".to_owned(),
        out_at: at(0),
        out_km: 1_200,
        out_percent: 80,
        due_at: at(120),
        lent_by: id(1),
        returned_at: None,
        returned_km: None,
        returned_percent: None,
        taken_back_by: None,
        condition: None,
        damage: String::new(),
    });
    ask(&mut house, asked(1, STRANGER, 60)).expect("the other car is free");
    assert_eq!(drive(&house, 1).vehicle, id(OTHER_CAR));
    let named = |number, minutes| RequestTestDrive {
        vehicle: Some(id(CAR)),
        ..asked(number, "13900000002", minutes)
    };
    assert_eq!(
        ask(&mut house, named(2, 60)).expect_err("it is lent").code,
        "driveNoneFree"
    );
    ask(&mut house, named(2, 120)).expect("it is due back by then");
}

#[test]
fn a_car_that_is_stopped_and_one_for_sale_are_not_offered() {
    let mut house = house();
    let mut car: Vehicle = house.get(id::<VehicleId>(CAR)).expect("the car");
    car.stop_sale = "召回".to_owned();
    house.put(&car);
    let named = |number, vehicle| RequestTestDrive {
        vehicle: Some(id(vehicle)),
        ..asked(number, STRANGER, 60)
    };
    for vehicle in [CAR, super::testing::FOR_SALE] {
        assert_eq!(
            ask(&mut house, named(1, vehicle))
                .expect_err("not lent")
                .code,
            "driveNotOffered"
        );
    }
}

#[test]
fn outside_the_hours_and_in_the_past_the_booking_s_own_rules_say_no() {
    let mut house = house();
    for (minutes, code) in [
        (10 * 60, "driveOutsideHours"),
        (-60, "driveInPast"),
        (90 * 24 * 60, "driveTooFarAhead"),
    ] {
        assert_eq!(
            ask(&mut house, asked(1, STRANGER, minutes))
                .expect_err("no")
                .code,
            code
        );
    }
    let refusal = ask(&mut house, asked(1, "12345", 60)).expect_err("no such number");
    assert_eq!(refusal.field.as_deref(), Some("by.mobile"));
}

#[test]
fn what_is_offered_is_what_can_be_booked_and_what_is_booked_is_offered_no_more() {
    let mut house = house();
    let day = house.now.date_in(chrono_tz::Tz::Asia__Shanghai);
    let open = |house: &House| {
        open_drive_starts(
            house,
            WantedCar::default(),
            (day, day),
            house.now,
            chrono_tz::Tz::Asia__Shanghai,
        )
        .expect("what is free")
    };
    let before = open(&house);
    // From a quarter past ten until half past five, each quarter of an hour.
    assert_eq!(before.first().map(|open| open.starts_at), Some(at(15)));
    assert_eq!(before.last().map(|open| open.starts_at), Some(at(450)));
    assert_eq!(before.len(), 30);
    house.done(Command::BookTestDrive(booking(10, 60)));
    house.done(Command::BookTestDrive(elsewhere(11, 60)));
    let after = open(&house);
    assert_eq!(
        after.len(),
        30 - 5,
        "the drives, and what reaches into them"
    );
    let mut number = 100;
    for start in after {
        number += 1;
        let mut trial = house_like(&house);
        let request = RequestTestDrive {
            starts_at: start.starts_at,
            ..asked(number, STRANGER, 0)
        };
        ask(&mut trial, request).expect("what is offered can be booked");
    }
}

/// Another house with the same rows.
fn house_like(house: &House) -> House {
    let mut other = House::of(BuiltInRole::SalesConsultant);
    other.rows = house.rows.clone();
    other.now = house.now;
    other
}
