//! A courtesy car, told as sentences; and that no car is ever with two people.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::{
    Command,
    refusal::Refusal,
    repair_orders::{RepairKind, RepairOrder, RepairOrderState},
    rights::Rights,
    test_drives::{
        BookTestDrive, CancelTestDrive, DriveKind, DriveState, RebookTestDrive, TestDrive,
        testing::{
            CAR, CUSTOMER, FOR_SALE, NUMBER, OTHER_CAR, at, booking, house as drives, keys_back,
            keys_out, sign,
        },
    },
    testing::{House, id},
    vehicles::{Vehicle, VehiclePurpose},
};

const ORDERS: [u128; 3] = [900, 901, 902];
const LOAN: u128 = 950;
const HOUR: i64 = 60;

/// A courtesy car and a demonstrator, and three repair orders whose cars are here.
fn house() -> House {
    let mut house = drives();
    house.act_with(1, Rights::all());
    let car: Vehicle = house.get(id::<VehicleId>(CAR)).expect("the car");
    house.put(&Vehicle {
        purpose: VehiclePurpose::Courtesy,
        ..car
    });
    for order in ORDERS {
        house.put(&RepairOrder {
            id: id(order),
            number: format!("WX-{order}"),
            kind: RepairKind::Warranty,
            state: RepairOrderState::InWork,
            car: id(501),
            customer: Some(id(CUSTOMER)),
            booking: None,
            check_in: None,
            sale: None,
            advisor: id(1),
            odometer_km: 0,
            promised_at: None,
            remark: String::new(),
            total: crate::money::Fen(0),
            jobs: 0,
            sheets: 0,
            opened_at: at(0),
            settled_at: None,
            left_at: None,
        });
    }
    house
}

fn lend(loan: u128, order: u128, car: u128, until: i64) -> LendCar {
    LendCar {
        loan: id(loan),
        repair_order: id(order),
        vehicle: id(car),
        driver: "王小明".to_owned(),
        licence_number: NUMBER.to_owned(),
        classes: vec![LicenceClass::C1],
        valid_until: NaiveDate::from_ymd_opt(2028, 5, 6),
        seen: LicenceSeen::Original,
        odometer_km: 1_200,
        percent: 80,
        due_at: at(until),
    }
}

fn back(loan: u128, km: u32, condition: ReturnCondition) -> TakeBackCar {
    TakeBackCar {
        loan: id(loan),
        odometer_km: km,
        percent: 60,
        condition,
        damage: match condition {
            ReturnCondition::Sound => String::new(),
            ReturnCondition::Damaged | ReturnCondition::Accident => "右后门划痕".to_owned(),
        },
    }
}

fn said(refusal: &Refusal) -> (&str, Option<&str>) {
    (refusal.code.as_str(), refusal.field.as_deref())
}

#[test]
fn a_courtesy_car_goes_out_and_comes_back_and_the_licence_goes() {
    let mut house = house();
    house.done(Command::LendCar(lend(LOAN, ORDERS[0], CAR, 24 * HOUR)));
    let licence: LoanLicence = house.get(id::<CarLoanId>(LOAN)).expect("a licence");
    assert_eq!(licence.number, NUMBER);
    house.done(Command::ExtendLoan(ExtendLoan {
        loan: id(LOAN),
        due_at: at(48 * HOUR),
    }));
    house.now = at(47 * HOUR);
    let outcome = house.done(Command::TakeBackCar(back(
        LOAN,
        1_350,
        ReturnCondition::Sound,
    )));
    assert_eq!(outcome.concerns, []);
    let loan: CarLoan = house.get(id::<CarLoanId>(LOAN)).expect("a loan");
    assert_eq!(
        (loan.out_km, loan.returned_km, loan.returned_percent),
        (1_200, Some(1_350), Some(60))
    );
    let car: Vehicle = house.get(id::<VehicleId>(CAR)).expect("the car");
    assert_eq!(car.odometer_km, 1_350);
    let licence: LoanLicence = house.get(id::<CarLoanId>(LOAN)).expect("a licence");
    assert_eq!((licence.number.as_str(), licence.valid_until), ("", None));
    let refused = house.refused(Command::TakeBackCar(back(
        LOAN,
        1_350,
        ReturnCondition::Sound,
    )));
    assert_eq!(refused.code, "loanerBack");
}

#[test]
fn a_car_that_comes_back_late_damaged_or_with_less_on_its_odometer_is_told() {
    let mut house = house();
    house.done(Command::LendCar(lend(LOAN, ORDERS[0], CAR, HOUR)));
    house.now = at(2 * HOUR);
    let untold = TakeBackCar {
        damage: " ".to_owned(),
        ..back(LOAN, 1_300, ReturnCondition::Accident)
    };
    assert_eq!(
        said(&house.refused(Command::TakeBackCar(untold))),
        ("loanerDamageUntold", Some("damage"))
    );
    let outcome = house.done(Command::TakeBackCar(back(
        LOAN,
        1_100,
        ReturnCondition::Accident,
    )));
    let codes: Vec<&str> = outcome
        .concerns
        .iter()
        .map(|concern| concern.code.as_str())
        .collect();
    assert_eq!(
        codes,
        [
            "loanerBackLate",
            "loanerOdometerWentBack",
            "loanerCameBackDamaged"
        ]
    );
    // After an accident it is needed.
    let licence: LoanLicence = house.get(id::<CarLoanId>(LOAN)).expect("a licence");
    assert_eq!(licence.number, NUMBER);
}

#[test]
fn what_does_not_do_is_refused_with_its_field() {
    let mut house = house();
    let good = || lend(LOAN, ORDERS[0], CAR, 24 * HOUR);
    let day = |year| NaiveDate::from_ymd_opt(year, 11, 22);
    for (given, code, field) in [
        (
            LendCar {
                vehicle: id(FOR_SALE),
                ..good()
            },
            "notALoaner",
            "vehicle",
        ),
        (
            LendCar {
                valid_until: day(2026),
                ..good()
            },
            "loanLicenceExpired",
            "validUntil",
        ),
        (
            LendCar {
                classes: vec![LicenceClass::D],
                ..good()
            },
            "loanLicenceClass",
            "classes",
        ),
        (
            LendCar {
                odometer_km: 1_199,
                ..good()
            },
            "loanerOdometerBack",
            "odometerKm",
        ),
        (
            LendCar {
                percent: 101,
                ..good()
            },
            "loanerReadingAbsurd",
            "percent",
        ),
        (
            LendCar {
                due_at: at(0),
                ..good()
            },
            "dueInPast",
            "dueAt",
        ),
        (
            LendCar {
                due_at: at(400 * 24 * HOUR),
                ..good()
            },
            "loanerUninsured",
            "vehicle",
        ),
    ] {
        let refused = house.refused(Command::LendCar(given));
        assert_eq!(said(&refused), (code, Some(field)));
    }
    house.done(Command::LendCar(good()));
    let other = lend(LOAN + 1, ORDERS[1], CAR, HOUR);
    assert_eq!(
        said(&house.refused(Command::LendCar(other))),
        ("loanerOut", Some("vehicle"))
    );
    let second = lend(LOAN + 1, ORDERS[0], OTHER_CAR, HOUR);
    assert_eq!(
        house.refused(Command::LendCar(second)).code,
        "orderHasLoaner"
    );
}

#[test]
fn a_test_drive_and_a_loan_keep_out_of_each_others_way() {
    let mut house = house();
    house.done(Command::BookTestDrive(BookTestDrive {
        kind: DriveKind::Ride,
        vehicle: id(OTHER_CAR),
        ..booking(1, 120)
    }));
    let over = lend(LOAN, ORDERS[0], OTHER_CAR, 3 * HOUR);
    assert_eq!(
        said(&house.refused(Command::LendCar(over))),
        ("loanerOnDrive", Some("vehicle"))
    );
    house.done(Command::LendCar(lend(LOAN, ORDERS[0], OTHER_CAR, HOUR)));
    let meanwhile = house.refused(Command::BookTestDrive(BookTestDrive {
        kind: DriveKind::Ride,
        vehicle: id(OTHER_CAR),
        ..booking(2, 15)
    }));
    assert_eq!(meanwhile.code, "driveCarLent");
    // The car is late; the keys of the drive that was booked for afterwards are not there.
    sign(&mut house, 1);
    house.now = at(120);
    let refused = house.refused(keys_out(1, 1_200));
    assert_eq!(refused.code, "keysNotYet");
    house.done(Command::TakeBackCar(back(
        LOAN,
        1_250,
        ReturnCondition::Sound,
    )));
    house.done(keys_out(1, 1_250));
}

/// What somebody gives, at a minute of theirs.
#[derive(Debug, Clone)]
enum What {
    Lend { order: usize, car: u128, long: i64 },
    Extend(u128, i64),
    Back(u128),
    Book { car: u128, start: i64 },
    Move { drive: u128, car: u128, start: i64 },
    Out(u128),
    Return(u128),
    Cancel(u128),
}

fn what() -> impl Strategy<Value = (i64, What)> {
    let car = prop::sample::select(vec![CAR, OTHER_CAR]);
    let start = (0_i64..30).prop_map(|quarter| quarter * 15);
    let named = 0_u128..12;
    let what = prop_oneof![
        4 => (0..ORDERS.len(), car.clone(), 1_i64..300)
            .prop_map(|(order, car, long)| What::Lend { order, car, long }),
        1 => (named.clone(), 1_i64..300).prop_map(|(loan, long)| What::Extend(loan, long)),
        2 => named.clone().prop_map(What::Back),
        4 => (car.clone(), start.clone()).prop_map(|(car, start)| What::Book { car, start }),
        2 => (named.clone(), car, start)
            .prop_map(|(drive, car, start)| What::Move { drive, car, start }),
        4 => named.clone().prop_map(What::Out),
        2 => named.clone().prop_map(What::Return),
        1 => named.prop_map(What::Cancel),
    ];
    (-30_i64..420, what)
}

fn give(house: &mut House, place: u128, clock: i64, what: &What) {
    house.now = at(clock);
    let loan = |place: u128| LOAN + place;
    let km = house
        .all::<Vehicle>()
        .iter()
        .map(|car| car.odometer_km)
        .max()
        .unwrap_or(0);
    let command = match *what {
        What::Lend { order, car, long } => Command::LendCar(LendCar {
            odometer_km: km,
            ..lend(loan(place), ORDERS[order], car, clock + long)
        }),
        What::Extend(place, long) => Command::ExtendLoan(ExtendLoan {
            loan: id(loan(place)),
            due_at: at(clock + long),
        }),
        What::Back(place) => Command::TakeBackCar(back(loan(place), km, ReturnCondition::Sound)),
        What::Book { car, start } => Command::BookTestDrive(BookTestDrive {
            kind: DriveKind::Ride,
            vehicle: id(car),
            ..booking(place, start)
        }),
        What::Move { drive, car, start } => Command::RebookTestDrive(RebookTestDrive {
            drive: id(drive),
            vehicle: Some(id(car)),
            consultant: None,
            route: None,
            starts_at: Some(at(start)),
            ends_at: Some(at(start + 30)),
        }),
        What::Out(drive) => {
            let booked = house
                .get::<TestDrive>(id::<crate::ids::TestDriveId>(drive))
                .is_some_and(|drive| drive.state == DriveState::Booked);
            if booked {
                sign(house, drive);
            }
            keys_out(drive, km)
        }
        What::Return(drive) => keys_back(drive, km, ReturnCondition::Sound),
        What::Cancel(drive) => Command::CancelTestDrive(CancelTestDrive {
            drive: id(drive),
            reason: "客户有事".to_owned(),
        }),
    };
    let _ = house.give(command);
}

proptest! {
    #[test]
    fn no_car_is_ever_with_two_people(sequence in prop::collection::vec(what(), 1..40)) {
        let mut house = house();
        for (place, (clock, what)) in sequence.iter().enumerate() {
            give(&mut house, place as u128 % 12, *clock, what);
            let mut with: Vec<VehicleId> = house
                .all::<CarLoan>()
                .iter()
                .filter(|loan| loan.returned_at.is_none())
                .map(|loan| loan.vehicle)
                .chain(
                    house
                        .all::<TestDrive>()
                        .iter()
                        .filter(|drive| drive.state == DriveState::Out)
                        .map(|drive| drive.vehicle),
                )
                .collect();
            let all = with.len();
            with.sort();
            with.dedup();
            prop_assert_eq!(with.len(), all, "after {:?}", what);
        }
    }
}
