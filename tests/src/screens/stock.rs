//! Cars: taken in, in the list and on their card.

use super::{CARS, Look};
use crate::harness::*;
use crate::steps::{go_to, word};

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
