//! A car's way through the workshop, told as sentences.

use super::*;
use crate::{
    Command,
    cash_days::CashDay,
    customers::Customer,
    ids::{GatePassId, JobId, SettlementId},
    orders::house as sales,
    payments::PaymentMethod,
    people::BuiltInRole,
    refusal::Refusal,
    rights::{Right, Rights},
    service_bookings::{BookingState, ServiceBooking},
    serviced_cars::ServicedCar,
    tasks::{Task, TaskKind},
    time::Timestamp,
    workshops::{Department, Skill, SlotResource, house::*},
};

pub const ORDER: u128 = 70;

pub fn new_job(job: u128, operation: u128, payer: Payer) -> NewJob {
    NewJob {
        job: id(job),
        operation: Some(id(operation)),
        words: String::new(),
        skill: None,
        minutes: None,
        department: None,
        again: None,
        payer,
    }
}

pub fn open(order: u128, car: u128, jobs: Vec<NewJob>) -> Command {
    Command::OpenRepairOrder(OpenRepairOrder {
        repair_order: id(order),
        number: format!("WX-{order}"),
        kind: RepairKind::Repair,
        car: id(car),
        customer: None,
        booking: None,
        check_in: None,
        advisor: None,
        promised_at: None,
        jobs,
        remark: String::new(),
        wash: None,
    })
}

pub fn authorise(job: u128) -> Command {
    Command::AuthoriseJob(AuthoriseJob {
        job: id(job),
        by: "王先生".to_owned(),
        how: AuthorisedHow::Phone,
    })
}

pub fn finish(job: u128) -> Command {
    Command::FinishJob(FinishJob {
        job: id(job),
        cause: String::new(),
        correction: "已更换".to_owned(),
    })
}

pub fn inspect(job: u128, verdict: JobVerdict) -> Command {
    Command::InspectJob(InspectJob {
        job: id(job),
        verdict,
        remark: "终检".to_owned(),
    })
}

pub fn settle(order: u128, number: &str) -> Command {
    Command::SettleRepairOrder(SettleRepairOrder {
        repair_order: id(order),
        number: number.to_owned(),
    })
}

pub fn pay(payment: u128, settlement: SettlementId, amount: Fen) -> Command {
    Command::PaySettlement(PaySettlement {
        payment: id(payment),
        settlement,
        amount,
        method: PaymentMethod::Cash,
        receipt_number: format!("SK-{payment}"),
        reference: String::new(),
    })
}

pub fn gate_pass(pass: u128, order: u128) -> Command {
    Command::IssueGatePass(IssueGatePass {
        gate_pass: id::<GatePassId>(pass),
        repair_order: id(order),
        number: format!("CM-{pass}"),
    })
}

fn part(payer: Payer, price: i64) -> NewLine {
    NewLine {
        kind: RepairLineKind::Part,
        label: "前制动片".to_owned(),
        reference: "5QD 698 151".to_owned(),
        quantity: 1_000,
        unit_price: Fen(price),
        payer,
    }
}

fn add_line(line: u128, job: u128, new: NewLine) -> Command {
    Command::AddLine(AddLine {
        line: id(line),
        job: id(job),
        new,
    })
}

fn plan(job: u128, technician: u128, starts_at: Timestamp) -> PlanJob {
    PlanJob {
        job: id(job),
        bay: id(GENERAL_BAY),
        technician: id(technician),
        starts_at,
        minutes: None,
    }
}

fn clock(entry: u128, job: u128, person: u128) -> Command {
    Command::ClockOn(ClockOn {
        entry: id(entry),
        job: id(job),
        person: Some(id(person)),
    })
}

fn said(refusal: &Refusal) -> (&str, Option<&str>) {
    (refusal.code.as_str(), refusal.field.as_deref())
}

fn order(house: &House) -> RepairOrder {
    house.find(id::<RepairOrderId>(ORDER))
}

fn job(house: &House, number: u128) -> Job {
    house.find(id::<JobId>(number))
}

/// An order with brakes (two hours at 200 yuan) for the customer and a service (one hour) on the maker.
fn with_two_jobs() -> House {
    let mut house = House::new();
    house.now = at(23, 9, 0);
    house.done(open(
        ORDER,
        CARS[0],
        vec![
            new_job(81, BRAKES_120, Payer::Customer),
            new_job(82, SERVICE_60, Payer::Warranty),
        ],
    ));
    house
}

fn done_with(house: &mut House, job: u128) {
    house.done(finish(job));
    house.done(inspect(job, JobVerdict::Passed));
}

fn settled() -> House {
    let mut house = with_two_jobs();
    house.done(add_line(91, 81, part(Payer::Customer, 38_000)));
    for job in [81, 82] {
        house.done(authorise(job));
        done_with(&mut house, job);
    }
    house.done(settle(ORDER, "JS-1"));
    house
}

fn sheet(house: &House, payer: Payer) -> SettlementSheet {
    house
        .all::<SettlementSheet>()
        .into_iter()
        .find(|sheet| sheet.payer == payer && sheet.state != SettlementState::Reversed)
        .expect("the sheet")
}

#[test]
fn labour_is_flat_hours_at_the_rate_of_the_day() {
    let house = with_two_jobs();
    assert_eq!(order(&house).total, Fen(60_000));
    assert_eq!(order(&house).state, RepairOrderState::Open);
    assert_eq!(
        house.day(23).booked_minutes,
        180,
        "work that nobody booked is counted"
    );
}

/// Work that no standard operation describes.
fn in_words(job: u128, skill: Skill, department: Option<Department>) -> NewJob {
    NewJob {
        operation: None,
        words: "内饰有异味".to_owned(),
        skill: Some(skill),
        minutes: Some(60),
        department,
        ..new_job(job, SERVICE_60, Payer::Customer)
    }
}

#[test]
fn a_job_belongs_to_the_department_that_was_said_else_to_the_one_that_usually_does_such_work() {
    let mut house = House::new();
    house.done(open(
        ORDER,
        CARS[0],
        vec![
            new_job(80, BRAKES_120, Payer::Customer),
            in_words(81, Skill::Paint, None),
            in_words(82, Skill::Fitting, None),
            in_words(83, Skill::Fitting, Some(Department::Beauty)),
            in_words(84, Skill::Mechanical, Some(Department::Rescue)),
        ],
    ));
    let departments: Vec<Department> = (80..=84).map(|one| job(&house, one).department).collect();
    assert_eq!(
        departments,
        [
            Department::Mechanical,
            Department::BodyAndPaint,
            Department::Accessories,
            Department::Beauty,
            Department::Rescue,
        ]
    );
}

#[test]
fn what_is_mended_again_stays_with_the_department_that_mended_it() {
    let mut house = House::new();
    house.done(open(
        ORDER,
        CARS[0],
        vec![in_words(80, Skill::Fitting, Some(Department::Beauty))],
    ));
    house.done(Command::AddJob(AddJob {
        repair_order: id(ORDER),
        new: NewJob {
            again: Some(id(80)),
            ..in_words(81, Skill::Fitting, None)
        },
    }));
    assert_eq!(job(&house, 81).department, Department::Beauty);
}

#[test]
fn a_plate_finds_the_car_and_a_new_one_makes_it() {
    let mut house = House::new();
    let check_in = |number: u128, plate: &str, km| CheckInCar {
        check_in: id(number),
        car: id(number),
        vin: String::new(),
        plate: plate.to_owned(),
        description: "丰田 凯美瑞".to_owned(),
        customer: None,
        booking: None,
        brought_by: "王先生".to_owned(),
        odometer_km: km,
        odometer_reason: String::new(),
        energy_percent: 40,
        belongings: "雨伞".to_owned(),
        marks: vec![DamageMark {
            view: CarView::Left,
            x: 300,
            y: 500,
            kind: DamageKind::Scratch,
            note: String::new(),
            photo: String::new(),
        }],
        concern: "刹车异响".to_owned(),
    };
    house.done(Command::CheckInCar(check_in(701, "京A·10000", 21_000)));
    let known: ServicedCar = house.find(id::<ServicedCarId>(CARS[0]));
    assert_eq!(known.odometer_km, 21_000);
    house.done(Command::CheckInCar(check_in(702, "沪B12345", 100)));
    let made: ServicedCar = house.find(id::<ServicedCarId>(702));
    assert_eq!(made.plate, "沪B12345");
    let back = check_in(703, "京A10000", 20_500);
    let refusal = house.refused(Command::CheckInCar(back.clone()));
    assert_eq!(said(&refusal), ("odometerBack", Some("odometerReason")));
    house.done(Command::CheckInCar(CheckInCar {
        odometer_reason: "更换仪表".to_owned(),
        ..back
    }));
}

#[test]
fn a_booking_becomes_an_order_with_its_jobs_and_is_not_counted_twice() {
    let mut house = House::new();
    house.done(Command::BookService(crate::service_bookings::tests::book(
        1,
        CARS[0],
        at(23, 9, 0),
        &[SERVICE_60],
    )));
    house.now = at(23, 9, 0);
    let Command::OpenRepairOrder(opening) = open(ORDER, CARS[0], Vec::new()) else {
        unreachable!("it opens an order")
    };
    house.done(Command::OpenRepairOrder(OpenRepairOrder {
        booking: Some(id(1)),
        ..opening
    }));
    let booking: ServiceBooking = house.find(id::<ServiceBookingId>(1));
    assert_eq!(booking.state, BookingState::Arrived);
    assert_eq!(house.all::<Job>().len(), 1);
    assert_eq!(house.day(23).booked_minutes, 60);
    // Its job takes over the bay that the booking kept.
    let planned = house.all::<Job>()[0].id;
    house.done(Command::AuthoriseJob(AuthoriseJob {
        job: planned,
        by: "王先生".to_owned(),
        how: AuthorisedHow::Signature,
    }));
    house.done(Command::PlanJob(PlanJob {
        job: planned,
        ..plan(0, TECHNICIANS[0], at(23, 9, 0))
    }));
    let bays = house
        .slots()
        .iter()
        .filter(|slot| slot.resource_kind == SlotResource::Bay)
        .count();
    assert_eq!(bays, 1);
}

#[test]
fn a_job_is_planned_once_the_customer_has_said_yes() {
    let mut house = with_two_jobs();
    let planned = Command::PlanJob(plan(81, TECHNICIANS[0], at(23, 9, 0)));
    let refusal = house.refused(planned.clone());
    assert_eq!(refusal.code, "jobStepNotPossible");
    house.done(authorise(81));
    house.done(planned);
    assert_eq!(job(&house, 81).state, JobState::Planned);
    assert_eq!(job(&house, 81).authorised_amount, Fen(40_000));
    let refusal = house.refused(authorise(81));
    assert_eq!(refusal.code, "jobAuthorised");
}

#[test]
fn a_quote_that_changes_asks_for_the_customers_word_anew() {
    let mut house = with_two_jobs();
    house.done(authorise(81));
    house.done(Command::PlanJob(plan(81, TECHNICIANS[0], at(23, 9, 0))));
    house.done(add_line(90, 81, part(Payer::Goodwill, 10_000)));
    assert_eq!(
        job(&house, 81).state,
        JobState::Planned,
        "the customer's part is the same"
    );
    house.done(add_line(91, 81, part(Payer::Customer, 38_000)));
    assert_eq!(job(&house, 81).state, JobState::Proposed);
    assert_eq!(job(&house, 81).authorised_at, None);
    assert!(house.slots().is_empty(), "what was planned is free again");
    assert_eq!(order(&house).total, Fen(108_000));
}

#[test]
fn what_the_customer_pays_stands_while_the_work_goes_on() {
    let mut house = with_two_jobs();
    house.done(authorise(81));
    house.done(clock(61, 81, TECHNICIANS[0]));
    let refusal = house.refused(add_line(91, 81, part(Payer::Customer, 38_000)));
    assert_eq!(refusal.code, "jobInWork");
    house.done(Command::AddJob(AddJob {
        repair_order: id(ORDER),
        new: new_job(83, SERVICE_60, Payer::Customer),
    }));
    assert_eq!(job(&house, 83).origin, JobOrigin::Supplementary);
}

#[test]
fn overlaps_on_the_board_are_refused_with_who_is_there() {
    let mut house = with_two_jobs();
    house.done(authorise(81));
    house.done(authorise(82));
    house.done(Command::PlanJob(plan(81, TECHNICIANS[0], at(23, 9, 0))));
    let refusal = house.refused(Command::PlanJob(plan(82, TECHNICIANS[0], at(23, 10, 0))));
    assert_eq!(said(&refusal), ("bayTaken", Some("bay")));
    assert_eq!(refusal.values["by"], "WX-70");
    // Body work is no skill of his, and the other bay is not for maintenance.
    let refusal = house.refused(Command::PlanJob(plan(82, TECHNICIANS[2], at(23, 13, 0))));
    assert_eq!(said(&refusal), ("skillMissing", Some("technician")));
    let refusal = house.refused(Command::PlanJob(PlanJob {
        bay: id(BODY_BAY),
        ..plan(82, TECHNICIANS[0], at(23, 13, 0))
    }));
    assert_eq!(said(&refusal), ("bayNotEquipped", Some("bay")));
    let refusal = house.refused(Command::PlanJob(plan(82, TECHNICIANS[0], at(23, 17, 0))));
    assert_eq!(said(&refusal), ("planBeyondClosing", Some("startsAt")));
    let refusal = house.refused(Command::PlanJob(plan(82, TECHNICIANS[0], at(22, 9, 0))));
    assert_eq!(said(&refusal), ("planInPast", Some("startsAt")));
    house.done(Command::PlanJob(plan(82, TECHNICIANS[0], at(23, 13, 0))));
    // Moved along its own place, it does not collide with itself.
    house.done(Command::PlanJob(plan(82, TECHNICIANS[0], at(23, 13, 30))));
    house.assert_nothing_is_taken_twice();
}

#[test]
fn the_clock_is_kept_apart_from_the_flat_time_and_the_log_says_how_long_each_state_took() {
    let mut house = with_two_jobs();
    house.done(authorise(81));
    house.done(authorise(82));
    house.done(clock(61, 81, TECHNICIANS[0]));
    house.later(Timestamp::HOUR);
    // Going on to the other job is leaving this one.
    house.done(clock(62, 82, TECHNICIANS[0]));
    let left = job(&house, 81);
    assert_eq!(
        (left.state, left.pause),
        (JobState::Paused, Some(PauseReason::Break))
    );
    assert_eq!((left.worked, left.flat_minutes), (Timestamp::HOUR, 120));
    house.later(Timestamp::HOUR);
    house.done(Command::ClockOff(ClockOff {
        job: id(82),
        person: Some(id(TECHNICIANS[0])),
        reason: PauseReason::Parts,
    }));
    assert_eq!(job(&house, 82).pause, Some(PauseReason::Parts));
    house.done(clock(63, 81, TECHNICIANS[0]));
    house.later(Timestamp::HOUR);
    house.done(finish(81));
    assert_eq!(job(&house, 81).worked, 2 * Timestamp::HOUR);
    let mut stays: Vec<_> = house
        .all::<JobStep>()
        .into_iter()
        .filter(|step| step.job == id(81))
        .collect();
    stays.sort_by_key(|step| (step.entered_at, step.left_at.is_none()));
    let told: Vec<_> = stays
        .iter()
        .map(|step| {
            (
                step.state,
                step.left_at
                    .map(|left| (left.0 - step.entered_at.0) / Timestamp::HOUR),
            )
        })
        .filter(|(_, hours)| *hours != Some(0))
        .collect();
    assert_eq!(
        told,
        [
            (JobState::Working, Some(1)),
            (JobState::Paused, Some(1)),
            (JobState::Working, Some(1)),
            (JobState::Finished, None),
        ]
    );
}

#[test]
fn work_that_nobody_authorised_is_recorded_and_said_and_not_charged() {
    let mut house = with_two_jobs();
    let outcome = house.done(clock(61, 81, TECHNICIANS[0]));
    assert_eq!(outcome.concerns[0].code, "workedUnauthorised");
    let outcome = house.done(clock(62, 82, TECHNICIANS[2]));
    let codes: Vec<_> = outcome
        .concerns
        .iter()
        .map(|concern| concern.code.as_str())
        .collect();
    assert_eq!(codes, ["workedUnauthorised", "workedWithoutSkill"]);
    done_with(&mut house, 81);
    done_with(&mut house, 82);
    assert_eq!(
        house.refused(settle(ORDER, "JS-1")).code,
        "jobNotAuthorised"
    );
    house.done(authorise(81));
    house.done(settle(ORDER, "JS-1"));
}

#[test]
fn whoever_did_the_work_does_not_pass_it_and_what_fails_is_done_again() {
    let mut house = with_two_jobs();
    house.done(authorise(81));
    house.act_with(TECHNICIANS[0], Rights::all());
    house.done(clock(61, 81, TECHNICIANS[0]));
    house.later(Timestamp::HOUR);
    house.done(finish(81));
    assert_eq!(
        house.refused(inspect(81, JobVerdict::Passed)).code,
        "ownWork"
    );
    house.act_with(1, Rights::all());
    house.done(inspect(81, JobVerdict::Failed));
    assert_eq!(
        (job(&house, 81).state, job(&house, 81).reworks),
        (JobState::Rework, 1)
    );
    done_with(&mut house, 81);
    assert_eq!(job(&house, 81).state, JobState::Passed);
}

#[test]
fn a_technician_clocks_on_for_themself_only() {
    let mut house = with_two_jobs();
    house.act_as(TECHNICIANS[0], BuiltInRole::Technician);
    assert_eq!(
        house.refused(clock(61, 81, TECHNICIANS[1])).code,
        "missingRight"
    );
    house.done(clock(61, 81, TECHNICIANS[0]));
}

#[test]
fn declined_work_is_kept_costs_nothing_and_is_revived_at_a_later_visit() {
    let mut house = with_two_jobs();
    house.done(add_line(91, 81, part(Payer::Customer, 38_000)));
    house.done(Command::DeclineJob(DeclineJob {
        job: id(81),
        reason: "下次再做".to_owned(),
    }));
    assert_eq!(order(&house).total, Fen(20_000));
    assert_eq!(house.day(23).booked_minutes, 60);
    done_with_all(&mut house, &[82]);
    house.done(settle(ORDER, "JS-1"));
    house.done(gate_pass(1, ORDER));
    house.now = at(24, 9, 0);
    house.done(open(71, CARS[0], Vec::new()));
    house.done(Command::ReviveJob(ReviveJob {
        job: id(81),
        into: id(71),
        revived: id(85),
    }));
    let revived: RepairOrder = house.find(id::<RepairOrderId>(71));
    assert_eq!(revived.total, Fen(78_000));
    assert_eq!(job(&house, 85).origin, JobOrigin::Revived);
    assert_eq!(job(&house, 81).revived_as, Some(id(85)));
    let again = house.refused(Command::ReviveJob(ReviveJob {
        job: id(81),
        into: id(71),
        revived: id(86),
    }));
    assert_eq!(again.code, "jobRevivedAlready");
}

fn done_with_all(house: &mut House, jobs: &[u128]) {
    for job in jobs {
        house.done(authorise(*job));
        done_with(house, *job);
    }
}

#[test]
fn each_payer_has_a_sheet_and_the_sheets_add_up_to_the_order() {
    let house = settled();
    assert_eq!(sheet(&house, Payer::Customer).amount, Fen(78_000));
    assert_eq!(sheet(&house, Payer::Warranty).amount, Fen(20_000));
    assert_eq!(
        sheet(&house, Payer::Warranty).state,
        SettlementState::OnAccount
    );
    assert_eq!(sheet(&house, Payer::Warranty).number, "JS-1-2");
    assert_eq!(order(&house).total, Fen(98_000));
    assert_eq!(order(&house).state, RepairOrderState::Settled);
}

#[test]
fn nothing_is_settled_before_every_job_has_passed() {
    let mut house = with_two_jobs();
    house.done(authorise(81));
    house.done(finish(81));
    let refusal = house.refused(settle(ORDER, "JS-1"));
    assert_eq!(refusal.code, "jobsOpen");
    assert_eq!(refusal.values["count"], 2);
}

#[test]
fn no_car_leaves_before_its_sheet_is_paid() {
    let mut house = settled();
    let refusal = house.refused(gate_pass(1, ORDER));
    assert_eq!(refusal.code, "sheetUnpaid");
    assert_eq!(refusal.values["left"], 78_000);
    let customers = sheet(&house, Payer::Customer).id;
    assert_eq!(
        said(&house.refused(pay(1, customers, Fen(78_001)))),
        ("paidBeyondSheet", Some("amount"))
    );
    house.done(pay(1, customers, Fen(8_000)));
    house.refused(gate_pass(1, ORDER));
    house.done(pay(2, customers, Fen(70_000)));
    house.done(pay(2, customers, Fen(70_000)));
    assert_eq!(sheet(&house, Payer::Customer).state, SettlementState::Paid);
    assert_eq!(house.all::<CashDay>()[0].cash, Fen(78_000));
    house.done(gate_pass(1, ORDER));
    assert_eq!(order(&house).state, RepairOrderState::Left);
    assert_eq!(house.refused(gate_pass(2, ORDER)).code, "leftAlready");
}

#[test]
fn a_car_leaves_on_credit_only_by_right() {
    let mut house = settled();
    let grant = Command::GrantCredit(GrantCredit {
        settlement: sheet(&house, Payer::Customer).id,
        until: november(30),
        reason: "单位客户月结".to_owned(),
    });
    house.act_as(1, BuiltInRole::ServiceAdvisor);
    assert_eq!(house.refused(grant.clone()).code, "missingRight");
    house.act_with(1, Rights::all());
    house.done(grant);
    house.done(gate_pass(1, ORDER));
    assert_eq!(sheet(&house, Payer::Customer).left(), Fen(78_000));
}

#[test]
fn a_sheet_is_taken_back_by_right_with_its_money_and_settled_anew() {
    let mut house = settled();
    let customers = sheet(&house, Payer::Customer).id;
    house.done(pay(1, customers, Fen(78_000)));
    let reverse = ReverseSettlement {
        settlement: customers,
        reason: "单价录错".to_owned(),
        refund_method: None,
        receipt_number: String::new(),
    };
    let rights: Rights = Right::ALL
        .iter()
        .copied()
        .filter(|right| *right != Right::ReverseSettlements)
        .collect();
    house.act_with(1, rights);
    let refusal = house.refused(Command::ReverseSettlement(reverse.clone()));
    assert_eq!(refusal.code, "missingRight");
    house.act_with(1, Rights::all());
    let refusal = house.refused(Command::ReverseSettlement(reverse.clone()));
    assert_eq!(
        said(&refusal),
        ("refundMethodMissing", Some("refundMethod"))
    );
    house.done(Command::ReverseSettlement(ReverseSettlement {
        refund_method: Some(PaymentMethod::Cash),
        ..reverse
    }));
    assert_eq!(order(&house).state, RepairOrderState::ToSettle);
    assert_eq!(house.all::<CashDay>()[0].cash, Fen(0));
    assert_eq!(house.refused(gate_pass(1, ORDER)).code, "notSettled");
    // A price that is put right is settled on a sheet of its own; the maker's stands.
    house.done(settle(ORDER, "JS-2"));
    assert_eq!(sheet(&house, Payer::Customer).number, "JS-2");
    assert_eq!(house.all::<SettlementSheet>().len(), 3);
}

#[test]
fn the_call_back_is_planned_with_the_gate_pass() {
    let mut house = settled();
    let added_at = house.now;
    let customer: Customer = sales::House::new()
        .find(id::<CustomerId>(50))
        .expect("a customer");
    house.put(&Customer {
        added_at,
        ..customer
    });
    let mut order: RepairOrder = order(&house);
    order.customer = Some(id(50));
    house.put(&order);
    let customers = sheet(&house, Payer::Customer).id;
    house.done(pay(1, customers, Fen(78_000)));
    house.done(gate_pass(1, ORDER));
    let task = &house.all::<Task>()[0];
    assert_eq!(
        (task.kind, task.customer),
        (TaskKind::CallBack, Some(id(50)))
    );
    assert_eq!(task.due.0 - house.now.0, 3 * Timestamp::DAY);
}

#[test]
fn a_line_comes_to_its_price_rounded_once() {
    for (kind, quantity, price, amount) in [
        (RepairLineKind::Labour, 50, 19_999, 16_666),
        (RepairLineKind::Part, 4_500, 8_950, 40_275),
        (RepairLineKind::Fee, 1, 500, 1),
    ] {
        let found = lines::amount_of(kind, quantity, Fen(price)).ok();
        assert_eq!(found, Some(Fen(amount)), "{kind:?}");
    }
}

#[test]
fn a_new_car_that_fails_its_inspection_has_an_internal_order() {
    use crate::orders::{InspectionResult, RecordInspection};
    let mut house = sales::House::new();
    house.with_deposit(10);
    house.give(sales::allocate(10, 100));
    let fail = |remark: &str, number: &str| {
        Command::RecordInspection(RecordInspection {
            order: id(10),
            result: InspectionResult::Failed,
            odometer_km: None,
            remark: remark.to_owned(),
            repair_order_number: number.to_owned(),
        })
    };
    let outcome = house.give(fail("右前门漆面划伤", "WX-1"));
    let codes: Vec<_> = outcome
        .concerns
        .iter()
        .map(|concern| concern.code.as_str())
        .collect();
    assert!(codes.contains(&"internalOrderOpened"), "{codes:?}");
    let opened = &house.all::<RepairOrder>()[0];
    assert_eq!(
        (opened.kind, opened.sale),
        (RepairKind::Inspection, Some(id(10)))
    );
    // What is found next goes onto the same order.
    house.give(fail("左后门异响", "WX-2"));
    assert_eq!(house.all::<RepairOrder>().len(), 1);
    assert_eq!(house.all::<Job>().len(), 2);
}

#[test]
fn skills_are_asked_of_the_day() {
    let mut house = with_two_jobs();
    house.certificate(990, TECHNICIANS[2], Skill::Maintenance, Some(november(23)));
    house.done(authorise(82));
    house.done(Command::PlanJob(plan(82, TECHNICIANS[2], at(23, 13, 0))));
    let refusal = house.refused(Command::PlanJob(plan(82, TECHNICIANS[2], at(24, 13, 0))));
    assert_eq!(refusal.code, "skillMissing");
}
