//! Taking in the maker's list: the mapping guessed, changed and remembered; every row tried before any is taken;
//! what was refused mended elsewhere; the whole of it taken back.

use std::path::{Path, PathBuf};

use crate::harness::*;
use crate::steps::{Person, go_to, on_screen, sign_in, training_dealership};
use crate::workbooks::{
    KNOWN, broken_list, customer_list, endless_list, equipment_list, long_list, price_list,
    protected_list, shipping_list, version_list, vin,
};

#[track_caller]
fn open_imports(desk: &Desk) {
    desk.press("Ctrl+K");
    desk.types("导入");
    desk.press("Enter");
    desk.has("heading", "导入");
}

/// What the desk wrote among the person's own files.
#[track_caller]
fn saved_error_file(desk: &Desk) -> PathBuf {
    let home = desk.folder().join("home");
    std::fs::read_dir(home)
        .expect("the home is there")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|kind| kind == "xlsx"))
        .expect("an error file was saved")
}

/// A car that the list will name again.
#[track_caller]
fn have_the_known_car(desk: &Desk) {
    desk.press("Ctrl+I");
    desk.focuses("field", "车架号");
    desk.types(&vin(KNOWN));
    desk.fill("车型", "迈腾");
    desk.press("Ctrl+Enter");
    desk.shows("已入库：迈腾");
    desk.press("Esc");
}

#[test]
fn a_makers_list_is_mapped_tried_mended_taken_in_and_taken_back_by_keyboard() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::SalesManager);
    have_the_known_car(&desk);
    let list = shipping_list(desk.folder()).expect("a workbook");

    open_imports(&desk);
    desk.shows("还没有导入过");
    desk.picture("empty");
    desk.choose_file(&list);
    desk.shows("发运清单.xlsx");
    // Below two title rows the headings are found, and all but the maker's own word are understood.
    assert_eq!(desk.the("combobox", "车架号").value, "0");
    assert_eq!(desk.the("combobox", "车型").value, "1");
    assert_eq!(desk.the("combobox", "指导价").value, "3");
    assert_eq!(desk.the("combobox", "进价").value, "4");
    assert_eq!(desk.the("combobox", "库位").value, "");
    desk.tab_to("combobox", "库位");
    desk.types("存");
    desk.holds("库位", "6");
    desk.picture("mapped");
    desk.is_accessible("the columns of a list");

    desk.press("Ctrl+Enter");
    desk.has("button", "3 新增");
    desk.has("button", "1 更新");
    desk.has("button", "1 重复");
    desk.has("button", "3 有误");
    desk.shows("日期认不出，写成 2026-01-31 的样子。");
    desk.picture("tried");
    desk.is_accessible("what each row would do");
    desk.push("3 有误");
    desk.shows("金额里的“很”认不出，只写数字。");
    desk.lacks("速腾 280TSI");
    desk.picture("bad-rows");

    desk.press("E");
    desk.shows("4 行已存为");
    let errors = saved_error_file(&desk);
    desk.choose_file(&errors);
    desk.shows("列按上次的对应");
    desk.press("Ctrl+Enter");
    // The second of two equal rows is alone here, so it would be new by now.
    desk.has("button", "1 新增");
    desk.has("button", "3 有误");
    desk.shows("与文件第 7 行重复。");
    desk.picture("error-file");

    desk.choose_file(&list);
    desk.shows("列按上次的对应");
    desk.holds("库位", "6");
    desk.press("Ctrl+Enter");
    desk.has("button", "3 新增");
    desk.press("Ctrl+Enter");
    desk.shows("新增 3，更新 1");
    desk.picture("taken");
    desk.is_accessible("the imports so far");
    desk.press("Ctrl+3");
    for number in [KNOWN, 2, 3, 4] {
        desk.shows(&vin(number));
    }
    desk.shows("B 区 3");
    desk.picture("in-stock");

    open_imports(&desk);
    desk.push("撤销整批导入");
    desk.shows("之后有人改过的保留");
    desk.focuses("button", "不做");
    desk.push("撤销整批导入");
    desk.shows("已撤销");
    desk.picture("taken-back");
    desk.press("Ctrl+3");
    desk.shows(&vin(KNOWN));
    desk.lacks(&vin(2));
    desk.lacks("B 区 3");
}

#[test]
fn a_makers_list_of_versions_replaces_training_data_and_is_taken_back() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::SalesManager);
    open_imports(&desk);
    desk.tab_to("combobox", "清单");
    desk.types("车型");
    desk.choose_file(&version_list(desk.folder()).expect("a workbook"));
    desk.shows("车型表.xlsx");
    assert_eq!(desk.the("combobox", "指导价").value, "4");
    assert_eq!(desk.the("combobox", "能源").value, "7");
    desk.press("Ctrl+Enter");
    desk.has("button", "1 新增");
    desk.has("button", "1 更新");
    desk.has("button", "1 有误");
    desk.shows("“核动力”认不出，照车型库里的词写。");
    desk.picture("versions-tried");
    desk.is_accessible("what each version would do");
    desk.press("Ctrl+Enter");
    desk.shows("新增 1，更新 1");
    go_to(&desk, "车型库");
    desk.press("/");
    desk.types("长续航四驱版");
    desk.shows("极光 7");
    desk.shows(&on_screen("269,800.00"));
    desk.picture("versions-in-the-catalogue");
    open_imports(&desk);
    desk.push("撤销整批导入");
    desk.shows("之后有人改过的保留");
    desk.push("撤销整批导入");
    desk.shows("已撤销");
}

#[test]
fn customers_and_a_price_list_are_taken_in_as_they_are_handed_over() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::SalesManager);
    have_the_known_car(&desk);
    open_imports(&desk);
    desk.tab_to("combobox", "清单");
    desk.types("客户");
    desk.choose_file(&customer_list(desk.folder()).expect("a workbook"));
    desk.shows("客户资料.xlsx");
    desk.press("Ctrl+Enter");
    desk.has("button", "2 新增");
    desk.has("button", "1 重复");
    desk.has("button", "1 有误");
    desk.shows("手机号要 11 位");
    desk.picture("customers-tried");
    desk.press("Ctrl+Enter");
    desk.shows("新增 2");
    // They are masked here as everywhere.
    go_to(&desk, "客户");
    desk.press("Alt+1");
    desk.shows("138****8001");
    desk.lacks("13800138001");
    desk.picture("customers-taken-in");

    open_imports(&desk);
    desk.tab_to("combobox", "清单");
    desk.types("价");
    desk.choose_file(&price_list(desk.folder()).expect("a workbook"));
    desk.shows("价格表.xlsx");
    desk.press("Ctrl+Enter");
    desk.has("button", "1 更新");
    desk.has("button", "1 有误");
    desk.picture("prices-tried");
    desk.press("Ctrl+Enter");
    desk.shows("更新 1");
    go_to(&desk, "库存车");
    desk.shows(&on_screen("189,900.00"));
    desk.picture("priced");
}

#[test]
fn a_long_import_that_is_called_off_keeps_what_is_in_and_gives_it_back() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::SalesManager);
    open_imports(&desk);
    desk.choose_file(&long_list(desk.folder(), 80_000).expect("a workbook"));
    desk.shows("全年清单.xlsx");
    desk.press("Ctrl+Enter");
    desk.has("button", "正式导入");
    desk.press("Ctrl+Enter");
    desk.has("region", "进行中的工作");
    desk.has("progressbar", "");
    // What goes on in the background comes last in the page, so that backwards it is the nearest.
    desk.tab_back_to("button", "取消");
    desk.press("Enter");
    desk.shows("已取消。已导入的");
    desk.picture("called-off");
    desk.push("撤销整批导入");
    desk.shows("之后有人改过的保留");
    desk.push("撤销整批导入");
    desk.shows("已撤销");
    go_to(&desk, "库存车");
    desk.shows("还没有库存车");
}

#[test]
fn equipment_in_columns_of_its_own_is_mapped_and_stands_on_the_sheet() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::SalesManager);
    open_imports(&desk);
    desk.tab_to("combobox", "清单");
    desk.types("车型");
    let list = equipment_list(desk.folder()).expect("a workbook");
    desk.choose_file(&list);
    desk.shows("配置表.xlsx");
    desk.push("配置逐项各占一列（已对应 2，共 137 项）");
    desk.has("combobox", "全景天窗（天窗）");
    assert_eq!(desk.the("combobox", "前排侧气囊").value, "12");
    // The maker calls heated seats in its own way.
    desk.tab_to("combobox", "前排座椅加热");
    desk.types("暖");
    desk.holds("前排座椅加热", "14");
    desk.picture("equipment-mapped");
    desk.is_accessible("the columns of single items of equipment");
    desk.press("Ctrl+Enter");
    desk.has("button", "1 更新");
    desk.press("Ctrl+Enter");
    desk.shows("更新 1");
    go_to(&desk, "车型库");
    desk.press("/");
    desk.types("1.5L 自动新逸版");
    desk.shows(&on_screen("102,800.00"));
    desk.press("Enter");
    desk.press("Home");
    desk.press("Enter");
    desk.has("article", "");
    desk.press("P");
    desk.focuses("field", "在配置表里找");
    desk.types("加热");
    desk.shows("前排座椅加热");
    desk.shows(&on_screen("3,000.00"));
    desk.picture("equipment-on-the-sheet");

    open_imports(&desk);
    desk.tab_to("combobox", "清单");
    desk.types("车型");
    desk.choose_file(&list);
    desk.shows("列按上次的对应");
    desk.shows("配置逐项各占一列（已对应 3，共 137 项）");
}

#[test]
fn a_broken_a_protected_and_an_endless_file_each_say_what_to_do() {
    let desk = Desk::start(Options::default());
    training_dealership(&desk);
    sign_in(&desk, Person::SalesManager);
    open_imports(&desk);
    let refused = |path: &Path, sentence: &str| {
        desk.choose_file(path);
        desk.shows(sentence);
    };
    refused(
        &broken_list(desk.folder()).expect("a file"),
        "文件已损坏，用 Excel 打开后另存再导。",
    );
    refused(
        &protected_list(desk.folder()).expect("a file"),
        "文件有密码，去掉密码另存后再导。",
    );
    desk.picture("protected");
    refused(
        &endless_list(desk.folder()).expect("a workbook"),
        "超过 300000 行，拆成几个文件再导。",
    );
    // The next file is none the worse for it.
    desk.choose_file(&shipping_list(desk.folder()).expect("a workbook"));
    desk.shows("发运清单.xlsx");
    desk.lacks("拆成几个文件再导");
}

#[test]
fn a_list_is_tried_in_english_in_the_dark_and_at_twice_the_size() {
    let desk = Desk::start(Options {
        theme: Theme::Dark,
        scale: Scale::Double,
        size: Size::Office,
        ..Options::default()
    });
    desk.has("heading", "开始使用");
    desk.push("English");
    desk.has("heading", "Get started");
    desk.push("Training store");
    desk.has("heading", "Sign in");
    desk.fill("Name or sign-in name", "manager");
    desk.press("Enter");
    desk.focuses("field", "Password");
    desk.types("training");
    desk.press("Enter");
    desk.has("navigation", "");
    desk.press("Ctrl+K");
    desk.types("Import");
    desk.press("Enter");
    desk.has("heading", "Import");
    desk.shows("Nothing was imported yet");
    desk.picture("empty");
    desk.choose_file(&shipping_list(desk.folder()).expect("a workbook"));
    desk.has("combobox", "VIN");
    desk.picture("mapped");
    desk.is_accessible("the columns of a list");
    desk.press("Ctrl+Enter");
    desk.has("button", "4 new");
    desk.shows("The same as row 7 of the file.");
    desk.picture("tried");
    desk.is_accessible("what each row would do");
}
