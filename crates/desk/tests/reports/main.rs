//! The four reports over the real encrypted store: each sum is the sum of the rows it opens, screen, paper
//! and spreadsheet say the same, and nobody reads what is not theirs to read.

mod delivered;
mod files;
mod generated;
#[path = "../house/mod.rs"]
mod house;
mod reading;
#[path = "../house/sale.rs"]
mod sale;
mod sums;

use std::{
    io::{Cursor, Write},
    process::{Command, Stdio},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use calamine::{Data, Reader, Xlsx};
use delivered::delivered;
use domain::{
    cash_days::CashDay,
    money::Fen,
    orders::{LineGroup, Order, OrderLine},
    payments::{OrderAccount, Payment, PaymentMethod},
};
use house::House;
use sale::today;
use serde_json::{Value, json};
use store::rows;

/// Each report by each of its ways of grouping and counting.
fn questions() -> Vec<(&'static str, Value)> {
    let month_ago = today() - chrono::Days::new(30);
    let far = |more: Value| {
        let mut filters = json!({"from": month_ago});
        for (key, value) in more.as_object().expect("filters") {
            filters[key] = value.clone();
        }
        filters
    };
    vec![
        ("stock", json!({})),
        ("stock", json!({"by": "series", "state": "all"})),
        ("stock", json!({"state": "allocated"})),
        ("stock", json!({"series": "大众 朗逸"})),
        ("sales", far(json!({}))),
        ("sales", far(json!({"by": "series"}))),
        ("sales", far(json!({"counted": "signed"}))),
        ("sales", far(json!({"series": "大众 迈腾"}))),
        ("cashDay", json!({})),
        ("cashDay", json!({"day": today() - chrono::Days::new(3)})),
        ("funnel", far(json!({}))),
        ("funnel", far(json!({"by": "consultant"}))),
    ]
}

fn asked(report: &str, language: &str, filters: &Value) -> Value {
    json!({"report": report, "language": language, "filters": filters})
}

fn run(house: &House, report: &str, filters: &Value) -> Value {
    house.ask("reports.run", asked(report, "zh-CN", filters))
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

/// The place of the column with this heading.
fn column(table: &Value, heading: &str) -> usize {
    list(&table["columns"])
        .iter()
        .position(|column| column["heading"] == heading)
        .unwrap_or_else(|| panic!("no column {heading} in {}", table["columns"]))
}

const MEANS: [&str; 4] = ["库龄（天）", "平均优惠", "Days", "Average discount"];

/// What a column of these cells has to come to, worked out anew.
fn folded(head: &Value, cells: &[&Value]) -> Value {
    let said: Vec<i64> = cells.iter().filter_map(|cell| cell.as_i64()).collect();
    let heading = head["heading"].as_str().expect("a heading");
    if said.is_empty() {
        let counts = head["unit"] == "count" && !MEANS.contains(&heading);
        return if counts { json!(0) } else { Value::Null };
    }
    let sum: i64 = said.iter().sum();
    if !MEANS.contains(&heading) {
        return json!(sum);
    }
    let number = said.len() as i64;
    let half_up = (2 * sum.abs() + number) / (2 * number);
    json!(half_up * sum.signum())
}

/// Opens the cell and holds what it says against the rows that appear.
fn is_the_sum_of_its_rows(
    house: &House,
    asked: &Value,
    table: &Value,
    (group, line): (Option<&Value>, Option<&Value>),
    at: usize,
    cell: &Value,
) {
    let head = &table["columns"][at];
    let mut question = asked.clone();
    question["column"] = json!(at);
    if let Some(group) = group {
        question["group"] = group.clone();
    }
    if let Some(line) = line {
        question["line"] = line.clone();
    }
    let behind = house.ask("reports.rows", question.clone());
    let shown = list(&behind["rows"]);
    let heading = head["heading"].as_str().expect("a heading");
    assert_eq!(behind["records"], json!(shown.len()), "{question}");
    match head["unit"].as_str().expect("a unit") {
        "money" | "count" => {
            let cells: Vec<&Value> = shown.iter().map(|row| &row["cells"][at]).collect();
            if shown.is_empty() {
                assert!(cell.is_null() || cell == 0, "{heading} {cell} {question}");
                return;
            }
            assert_eq!(cell, &folded(head, &cells), "{heading} {question}");
            assert_eq!(cell, &behind["sums"][at], "{heading} {question}");
        }
        "rate" => assert_eq!(cell, &behind["sums"][at], "{heading} {question}"),
        "text" | "date" => {}
        other => panic!("an unknown unit {other}"),
    }
}

/// All cells of a report: the totals, each group's sums, and lines (every one of a short report). Gives
/// how many lines there were to look at.
fn every_sum_is_its_rows(house: &House, asked: &Value) -> usize {
    let table = house.ask("reports.run", asked.clone());
    let columns = list(&table["columns"]).len();
    let check = |place, cells: &Value| {
        for at in 1..columns {
            is_the_sum_of_its_rows(house, asked, &table, place, at, &cells[at]);
        }
    };
    check((None, None), &table["totals"]);
    let mut records = 0;
    for group in list(&table["groups"]) {
        check((Some(&group["key"]), None), &group["sums"]);
        let lines = list(&group["lines"]);
        records += lines.len();
        for line in lines.iter().step_by(1 + lines.len() / 3) {
            check((Some(&group["key"]), Some(&line["key"])), &line["cells"]);
        }
        for (at, head) in list(&table["columns"]).iter().enumerate().skip(1) {
            let cells: Vec<&Value> = lines.iter().map(|line| &line["cells"][at]).collect();
            let heading = head["heading"].as_str().expect("a heading");
            let sums = ["money", "count"].contains(&head["unit"].as_str().expect("a unit"));
            // A mean of means is no mean, but where each line is one record it is.
            let single = lines.iter().all(|line| !line["record"].is_null());
            if sums && (single || !MEANS.contains(&heading)) {
                assert_eq!(group["sums"][at], folded(head, &cells), "{heading}");
            }
        }
    }
    records
}

/// The report as a file, as it would lie among the downloads.
fn file(house: &House, report: &str, language: &str, filters: &Value, format: &str) -> Vec<u8> {
    let mut question = asked(report, language, filters);
    question["format"] = json!(format);
    let question = serde_json::from_value(question).expect("a question");
    desk::reports::made(house.desk(), &question)
        .expect("made")
        .bytes
}

fn piped(program: &str, arguments: &[&str], bytes: &[u8]) -> String {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    let mut input = child.stdin.take().expect("an input");
    let bytes = bytes.to_vec();
    let writing = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().expect("it ends");
    writing.join().expect("written").expect("written");
    assert!(output.status.success(), "{program} {arguments:?} complains");
    String::from_utf8(output.stdout).expect("words")
}

fn paper_text(pdf: &[u8]) -> String {
    let place = std::env::temp_dir().join(format!("forecourt-{}.pdf", uuid::Uuid::new_v4()));
    std::fs::write(&place, pdf).expect("written");
    let path = place.display().to_string();
    let checked = piped("qpdf", &["--check", &path], &[]);
    std::fs::remove_file(&place).expect("removed");
    assert!(
        checked.contains("No syntax or stream encoding errors"),
        "{checked}"
    );
    piped("pdftotext", &["-layout", "-", "-"], pdf)
}

/// How paper says a cell.
fn on_paper(unit: &str, cell: &Value) -> Option<String> {
    let number = cell.as_i64()?;
    match unit {
        "money" => Some(Fen(number).to_string()),
        "rate" => Some(format!("{}.{:02}%", number / 100, number.abs() % 100)),
        _ => None,
    }
}
