//! The parts store, and the repair order for which parts are picked.

use super::{Look, print_where_there_is_a_printer};
use crate::harness::*;
use crate::steps::{go_to, word};

/// Puts a part on the list, and leaves its card open.
#[track_caller]
pub fn add_part(desk: &Desk, number: &str, name: &str, unit: &str, bin: &str, minimum: &str) {
    desk.press("Ctrl+Shift+K");
    desk.focuses("field", word(desk, "零件号", "Part number"));
    desk.types(number);
    desk.fill(word(desk, "名称", "Name"), name);
    desk.fill(word(desk, "单位", "Unit"), unit);
    desk.fill(word(desk, "售价", "Price"), "680");
    desk.fill(word(desk, "库位", "Bin"), bin);
    desk.fill(word(desk, "供应商", "Supplier"), "上海配件中心");
    desk.fill(word(desk, "安全库存", "Minimum"), minimum);
    desk.press("Ctrl+Enter");
    desk.has(
        "article",
        &format!("{} {number}", word(desk, "配件", "Part")),
    );
    desk.has_no("field", word(desk, "名称", "Name"));
}

/// Receives of the part whose card is open.
#[track_caller]
pub fn receive_part(desk: &Desk, quantity: &str, cost: &str) {
    desk.press("Ctrl+Enter");
    desk.focuses("field", word(desk, "数量", "Quantity"));
    desk.types(quantity);
    desk.fill(
        word(desk, "进价（不含税）", "Purchase price without VAT"),
        cost,
    );
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "已入库", "Received"));
    desk.has_no("field", word(desk, "送货单号", "Delivery note"));
}

/// Takes a car in whose brakes are to be done, and leaves the repair order open.
#[track_caller]
pub fn repair_order(desk: &Desk, plate: &str) {
    desk.press("Ctrl+Shift+I");
    desk.focuses("field", word(desk, "车牌或车架号", "Plate or VIN"));
    desk.types(plate);
    desk.press("Tab");
    desk.fill(word(desk, "车型", "Model"), "大众 朗逸 2023 款");
    desk.fill(word(desk, "里程", "Odometer"), "20000");
    desk.tab_to("field", word(desk, "标准作业", "Standard operation"));
    desk.press("Tab");
    desk.types("更换前制动片");
    desk.fill(
        word(desk, "工种", "Skill"),
        word(desk, "机电", "Mechanical"),
    );
    desk.press("Enter");
    desk.fill(word(desk, "工时（分钟）", "Minutes"), "90");
    desk.press("Ctrl+Enter");
    desk.has("button", word(desk, "加配件", "Add part"));
}

/// Opens the one order that still needs parts; its number says the month.
#[track_caller]
pub fn open_the_pick(desk: &Desk) {
    go_to(desk, word(desk, "配件", "Parts"));
    desk.press("Alt+2");
    desk.shows(word(desk, "还要领", "To pick"));
    desk.wait_until_at_rest();
    let order = desk
        .all("button", "")
        .into_iter()
        .find(|button| button.name.starts_with("WX"))
        .unwrap_or_else(|| desk.fail("no order waits for parts"));
    desk.tab_to("button", &order.name);
    desk.press("Enter");
}

/// Puts a part from stock on the first job of the order that is open.
#[track_caller]
pub fn part_on_job(desk: &Desk, number: &str, quantity: &str) {
    desk.push(word(desk, "加配件", "Add part"));
    desk.focuses("field", word(desk, "配件", "Part"));
    desk.types(number);
    desk.has("option", "");
    desk.wait_until_at_rest();
    desk.press("Enter");
    desk.fill(word(desk, "数量", "Quantity"), quantity);
    desk.press("Ctrl+Enter");
    desk.has_no("dialog", "");
}

/// The parts store, from the first part to what is picked for a car.
#[track_caller]
pub fn parts(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "配件", "Parts"));
    look(desk, "list-empty");
    desk.press("Ctrl+Shift+K");
    desk.focuses("field", word(desk, "零件号", "Part number"));
    look(desk, "new");
    desk.press("Esc");
    desk.has_no("field", word(desk, "零件号", "Part number"));
    add_part(
        desk,
        "5QD 698 151",
        "前制动片（陶瓷配方，含磨损传感器与安装附件全套）",
        word(desk, "套", "set"),
        "A-01-03",
        "10",
    );
    desk.press("Ctrl+Enter");
    desk.focuses("field", word(desk, "数量", "Quantity"));
    look(desk, "receive");
    desk.press("Esc");
    desk.has_no("dialog", "");
    receive_part(desk, "4", "12345.67");
    desk.press("P");
    desk.focuses("field", word(desk, "实盘数", "Counted"));
    desk.types("3");
    look(desk, "count");
    desk.press("Ctrl+Enter");
    desk.has("button", word(desk, "说明差异", "Explain difference"));
    look(desk, "card");
    desk.press("O");
    desk.focuses("field", word(desk, "数量", "Quantity"));
    look(desk, "order");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.press("Alt+4");
    desk.has(
        "button",
        word(desk, "说明差异 5QD", "Explain difference 5QD"),
    );
    look(desk, "differences");
    desk.press("Alt+5");
    desk.has("button", "5QD 698 151");
    look(desk, "reorder");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "不用补货", "Nothing to reorder"));
    desk.press("Alt+3");
    desk.has("button", word(desk, "取消订货", "Cancel order"));
    look(desk, "orders");
    desk.press("Ctrl+Shift+H");
    desk.has("field", word(desk, "送货单号", "Delivery note"));
    look(desk, "delivery");
    desk.press("Esc");
    desk.has_no("field", word(desk, "送货单号", "Delivery note"));
    repair_order(desk, "京A12F08");
    part_on_job(desk, "5QD", "6");
    look(desk, "on-a-job");
    desk.push(word(desk, "等料", "Back-order"));
    desk.shows(word(desk, "等 2", "2 waited for"));
    go_to(desk, word(desk, "配件", "Parts"));
    look(desk, "list");
    desk.press("Alt+2");
    desk.shows(word(desk, "还要领", "To pick"));
    look(desk, "picking");
    open_the_pick(desk);
    desk.has("field", word(desk, "领料人", "Taken by"));
    look(desk, "pick");
    desk.press("Ctrl+P");
    // Whose car is not on record is written to in the house's own language.
    desk.shows("第 1 页");
    look(desk, "pick-list");
    print_where_there_is_a_printer(desk, "pick-list");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.press("Ctrl+Enter");
    desk.has("button", word(desk, "退料", "Return"));
    look(desk, "picked");
    desk.push(word(desk, "退料", "Return"));
    desk.has("field", word(desk, "原因", "Reason"));
    look(desk, "return");
    desk.press("Esc");
    desk.has_no("dialog", "");
}
