//! What a car costs, who may say so, and how it ages.

use super::*;

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
