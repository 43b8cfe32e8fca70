//! Getting in: the first start, the training dealership, signing in, the language and the theme of the session.

use crate::harness::*;

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
