//! My day: every number opens the rows it counts, and every row opens its record.

use crate::harness::processes::wait_until;
use crate::harness::*;
use crate::steps::{Person, choose, sign_in, training_dealership};

const MODEL: &str = "朗逸 2026 款 1.5L 自动舒适版";

/// No tile shows more rows than this.
const MOST_ROWS: usize = 100;

/// The number on a tile: the first line behind its name that is one.
#[track_caller]
fn number_on(tile: &Thing) -> usize {
    let number = tile
        .name
        .split_whitespace()
        .find_map(|part| part.parse().ok());
    number.unwrap_or_else(|| panic!("“{}” counts nothing", tile.name))
}

/// Waits until this tile is the chosen one and its rows are there.
#[track_caller]
fn goes_to(desk: &Desk, at: usize) {
    wait_until("the tile is chosen", || desk.all("tab", "")[at].selected);
    desk.wait_until_at_rest();
}

/// Goes from tile to tile and holds each number against the rows below it. Gives back the sum of all numbers.
#[track_caller]
fn each_number_opens_its_rows(desk: &Desk) -> usize {
    desk.has("heading", "我的一天");
    let tiles = desk.all("tab", "").len();
    desk.press_times("Left", tiles);
    let mut sum = 0;
    for at in 0..tiles {
        let name = desk.all("tab", "")[at].name.clone();
        let word = name.split_whitespace().next().unwrap_or_default();
        goes_to(desk, at);
        let count = number_on(&desk.all("tab", "")[at]);
        let rows = desk.all("listitem", "").len();
        assert_eq!(rows, count.min(MOST_ROWS), "the rows of “{word}”");
        desk.picture(word);
        sum += count;
        desk.press("Right");
    }
    sum
}

/// A consultant's discount that only a manager may give, asked for with its reason.
#[track_caller]
fn ask_for_a_discount(desk: &Desk) {
    desk.press("Ctrl+Q");
    desk.focuses("field", "车型");
    desk.types(MODEL);
    desk.fill("指导价", "119900");
    desk.fill("排量", "1498");
    desk.fill("客户姓名", "刘思远");
    desk.fill("优惠", "20000");
    desk.fill("给经理的话", "同款竞品已降价，客户今天能定。");
    desk.press("Ctrl+Enter");
    desk.shows("已请经理批准");
}

#[test]
fn each_number_of_my_day_opens_its_rows_and_each_row_its_record() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::Consultant);
    ask_for_a_discount(&desk);
    choose(&desk, "换人");
    sign_in(&desk, Person::SalesManager);
    choose(&desk, "我的一天");
    let sum = each_number_opens_its_rows(&desk);
    assert!(sum > 0, "nothing is on the manager's day");
    desk.is_accessible("the manager's day");

    let approvals = desk.all("tab", "");
    let at = approvals
        .iter()
        .position(|tile| tile.name.starts_with("待审批"))
        .expect("the manager approves");
    desk.press_times("Left", approvals.len());
    desk.press_times("Right", at);
    goes_to(&desk, at);
    desk.shows(MODEL);
    let rows = desk.all("button", "");
    let row = rows.iter().find(|row| row.name.contains(MODEL));
    desk.push(&row.expect("the quote waits").name);
    desk.has("article", "");
    desk.has("heading", MODEL);
    desk.shows("同款竞品已降价");
    desk.picture("the-record-behind-a-row");
}
