//! Customers, leads and visits.

use super::{Look, WISH};
use crate::harness::*;
use crate::steps::{go_to, take_in_lead, word};

/// A name of forty characters, as some customers have.
const LONG_NAME: &str = "Muhammad Abdurrahman bin Sulaiman Al-Khat";

#[track_caller]
pub fn customers(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "客户", "Customers"));
    desk.press("Alt+1");
    look(desk, "list");
    desk.press("Alt+2");
    desk.has("region", word(desk, "线索", "Leads"));
    look(desk, "leads");
    desk.press("Alt+3");
    desk.has("region", word(desk, "来店", "Visits"));
    look(desk, "visits");
    desk.press("Ctrl+E");
    desk.focuses("field", word(desk, "姓名", "Name"));
    look(desk, "intake");
    desk.press("Esc");
    desk.has_no("field", word(desk, "手机", "Mobile"));
    take_in_lead(desk, "欧阳思远", "13800138001", WISH);
    desk.press("Ctrl+E");
    desk.focuses("field", word(desk, "姓名", "Name"));
    desk.types("欧阳思远");
    desk.fill(word(desk, "手机", "Mobile"), "13800138001");
    // Figures typed this fast and ended by Enter are those of a scanner.
    desk.press("Tab");
    desk.shows(word(desk, "可能已有档案", "May be on record already"));
    look(desk, "intake-of-somebody-known");
    desk.press("Esc");
    desk.has_no("field", word(desk, "手机", "Mobile"));
    take_in_lead(desk, LONG_NAME, "13900139002", WISH);
    look(desk, "card");
    for (key, field, name) in [
        ("C", word(desk, "说了什么", "What was said"), "contact"),
        ("G", word(desk, "几点", "Hour"), "grade"),
    ] {
        desk.press(key);
        desk.has("field", field);
        look(desk, &format!("form-{name}"));
        desk.press("Esc");
        desk.has_no("field", field);
    }
    desk.press("Ctrl+Shift+E");
    desk.focuses("field", word(desk, "人数", "People"));
    look(desk, "visit");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "已登记", "Logged"));
    look(desk, "visits-of-today");
    desk.press("Alt+2");
    desk.has("region", word(desk, "线索", "Leads"));
    look(desk, "leads-of-two");
    desk.press("Alt+1");
    desk.has("region", word(desk, "客户", "Customers"));
    look(desk, "list-of-two");
}
