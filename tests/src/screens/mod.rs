//! The screens of the workstation, area by area, each reached as a person reaches it and filled with what a counter
//! has on it. Whoever walks them says what is to be done at each: take a picture, have axe look, look for cut words.

mod customers;
mod drives;
mod house;
mod loyalty;
mod parts;
mod selling;
mod service;
mod stock;

pub use customers::customers;
pub use drives::{book_drive, demonstrator, test_drives};
pub use house::{cash, house, over};
pub use loyalty::{members, plans};
pub use parts::{add_part, open_the_pick, part_on_job, parts, receive_part, repair_order};
pub use selling::{orders, promotions, quotes};
pub use service::{complaints, points, recalls};
pub use stock::{levels, stock, take_in};

use crate::harness::*;
use crate::steps::{Person, sign_in, training_dealership, word};

/// What is done at each screen, which comes with a name for its picture.
pub type Look<'a> = &'a mut dyn FnMut(&Desk, &str);

/// One area: its screens are walked at a desk at which somebody has signed in to the training dealership.
pub type Walk = fn(&Desk, Look);

/// Two cars, with digits that check.
pub const CARS: [(&str, &str, &str); 2] = [
    (
        "LSVAB4BRXN2100018",
        "朗逸 2026 款 1.5L 自动舒适版",
        "119900",
    ),
    (
        "LSVAB4BR1N2100019",
        "ID.7 VIZZION 2026 款 长续航四驱旗舰尊享智驾版（含全景天幕与后排娱乐）",
        "12345678.90",
    ),
];

/// Every walk behind the sign-in, by the name of its pictures.
pub const WALKS: [(&str, Walk); 16] = [
    ("stock", stock),
    ("levels", levels),
    ("customers", customers),
    ("quotes", quotes),
    ("orders", orders),
    ("cash", cash),
    ("drives", test_drives),
    ("complaints", complaints),
    ("recalls", recalls),
    ("points", points),
    ("plans", plans),
    ("members", members),
    ("promotions", promotions),
    ("parts", parts),
    ("house", house),
    ("over", over),
];

/// From the first start to the work: what a desk shows before anybody is signed in.
#[track_caller]
pub fn entry(desk: &Desk, look: Look) {
    desk.has("heading", word(desk, "开始使用", "Get started"));
    look(desk, "first-start");
    desk.push(word(desk, "新建门店", "New dealership"));
    desk.has("field", word(desk, "店名", "Name"));
    look(desk, "new-dealership");
    desk.push(word(desk, "建立门店", "Create dealership"));
    desk.shows(word(desk, "这一项还没填", "Still to be filled in"));
    look(desk, "new-dealership-missing");
    desk.push(word(desk, "返回", "Back"));
    desk.push(word(desk, "加入已有门店", "Join a dealership"));
    desk.has("field", word(desk, "平台地址", "Address"));
    look(desk, "join");
    desk.push(word(desk, "返回", "Back"));
    training_dealership(desk);
    look(desk, "sign-in");
    desk.fill(word(desk, "姓名或登录名", "Name or sign-in name"), "store");
    desk.press("Enter");
    let password = word(desk, "密码", "Password");
    desk.focuses("field", password);
    desk.types("wrong");
    desk.press("Enter");
    desk.shows(word(desk, "密码不对", "The password is wrong"));
    look(desk, "wrong-password");
    sign_in(desk, Person::StoreManager);
    desk.press("Ctrl+Shift+L");
    desk.has("heading", word(desk, "已锁屏", "Locked"));
    look(desk, "locked");
}

const WISH: &str = "朗逸，白色，下个月用";

/// Prints the paper that is previewed, and keeps what came out of the printer.
#[track_caller]
pub fn print_where_there_is_a_printer(desk: &Desk, name: &str) {
    if desk.options().paper == Paper::None {
        return;
    }
    let before = desk.printer().papers().len();
    desk.press("Ctrl+P");
    let printed = desk.printer().wait_for_papers(before + 1);
    if let Some(paper) = printed.last() {
        paper_is_sound(paper);
        desk.keep_paper(name, paper);
    }
}
