//! Keeping the house's data: the audit of it, a backup while working, and the way back.

use crate::harness::*;
use crate::steps::{Person, go_to, sign_in, training_dealership};

#[test]
fn a_backup_is_verified_and_brings_back_what_was_there_before() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::Administrator);
    go_to(&desk, "备份与恢复");
    desk.shows("立即备份");
    desk.press("Ctrl+Enter");
    desk.shows("备份已做好并核对");
    desk.shows("已核对");
    desk.picture("made");
    desk.is_accessible("the list of backups");
    desk.push("恢复");
    desk.shows("恢复后所有人退出");
    desk.picture("asked");
    // The safe answer has the focus; the other one is chosen on purpose.
    desk.focuses("button", "不做");
    desk.push("恢复");
    desk.has("heading", "登录");
    desk.picture("restored");
    sign_in(&desk, Person::Administrator);
}

#[test]
fn the_audit_says_that_every_entry_is_whole() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::Administrator);
    go_to(&desk, "审计");
    desk.shows("查看与登录记录");
    desk.press("Ctrl+Enter");
    desk.shows("日志完整");
    desk.picture("whole");
    desk.is_accessible("the audit");
}

#[test]
fn the_history_of_a_car_says_who_changed_what_where_and_from_which_value() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    desk.press("Ctrl+I");
    desk.focuses("field", "车架号");
    desk.types("LSVAB4BRXN2100018");
    desk.fill("车型", "朗逸");
    desk.fill("外观色", "星云灰");
    desk.press("Ctrl+Enter");
    desk.shows("已入库：朗逸");
    desk.press("E");
    desk.has("heading", "改");
    desk.fill("外观色", "极地白");
    desk.press("Ctrl+Enter");
    desk.shows("的资料已改");
    desk.has("heading", "朗逸");
    desk.press("H");
    desk.has("dialog", "");
    desk.shows("A · 离线");
    desk.shows("星云灰");
    desk.shows("极地白");
    desk.shows("周店长");
    desk.picture("history");
    desk.is_accessible("the history of a car");
}
