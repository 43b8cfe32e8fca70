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

/// Goes to an area by its name, wherever it stands in the rail.
#[track_caller]
pub fn go_to(desk: &Desk, area: &str) {
    desk.wait_until_at_rest();
    desk.press("Ctrl+K");
    desk.focuses("field", "搜索和命令");
    desk.types(area);
    desk.has("option", area);
    // Records that are found stand above the commands.
    for _ in 0..20 {
        if desk.the("option", area).selected {
            break;
        }
        desk.press("Down");
    }
    desk.press("Enter");
    desk.has_no("field", "搜索和命令");
}
