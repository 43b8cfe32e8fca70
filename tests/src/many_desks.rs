//! Several desks of one dealership over a platform: how it comes there, how a desk comes in, what is done without a
//! line, what the platform refuses, and how a desk is shut out.

use crate::harness::*;
use crate::steps::{Person, choose, sign_in, training_dealership, word};

pub const VIN: &str = "LSVAB4BRXN2100018";
pub const MODEL: &str = "朗逸 2026 款 1.5L 自动舒适版";

/// Opens the sync screen by its key.
#[track_caller]
fn open_sync(desk: &Desk) {
    desk.wait_until_at_rest();
    desk.press("Ctrl+Shift+Y");
    desk.has("heading", word(desk, "同步", "Sync"));
}

/// Brings the dealership of this desk to the platform, by keyboard.
#[track_caller]
pub fn bring(desk: &Desk, platform: &Platform) {
    open_sync(desk);
    desk.shows(word(desk, "本店独立运行", "stands alone"));
    desk.picture("alone");
    desk.is_accessible("the way to a platform");
    desk.fill(word(desk, "平台地址", "Address"), &platform.address());
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "请平台管理员念出指纹", "fingerprint"));
    desk.fill(word(desk, "建店代码", "Founding code"), FOUNDING_CODE);
    desk.fill(word(desk, "本机叫什么", "Name of this desk"), "展厅前台");
    desk.picture("compare");
    desk.is_accessible("comparing the platform");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "全部已确认", "All confirmed"));
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
    read_aloud(desk)
}

/// The code that is on the screen to be read to somebody.
#[track_caller]
pub fn read_aloud(desk: &Desk) -> String {
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
pub fn take_into_stock(desk: &Desk) {
    desk.press("Ctrl+I");
    desk.focuses("field", word(desk, "车架号", "VIN"));
    desk.types(VIN);
    desk.fill(word(desk, "车型", "Model"), MODEL);
    desk.press("Ctrl+Enter");
    let taken = word(desk, "已入库：", "Taken into stock: ");
    desk.shows(&format!("{taken}{MODEL}"));
}

/// Sets the price of the car that is open.
#[track_caller]
fn price(desk: &Desk, yuan: &str) {
    desk.has("heading", "朗逸");
    desk.press("G");
    desk.has("dialog", "");
    desk.fill("销售价", yuan);
    desk.press("Ctrl+Enter");
    desk.shows("改价：");
}

/// Opens the only car there is.
#[track_caller]
pub fn open_the_car(desk: &Desk) {
    desk.press("Ctrl+3");
    desk.shows(VIN);
    desk.press("Enter");
    desk.has("heading", "朗逸");
}

/// Asks at this desk what is to be read back to the other one, which shows this code.
#[track_caller]
fn answer_over_the_phone(desk: &Desk, code: &str) -> String {
    desk.push("电话延期 二楼办公室");
    desk.focuses("field", "对方显示的代码");
    desk.types("7k2m");
    desk.press("Ctrl+Enter");
    desk.shows("对方显示的代码是 8 位字母和数字");
    desk.fill("对方显示的代码", &code.to_lowercase().replace('-', " "));
    desk.picture("by-phone");
    desk.is_accessible("letting a desk go on by phone");
    desk.press("Ctrl+Enter");
    desk.has("dialog", "读给“二楼办公室”");
    desk.picture("read-back");
    desk.is_accessible("what is read back to a desk");
    let answer = read_aloud(desk);
    desk.press("Enter");
    desk.has_no("dialog", "");
    answer
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
fn after_three_weeks_without_a_line_a_desk_rests_until_it_is_let_go_on_over_the_phone() {
    let (mut platform, first, second) = two_desks();
    take_into_stock(&second);
    second.shows("全部已确认");
    platform.kill();
    first.shows("起离线");
    second.kill();
    second.open_days_later(20);
    sign_in(&second, Person::StoreManager);
    second.kill();
    second.open_days_later(22);
    second.has("heading", "本机暂停使用");
    second.shows("超过 21 天");
    second.has_no("field", "密码");
    second.picture("rests");
    second.is_accessible("a desk that rests");
    second.push("English");
    second.has("heading", "This desk is resting");
    second.picture("rests-in-english");
    second.is_accessible("a desk that rests, in English");
    second.push("中文");
    second.has("heading", "本机暂停使用");
    let code = read_aloud(&second);
    let answer = answer_over_the_phone(&first, &code);
    second.fill("管理员读回的代码", "0000-0000");
    second.press("Enter");
    second.shows("代码不对");
    second.picture("wrong-code");
    second.fill("管理员读回的代码", &answer);
    second.press("Enter");
    sign_in(&second, Person::StoreManager);
    open_the_car(&second);
    second.kill();
    second.open_days_later(30);
    second.has("heading", "本机暂停使用");
    platform.start_again();
    second.has("heading", "登录");
    sign_in(&second, Person::StoreManager);
    second.shows("全部已确认");
}

#[test]
fn a_desk_that_was_shut_out_stops_and_says_so() {
    let (mut platform, first, second) = two_desks();
    platform.kill();
    second.shows("起离线");
    take_into_stock(&second);
    second.shows("1 条待发");
    second.kill();
    platform.start_again();
    first.shows("全部已确认");
    first.push("停用 二楼办公室");
    first.focuses("field", "原因");
    first.picture("shut-out");
    first.types("笔记本丢失");
    first.press("Ctrl+Enter");
    first.shows("已停用");
    first.shows("全部已确认");
    second.open();
    second.has("heading", "本机已停用");
    second.shows("管理员停用了这台工作站");
    second.lacks("再试一次");
    second.picture("shut-out");
    second.is_accessible("a desk that was shut out");
    // What it had not sent is taken up by somebody else, in their own name.
    first.shows("待处理 1");
    first.press("Ctrl+Shift+T");
    first.shows("录在已停用的“二楼办公室”上");
    first.press("J");
    first.has("button", "以我的名义提交");
    first.picture("left-behind");
    first.is_accessible("what a desk left behind that was shut out");
    first.press("Ctrl+Enter");
    first.shows("已以你的名义提交");
    first.shows("没有要处理的");
    first.press("Ctrl+3");
    first.shows(VIN);
}
