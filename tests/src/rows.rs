//! Every list with rows in it: the sample dealership as a busy person sees it, in both languages and looks. Nothing is
//! cut off, and axe finds nothing. `FORECOURT_LOOK_AT` names the folder of a larger sample (`cargo xtask sample`).

use crate::harness::*;
use crate::screens::Look;
use crate::steps::{Person, choose, go_to, sign_in, word};

/// Opens the sample dealership, whose records end on 22 November 2026, and sits down as the store manager.
#[track_caller]
fn sample_dealership(language: Language, theme: Theme, scale: Scale) -> Desk {
    let store = std::env::var_os("FORECOURT_LOOK_AT")
        .map_or(Store::Sample, |folder| Store::At(folder.into()));
    let desk = Desk::start(Options {
        language,
        theme,
        scale,
        store,
        ..Options::default()
    });
    // The sample is a Chinese house, and says so until somebody wants it otherwise; a folder remembers what was wanted.
    let other = match language {
        Language::Chinese => "中文",
        Language::English => "English",
    };
    desk.has("button", "");
    if !desk.all("button", other).is_empty() {
        desk.push(other);
    }
    let passphrase = word(&desk, "口令", "Passphrase");
    desk.has("field", passphrase);
    desk.fill(passphrase, SAMPLE_PASSPHRASE);
    desk.press("Enter");
    sign_in(&desk, Person::Administrator);
    desk
}

/// Looks at a list, at its first record, and at what is left when somebody types.
#[track_caller]
fn list_and_record(desk: &Desk, look: Look, name: &str, typed: &str) {
    desk.has("grid", "");
    desk.has("gridcell", "");
    look(desk, name);
    desk.press("Home");
    desk.press("Enter");
    desk.has("article", "");
    look(desk, &format!("{name}-card"));
    desk.press("Esc");
    desk.has_no("article", "");
    desk.press("/");
    desk.types(typed);
    desk.wait_until_at_rest();
    look(desk, &format!("{name}-found"));
    desk.press("Ctrl+A");
    desk.press("Delete");
    desk.press("Esc");
}

#[track_caller]
fn walk(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "我的一天", "My day"));
    look(desk, "my-day");
    go_to(desk, word(desk, "库存车", "Stock"));
    list_and_record(desk, look, "stock", "ly");
    go_to(desk, word(desk, "客户", "Customers"));
    desk.press("Alt+1");
    desk.has("region", word(desk, "客户", "Customers"));
    list_and_record(desk, look, "customers", "wang");
    desk.press("Alt+2");
    desk.has("region", word(desk, "线索", "Leads"));
    list_and_record(desk, look, "leads", "wang");
    desk.press("Alt+3");
    desk.has("region", word(desk, "来店", "Visits"));
    look(desk, "visits");
    go_to(desk, word(desk, "报价", "Quotes"));
    list_and_record(desk, look, "quotes", "langyi");
    go_to(desk, word(desk, "订单", "Orders"));
    list_and_record(desk, look, "orders", "wang");
    go_to(desk, word(desk, "车型库", "Catalogue"));
    list_and_record(desk, look, "catalogue", "lavida");
    promotions(desk, look);
    member(desk, look);
    levels(desk, look);
    go_to(desk, word(desk, "收银", "Cashier"));
    look(desk, "cashier");
    choose(desk, word(desk, "报表", "Reports"));
    desk.shows(word(desk, "数据时间", "As of"));
    look(desk, "reports");
    go_to(desk, word(desk, "审计", "Audit"));
    look(desk, "audit");
    desk.press("Ctrl+K");
    desk.focuses("field", word(desk, "搜索和命令", "Search and commands"));
    desk.types("ly");
    desk.has("option", "");
    look(desk, "palette");
    desk.press("Esc");
}

/// The promotion that has coupons: many of them, of which one is found by its code.
#[track_caller]
fn promotions(desk: &Desk, look: Look) {
    choose(desk, word(desk, "促销", "Promotions"));
    desk.has("gridcell", "");
    look(desk, "promotions");
    desk.press("Home");
    desk.press("Enter");
    desk.has("article", "");
    look(desk, "promotion-card");
    desk.fill(word(desk, "找券码", "Find a coupon"), "xc 0079");
    desk.wait_until_at_rest();
    look(desk, "promotion-coupon-found");
    desk.press("Ctrl+A");
    desk.press("Delete");
    desk.push(word(desk, "再看", "Show"));
    look(desk, "promotion-coupons");
    desk.press("Esc");
}

/// Whoever comes most often, with the long ledger of their points.
#[track_caller]
fn member(desk: &Desk, look: Look) {
    desk.press("Ctrl+K");
    desk.focuses("field", word(desk, "搜索和命令", "Search and commands"));
    desk.types("13810000000");
    desk.has("option", "");
    desk.wait_until_at_rest();
    desk.press("Enter");
    desk.has("article", "");
    desk.tab_to("button", word(desk, "用积分", "Use points"));
    look(desk, "member");
    desk.push(word(desk, "再看", "Show"));
    look(desk, "member-with-the-whole-ledger");
}

/// What runs low, in the list and on the levels.
#[track_caller]
fn levels(desk: &Desk, look: Look) {
    choose(desk, word(desk, "设置库存下限", "Set stock levels"));
    desk.has("field", word(desk, "车系", "Series"));
    look(desk, "levels");
    desk.press("Esc");
}

#[track_caller]
fn nothing_is_wrong(language: Language, theme: Theme, scale: Scale) {
    let desk = sample_dealership(language, theme, scale);
    let mut gathered = Vec::new();
    walk(&desk, &mut |desk, screen| {
        desk.picture(screen);
        gathered.extend(desk.inaccessible(screen));
        gathered.extend(desk.cut_off(screen));
    });
    assert!(gathered.is_empty(), "{}", gathered.join("\n\n"));
}

#[test]
fn lists_full_of_rows_are_right_in_chinese_and_dark() {
    nothing_is_wrong(Language::Chinese, Theme::Dark, Scale::Usual);
}

#[test]
fn lists_full_of_rows_are_right_in_english_and_light() {
    nothing_is_wrong(Language::English, Theme::Light, Scale::Usual);
}

#[test]
fn lists_full_of_rows_are_right_in_chinese_and_light_at_double_size() {
    nothing_is_wrong(Language::Chinese, Theme::Light, Scale::Double);
}
