//! A maker's list of a whole year. The bench of the desk reads this file too, by its path: what it measures is what
//! the window is shown, and tests link nothing of the program.

use rust_xlsxwriter::{Workbook, XlsxError};

const MODELS: [&str; 12] = [
    "一汽-大众 迈腾 2026款 380TSI 豪华型",
    "上汽大众 朗逸 2026款 1.5L 自动舒适版",
    "比亚迪 汉 2026款 EV 冠军版 605KM 尊贵型",
    "比亚迪 秦PLUS 2026款 DM-i 120KM 卓越型",
    "广汽丰田 凯美瑞 2026款 双擎 2.5HE 精英版",
    "东风本田 CR-V 2026款 锐·混动e+ 2.0L 两驱",
    "吉利 银河L7 2026款 115km MAX",
    "长安 深蓝S7 2026款 增程 200Max",
    "奇瑞 瑞虎8 2026款 PRO 1.6T 双离合",
    "理想 L7 2026款 Pro",
    "华晨宝马 3系 2026款 325Li M运动套装",
    "北京奔驰 C级 2026款 C 260 L 运动版",
];
const COLOURS: [&str; 6] = ["极地白", "星云灰", "曜石黑", "宝石蓝", "流光银", "勃艮第红"];
const HEADINGS: [&str; 12] = [
    "车架号",
    "车型",
    "外观颜色",
    "内饰颜色",
    "发动机号",
    "进价（元）",
    "指导价（元）",
    "销售价",
    "到店日期",
    "库位",
    "合格证号",
    "备注",
];

/// A VIN of the running number, with the check character that it has to have (ISO 3779).
pub fn vin(number: usize) -> String {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let mut vin = format!("LFV3A23C0T{number:07}").into_bytes();
    let sum: u32 = vin
        .iter()
        .zip(WEIGHTS)
        .map(|(letter, weight)| {
            let value = match letter {
                b'0'..=b'9' => letter - b'0',
                b'A'..=b'H' => letter - b'A' + 1,
                b'J'..=b'R' => letter - b'J' + 1,
                _ => letter - b'S' + 2,
            };
            u32::from(value) * weight
        })
        .sum();
    vin[8] = match sum % 11 {
        10 => b'X',
        digit => b'0' + u8::try_from(digit).unwrap_or_default(),
    };
    String::from_utf8_lossy(&vin).into_owned()
}

/// So many new cars with all that a maker says of each, below a title row.
pub fn long_list(cars: usize) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "11 月发运清单")?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string(1, column, heading)?;
    }
    for (row, number) in (2..).zip(0..cars) {
        let model = number * 7 % MODELS.len();
        let guide_price = 89_900 + u32::try_from(number % 97).unwrap_or_default() * 2_000;
        sheet.write_string(row, 0, vin(number))?;
        sheet.write_string(row, 1, MODELS[model])?;
        sheet.write_string(row, 2, COLOURS[number % COLOURS.len()])?;
        sheet.write_string(row, 3, COLOURS[number / 3 % COLOURS.len()])?;
        sheet.write_string(row, 4, format!("E{:08}", number * 13))?;
        sheet.write_number(row, 5, guide_price * 9 / 10)?;
        sheet.write_number(row, 6, guide_price)?;
        sheet.write_number(row, 7, guide_price - 3_000)?;
        sheet.write_string(
            row,
            8,
            format!("2026-{:02}-{:02}", number % 10 + 1, number % 28 + 1),
        )?;
        sheet.write_string(
            row,
            9,
            format!("{} 区 {}", ["A", "B", "C"][number % 3], number % 60),
        )?;
        sheet.write_string(row, 10, format!("HG{number:09}"))?;
        if number % 10 == 0 {
            sheet.write_string(row, 11, "展车，注意保护膜")?;
        }
    }
    Ok(workbook)
}
