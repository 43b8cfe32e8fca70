//! Cars: taken in, on their card, and how many of them the house wants to have.

use super::{CARS, Look};
use crate::harness::*;
use crate::steps::{choose, go_to, word};

/// Takes a car in, and leaves its card open.
#[track_caller]
pub fn take_in(desk: &Desk, (vin, model, price): (&str, &str, &str)) {
    desk.press("Ctrl+I");
    desk.focuses("field", word(desk, "车架号", "VIN"));
    desk.types(vin);
    desk.fill(word(desk, "车型", "Model"), model);
    desk.fill(word(desk, "外观色", "Colour"), "星云灰");
    desk.fill(word(desk, "库位", "Place"), "A 区 12");
    desk.fill(word(desk, "指导价", "Guide price"), price);
    desk.press("Ctrl+Enter");
    desk.has("heading", model);
}

#[track_caller]
pub fn stock(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "库存车", "Stock"));
    look(desk, "list");
    desk.press("Ctrl+I");
    desk.focuses("field", word(desk, "车架号", "VIN"));
    look(desk, "take-in");
    desk.types("LSVAB4BR0N2100018");
    desk.fill(word(desk, "车型", "Model"), "朗逸");
    desk.fill(word(desk, "指导价", "Guide price"), "12x");
    desk.press("Enter");
    look(desk, "take-in-with-mistakes");
    desk.press("Esc");
    for car in CARS {
        desk.has_no("field", word(desk, "车架号", "VIN"));
        take_in(desk, car);
    }
    look(desk, "card");
    for (key, name) in [
        ("M", "move"),
        ("Z", "papers"),
        ("G", "price"),
        ("T", "stop"),
    ] {
        desk.press(key);
        desk.has("dialog", "");
        look(desk, &format!("form-{name}"));
        desk.press("Esc");
        desk.has_no("dialog", "");
    }
    desk.press("H");
    desk.has("dialog", "");
    look(desk, "history");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.press("Esc");
    desk.has_no("heading", CARS[1].1);
    look(desk, "list-of-two");
}

/// Sets the least number of cars of a series, and of a version with a long name.
#[track_caller]
pub fn levels(desk: &Desk, look: Look) {
    let (series, version, least) = (
        word(desk, "车系", "Series"),
        word(desk, "车型", "Version"),
        word(desk, "下限", "At least"),
    );
    let saved = word(desk, "库存下限已保存", "The levels are saved");
    choose(desk, word(desk, "设置库存下限", "Set stock levels"));
    desk.focuses("field", series);
    look(desk, "none");
    desk.types(word(desk, "大众 朗逸", "Volkswagen Lavida"));
    desk.has("option", word(desk, "大众 朗逸", "Volkswagen Lavida"));
    desk.press("Enter");
    desk.focuses("field", version);
    desk.press("Enter");
    desk.focuses("field", least);
    desk.types("3");
    desk.press("Ctrl+Enter");
    desk.shows(saved);
    desk.shows(word(desk, "差 3 辆", "3 short"));
    desk.fill(series, word(desk, "大众 途昂", "Volkswagen Teramont"));
    desk.press("Enter");
    desk.focuses("field", version);
    desk.types("380TSI");
    desk.has("option", "");
    look(desk, "versions");
    desk.press("Enter");
    desk.focuses("field", least);
    desk.types("0");
    desk.press("Ctrl+Enter");
    desk.shows(word(
        desk,
        "下限在 1 到 999 之间",
        "A level is from 1 to 999",
    ));
    look(desk, "mistaken");
    desk.fill(least, "2");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "差 2 辆", "2 short"));
    look(desk, "two");
    desk.press("Esc");
    desk.has_no("field", series);
    desk.has("button", word(desk, "2 项低于下限", "2 below their level"));
    look(desk, "beside-the-list");
}
