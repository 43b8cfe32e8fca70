//! Stock at work: a car is moved, its papers and key are handed on, its price is changed and it says what it costs a
//! day; a long list is narrowed by facets, and the view is there again the next day.

use crate::harness::*;
use crate::screens::{CARS, levels, take_in};
use crate::steps::{
    Person, choose, go_to, look_closely, looks_of, on_screen, sign_in, training_dealership, word,
};

/// Presses the arrow until this one of a few is chosen.
#[track_caller]
fn choose_one_of(desk: &Desk, name: &str) {
    desk.tab_to("radio", "");
    for _ in 0..8 {
        if desk.focus_is("radio", name) {
            return;
        }
        desk.press("Right");
    }
    desk.fail(&format!("the arrows do not come to “{name}”"));
}

#[test]
fn a_car_is_moved_its_papers_and_key_are_handed_on_and_it_says_what_it_costs_a_day() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    take_in(&desk, CARS[0]);
    let done = |deed: &str| {
        desk.press("Ctrl+Enter");
        desk.shows(&format!("{deed}：{}", CARS[0].1));
        desk.has_no("dialog", "");
    };
    desk.press("M");
    desk.has("dialog", "移位");
    desk.fill("库位", "B 区 3");
    done("移位");
    desk.shows("B 区 3");

    desk.press("Z");
    desk.has("dialog", "交接合格证、钥匙");
    choose_one_of(&desk, "质押在银行");
    desk.fill("合格证在谁处", "平安银行");
    desk.fill("合格证号", "HG20260001");
    desk.fill("钥匙编号", "K-12");
    desk.fill("钥匙在哪", "前台钥匙柜 3 号");
    desk.picture("papers-and-key");
    done("交接合格证、钥匙");
    desk.shows("质押在银行");
    desk.shows("前台钥匙柜 3 号");

    desk.press("G");
    desk.has("dialog", "改价");
    desk.fill("销售价", "112800");
    done("改价");
    desk.shows(&on_screen("112,800.00"));

    // Financed by the bank at 7.3 % a year, 100,000 cost 20 a day.
    choose(&desk, "定成本");
    desk.has("dialog", "定成本");
    desk.fill("进价", "100000");
    desk.fill("库融年利率", "7.3");
    desk.fill("库融起息日", "今天");
    done("定成本");
    desk.shows("每天持有成本");
    desk.shows("20.00");
    desk.shows("库龄");
    desk.picture("card");
    desk.is_accessible("the card of a car with all that is known of it");

    desk.press("H");
    desk.has("dialog", "");
    desk.shows("B 区 3");
    desk.shows("A 区 12");
    desk.picture("history");
}

/// How many cars the heading says that the list has.
#[track_caller]
fn counted(desk: &Desk) -> usize {
    desk.wait_until_at_rest();
    let heading = desk.the("heading", "库存车").name;
    let figures: String = heading.chars().filter(char::is_ascii_digit).collect();
    figures.parse().expect("the heading counts")
}

/// Types into the box of the facets what bears this name.
#[track_caller]
fn narrow(desk: &Desk, typed: &str) {
    desk.press("F");
    desk.focuses("field", "输入筛选 F");
    desk.types(typed);
    desk.press("Enter");
    desk.press("Esc");
}

#[test]
fn stock_is_narrowed_by_facets_and_the_view_is_there_again_the_next_day() {
    let desk = Desk::start(Options {
        training: Training::Filled,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::SalesManager);
    go_to(&desk, "库存车");
    desk.has("gridcell", "");
    let all = counted(&desk);
    let mut left = all;
    for typed in ["在库", "汽油", "可售"] {
        narrow(&desk, typed);
        let narrowed = counted(&desk);
        assert!(
            0 < narrowed && narrowed <= left,
            "“{typed}” leaves {narrowed} of {left}"
        );
        left = narrowed;
    }
    assert!(left < all, "nothing was narrowed");
    desk.picture("narrowed");
    desk.is_accessible("a list that is narrowed");
    let views = |choice: &str| {
        desk.push("视图");
        desk.has("menuitem", choice);
        for _ in 0..20 {
            if desk.focus_is("menuitem", choice) {
                break;
            }
            desk.press("Down");
        }
        desk.press("Enter");
        desk.has_no("menuitem", "");
    };
    views("存为视图");
    desk.focuses("field", "视图名称");
    desk.types("在库汽油车");
    desk.press("Enter");
    desk.has_no("dialog", "");
    views("全部");
    assert_eq!(counted(&desk), all);

    desk.close();
    desk.open();
    sign_in(&desk, Person::SalesManager);
    go_to(&desk, "库存车");
    views("在库汽油车");
    assert_eq!(counted(&desk), left);
    desk.picture("the-view-the-next-day");
    views("库龄最长");
    desk.has("gridcell", "");
    desk.picture("oldest-first");
}

#[test]
fn a_level_is_set_by_keyboard_alerts_on_my_day_and_leads_to_its_cars_in_chinese() {
    a_level_alerts(Language::Chinese);
}

#[test]
fn a_level_is_set_by_keyboard_alerts_on_my_day_and_leads_to_its_cars_in_english() {
    a_level_alerts(Language::English);
}

#[track_caller]
fn a_level_alerts(language: Language) {
    let desk = Desk::start(looks_of(language));
    training_dealership(&desk);
    sign_in(&desk, Person::SalesManager);
    levels(&desk, &mut look_closely);
    choose(&desk, word(&desk, "我的一天", "My day"));
    let tile = word(&desk, "库存预警", "Stock alerts");
    desk.has("tab", tile);
    let lacking = word(&desk, "差 3 辆", "3 cars short");
    desk.shows(lacking);
    look_closely(&desk, "my-day");
    // The row leads to the stock list, narrowed to the series.
    let rows = desk.all("button", "");
    let row = rows.iter().find(|row| row.name.contains(lacking));
    desk.push(&row.expect("a row").name);
    desk.has("region", word(&desk, "库存车", "Stock"));
    desk.shows(word(&desk, "没有符合条件的记录", "Nothing matches"));
    look_closely(&desk, "narrowed-to-the-series");
}
