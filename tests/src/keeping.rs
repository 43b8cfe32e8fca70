//! Keeping the house's data: the audit of it, a backup while working, and the way back.

use crate::harness::*;
use crate::papers::{quote_a_car, saved_paper};
use crate::steps::{Person, go_to, sign_in, switch_to, training_dealership};

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

/// Overwrites the header and pages in the middle, as a failing disk does.
fn damage(file: &std::path::Path) -> Vec<u8> {
    let mut bytes = std::fs::read(file).expect("the store");
    let middle = bytes.len() / 2;
    bytes[..512].fill(0x5a);
    bytes[middle..middle + 8_192].fill(0xa5);
    std::fs::write(file, &bytes).expect("the store can be written");
    bytes
}

#[test]
fn a_store_too_damaged_to_open_is_restored_from_its_start_screen() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    desk.press("Ctrl+I");
    desk.focuses("field", "车架号");
    desk.types("LSVAB4BRXN2100018");
    desk.fill("车型", "朗逸");
    desk.press("Ctrl+Enter");
    desk.shows("已入库：朗逸");
    desk.press("Ctrl+L");
    sign_in(&desk, Person::Administrator);
    go_to(&desk, "备份与恢复");
    desk.shows("立即备份");
    desk.press("Ctrl+Enter");
    desk.shows("备份已做好并核对");
    desk.close();

    let folder = desk.store().join("stores/training");
    let damaged = damage(&folder.join("store.db"));
    desk.open();
    desk.has("heading", "本店数据打不开");
    desk.shows("数据文件损坏");
    desk.shows("本店的备份");
    desk.lacks("陈管理");
    desk.focuses("button", "恢复");
    desk.picture("did-not-open");
    desk.is_accessible("the backups of a store that does not open");
    desk.press("Enter");
    desk.shows("会缺失，需要补录");
    desk.focuses("field", "登录名");
    desk.types("sales");
    desk.fill("密码", "training");
    desk.picture("who-restores");
    desk.is_accessible("proving the right to restore");
    desk.press("Enter");
    desk.shows("没有“恢复备份”的权限");
    desk.fill("登录名", "admin");
    desk.fill("密码", "not this");
    desk.press("Enter");
    desk.shows("登录名或密码不对，还能试 4 次");
    desk.picture("refused");
    desk.fill("密码", "training");
    desk.press("Enter");
    desk.has("heading", "登录");
    desk.shows("此后录入的内容不在里面");
    desk.picture("restored-from-the-start");
    sign_in(&desk, Person::StoreManager);
    desk.press("Ctrl+K");
    desk.types("朗逸");
    desk.has("option", "朗逸");
    desk.press("Enter");
    desk.shows("LSVAB4BRXN2100018");

    // What did not open is kept as it was.
    let aside = std::fs::read_dir(folder.join("before-restore"))
        .expect("the folder for what is replaced")
        .flatten()
        .map(|entry| entry.path())
        .collect::<Vec<_>>();
    assert_eq!(aside.len(), 1, "{aside:?}");
    assert_eq!(
        std::fs::read(aside[0].join("store.db")).expect("kept aside"),
        damaged
    );
}

/// Looks at the paper of the quote whose card is open, saves it, and takes the file that was saved.
#[track_caller]
fn save_the_quote(desk: &Desk) -> Vec<u8> {
    desk.press("Ctrl+P");
    desk.shows("第 1 页");
    desk.push("存为 PDF");
    desk.shows("已存为");
    desk.press("Esc");
    desk.has_no("dialog", "");
    let file = saved_paper(desk);
    let bytes = std::fs::read(&file).expect("the paper");
    std::fs::remove_file(file).expect("the paper can be taken away");
    bytes
}

#[test]
fn a_restored_store_still_has_the_papers_that_were_given_out() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    quote_a_car(&desk);
    let given = save_the_quote(&desk);
    switch_to(&desk, Person::Administrator);
    go_to(&desk, "备份与恢复");
    desk.shows("立即备份");
    desk.press("Ctrl+Enter");
    desk.shows("备份已做好并核对");
    desk.close();

    // The disk fails: the store is damaged, and the papers beside it are gone.
    let folder = desk.store().join("stores/training");
    damage(&folder.join("store.db"));
    std::fs::remove_dir_all(folder.join("files")).expect("the papers lay there");
    desk.open();
    desk.has("heading", "本店数据打不开");
    desk.focuses("button", "恢复");
    desk.press("Enter");
    desk.focuses("field", "登录名");
    desk.types("admin");
    desk.fill("密码", "training");
    desk.press("Enter");
    desk.has("heading", "登录");
    sign_in(&desk, Person::StoreManager);
    go_to(&desk, "报价");
    desk.has("gridcell", "");
    desk.press("Home");
    desk.press("Enter");
    desk.has("article", "");
    let again = save_the_quote(&desk);
    desk.picture("the-quote-after-the-restore");
    assert!(given == again, "not the bytes that were given out");
}
