//! The parts store from the delivery to the count, by keyboard: parts come in, are kept for a car, taken,
//! brought back, waited for and served first when they come, taken beyond the books, counted and explained.

use crate::harness::*;
use crate::screens::{add_part, open_the_pick, part_on_job, receive_part, repair_order};
use crate::steps::{Person, go_to, sign_in, training_dealership};

const PADS: &str = "5QD 698 151";
const OIL: &str = "G 052 195";

#[test]
fn parts_come_in_are_kept_taken_returned_waited_for_counted_and_explained() {
    let desk = Desk::start(Options {
        paper: Paper::Printed,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    go_to(&desk, "配件");
    desk.shows("还没有配件");
    add_part(&desk, PADS, "前制动片", "套", "A-01-03", "2");
    receive_part(&desk, "3", "100");
    desk.shows("3 套");
    desk.picture("received");
    add_part(&desk, OIL, "全合成机油", "升", "B-02-01", "0");
    receive_part(&desk, "1.5", "40");
    repair_order(&desk, "京A12F08");
    part_on_job(&desk, "qzdp", "2");
    desk.shows("可用 3");
    desk.push("预留");
    desk.shows("预留 2");
    part_on_job(&desk, OIL, "4.5");
    desk.shows("缺 3");
    desk.push("等料");
    desk.shows("等 3");
    desk.picture("kept-and-waited-for");
    desk.is_accessible("a repair order that waits for parts");
    picked_and_returned(&desk);
    what_comes_is_kept_for_who_waits(&desk);
    taken_beyond_the_books_and_explained(&desk);
}

/// The storekeeper takes what is there, prints the list, and has one set brought back.
#[track_caller]
fn picked_and_returned(desk: &Desk) {
    open_the_pick(desk);
    desk.holds("前制动片 5QD 698 151", "2");
    desk.holds("全合成机油 G 052 195", "1.5");
    desk.picture("pick");
    desk.press("Ctrl+P");
    desk.shows("第 1 页");
    desk.press("Ctrl+P");
    let printed = desk.printer().wait_for_papers(1);
    paper_is_sound(&printed[0]);
    desk.keep_paper("pick-list", &printed[0]);
    desk.has_no("dialog", "");
    desk.press("Ctrl+Enter");
    desk.shows("已领料");
    desk.shows("已领 2");
    desk.push("退料 前制动片");
    desk.has("field", "原因");
    desk.fill("数量", "1");
    desk.fill("原因", "只换一边");
    desk.press("Ctrl+Enter");
    desk.shows("已退料");
    desk.shows("已领 1");
    desk.picture("returned");
}

/// A delivery of oil goes to the car that waits for it before anybody else.
#[track_caller]
fn what_comes_is_kept_for_who_waits(desk: &Desk) {
    open_part(desk, "机油");
    desk.shows("缺料");
    receive_part(desk, "10", "45");
    desk.shows("预留 3");
    desk.lacks("缺料");
    desk.picture("served");
}

/// Oil is taken beyond what the books have; a count and a reason put it right.
#[track_caller]
fn taken_beyond_the_books_and_explained(desk: &Desk) {
    open_the_pick(desk);
    desk.fill("全合成机油 G 052 195", "12");
    desk.press("Ctrl+Enter");
    desk.shows("领料多过账面");
    desk.picture("beyond-the-books");
    open_part(desk, "机油");
    desk.shows("负库存");
    desk.has("button", "说明差异");
    desk.press("P");
    desk.focuses("field", "实盘数");
    desk.types("0.5");
    desk.press("Ctrl+Enter");
    desk.shows("盘点 2.5 升");
    desk.press("Alt+4");
    desk.has("button", "说明差异 G 052 195");
    desk.picture("differences");
    desk.is_accessible("the differences of the parts store");
    // The one that was counted stands last.
    desk.tab_back_to("button", "说明差异 G 052 195");
    desk.press("Enter");
    desk.has("field", "原因");
    desk.types("油桶尾料没有记账");
    desk.press("Ctrl+Enter");
    desk.shows("没有差异");
    open_part(desk, "机油");
    desk.shows("0.5 升");
    desk.shows("盘盈");
    desk.picture("explained");
    desk.is_accessible("the card of a part with its ledger");
}

/// Finds a part by its name in the palette, wherever somebody is, and opens it.
#[track_caller]
fn open_part(desk: &Desk, name: &str) {
    desk.wait_until_at_rest();
    desk.press("Ctrl+K");
    desk.focuses("field", "搜索和命令");
    desk.types(name);
    desk.has("option", "全合成机油");
    desk.wait_until_at_rest();
    desk.press("Enter");
    desk.has("article", "配件 G 052 195");
}
