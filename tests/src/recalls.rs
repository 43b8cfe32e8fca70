//! Recalls and the call list over the sample: a car that comes in says that it is recalled, the recall becomes a job
//! of its order, and whoever is due for a service is called.

use crate::harness::*;
use crate::screens::recalls;
use crate::steps::{Person, choose, sign_in, training_dealership};

#[test]
fn a_recall_is_announced_listed_and_seen_while_booking() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    recalls(&desk, &mut |desk, screen| {
        desk.picture(screen);
        desk.is_accessible(screen);
    });
}

#[test]
fn a_recalled_car_comes_in_and_its_recall_becomes_a_job_of_the_order() {
    let desk = Desk::start(Options {
        training: Training::Filled,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    desk.press("Ctrl+Shift+I");
    desk.focuses("field", "车牌或车架号");
    // The first car of the sample's recall.
    desk.types("沪A00000");
    desk.has("option", "沪A***00");
    desk.press("Down");
    desk.press("Enter");
    desk.shows("S2026M0188V");
    desk.picture("check-in");
    desk.fill("里程", "199000");
    desk.fill("客户描述", "到店做召回");
    desk.press("Ctrl+Enter");
    desk.has("button", "把 S2026M0188V 做进工单");
    desk.picture("order");
    desk.push("把 S2026M0188V 做进工单");
    desk.has("heading", "S2026M0188V 高压油泵密封圈");
    desk.has_no("button", "把 S2026M0188V 做进工单");
    desk.picture("taken-up");
    desk.is_accessible("a repair order with a recall");
}

#[test]
fn whoever_is_due_for_a_service_is_called() {
    let desk = Desk::start(Options {
        training: Training::Filled,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    choose(&desk, "售后");
    desk.has("grid", "");
    desk.press("Alt+4");
    desk.has("region", "保养到期");
    desk.shows("每天");
    desk.picture("due");
    desk.is_accessible("the call list");
    desk.press("J");
    desk.press("Enter");
    desk.press("P");
    desk.shows("已排 1 个电话");
    desk.picture("planned");
}
