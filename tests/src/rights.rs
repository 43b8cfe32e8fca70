//! Rights and the house's own affairs: a dealership of one's own with its logo and its people, a right taken away,
//! the last administrator, personal data behind their masks, and the settings of the house.

use serde_json::{Value, json};

use crate::harness::*;
use crate::steps::{
    Person, choose, choose_in_menu, go_to, sign_in, switch_to, take_in_lead, training_dealership,
};

/// A ring and a few bars, 160 by 48 pixels, as PNG in base64.
pub const LOGO: &str = "iVBORw0KGgoAAAANSUhEUgAAAKAAAAAwCAMAAAChd4FcAAAACVBMVEX///8YXKDmlhSx8keXAAAAnklEQVR42u3ZQQ6AIAxEUTr3P7QrExKhRKPhIzPbbl7c2A6lOPsl6rB1PGO0Q/dhhBFoYeSh++YL6cAItvDK0UjYncSrk6ZPZzLhPKDqMIB9XyKcBZQSIQAoZcJJwNzXExrYmkoDoYEGfguURkJ/QQN3B/pX99NtZql9kLlR428S/lX35C52s+DyaLd+kN+wLtBR81t+/jvJAi9Nzt0cXzAMa0mJVSsAAAAASUVORK5CYII=";
const PASSWORD: &str = "Blue horse 7 runs";

/// Opens an area, or does anything else that has a name, from the palette.
#[track_caller]
fn by_palette(desk: &Desk, name: &str) {
    desk.press("Ctrl+K");
    desk.types(name);
    desk.has("option", name);
    desk.press("Enter");
}

/// Puts a file into the field for the logo, as choosing it in the system's own window does.
#[track_caller]
pub fn choose_logo(desk: &Desk, name: &str, content: &str) {
    let put: bool = desk.script(
        "const input = document.querySelector('input[type=file]');
         const bytes = Uint8Array.from(atob(arguments[1]), (letter) => letter.charCodeAt(0));
         const chosen = new DataTransfer();
         chosen.items.add(new File([bytes], arguments[0]));
         input.files = chosen.files;
         input.dispatchEvent(new Event('change', { bubbles: true }));
         return input.files.length === 1;",
        &[json!(name), json!(content)],
    );
    assert!(put, "the file was not taken");
}

/// Signs in by name, whoever was here last.
#[track_caller]
fn sign_in_as(desk: &Desk, name: &str, password: &str) {
    desk.has("heading", "登录");
    if !desk.all("field", "密码").is_empty() && !desk.text().contains(name) {
        desk.press("Shift+Tab");
        desk.press("Enter");
    }
    if desk.all("field", "密码").is_empty() {
        desk.push(name);
    }
    desk.focuses("field", "密码");
    desk.types(password);
    desk.press("Enter");
    desk.has("navigation", "业务");
}

/// A dealership of one's own with a logo, whose administrator 陈立 is signed in.
#[track_caller]
fn own_dealership(desk: &Desk) {
    desk.has("heading", "开始使用");
    desk.push("新建门店");
    desk.focuses("field", "店名");
    desk.types("宏远汽车销售服务有限公司");
    desk.fill("门店代码", "hy");
    choose_logo(desk, "logo.png", LOGO);
    desk.has("img", "店标");
    // Names that stand twice are reached in their order: the administrator's own comes after the house's.
    desk.fill("姓名", "陈立");
    desk.fill("登录名", "chenli");
    desk.fill("密码", PASSWORD);
    desk.fill("再输一次", PASSWORD);
    desk.picture("founding");
    desk.is_accessible("founding a dealership");
    desk.press("Enter");
    desk.has("navigation", "业务");
}

/// How many pixels the logo in the frame is wide, once it is painted.
#[track_caller]
fn logo_in_the_frame(desk: &Desk) -> u64 {
    let width: Value = desk.script_until_done(
        "const tell = arguments[arguments.length - 1];
         const look = () => {
           const logo = document.querySelector('.house img');
           if (logo?.complete && logo.naturalWidth > 0) tell(logo.naturalWidth);
           else requestAnimationFrame(look);
         };
         look();",
        &[],
    );
    width.as_u64().unwrap_or_default()
}

#[test]
fn a_dealership_of_ones_own_has_its_logo_its_people_and_only_the_rights_that_it_gives() {
    let desk = Desk::start(Options::default());
    own_dealership(&desk);
    desk.shows("宏远汽车销售服务有限公司");
    assert_eq!(logo_in_the_frame(&desk), 160);
    desk.picture("founded");

    by_palette(&desk, "人员与权限");
    desk.shows("只有 陈立 能管角色和权限");
    desk.press("N");
    desk.focuses("field", "姓名");
    desk.types("林晓");
    desk.fill("登录名", "linxiao");
    desk.fill("新密码", PASSWORD);
    desk.fill("再输一遍", PASSWORD);
    desk.tab_to("checkbox", "销售顾问");
    desk.press("Space");
    desk.picture("a-colleague");
    desk.press("Ctrl+Enter");
    desk.shows("已添加 林晓");

    // A right is taken from the role: what needs it is no longer there.
    desk.push("销售顾问");
    desk.tab_to("checkbox", "看库存");
    desk.press("Space");
    desk.picture("a-role");
    desk.is_accessible("a role and its rights");
    desk.press("Ctrl+Enter");
    desk.shows("已保存 销售顾问");

    // Nobody takes the last administrator away.
    desk.push("陈立");
    desk.tab_to("radio", "在职");
    desk.press("Right");
    desk.press("Ctrl+Enter");
    desk.shows("店里至少要留一个在职的人有");
    desk.picture("the-last-administrator");

    desk.press("Ctrl+L");
    sign_in_as(&desk, "林晓", PASSWORD);
    desk.has("link", "客户");
    desk.has_no("link", "库存车");
    desk.has_no("link", "审计");
    by_palette(&desk, "设置");
    desk.has("link", "外观和语言");
    desk.has_no("link", "本店资料");
    desk.picture("the-consultant");

    desk.press("Ctrl+Shift+L");
    desk.has("heading", "已锁屏");
    desk.lacks("外观和语言");
    desk.focuses("field", "密码");
    desk.types(PASSWORD);
    desk.press("Enter");
    desk.has("link", "外观和语言");
}

#[test]
fn a_picture_that_is_no_logo_is_refused_with_what_to_do() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::Administrator);
    by_palette(&desk, "改本店资料");
    desk.focuses("field", "店名");
    desk.shows("TRAIN");
    // The first bytes of a PDF.
    choose_logo(&desk, "logo.png", "JVBERi0xLjcK");
    desk.has("img", "店标");
    desk.press("Ctrl+Enter");
    desk.shows("这不是 PNG 或 JPEG 图片");
    desk.picture("refused");
    choose_logo(&desk, "logo.png", LOGO);
    desk.lacks("这不是 PNG 或 JPEG 图片");
    desk.fill("信用代码", "91310000607378651Y");
    desk.press("Ctrl+Enter");
    desk.shows("最后一位应是");
    desk.fill("信用代码", "");
    desk.press("Ctrl+Enter");
    desk.shows("本店资料已保存");
    desk.picture("saved");
    desk.is_accessible("the dealership's settings");
    assert_eq!(logo_in_the_frame(&desk), 160);
}

#[test]
fn personal_data_stay_behind_their_masks_until_somebody_says_why() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    desk.press("Ctrl+E");
    desk.focuses("field", "姓名");
    desk.types("欧阳雪莹");
    desk.fill("手机", "13912340077");
    desk.fill("意向车型", "迈腾");
    desk.press("Ctrl+Enter");
    desk.shows("已建档");

    // On the card, in the list and in the search.
    desk.shows("139****0077");
    desk.lacks("13912340077");
    desk.lacks("欧阳雪莹");
    desk.picture("the-card");
    by_palette(&desk, "客户");
    desk.shows("139****0077");
    desk.lacks("13912340077");
    desk.press("Ctrl+K");
    desk.types("0077");
    desk.has("option", "欧阳**");
    desk.lacks("13912340077");
    desk.picture("the-search");
    desk.press("Enter");

    // Shown for a reason, and masked again for the next who looks.
    desk.push("显示手机");
    desk.shows("谁、何时、为什么");
    desk.focuses("field", "原因");
    desk.types("回电确认到店时间");
    desk.picture("the-reason");
    desk.is_accessible("asking why");
    desk.press("Enter");
    desk.shows("13912340077");
    desk.picture("shown");

    // The log says who, what and why.
    by_palette(&desk, "审计");
    desk.shows("回电确认到店时间");
    desk.picture("the-log");

    // Whoever lacks the right has nothing to press.
    desk.press("Ctrl+L");
    sign_in_by_name(&desk, "cashier");
    desk.press("Ctrl+K");
    desk.types("0077");
    desk.has("option", "欧阳**");
    desk.press("Enter");
    desk.shows("139****0077");
    desk.has_no("button", "显示手机");
    desk.has_no("button", "记录联系");
    desk.has_no("link", "审计");
    desk.picture("without-the-right");
}

/// Signs in to the training dealership by the name that is typed.
#[track_caller]
fn sign_in_by_name(desk: &Desk, sign_in_name: &str) {
    desk.has("heading", "登录");
    if !desk.all("field", "密码").is_empty() {
        desk.press("Shift+Tab");
        desk.press("Enter");
    }
    desk.fill("姓名或登录名", sign_in_name);
    desk.press("Enter");
    desk.focuses("field", "密码");
    desk.types("training");
    desk.press("Enter");
    desk.has("navigation", "业务");
}

#[test]
fn a_person_is_given_their_data_and_is_then_forgotten() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    desk.press("Ctrl+E");
    desk.focuses("field", "姓名");
    desk.types("欧阳雪莹");
    desk.fill("手机", "13912340077");
    desk.fill("意向车型", "迈腾");
    desk.press("Ctrl+Enter");
    desk.shows("已建档");
    // The rare things stand at the end of the menu; the way up leads to them first.
    desk.push("更多");
    desk.press_times("Up", 2);
    desk.focuses("menuitem", "导出本人资料");
    desk.press("Enter");
    desk.focuses("field", "原因");
    desk.types("本人到店出示身份证");
    desk.picture("export");
    desk.press("Enter");
    desk.shows("已存到");
    let folder = desk.folder().to_owned();
    let written = files_named(&folder, ".json")
        .into_iter()
        .any(|path| std::fs::read_to_string(path).is_ok_and(|text| text.contains("13912340077")));
    assert!(written, "no file under {} holds the data", folder.display());

    // A lead that is still worked on has to be closed before anybody is forgotten.
    desk.push("更多");
    desk.press("Up");
    desk.focuses("menuitem", "删除个人信息");
    desk.press("Enter");
    desk.focuses("field", "原因");
    desk.types("本人到店要求删除");
    desk.picture("erase");
    desk.is_accessible("asking why a person is to be forgotten");
    desk.press("Ctrl+Enter");
    desk.shows("还有没结束的线索，先结束再删");
    desk.picture("erase-refused");
    desk.press("Esc");
    desk.has_no("dialog", "");
}

/// An order that is signed on paper and then comes to nothing; its customer's card is open at the end.
#[track_caller]
fn a_contract_that_came_to_nothing(desk: &Desk) {
    take_in_lead(desk, "诸葛明月", "13700137003", "朗逸");
    desk.press("E");
    desk.has("field", "证件号");
    desk.fill("证件号", "11010519491231002X");
    desk.press("Ctrl+Enter");
    desk.shows("资料已改");
    choose_in_menu(desk, "更多", "下订单");
    desk.has("field", "指导价");
    desk.fill("意向车型", "朗逸 2026 款 1.5L 自动舒适版");
    desk.fill("指导价", "119900");
    desk.press("Ctrl+Enter");
    desk.shows("订单已建");
    desk.has("button", "签合同");
    desk.press("Ctrl+Enter");
    desk.has("button", "配车");
    desk.press("Ctrl+P");
    desk.shows("第 1 页");
    desk.push("存为 PDF");
    desk.shows("已存为");
    desk.press("Esc");
    desk.has_no("dialog", "");
    choose_in_menu(desk, "更多", "取消订单");
    desk.fill("谁的责任", "协商");
    desk.press("Enter");
    desk.fill("原因", "客户改变主意");
    desk.press("Ctrl+Enter");
    desk.shows("已取消");
    go_to(desk, "客户");
    desk.has("gridcell", "");
    desk.press("Home");
    desk.press("Enter");
    desk.has("button", "记录联系");
}

#[test]
fn what_the_law_has_stored_of_a_forgotten_person_opens_for_the_audit_with_a_reason() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    a_contract_that_came_to_nothing(&desk);
    choose(&desk, "报战败");
    desk.fill("说了什么", "不买了");
    desk.press("Ctrl+Enter");
    desk.shows("已报，等经理审核");
    desk.has("button", "审核战败");
    desk.press("R");
    desk.has("radio", "确认战败");
    desk.press("Ctrl+Enter");
    desk.shows("已审核");
    desk.has("button", "更多");
    desk.push("更多");
    desk.press("Up");
    desk.focuses("menuitem", "删除个人信息");
    desk.press("Enter");
    desk.focuses("field", "原因");
    desk.types("本人到店要求删除");
    desk.press("Ctrl+Enter");
    desk.shows("依法封存的单据");
    desk.shows("购车合同");
    desk.picture("stored-by-law");
    desk.is_accessible("a forgotten person whose contract the law has stored");

    desk.push("查看");
    desk.focuses("field", "原因");
    desk.shows("会记入审计");
    desk.press("Ctrl+Enter");
    desk.picture("why-it-is-opened");
    desk.types("税务检查，检查通知书 2026-118");
    desk.press("Ctrl+Enter");
    desk.shows("第 1 页");
    desk.shows("只能查看");
    desk.picture("opened-for-the-audit");
    desk.is_accessible("a paper that the law has stored");
    // Its text lies over the picture, as in every preview: it is the contract that was signed.
    desk.shows("诸葛明月");
    desk.press("Ctrl+P");
    desk.shows("第 1 页");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.lacks("诸葛明月");
    go_to(&desk, "审计");
    desk.shows("查看封存单据");
    desk.shows("税务检查，检查通知书 2026-118");
    desk.picture("written-down");

    // Who may not see the audit is told that papers are stored, and does not get in.
    switch_to(&desk, Person::Consultant);
    go_to(&desk, "客户");
    desk.has("gridcell", "");
    desk.press("Home");
    desk.press("Enter");
    desk.shows("依法封存的单据");
    desk.has_no("button", "查看");
}

fn files_named(folder: &std::path::Path, ending: &str) -> Vec<std::path::PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .flatten()
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() && !path.is_symlink() {
                files_named(&path, ending)
            } else if path.to_string_lossy().ends_with(ending) {
                vec![path]
            } else {
                Vec::new()
            }
        })
        .collect()
}

#[test]
fn the_settings_of_the_house_are_changed_in_english_in_the_dark() {
    let desk = Desk::start(Options {
        theme: Theme::Dark,
        ..Options::default()
    });
    desk.has("heading", "开始使用");
    desk.push("English");
    desk.has("heading", "Get started");
    desk.push("Training store");
    desk.has("heading", "Sign in");
    desk.fill("Name or sign-in name", "store");
    desk.press("Enter");
    desk.focuses("field", "Password");
    desk.types("training");
    desk.press("Enter");
    desk.has("navigation", "Areas");

    by_palette(&desk, "Set discount authority");
    desk.shows("Sales consultant");
    desk.picture("discounts");
    desk.is_accessible("discount authority");
    desk.push("Change Sales consultant");
    desk.focuses("field", "Most discount");
    desk.press("Ctrl+A");
    desk.types("3.5");
    desk.picture("discounts-changed");
    desk.press("Ctrl+Enter");
    desk.shows("Discount authority of Sales consultant changed");
    desk.shows("3.5 %");

    desk.press("Alt+5");
    desk.focuses("field", "Buys within");
    desk.fill("Recall", "9");
    desk.press("Ctrl+Enter");
    desk.shows("Lead rules set");
    desk.picture("lead-rules");
    desk.is_accessible("the rules for leads");

    desk.press("Alt+6");
    desk.focuses("field", "Answered within");
    desk.press("Ctrl+A");
    desk.types("1");
    desk.press("Ctrl+Enter");
    desk.shows("Complaint deadlines set");
    desk.picture("complaint-deadlines");
    desk.is_accessible("the deadlines of complaints");

    desk.press("Ctrl+I");
    desk.focuses("field", "VIN");
    desk.types("LSVAB4BRXN2100018");
    desk.fill("Model", "Lavida 1.5L");
    desk.fill("Guide price", "119900");
    desk.press("Ctrl+Enter");
    desk.shows("LSVAB4BRXN2100018");
    desk.wait_until_at_rest();
    desk.press("C");
    desk.has("dialog", "Set cost");
    desk.types("98000");
    desk.picture("cost");
    desk.press("Ctrl+Enter");
    desk.shows("Set cost: Lavida 1.5L");
    desk.press("E");
    desk.has("heading", "Details of");
    desk.fill("Colour", "Nebula grey");
    desk.picture("details");
    desk.is_accessible("changing the details of a car");
    desk.press("Ctrl+Enter");
    desk.shows("Nebula grey");

    by_palette(&desk, "Set floor prices");
    desk.shows("Lavida 1.5L");
    desk.push("Set a floor");
    desk.has("dialog", "Floor price of");
    desk.types("108000");
    desk.press("Ctrl+Enter");
    desk.shows("108 000.00");
    desk.picture("floors");
    desk.is_accessible("floor prices");
}
