//! Every area opens from the keyboard, can be read, and holds axe's rules, in both themes.

use crate::harness::*;
use crate::steps::{Person, sign_in, training_dealership};

/// What each area of an empty dealership shows once it has its answers, in the order of the rail.
const AREAS: [&str; 9] = [
    "陈管理",
    "还没有客户",
    "还没有库存车",
    "还没有报价",
    "还没有订单",
    "还没有收款",
    "库存车龄表",
    "周店长",
    "查看与登录记录",
];

#[track_caller]
fn every_area_is_accessible(theme: Theme) {
    let desk = Desk::start(Options {
        theme,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::Administrator);
    for (place, shown) in (1..).zip(AREAS) {
        desk.press(&format!("Ctrl+{place}"));
        desk.shows(shown);
        desk.picture(&format!("area-{place}"));
        desk.is_accessible(&format!("the area behind Ctrl+{place}"));
    }
}

#[test]
fn every_area_is_accessible_in_the_light() {
    every_area_is_accessible(Theme::Light);
}

#[test]
fn every_area_is_accessible_in_the_dark() {
    every_area_is_accessible(Theme::Dark);
}
