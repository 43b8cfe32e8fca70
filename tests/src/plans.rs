//! What a customer pays ahead is sold by keyboard, and what is left is given back once.

use crate::harness::*;
use crate::screens::plans;
use crate::steps::{Person, choose_in_menu, sign_in, training_dealership};

#[test]
fn stored_value_is_sold_and_what_is_left_is_given_back() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    plans(&desk, &mut |desk, screen| {
        desk.picture(screen);
        desk.is_accessible(screen);
    });
    choose_in_menu(&desk, "更多", "退款");
    desk.has("dialog", "");
    // The bonus was never paid and is not given back.
    desk.holds("金额", "5000");
    desk.fill("原因", "客户迁居");
    desk.press("Ctrl+Enter");
    desk.has_no("dialog", "");
    desk.shows("已退");
    desk.picture("given-back");
}
