//! Leads: a walk-in is taken in without a second record, graded, talked to, and stands on My day.

use crate::harness::*;
use crate::steps::{Person, go_to, sign_in, take_in_lead, training_dealership};

#[test]
fn a_walk_in_is_known_before_saving_graded_and_followed_up_on_my_day() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::Consultant);
    take_in_lead(&desk, "刘思远", "13800138000", "朗逸 星云灰");
    desk.shows("138****8000");
    desk.lacks("13800138000");
    desk.picture("taken-in");
    desk.is_accessible("the card of a new lead");

    // The same mobile again: the record that is there is shown before anything is saved.
    desk.press("Ctrl+E");
    desk.focuses("field", "姓名");
    desk.types("刘先生");
    desk.fill("手机", "13800138000");
    desk.shows("可能已有档案");
    desk.shows("手机相同");
    desk.picture("duplicate");
    desk.is_accessible("a lead whose customer is known");
    desk.push("就是这位");
    desk.has_no("field", "手机");
    desk.fill("意向车型", "朗逸");
    desk.has("option", "大众 朗逸");
    desk.press("Esc");
    desk.has_no("option", "");
    desk.press("Ctrl+Enter");
    desk.shows("这位客户有线索");
    desk.picture("open-lead");
    desk.press("Esc");
    desk.has_no("field", "意向车型");

    // The lead that is there goes on: graded, a talk written down, the next one planned for tonight.
    desk.shows("刘*远");
    open_first_customer(&desk);
    desk.press("G");
    desk.has("radio", "H");
    desk.tab_to("radio", "A");
    desk.press("Left");
    desk.fill("下次跟进", "今天");
    desk.fill("几点", "23:59");
    desk.picture("grade");
    desk.press("Ctrl+Enter");
    desk.shows("级别已改");
    desk.has_no("radio", "H");

    desk.press("C");
    desk.fill("说了什么", "周六带家人来试驾，关心油耗");
    desk.fill("下次跟进", "今天");
    desk.fill("几点", "2359");
    desk.fill("做什么", "约试驾");
    desk.picture("contact");
    desk.is_accessible("the form of a contact");
    desk.press("Ctrl+Enter");
    desk.shows("已记录");
    desk.shows("周六带家人来试驾");
    desk.picture("followed-up");

    go_to(&desk, "我的一天");
    desk.tab_to("tab", "跟进");
    desk.press("Enter");
    desk.shows("约试驾");
    desk.picture("my-day");
    desk.is_accessible("My day with a follow-up");
    desk.tab_to("button", "");
    desk.press("Enter");
    desk.shows("周六带家人来试驾");
}

/// Opens the first record of the list of customers.
#[track_caller]
fn open_first_customer(desk: &Desk) {
    go_to(desk, "客户");
    desk.shows("138****8000");
    desk.press("J");
    desk.press("Enter");
    desk.has("heading", "线索");
}
