//! The service points of the group: one is added by keyboard and refused as long as nobody can be called for rescue,
//! its sheet comes out of a real printer in Chinese and in English, it is found by what is typed, and closed in the end.

use crate::harness::*;
use crate::screens::points;
use crate::steps::{Person, choose, prints, sign_in, training_dealership, word};

const NAME: &str = "启辰嘉定钣喷中心";
const OF_THE_SAMPLE: &str = "示例汽车滨江售后中心";

#[test]
fn a_service_point_is_added_printed_found_and_closed_in_chinese() {
    play(Language::Chinese);
}

#[test]
fn a_service_point_is_added_printed_found_and_closed_in_english() {
    play(Language::English);
}

fn play(language: Language) {
    let desk = Desk::start(Options {
        language,
        paper: Paper::Printed,
        training: Training::Filled,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    points(&desk, &mut |desk, screen| {
        desk.picture(screen);
        desk.is_accessible(screen);
    });
    prints(&desk, "Ctrl+P", "第 1 页", 1, "sheet");
    prints(&desk, "Alt+P", "Page 1", 2, "sheet-in-english");
    it_is_found_by_what_is_typed(&desk);
    it_is_closed(&desk);
}

#[track_caller]
fn it_is_found_by_what_is_typed(desk: &Desk) {
    desk.press("Esc");
    desk.has_no("article", "");
    desk.has("gridcell", OF_THE_SAMPLE);
    desk.press("/");
    desk.types("墨玉");
    desk.has_no("gridcell", OF_THE_SAMPLE);
    desk.has("gridcell", NAME);
    desk.picture("narrowed");
    choose(desk, word(desk, "我的一天", "My day"));
    desk.wait_until_at_rest();
    desk.press("Ctrl+K");
    desk.focuses("field", word(desk, "搜索和命令", "Search and commands"));
    desk.types("qcjd");
    desk.has("option", NAME);
    desk.picture("in-the-palette");
    desk.wait_until_at_rest();
    desk.press("Enter");
    desk.has("heading", NAME);
}

#[track_caller]
fn it_is_closed(desk: &Desk) {
    desk.press("E");
    desk.focuses("field", word(desk, "网点名称", "Name of the point"));
    desk.tab_to("radio", word(desk, "营业", "Open"));
    desk.press("Right");
    desk.press("Ctrl+Enter");
    desk.has("heading", NAME);
    desk.shows(word(desk, "已关闭", "Closed for good"));
    desk.picture("closed");
}
