//! Steps that many journeys begin with. They speak the language of the desk: Chinese, or English where it was asked for.

use crate::harness::*;

/// A person of the training dealership, by the name they sign in with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Person {
    Administrator,
    StoreManager,
    SalesManager,
    Consultant,
    Cashier,
}

impl Person {
    fn sign_in_name(self) -> &'static str {
        match self {
            Self::Administrator => "admin",
            Self::StoreManager => "store",
            Self::SalesManager => "manager",
            Self::Consultant => "sales",
            Self::Cashier => "cashier",
        }
    }

    /// The name as it stands at the sign-in.
    fn name(self, desk: &Desk) -> &'static str {
        match self {
            Self::Administrator => word(desk, "陈管理", "Alex Admin"),
            Self::StoreManager => word(desk, "周店长", "Morgan Moore"),
            Self::SalesManager => word(desk, "李经理", "Sam Lee"),
            Self::Consultant => word(desk, "王小明", "Chris Wang"),
            Self::Cashier => word(desk, "赵会计", "Casey Zhao"),
        }
    }
}

/// The password of everybody in the training dealership, which its sign-in says.
const PASSWORD: &str = "training";

/// What stands on the screen of this desk: the Chinese words, or the English ones where the desk was asked for in English.
pub fn word(desk: &Desk, chinese: &'static str, english: &'static str) -> &'static str {
    match desk.options().language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

/// Opens the training dealership at its first start, by keyboard.
#[track_caller]
pub fn training_dealership(desk: &Desk) {
    desk.has("heading", word(desk, "开始使用", "Get started"));
    desk.push(word(desk, "训练门店", "Training store"));
    desk.has("heading", word(desk, "登录", "Sign in"));
}

/// Signs in by keyboard, whoever was here last.
#[track_caller]
pub fn sign_in(desk: &Desk, person: Person) {
    desk.has("heading", word(desk, "登录", "Sign in"));
    let password = word(desk, "密码", "Password");
    let somebody_is_asked = !desk.all("field", password).is_empty();
    if !somebody_is_asked || !desk.text().contains(person.name(desk)) {
        if somebody_is_asked {
            // Before the password stands the one who was here last; Enter there asks for somebody else.
            desk.focuses("field", password);
            desk.press("Shift+Tab");
            desk.press("Enter");
        }
        desk.fill(
            word(desk, "姓名或登录名", "Name or sign-in name"),
            person.sign_in_name(),
        );
        desk.press("Enter");
    }
    desk.focuses("field", password);
    desk.types(PASSWORD);
    desk.press("Enter");
    desk.has("navigation", word(desk, "业务", "Areas"));
    // Keys are heard once what is seen has been painted.
    desk.wait_until_at_rest();
}

/// Chooses in the palette what bears exactly this name: an area, or a command of the screen.
#[track_caller]
pub fn choose(desk: &Desk, name: &str) {
    desk.wait_until_at_rest();
    desk.press("Ctrl+K");
    desk.focuses("field", word(desk, "搜索和命令", "Search and commands"));
    desk.types(name);
    desk.has("option", name);
    for _ in 0..40 {
        let options = desk.all("option", name);
        if options
            .iter()
            .any(|option| option.selected && is_called(option, name))
        {
            desk.press("Enter");
            desk.has_no("field", word(desk, "搜索和命令", "Search and commands"));
            return;
        }
        desk.press("Down");
    }
    desk.fail(&format!("the palette does not come to “{name}”"));
}

/// Goes to an area by its name, wherever it stands in the rail, and waits for its title.
#[track_caller]
pub fn go_to(desk: &Desk, area: &str) {
    choose(desk, area);
    desk.has("heading", area);
}

/// Whether nothing but its keys follows the name: “Import” is not “Import a list”.
fn is_called(option: &Thing, name: &str) -> bool {
    let keys = option.name.strip_prefix(name).unwrap_or("?");
    keys.split_whitespace().all(|key| {
        key.chars().count() == 1 || matches!(key, "Ctrl" | "Alt" | "Shift" | "Esc" | "F1")
    })
}

/// Opens a menu of the screen and chooses what bears this name.
#[track_caller]
pub fn choose_in_menu(desk: &Desk, menu: &str, name: &str) {
    desk.push(menu);
    desk.has("menuitem", name);
    for _ in 0..20 {
        if desk.focus_is("menuitem", name) {
            desk.press("Enter");
            return;
        }
        desk.press("Down");
    }
    desk.fail(&format!("the menu “{menu}” does not come to “{name}”"));
}

/// Previews a paper by its key until its foot says this, prints it, and keeps the sheet: so many have come out by then.
#[track_caller]
pub fn prints(desk: &Desk, key: &str, foot: &str, papers: usize, name: &str) {
    desk.press(key);
    desk.shows(foot);
    desk.picture(name);
    desk.press("Ctrl+P");
    let printed = desk.printer().wait_for_papers(papers);
    let paper = printed.last().expect("a paper");
    paper_is_sound(paper);
    desk.keep_paper(name, paper);
    desk.has_no("dialog", "");
}

/// Leaves the desk to somebody else.
#[track_caller]
pub fn switch_to(desk: &Desk, person: Person) {
    desk.press("Ctrl+L");
    sign_in(desk, person);
}

/// Takes in a walk-in who gives a name, a mobile and a wish, and leaves the customer's card open.
#[track_caller]
pub fn take_in_lead(desk: &Desk, name: &str, mobile: &str, wish: &str) {
    desk.press("Ctrl+E");
    desk.focuses("field", word(desk, "姓名", "Name"));
    desk.types(name);
    desk.fill(word(desk, "手机", "Mobile"), mobile);
    desk.fill(word(desk, "意向车型", "Wanted car"), wish);
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "已建档", "Taken in"));
    // The card hears its keys once it is there.
    desk.has("button", word(desk, "记录联系", "Record a contact"));
}

/// A sum as it stands on the screen, where thin blanks part the thousands; papers have commas.
pub fn on_screen(sum: &str) -> String {
    sum.replace(',', "\u{2009}")
}

/// Takes a picture of the screen, has axe look at it, and looks for what is cut off.
#[track_caller]
pub fn look_closely(desk: &Desk, screen: &str) {
    desk.picture(screen);
    desk.is_accessible(screen);
    if let Some(misfits) = desk.cut_off(screen) {
        desk.fail(&misfits);
    }
}

/// How the journeys that are played in both languages look: in Chinese as most people have it, in English in the dark and
/// twice as large.
pub fn looks_of(language: Language) -> Options {
    let (theme, scale) = match language {
        Language::Chinese => (Theme::Light, Scale::Usual),
        Language::English => (Theme::Dark, Scale::Double),
    };
    Options {
        language,
        theme,
        scale,
        ..Options::default()
    }
}
