//! Where a car stands and how it moves on.

use super::*;

#[test]
fn every_step_leads_where_the_table_says_and_nowhere_else() {
    use VehicleState as S;
    use VehicleStep as T;
    let possible = [
        (T::Arrive, S::InTransit, S::InStock),
        (T::Arrive, S::Allocated, S::Allocated),
        (T::Allocate, S::InTransit, S::Allocated),
        (T::Allocate, S::InStock, S::Allocated),
        (T::Release, S::Allocated, S::InStock),
        (T::Release, S::InInspection, S::InStock),
        (T::Release, S::Ready, S::InStock),
        (T::BeginInspection, S::Allocated, S::InInspection),
        (T::PassInspection, S::InInspection, S::Ready),
        (T::Deliver, S::Allocated, S::Delivered),
        (T::Deliver, S::InInspection, S::Delivered),
        (T::Deliver, S::Ready, S::Delivered),
        (T::SendAway, S::InStock, S::Transferring),
        (T::Depart, S::Transferring, S::Gone),
        (T::ComeBack, S::Delivered, S::InStock),
        (T::ComeBack, S::Transferring, S::InStock),
        (T::Leave, S::InTransit, S::Gone),
        (T::Leave, S::InStock, S::Gone),
    ];
    for step in T::ALL {
        for from in S::ALL {
            let to = possible
                .iter()
                .find(|(s, f, _)| s == step && f == from)
                .map(|(_, _, to)| *to);
            assert_eq!(step.from(*from), to, "{step:?} from {from:?}");
        }
    }
}

#[test]
fn every_command_that_moves_a_car_along_obeys_the_table_from_every_state() {
    let commands = [
        (VehicleStep::Arrive, Command::Arrive(arrive())),
        (
            VehicleStep::SendAway,
            Command::SendAway(SendAway {
                vehicle: id(10),
                destination: "城南店".to_owned(),
            }),
        ),
        (
            VehicleStep::Depart,
            Command::Depart(Depart { vehicle: id(10) }),
        ),
        (
            VehicleStep::ComeBack,
            Command::ComeBack(ComeBack {
                vehicle: id(10),
                on: day("2026-11-21"),
                location: "B1".to_owned(),
                odometer_km: 40,
            }),
        ),
        (
            VehicleStep::Leave,
            Command::Leave(Leave {
                vehicle: id(10),
                reason: LeaveReason::SentBack,
                remark: "退回厂家".to_owned(),
            }),
        ),
    ];
    for (step, command) in commands {
        for state in VehicleState::ALL {
            let mut house = house();
            put_into(&mut house, *state);
            // A promised car that has not come yet is the one that can still arrive.
            if (step, *state) == (VehicleStep::Arrive, VehicleState::Allocated) {
                let mut vehicle = car(&house);
                vehicle.arrived_on = None;
                house.put(&vehicle);
            }
            match step.from(*state) {
                Some(next) => {
                    house.done(command.clone());
                    assert_eq!(car(&house).state, next, "{step:?} from {state:?}");
                }
                None => assert_eq!(
                    house.refused(command.clone()).code,
                    "stepNotPossible",
                    "{step:?} from {state:?}"
                ),
            }
        }
    }
}

#[test]
fn a_car_on_its_way_arrives_with_its_date_its_place_and_its_keys() {
    let mut house = house();
    house.done(Command::Arrive(arrive()));
    let car = car(&house);
    assert_eq!(car.state, VehicleState::InStock);
    assert_eq!(car.arrived_on, Some(day("2026-11-20")));
    assert_eq!(
        (
            car.location.as_str(),
            car.keys_with.as_str(),
            car.odometer_km
        ),
        ("A12", "前台", 12)
    );
    assert_eq!(
        house.refused(Command::Arrive(arrive())).code,
        "stepNotPossible"
    );
}

#[test]
fn a_car_does_not_arrive_tomorrow() {
    let mut house = house();
    let refusal = house.refused(Command::Arrive(Arrive {
        arrived_on: day("2027-01-01"),
        ..arrive()
    }));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("dateOutOfRange", Some("arrivedOn"))
    );
}

#[test]
fn moving_a_car_leaves_its_keys_where_they_are() {
    let mut house = house();
    house.done(Command::Arrive(arrive()));
    house.done(Command::MoveVehicle(MoveVehicle {
        vehicle: id(10),
        location: Some("展厅".to_owned()),
        keys_with: None,
    }));
    assert_eq!(car(&house).location, "展厅");
    assert_eq!(car(&house).keys_with, "前台");
}

#[test]
fn a_delivered_car_is_not_moved_priced_or_stopped() {
    let mut house = house();
    put_into(&mut house, VehicleState::Delivered);
    for command in [
        Command::MoveVehicle(MoveVehicle {
            vehicle: id(10),
            location: Some("B2".to_owned()),
            keys_with: None,
        }),
        Command::SetAskingPrice(SetAskingPrice {
            vehicle: id(10),
            from: None,
            to: Some(Fen(1)),
        }),
        Command::StopSale(StopSale {
            vehicle: id(10),
            reason: "召回".to_owned(),
        }),
    ] {
        assert_eq!(house.refused(command).code, "notOurs");
    }
}

#[test]
fn a_pledged_certificate_names_its_bank_and_its_day() {
    let mut house = house();
    let pledge = |with: &str| {
        Command::HandPapers(HandPapers {
            vehicle: id(10),
            certificate: Some(CertificatePlace {
                state: CertificateState::Pledged,
                with: with.to_owned(),
                due: Some(day("2027-02-01")),
            }),
            certificate_number: None,
            key_number: None,
            keys_with: None,
        })
    };
    assert_eq!(
        house.refused(pledge(" ")).field.as_deref(),
        Some("certificate.with")
    );
    house.done(pledge("建设银行"));
    let car = car(&house);
    assert_eq!(car.certificate, CertificateState::Pledged);
    assert_eq!(car.certificate_with, "建设银行");
    assert_eq!(car.certificate_due, Some(day("2027-02-01")));
}

#[test]
fn a_certificate_given_to_the_customer_before_the_car_is_recorded_and_raised() {
    let mut house = house();
    let outcome = house.done(Command::HandPapers(HandPapers {
        vehicle: id(10),
        certificate: Some(CertificatePlace {
            state: CertificateState::HandedOver,
            with: String::new(),
            due: None,
        }),
        certificate_number: None,
        key_number: None,
        keys_with: None,
    }));
    assert_eq!(car(&house).certificate, CertificateState::HandedOver);
    assert_eq!(outcome.concerns[0].code, "certificateGivenBeforeDelivery");
}
