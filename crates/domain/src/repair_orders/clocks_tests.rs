//! The law's periods, told by what happens to a car: days in repair, the same fault again, and what the house
//! answers for.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{tests::*, *};
use crate::{
    Command,
    ids::{GatePassId, ServicedCarId},
    refusal::Refusal,
    repair_orders::clocks::{Span, stay},
    serviced_cars::{CarUse, ServicedCar, StateGuarantee},
    time::Timestamp,
    warranty::Remedy,
    workshops::house::*,
};

const CAR: u128 = CARS[0];

/// A car that was invoiced so many days ago.
fn invoiced(days_ago: u64) -> House {
    let mut house = House::new();
    state(
        &mut house,
        november(22) - Days::new(days_ago),
        CarUse::Household,
    );
    house
}

fn state(house: &mut House, invoiced_on: NaiveDate, bought_for: CarUse) {
    house.done(Command::StateGuarantee(StateGuarantee {
        car: id(CAR),
        invoiced_on,
        delivered_on: None,
        bought_for,
    }));
}

fn clocks(house: &House) -> CarClocks {
    let car: ServicedCar = house.find(id::<ServicedCarId>(CAR));
    car_clocks(&**house, &car, house.now, chrono_tz::Tz::Asia__Shanghai).expect("all facts")
}

fn at_km(house: &mut House, km: u32) {
    let car: ServicedCar = house.find(id::<ServicedCarId>(CAR));
    house.put(&ServicedCar {
        odometer_km: km,
        ..car
    });
}

fn days(house: &mut House, days: i64) {
    house.later(days * Timestamp::DAY);
}

fn begin(house: &mut House, order: u128, job: u128, payer: Payer) {
    house.done(open(order, CAR, vec![new_job(job, BRAKES_120, payer)]));
    house.done(authorise(job));
    house.done(Command::ClockOn(ClockOn {
        entry: id(job + 10_000),
        job: id(job),
        person: Some(id(TECHNICIANS[0])),
    }));
}

fn end(house: &mut House, order: u128, job: u128) {
    house.done(finish(job));
    house.done(inspect(job, JobVerdict::Passed));
    house.done(settle(order, &format!("JS-{order}")));
    for sheet in house.all::<SettlementSheet>() {
        if sheet.state == SettlementState::Open {
            house.done(pay(order + 20_000, sheet.id, sheet.amount));
        }
    }
    house.done(Command::IssueGatePass(IssueGatePass {
        gate_pass: id::<GatePassId>(order),
        repair_order: id(order),
        number: format!("CM-{order}"),
    }));
}

fn fault(job: u128) -> NameFault {
    NameFault {
        job: id(job),
        again: None,
        cause: Some(FaultCause::Quality),
        system: Some(CarSystem::Brakes),
        severity: FaultSeverity::Ordinary,
        replaced: Replaced::Nothing,
        main_part: String::new(),
        grade: WorkGrade::FirstLevelOrMinor,
    }
}

fn notice(house: &House, kind: NoticeKind) -> Option<(ClockLevel, u32, u32, String)> {
    clocks(house)
        .notices
        .into_iter()
        .find(|notice| notice.kind == kind)
        .map(|notice| (notice.level, notice.count, notice.limit, notice.article))
}

fn remedy(house: &House) -> Option<(Remedy, String)> {
    clocks(house)
        .verdict
        .map(|verdict| (verdict.remedy, verdict.article))
}

#[test]
fn nothing_is_guessed_of_a_car_whose_invoice_nobody_has_read() {
    let mut house = House::new();
    assert_eq!(clocks(&house).guarantee, GuaranteeStanding::NotStated);
    state(&mut house, november(1), CarUse::Business);
    assert_eq!(clocks(&house).guarantee, GuaranteeStanding::OutOfScope);
    let before_the_rule = NaiveDate::from_ymd_opt(2021, 12, 31).expect("a day");
    state(&mut house, before_the_rule, CarUse::Household);
    assert_eq!(
        clocks(&house).guarantee,
        GuaranteeStanding::NoRule {
            starts_on: before_the_rule
        }
    );
    let refused = house.refused(Command::StateGuarantee(StateGuarantee {
        car: id(CAR),
        invoiced_on: november(23),
        delivered_on: None,
        bought_for: CarUse::Household,
    }));
    assert_eq!(refused.code, "guaranteeAhead");
}

#[test]
fn a_car_goes_through_its_stages_by_days_and_kilometres() {
    let stage = |house: &House| match clocks(house).guarantee {
        GuaranteeStanding::Running { stage, .. } => stage,
        other => panic!("{other:?}"),
    };
    let mut house = invoiced(7);
    at_km(&mut house, 100);
    assert_eq!(stage(&house), GuaranteeStage::FirstDays);
    days(&mut house, 1);
    assert_eq!(stage(&house), GuaranteeStage::Early);
    at_km(&mut house, 3_001);
    assert_eq!(stage(&house), GuaranteeStage::Guarantee);
    at_km(&mut house, 50_001);
    assert_eq!(stage(&house), GuaranteeStage::RepairPeriod);
    at_km(&mut house, 60_001);
    assert_eq!(stage(&house), GuaranteeStage::Over);
}

#[test]
fn days_in_repair_warn_at_twenty_and_give_a_new_car_beyond_thirty() {
    let mut house = invoiced(100);
    begin(&mut house, 70, 80, Payer::Warranty);
    days(&mut house, 19);
    assert_eq!(notice(&house, NoticeKind::RepairDays), None);
    // A started day is a day.
    house.later(1_000 * 60);
    assert_eq!(clocks(&house).repair_days, 20);
    assert_eq!(
        notice(&house, NoticeKind::RepairDays),
        Some((ClockLevel::Near, 20, 30, "24(4)".to_owned()))
    );
    assert_eq!(remedy(&house), None);
    days(&mut house, 10);
    assert_eq!(clocks(&house).repair_days, 30);
    assert_eq!(remedy(&house), None);
    days(&mut house, 1);
    assert_eq!(
        notice(&house, NoticeKind::RepairDays),
        Some((ClockLevel::Reached, 31, 30, "24(4)".to_owned()))
    );
    assert_eq!(
        remedy(&house),
        Some((Remedy::ReplaceOrReturnWithUsageFee, "24(4)".to_owned()))
    );
    // What is done no longer runs; what it came to stays.
    end(&mut house, 70, 80);
    days(&mut house, 5);
    assert_eq!(clocks(&house).repair_days, 31);
    assert_eq!(clocks(&house).stay_days, 0);
}

#[test]
fn a_loaner_is_due_from_the_sixth_day_of_one_stay() {
    let mut house = invoiced(100);
    begin(&mut house, 70, 80, Payer::Warranty);
    days(&mut house, 4);
    assert_eq!(notice(&house, NoticeKind::Loaner), None);
    days(&mut house, 1);
    assert_eq!(
        notice(&house, NoticeKind::Loaner),
        Some((ClockLevel::Near, 5, 5, "21".to_owned()))
    );
    house.later(60_000);
    assert_eq!(
        notice(&house, NoticeKind::Loaner),
        Some((ClockLevel::Reached, 6, 5, "21".to_owned()))
    );
}

#[test]
fn the_way_of_parts_made_for_this_car_is_left_out_unless_other_work_waits() {
    let wait = |reason| {
        let mut house = invoiced(100);
        begin(&mut house, 70, 80, Payer::Warranty);
        house.done(Command::ClockOff(ClockOff {
            job: id(80),
            person: Some(id(TECHNICIANS[0])),
            reason,
        }));
        days(&mut house, 10);
        house
    };
    assert_eq!(clocks(&wait(PauseReason::Parts)).repair_days, 10);
    let mut house = wait(PauseReason::MadeForThisCar);
    assert_eq!(clocks(&house).repair_days, 0);
    house.done(Command::AddJob(AddJob {
        repair_order: id(70),
        new: new_job(81, BATTERY_90, Payer::Warranty),
    }));
    assert_eq!(clocks(&house).repair_days, 10);
}

#[test]
fn only_faults_of_quality_count() {
    let mut house = invoiced(100);
    begin(&mut house, 70, 80, Payer::Customer);
    days(&mut house, 3);
    assert_eq!(clocks(&house).repair_days, 0);
    // Somebody says that the car was at fault, whoever pays.
    house.done(Command::NameFault(fault(80)));
    assert_eq!(clocks(&house).repair_days, 3);
    house.done(Command::NameFault(NameFault {
        cause: Some(FaultCause::Use),
        ..fault(80)
    }));
    assert_eq!(clocks(&house).repair_days, 0);
}

/// The same fault, mended so many times; the last one is being mended.
fn mended(times: u128, named: impl Fn(u128) -> NameFault) -> House {
    let mut house = invoiced(100);
    for time in 0..times {
        let (order, job) = (70 + time, 80 + time);
        begin(&mut house, order, job, Payer::Warranty);
        house.done(Command::NameFault(NameFault {
            again: (time > 0).then(|| id(job - 1)),
            ..named(job)
        }));
        if time + 1 < times {
            house.later(60_000 * 30);
            end(&mut house, order, job);
        }
    }
    house
}

#[test]
fn the_same_fault_warns_at_the_third_repair_and_gives_a_new_car_beyond_the_fourth() {
    assert_eq!(notice(&mended(2, fault), NoticeKind::Repeats), None);
    let article = || "24(4)".to_owned();
    assert_eq!(
        notice(&mended(3, fault), NoticeKind::Repeats),
        Some((ClockLevel::Near, 3, 4, article()))
    );
    let four = mended(4, fault);
    assert_eq!(remedy(&four), None);
    assert_eq!(clocks(&four).faults[0].times, 4);
    let five = mended(5, fault);
    assert_eq!(
        notice(&five, NoticeKind::Repeats),
        Some((ClockLevel::Reached, 5, 4, article()))
    );
    assert_eq!(
        remedy(&five),
        Some((Remedy::ReplaceOrReturnWithUsageFee, article()))
    );
}

#[test]
fn brakes_that_fail_again_after_two_repairs_give_a_new_car() {
    let grave = |job| NameFault {
        severity: FaultSeverity::Safety,
        ..fault(job)
    };
    let twice = mended(2, grave);
    assert_eq!(
        notice(&twice, NoticeKind::SafetyRepairs),
        Some((ClockLevel::Near, 1, 2, "24(1)".to_owned()))
    );
    assert_eq!(remedy(&twice), None);
    let thrice = mended(3, grave);
    assert_eq!(
        notice(&thrice, NoticeKind::SafetyRepairs),
        Some((ClockLevel::Reached, 2, 2, "24(1)".to_owned()))
    );
    assert_eq!(
        remedy(&thrice),
        Some((Remedy::ReplaceOrReturnWithUsageFee, "24(1)".to_owned()))
    );
}

#[test]
fn an_assembly_and_a_main_part_replaced_twice_count_apart() {
    let gearbox = |job| NameFault {
        system: Some(CarSystem::Gearbox),
        replaced: Replaced::Assembly,
        ..fault(job)
    };
    assert_eq!(
        remedy(&mended(3, gearbox)),
        Some((Remedy::ReplaceOrReturnWithUsageFee, "24(2)".to_owned()))
    );
    let part = |name: &'static str| {
        move |job| NameFault {
            system: Some(CarSystem::Steering),
            replaced: Replaced::MainPart,
            main_part: name.to_owned(),
            ..fault(job)
        }
    };
    assert_eq!(
        remedy(&mended(3, part("转向机"))),
        Some((Remedy::ReplaceOrReturnWithUsageFee, "24(3)".to_owned()))
    );
    let mut house = House::new();
    begin(&mut house, 70, 80, Payer::Warranty);
    let refused = house.refused(Command::NameFault(part(" ")(80)));
    assert_eq!(refused.field.as_deref(), Some("mainPart"));
}

#[test]
fn an_engine_at_fault_is_replaced_early_and_the_car_in_the_first_week() {
    let with = |days_ago, km| {
        let mut house = invoiced(days_ago);
        at_km(&mut house, km);
        begin(&mut house, 70, 80, Payer::Warranty);
        house.done(Command::NameFault(NameFault {
            system: Some(CarSystem::Engine),
            replaced: Replaced::MainPart,
            main_part: "活塞".to_owned(),
            ..fault(80)
        }));
        remedy(&house)
    };
    assert_eq!(
        with(7, 100),
        Some((Remedy::ReplaceOrReturnFree, "22".to_owned()))
    );
    assert_eq!(
        with(60, 3_000),
        Some((Remedy::NewAssembly, "20".to_owned()))
    );
    assert_eq!(with(61, 3_000), None);
    assert_eq!(with(60, 3_001), None);
}

fn again(order: u128, job: u128, earlier: u128, payer: Payer) -> Command {
    open(
        order,
        CAR,
        vec![NewJob {
            again: Some(id(earlier)),
            ..new_job(job, BRAKES_120, payer)
        }],
    )
}

#[test]
fn what_comes_back_within_its_warranty_costs_the_customer_nothing() {
    let mut house = House::new();
    begin(&mut house, 70, 80, Payer::Customer);
    end(&mut house, 70, 80);
    days(&mut house, 10);
    at_km(&mut house, 22_000);
    let held = clocks(&house).answered_for;
    assert_eq!(held.len(), 1);
    assert_eq!(
        (held[0].last_km, held[0].payer, held[0].mended_in),
        (22_000, Payer::Internal, None)
    );
    for payer in [Payer::Customer, Payer::Package] {
        let refused: Refusal = house.refused(again(71, 81, 80, payer));
        assert_eq!(
            (refused.code.as_str(), refused.field.as_deref()),
            ("repairAnsweredFor", Some("payer"))
        );
    }
    house.done(again(71, 81, 80, Payer::Internal));
    assert_eq!(clocks(&house).answered_for[0].mended_in, Some(id(81)));
    // A chain does not come back to where it began.
    let refused = house.refused(Command::NameFault(NameFault {
        again: Some(id(81)),
        ..fault(81)
    }));
    assert_eq!(refused.code, "faultOfItself");
}

#[test]
fn after_its_days_or_its_kilometres_a_repair_is_answered_for_no_longer() {
    for (later, km) in [(11, 22_000), (10, 22_001)] {
        let mut house = House::new();
        begin(&mut house, 70, 80, Payer::Customer);
        end(&mut house, 70, 80);
        days(&mut house, later);
        at_km(&mut house, km);
        assert_eq!(clocks(&house).answered_for, []);
        house.done(again(71, 81, 80, Payer::Customer));
    }
}

#[test]
fn a_replaced_assembly_is_answered_for_a_hundred_days() {
    let mut house = House::new();
    begin(&mut house, 70, 80, Payer::Customer);
    house.done(Command::NameFault(NameFault {
        cause: None,
        grade: WorkGrade::WholeCarOrAssembly,
        ..fault(80)
    }));
    end(&mut house, 70, 80);
    days(&mut house, 100);
    assert_eq!(clocks(&house).answered_for[0].last_km, 40_000);
    days(&mut house, 1);
    assert_eq!(clocks(&house).answered_for, []);
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    let hour = 3_600_000;
    let pause = (0_i64..400, 0_i64..200)
        .prop_map(move |(from, long)| (Timestamp(from * hour), Timestamp((from + long) * hour)));
    let span = (
        proptest::collection::vec(pause, 0..4),
        proptest::option::of(0_i64..500),
    )
        .prop_map(move |(excused, done)| Span {
            excused,
            done_at: done.map(|done| Timestamp(done * hour)),
        });
    proptest::collection::vec(span, 1..4)
}

proptest! {
    #[test]
    fn what_is_left_out_never_exceeds_the_stay_and_only_ever_shortens_it(spans in spans()) {
        let now = Timestamp(500 * 3_600_000);
        let counted = stay(Timestamp(0), &spans, now);
        prop_assert!(counted.excluded_minutes <= counted.minutes);
        let plain: Vec<Span> = spans
            .iter()
            .map(|span| Span { excused: Vec::new(), done_at: span.done_at })
            .collect();
        let wall = stay(Timestamp(0), &plain, now);
        prop_assert!(counted.days() <= wall.days());
        // Hour by hour: an hour counts when some job was neither done nor excused in it.
        let hours = (0..500_i64).filter(|hour| {
            let (from, until) = (Timestamp(hour * 3_600_000), Timestamp((hour + 1) * 3_600_000));
            spans.iter().any(|span| !span.excuses(from, until))
        }).count();
        prop_assert_eq!((counted.minutes - counted.excluded_minutes) as usize, hours * 60);
    }
}
