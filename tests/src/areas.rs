//! Every area opens from the keyboard, can be read, and holds axe's rules, in both themes.

use crate::harness::*;
use crate::steps::{Person, go_to, sign_in, training_dealership};

/// What each area of an empty dealership shows once it has its answers.
const AREAS: [(&str, &str); 10] = [
    ("我的一天", "陈管理"),
    ("客户", "还没有客户"),
    ("库存车", "还没有库存车"),
    ("报价", "还没有报价"),
    ("订单", "还没有订单"),
    ("收银", "还没有收款"),
    ("车型库", "训练数据"),
    ("人员与权限", "周店长"),
    ("审计", "查看与登录记录"),
    ("备份与恢复", "备份存放在"),
];

#[track_caller]
fn every_area_is_accessible(theme: Theme) {
    let desk = Desk::start(Options {
        theme,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::Administrator);
    for (area, shown) in AREAS {
        go_to(&desk, area);
        desk.shows(shown);
        desk.picture(&format!("area-{area}"));
        desk.is_accessible(&format!("the area {area}"));
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
