//! The discount of an order is measured from the guide price, whatever its lines say.

use super::{house::*, *};
use crate::{
    Command,
    ids::RoleId,
    people::{Person, Role},
    quotes::{DiscountAuthority, DiscountFloor, FloorRule},
    refusal::Refusal,
    rights::Rights,
    vehicles::Vehicle,
};

/// 190,000 yuan: five per cent below.
const BELOW: i64 = 19_000_000;

fn order_at(order: u128, price: i64) -> MakeOrder {
    MakeOrder {
        lines: vec![line(OrderLineKind::Car, price)],
        ..make(order)
    }
}

/// The second colleague may take off up to this share.
fn house_with_manager(max_basis_points: u32) -> House {
    let mut house = House::new();
    let role: RoleId = id(900);
    house.put(&Role {
        id: role,
        name: "店里的经理".to_owned(),
        rights: Json(Rights::all()),
    });
    house.put(&DiscountAuthority {
        id: role,
        max_basis_points,
        floor: FloorRule::AtOrAbove,
    });
    let manager: Person = house.find(id::<PersonId>(2)).expect("a colleague");
    house.put(&Person {
        roles: Json(vec![role]),
        ..manager
    });
    house
}

fn decided(order: u128, verdict: OrderVerdict, reason: &str) -> Command {
    Command::DecideOrderApproval(DecideOrderApproval {
        order: id(order),
        verdict,
        reason: reason.to_owned(),
    })
}

fn told(refusal: &Refusal) -> (&str, Option<&str>) {
    (refusal.code.as_str(), refusal.field.as_deref())
}

#[test]
fn a_discount_that_hides_in_the_price_of_the_car_waits_for_a_manager() {
    let mut house = House::new();
    house.give(Command::MakeOrder(order_at(10, BELOW)));
    let order = house.order(10);
    assert_eq!(order.state, OrderState::ApprovalWaiting);
    assert_eq!(
        (order.guide_price, order.discount()),
        (PRICE, Fen(1_000_000))
    );
    assert_eq!(order.guide_source, GuideSource::Typed);
}

#[test]
fn a_discount_waits_alike_whether_the_car_line_or_a_line_of_its_own_says_it() {
    let mut house = House::new();
    house.give(Command::MakeOrder(MakeOrder {
        lines: vec![
            line(OrderLineKind::Car, PRICE.0),
            line(OrderLineKind::Discount, BELOW - PRICE.0),
        ],
        ..make(10)
    }));
    house.give(Command::MakeOrder(order_at(11, BELOW)));
    let [apart, hidden] = [10, 11].map(|number| house.order(number));
    assert_eq!(
        (apart.state, apart.car_price, apart.discount()),
        (hidden.state, hidden.car_price, hidden.discount())
    );
}

#[test]
fn the_guide_price_of_a_car_of_the_house_is_not_talked_down() {
    let mut house = House::new();
    let talked_down = |guide_price| {
        Command::MakeOrder(MakeOrder {
            vehicle: Some(id(100)),
            guide_price,
            ..order_at(10, BELOW)
        })
    };
    let refusal = house.refused(talked_down(Some(Fen(BELOW))));
    assert_eq!(told(&refusal), ("guidePriceDiffers", Some("guidePrice")));
    house.give(talked_down(None));
    let order = house.order(10);
    assert_eq!(
        (order.guide_price, order.guide_source, order.state),
        (PRICE, GuideSource::Vehicle, OrderState::ApprovalWaiting)
    );
}

#[test]
fn an_order_whose_guide_price_nobody_knows_asks_for_it() {
    let mut house = House::new();
    let refusal = house.refused(Command::MakeOrder(MakeOrder {
        guide_price: None,
        ..make(10)
    }));
    assert_eq!(told(&refusal), ("guidePriceMissing", Some("guidePrice")));
}

#[test]
fn a_manager_approves_what_is_below_the_guide_price_within_their_own_authority() {
    for (limit, may) in [(499, false), (500, true)] {
        let mut house = house_with_manager(limit);
        house.give(Command::MakeOrder(order_at(10, BELOW)));
        let answer = house.give_as(2, decided(10, OrderVerdict::Approve, ""));
        match answer {
            Ok(_) => assert!(may, "{limit} is not enough"),
            Err(refusal) => {
                assert!(!may, "{limit} is enough");
                assert_eq!(told(&refusal), ("discountBeyondAuthority", Some("verdict")));
            }
        }
    }
}

#[test]
fn a_manager_who_says_no_says_why_and_the_contract_is_not_signed() {
    let mut house = house_with_manager(500);
    house.give(Command::MakeOrder(order_at(10, BELOW)));
    let silent = house.give_as(2, decided(10, OrderVerdict::Reject, " "));
    assert_eq!(
        silent.map_err(|refusal| refusal.code).err().as_deref(),
        Some("empty")
    );
    house
        .give_as(2, decided(10, OrderVerdict::Reject, "送脚垫，价不动"))
        .expect("a manager may say no");
    assert_eq!(house.order(10).approval_answer, "送脚垫，价不动");
    assert_eq!(house.refused(sign(10)).values["missing"], "approval");
    house.give(Command::AskOrderApproval(AskOrderApproval {
        order: id(10),
        reason: "客户买两台".to_owned(),
    }));
    house
        .give_as(2, decided(10, OrderVerdict::Approve, ""))
        .expect("a manager may think again");
    house.give(sign(10));
}

#[test]
fn a_dearer_car_is_not_given_for_the_price_of_a_cheaper_one() {
    let mut house = house_with_manager(500);
    house.give(Command::MakeOrder(MakeOrder {
        guide_price: Some(Fen(BELOW)),
        ..order_at(10, BELOW)
    }));
    assert_eq!(house.order(10).state, OrderState::Draft);
    house.give(sign(10));
    house.give(deposit(1, 10, 1_000_000));
    let refusal = house.refused(allocate(10, 100));
    assert_eq!(told(&refusal), ("discountBeyondAuthority", Some("vehicle")));
    house
        .give_as(2, allocate(10, 100))
        .expect("it is within the manager's authority");
}

#[test]
fn a_car_with_a_floor_above_the_price_is_not_given_for_it() {
    let mut house = house_with_manager(500);
    house.give(Command::MakeOrder(order_at(10, BELOW)));
    house
        .give_as(2, decided(10, OrderVerdict::Approve, ""))
        .expect("within authority");
    house.give(sign(10));
    house.give(deposit(1, 10, 1_000_000));
    house.put(&DiscountFloor {
        id: id(100),
        floor: Fen(BELOW + 1),
    });
    let refusal = house
        .give_as(2, allocate(10, 100))
        .expect_err("the floor holds");
    assert_eq!(told(&refusal), ("priceBelowFloor", Some("vehicle")));
    house
        .give_as(2, allocate(10, 101))
        .expect("the next car has no floor");
}

#[test]
fn the_guide_price_of_the_day_stays_with_the_order() {
    let mut house = House::new();
    house.give(Command::MakeOrder(MakeOrder {
        vehicle: Some(id(100)),
        guide_price: None,
        ..make(10)
    }));
    let car: Vehicle = house.find(id::<VehicleId>(100)).expect("the car");
    house.put(&Vehicle {
        guide_price: Some(Fen(PRICE.0 * 2)),
        ..car
    });
    assert_eq!(house.order(10).guide_price, PRICE);
    house.give(sign(10));
    house.give(deposit(1, 10, 1_000_000));
    house.give(allocate(10, 100));
}
