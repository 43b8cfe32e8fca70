//! The screens of what a house knows and counts: the catalogue, and the four reports on the screen and on paper.

use crate::harness::*;
use crate::screens::{Look, print_where_there_is_a_printer};
use crate::steps::{choose, go_to, word};

#[track_caller]
pub fn catalogue(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "车型库", "Catalogue"));
    desk.has("gridcell", "");
    look(desk, "list");
    desk.press("Home");
    desk.press("Enter");
    desk.has("article", "");
    look(desk, "sheet");
    desk.press("Esc");
    desk.has_no("article", "");
}

#[track_caller]
pub fn reports(desk: &Desk, look: Look) {
    choose(desk, word(desk, "报表", "Reports"));
    let four = [
        (word(desk, "库存车龄表", "Stock list with ages"), "stock"),
        (word(desk, "销售月报", "Sales of the month"), "sales"),
        (word(desk, "收银日结单", "Cashier's day sheet"), "cash-day"),
        (word(desk, "销售漏斗", "Sales funnel"), "funnel"),
    ];
    for (at, (title, name)) in four.into_iter().enumerate() {
        if at > 0 {
            desk.press("J");
        }
        desk.has("heading", title);
        desk.shows(word(desk, "数据时间", "As of"));
        look(desk, name);
        desk.press("Ctrl+P");
        desk.shows(word(desk, "第 1 页", "Page 1"));
        look(desk, &format!("{name}-preview"));
        print_where_there_is_a_printer(desk, name);
        if desk.options().paper == Paper::None {
            desk.press("Esc");
        }
        desk.has_no("dialog", "");
    }
}
