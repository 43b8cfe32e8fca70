//! A promotion is prepared and started by keyboard, taken on a quote with the coupon that the customer brought, and
//! stands there as a line of its own; whoever withdraws the quote gives it back.

use crate::harness::*;
use crate::screens::promotions;
use crate::steps::{Person, choose, look_closely, looks_of, sign_in, training_dealership, word};

#[test]
fn a_coupon_is_issued_redeemed_on_a_quote_and_given_back_in_chinese() {
    play(Language::Chinese);
}

#[test]
fn a_coupon_is_issued_redeemed_on_a_quote_and_given_back_in_english() {
    play(Language::English);
}

fn play(language: Language) {
    let desk = Desk::start(looks_of(language));
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    promotions(&desk, &mut look_closely);
    // The coupon is used; nobody takes it a second time.
    desk.press("Y");
    desk.focuses("field", word(&desk, "券码", "Coupon code"));
    desk.types("SPRING2026");
    desk.shows(word(
        &desk,
        "券 SPRING2026 已用过",
        "Coupon SPRING2026 can no longer be used",
    ));
    look_closely(&desk, "used-twice");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.push(word(&desk, "退回 开门红", "Put 开门红 back"));
    desk.shows(word(&desk, "已退回“开门红”", "“开门红” was put back"));
    look_closely(&desk, "put-back");
    choose(&desk, word(&desk, "促销", "Promotions"));
    desk.has("gridcell", "开门红");
    desk.press("J");
    desk.press("Enter");
    desk.has("heading", "开门红");
    desk.shows("SPRING2026");
    look_closely(&desk, "ledger");
}
