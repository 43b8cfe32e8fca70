//! What a customer has paid ahead, and the points of a member.

use super::{Look, WISH};
use crate::harness::*;
use crate::steps::{choose, take_in_lead, word};

/// Sells stored value to a customer, and looks at its ledger.
#[track_caller]
pub fn plans(desk: &Desk, look: Look) {
    take_in_lead(desk, "孙海燕", "13700137077", WISH);
    desk.press("Ctrl+Shift+P");
    desk.has("region", word(desk, "预付权益", "Prepaid"));
    look(desk, "list");
    type_stored_value(desk, "13700137077", "孙*燕", "储值 5000 送 500");
    desk.fill(word(desk, "到账金额（含赠送）", "Value with bonus"), "5500");
    look(desk, "sell");
    desk.press("Ctrl+Enter");
    desk.has("heading", "储值 5000 送 500");
    look(desk, "card");
}

/// Stored value of 5,000 for the customer with this mobile, up to its price.
#[track_caller]
fn type_stored_value(desk: &Desk, mobile: &str, masked: &str, title: &str) {
    desk.press("Ctrl+Shift+G");
    desk.focuses("field", word(desk, "客户", "Customer"));
    desk.types(mobile);
    desk.has("option", masked);
    desk.wait_until_at_rest();
    desk.press("Enter");
    desk.tab_to("radio", word(desk, "保养套餐", "Package"));
    desk.press_times("Right", 2);
    desk.fill(word(desk, "名称", "Title"), title);
    desk.fill(word(desk, "售价", "Price"), "5000");
}

/// Sets rules for points, makes a customer a member, sells them stored value and credits it.
#[track_caller]
pub fn members(desk: &Desk, look: Look) {
    choose(
        desk,
        word(desk, "设会员积分规则", "Set the rules for points"),
    );
    desk.has("field", word(desk, "购车", "Car"));
    look(desk, "rules");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "积分规则已设", "Rules for points set"));
    take_in_lead(desk, "周若兰", "13600136088", WISH);
    desk.has("button", word(desk, "入会", "Make a member"));
    desk.press("M");
    desk.shows(word(desk, "还没有积分记录", "No points yet"));
    look(desk, "joined");
    type_stored_value(desk, "13600136088", "周*兰", "储值 5000");
    desk.press("Ctrl+Enter");
    desk.has("heading", "储值 5000");
    desk.push("周*兰");
    desk.has("button", word(desk, "记积分", "Enter points"));
    look(desk, "to-be-credited");
    desk.press("Alt+P");
    desk.shows("2\u{2009}500");
    desk.has_no("button", word(desk, "记积分", "Enter points"));
    look(desk, "credited");
}
