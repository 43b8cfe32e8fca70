//! Several desks of one dealership over a platform: how it comes there, how a desk comes in, what is done without a
//! line, what the platform refuses, and how a desk is shut out.

use crate::harness::*;
use crate::steps::{Person, choose, sign_in, training_dealership};

const VIN: &str = "LSVAB4BRXN2100018";
const MODEL: &str = "朗逸 2026 款 1.5L 自动舒适版";

/// Opens the sync screen by its key.
#[track_caller]
fn open_sync(desk: &Desk) {
    desk.wait_until_at_rest();
    desk.press("Ctrl+Shift+Y");
    desk.has("heading", "同步");
}

/// Brings the dealership of this desk to the platform, by keyboard.
#[track_caller]
fn bring(desk: &Desk, platform: &Platform) {
    open_sync(desk);
    desk.shows("本店独立运行");
    desk.picture("alone");
    desk.is_accessible("the way to a platform");
    desk.fill("平台地址", &platform.address());
    desk.press("Ctrl+Enter");
    desk.shows("请平台管理员念出指纹");
    desk.fill("建店代码", FOUNDING_CODE);
    desk.fill("本机叫什么", "展厅前台");
    desk.picture("compare");
    desk.is_accessible("comparing the platform");
    desk.press("Ctrl+Enter");
    desk.shows("全部已确认");
}

/// Lets a new desk show its code.
#[track_caller]
fn ask_for_a_code(desk: &Desk, platform: &Platform, name: &str) -> String {
    desk.push("加入已有门店");
    desk.focuses("field", "平台地址");
    desk.is_accessible("the address of a platform");
    desk.types(&platform.address());
    desk.press("Enter");
    desk.focuses("field", "本机叫什么");
    desk.picture("fingerprint");
    desk.is_accessible("the fingerprint of a platform");
    desk.types(name);
    desk.press("Enter");
    desk.shows("把代码告诉管理员");
    desk.picture("code");
    desk.is_accessible("the code of a desk");
    desk.script(
        "return document.querySelector('.read-aloud').textContent",
        &[],
    )
}

/// Lets the desk in that shows this code.
#[track_caller]
fn let_in(desk: &Desk, code: &str) {
    choose(desk, "登记工作站");
    desk.has("heading", "工作站");
    desk.has("button", "登记新工作站");
    desk.press("Ctrl+Enter");
    desk.focuses("field", "对方显示的代码");
    desk.types(code);
    desk.picture("let-in");
    desk.is_accessible("letting a desk in");
    desk.press("Ctrl+Enter");
    desk.shows("已登记工作站");
}

#[track_caller]
fn take_into_stock(desk: &Desk) {
    desk.press("Ctrl+I");
    desk.focuses("field", "车架号");
    desk.types(VIN);
    desk.fill("车型", MODEL);
    desk.press("Ctrl+Enter");
    desk.shows(&format!("已入库：{MODEL}"));
}

/// Sets the price of the car that is open.
#[track_caller]
fn price(desk: &Desk, yuan: &str) {
    desk.has("heading", "朗逸");
    desk.press("G");
    desk.has("dialog", "");
    desk.fill("店价", yuan);
    desk.press("Ctrl+Enter");
    desk.shows("改价：");
}

/// Opens the only car there is.
#[track_caller]
fn open_the_car(desk: &Desk) {
    desk.press("Ctrl+3");
    desk.shows(VIN);
    desk.press("Enter");
    desk.has("heading", "朗逸");
}

/// Two desks of one dealership over one platform, both signed in.
fn two_desks() -> (Platform, Desk, Desk) {
    let first = Desk::start(Options::default());
    let platform = Platform::start(first.folder());
    training_dealership(&first);
    sign_in(&first, Person::Administrator);
    bring(&first, &platform);
    let second = Desk::start(Options::default());
    second.has("heading", "开始使用");
    let code = ask_for_a_code(&second, &platform, "二楼办公室");
    let_in(&first, &code);
    sign_in(&second, Person::StoreManager);
    (platform, first, second)
}

#[test]
fn a_desk_joins_by_the_code_on_its_screen_and_each_sees_what_the_other_does() {
    let (_platform, first, second) = two_desks();
    first.shows("二楼办公室");
    first.picture("desks");
    first.is_accessible("the desks of the dealership");
    take_into_stock(&second);
    second.shows("全部已确认");
    first.press("Ctrl+3");
    first.shows(VIN);
    first.picture("the-others-car");
}

#[test]
fn without_a_line_both_work_on_and_what_the_platform_refuses_is_put_to_its_giver() {
    let (mut platform, first, second) = two_desks();
    take_into_stock(&second);
    second.shows("全部已确认");
    open_the_car(&first);
    platform.kill();
    first.shows("起离线");
    second.shows("起离线");
    price(&first, "118800");
    price(&second, "117700");
    second.shows("1 条待发");
    open_sync(&second);
    second.shows("等平台确认");
    second.picture("offline");
    second.is_accessible("the sync screen without a line");
    // The second desk is off while the first one sends, so that it is the one that comes too late.
    second.kill();
    platform.start_again();
    first.shows("全部已确认");
    second.open();
    sign_in(&second, Person::StoreManager);
    second.shows("待处理 1");
    second.press("Ctrl+Shift+T");
    second.has("heading", "待处理");
    second.shows("别人刚改过这一项");
    second.press("J");
    second.has("button", "再次提交");
    second.picture("attention");
    second.is_accessible("what the platform refused");
    second.press("X");
    second.shows("不再提交");
    second.push("放弃");
    second.shows("已放弃");
    second.shows("没有要处理的");
    second.shows("全部已确认");
    second.lacks("待处理 1");
}

#[test]
fn a_desk_that_was_shut_out_stops_and_says_so() {
    let (_platform, first, second) = two_desks();
    first.push("停用 二楼办公室");
    first.focuses("field", "原因");
    first.picture("shut-out");
    first.types("笔记本丢失");
    first.press("Ctrl+Enter");
    first.shows("已停用");
    second.has("heading", "本机已停用");
    second.shows("管理员停用了这台工作站");
    second.lacks("再试一次");
    second.picture("shut-out");
    second.is_accessible("a desk that was shut out");
}
