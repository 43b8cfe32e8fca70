//! A test drive from end to end, by keyboard: booked, a taken time refused with the free ones beside it, moved on the
//! board, the licence checked, the agreement printed and signed, keys out, keys back, and the next follow-up planned.

use crate::harness::*;
use crate::screens::{book_drive, demonstrator};
use crate::steps::{
    Person, choose_in_menu, go_to, sign_in, switch_to, take_in_lead, training_dealership, word,
};

fn play(language: Language) {
    let desk = Desk::start(Options {
        language,
        paper: Paper::Printed,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    demonstrator(&desk, &mut |desk, screen| {
        desk.picture(screen);
    });
    switch_to(&desk, Person::Consultant);
    take_in_lead(&desk, "周晓岚", "13800138055", "朗逸，白色");
    take_in_lead(&desk, "何振东", "13900139066", "朗逸，灰色");
    book_drive(&desk, "13800138055", "周*岚");
    desk.picture("booked");
    desk.is_accessible("the card of a booked drive");
    a_taken_time_names_its_holder_and_what_is_free(&desk);
    it_moves_on_the_board(&desk);
    it_is_dragged_and_stretched(&desk);
    the_keys_wait_for_licence_and_agreement(&desk);
    it_comes_back_and_the_lead_goes_on(&desk);
}

#[track_caller]
fn a_taken_time_names_its_holder_and_what_is_free(desk: &Desk) {
    desk.press("Ctrl+Shift+J");
    desk.focuses("field", word(desk, "客户", "Customer"));
    desk.types("13900139066");
    desk.has("option", "何*东");
    desk.wait_until_at_rest();
    desk.press("Enter");
    desk.fill(word(desk, "试驾车", "Car"), "朗逸 2026 款 试驾");
    desk.press("Enter");
    desk.fill(word(desk, "日期", "Day"), word(desk, "明天", "tomorrow"));
    desk.fill(word(desk, "开始", "From"), "10:15");
    desk.press("Enter");
    desk.shows(word(desk, "最近的空档", "Free nearby"));
    desk.picture("taken");
    desk.is_accessible("a booking for a time that is taken");
    // What is offered is taken by its button.
    desk.push("10:45");
    desk.shows(word(desk, "这个时间可以", "This time is free"));
    desk.press("Ctrl+Enter");
    desk.has("button", word(desk, "核验驾驶证", "Check licence"));
}

/// The second drive goes an hour later by keys, on the board.
#[track_caller]
fn it_moves_on_the_board(desk: &Desk) {
    desk.press("Esc");
    desk.has_no("button", word(desk, "核验驾驶证", "Check licence"));
    desk.tab_to("button", "10:45–11:15");
    desk.press("M");
    desk.press_times("Right", 4);
    desk.shows("11:45–12:15");
    desk.picture("moving");
    desk.is_accessible("the board while a drive is moved");
    desk.press("Enter");
    desk.has("button", "11:45–12:15");
    desk.has_no("button", "10:45–11:15");
    desk.picture("moved");
}

/// The same by pointer: two hours later, a quarter of an hour longer, not onto what another has, and back again.
#[track_caller]
fn it_is_dragged_and_stretched(desk: &Desk) {
    let bar = desk.area_of("button", "11:45–12:15");
    let minute = bar.width / 30.0;
    let later = |(x, y): Spot, minutes: f64| (x + minutes * minute, y);
    desk.hold(bar.middle(), later(bar.middle(), 120.0));
    desk.shows("13:45–14:15");
    desk.picture("dragged");
    desk.let_go();
    desk.has_no("button", "11:45–12:15");
    let bar = desk.area_of("button", "13:45–14:15");
    desk.drag(bar.end(), later(bar.end(), 15.0));
    desk.has("button", "13:45–14:30");
    desk.picture("stretched");
    let bar = desk.area_of("button", "13:45–14:30");
    let other = desk.area_of("button", "10:00–10:30");
    let onto = (other.left + bar.width / 2.0, other.middle().1);
    desk.drag(bar.middle(), onto);
    desk.shows(word(desk, "最近的空档是", "The nearest free time is"));
    desk.picture("dragged-onto-another");
    let bar = desk.area_of("button", "13:45–14:30");
    desk.drag(bar.end(), later(bar.end(), -15.0));
    let bar = desk.area_of("button", "13:45–14:15");
    desk.drag(bar.middle(), later(bar.middle(), -120.0));
    desk.has("button", "11:45–12:15");
}

#[track_caller]
fn the_keys_wait_for_licence_and_agreement(desk: &Desk) {
    desk.tab_back_to("button", "10:00–10:30");
    desk.press("Enter");
    desk.has("button", word(desk, "核验驾驶证", "Check licence"));
    desk.shows(word(desk, "驾驶证没有核验", "Licence not checked"));
    desk.press("Ctrl+Enter");
    desk.has("field", word(desk, "证号", "Number"));
    desk.fill(word(desk, "姓名", "Name"), "周晓岚");
    desk.fill(word(desk, "证号", "Number"), "110105199003077876");
    desk.fill(word(desk, "初次领证", "First issued"), "2012-05-06");
    desk.fill(word(desk, "有效期至", "Valid until"), "2031-05-06");
    desk.press("Ctrl+Enter");
    desk.shows("110***********7876");
    desk.lacks("110105199003077876");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "第 1 页", "Page 1"));
    desk.press("Ctrl+P");
    let printed = desk.printer().wait_for_papers(1);
    paper_is_sound(&printed[0]);
    desk.keep_paper("agreement", &printed[0]);
    desk.has_no("dialog", "");
    desk.has("button", word(desk, "客户已签", "Customer signed"));
    desk.press("Ctrl+Enter");
    desk.has("button", word(desk, "交钥匙", "Hand out keys"));
    desk.picture("signed");
    desk.press("Ctrl+Enter");
    desk.has("field", word(desk, "里程表", "Odometer"));
    desk.fill(word(desk, "里程表", "Odometer"), "1208");
    desk.fill(word(desk, "油量或电量", "Fuel or charge"), "86");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "进行中", "Out"));
    desk.picture("out");
    desk.is_accessible("a drive that is out");
}

#[track_caller]
fn it_comes_back_and_the_lead_goes_on(desk: &Desk) {
    desk.has("button", word(desk, "收回钥匙", "Take keys back"));
    desk.press("Ctrl+Enter");
    desk.has("radio", word(desk, "完好", "In order"));
    desk.fill(word(desk, "里程表", "Odometer"), "1217");
    desk.press("Ctrl+Enter");
    desk.has("button", word(desk, "记下反馈", "Record feedback"));
    desk.press("Ctrl+Enter");
    desk.has("field", word(desk, "客户意见", "What was said"));
    desk.fill(
        word(desk, "客户意见", "What was said"),
        "动力很好，后排略小",
    );
    desk.fill(word(desk, "做什么", "What for"), "报价");
    desk.picture("feedback");
    desk.is_accessible("the feedback of a drive");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "已完成", "Finished"));
    desk.picture("finished");
    go_to(desk, word(desk, "客户", "Customers"));
    desk.press("Alt+2");
    desk.has("region", word(desk, "线索", "Leads"));
    desk.shows(word(desk, "已试驾", "Test-driven"));
    desk.picture("lead");
    // The other drive is called off.
    go_to(desk, word(desk, "试驾", "Test drives"));
    desk.press("]");
    desk.tab_to("button", "11:45–12:15");
    desk.press("Enter");
    desk.has("button", word(desk, "核验驾驶证", "Check licence"));
    choose_in_menu(
        desk,
        word(desk, "更多", "More"),
        word(desk, "取消试驾", "Cancel the drive"),
    );
    desk.fill(word(desk, "取消原因", "Why cancelled"), "客户出差");
    desk.press("Ctrl+Enter");
    desk.shows("客户出差");
    desk.picture("cancelled");
}

#[test]
fn a_test_drive_is_driven_from_booking_to_follow_up_in_chinese() {
    play(Language::Chinese);
}

#[test]
fn a_test_drive_is_driven_from_booking_to_follow_up_in_english() {
    play(Language::English);
}
