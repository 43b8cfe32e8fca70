//! What an order does to the lead that led to it, and whose car it is afterwards, as sentences.

use super::{house::*, *};
use crate::{
    Command,
    customers::{Customer, CustomerStage, CustomerVehicle, VehicleRole},
    ids::LeadId,
    leads::{
        Channel, Grade, IntakeTo, Lead, LeadState, LostReason, NextFollowUp, ReportLost, TakeInLead,
    },
    tasks::{Task, TaskKind, TaskState},
    vehicles::Vehicle,
};

/// The customer of the house has come in and wants a car.
fn house_with_lead() -> House {
    let mut house = House::new();
    let due = house.now().plus(Timestamp::HOUR);
    house.give(Command::TakeInLead(TakeInLead {
        lead: id(70),
        number: "L-1".to_owned(),
        customer: id(50),
        new_customer: None,
        customer_number: String::new(),
        channel: Channel::WalkIn,
        channel_detail: String::new(),
        external_key: String::new(),
        cost: None,
        wanted: Vec::new(),
        budget: None,
        grade: Grade::H,
        to: IntakeTo::Me,
        colleague: None,
        next_follow_up: NextFollowUp {
            due,
            what: "电话".to_owned(),
        },
        remark: String::new(),
    }));
    house
}

fn lead(house: &House) -> Lead {
    house.find(id::<LeadId>(70)).expect("the lead")
}

fn buyer(house: &House) -> Customer {
    house.find(id::<CustomerId>(50)).expect("the buyer")
}

fn open_follow_ups(house: &House) -> usize {
    house
        .all::<Task>()
        .iter()
        .filter(|task| task.kind == TaskKind::FollowUp && task.state == TaskState::Open)
        .count()
}

fn owners(house: &House) -> Vec<(CustomerId, String)> {
    house
        .all::<CustomerVehicle>()
        .into_iter()
        .filter(|link| link.role == VehicleRole::Owner && link.until.is_none())
        .map(|link| (link.customer, link.plate))
        .collect()
}

fn ready_to_deliver(house: &mut House) {
    house.with_deposit(10);
    house.give(allocate(10, 100));
    house.made_ready(10);
}

#[test]
fn the_hand_over_wins_the_lead_and_ends_its_follow_up() {
    let mut house = house_with_lead();
    ready_to_deliver(&mut house);
    assert_eq!(lead(&house).state, LeadState::Quoted);
    assert_eq!(open_follow_ups(&house), 1);
    house.give(deliver(10));
    let won = lead(&house);
    assert_eq!((won.state, won.next_follow_up), (LeadState::Won, None));
    assert_eq!(won.closed_at, house.order(10).delivered_at);
    assert_eq!(open_follow_ups(&house), 0);
    assert_eq!(
        (buyer(&house).stage, buyer(&house).grade),
        (CustomerStage::Owner, None)
    );
}

#[test]
fn an_order_that_is_cancelled_leaves_its_lead_open_with_its_follow_up() {
    let mut house = house_with_lead();
    ready_to_deliver(&mut house);
    house.give(cancel(10, Fault::Buyer));
    let open = lead(&house);
    assert!(open.state.is_live());
    assert!(open.next_follow_up.is_some());
    assert_eq!(open_follow_ups(&house), 1);
    assert_eq!(buyer(&house).stage, CustomerStage::Prospect);
    assert!(owners(&house).is_empty());
}

#[test]
fn a_lead_that_was_reported_lost_is_won_by_the_hand_over_and_says_no_reason_for_losing_it() {
    let mut house = house_with_lead();
    ready_to_deliver(&mut house);
    house.give(Command::ReportLost(ReportLost {
        lead: id(70),
        reason: LostReason::Price,
        competitor: String::new(),
        remark: String::new(),
    }));
    house.give(deliver(10));
    let won = lead(&house);
    assert_eq!((won.state, won.lost_reason), (LeadState::Won, None));
}

#[test]
fn a_buyer_without_a_lead_gets_the_car_all_the_same() {
    let mut house = House::new();
    ready_to_deliver(&mut house);
    house.give(deliver(10));
    assert_eq!(buyer(&house).stage, CustomerStage::Owner);
    assert_eq!(owners(&house).len(), 1);
}

#[test]
fn the_lead_of_the_record_that_took_the_buyer_in_is_won() {
    let mut house = house_with_lead();
    let kept = Customer {
        id: id(51),
        number: "CA-0002".to_owned(),
        ..buyer(&house)
    };
    house.put(&kept);
    house.put(&Customer {
        merged_into: Some(kept.id),
        ..buyer(&house)
    });
    ready_to_deliver(&mut house);
    house.give(deliver(10));
    assert_eq!(lead(&house).state, LeadState::Won);
    let kept: Customer = house.find(kept.id).expect("the kept record");
    assert_eq!(kept.stage, CustomerStage::Owner);
}

#[test]
fn the_car_is_the_buyers_and_no_longer_its_former_owners() {
    let mut house = House::new();
    ready_to_deliver(&mut house);
    let car: Vehicle = house.find(id::<VehicleId>(100)).expect("the car");
    house.put(&CustomerVehicle {
        id: id(90),
        customer: id(51),
        role: VehicleRole::Owner,
        vehicle: None,
        vin: car.vin.to_string(),
        plate: String::new(),
        description: car.description.clone(),
        since: house.now(),
        until: None,
    });
    house.give(deliver(10));
    assert_eq!(owners(&house), [(id::<CustomerId>(50), String::new())]);
    // What hangs on the car for the way home is no plate; the lasting one follows.
    house.give(Command::RecordPlate(RecordPlate {
        order: id(10),
        plate: "京A12345".to_owned(),
        temporary_until: None,
    }));
    assert_eq!(
        owners(&house),
        [(id::<CustomerId>(50), "京A12345".to_owned())]
    );
}

#[test]
fn who_is_named_the_owner_already_is_not_named_twice() {
    let mut house = House::new();
    ready_to_deliver(&mut house);
    house.give(Command::LinkVehicle(crate::customers::LinkVehicle {
        link: id(90),
        customer: id(50),
        role: VehicleRole::Owner,
        vehicle: Some(id(100)),
        vin: String::new(),
        plate: String::new(),
        description: String::new(),
    }));
    house.give(deliver(10));
    assert_eq!(owners(&house).len(), 1);
}
