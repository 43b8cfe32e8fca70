//! Workbooks as a maker, a bank or a colleague hands them over.

mod long_list;

use std::path::{Path, PathBuf};

pub use long_list::vin;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

/// Latin letters and digits as a Chinese input method in full-width mode writes them.
pub fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
            other => other,
        })
        .collect()
}

/// The VIN of the car that the house has already, as it stands in [`shipping_list`].
pub const KNOWN: usize = 1;

/// A list as makers send it: two title rows, Chinese headings of which one is the maker's own word, full-width
/// figures, and days as text, as numbers and as days. The outcomes are three new, one changed, one duplicate, three bad.
pub fn shipping_list(folder: &Path) -> Result<PathBuf, XlsxError> {
    let mut workbook = Workbook::new();
    let day = Format::new().set_num_format("yyyy/m/d");
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "一汽-大众 2026 年 11 月发运清单")?;
    sheet.write_string(1, 0, "制表：销售物流部")?;
    for (column, heading) in (0..).zip([
        "车架号",
        "品牌车型",
        "颜色",
        "厂家指导价（元）",
        "开票价",
        "到店日期",
        "存放区",
    ]) {
        sheet.write_string(2, column, heading)?;
    }
    let rows = [
        (vin(KNOWN), "迈腾", "极地白", "219900"),
        (full_width(&vin(2)), "迈腾 380TSI", "黑", "２１９９００"),
        (vin(3), "速腾 280TSI", "灰", "149,900"),
        (vin(4), "探岳 330TSI", "蓝", "20.99万"),
        (vin(4), "探岳 330TSI", "蓝", "209900"),
        ("LFV3A23C2T3000001".to_owned(), "迈腾", "白", "219900"),
        (vin(5), "迈腾", "白", "很贵"),
        (vin(6), "迈腾", "白", "219900"),
    ];
    for (row, (vin, model, colour, price)) in (3..).zip(rows) {
        sheet.write_string(row, 0, vin)?;
        sheet.write_string(row, 1, model)?;
        sheet.write_string(row, 2, colour)?;
        sheet.write_string(row, 3, price)?;
        sheet.write_number(row, 4, 180_000)?;
        sheet.write_string(row, 6, "B 区 3")?;
    }
    sheet.write_string(3, 5, "2026年11月3日")?;
    sheet.write_number(4, 5, 46_327)?;
    sheet.write_datetime_with_format(5, 5, ExcelDateTime::from_ymd(2026, 11, 4)?, &day)?;
    sheet.write_string(6, 5, "2026/11/5")?;
    sheet.write_string(10, 5, "2026年2月30日")?;
    let path = folder.join("发运清单.xlsx");
    workbook.save(&path)?;
    Ok(path)
}

/// A list of so many new cars.
pub fn long_list(folder: &Path, cars: usize) -> Result<PathBuf, XlsxError> {
    let path = folder.join("全年清单.xlsx");
    long_list::long_list(cars)?.save(&path)?;
    Ok(path)
}

/// Customers as a colleague keeps them: two new ones, the first of them once more, and a mobile that lacks a figure.
pub fn customer_list(folder: &Path) -> Result<PathBuf, XlsxError> {
    let rows = [
        ["姓名", "手机号码", "地址"],
        ["欧阳思远", "13800138001", "上海市静安区南京西路 1 号"],
        ["诸葛明月", "139 0013 9002", ""],
        ["欧阳思远", "13800138001", ""],
        ["司马青", "1380013800", ""],
    ];
    of_rows(folder, "客户资料.xlsx", &rows)
}

/// A new price for the known car, and one for a car that nobody has.
pub fn price_list(folder: &Path) -> Result<PathBuf, XlsxError> {
    let (known, unknown) = (vin(KNOWN), vin(99));
    let rows = [
        ["车架号", "新指导价"],
        [&known, "18.99万"],
        [&unknown, "18.99万"],
    ];
    of_rows(folder, "价格表.xlsx", &rows)
}

/// A version that the training catalogue has, with a column for each of three items of its equipment, of which the
/// last goes by the maker's own word.
pub fn equipment_list(folder: &Path) -> Result<PathBuf, XlsxError> {
    let rows = [
        [
            "品牌",
            "车系",
            "车型",
            "年款",
            "指导价（万元）",
            "上市时间",
            "级别",
            "燃料类型",
            "排量",
            "变速箱",
            "驱动方式",
            "座位数",
            "前排侧气囊",
            "全景天窗",
            "暖座",
        ],
        [
            "大众",
            "朗逸",
            "1.5L 自动新逸版",
            "2026",
            "10.28",
            "2026.03",
            "紧凑型车",
            "汽油",
            "1.5L",
            "6挡手自一体",
            "前置前驱",
            "5",
            "●",
            "无",
            "选装 3000",
        ],
    ];
    of_rows(folder, "配置表.xlsx", &rows)
}

fn of_rows<const COLUMNS: usize>(
    folder: &Path,
    name: &str,
    rows: &[[&str; COLUMNS]],
) -> Result<PathBuf, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, *text)?;
        }
    }
    let path = folder.join(name);
    workbook.save(&path)?;
    Ok(path)
}

/// A maker's list of versions: one that the training catalogue has, one of a brand that it lacks, and one with
/// a fuel that no car burns.
pub fn version_list(folder: &Path) -> Result<PathBuf, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows = [
        [
            "品牌",
            "车系",
            "车型",
            "年款",
            "指导价（万元）",
            "上市时间",
            "级别",
            "燃料类型",
            "排量",
            "变速箱",
            "驱动方式",
            "座位数",
        ],
        [
            "大众",
            "朗逸",
            "1.5L 自动新逸版",
            "2026",
            "10.28",
            "2026.03",
            "紧凑型车",
            "汽油",
            "1.5L",
            "6挡手自一体",
            "前置前驱",
            "5",
        ],
        [
            "极光",
            "极光 7",
            "长续航四驱版",
            "2027",
            "26.98",
            "2026-10",
            "中型SUV",
            "纯电动",
            "-",
            "",
            "双电机四驱",
            "5",
        ],
        [
            "大众",
            "朗逸",
            "1.5L 原子版",
            "2026",
            "10.28",
            "2026.03",
            "紧凑型车",
            "核动力",
            "1.5L",
            "6挡手自一体",
            "前置前驱",
            "5",
        ],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, text)?;
        }
    }
    let path = folder.join("车型表.xlsx");
    workbook.save(&path)?;
    Ok(path)
}

/// More rows than are taken in at once.
pub fn endless_list(folder: &Path) -> Result<PathBuf, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "车架号")?;
    for row in 1..500_000 {
        sheet.write_number(row, 0, row)?;
    }
    let path = folder.join("五十万行.xlsx");
    workbook.save(&path)?;
    Ok(path)
}

/// A workbook that broke off while it was copied.
pub fn broken_list(folder: &Path) -> std::io::Result<PathBuf> {
    let whole = shipping_list(folder).map_err(std::io::Error::other)?;
    let bytes = std::fs::read(whole)?;
    let path = folder.join("断了.xlsx");
    std::fs::write(&path, &bytes[..bytes.len() / 2])?;
    Ok(path)
}

/// What Excel writes for a workbook with a password, as far as anybody without the password can read it: an old
/// container with one stream of this name.
pub fn protected_list(folder: &Path) -> std::io::Result<PathBuf> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(1024, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4096, 0);
    let path = folder.join("有密码.xlsx");
    std::fs::write(&path, bytes)?;
    Ok(path)
}
