//! Stock: taking cars in.

use crate::harness::*;
use crate::steps::{Person, sign_in, training_dealership};

const VIN: &str = "LSVAB4BRXN2100018";

/// Takes a car in with what a car must have, and leaves its card open.
#[track_caller]
fn take_into_stock(desk: &Desk, vin: &str, model: &str) {
    desk.press("Ctrl+I");
    desk.focuses("field", "车架号");
    desk.types(vin);
    desk.fill("车型", model);
    desk.press("Ctrl+Enter");
    desk.shows(&format!("已入库：{model}"));
}

#[test]
fn a_car_taken_into_stock_by_keyboard_is_still_there_after_the_program_was_killed() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    desk.press("Ctrl+I");
    desk.focuses("field", "车架号");
    desk.is_accessible("the empty form for taking a car in");
    desk.types(VIN);
    desk.fill("车型", "朗逸 2026 款 1.5L 自动舒适版");
    desk.fill("外观色", "星云灰");
    desk.fill("库位", "A 区 12");
    desk.fill("指导价", "119900");
    desk.picture("typed");
    desk.is_accessible("the form for taking a car in");
    desk.press("Ctrl+Enter");
    desk.shows("已入库：朗逸 2026 款 1.5L 自动舒适版");
    desk.shows(VIN);
    desk.picture("taken");
    desk.is_accessible("the card of a new car");
    for _ in 0..rounds() {
        desk.kill_and_open();
        sign_in(&desk, Person::StoreManager);
        desk.press("Ctrl+3");
        desk.shows(VIN);
        desk.picture("after-the-kill");
    }
}

#[test]
fn the_card_of_a_car_opens_in_a_window_of_its_own() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    take_into_stock(&desk, VIN, "朗逸");
    desk.press("Ctrl+Shift+O");
    desk.look_at_newest_of(2);
    desk.has("heading", "朗逸");
    desk.shows(VIN);
    desk.picture("own-window");
    desk.look_at_first_window();
    desk.shows("库存车");
    desk.picture("first-window");
}
