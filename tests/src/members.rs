//! A customer becomes a member, is credited for what they paid, uses points and is put right, by keyboard in both languages.

use crate::harness::*;
use crate::screens::members;
use crate::steps::{
    Person, choose_in_menu, look_closely, looks_of, sign_in, training_dealership, word,
};

#[track_caller]
fn a_member_collects_and_uses_points(language: Language) {
    let desk = Desk::start(looks_of(language));
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    members(&desk, &mut look_closely);
    // More than there is: it is said beside the field, and nothing typed is lost.
    desk.press("Alt+B");
    desk.has("dialog", "");
    desk.fill(word(&desk, "积分", "Points"), "9999");
    desk.press("Ctrl+Enter");
    desk.shows(word(&desk, "只有", "Only"));
    look_closely(&desk, "too-many");
    desk.fill(word(&desk, "积分", "Points"), "500");
    desk.fill(
        word(&desk, "换什么", "For"),
        word(&desk, "雨伞", "Umbrella"),
    );
    desk.press("Ctrl+Enter");
    desk.has_no("dialog", "");
    desk.shows(word(&desk, "雨伞", "Umbrella"));
    look_closely(&desk, "used");
    choose_in_menu(
        &desk,
        word(&desk, "会员操作", "Membership actions"),
        word(&desk, "调整积分", "Adjust points"),
    );
    desk.has("dialog", "");
    desk.fill(word(&desk, "积分", "Points"), "80");
    desk.fill(
        word(&desk, "原因", "Reason"),
        word(&desk, "活动补分", "Campaign"),
    );
    look_closely(&desk, "adjust");
    desk.press("Ctrl+Enter");
    desk.has_no("dialog", "");
    desk.shows(word(&desk, "活动补分", "Campaign"));
    desk.shows("2\u{2009}080");
    // What the dialogs were opened from is still there.
    desk.has("button", word(&desk, "用积分", "Use points"));
    look_closely(&desk, "put-right");
}

#[test]
fn a_member_collects_and_uses_points_in_chinese() {
    a_member_collects_and_uses_points(Language::Chinese);
}

#[test]
fn a_member_collects_and_uses_points_in_english() {
    a_member_collects_and_uses_points(Language::English);
}
