//! What makes a long day bearable: nothing typed is lost, the language and the look change on the spot, every screen
//! tells its keys, and one record follows the other without going back to the list.

use crate::harness::*;
use crate::screens::{CARS, take_in};
use crate::steps::{Person, choose, sign_in, training_dealership};

/// A training dealership at which the store manager sits.
fn desk() -> Desk {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    desk
}

const COLOUR: &str = "星云灰，内饰米白，客户等着看";

#[track_caller]
fn type_half_a_car(desk: &Desk) {
    desk.press("Ctrl+I");
    desk.focuses("field", "车架号");
    desk.types(CARS[0].0);
    desk.fill("车型", CARS[0].1);
    desk.fill("外观色", COLOUR);
}

#[track_caller]
fn the_draft_is_there(desk: &Desk) {
    desk.press("Ctrl+I");
    desk.shows("有一份没保存的草稿");
    desk.press("Alt+R");
    desk.holds("车架号", CARS[0].0);
    desk.holds("车型", CARS[0].1);
    desk.holds("外观色", COLOUR);
}

#[test]
fn a_window_closed_in_the_middle_of_typing_leaves_the_draft() {
    let desk = desk();
    type_half_a_car(&desk);
    desk.close();
    desk.open();
    sign_in(&desk, Person::StoreManager);
    the_draft_is_there(&desk);
    desk.picture("restored");
    desk.press("Ctrl+Enter");
    desk.has("heading", CARS[0].1);
    desk.press("Ctrl+I");
    desk.focuses("field", "车架号");
    desk.lacks("有一份没保存的草稿");
}

#[test]
fn a_program_that_is_killed_in_the_middle_of_typing_leaves_the_draft() {
    let desk = desk();
    type_half_a_car(&desk);
    for _ in 0..rounds() {
        desk.shows("已自动暂存");
        desk.kill_and_open();
        sign_in(&desk, Person::StoreManager);
        the_draft_is_there(&desk);
    }
    desk.picture("restored");
}

#[test]
fn the_language_changes_on_the_spot() {
    let desk = desk();
    take_in(&desk, CARS[0]);
    choose(&desk, "设置");
    desk.tab_to("radio", "中文");
    desk.press("Right");
    desk.has("heading", "Settings");
    desk.has("link", "Stock");
    desk.picture("english");
    desk.press("Ctrl+3");
    desk.has("heading", "Stock");
    desk.shows(CARS[0].1);
    desk.lacks("库存");
    desk.kill_and_open();
    desk.has("heading", "Sign in");
    desk.picture("sign-in-stays-english");
}

#[test]
fn the_dark_and_the_double_size_come_at_once_and_cut_nothing_off() {
    let desk = desk();
    take_in(&desk, CARS[1]);
    choose(&desk, "设置");
    desk.tab_to("radio", "随系统");
    desk.press_times("Right", 2);
    let dark = "return document.documentElement.dataset.theme === 'dark'";
    assert!(desk.script::<bool>(dark, &[]), "the page is not dark");
    desk.tab_to("radio", "100 %");
    desk.press_times("Right", 5);
    let size = "return Number.parseFloat(getComputedStyle(document.body).fontSize)";
    assert!(
        desk.script::<f64>(size, &[]) > 27.0,
        "letters are not twice as large"
    );
    desk.picture("settings");
    assert_eq!(desk.cut_off("the settings at 200 %"), None);
    desk.is_accessible("the settings in the dark at 200 %");
    desk.press("Ctrl+3");
    desk.has("heading", "库存车");
    desk.picture("stock");
    assert_eq!(desk.cut_off("stock at 200 %"), None);
    desk.press("Enter");
    desk.has("article", "");
    desk.picture("card");
    assert_eq!(desk.cut_off("the card of a car at 200 %"), None);
    desk.is_accessible("the card of a car in the dark at 200 %");
}

#[test]
fn the_question_mark_tells_the_keys_of_the_screen_and_j_and_k_go_from_record_to_record() {
    let desk = desk();
    take_in(&desk, CARS[0]);
    take_in(&desk, CARS[1]);
    desk.press("?");
    desk.has("heading", "本页按键");
    desk.shows("下一条");
    desk.shows("移位");
    desk.shows("按 J、K 换下一辆、上一辆");
    desk.picture("keys");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.press("J");
    desk.has("heading", CARS[0].1);
    desk.picture("next");
    desk.press("K");
    desk.has("heading", CARS[1].1);
    desk.press("Esc");
    desk.has_no("article", "");
}
