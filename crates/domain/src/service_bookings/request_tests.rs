//! Service that is asked for from outside, told as sentences.

use super::{tests::of, *};
use crate::{
    Command,
    customers::AddCustomer,
    leads::Enquirer,
    refusal::Refusal,
    serviced_cars::ServicedCar,
    time::Timestamp,
    workshops::{SlotResource, WorkshopSlot, house::*},
};

const ZONE: chrono_tz::Tz = chrono_tz::Tz::Asia__Shanghai;

pub fn asked(
    booking: u128,
    plate: &str,
    starts_at: Timestamp,
    operations: &[u128],
) -> RequestService {
    RequestService {
        booking: id(booking),
        number: String::new(),
        by: Enquirer {
            customer: id(9_000 + booking),
            customer_number: String::new(),
            lead: id(9_500 + booking),
            lead_number: String::new(),
            name: "赵敏".to_owned(),
            mobile: "13900000001".to_owned(),
            language: "zh-CN".to_owned(),
        },
        car: id(8_000 + booking),
        vin: String::new(),
        plate: plate.to_owned(),
        description: "大众 朗逸".to_owned(),
        jobs: of(operations),
        starts_at,
        transport: Transport::Own,
        remark: String::new(),
    }
}

fn ask(house: &mut House, request: RequestService) -> Result<(), Refusal> {
    house.give(Command::RequestService(request)).map(drop)
}

fn free(refusal: &Refusal) -> Vec<Timestamp> {
    serde_json::from_value(refusal.values["free"].clone()).expect("instants")
}

#[test]
fn a_car_that_nobody_knows_is_written_down_and_booked_with_bay_advisor_and_minutes() {
    let mut house = House::new();
    ask(
        &mut house,
        asked(1, "京A12345", at(23, 9, 0), &[SERVICE_60]),
    )
    .expect("there is room");
    let booking: ServiceBooking = house.find(id::<ServiceBookingId>(1));
    assert_eq!(
        (booking.called.as_str(), booking.phone.as_str()),
        ("赵敏", "13900000001")
    );
    assert_eq!((booking.overbooked_minutes, booking.customer), (0, None));
    let car: ServicedCar = house.find(booking.car);
    assert_eq!(
        (car.plate.as_str(), car.description.as_str()),
        ("京A12345", "大众 朗逸")
    );
    assert_eq!(house.day(23).booked_minutes, 60);
    let slots: Vec<WorkshopSlot> = house.all();
    assert!(
        slots
            .iter()
            .any(|slot| slot.resource_kind == SlotResource::Bay)
    );
    assert!(
        slots
            .iter()
            .any(|slot| slot.resource_kind == SlotResource::Advisor)
    );
}

#[test]
fn a_car_and_a_customer_that_are_known_are_found_again() {
    let mut house = House::new();
    let added: AddCustomer = serde_json::from_value(serde_json::json!({
        "customer": id::<CustomerId>(40),
        "details": {"kind": "person", "name": "赵敏", "mobile": "13900000001"},
    }))
    .expect("a customer");
    house.done(Command::AddCustomer(added));
    ask(
        &mut house,
        asked(1, "京A10000", at(23, 9, 0), &[SERVICE_60]),
    )
    .expect("there is room");
    let booking: ServiceBooking = house.find(id::<ServiceBookingId>(1));
    assert_eq!(booking.car, id(CARS[0]));
    assert_eq!(booking.customer, Some(id(40)));
}

#[test]
fn a_full_time_is_refused_with_the_nearest_that_are_free_and_nothing_is_kept() {
    let mut house = House::new();
    // One bay takes such work, and two people may do it.
    ask(
        &mut house,
        asked(1, "京A10001", at(23, 9, 0), &[BRAKES_120]),
    )
    .expect("there is room");
    let refusal = ask(
        &mut house,
        asked(2, "京A55555", at(23, 9, 0), &[BRAKES_120]),
    )
    .expect_err("the bay is taken");
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("slotFull", Some("startsAt"))
    );
    assert_eq!(free(&refusal).len(), 3);
    assert!(
        house
            .get::<ServicedCar>(id::<ServicedCarId>(8_002))
            .is_none()
    );
    for (number, start) in free(&refusal).into_iter().enumerate() {
        let mut trial = House::new();
        trial.rows = house.rows.clone();
        ask(
            &mut trial,
            asked(10 + number as u128, "京A66666", start, &[BRAKES_120]),
        )
        .expect("what was named is free");
    }
}

#[test]
fn a_day_whose_skills_are_used_up_names_another_day() {
    let mut house = House::new();
    // Maintenance: one technician with eight hours a day; the bay stands free for the other's work.
    for (number, hour) in [(1, 9), (2, 11), (3, 14), (4, 16)] {
        let minute = if number == 1 { 0 } else { 30 };
        drop(ask(
            &mut house,
            asked(
                number,
                &format!("京A2000{number}"),
                at(23, hour, minute),
                &[SERVICE_60, SERVICE_60],
            ),
        ));
    }
    let refusal = ask(
        &mut house,
        asked(9, "京A77777", at(23, 9, 30), &[SERVICE_60, SERVICE_60]),
    )
    .expect_err("the day is full");
    assert_eq!(refusal.code, "slotFull");
    assert!(free(&refusal).iter().all(|start| *start != at(23, 9, 30)));
    assert!(!free(&refusal).is_empty());
}

#[test]
fn what_is_offered_is_what_can_be_booked() {
    let mut house = House::new();
    ask(
        &mut house,
        asked(1, "京A10001", at(23, 9, 0), &[BRAKES_120]),
    )
    .expect("there is room");
    let jobs = wanted_jobs(&*house, &of(&[BRAKES_120])).expect("the work");
    let open = open_service_slots(
        &*house,
        crate::testing::LANE,
        &jobs,
        (november(22), november(23)),
        house.now,
        ZONE,
    )
    .expect("what is free");
    assert!(open.iter().all(|slot| slot.starts_at > house.now));
    assert!(open.iter().any(|slot| slot.day == november(22)));
    assert!(open.iter().any(|slot| slot.day == november(23)));
    for (number, slot) in open.into_iter().enumerate() {
        let mut trial = House::new();
        trial.rows = house.rows.clone();
        ask(
            &mut trial,
            asked(
                100 + number as u128,
                "京A66666",
                slot.starts_at,
                &[BRAKES_120],
            ),
        )
        .expect("what is offered can be booked");
    }
    // Every quarter hour that is not offered is refused.
    let offered = open_service_slots(
        &*house,
        crate::testing::LANE,
        &jobs,
        (november(23), november(23)),
        house.now,
        ZONE,
    )
    .expect("what is free");
    for quarter in 0..96 {
        let start = at(23, 0, 0).plus(quarter * 15 * 60_000);
        let mut trial = House::new();
        trial.rows = house.rows.clone();
        let given = ask(&mut trial, asked(500, "京A66666", start, &[BRAKES_120]));
        let is_offered = offered.iter().any(|slot| slot.starts_at == start);
        assert_eq!(given.is_ok(), is_offered, "{start:?}: {given:?}");
    }
}

#[test]
fn a_car_without_plate_and_vin_and_a_house_without_workshop_are_told() {
    let mut house = House::new();
    let refusal = ask(&mut house, asked(1, "", at(23, 9, 0), &[SERVICE_60])).expect_err("no car");
    assert_eq!(refusal.code, "carUnnamed");
    let mut bare = crate::testing::House::of(crate::people::BuiltInRole::StoreManager);
    let refusal = bare.refused(Command::RequestService(asked(
        1,
        "京A12345",
        at(23, 9, 0),
        &[],
    )));
    assert_eq!(refusal.code, "workshopNotSetUp");
}
