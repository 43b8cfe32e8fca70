//! Small forms at the desk: a loan found from the payment that the customer can carry, a quote taken back.

use crate::harness::*;
use crate::steps::{Person, sign_in, training_dealership};

#[test]
fn a_loan_is_found_from_the_payment_and_the_quote_is_withdrawn_with_its_reason() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    desk.press("Ctrl+Q");
    desk.focuses("field", "车型");
    desk.types("朗逸 2026 款 1.5L 自动舒适版");
    desk.fill("指导价", "119900");
    desk.fill("排量", "1498");
    desk.fill("客户姓名", "刘思远");
    desk.press("Alt+L");
    desk.fill("年利率", "4.5");

    // The customer can pay 2,000 a month: how much has to be paid down, or how long does it take?
    desk.push("按月供反算");
    desk.has("dialog", "方案 1：按月供反算");
    desk.focuses("field", "每月最多");
    desk.types("2000");
    desk.shows("期限 36 个月不变，首付最少");
    desk.has("button", "用这个首付");
    desk.has("button", "用这个期限");
    desk.picture("solved");
    desk.is_accessible("a loan from the payment");
    desk.push("用这个首付");
    desk.has_no("dialog", "");
    let down = desk.the("field", "首付");
    assert_ne!(down.value, "", "the down payment stands in the plan");
    desk.picture("taken");
    // Who lends is said last; without it no quote is kept.
    desk.tab_back_to("field", "贷款机构");
    desk.types("大众汽车金融");

    desk.press("Ctrl+S");
    desk.shows("草稿已存");
    desk.has("button", "撤回报价");
    desk.press("X");
    desk.has("dialog", "撤回报价");
    desk.focuses("field", "原因");
    desk.types("客户改买别的车");
    desk.picture("withdrawing");
    desk.is_accessible("taking a quote back");
    desk.press("Ctrl+Enter");
    desk.shows("已撤回");
    desk.shows("客户改买别的车");
    desk.has_no("button", "撤回报价");
    desk.picture("withdrawn");
}
