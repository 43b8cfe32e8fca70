//! Two stores of one group, each with a window: a car is sent from the one to the other, and received there.

use crate::harness::*;
use crate::many_desks::{MODEL, VIN, bring, open_the_car, take_into_stock};
use crate::steps::{Person, go_to, sign_in, training_dealership};

const PASSWORD: &str = "Chery-Tiggo-8";

/// A dealership of one's own, whose administrator 陈立 is signed in.
#[track_caller]
fn southern_store(desk: &Desk) {
    desk.has("heading", "开始使用");
    desk.push("新建门店");
    desk.focuses("field", "店名");
    desk.types("宏远城南店");
    desk.fill("门店代码", "hn");
    desk.fill("姓名", "陈立");
    desk.fill("登录名", "chenli");
    desk.fill("密码", PASSWORD);
    desk.fill("再输一次", PASSWORD);
    desk.press("Enter");
    desk.has("navigation", "业务");
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
