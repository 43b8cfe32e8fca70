//! One box for everything (Ctrl+K): a car, its buyer and the quote are found by whatever somebody at the counter knows.

use crate::harness::*;
use crate::papers::quote_a_car;
use crate::screens::{CARS, take_in};
use crate::steps::{Person, sign_in, take_in_lead, training_dealership};

/// Types into the box until something of this name is found, and leaves it.
#[track_caller]
fn finds(desk: &Desk, typed: &str, option: &str) {
    desk.press("Ctrl+K");
    desk.focuses("field", "搜索和命令");
    desk.types(typed);
    desk.has("option", option);
    desk.press("Esc");
    desk.has_no("field", "搜索和命令");
}

#[test]
fn what_somebody_knows_of_a_car_or_its_buyer_finds_it() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    take_in(&desk, CARS[0]);
    desk.press("Esc");
    desk.has_no("article", "");
    take_in_lead(&desk, "刘思远", "13800138000", "朗逸");
    desk.press("V");
    desk.has("field", "车牌");
    desk.fill("车牌", "沪A12345");
    desk.fill("车型", "帕萨特 2019 款");
    desk.picture("a-car-of-theirs");
    desk.press("Ctrl+Enter");
    desk.shows("车辆已关联");
    desk.has_no("field", "车牌");
    quote_a_car(&desk);
    let card = desk.the("article", "").name;
    let number = card.split_whitespace().next().unwrap_or_default();

    // Chinese, pinyin, initials, the tail of a VIN; then of the buyer the name, a tail of the mobile, the plate.
    for typed in ["朗逸", "langyi", "ly", "100018", CARS[0].0] {
        finds(&desk, typed, CARS[0].1);
    }
    for typed in [
        "刘思远",
        "liusiyuan",
        "lsy",
        "8000",
        "13800138000",
        "沪A12345",
    ] {
        finds(&desk, typed, "刘*远");
    }
    let tail = number.rsplit('-').next().unwrap_or_default();
    for typed in [number, tail] {
        finds(&desk, typed, number);
    }
    // A command is found by its name, and what is not there says so.
    finds(&desk, "车辆入库", "车辆入库");
    desk.press("Ctrl+K");
    desk.focuses("field", "搜索和命令");
    desk.types("不存在的车");
    desk.shows("没有找到。换个写法");
    desk.picture("nothing");
    desk.press("Ctrl+A");
    desk.types("沪A12345");
    desk.has("option", "刘*远");
    desk.picture("by-plate");
    desk.press("Enter");
    desk.shows("138****8000");
}
