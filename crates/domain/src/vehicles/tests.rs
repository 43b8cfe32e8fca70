//! The life of a car, told as sentences.

use chrono::NaiveDate;

use super::*;
use crate::{
    Command,
    people::BuiltInRole,
    testing::{House, id},
};

const VIN: &str = "LFV3A23C1T3000001";
const OTHER_VIN: &str = "LFV3A23C3T3000002";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn coming(number: u128, vin: &str) -> TakeIntoStock {
    TakeIntoStock {
        vehicle: id(number),
        stock_number: String::new(),
        vin: Vin::parse(vin).expect("a VIN").vin,
        model: None,
        description: "大众 迈腾 380TSI".to_owned(),
        exterior_colour: "黑".to_owned(),
        interior_colour: String::new(),
        engine_number: String::new(),
        produced_on: None,
        purpose: VehiclePurpose::ForSale,
        source: VehicleSource::Maker,
        location: String::new(),
        expected_on: Some(day("2026-12-01")),
        arrived_on: None,
        odometer_km: 0,
        guide_price: Some(Fen(21_990_000)),
        asking_price: None,
        key_number: String::new(),
        keys_with: String::new(),
        certificate: CertificateState::InTransit,
        certificate_number: String::new(),
        certificate_with: String::new(),
        certificate_due: None,
        remark: String::new(),
        cost: None,
    }
}

/// A house with car 10 on its way, and its manager at the desk.
fn house() -> House {
    let mut house = House::of(BuiltInRole::SalesManager);
    house.done(Command::TakeIntoStock(coming(10, VIN)));
    house
}

fn car(house: &House) -> Vehicle {
    house.get(id::<VehicleId>(10)).expect("the car")
}

fn put_into(house: &mut House, state: VehicleState) {
    let mut vehicle = car(house);
    vehicle.state = state;
    vehicle.arrived_on = (state != VehicleState::InTransit).then(|| day("2026-11-01"));
    house.put(&vehicle);
}

fn arrive() -> Arrive {
    Arrive {
        vehicle: id(10),
        arrived_on: day("2026-11-20"),
        odometer_km: 12,
        location: "A12".to_owned(),
        keys_with: "前台".to_owned(),
    }
}

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

fn amend(field: VehicleField, from: &str, to: &str) -> Command {
    Command::AmendVehicle(AmendVehicle {
        vehicle: id(10),
        fields: [(
            field,
            Amended {
                from: from.to_owned(),
                to: to.to_owned(),
            },
        )]
        .into(),
    })
}

#[test]
fn two_people_who_mend_different_fields_both_succeed() {
    let mut house = house();
    let first = house.done(amend(VehicleField::ExteriorColour, "黑", "白"));
    let second = house.done(amend(VehicleField::InteriorColour, "", "米"));
    assert!(first.concerns.is_empty() && second.concerns.is_empty());
    assert_eq!(
        (car(&house).exterior_colour, car(&house).interior_colour),
        ("白".to_owned(), "米".to_owned())
    );
}

#[test]
fn a_stale_field_is_written_and_raised() {
    let mut house = house();
    house.done(amend(VehicleField::ExteriorColour, "黑", "白"));
    let outcome = house.done(amend(VehicleField::ExteriorColour, "黑", "蓝"));
    assert_eq!(car(&house).exterior_colour, "蓝");
    assert_eq!(outcome.concerns[0].code, "fieldChangedMeanwhile");
}

#[test]
fn a_mended_vin_must_be_one_and_free() {
    let mut house = house();
    house.done(Command::TakeIntoStock(coming(11, OTHER_VIN)));
    assert_eq!(
        house.refused(amend(VehicleField::Vin, VIN, OTHER_VIN)).code,
        "vinInStock"
    );
    let refusal = house.refused(amend(VehicleField::Vin, VIN, "LFV3A23C2T3000001"));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("fieldUnreadable", Some("vin"))
    );
}

#[test]
fn a_price_set_past_another_person_is_refused() {
    let mut house = house();
    let set = |from: Option<i64>, to: i64| {
        Command::SetAskingPrice(SetAskingPrice {
            vehicle: id(10),
            from: from.map(Fen),
            to: Some(Fen(to)),
        })
    };
    house.done(set(None, 20_990_000));
    assert_eq!(
        house.refused(set(None, 20_000_000)).code,
        "changedMeanwhile"
    );
    house.done(set(Some(20_990_000), 20_000_000));
    assert_eq!(car(&house).asking_price, Some(Fen(20_000_000)));
    assert_eq!(
        house.refused(set(Some(20_000_000), -1)).code,
        "moneyOutOfRange"
    );
}

fn line(number: u128, amount: i64) -> Command {
    Command::AddCostLine(AddCostLine {
        line: id(number),
        vehicle: id(10),
        kind: VehicleCostKind::Transport,
        amount: Fen(amount),
        paid_on: day("2026-11-01"),
        note: String::new(),
    })
}

#[test]
fn the_extras_of_a_car_are_the_sum_of_its_lines() {
    let mut house = House::of(BuiltInRole::SalesManager);
    house.done(Command::TakeIntoStock(TakeIntoStock {
        cost: Some(StockCost {
            purchase_price: Fen(18_000_000),
            extras: Fen(50_000),
            floor_plan_basis_points: 0,
            financed_on: None,
        }),
        ..coming(10, VIN)
    }));
    house.done(line(101, 120_000));
    house.done(line(102, -20_000));
    house.done(Command::SetCost(SetCost {
        vehicle: id(10),
        purchase_price: Fen(17_500_000),
        floor_plan_basis_points: 480,
        financed_on: Some(day("2026-10-01")),
    }));
    let cost: VehicleCost = house.get(id::<VehicleId>(10)).expect("the cost");
    let sum = Fen::sum(
        house
            .all::<VehicleCostLine>()
            .iter()
            .map(|line| line.amount),
    );
    assert_eq!(Some(cost.extras), sum);
    assert_eq!(cost.extras, Fen(150_000));
    assert_eq!(house.refused(line(103, -150_001)).code, "moneyOutOfRange");
    assert_eq!(house.refused(line(102, 1)).code, "alreadyExists");
}

#[test]
fn nothing_comes_on_top_of_a_cost_that_nobody_knows() {
    let mut house = house();
    assert_eq!(house.refused(line(101, 1_000)).code, "costNotKnown");
}

#[test]
fn a_consultant_neither_moves_cars_nor_sets_prices_or_cost() {
    let mut house = house();
    house.act_as(2, BuiltInRole::SalesConsultant);
    for command in [
        Command::Arrive(arrive()),
        line(101, 1_000),
        amend(VehicleField::Remark, "", "x"),
        Command::StopSale(StopSale {
            vehicle: id(10),
            reason: "召回".to_owned(),
        }),
    ] {
        assert_eq!(house.refused(command).code, "missingRight");
    }
}

#[test]
fn a_stopped_sale_says_why_until_it_is_allowed() {
    let mut house = house();
    let allow = || Command::AllowSale(AllowSale { vehicle: id(10) });
    assert_eq!(house.refused(allow()).code, "notStopped");
    let refusal = house.refused(Command::StopSale(StopSale {
        vehicle: id(10),
        reason: "  ".to_owned(),
    }));
    assert_eq!(refusal.field.as_deref(), Some("reason"));
    house.done(Command::StopSale(StopSale {
        vehicle: id(10),
        reason: "召回".to_owned(),
    }));
    assert_eq!(car(&house).stop_sale, "召回");
    house.done(allow());
    assert_eq!(car(&house).stop_sale, "");
}

#[test]
fn a_car_given_back_by_its_customer_ages_anew_and_one_back_from_transfer_does_not() {
    let back = Command::ComeBack(ComeBack {
        vehicle: id(10),
        on: day("2026-11-22"),
        location: String::new(),
        odometer_km: 900,
    });
    let mut returned = house();
    put_into(&mut returned, VehicleState::Delivered);
    returned.done(back.clone());
    assert_eq!(car(&returned).arrived_on, Some(day("2026-11-22")));
    let mut transferred = house();
    put_into(&mut transferred, VehicleState::Transferring);
    transferred.done(back);
    assert_eq!(car(&transferred).arrived_on, Some(day("2026-11-01")));
}

fn financed(basis_points: u32, since: &str) -> VehicleCost {
    VehicleCost {
        id: id(10),
        purchase_price: Fen(18_000_000),
        extras: Fen::ZERO,
        floor_plan_basis_points: basis_points,
        financed_on: Some(day(since)),
    }
}

#[test]
fn holding_costs_are_the_interest_of_the_days_rounded_once() {
    // 180,000.00 at 4.80 % is 8,640.00 a year: 23.671… a day, 710.136… in thirty days.
    let held = holding_cost(&financed(480, "2026-10-23"), day("2026-11-22"))
        .expect("in range")
        .expect("financed");
    assert_eq!(
        (held.per_day, held.days, held.so_far),
        (Fen(2_367), 30, Fen(71_014))
    );
    let year = holding_cost(&financed(480, "2025-11-22"), day("2026-11-22"))
        .expect("in range")
        .expect("financed");
    assert_eq!(year.so_far, Fen(864_000));
}

#[test]
fn a_paid_car_holds_no_interest() {
    assert_eq!(
        holding_cost(&financed(0, "2026-10-23"), day("2026-11-22")),
        Ok(None)
    );
}

#[test]
fn the_shipped_thresholds_can_be_read_and_rise() {
    let rules = StockRules::shipped();
    assert!(rules.age_edges.len() > 1 && rules.age_edges.is_sorted());
    assert_eq!(
        AgeBadge::of(rules.watched_from_days - 1, rules),
        AgeBadge::Fresh
    );
    assert_eq!(
        AgeBadge::of(rules.watched_from_days, rules),
        AgeBadge::Watched
    );
    assert_eq!(AgeBadge::of(rules.aged_from_days, rules), AgeBadge::Aged);
}

#[test]
fn a_car_ages_only_while_it_stands_here() {
    let mut house = house();
    let today = day("2026-11-22");
    assert_eq!(age_days(&car(&house), today), None);
    house.done(Command::Arrive(arrive()));
    assert_eq!(age_days(&car(&house), today), Some(2));
    put_into(&mut house, VehicleState::Delivered);
    assert_eq!(age_days(&car(&house), today), None);
}
