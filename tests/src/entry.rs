//! Getting in: the first start, the training dealership, signing in, the language and the theme of the session.

use crate::harness::*;
use crate::steps::{Person, sign_in, training_dealership};

#[test]
fn the_training_dealership_opens_by_keyboard_from_the_first_start() {
    let desk = Desk::start(Options::default());
    desk.has("heading", "开始使用");
    desk.picture("first-start");
    desk.is_accessible("the first start");
    desk.push("训练门店");
    desk.has("heading", "登录");
    desk.picture("sign-in");
    desk.is_accessible("choosing who signs in");
    desk.press("Enter");
    desk.focuses("field", "密码");
    desk.types("training");
    desk.picture("password");
    desk.is_accessible("the password");
    desk.press("Enter");
    desk.has_no("field", "密码");
    desk.picture("open");
}

#[test]
fn a_new_training_dealership_has_cars_and_something_to_do_today() {
    let desk = Desk::start(Options {
        training: Training::Filled,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::SalesManager);
    desk.press("Ctrl+1");
    desk.has("heading", "我的一天");
    // Some of it is late already.
    desk.shows("条已逾期");
    desk.picture("my-day");
    desk.is_accessible("a day with work in it");
    desk.press("Ctrl+3");
    desk.shows("RKS-");
    desk.picture("stock");
    desk.press("Ctrl+K");
    desk.types("SOS-000010");
    desk.shows("SOS-000010");
    desk.picture("found");
}
