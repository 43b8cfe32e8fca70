//! Quotes: desked beyond one's authority, approved by a manager, handed out with three loans side by side, printed.

use crate::harness::*;
use crate::steps::{
    Person, choose_in_menu, go_to, on_screen, sign_in, switch_to, take_in_lead, training_dealership,
};

/// What is paid to the house: 219,900 less 10,000 and twice 640, with the plate at 500.
const TO_HOUSE: &str = "211,680.00";

#[track_caller]
fn add_loan(desk: &Desk, down: &str, months: &str, rate: &str) {
    desk.press("Alt+L");
    desk.fill("首付比例", down);
    desk.fill("期限", months);
    desk.fill("年利率", rate);
}

#[test]
fn a_discount_beyond_authority_is_approved_and_the_quote_is_printed_with_its_financing_costs() {
    let desk = Desk::start(Options {
        paper: Paper::Printed,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::Consultant);
    take_in_lead(&desk, "刘思远", "13800138000", "迈腾");
    choose_in_menu(&desk, "更多", "报价");
    desk.focuses("field", "车型");
    desk.types("一汽-大众 迈腾 2026 款 380TSI 豪华型");
    desk.fill("指导价", "219900");
    desk.fill("排量", "1984");
    desk.fill("优惠", "10000");
    desk.shows("超过自己的权限");
    desk.fill("优惠理由", "店庆");
    desk.fill("给经理的话", "客户今天就订，邻店也给这个价");
    desk.fill("上牌费", "500");
    desk.fill("车损险", "3200");
    desk.fill("三者险", "1800");
    desk.fill("三者保额", "2000000");
    desk.push("加一件精品");
    desk.fill("名称", "全包脚垫");
    desk.fill("数量", "2");
    desk.fill("单价", "640");
    desk.press("Alt+L");
    desk.fill("贷款机构", "上汽通用金融");
    desk.fill("首付比例", "30");
    desk.fill("期限", "36");
    desk.fill("年利率", "4.5");
    desk.fill("提前结清违约金", "剩余本金的 3%");
    add_loan(&desk, "50", "24", "3.9");
    add_loan(&desk, "20", "60", "5.2");
    desk.shows("方案 3");
    desk.shows(&on_screen(TO_HOUSE));
    desk.picture("desking");
    desk.is_accessible("desking with three loans");
    desk.press("Ctrl+Enter");
    desk.shows("已请经理批准");
    desk.picture("asked");

    switch_to(&desk, Person::SalesManager);
    go_to(&desk, "我的一天");
    desk.tab_to("tab", "待审批");
    desk.press("Enter");
    desk.shows("迈腾 2026 款");
    desk.picture("my-day");
    desk.tab_to("button", "");
    desk.press("Enter");
    desk.shows("客户今天就订");
    desk.has("button", "批准");
    desk.picture("question");
    desk.is_accessible("the question about a discount");
    desk.press("Ctrl+Enter");
    desk.shows("已批准");

    switch_to(&desk, Person::Consultant);
    go_to(&desk, "报价");
    desk.shows("迈腾 2026 款");
    desk.press("J");
    desk.press("Enter");
    desk.has("button", "出报价");
    desk.press("Ctrl+Enter");
    desk.shows("报价已出");
    desk.shows(&on_screen(TO_HOUSE));
    desk.picture("issued");
    desk.is_accessible("the card of a quote");

    desk.press("Ctrl+P");
    desk.shows("打印机");
    desk.shows("第 1 页");
    desk.picture("preview");
    desk.press("Ctrl+P");
    desk.shows("已送到打印机 paper");
    let printed = desk.printer().wait_for_papers(1);
    paper_is_sound(&printed[0]);
    desk.keep_paper("quote", &printed[0]);
    desk.has_no("dialog", "");

    desk.push("融资成本明示表 1");
    desk.shows("第 1 页");
    desk.picture("financing-preview");
    desk.press("Ctrl+P");
    let printed = desk.printer().wait_for_papers(2);
    paper_is_sound(&printed[1]);
    desk.keep_paper("financing", &printed[1]);
}
