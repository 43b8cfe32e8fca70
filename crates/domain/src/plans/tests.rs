//! What is paid ahead, told as sentences; and that nothing is ever used beyond what was bought, whatever is
//! settled, taken back and given back in whatever order.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{
    Command,
    cash_days::CashDay,
    customers::AddCustomer,
    ids::ServicedCarId,
    refusal::Refusal,
    repair_orders::{
        AddJob, InspectJob, JobVerdict, Payer, ReverseSettlement, SettleRepairOrder,
        SettlementSheet, tests as orders,
    },
    serviced_cars::ServicedCar,
    workshops::house::*,
};

const PLAN: u128 = 2_000;
const ORDER: u128 = 70;
const CUSTOMER: u128 = 40;

/// A workshop where the first car's customer is known.
fn house() -> House {
    let mut house = House::new();
    let customer: AddCustomer = serde_json::from_value(serde_json::json!({
        "customer": id::<CustomerId>(CUSTOMER),
        "details": {"kind": "person", "name": "王小明", "mobile": "13800000034"},
    }))
    .expect("a customer");
    house.done(Command::AddCustomer(customer));
    let car: ServicedCar = house.find(id::<ServicedCarId>(CARS[0]));
    house.put(&ServicedCar {
        customer: Some(id(CUSTOMER)),
        ..car
    });
    house
}

fn sold(plan: u128, kind: PlanKind, price: i64) -> SellPlan {
    SellPlan {
        plan: id(plan),
        number: format!("TC-{plan}"),
        receipt_number: format!("SK-{plan}"),
        kind,
        title: "四次小保养".to_owned(),
        customer: id(CUSTOMER),
        car: (kind != PlanKind::StoredValue).then(|| id(CARS[0])),
        operation: None,
        sale: None,
        price: Fen(price),
        value: None,
        times: (kind == PlanKind::Package).then_some(4),
        valid_from: november(1),
        valid_until: (kind == PlanKind::ExtendedWarranty).then(|| november(30)),
        until_km: None,
        method: PaymentMethod::Card,
    }
}

fn sell(house: &mut House, plan: SellPlan) {
    house.done(Command::SellPlan(plan));
}

/// An order with one finished job whose labour is put on the package.
fn worked(house: &mut House, order: u128, job: u128, operation: u128) {
    if house
        .get::<crate::repair_orders::RepairOrder>(id::<RepairOrderId>(order))
        .is_none()
    {
        house.done(orders::open(order, CARS[0], Vec::new()));
    }
    house.done(Command::AddJob(AddJob {
        repair_order: id(order),
        new: orders::new_job(job, operation, Payer::Package),
    }));
    house.done(orders::authorise(job));
    house.done(orders::finish(job));
    house.done(Command::InspectJob(InspectJob {
        job: id(job),
        verdict: JobVerdict::Passed,
        remark: String::new(),
    }));
}

fn settle(order: u128, number: u32) -> Command {
    Command::SettleRepairOrder(SettleRepairOrder {
        repair_order: id(order),
        number: format!("JS-{number}"),
    })
}

fn reverse(house: &House) -> Option<Command> {
    let sheet = house
        .all::<SettlementSheet>()
        .into_iter()
        .find(|sheet| sheet.reversed_at.is_none())?;
    Some(Command::ReverseSettlement(ReverseSettlement {
        settlement: sheet.id,
        reason: "记错了".to_owned(),
        refund_method: None,
        receipt_number: String::new(),
    }))
}

fn left(house: &House, plan: u128) -> (i64, Option<u32>, PlanState) {
    let plan: PrepaidPlan = house.find(id::<PrepaidPlanId>(plan));
    (plan.value_left.0, plan.times_left, plan.state)
}

fn code(refusal: &Refusal) -> (&str, Option<&str>) {
    (refusal.code.as_str(), refusal.field.as_deref())
}

#[test]
fn a_service_of_a_package_takes_its_share_whatever_the_job_costs() {
    let mut house = house();
    sell(&mut house, sold(PLAN, PlanKind::Package, 100_000));
    worked(&mut house, ORDER, 81, SERVICE_60);
    house.done(settle(ORDER, 1));
    // The hour would have cost two hundred yuan; a quarter of what was paid is earned.
    assert_eq!(left(&house, PLAN), (75_000, Some(3), PlanState::Running));
    let reversed = reverse(&house).expect("a sheet");
    house.done(reversed);
    assert_eq!(left(&house, PLAN), (100_000, Some(4), PlanState::Running));
}

#[test]
fn a_package_for_one_operation_pays_for_no_other() {
    let mut house = house();
    let only = SellPlan {
        operation: Some(id(SERVICE_60)),
        ..sold(PLAN, PlanKind::Package, 100_000)
    };
    sell(&mut house, only);
    worked(&mut house, ORDER, 81, BRAKES_120);
    let refusal = house.refused(settle(ORDER, 1));
    assert_eq!(code(&refusal).0, "plansShort");
    assert_eq!(refusal.values["missing"], 40_000);
    assert_eq!(left(&house, PLAN), (100_000, Some(4), PlanState::Running));
}

#[test]
fn money_that_is_stored_pays_what_a_warranty_does_not_reach() {
    let mut house = house();
    sell(&mut house, sold(PLAN, PlanKind::ExtendedWarranty, 25_000));
    let with_bonus = SellPlan {
        value: Some(Fen(60_000)),
        ..sold(PLAN + 1, PlanKind::StoredValue, 50_000)
    };
    sell(&mut house, with_bonus);
    worked(&mut house, ORDER, 81, BRAKES_120);
    house.done(settle(ORDER, 1));
    assert_eq!(left(&house, PLAN), (0, None, PlanState::UsedUp));
    assert_eq!(left(&house, PLAN + 1).0, 45_000);
}

#[test]
fn a_warranty_ends_with_its_day_and_its_kilometres() {
    for (until, km) in [(november(21), None), (november(30), Some(19_999))] {
        let mut house = house();
        let ended = SellPlan {
            valid_until: Some(until),
            until_km: km,
            ..sold(PLAN, PlanKind::ExtendedWarranty, 100_000)
        };
        sell(&mut house, ended);
        worked(&mut house, ORDER, 81, SERVICE_60);
        assert_eq!(house.refused(settle(ORDER, 1)).code, "plansShort");
    }
}

#[test]
fn a_plan_is_sold_for_a_car_with_an_end_and_money_that_counts_in_the_day() {
    let mut house = house();
    let package = || sold(PLAN, PlanKind::Package, 100_000);
    for (wrong, field, name) in [
        (
            SellPlan {
                car: None,
                ..package()
            },
            "car",
            "planWithoutCar",
        ),
        (
            SellPlan {
                times: Some(0),
                ..package()
            },
            "times",
            "planTimesImplausible",
        ),
        (
            SellPlan {
                valid_until: None,
                ..sold(PLAN, PlanKind::ExtendedWarranty, 1)
            },
            "validUntil",
            "planEndImplausible",
        ),
        (
            SellPlan {
                value: Some(Fen(99_999)),
                ..package()
            },
            "value",
            "planValueBelowPrice",
        ),
        (
            SellPlan {
                price: Fen(0),
                ..package()
            },
            "price",
            "moneyOutOfRange",
        ),
    ] {
        let refusal = house.refused(Command::SellPlan(wrong));
        assert_eq!(code(&refusal), (name, Some(field)));
    }
    sell(&mut house, package());
    let days: Vec<CashDay> = house.all();
    assert_eq!(days[0].card, Fen(100_000));
}

#[test]
fn what_is_left_is_given_back_once_and_not_more_than_was_paid() {
    let mut house = house();
    sell(&mut house, sold(PLAN, PlanKind::Package, 100_000));
    worked(&mut house, ORDER, 81, SERVICE_60);
    house.done(settle(ORDER, 1));
    let refund = |amount| {
        Command::RefundPlan(RefundPlan {
            plan: id(PLAN),
            amount: Fen(amount),
            method: PaymentMethod::Card,
            reason: "客户换车".to_owned(),
            receipt_number: "SK-9".to_owned(),
        })
    };
    assert_eq!(house.refused(refund(75_001)).code, "refundBeyondPlan");
    house.done(refund(70_000));
    assert_eq!(left(&house, PLAN), (0, Some(0), PlanState::Ended));
    assert_eq!(house.refused(refund(1)).code, "planNotRunning");
    // A sheet that is taken back afterwards owes nobody anything anew.
    let reversed = reverse(&house).expect("a sheet");
    house.done(reversed);
    assert_eq!(left(&house, PLAN), (0, Some(0), PlanState::Ended));
}

fn ledgers_hold(house: &House) {
    let mut entries: BTreeMap<PrepaidPlanId, Vec<PlanEntry>> = BTreeMap::new();
    for entry in house.all::<PlanEntry>() {
        entries.entry(entry.plan).or_default().push(entry);
    }
    for plan in house.all::<PrepaidPlan>() {
        let ledger = entries.get_mut(&plan.id).expect("a ledger");
        ledger.sort_by_key(|entry| entry.n);
        assert_eq!(ledger.len(), plan.entries as usize);
        let (mut value, mut used) = (0, 0_i64);
        for (place, entry) in ledger.iter().enumerate() {
            assert_eq!(entry.n as usize, place + 1, "the ledger has no gap");
            value += entry.value.0;
            assert_eq!(value, entry.value_after.0);
            assert!(
                (0..=plan.value.0).contains(&value),
                "beyond what was bought"
            );
            match entry.deed {
                PlanDeed::Used => used += i64::from(entry.times),
                PlanDeed::PutBack => used -= i64::from(entry.times),
                PlanDeed::Sold | PlanDeed::Refunded => {}
            }
            assert!(plan.times.is_none_or(|times| used <= i64::from(times)));
        }
        assert_eq!(value, plan.value_left.0, "the head is the ledger's sum");
    }
}

proptest! {
    #[test]
    fn nothing_is_used_beyond_what_was_bought(
        deeds in proptest::collection::vec((0_u8..8, 0_u128..3, 0_usize..3, 1_i64..80_000), 1..30)
    ) {
        let mut house = house();
        for (number, (deed, place, operation, money)) in (0_u32..).zip(deeds) {
            let operation = [SERVICE_60, BRAKES_120, DENT_180][operation];
            match deed {
                0 | 1 => {
                    let kind = PlanKind::ALL[place as usize];
                    let command = Command::SellPlan(sold(PLAN + u128::from(number), kind, money));
                    let _ = house.give(command);
                }
                2 | 3 => {
                    let job = 100 + u128::from(number);
                    let order = ORDER + u128::from(number);
                    worked(&mut house, order, job, operation);
                    let _ = house.give(settle(order, number));
                }
                4 | 5 => {
                    for order in ORDER..ORDER + 30 {
                        let _ = house.give(settle(order, number));
                    }
                }
                6 => {
                    if let Some(command) = reverse(&house) {
                        let _ = house.give(command);
                    }
                }
                _ => {
                    let plan = house.all::<PrepaidPlan>().into_iter().nth(place as usize);
                    if let Some(plan) = plan {
                        let _ = house.give(Command::RefundPlan(RefundPlan {
                            plan: plan.id,
                            amount: Fen(money),
                            method: PaymentMethod::Card,
                            reason: "客户换车".to_owned(),
                            receipt_number: format!("SK-{number}"),
                        }));
                    }
                }
            }
            ledgers_hold(&house);
        }
    }
}
