//! Keeping the house's data: the audit of it, a backup while working, and the way back.

use crate::harness::*;
use crate::steps::{Person, sign_in, training_dealership};

#[test]
fn a_backup_is_verified_and_brings_back_what_was_there_before() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::Administrator);
    desk.tab_to("link", "备份与恢复");
    desk.press("Enter");
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
    desk.tab_to("link", "审计");
    desk.press("Enter");
    desk.shows("查看与登录记录");
    desk.press("Ctrl+Enter");
    desk.shows("日志完整");
    desk.picture("whole");
    desk.is_accessible("the audit");
}
