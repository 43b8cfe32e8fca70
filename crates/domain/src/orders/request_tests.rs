//! Cars that are ordered from outside, told as sentences.

use super::RequestOrder;
use crate::{
    Command,
    ids::{LeadId, TaskId},
    leads::{Enquirer, Grade, Lead, LeadState},
    people::BuiltInRole,
    tasks::{Task, TaskKind},
    testing::{House, id},
};

fn asked(number: u128, wanted: &str) -> RequestOrder {
    RequestOrder {
        task: id(700 + number),
        by: Enquirer {
            customer: id(900 + number),
            customer_number: String::new(),
            lead: id(800 + number),
            lead_number: String::new(),
            name: "赵敏".to_owned(),
            mobile: "13900000001".to_owned(),
            language: "zh-CN".to_owned(),
        },
        model: None,
        wanted: wanted.to_owned(),
        remark: "珠光白，愿付定金".to_owned(),
    }
}

#[test]
fn an_order_from_outside_is_a_lead_that_wants_the_car_and_a_call_within_the_day() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.done(Command::RequestOrder(asked(1, "迈腾 380TSI")));
    let lead: Lead = house.get(id::<LeadId>(801)).expect("the lead");
    assert_eq!((lead.state, lead.grade), (LeadState::New, Grade::H));
    assert_eq!(lead.wanted.0[0].description, "迈腾 380TSI");
    let task: Task = house.get(id::<TaskId>(701)).expect("the call");
    assert_eq!(task.kind, TaskKind::CallBack);
    assert_eq!(task.note, "迈腾 380TSI，珠光白，愿付定金");
    assert!(task.due > house.now && task.due <= house.now.plus(24 * 3_600_000));
    let again = house.refused(Command::RequestOrder(asked(1, "迈腾 380TSI")));
    assert_eq!(again.code, "alreadyExists");
}

#[test]
fn who_has_a_lead_open_gets_the_car_added_to_it() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.done(Command::RequestOrder(asked(1, "迈腾 380TSI")));
    house.done(Command::RequestOrder(asked(2, "途观 L")));
    assert_eq!(house.all::<Lead>().len(), 1);
    let lead: Lead = house.get(id::<LeadId>(801)).expect("the lead");
    let wanted: Vec<&str> = lead
        .wanted
        .0
        .iter()
        .map(|wanted| wanted.description.as_str())
        .collect();
    assert_eq!(wanted, ["迈腾 380TSI", "途观 L"]);
    assert!(house.get::<Task>(id::<TaskId>(702)).is_some());
}

#[test]
fn an_order_for_nothing_is_asked_back() {
    let mut house = House::of(BuiltInRole::StoreManager);
    let refusal = house.refused(Command::RequestOrder(asked(1, " ")));
    assert_eq!(refusal.field.as_deref(), Some("wanted"));
}
