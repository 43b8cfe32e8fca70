//! Orders: from the quote over contract, car and hand-over to the planned call; one sum on every paper; and one that
//! is cancelled with its money given back.

use crate::harness::*;
use crate::steps::{
    Person, choose_in_menu, go_to, on_screen, sign_in, take_in_lead, training_dealership,
};

const VIN: &str = "LSVAB4BRXN2100018";
const MODEL: &str = "一汽-大众 迈腾 2026 款 380TSI 豪华型";
/// 219,900 less 3,000, with two mats at 640 and the plate at 500: what quote, contract and receipts say.
const TO_HOUSE: &str = "218,680.00";
const TO_HOUSE_IN_CAPITALS: &str = "贰拾壹万捌仟陆佰捌拾元整";

#[track_caller]
fn take_into_stock(desk: &Desk) {
    desk.press("Ctrl+I");
    desk.focuses("field", "车架号");
    desk.types(VIN);
    desk.fill("车型", MODEL);
    desk.fill("外观色", "极光银");
    desk.fill("库位", "A 区 12");
    desk.fill("指导价", "219900");
    desk.press("Ctrl+Enter");
    desk.shows(&format!("已入库：{MODEL}"));
}

/// Quotes the car of the stock to the customer whose card is open, and hands the quote out.
#[track_caller]
fn issue_quote(desk: &Desk) {
    choose_in_menu(desk, "更多", "报价");
    desk.focuses("field", "车型");
    desk.types("100018");
    desk.has("option", MODEL);
    // Any text will do here, so a line of the list is taken on purpose.
    desk.press("Down");
    desk.press("Enter");
    desk.holds("指导价", "219900");
    desk.fill("排量", "1984");
    desk.fill("优惠", "3000");
    desk.fill("优惠理由", "店庆");
    desk.fill("上牌费", "500");
    desk.push("加一件精品");
    desk.fill("名称", "全包脚垫");
    desk.fill("数量", "2");
    desk.fill("单价", "640");
    desk.shows(&on_screen(TO_HOUSE));
    desk.press("Ctrl+Enter");
    desk.shows("报价已出");
    desk.has("button", "下订单");
}

/// Saves and prints the paper that is shown and says this, and returns it as the printer got it.
#[track_caller]
fn print_shown(desk: &Desk, name: &str, says: &str, number: usize) -> std::path::PathBuf {
    desk.shows("打印机");
    desk.shows(says);
    desk.picture(&format!("{name}-preview"));
    desk.push("存为 PDF");
    desk.shows("已存为");
    desk.press("Ctrl+P");
    let papers = desk.printer().wait_for_papers(number);
    let paper = &papers[number - 1];
    paper_is_sound(paper);
    desk.has_no("dialog", "");
    desk.keep_paper(name, paper)
}

/// The paper of this name among those that were saved, by what its file is called.
#[track_caller]
fn saved(desk: &Desk, words: &str) -> std::path::PathBuf {
    let home = desk.folder().join("home");
    std::fs::read_dir(&home)
        .expect("the home is there")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().contains(words))
        })
        .unwrap_or_else(|| panic!("nothing was saved that is called {words}"))
}

/// Text without blanks, because columns of a paper are apart by many.
fn solid(text: &str) -> String {
    text.split_whitespace().collect()
}

/// From the open card of an order: the deposit that was agreed is taken.
#[track_caller]
fn take_deposit(desk: &Desk, shown: &str) {
    desk.has("button", "收定金");
    desk.press("Ctrl+Enter");
    desk.has("field", "付款人");
    desk.holds("金额", &on_screen(shown));
    desk.press("Ctrl+Enter");
    desk.shows("已收");
    desk.has_no("field", "付款人");
}

/// Waits until the order no longer lacks the one thing, and goes on to the form of the next.
#[track_caller]
fn seen_to(desk: &Desk, done: &str, next: &str) {
    desk.has("button", "交车");
    desk.has_no("button", done);
    desk.has("button", next);
    desk.press("Ctrl+Enter");
}

#[test]
fn a_quote_becomes_a_signed_contract_and_a_delivered_car_with_one_sum_on_every_paper() {
    let desk = Desk::start(Options {
        paper: Paper::Printed,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    take_into_stock(&desk);
    take_in_lead(&desk, "刘思远", "13800138000", "迈腾");
    issue_quote(&desk);
    desk.press("Ctrl+Enter");

    // A binding deposit of more than a fifth is stopped while it is typed, and again beside its field.
    desk.has("field", "约定金额");
    desk.shows(TO_HOUSE_IN_CAPITALS);
    desk.fill("约定金额", "60000");
    desk.shows(&on_screen(
        "定金最多 43,736.00 元（合同价的 20%），多的部分改收订金",
    ));
    desk.picture("deposit-above-a-fifth");
    desk.press("Ctrl+Enter");
    desk.focuses("field", "约定金额");
    desk.fill("约定金额", "40000");
    desk.fill("约定交车", "+14");
    desk.picture("order-form");
    desk.is_accessible("the form of an order");
    desk.press("Ctrl+Enter");
    desk.shows("订单已建");
    desk.picture("draft");

    // The contract needs the buyer's identity: the next step leads to the form that says why, and back.
    desk.has("button", "签合同");
    desk.press("Ctrl+Enter");
    desk.shows("签合同要买方证件");
    desk.fill("证件号", "110105194912310021");
    desk.press("Tab");
    desk.picture("wrong-identity");
    desk.fill("证件号", "11010519491231002X");
    desk.fill("地址", "上海市静安区南京西路 1 号");
    desk.picture("identity");
    desk.is_accessible("the form of a customer's particulars");
    desk.press("Ctrl+Enter");
    desk.shows("资料已改");
    desk.has("button", "签合同");
    desk.has_no("button", "证件");
    desk.press("Ctrl+Enter");
    desk.shows("已签约");
    desk.press("Ctrl+P");
    print_shown(&desk, "contract", "出卖人已向买受人逐条说明", 1);
    let contract = solid(&text_of_paper(&saved(&desk, "合同")));
    for said in [
        TO_HOUSE,
        TO_HOUSE_IN_CAPITALS,
        "11010519491231002X",
        "40,000.00",
    ] {
        assert!(contract.contains(said), "the contract does not say {said}");
    }

    take_deposit(&desk, "40,000.00");
    desk.has("button", "配车");
    desk.picture("deposit-paid");
    desk.press("Ctrl+Enter");
    desk.focuses("field", "车辆");
    // The car that was quoted stands there already; its VIN's tail finds it as well.
    assert!(desk.the("field", "车辆").value.contains(MODEL));
    desk.press("Ctrl+A");
    desk.types("100018");
    desk.has("option", "");
    desk.press("Enter");
    desk.picture("allocate");
    desk.press("Ctrl+Enter");
    desk.shows("已配车");
    desk.picture("allocated");
    desk.is_accessible("the card of an order");

    // Each press leads to the form of what is missing first; a step begins once the one before it is seen to.
    desk.has("button", "尾款");
    desk.press("Ctrl+Enter");
    desk.holds("金额", &on_screen("178,680.00"));
    desk.press("Ctrl+Enter");
    seen_to(&desk, "尾款", "发票");
    desk.fill("发票号", "26000000000000000001");
    desk.holds("金额", &on_screen("216,900.00"));
    desk.press("Ctrl+Enter");
    seen_to(&desk, "发票", "交强险");
    desk.fill("保险公司", "中国人民财产保险");
    desk.fill("保单号", "PDZA202631000001");
    desk.press("Ctrl+Enter");
    seen_to(&desk, "交强险", "PDI 合格");
    desk.has("field", "发现的问题");
    desk.press("Ctrl+Enter");
    seen_to(&desk, "PDI 合格", "车牌或临牌");
    desk.fill("车牌", "沪A12345");
    desk.fill("临牌到期", "+15");
    desk.press("Ctrl+Enter");
    desk.has_no("field", "临牌到期");
    desk.shows("待交车");
    desk.picture("ready");

    // The receipt of the deposit, and the sum of both.
    let receipts: Vec<Thing> = desk
        .all("button", "")
        .into_iter()
        .filter(|button| button.name.starts_with("SK"))
        .collect();
    assert_eq!(receipts.len(), 2, "two payments have a receipt each");
    desk.push(&receipts[0].name);
    print_shown(&desk, "receipt", "肆万元整", 2);
    assert!(solid(&text_of_paper(&saved(&desk, "收据"))).contains("40,000.00"));

    desk.has("button", "交车");
    desk.has_no("button", "车牌或临牌");
    desk.press("Ctrl+Enter");
    desk.has("field", "里程");
    desk.fill("里程", "12");
    desk.fill("电量或油量", "四分之一箱");
    desk.fill("交车地点", "交车区");
    desk.press("Alt+A");
    desk.picture("hand-over");
    desk.is_accessible("the hand-over list");
    desk.press("Ctrl+Enter");
    desk.shows("已交车");
    desk.picture("delivered");
    choose_in_menu(&desk, "更多", "看交车确认单");
    print_shown(&desk, "handover", "机动车销售统一发票", 3);

    // The call some days later is planned, the lead is won, and the car is the buyer's.
    go_to(&desk, "客户");
    desk.shows("138****8000");
    desk.press("J");
    desk.press("Enter");
    desk.shows("回访");
    desk.shows("成交");
    desk.shows("车主");
    desk.shows(MODEL);
    desk.picture("call-planned");
}

#[test]
fn an_order_without_a_quote_is_cancelled_and_its_money_given_back() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    take_in_lead(&desk, "欧阳雪", "13900139000", "朗逸");
    desk.press("E");
    desk.has("field", "证件号");
    desk.fill("证件号", "11010519491231002X");
    desk.press("Ctrl+Enter");
    desk.shows("资料已改");
    desk.picture("amended");
    choose_in_menu(&desk, "更多", "下订单");
    desk.has("field", "指导价");
    desk.fill("意向车型", "朗逸 2026 款 1.5L 自动舒适版");
    desk.fill("指导价", "119900");
    desk.holds("车价", &on_screen("119,900.00"));
    desk.fill("车价", "110000");
    desk.shows(&on_screen("比指导价低 9,900.00 元"));
    desk.fill("约定金额", "20000");
    desk.picture("direct-order");
    desk.press("Ctrl+Enter");
    desk.shows("订单已建");
    desk.has("button", "签合同");
    desk.press("Ctrl+Enter");
    desk.shows("已签约");
    take_deposit(&desk, "20,000.00");

    choose_in_menu(&desk, "更多", "取消订单");
    desk.fill("谁的责任", "协商");
    desk.press("Enter");
    desk.shows(&on_screen("已收的 20,000.00 元全部退还"));
    desk.fill("原因", "客户改变主意");
    desk.picture("cancel");
    desk.is_accessible("the form that cancels an order");
    desk.press("Ctrl+Enter");
    desk.shows("待退款");
    desk.picture("refund-open");
    desk.has("button", "退款");
    desk.press("Ctrl+Enter");
    desk.holds("金额", &on_screen("20,000.00"));
    desk.press("Ctrl+Enter");
    desk.shows(&on_screen("已退 20,000.00 元"));
    desk.shows("已取消");
    desk.picture("cancelled");
}
