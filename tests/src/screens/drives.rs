//! Test drives, from the demonstrator to the drive.

use super::stock::take_in;
use super::{Look, WISH, print_where_there_is_a_printer};
use crate::harness::*;
use crate::steps::{go_to, take_in_lead, word};

/// Takes a demonstrator in, says what has to be known before it is lent, and adds a route.
#[track_caller]
pub fn demonstrator(desk: &Desk, look: Look) {
    take_in(desk, ("LSVAB4BR2N2100031", "朗逸 2026 款 试驾", "119900"));
    desk.press("E");
    desk.tab_to("radio", word(desk, "待售", "For sale"));
    desk.press_times("Right", 2);
    desk.press("Ctrl+Enter");
    desk.has_no("radio", word(desk, "待售", "For sale"));
    desk.has("heading", "朗逸 2026 款 试驾");
    go_to(desk, word(desk, "试驾", "Test drives"));
    desk.press("U");
    desk.has("heading", word(desk, "试驾设置", "Set up"));
    look(desk, "set-up");
    desk.push(word(desk, "增加路线", "Add a route"));
    desk.fill(word(desk, "路线名称", "Name"), "江湾环线");
    desk.fill(word(desk, "全程（公里）", "Length (km)"), "8.6");
    desk.fill(word(desk, "时长", "Duration"), "20");
    look(desk, "route");
    desk.press("Ctrl+Enter");
    desk.has("button", "江湾环线");
    desk.push("朗逸");
    desk.fill(word(desk, "号牌", "Plate"), "沪A12345");
    desk.fill(word(desk, "保险到期", "Insured until"), "2028-06-30");
    look(desk, "car");
    desk.press("Ctrl+Enter");
    desk.shows("沪A12345");
}

/// Books the demonstrator for tomorrow at ten, and leaves the drive's card open.
#[track_caller]
pub fn book_drive(desk: &Desk, mobile: &str, shown: &str) {
    desk.press("Ctrl+Shift+J");
    let customer = word(desk, "客户", "Customer");
    desk.focuses("field", customer);
    desk.types(mobile);
    desk.has("option", shown);
    desk.wait_until_at_rest();
    desk.press("Enter");
    desk.fill(word(desk, "试驾车", "Car"), "朗逸 2026 款 试驾");
    desk.press("Enter");
    desk.fill(word(desk, "日期", "Day"), word(desk, "明天", "tomorrow"));
    desk.fill(word(desk, "开始", "From"), "10:00");
    desk.press("Ctrl+Enter");
    desk.has("button", word(desk, "核验驾驶证", "Check licence"));
}

#[track_caller]
pub fn test_drives(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "试驾", "Test drives"));
    look(desk, "board-empty");
    demonstrator(desk, look);
    take_in_lead(desk, "周晓岚", "13800138055", WISH);
    book_drive(desk, "13800138055", "周*岚");
    look(desk, "card");
    desk.press("Ctrl+Enter");
    desk.has("field", word(desk, "姓名", "Name"));
    desk.fill(word(desk, "姓名", "Name"), "周晓岚");
    desk.fill(word(desk, "证号", "Number"), "110105199003077876");
    desk.fill(word(desk, "初次领证", "First issued"), "2026-03-01");
    desk.fill(word(desk, "有效期至", "Valid until"), "2031-05-06");
    look(desk, "licence");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "已核验", "Licence checked"));
    look(desk, "checked");
    desk.press("Ctrl+P");
    desk.shows(word(desk, "第 1 页", "Page 1"));
    look(desk, "agreement");
    print_where_there_is_a_printer(desk, "agreement");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.press("W");
    desk.press("V");
    look(desk, "week-by-colleague");
    desk.press("I");
    desk.has("grid", "");
    look(desk, "list");
}
