//! Quotes, orders, and the promotions that a quote takes.

use super::{Look, WISH, print_where_there_is_a_printer};
use crate::harness::*;
use crate::steps::{choose, choose_in_menu, go_to, on_screen, take_in_lead, word};

/// Types a new quote as far as a quote must be typed.
#[track_caller]
fn type_quote(desk: &Desk) {
    desk.press("Ctrl+Q");
    desk.focuses("field", word(desk, "车型", "Car"));
    desk.types("朗逸 2026 款 1.5L 自动舒适版");
    desk.fill(word(desk, "指导价", "Guide price"), "119900");
    desk.fill(word(desk, "排量", "Displacement"), "1498");
    desk.fill(word(desk, "客户姓名", "Customer"), "刘思远");
}

#[track_caller]
pub fn quotes(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "报价", "Quotes"));
    look(desk, "list");
    desk.press("Ctrl+Q");
    desk.focuses("field", word(desk, "车型", "Car"));
    look(desk, "desking-empty");
    desk.press("Esc");
    type_quote(desk);
    look(desk, "desking");
    desk.press("Alt+L");
    desk.has("field", word(desk, "贷款机构", "Lender"));
    look(desk, "desking-with-an-empty-loan");
    desk.fill(word(desk, "贷款机构", "Lender"), "平安银行");
    desk.fill(word(desk, "年利率", "Annual rate"), "4.5");
    desk.press("Enter");
    desk.shows(word(desk, "年化综合融资成本", "True annual cost"));
    look(desk, "desking-with-a-loan");
    desk.press("Ctrl+S");
    desk.shows(word(desk, "草稿已存", "Draft kept"));
    look(desk, "card");
    desk.press("Ctrl+P");
    desk.shows(word(desk, "第 1 页", "Page 1"));
    look(desk, "preview");
    print_where_there_is_a_printer(desk, "quote");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.press("Ctrl+Shift+A");
    desk.has("heading", word(desk, "待审批", "Waiting for approval"));
    look(desk, "approvals");
    go_to(desk, word(desk, "报价", "Quotes"));
    look(desk, "list-of-one");
}

#[track_caller]
pub fn orders(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "订单", "Orders"));
    look(desk, "list");
    take_in_lead(desk, "诸葛明月", "13700137003", WISH);
    desk.press("Ctrl+Shift+D");
    let customer = word(desk, "客户", "Customer");
    desk.focuses("field", customer);
    look(desk, "new-order");
    desk.types("诸葛");
    desk.has("option", "诸葛**");
    desk.press("Enter");
    desk.fill(
        word(desk, "意向车型", "Car wanted"),
        "朗逸 2026 款 1.5L 自动舒适版",
    );
    desk.fill(word(desk, "颜色", "Colour"), "星云灰");
    desk.fill(word(desk, "指导价", "Guide price"), "119900");
    desk.fill(word(desk, "车价", "Car"), "119900");
    desk.fill(word(desk, "约定金额", "Agreed amount"), "5000");
    look(desk, "new-order-typed");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "订单已建", "Order made"));
    look(desk, "card");
    let more = word(desk, "更多", "More");
    desk.push(more);
    desk.has("menuitem", word(desk, "收款", "Payment"));
    look(desk, "card-menu");
    desk.press("Esc");
    desk.has_no("menuitem", "");
    for (item, name) in [
        (word(desk, "收款", "Payment"), "payment"),
        (word(desk, "金融", "Finance"), "finance"),
        (word(desk, "保险", "Insurance"), "insurance"),
        (word(desk, "发票", "Invoice"), "invoice"),
        (word(desk, "PDI", "Inspection"), "inspection"),
        (word(desk, "上牌", "Plate"), "plate"),
        (word(desk, "取消订单", "Cancel order"), "cancel"),
    ] {
        choose_in_menu(desk, more, item);
        desk.has_no("menuitem", item);
        look(desk, &format!("form-{name}"));
        desk.press("Esc");
        desk.has("button", more);
    }
    desk.press("Ctrl+P");
    desk.shows(word(desk, "第 1 页", "Page 1"));
    look(desk, "contract");
    print_where_there_is_a_printer(desk, "contract");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.press("Esc");
    desk.has_no("button", more);
    look(desk, "list-of-one");
}

/// Prepares and starts a promotion for whoever brings a coupon, and redeems one on a new quote.
#[track_caller]
pub fn promotions(desk: &Desk, look: Look) {
    choose(desk, word(desk, "促销", "Promotions"));
    desk.has("region", word(desk, "促销", "Promotions"));
    look(desk, "promotions-none");
    desk.wait_until_at_rest();
    desk.press("N");
    desk.focuses("field", word(desk, "促销名称", "Name of the promotion"));
    desk.types("开门红");
    desk.fill(word(desk, "减多少", "How much off"), "3000");
    desk.fill(word(desk, "截止日", "Last day"), "12-31");
    desk.tab_to("radio", word(desk, "不用券", "No coupon"));
    desk.press("Right");
    desk.fill(word(desk, "预算", "Budget"), "9000");
    look(desk, "promotion");
    desk.press("Ctrl+Enter");
    desk.has("heading", "开门红");
    desk.wait_until_at_rest();
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "促销已开始", "The promotion has started"));
    desk.wait_until_at_rest();
    desk.press("C");
    desk.has("dialog", word(desk, "发优惠券", "Issue coupons"));
    desk.fill(word(desk, "自己的券码", "Codes of your own"), "SPRING-2026");
    look(desk, "coupons");
    desk.press("Ctrl+Enter");
    desk.has_no("dialog", "");
    desk.shows("SPRING2026");
    look(desk, "promotion-card");

    type_quote(desk);
    desk.press("Ctrl+S");
    desk.shows(word(desk, "草稿已存", "Draft kept"));
    desk.wait_until_at_rest();
    desk.press("Y");
    let code = word(desk, "券码", "Coupon code");
    desk.focuses("field", code);
    desk.shows(word(desk, "“开门红”要凭券", "“开门红” takes a coupon"));
    look(desk, "promotion-asks-for-coupon");
    desk.types("spring 2026");
    desk.shows(&on_screen("3,000.00"));
    look(desk, "promotion-offered");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "已用上“开门红”", "“开门红” is on the quote"));
    desk.has_no("dialog", "");
    desk.shows(&on_screen("3,000.00"));
    look(desk, "promotion-on-quote");
}
