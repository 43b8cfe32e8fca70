//! The catalogue: found by initials, looked up, narrowed, sorted, compared, quoted from.

use crate::harness::*;
use crate::steps::{Person, go_to, sign_in, training_dealership};

/// A version of the training catalogue with what is known of it.
const MODEL: &str = "大众 朗逸 2026款 1.5L 自动新逸版";
const PRICE: &str = "94\u{2009}000.00";

#[test]
fn a_model_is_found_by_its_initials_and_quoted_with_price_engine_seats_and_tax_from_the_catalogue()
{
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::Consultant);

    // The day is there, so the frame around it hears its keys.
    desk.has("heading", "我的一天");
    desk.press("Ctrl+K");
    desk.focuses("field", "搜索和命令");
    desk.types("dzly");
    desk.shows("大众 朗逸");
    desk.shows("训练数据");
    desk.picture("palette");
    desk.types(" 新逸");
    desk.has("option", MODEL);
    desk.lacks("大众 朗逸 2026款 300TSI");
    desk.press("Enter");

    desk.has("heading", MODEL);
    desk.shows("配置表");
    desk.shows("上汽大众");
    desk.shows("本店没有这一款的车。");
    desk.picture("sheet");
    desk.is_accessible("the sheet of a model");
    desk.press("P");
    desk.focuses("field", "在配置表里找");
    desk.types("气囊");
    desk.shows("前排双气囊");
    desk.lacks("整备质量");
    desk.picture("found-in-the-sheet");
    desk.press("Esc");
    desk.shows("整备质量");

    desk.press("Ctrl+Enter");
    desk.focuses("field", "车型");
    desk.holds("车型", MODEL);
    desk.holds("指导价", PRICE);
    desk.holds("排量", "1498");
    desk.holds("座位", "5");
    // A tenth of the price without VAT.
    desk.shows("8\u{2009}318.58");
    desk.picture("quote");
    desk.is_accessible("a quote begun from the catalogue");
    desk.fill("客户姓名", "刘思远");
    desk.press("Ctrl+S");
    desk.shows("草稿已存");
    // The saved quote names the model and leads back to its sheet.
    desk.shows("紧凑型车 · 汽油 · 1.5 L · 81 kW · 5 座");
    desk.picture("saved-quote");
    desk.push(MODEL);
    desk.shows("配置表");
}

#[test]
fn the_catalogue_is_narrowed_by_three_facets_sorted_and_two_models_stand_side_by_side() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    desk.has("heading", "我的一天");
    go_to(&desk, "车型库");
    desk.has("heading", "车型库 415");
    desk.picture("list");
    desk.is_accessible("the list of models");

    for (typed, left) in [("中型 S", 71), ("汽油", 24), ("7 座", 6)] {
        desk.press("F");
        desk.focuses("field", "输入筛选 F");
        desk.types(typed);
        desk.press("Enter");
        desk.has("heading", &format!("车型库 {left}"));
        desk.press("Esc");
    }
    desk.lacks("大众 朗逸");
    desk.press("S");
    desk.focuses("menuitem", "车型");
    desk.press("Down");
    desk.focuses("menuitem", "指导价");
    desk.press("Enter");
    desk.picture("narrowed-and-sorted");
    desk.press("S");
    desk.has("menuitem", "指导价 ↑");
    desk.press("Esc");

    desk.tab_to("grid", "车型库");
    desk.press("Home");
    desk.press("Space");
    desk.shows("已选 1 行");
    desk.press("Down");
    desk.press("Space");
    desk.shows("已选 2 行");
    desk.push("对比");
    desk.has("heading", "对比");
    desk.shows("轴距");
    desk.picture("side-by-side");
    desk.is_accessible("two models side by side");
    desk.press("D");
    desk.lacks("能源");
    desk.picture("differences");
    desk.press("Esc");
    desk.has("button", "入库一台");
}

#[test]
fn a_car_of_a_model_is_taken_in_with_price_and_colours_of_the_catalogue_and_stands_on_its_sheet() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    desk.has("heading", "我的一天");
    desk.press("Ctrl+K");
    desk.focuses("field", "搜索和命令");
    desk.types("dzly 新逸");
    desk.has("option", MODEL);
    desk.press("Enter");
    desk.has("heading", MODEL);
    desk.press("R");
    desk.focuses("field", "车架号");
    desk.types("LSVAB4BRXN2100018");
    desk.holds("车型", MODEL);
    desk.holds("指导价", PRICE);
    desk.fill("外观色", "珠光");
    desk.has("option", "珠光白");
    desk.press("Down");
    desk.press("Enter");
    desk.picture("taking-in");
    desk.press("Ctrl+Enter");
    desk.shows("已入库");
    desk.shows("紧凑型车 · 汽油 · 1.5 L · 81 kW · 5 座");
    desk.picture("car");
    desk.push(MODEL);
    desk.shows("本店在库");
    desk.lacks("本店没有这一款的车。");
    desk.picture("sheet-with-stock");
}

#[test]
fn the_catalogue_reads_well_in_english_and_in_the_dark() {
    let desk = Desk::start(Options {
        theme: Theme::Dark,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::Consultant);
    desk.has("heading", "我的一天");
    go_to(&desk, "设置");
    desk.tab_to("radio", "中文");
    desk.press("Right");
    desk.has("heading", "Settings");
    desk.press("Ctrl+K");
    desk.types("lavida");
    desk.shows("Volkswagen Lavida");
    desk.press("Enter");
    desk.shows("Configuration sheet");
    desk.picture("english-dark");
    desk.is_accessible("the sheet of a model in English in the dark");
    desk.press("Esc");
    desk.lacks("Configuration sheet");
    desk.picture("english-dark-list");
    desk.tab_to("grid", "Catalogue");
    desk.press("Enter");
    desk.shows("Configuration sheet");
    desk.press("B");
    desk.focuses("field", "One more");
    desk.types("sagitar");
    desk.has("option", "Volkswagen Sagitar");
    desk.press("Enter");
    desk.shows("Volkswagen Sagitar");
    desk.picture("english-dark-comparison");
    desk.is_accessible("two models side by side in English in the dark");
}

#[test]
fn the_catalogue_can_be_read_at_twice_the_size() {
    let desk = Desk::start(Options {
        size: Size::Office,
        scale: Scale::Double,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::Consultant);
    desk.has("heading", "我的一天");
    go_to(&desk, "车型库");
    desk.has("heading", "车型库 415");
    desk.picture("double-list");
    desk.tab_to("grid", "车型库");
    desk.press("Enter");
    desk.shows("配置表");
    desk.picture("double-sheet");
    desk.press("B");
    desk.focuses("field", "再加一款");
    desk.types("朗逸");
    desk.has("option", "大众 朗逸");
    desk.press("Enter");
    desk.shows("大众 朗逸");
    desk.picture("double-comparison");
}
