//! The till, what only whoever runs the house sees, and what lies over every screen.

use super::Look;
use crate::harness::*;
use crate::steps::{choose, go_to, word};

#[track_caller]
pub fn cash(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "收银", "Cashier"));
    look(desk, "payments");
    desk.press("Ctrl+D");
    desk.has("article", "");
    desk.wait_until_at_rest();
    // Where the till was counted this morning, nothing asks for it again.
    let float = word(desk, "备用金", "Change in the till");
    if !desk.all("field", float).is_empty() {
        look(desk, "open-day");
        desk.fill(float, "500");
        desk.press("Ctrl+Enter");
        desk.has_no("field", float);
    }
    look(desk, "count-day");
}

/// My day and what only whoever runs the house sees.
#[track_caller]
pub fn house(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "我的一天", "My day"));
    desk.has("tab", word(desk, "跟进", "Follow-ups"));
    look(desk, "my-day");
    go_to(desk, word(desk, "导入", "Import"));
    look(desk, "imports");
    go_to(desk, word(desk, "人员与权限", "People and rights"));
    desk.has("button", word(desk, "添加同事", "Add a colleague"));
    look(desk, "people");
    desk.press("N");
    desk.has("field", word(desk, "登录名", "Sign-in name"));
    look(desk, "new-colleague");
    desk.press("Esc");
    desk.press("R");
    desk.has("field", word(desk, "角色名称", "Role"));
    look(desk, "new-role");
    desk.press("Esc");
    desk.press("P");
    desk.has("field", word(desk, "现在的密码", "Present password"));
    look(desk, "own-password");
    desk.press("Esc");
    go_to(desk, word(desk, "审计", "Audit"));
    desk.shows(word(desk, "查看与登录记录", "Access log"));
    look(desk, "audit");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "日志完整", "The journal is whole"));
    look(desk, "audit-whole");
    go_to(desk, word(desk, "备份与恢复", "Backup and restore"));
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "备份已做好并核对", "Backed up and verified"));
    look(desk, "backups");
    desk.push(word(desk, "恢复", "Restore"));
    desk.has("button", word(desk, "不做", "Leave it"));
    look(desk, "restore-asked");
    desk.press("Esc");
    desk.has_no("dialog", "");
    go_to(desk, word(desk, "设置", "Settings"));
    look(desk, "settings");
    choose(
        desk,
        word(desk, "设置投诉时限", "Set the complaint deadlines"),
    );
    desk.focuses("field", word(desk, "多久答复", "Answered within"));
    look(desk, "complaint-deadlines");
    choose(
        desk,
        word(desk, "设置保养周期", "Set the service intervals"),
    );
    desk.focuses("field", word(desk, "品牌", "Brand"));
    desk.types("大众");
    desk.fill(word(desk, "里程", "Distance"), "15000");
    desk.fill(word(desk, "时间", "Time"), "12");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "15000 公里或 12 个月", "15000 km or 12 months"));
    look(desk, "service-intervals");
    choose(desk, word(desk, "登记工作站", "Enrol desks"));
    desk.has("heading", word(desk, "工作站", "Desks"));
    look(desk, "desks");
    choose(desk, word(desk, "看现行规则", "See the rules in force"));
    desk.has("heading", word(desk, "税费和补贴", "Taxes and subsidies"));
    look(desk, "rules-in-force");
    choose(desk, word(desk, "管理集团", "Run the group"));
    desk.has("heading", word(desk, "集团", "Group"));
    look(desk, "group");
    go_to(desk, word(desk, "同步", "Sync"));
    look(desk, "sync");
    go_to(desk, word(desk, "待处理", "Attention"));
    desk.has("heading", word(desk, "待处理", "Attention"));
    look(desk, "attention");
}

/// What lies over a screen: the palette, the sheet of keys, the menu of who is here, and the rail without its words.
#[track_caller]
pub fn over(desk: &Desk, look: Look) {
    desk.press("Ctrl+K");
    let palette = word(desk, "搜索和命令", "Search and commands");
    desk.focuses("field", palette);
    look(desk, "palette");
    desk.types("a");
    look(desk, "palette-typed");
    desk.press("Ctrl+A");
    desk.types("zzzz");
    desk.shows(word(desk, "没有找到", "Nothing found"));
    look(desk, "palette-none");
    desk.press("Esc");
    desk.has_no("dialog", "");
    go_to(desk, word(desk, "库存车", "Stock"));
    desk.press("?");
    desk.has("heading", word(desk, "本页按键", "Keys of this screen"));
    look(desk, "keys");
    desk.press("Esc");
    desk.has_no("dialog", "");
    let signed_in = word(desk, "当前登录", "Signed in");
    let buttons = desk.all("button", "");
    let who = buttons
        .iter()
        .find(|button| button.name.starts_with(signed_in));
    desk.push(&who.expect("somebody is signed in").name);
    desk.has("menuitem", word(desk, "锁屏", "Lock"));
    look(desk, "who");
    desk.press("Esc");
    desk.has_no("menuitem", "");
    let rail = word(desk, "展开或收起导航", "Show or hide the words of the rail");
    desk.push(rail);
    look(desk, "rail-of-icons");
    desk.push(rail);
}
