//! Reports: a manager reads all four over a store full of records, takes a sum apart down to its order,
//! prints on a real spooler and takes the figures along as PDF and Excel.

use std::path::PathBuf;

use calamine::{Data, Reader};

use crate::harness::*;
use crate::rights::{LOGO, choose_logo};
use crate::steps::{Person, choose, sign_in, switch_to};

/// The words of a language that the steps below need.
struct Words {
    unlock: &'static str,
    passphrase: &'static str,
    area: &'static str,
    from: &'static str,
    until: &'static str,
    day: &'static str,
    as_of: &'static str,
    stock: &'static str,
    sales: &'static str,
    cash_day: &'static str,
    funnel: &'static str,
}

const CHINESE: Words = Words {
    unlock: "打开本店数据",
    passphrase: "口令",
    area: "报表",
    from: "从",
    until: "到",
    day: "收银日",
    as_of: "数据时间",
    stock: "库存车龄表",
    sales: "销售月报",
    cash_day: "收银日结单",
    funnel: "销售漏斗",
};

const ENGLISH: Words = Words {
    unlock: "Open the store",
    passphrase: "Passphrase",
    area: "Reports",
    from: "From",
    until: "To",
    day: "Cash day",
    as_of: "As of",
    stock: "Stock list with ages",
    sales: "Sales of the month",
    cash_day: "Cashier's day sheet",
    funnel: "Sales funnel",
};

/// Opens the sample dealership, whose records end on 22 November 2026.
#[track_caller]
fn sample_dealership(desk: &Desk, words: &Words) {
    desk.has("heading", words.unlock);
    desk.fill(words.passphrase, SAMPLE_PASSPHRASE);
    desk.press("Enter");
}

#[track_caller]
fn to_reports(desk: &Desk, words: &Words) {
    desk.tab_to("link", words.area);
    desk.press("Enter");
    desk.has("heading", words.stock);
    desk.shows(words.as_of);
}

/// Types the days of the sample's last months over the period.
#[track_caller]
fn over_the_sample(desk: &Desk, words: &Words) {
    desk.fill(words.from, "2026-09-01");
    desk.press("Enter");
    desk.holds(words.from, "2026-09-01");
    desk.fill(words.until, "2026-11-22");
    desk.press("Enter");
    desk.holds(words.until, "2026-11-22");
    desk.shows(words.as_of);
    desk.press("Esc");
}

/// Gives the house its logo, and leaves the desk to whoever reads reports.
#[track_caller]
fn under_a_logo(desk: &Desk) {
    sign_in(desk, Person::Administrator);
    choose(desk, "改本店资料");
    desk.focuses("field", "店名");
    choose_logo(desk, "logo.png", LOGO);
    desk.has("img", "店标");
    desk.press("Ctrl+Enter");
    desk.shows("本店资料已保存");
    switch_to(desk, Person::SalesManager);
}

/// The file of this kind that was saved last among the person's own.
#[track_caller]
fn saved(desk: &Desk, kind: &str) -> PathBuf {
    std::fs::read_dir(desk.folder().join("home"))
        .expect("the home is there")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|ending| ending == kind))
        .unwrap_or_else(|| panic!("no .{kind} was saved"))
}

#[test]
fn a_manager_takes_a_sum_apart_down_to_its_order_and_a_line_of_stock_opens_its_car() {
    let desk = Desk::start(Options {
        store: Store::Sample,
        ..Options::default()
    });
    let words = &CHINESE;
    sample_dealership(&desk, words);
    sign_in(&desk, Person::StoreManager);

    to_reports(&desk, words);
    desk.picture("stock");
    desk.is_accessible("the stock list");
    desk.tab_to("grid", words.stock);
    desk.press("Down");
    desk.press("Enter");
    desk.lacks(words.as_of);
    desk.shows("车架号");
    desk.picture("a-car-from-the-stock-list");

    to_reports(&desk, words);
    desk.press("J");
    desk.has("heading", words.sales);
    over_the_sample(&desk, words);
    desk.shows("王小明");
    desk.shows("毛利率");
    desk.picture("sales");
    desk.is_accessible("the sales of the month");
    desk.tab_to("grid", words.sales);
    desk.press_times("Right", 2);
    desk.press("Enter");
    desk.has("heading", "李经理 · 收入（含税）");
    desk.focuses("grid", "李经理 · 收入（含税） 的明细");
    desk.shows("SOS-");
    desk.picture("rows-behind-a-sum");
    desk.is_accessible("the rows behind a sum");
    desk.press("Esc");
    desk.has_no("heading", "李经理 · 收入（含税）");
    desk.focuses("grid", words.sales);
    desk.press("Enter");
    desk.focuses("grid", "李经理 · 收入（含税） 的明细");
    desk.press("Enter");
    desk.lacks(words.as_of);
    desk.shows("SOS-");
    desk.picture("an-order-from-a-sum");

    // What was asked last is asked again.
    to_reports(&desk, words);
    desk.press("J");
    desk.has("heading", words.sales);
    desk.holds(words.from, "2026-09-01");
    desk.fill(words.until, "2026-08-31");
    desk.press("Enter");
    desk.shows("结束日早于开始日");
    desk.picture("a-period-that-ends-before-it-begins");
    desk.is_accessible("a refused period");
}

#[test]
fn the_stock_list_goes_to_a_real_printer_to_a_pdf_and_to_excel_with_the_same_figures_and_the_logo()
{
    let desk = Desk::start(Options {
        store: Store::Sample,
        paper: Paper::Printed,
        ..Options::default()
    });
    let words = &CHINESE;
    sample_dealership(&desk, words);
    under_a_logo(&desk);
    to_reports(&desk, words);
    desk.press("Ctrl+P");
    desk.has("field", "份数");
    desk.has("button", "打印");
    desk.picture("preview");
    desk.is_accessible("the preview of a report");
    desk.press("Ctrl+P");
    desk.shows("已送到打印机 paper");
    let printed = desk.printer().wait_for_papers(1);
    paper_is_sound(&printed[0]);

    desk.press("D");
    desk.shows(".pdf");
    let paper = saved(&desk, "pdf");
    paper_is_sound(&paper);
    desk.keep_paper("stock", &paper);
    // The minute of the figures may have passed between the two.
    let text = text_of_paper(&paper);
    assert!(
        text.contains(words.stock) && text.contains("RKS-"),
        "{text}"
    );
    assert_eq!(
        pictures_of_paper(&printed[0]).len(),
        pictures_of_paper(&paper).len(),
        "paper and PDF have not the same pages"
    );

    desk.press("E");
    desk.shows(".xlsx");
    let bytes = std::fs::read(saved(&desk, "xlsx")).expect("the workbook");
    let logo = b"xl/media/image1.png";
    assert!(
        bytes.windows(logo.len()).any(|part| part == logo),
        "the workbook has no logo"
    );
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(saved(&desk, "xlsx")).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("cells");
    let sum = sheet
        .rows()
        .next_back()
        .expect("rows")
        .last()
        .expect("a cell");
    let Data::Float(sum) = sum else {
        panic!("the sum of asking prices is {sum:?} and no number");
    };
    // Thousands are parted on paper and on the screen, each in its way.
    let bare = |text: &str| text.replace([',', '\u{2009}', ' '], "");
    let said = format!("{sum:.2}");
    assert!(bare(&text).contains(&said), "the PDF does not say {said}");
    assert!(
        bare(&desk.text()).contains(&said),
        "the screen does not say {said}"
    );
}

/// Leaves a picture of every report and its paper.
#[track_caller]
fn all_four(desk: &Desk, words: &Words) {
    to_reports(desk, words);
    desk.picture("stock");
    desk.is_accessible("the stock list");
    desk.press("J");
    desk.has("heading", words.sales);
    over_the_sample(desk, words);
    desk.picture("sales");
    desk.is_accessible("the sales of the month");
    keep_as_pdf(desk, words.sales, "sales");
    desk.press("J");
    desk.has("heading", words.cash_day);
    desk.fill(words.day, "2026-11-04");
    desk.press("Enter");
    desk.holds(words.day, "2026-11-04");
    desk.shows(words.as_of);
    desk.press("Esc");
    desk.picture("cash-day");
    desk.is_accessible("the day sheet");
    keep_as_pdf(desk, words.cash_day, "cash-day");
    desk.press("J");
    desk.has("heading", words.funnel);
    over_the_sample(desk, words);
    desk.picture("funnel");
    desk.is_accessible("the funnel");
    keep_as_pdf(desk, words.funnel, "funnel");
}

#[track_caller]
fn keep_as_pdf(desk: &Desk, title: &str, name: &str) {
    desk.press("D");
    desk.shows(&format!("{title}-2"));
    let paper = saved(desk, "pdf");
    paper_is_sound(&paper);
    desk.keep_paper(name, &paper);
    std::fs::remove_file(paper).expect("it was there");
}

#[test]
fn all_four_reports_are_readable_in_chinese() {
    let desk = Desk::start(Options {
        store: Store::Sample,
        size: Size::Office,
        ..Options::default()
    });
    sample_dealership(&desk, &CHINESE);
    sign_in(&desk, Person::StoreManager);
    all_four(&desk, &CHINESE);
}

#[test]
fn all_four_reports_are_readable_in_english_in_the_dark() {
    let desk = Desk::start(Options {
        store: Store::Sample,
        language: Language::English,
        theme: Theme::Dark,
        ..Options::default()
    });
    // The dealership is a Chinese one; its first screen can be turned to English.
    desk.push("English");
    sample_dealership(&desk, &ENGLISH);
    desk.fill("Name or sign-in name", "store");
    desk.press("Enter");
    desk.focuses("field", "Password");
    desk.types("training");
    desk.press("Enter");
    desk.has("link", ENGLISH.area);
    all_four(&desk, &ENGLISH);
}

#[test]
fn reports_are_readable_at_twice_the_size() {
    let desk = Desk::start(Options {
        store: Store::Sample,
        scale: Scale::Double,
        size: Size::Office,
        ..Options::default()
    });
    sample_dealership(&desk, &CHINESE);
    sign_in(&desk, Person::StoreManager);
    to_reports(&desk, &CHINESE);
    desk.picture("stock");
    desk.press("J");
    over_the_sample(&desk, &CHINESE);
    desk.tab_to("grid", CHINESE.sales);
    desk.press("Right");
    desk.press("Enter");
    desk.has("heading", "李经理 · 台数");
    desk.picture("rows-behind-a-sum");
    desk.is_accessible("the rows behind a sum at twice the size");
}
