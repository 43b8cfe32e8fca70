//! Steps that many journeys begin with.

use crate::harness::*;

/// A person of the training dealership, by the name they sign in with.
#[derive(Clone, Copy)]
pub enum Person {
    Administrator,
    StoreManager,
    SalesManager,
    Consultant,
}

impl Person {
    fn sign_in_name(self) -> &'static str {
        match self {
            Self::Administrator => "admin",
            Self::StoreManager => "store",
            Self::SalesManager => "manager",
            Self::Consultant => "sales",
        }
    }

    /// The name as it stands at the sign-in.
    fn name(self) -> &'static str {
        match self {
            Self::Administrator => "陈管理",
            Self::StoreManager => "周店长",
            Self::SalesManager => "李经理",
            Self::Consultant => "王小明",
        }
    }
}

/// The password of everybody in the training dealership, which its sign-in says.
const PASSWORD: &str = "training";

/// Opens the training dealership at its first start, by keyboard, in Chinese.
#[track_caller]
pub fn training_dealership(desk: &Desk) {
    desk.has("heading", "开始使用");
    desk.push("训练门店");
    desk.has("heading", "登录");
}

/// Signs in by keyboard, whoever was here last.
#[track_caller]
pub fn sign_in(desk: &Desk, person: Person) {
    desk.has("heading", "登录");
    let remembered = !desk.all("field", "密码").is_empty();
    if remembered && !desk.text().contains(person.name()) {
        // Before the password stands the one who was here last; Enter there asks for somebody else.
        desk.press("Shift+Tab");
        desk.press("Enter");
    }
    if !remembered || !desk.text().contains(person.name()) {
        desk.fill("姓名或登录名", person.sign_in_name());
        desk.press("Enter");
    }
    desk.focuses("field", "密码");
    desk.types(PASSWORD);
    desk.press("Enter");
    desk.has("navigation", "业务");
}

/// Leaves the desk to somebody else.
#[track_caller]
pub fn switch_to(desk: &Desk, person: Person) {
    desk.press("Ctrl+L");
    // The one who was here last is asked first; before the password stands the way to somebody else.
    desk.focuses("field", "密码");
    desk.press("Shift+Tab");
    desk.press("Enter");
    desk.focuses("field", "姓名或登录名");
    desk.types(person.sign_in_name());
    desk.has_no("button", Person::Administrator.name());
    desk.press("Enter");
    desk.focuses("field", "密码");
    desk.types(PASSWORD);
    desk.press("Enter");
    desk.has("navigation", "业务");
}

/// Goes to an area by its key, which is its place in the rail.
#[track_caller]
pub fn go_to_area(desk: &Desk, area: &str) {
    desk.has("link", area);
    let place = desk
        .all("link", "")
        .iter()
        .position(|link| link.name == area || link.name.starts_with(&format!("{area} ")));
    let place = place.unwrap_or_else(|| panic!("the rail has no {area}")) + 1;
    desk.press(&format!("Ctrl+{place}"));
}

/// Opens a menu by its button and takes one of its items.
#[track_caller]
pub fn choose_from_menu(desk: &Desk, menu: &str, item: &str) {
    desk.push(menu);
    desk.has("menuitem", item);
    for _ in 0..40 {
        if desk.focus_is("menuitem", item) {
            desk.press("Enter");
            return;
        }
        desk.press("Down");
    }
    panic!("the arrows do not lead to {item}");
}

/// Takes in a walk-in who gives a name, a mobile and a wish, and leaves the customer's card open.
#[track_caller]
pub fn take_in_lead(desk: &Desk, name: &str, mobile: &str, wish: &str) {
    desk.press("Ctrl+E");
    desk.focuses("field", "姓名");
    desk.types(name);
    desk.fill("手机", mobile);
    desk.fill("想要的车", wish);
    desk.press("Ctrl+Enter");
    desk.shows("已建档");
    // The card hears its keys once it is there.
    desk.has("button", "记录联系");
}

/// A sum as it stands on the screen, where thin blanks part the thousands; papers have commas.
pub fn on_screen(sum: &str) -> String {
    sum.replace(',', "\u{2009}")
}
