//! The screens of the workstation, area by area, each reached as a person reaches it and filled with what a counter
//! has on it. Whoever walks them says what is to be done at each: take a picture, have axe look, look for cut words.

use crate::harness::*;
use crate::steps::{
    Person, choose, choose_in_menu, go_to, on_screen, sign_in, take_in_lead, training_dealership,
    word,
};

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
pub const WALKS: [(&str, Walk); 15] = [
    ("stock", stock),
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

/// Takes a car in, and leaves its card open.
#[track_caller]
pub fn take_in(desk: &Desk, (vin, model, price): (&str, &str, &str)) {
    desk.press("Ctrl+I");
    desk.focuses("field", word(desk, "车架号", "VIN"));
    desk.types(vin);
    desk.fill(word(desk, "车型", "Model"), model);
    desk.fill(word(desk, "外观色", "Colour"), "星云灰");
    desk.fill(word(desk, "库位", "Place"), "A 区 12");
    desk.fill(word(desk, "指导价", "Guide price"), price);
    desk.press("Ctrl+Enter");
    desk.has("heading", model);
}

#[track_caller]
pub fn stock(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "库存车", "Stock"));
    look(desk, "list");
    desk.press("Ctrl+I");
    desk.focuses("field", word(desk, "车架号", "VIN"));
    look(desk, "take-in");
    desk.types("LSVAB4BR0N2100018");
    desk.fill(word(desk, "车型", "Model"), "朗逸");
    desk.fill(word(desk, "指导价", "Guide price"), "12x");
    desk.press("Enter");
    look(desk, "take-in-with-mistakes");
    desk.press("Esc");
    for car in CARS {
        desk.has_no("field", word(desk, "车架号", "VIN"));
        take_in(desk, car);
    }
    look(desk, "card");
    for (key, name) in [
        ("M", "move"),
        ("Z", "papers"),
        ("G", "price"),
        ("T", "stop"),
    ] {
        desk.press(key);
        desk.has("dialog", "");
        look(desk, &format!("form-{name}"));
        desk.press("Esc");
        desk.has_no("dialog", "");
    }
    desk.press("H");
    desk.has("dialog", "");
    look(desk, "history");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.press("Esc");
    desk.has_no("heading", CARS[1].1);
    look(desk, "list-of-two");
}

const WISH: &str = "朗逸，白色，下个月用";

/// A name of forty characters, as some customers have.
const LONG_NAME: &str = "Muhammad Abdurrahman bin Sulaiman Al-Khat";

#[track_caller]
pub fn customers(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "客户", "Customers"));
    desk.press("Alt+1");
    look(desk, "list");
    desk.press("Alt+2");
    desk.has("region", word(desk, "线索", "Leads"));
    look(desk, "leads");
    desk.press("Alt+3");
    desk.has("region", word(desk, "来店", "Visits"));
    look(desk, "visits");
    desk.press("Ctrl+E");
    desk.focuses("field", word(desk, "姓名", "Name"));
    look(desk, "intake");
    desk.press("Esc");
    desk.has_no("field", word(desk, "手机", "Mobile"));
    take_in_lead(desk, "欧阳思远", "13800138001", WISH);
    desk.press("Ctrl+E");
    desk.focuses("field", word(desk, "姓名", "Name"));
    desk.types("欧阳思远");
    desk.fill(word(desk, "手机", "Mobile"), "13800138001");
    // Figures typed this fast and ended by Enter are those of a scanner.
    desk.press("Tab");
    desk.shows(word(desk, "可能已有档案", "May be on record already"));
    look(desk, "intake-of-somebody-known");
    desk.press("Esc");
    desk.has_no("field", word(desk, "手机", "Mobile"));
    take_in_lead(desk, LONG_NAME, "13900139002", WISH);
    look(desk, "card");
    for (key, field, name) in [
        ("C", word(desk, "说了什么", "What was said"), "contact"),
        ("G", word(desk, "几点", "Hour"), "grade"),
    ] {
        desk.press(key);
        desk.has("field", field);
        look(desk, &format!("form-{name}"));
        desk.press("Esc");
        desk.has_no("field", field);
    }
    desk.press("Ctrl+Shift+E");
    desk.focuses("field", word(desk, "人数", "People"));
    look(desk, "visit");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "已登记", "Logged"));
    look(desk, "visits-of-today");
    desk.press("Alt+2");
    desk.has("region", word(desk, "线索", "Leads"));
    look(desk, "leads-of-two");
    desk.press("Alt+1");
    desk.has("region", word(desk, "客户", "Customers"));
    look(desk, "list-of-two");
}

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

/// Types a new quote as far as a quote must be typed.
#[track_caller]
fn type_quote(desk: &Desk) {
    desk.press("Ctrl+Q");
    desk.focuses("field", word(desk, "车型", "Car"));
    desk.types("朗逸 2026 款 1.5L 自动舒适版");
    desk.fill(word(desk, "指导价", "Guide price"), "119900");
    desk.fill(word(desk, "排量", "Displacement"), "1498");
    desk.fill(word(desk, "客户姓名", "Customer"), "刘思远");
}

#[track_caller]
pub fn quotes(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "报价", "Quotes"));
    look(desk, "list");
    desk.press("Ctrl+Q");
    desk.focuses("field", word(desk, "车型", "Car"));
    look(desk, "desking-empty");
    desk.press("Esc");
    type_quote(desk);
    look(desk, "desking");
    desk.press("Alt+L");
    desk.has("field", word(desk, "贷款机构", "Lender"));
    look(desk, "desking-with-an-empty-loan");
    desk.fill(word(desk, "贷款机构", "Lender"), "平安银行");
    desk.fill(word(desk, "年利率", "Annual rate"), "4.5");
    desk.press("Enter");
    desk.shows(word(desk, "年化综合融资成本", "True annual cost"));
    look(desk, "desking-with-a-loan");
    desk.press("Ctrl+S");
    desk.shows(word(desk, "草稿已存", "Draft kept"));
    look(desk, "card");
    desk.press("Ctrl+P");
    desk.shows(word(desk, "第 1 页", "Page 1"));
    look(desk, "preview");
    print_where_there_is_a_printer(desk, "quote");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.press("Ctrl+Shift+A");
    desk.has("heading", word(desk, "待审批", "Waiting for approval"));
    look(desk, "approvals");
    go_to(desk, word(desk, "报价", "Quotes"));
    look(desk, "list-of-one");
}

#[track_caller]
pub fn orders(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "订单", "Orders"));
    look(desk, "list");
    take_in_lead(desk, "诸葛明月", "13700137003", WISH);
    desk.press("Ctrl+Shift+D");
    let customer = word(desk, "客户", "Customer");
    desk.focuses("field", customer);
    look(desk, "new-order");
    desk.types("诸葛");
    desk.has("option", "诸葛**");
    desk.press("Enter");
    desk.fill(
        word(desk, "意向车型", "Car wanted"),
        "朗逸 2026 款 1.5L 自动舒适版",
    );
    desk.fill(word(desk, "颜色", "Colour"), "星云灰");
    desk.fill(word(desk, "指导价", "Guide price"), "119900");
    desk.fill(word(desk, "车价", "Car"), "119900");
    desk.fill(word(desk, "约定金额", "Agreed amount"), "5000");
    look(desk, "new-order-typed");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "订单已建", "Order made"));
    look(desk, "card");
    let more = word(desk, "更多", "More");
    desk.push(more);
    desk.has("menuitem", word(desk, "收款", "Payment"));
    look(desk, "card-menu");
    desk.press("Esc");
    desk.has_no("menuitem", "");
    for (item, name) in [
        (word(desk, "收款", "Payment"), "payment"),
        (word(desk, "金融", "Finance"), "finance"),
        (word(desk, "保险", "Insurance"), "insurance"),
        (word(desk, "发票", "Invoice"), "invoice"),
        (word(desk, "PDI", "Inspection"), "inspection"),
        (word(desk, "上牌", "Plate"), "plate"),
        (word(desk, "取消订单", "Cancel order"), "cancel"),
    ] {
        choose_in_menu(desk, more, item);
        desk.has_no("menuitem", item);
        look(desk, &format!("form-{name}"));
        desk.press("Esc");
        desk.has("button", more);
    }
    desk.press("Ctrl+P");
    desk.shows(word(desk, "第 1 页", "Page 1"));
    look(desk, "contract");
    print_where_there_is_a_printer(desk, "contract");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.press("Esc");
    desk.has_no("button", more);
    look(desk, "list-of-one");
}

/// Takes a demonstrator in, says what has to be known before it is lent, and adds a route.
#[track_caller]
pub fn demonstrator(desk: &Desk, look: Look) {
    take_in(desk, ("LSVAB4BR2N2100031", "朗逸 2026 款 试驾", "119900"));
    desk.press("E");
    desk.tab_to("radio", word(desk, "待售", "For sale"));
    desk.press_times("Right", 2);
    desk.press("Ctrl+Enter");
    desk.has_no("radio", word(desk, "待售", "For sale"));
    desk.has("heading", "朗逸 2026 款 试驾");
    go_to(desk, word(desk, "试驾", "Test drives"));
    desk.press("U");
    desk.has("heading", word(desk, "试驾设置", "Set up"));
    look(desk, "set-up");
    desk.push(word(desk, "增加路线", "Add a route"));
    desk.fill(word(desk, "路线名称", "Name"), "江湾环线");
    desk.fill(word(desk, "全程（公里）", "Length (km)"), "8.6");
    desk.fill(word(desk, "时长", "Duration"), "20");
    look(desk, "route");
    desk.press("Ctrl+Enter");
    desk.has("button", "江湾环线");
    desk.push("朗逸");
    desk.fill(word(desk, "号牌", "Plate"), "沪A12345");
    desk.fill(word(desk, "保险到期", "Insured until"), "2028-06-30");
    look(desk, "car");
    desk.press("Ctrl+Enter");
    desk.shows("沪A12345");
}

/// Books the demonstrator for tomorrow at ten, and leaves the drive's card open.
#[track_caller]
pub fn book_drive(desk: &Desk, mobile: &str, shown: &str) {
    desk.press("Ctrl+Shift+J");
    let customer = word(desk, "客户", "Customer");
    desk.focuses("field", customer);
    desk.types(mobile);
    desk.has("option", shown);
    desk.wait_until_at_rest();
    desk.press("Enter");
    desk.fill(word(desk, "试驾车", "Car"), "朗逸 2026 款 试驾");
    desk.press("Enter");
    desk.fill(word(desk, "日期", "Day"), word(desk, "明天", "tomorrow"));
    desk.fill(word(desk, "开始", "From"), "10:00");
    desk.press("Ctrl+Enter");
    desk.has("button", word(desk, "核验驾驶证", "Check licence"));
}

#[track_caller]
pub fn test_drives(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "试驾", "Test drives"));
    look(desk, "board-empty");
    demonstrator(desk, look);
    take_in_lead(desk, "周晓岚", "13800138055", WISH);
    book_drive(desk, "13800138055", "周*岚");
    look(desk, "card");
    desk.press("Ctrl+Enter");
    desk.has("field", word(desk, "姓名", "Name"));
    desk.fill(word(desk, "姓名", "Name"), "周晓岚");
    desk.fill(word(desk, "证号", "Number"), "110105199003077876");
    desk.fill(word(desk, "初次领证", "First issued"), "2026-03-01");
    desk.fill(word(desk, "有效期至", "Valid until"), "2031-05-06");
    look(desk, "licence");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "已核验", "Licence checked"));
    look(desk, "checked");
    desk.press("Ctrl+P");
    desk.shows(word(desk, "第 1 页", "Page 1"));
    look(desk, "agreement");
    print_where_there_is_a_printer(desk, "agreement");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.press("W");
    desk.press("V");
    look(desk, "week-by-colleague");
    desk.press("I");
    desk.has("grid", "");
    look(desk, "list");
}

/// Puts a part on the list, and leaves its card open.
#[track_caller]
pub fn add_part(desk: &Desk, number: &str, name: &str, unit: &str, bin: &str, minimum: &str) {
    desk.press("Ctrl+Shift+K");
    desk.focuses("field", word(desk, "零件号", "Part number"));
    desk.types(number);
    desk.fill(word(desk, "名称", "Name"), name);
    desk.fill(word(desk, "单位", "Unit"), unit);
    desk.fill(word(desk, "售价", "Price"), "680");
    desk.fill(word(desk, "库位", "Bin"), bin);
    desk.fill(word(desk, "供应商", "Supplier"), "上海配件中心");
    desk.fill(word(desk, "安全库存", "Minimum"), minimum);
    desk.press("Ctrl+Enter");
    desk.has(
        "article",
        &format!("{} {number}", word(desk, "配件", "Part")),
    );
    desk.has_no("field", word(desk, "名称", "Name"));
}

/// Receives of the part whose card is open.
#[track_caller]
pub fn receive_part(desk: &Desk, quantity: &str, cost: &str) {
    desk.press("Ctrl+Enter");
    desk.focuses("field", word(desk, "数量", "Quantity"));
    desk.types(quantity);
    desk.fill(
        word(desk, "进价（不含税）", "Purchase price without VAT"),
        cost,
    );
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "已入库", "Received"));
    desk.has_no("field", word(desk, "送货单号", "Delivery note"));
}

/// Takes a car in whose brakes are to be done, and leaves the repair order open.
#[track_caller]
pub fn repair_order(desk: &Desk, plate: &str) {
    desk.press("Ctrl+Shift+I");
    desk.focuses("field", word(desk, "车牌或车架号", "Plate or VIN"));
    desk.types(plate);
    desk.press("Tab");
    desk.fill(word(desk, "车型", "Model"), "大众 朗逸 2023 款");
    desk.fill(word(desk, "里程", "Odometer"), "20000");
    desk.tab_to("field", word(desk, "标准作业", "Standard operation"));
    desk.press("Tab");
    desk.types("更换前制动片");
    desk.fill(
        word(desk, "工种", "Skill"),
        word(desk, "机电", "Mechanical"),
    );
    desk.press("Enter");
    desk.fill(word(desk, "工时（分钟）", "Minutes"), "90");
    desk.press("Ctrl+Enter");
    desk.has("button", word(desk, "加配件", "Add part"));
}

/// Opens the one order that still needs parts; its number says the month.
#[track_caller]
pub fn open_the_pick(desk: &Desk) {
    go_to(desk, word(desk, "配件", "Parts"));
    desk.press("Alt+2");
    desk.shows(word(desk, "还要领", "To pick"));
    desk.wait_until_at_rest();
    let order = desk
        .all("button", "")
        .into_iter()
        .find(|button| button.name.starts_with("WX"))
        .unwrap_or_else(|| desk.fail("no order waits for parts"));
    desk.tab_to("button", &order.name);
    desk.press("Enter");
}

/// Puts a part from stock on the first job of the order that is open.
#[track_caller]
pub fn part_on_job(desk: &Desk, number: &str, quantity: &str) {
    desk.push(word(desk, "加配件", "Add part"));
    desk.focuses("field", word(desk, "配件", "Part"));
    desk.types(number);
    desk.has("option", "");
    desk.wait_until_at_rest();
    desk.press("Enter");
    desk.fill(word(desk, "数量", "Quantity"), quantity);
    desk.press("Ctrl+Enter");
    desk.has_no("dialog", "");
}

/// The parts store, from the first part to what is picked for a car.
#[track_caller]
pub fn parts(desk: &Desk, look: Look) {
    go_to(desk, word(desk, "配件", "Parts"));
    look(desk, "list-empty");
    desk.press("Ctrl+Shift+K");
    desk.focuses("field", word(desk, "零件号", "Part number"));
    look(desk, "new");
    desk.press("Esc");
    desk.has_no("field", word(desk, "零件号", "Part number"));
    add_part(
        desk,
        "5QD 698 151",
        "前制动片（陶瓷配方，含磨损传感器与安装附件全套）",
        word(desk, "套", "set"),
        "A-01-03",
        "10",
    );
    desk.press("Ctrl+Enter");
    desk.focuses("field", word(desk, "数量", "Quantity"));
    look(desk, "receive");
    desk.press("Esc");
    desk.has_no("dialog", "");
    receive_part(desk, "4", "12345.67");
    desk.press("P");
    desk.focuses("field", word(desk, "实盘数", "Counted"));
    desk.types("3");
    look(desk, "count");
    desk.press("Ctrl+Enter");
    desk.has("button", word(desk, "说明差异", "Explain difference"));
    look(desk, "card");
    desk.press("O");
    desk.focuses("field", word(desk, "数量", "Quantity"));
    look(desk, "order");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.press("Alt+4");
    desk.has(
        "button",
        word(desk, "说明差异 5QD", "Explain difference 5QD"),
    );
    look(desk, "differences");
    desk.press("Alt+5");
    desk.has("button", "5QD 698 151");
    look(desk, "reorder");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "不用补货", "Nothing to reorder"));
    desk.press("Alt+3");
    desk.has("button", word(desk, "取消订货", "Cancel order"));
    look(desk, "orders");
    desk.press("Ctrl+Shift+H");
    desk.has("field", word(desk, "送货单号", "Delivery note"));
    look(desk, "delivery");
    desk.press("Esc");
    desk.has_no("field", word(desk, "送货单号", "Delivery note"));
    repair_order(desk, "京A12F08");
    part_on_job(desk, "5QD", "6");
    look(desk, "on-a-job");
    desk.push(word(desk, "等料", "Back-order"));
    desk.shows(word(desk, "等 2", "2 waited for"));
    go_to(desk, word(desk, "配件", "Parts"));
    look(desk, "list");
    desk.press("Alt+2");
    desk.shows(word(desk, "还要领", "To pick"));
    look(desk, "picking");
    open_the_pick(desk);
    desk.has("field", word(desk, "领料人", "Taken by"));
    look(desk, "pick");
    desk.press("Ctrl+P");
    // Whose car is not on record is written to in the house's own language.
    desk.shows("第 1 页");
    look(desk, "pick-list");
    print_where_there_is_a_printer(desk, "pick-list");
    desk.press("Esc");
    desk.has_no("dialog", "");
    desk.press("Ctrl+Enter");
    desk.has("button", word(desk, "退料", "Return"));
    look(desk, "picked");
    desk.push(word(desk, "退料", "Return"));
    desk.has("field", word(desk, "原因", "Reason"));
    look(desk, "return");
    desk.press("Esc");
    desk.has_no("dialog", "");
}

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
    go_to(desk, word(desk, "同步", "Sync"));
    look(desk, "sync");
    go_to(desk, word(desk, "待处理", "Attention"));
    desk.has("heading", word(desk, "待处理", "Attention"));
    look(desk, "attention");
}

/// What lies over a screen: the palette, the sheet of keys, the menu of who is here, and the rail without its words.
/// Takes a complaint in, and leads it to its end; its card stays open.
#[track_caller]
pub fn complaints(desk: &Desk, look: Look) {
    desk.press("Ctrl+Shift+S");
    desk.has("region", word(desk, "投诉与建议", "Complaints"));
    look(desk, "list");
    desk.press("Ctrl+Shift+M");
    desk.focuses("field", word(desk, "客户", "Customer"));
    desk.press("Ctrl+Enter");
    desk.focuses("field", word(desk, "客户怎么说", "What the customer says"));
    look(desk, "take-in-missing");
    desk.tab_back_to("field", word(desk, "称呼", "Called"));
    desk.types("李女士");
    desk.fill(word(desk, "电话", "Phone"), "13900000035");
    desk.fill(
        word(desk, "客户怎么说", "What the customer says"),
        "换了机油还是漏",
    );
    desk.fill(
        word(desk, "客户要求", "What the customer asks for"),
        "免费返修",
    );
    look(desk, "take-in");
    desk.press("Ctrl+Enter");
    desk.has("button", word(desk, "答复客户", "Answer the customer"));
    desk.shows(word(desk, "要求：免费返修", "Asks for: 免费返修"));
    look(desk, "card");
    for (step, note, next) in [
        (
            "form-answer",
            "已致电道歉，约周一到店",
            word(desk, "记处理措施", "Note an action"),
        ),
        (
            "form-act",
            "更换油底壳垫，免工时",
            word(desk, "结案", "Close"),
        ),
        ("form-close", "这次没漏", ""),
    ] {
        desk.press("Ctrl+Enter");
        desk.has("dialog", "");
        look(desk, step);
        if step == "form-close" {
            desk.fill(word(desk, "客户怎么说", "What the customer said"), note);
        } else {
            desk.types(note);
        }
        desk.press("Ctrl+Enter");
        desk.has_no("dialog", "");
        if !next.is_empty() {
            desk.has("button", next);
        }
    }
    desk.shows(word(desk, "已结案", "Closed"));
    look(desk, "closed");
}

/// Announces a recall of two cars, sees it while booking one of them, and looks at whose service is due.
#[track_caller]
pub fn recalls(desk: &Desk, look: Look) {
    choose(desk, word(desk, "售后", "Service"));
    desk.has("grid", "");
    desk.press("Alt+3");
    desk.has(
        "region",
        word(desk, "召回和服务活动", "Recalls and campaigns"),
    );
    look(desk, "list");
    desk.press("N");
    desk.focuses("field", word(desk, "召回编号", "Recall number"));
    desk.types("S2026M0199V");
    desk.fill(word(desk, "厂家", "Maker"), "上汽大众");
    desk.fill(word(desk, "名称", "Title"), "燃油泵继电器");
    desk.fill(word(desk, "措施", "What is done"), "免费更换燃油泵继电器");
    look(desk, "announce");
    desk.press("Ctrl+Enter");
    desk.shows("免费更换燃油泵继电器");
    desk.press("Ctrl+Enter");
    desk.has("dialog", "");
    let vins = word(
        desk,
        "或者打、粘贴车架号，一行一个",
        "Or type or paste VINs, one a line",
    );
    desk.fill(vins, "LSVAB4BRXN2100019");
    desk.press("Ctrl+Enter");
    desk.shows(word(
        desk,
        "第 1 行 LSVAB4BRXN2100019",
        "Row 1 LSVAB4BRXN2100019",
    ));
    look(desk, "list-vins");
    desk.fill(vins, CARS[0].0);
    desk.press("Ctrl+Enter");
    desk.has_no("dialog", "");
    desk.shows(word(desk, "未实施", "Not done"));
    look(desk, "card");
    desk.press("Ctrl+Shift+B");
    desk.focuses("field", word(desk, "车牌或车架号", "Plate or VIN"));
    desk.types(CARS[0].0);
    desk.shows("S2026M0199V 燃油泵继电器");
    look(desk, "booking");
    desk.press("Esc");
    desk.press("Alt+4");
    desk.has("region", word(desk, "保养到期", "Service due"));
    look(desk, "due");
}

/// Adds a service point of another house, which nobody can call for rescue at first; its card stays open.
#[track_caller]
pub fn points(desk: &Desk, look: Look) {
    choose(desk, word(desk, "售后网点", "Service points"));
    desk.has("region", word(desk, "售后网点", "Service points"));
    look(desk, "list");
    desk.press("N");
    desk.focuses("field", word(desk, "网点名称", "Name of the point"));
    desk.types("启辰嘉定钣喷中心");
    desk.fill(
        word(desk, "英文名称", "English name"),
        "Qichen Jiading Body Shop",
    );
    desk.tab_to("radio", word(desk, "本店", "This house"));
    desk.press("Right");
    desk.fill(word(desk, "所属门店", "Which house"), "启辰嘉定店");
    for work in [
        word(desk, "钣喷", "Body and paint"),
        word(desk, "道路救援", "Rescue"),
    ] {
        desk.tab_to("checkbox", work);
        desk.press("Space");
    }
    desk.fill(word(desk, "省、直辖市", "Province"), "上海市");
    desk.fill(word(desk, "区、县", "District"), "嘉定区");
    desk.fill(
        word(desk, "路名和门牌", "Street and number"),
        "安亭镇墨玉路 28 号",
    );
    desk.fill(word(desk, "电话", "Phone"), "021-5955 7700");
    desk.fill(word(desk, "距离（公里）", "Distance (km)"), "36");
    desk.fill(word(desk, "周六", "Saturday"), "9:00-16:00");
    desk.fill(word(desk, "周日", "Sunday"), "");
    desk.fill(
        word(desk, "地铁", "By metro"),
        "11 号线安亭站 2 号口出，向南步行 8 分钟。",
    );
    desk.fill(
        word(desk, "地铁（英文）", "By metro, in English"),
        "Line 11 to Anting, exit 2; eight minutes on foot to the south.",
    );
    desk.press("Ctrl+Enter");
    desk.focuses("field", word(desk, "救援电话", "Rescue phone"));
    desk.shows(word(
        desk,
        "做道路救援，就要填救援电话",
        "Where rescue is done, a rescue phone is needed",
    ));
    look(desk, "rescue-without-phone");
    desk.types("400-820 9911");
    desk.press("Ctrl+Enter");
    desk.has("heading", "启辰嘉定钣喷中心");
    desk.shows(word(desk, "约 36 公里", "about 36 km"));
    look(desk, "card");
}

/// Sells stored value to a customer, and looks at its ledger.
#[track_caller]
pub fn plans(desk: &Desk, look: Look) {
    take_in_lead(desk, "孙海燕", "13700137077", WISH);
    desk.press("Ctrl+Shift+P");
    desk.has("region", word(desk, "预付权益", "Prepaid"));
    look(desk, "list");
    type_stored_value(desk, "13700137077", "孙*燕", "储值 5000 送 500");
    desk.fill(word(desk, "到账金额（含赠送）", "Value with bonus"), "5500");
    look(desk, "sell");
    desk.press("Ctrl+Enter");
    desk.has("heading", "储值 5000 送 500");
    look(desk, "card");
}

/// Stored value of 5,000 for the customer with this mobile, up to its price.
#[track_caller]
fn type_stored_value(desk: &Desk, mobile: &str, masked: &str, title: &str) {
    desk.press("Ctrl+Shift+G");
    desk.focuses("field", word(desk, "客户", "Customer"));
    desk.types(mobile);
    desk.has("option", masked);
    desk.wait_until_at_rest();
    desk.press("Enter");
    desk.tab_to("radio", word(desk, "保养套餐", "Package"));
    desk.press_times("Right", 2);
    desk.fill(word(desk, "名称", "Title"), title);
    desk.fill(word(desk, "售价", "Price"), "5000");
}

/// Sets rules for points, makes a customer a member, sells them stored value and credits it.
#[track_caller]
pub fn members(desk: &Desk, look: Look) {
    choose(
        desk,
        word(desk, "设会员积分规则", "Set the rules for points"),
    );
    desk.has("field", word(desk, "购车", "Car"));
    look(desk, "rules");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "积分规则已设", "Rules for points set"));
    take_in_lead(desk, "周若兰", "13600136088", WISH);
    desk.has("button", word(desk, "入会", "Make a member"));
    desk.press("M");
    desk.shows(word(desk, "还没有积分记录", "No points yet"));
    look(desk, "joined");
    type_stored_value(desk, "13600136088", "周*兰", "储值 5000");
    desk.press("Ctrl+Enter");
    desk.has("heading", "储值 5000");
    desk.push("周*兰");
    desk.has("button", word(desk, "记积分", "Enter points"));
    look(desk, "to-be-credited");
    desk.press("Alt+P");
    desk.shows("2\u{2009}500");
    desk.has_no("button", word(desk, "记积分", "Enter points"));
    look(desk, "credited");
}

/// Prepares and starts a promotion for whoever brings a coupon, and redeems one on a new quote.
#[track_caller]
pub fn promotions(desk: &Desk, look: Look) {
    choose(desk, word(desk, "促销", "Promotions"));
    desk.has("region", word(desk, "促销", "Promotions"));
    look(desk, "promotions-none");
    desk.wait_until_at_rest();
    desk.press("N");
    desk.focuses("field", word(desk, "促销名称", "Name of the promotion"));
    desk.types("开门红");
    desk.fill(word(desk, "减多少", "How much off"), "3000");
    desk.fill(word(desk, "截止日", "Last day"), "12-31");
    desk.tab_to("radio", word(desk, "不用券", "No coupon"));
    desk.press("Right");
    desk.fill(word(desk, "预算", "Budget"), "9000");
    look(desk, "promotion");
    desk.press("Ctrl+Enter");
    desk.has("heading", "开门红");
    desk.wait_until_at_rest();
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "促销已开始", "The promotion has started"));
    desk.wait_until_at_rest();
    desk.press("C");
    desk.has("dialog", word(desk, "发优惠券", "Issue coupons"));
    desk.fill(word(desk, "自己的券码", "Codes of your own"), "SPRING-2026");
    look(desk, "coupons");
    desk.press("Ctrl+Enter");
    desk.has_no("dialog", "");
    desk.shows("SPRING2026");
    look(desk, "promotion-card");

    type_quote(desk);
    desk.press("Ctrl+S");
    desk.shows(word(desk, "草稿已存", "Draft kept"));
    desk.wait_until_at_rest();
    desk.press("Y");
    let code = word(desk, "券码", "Coupon code");
    desk.focuses("field", code);
    desk.shows(word(desk, "“开门红”要凭券", "“开门红” takes a coupon"));
    look(desk, "promotion-asks-for-coupon");
    desk.types("spring 2026");
    desk.shows(&on_screen("3,000.00"));
    look(desk, "promotion-offered");
    desk.press("Ctrl+Enter");
    desk.shows(word(desk, "已用上“开门红”", "“开门红” is on the quote"));
    desk.has_no("dialog", "");
    desk.shows(&on_screen("3,000.00"));
    look(desk, "promotion-on-quote");
}

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
