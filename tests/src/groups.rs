//! Two stores of one group, each with a window: a car is sent from the one to the other, and received there; and the
//! stores themselves put the group together and take it apart, in either language.

use crate::harness::*;
use crate::many_desks::{MODEL, VIN, bring, open_the_car, read_aloud, take_into_stock};
use crate::steps::{
    Person, choose, go_to, look_closely, looks_of, sign_in, training_dealership, word,
};

const PASSWORD: &str = "Chery-Tiggo-8";
const SOUTH: &str = "宏远城南店";

/// A dealership of one's own, whose administrator 陈立 is signed in.
#[track_caller]
fn southern_store(desk: &Desk) {
    desk.has("heading", word(desk, "开始使用", "Get started"));
    desk.push(word(desk, "新建门店", "New dealership"));
    desk.focuses("field", word(desk, "店名", "Name"));
    desk.types(SOUTH);
    desk.fill(word(desk, "门店代码", "Store code"), "hn");
    desk.fill(word(desk, "姓名", "Name"), "陈立");
    desk.fill(word(desk, "登录名", "Sign-in name"), "chenli");
    desk.fill(word(desk, "密码", "Password"), PASSWORD);
    desk.fill(word(desk, "再输一次", "Once more"), PASSWORD);
    desk.press("Enter");
    desk.has("navigation", word(desk, "业务", "Areas"));
}

#[test]
fn a_car_is_sent_to_another_store_of_the_group_and_received_there() {
    let first = Desk::start(Options::default());
    let mut platform = Platform::start(first.folder());
    training_dealership(&first);
    sign_in(&first, Person::Administrator);
    bring(&first, &platform);
    // A founding code lets one dealership come, and is given out anew when the platform starts.
    platform.kill();
    platform.start_again();
    let second = Desk::start(Options::default());
    southern_store(&second);
    bring(&second, &platform);
    platform.kill();
    platform.put_into_a_group("宏远集团", &["TRAIN", "HN"]);
    platform.start_again();

    go_to(&first, "车型库");
    first.has("button", "发布到集团");
    first.picture("the-catalogue-of-a-store-that-keeps-it");
    first.is_accessible("the catalogue of a store that keeps the group's");
    take_into_stock(&first);
    first.press("O");
    first.has("dialog", "调往集团内的店");
    first.has("radio", "宏远城南店");
    first.picture("send");
    first.is_accessible("sending a car to another store");
    first.press("Ctrl+Enter");
    first.has_no("dialog", "");
    first.shows("正调往宏远城南店");
    first.picture("sent");

    open_the_car(&second);
    second.shows("正从");
    second.picture("coming");
    second.press("A");
    second.has("dialog", "调拨到店");
    second.picture("receive");
    second.is_accessible("receiving a car from another store");
    second.press("Ctrl+Enter");
    second.has_no("dialog", "");
    second.lacks("正从");
    second.shows("全部已确认");
    second.picture("received");
    first.lacks("正调往");
    first.shows(MODEL);
    first.picture("gone");
    second.press("Ctrl+3");
    second.shows(VIN);
}

/// Opens the page of the group by the palette.
#[track_caller]
fn open_the_group(desk: &Desk) {
    choose(desk, word(desk, "管理集团", "Run the group"));
    desk.has("heading", word(desk, "集团", "Group"));
}

/// Two stores on one platform that belong to no group, their administrators signed in.
fn two_stores(language: Language) -> (Platform, Desk, Desk) {
    let first = Desk::start(looks_of(language));
    let mut platform = Platform::start(first.folder());
    training_dealership(&first);
    sign_in(&first, Person::Administrator);
    bring(&first, &platform);
    // A founding code lets one dealership come, and is given out anew when the platform starts.
    platform.kill();
    platform.start_again();
    let second = Desk::start(looks_of(language));
    southern_store(&second);
    bring(&second, &platform);
    (platform, first, second)
}

/// The first store founds a group and invites the second, which comes in by the code.
#[track_caller]
fn put_together(first: &Desk, second: &Desk) {
    open_the_group(first);
    look_closely(first, "no-group");
    first.press("N");
    first.has("dialog", word(first, "建立集团", "Found a group"));
    first.types("宏远集团");
    first.press("Ctrl+Enter");
    first.has_no("dialog", "");
    first.shows(word(first, "本店是主店", "this store keeps it"));
    first.press("N");
    first.has("dialog", word(first, "邀请门店", "Invite a store"));
    first.press("Enter");
    first.has(
        "dialog",
        word(first, "把邀请码告诉对方管理员", "Read the code"),
    );
    look_closely(first, "code");
    let code = read_aloud(first);
    first.press("Enter");
    first.has_no("dialog", "");
    first.lacks(&code);

    open_the_group(second);
    second.press("J");
    second.has("dialog", word(second, "用邀请码加入", "Join by a code"));
    second.types("BCDF GHJK");
    second.press("Ctrl+Enter");
    second.shows(word(second, "没有这个邀请码", "There is no such code"));
    look_closely(second, "wrong-code");
    second.fill(word(second, "邀请码", "Code"), &code.to_lowercase());
    second.press("Ctrl+Enter");
    second.has_no("dialog", "");
    second.shows(word(second, "本店是成员店", "this store belongs to it"));
    first.shows(SOUTH);
    look_closely(first, "the-group");
}

/// The first store sends the second a car, with its paper, and the second stays in the group until it has come.
fn the_group_from_its_beginning_to_its_end(language: Language) {
    let (_platform, first, second) = two_stores(language);
    put_together(&first, &second);

    take_into_stock(&first);
    first.press("O");
    let sending = word(&first, "调往集团内的店", "Send to a store of the group");
    first.has("dialog", sending);
    first.press("Ctrl+Enter");
    first.has_no("dialog", "");
    first.shows(word(&first, "正调往宏远城南店", "On its way to 宏远城南店"));
    first.press("Ctrl+P");
    first.has(
        "dialog",
        word(&first, "车辆调拨单", "Vehicle Transfer Note"),
    );
    first.shows(word(&first, "第 1 页", "Page 1"));
    look_closely(&first, "the-paper-of-a-transfer");
    first.press("Esc");
    first.has_no("dialog", "");

    second.shows(word(&second, "正从", "On its way from"));
    second.picture("a-car-is-coming");
    second.press("X");
    let leaving = word(&second, "退出宏远集团？", "Leave 宏远集团?");
    second.has("dialog", leaving);
    second.press("Enter");
    second.shows(word(
        &second,
        "本店还有车在两店之间",
        "Cars are on their way",
    ));
    look_closely(&second, "cannot-leave-yet");
    second.press("Esc");
    second.has_no("dialog", "");
    open_the_car(&second);
    second.press("A");
    second.has("dialog", word(&second, "调拨到店", "Confirm arrival"));
    second.press("Ctrl+Enter");
    second.has_no("dialog", "");
    open_the_group(&second);
    second.shows(word(&second, "没有调拨在途的车", "No car is under way"));
    second.press("X");
    second.has("dialog", leaving);
    second.press("Enter");
    second.has_no("dialog", "");
    second.shows(word(
        &second,
        "本店不属于任何集团",
        "This store belongs to no group",
    ));
    open_the_group(&first);
    first.lacks(SOUTH);
}

#[test]
fn stores_put_their_group_together_and_one_leaves_it() {
    the_group_from_its_beginning_to_its_end(Language::Chinese);
}

#[test]
fn stores_put_their_group_together_and_one_leaves_it_in_english() {
    the_group_from_its_beginning_to_its_end(Language::English);
}
