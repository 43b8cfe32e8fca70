//! No sequence of commands, from any number of desks whose clocks differ, books a car, a consultant or
//! a customer twice. The platform decides every command once, in one order; so the order is the
//! sequence, and the desks are the clocks and people in it.

use proptest::prelude::*;

use super::testing::{
    CAR, CUSTOMER, OTHER_CAR, OTHER_CUSTOMER, at, booking, house, keys_out, sign,
};
use super::*;
use crate::{
    Command,
    ids::VehicleId,
    people::BuiltInRole,
    testing::{House, id},
};

/// What somebody at some desk gives, with the minutes that their clock shows.
#[derive(Debug, Clone)]
struct Given {
    clock: i64,
    person: u128,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Book {
        car: u128,
        consultant: u128,
        customer: u128,
        start: i64,
        minutes: i64,
    },
    Move {
        drive: u128,
        car: Option<u128>,
        consultant: Option<u128>,
        start: Option<i64>,
        end: Option<i64>,
    },
    /// From outside: who goes in what is found by the rule.
    Request {
        car: Option<u128>,
        mobile: &'static str,
        start: i64,
    },
    Cancel(u128),
    NoShow(u128),
    Out(u128),
    Back(u128),
    Buffer(u32),
}

/// Drives that the sequence may name: its first twenty bookings.
const NAMED: u128 = 20;

fn what() -> impl Strategy<Value = What> {
    let car = prop::sample::select(vec![CAR, OTHER_CAR]);
    let consultant = 1_u128..=3;
    let customer = prop::sample::select(vec![CUSTOMER, OTHER_CUSTOMER]);
    let start = (0_i64..40).prop_map(|quarter| quarter * 15 - 60);
    let drive = 0..NAMED;
    prop_oneof![
        6 => (car.clone(), consultant.clone(), customer, start.clone(), 1_i64..8).prop_map(
            |(car, consultant, customer, start, quarters)| What::Book {
                car, consultant, customer, start, minutes: quarters * 15,
            }
        ),
        3 => (
            drive.clone(),
            prop::option::of(car),
            prop::option::of(consultant),
            prop::option::of(start.clone()),
            prop::option::of(start),
        ).prop_map(|(drive, car, consultant, start, end)| What::Move {
            drive, car, consultant, start, end,
        }),
        3 => (
            prop::option::of(prop::sample::select(vec![CAR, OTHER_CAR])),
            prop::sample::select(vec!["13800000034", "13800000035", "13900000001"]),
            (0_i64..40).prop_map(|quarter| quarter * 15 - 60),
        ).prop_map(|(car, mobile, start)| What::Request { car, mobile, start }),
        1 => drive.clone().prop_map(What::Cancel),
        1 => drive.clone().prop_map(What::NoShow),
        2 => drive.clone().prop_map(What::Out),
        1 => drive.prop_map(What::Back),
        1 => (0_u32..60).prop_map(What::Buffer),
    ]
}

fn given() -> impl Strategy<Value = Given> {
    (-30_i64..300, 1_u128..=3, what()).prop_map(|(clock, person, what)| Given {
        clock,
        person,
        what,
    })
}

/// The commands that somebody gives; refused ones change nothing.
fn give(house: &mut House, place: u128, given: &Given) {
    house.now = at(given.clock);
    let role = if given.person == 3 {
        BuiltInRole::StoreManager
    } else {
        BuiltInRole::SalesConsultant
    };
    house.act_as(given.person, role);
    let command = match &given.what {
        What::Book {
            car,
            consultant,
            customer,
            start,
            minutes,
        } => Command::BookTestDrive(BookTestDrive {
            kind: DriveKind::Ride,
            vehicle: id(*car),
            consultant: Some(id(*consultant)),
            customer: id(*customer),
            ends_at: at(*start + *minutes),
            ..booking(place, *start)
        }),
        What::Move {
            drive,
            car,
            consultant,
            start,
            end,
        } => Command::RebookTestDrive(RebookTestDrive {
            drive: id(*drive),
            vehicle: car.map(id::<VehicleId>),
            consultant: consultant.map(id),
            route: None,
            starts_at: start.map(at),
            ends_at: end.map(at),
        }),
        What::Request { car, mobile, start } => Command::RequestTestDrive(RequestTestDrive {
            kind: DriveKind::Ride,
            vehicle: car.map(id::<VehicleId>),
            ..super::request_tests::asked(place, mobile, *start)
        }),
        What::Cancel(drive) => Command::CancelTestDrive(CancelTestDrive {
            drive: id(*drive),
            reason: "客户有事".to_owned(),
        }),
        What::NoShow(drive) => Command::RecordNoShow(RecordNoShow { drive: id(*drive) }),
        What::Out(drive) => {
            if house
                .get::<TestDrive>(id::<TestDriveId>(*drive))
                .is_some_and(|drive| matches!(drive.state, DriveState::Booked))
            {
                sign(house, *drive);
            }
            keys_out(*drive, 1_200)
        }
        What::Back(drive) => super::testing::keys_back(*drive, 1_210, ReturnCondition::Sound),
        What::Buffer(minutes) => {
            let today = house.now.date_in(chrono_tz::Tz::Asia__Shanghai);
            let Ok(terms) = drive_terms_on(house, today) else {
                return;
            };
            Command::SetTestDrivePolicy(SetTestDrivePolicy {
                policy: id(10_000 + place),
                valid_from: today,
                terms: DriveTerms {
                    buffer_minutes: *minutes,
                    ..terms
                },
            })
        }
    };
    let _ = house.give(command);
}

fn shares(one: &TestDrive, other: &TestDrive) -> bool {
    one.vehicle == other.vehicle
        || one.consultant == other.consultant
        || one.customer == other.customer
}

fn double_booked(house: &House) -> Option<(TestDrive, TestDrive)> {
    let mut holding: Vec<TestDrive> = house.all();
    holding.retain(|drive| drive.state.holds());
    for (place, one) in holding.iter().enumerate() {
        for other in &holding[place + 1..] {
            if shares(one, other)
                && one.starts_at < other.held_until
                && other.starts_at < one.held_until
            {
                return Some((one.clone(), other.clone()));
            }
        }
    }
    None
}

proptest! {
    #[test]
    fn no_sequence_of_commands_books_anything_twice(
        sequence in prop::collection::vec(given(), 1..50)
    ) {
        let mut house = house();
        for (place, given) in sequence.iter().enumerate() {
            give(&mut house, place as u128, given);
            prop_assert_eq!(double_booked(&house), None, "after {:?}", given);
            let out: Vec<TestDrive> = house
                .all::<TestDrive>()
                .into_iter()
                .filter(|drive| drive.state == DriveState::Out)
                .collect();
            for (place, one) in out.iter().enumerate() {
                prop_assert!(
                    out[place + 1..].iter().all(|other| other.vehicle != one.vehicle),
                    "one car is out twice"
                );
            }
        }
    }
}
