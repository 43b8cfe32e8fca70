//! Measures taking in a workbook of 100,000 cars through the dispatcher, into an encrypted store of its
//! own: the dry run from the bytes of the file to the outcome of each row, and the commit until every row
//! is decided, signed, searchable and can be undone. Prints one line of JSON.
//!
//! `--rows N` takes fewer, for a look at a profile.

use std::{error::Error, path::Path, time::Instant};

use base64::{Engine, engine::general_purpose::STANDARD};
use desk::{Changed, Desk, RpcError, Shell, WorkProgress, dispatch};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

const ROWS: usize = 100_000;
const PASSPHRASE: &str = "a passphrase for the bench";

struct Silent;

impl Shell for Silent {
    fn changed(&self, _: &Changed) {}
    fn work(&self, _: &WorkProgress) {}
    fn session(&self) {}
    fn interactive(&self) {}
    fn open_window(&self, _: &str) -> Result<(), RpcError> {
        Ok(())
    }
}

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

/// A VIN with its check character (ISO 3779).
fn vin(number: usize) -> String {
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
        digit => b'0' + digit as u8,
    };
    String::from_utf8_lossy(&vin).into_owned()
}

fn shipping_list(rows: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "11 月发运清单")?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string(1, column, heading)?;
    }
    for number in 0..rows {
        let row = number as u32 + 2;
        let model = number * 7 % MODELS.len();
        let guide_price = 89_900.0 + (number % 97) as f64 * 2_000.0;
        sheet.write_string(row, 0, vin(number))?;
        sheet.write_string(row, 1, MODELS[model])?;
        sheet.write_string(row, 2, COLOURS[number % COLOURS.len()])?;
        sheet.write_string(row, 3, COLOURS[number / 3 % COLOURS.len()])?;
        sheet.write_string(row, 4, format!("E{:08}", number * 13))?;
        sheet.write_number(row, 5, guide_price * 0.9)?;
        sheet.write_number(row, 6, guide_price)?;
        sheet.write_number(row, 7, guide_price - 3_000.0)?;
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
    Ok(workbook.save_to_buffer()?)
}

fn ask(desk: &Desk, name: &str, arguments: Value) -> Result<Value, Box<dyn Error>> {
    let answer = dispatch(desk, name, arguments)
        .map_err(|error| format!("{name}: {} {:?}", error.code, error.values))?;
    Ok(serde_json::from_str(&answer)?)
}

fn asked_rows() -> usize {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--rows");
    arguments.next();
    arguments
        .next()
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(ROWS)
}

fn main() -> Result<(), Box<dyn Error>> {
    let home =
        std::env::temp_dir().join(format!("forecourt-bench-import-{}", uuid::Uuid::new_v4()));
    let measured = measure(&home, asked_rows());
    std::fs::remove_dir_all(&home)?;
    println!("{}", measured?);
    Ok(())
}

fn measure(home: &Path, rows: usize) -> Result<Value, Box<dyn Error>> {
    let desk = Desk::start(home, Box::new(Silent));
    ask(
        &desk,
        "store.create_training",
        json!({"language": "zh-CN", "passphrase": PASSPHRASE}),
    )?;
    let state = ask(&desk, "session.state", json!({}))?;
    let manager = state["people"]
        .as_array()
        .and_then(|people| {
            people
                .iter()
                .find(|person| person["signInName"] == "manager")
        })
        .ok_or("nobody signs in as manager")?["id"]
        .clone();
    ask(
        &desk,
        "session.sign_in",
        json!({"person": manager, "password": "training"}),
    )?;
    let workbook = shipping_list(rows)?;
    let contents = STANDARD.encode(&workbook);
    let per_second = |began: Instant| rows as f64 / began.elapsed().as_secs_f64();

    let began = Instant::now();
    let opened = ask(
        &desk,
        "imports.open",
        json!({"kind": "vehicles", "name": "list.xlsx", "contents": contents}),
    )?;
    let open_ms = began.elapsed().as_secs_f64() * 1_000.0;
    let import = json!({"import": opened["import"]});
    let counts = ask(&desk, "imports.dry_run", import.clone())?;
    let dry_run = per_second(began);
    if counts["new"] != json!(rows) {
        return Err(format!("the dry run found {counts}").into());
    }

    let began = Instant::now();
    let done = ask(&desk, "imports.commit", import.clone())?;
    let commit = per_second(began);
    if done["added"] != json!(rows) {
        return Err(format!("the commit answered {done}").into());
    }
    for number in [0, rows / 2, rows - 1] {
        let found = ask(
            &desk,
            "search.all",
            json!({"text": vin(number), "limit": 5}),
        )?;
        if found["hits"].as_array().is_none_or(Vec::is_empty) {
            return Err(format!("row {number} is not found").into());
        }
    }
    let began = Instant::now();
    let undone = ask(&desk, "imports.undo", import)?;
    let undo = per_second(began);
    if undone["kept"] != 0 {
        return Err(format!("the undo answered {undone}").into());
    }
    let figure =
        |name: &str, value: f64, unit: &str| json!({"name": name, "value": value, "unit": unit});
    Ok(json!({"figures": [
        figure("dry_run_rows_per_s", dry_run, "rows/s"),
        figure("commit_rows_per_s", commit, "rows/s"),
        figure("undo_rows_per_s", undo, "rows/s"),
        figure("open_ms", open_ms, "ms"),
        figure("workbook_mb", workbook.len() as f64 / 1e6, "MB"),
    ]}))
}
