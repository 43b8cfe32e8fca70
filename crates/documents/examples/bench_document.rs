//! Measures how long a paper takes and how large it is, and prints one line of JSON.
//!
//! `contract_*`: the contract of sale with enough lines for six pages, from JSON to bytes, cold (the
//! first paper of the process, typeface and templates still to be read) and as the median of many.
//! `report_ms`: a report of 1,000 rows and twelve columns. `glyphs` and `glyphs_bold` are the
//! characters of the contract in the two weights, for a comparison with another subsetter.

use chrono::{NaiveDate, TimeZone, Utc};
use documents::{
    ColumnKind, Form, Language, Orientation, RenderOptions, Report, ReportColumn, ReportGroup,
    Value, document, render,
};
use domain::money::{Fen, Rate};
use std::error::Error;
use std::time::Instant;

const RUNS: usize = 31;

fn main() -> Result<(), Box<dyn Error>> {
    let sample = include_str!("../tests/samples/sales-contract.zh-CN.json");
    let contract = six_pages(serde_json::from_str(sample)?)?;
    let issued_at = Utc
        .with_ymd_and_hms(2026, 11, 22, 6, 30, 0)
        .single()
        .ok_or("no such instant")?;
    let options = RenderOptions::issued_at(issued_at);
    let make = || render(Form::SalesContract, Language::Chinese, &contract, &options);

    let start = Instant::now();
    let paper = make()?;
    let cold = milliseconds(start);
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        make()?;
        times.push(milliseconds(start));
    }
    let (regular, bold) =
        document(Form::SalesContract, Language::Chinese, &contract, &options)?.characters()?;

    let report = thousand_rows(issued_at)?;
    let mut report_times = Vec::new();
    let mut report_pages = 0;
    for _ in 0..11 {
        let start = Instant::now();
        report_pages = report.to_paper()?.pages;
        report_times.push(milliseconds(start));
    }
    println!(
        "{}",
        serde_json::json!({
            "contract_ms": median(times),
            "contract_cold_ms": cold,
            "contract_pages": paper.pages,
            "contract_bytes": paper.bytes.len(),
            "glyphs": regular.into_iter().collect::<String>(),
            "glyphs_bold": bold.into_iter().collect::<String>(),
            "report_ms": median(report_times),
            "report_pages": report_pages,
        })
    );
    Ok(())
}

fn milliseconds(start: Instant) -> f64 {
    (start.elapsed().as_secs_f64() * 100_000.0).round() / 100.0
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The sample contract with a fleet's worth of accessories, so that it fills six pages.
fn six_pages(mut contract: serde_json::Value) -> Result<serde_json::Value, Box<dyn Error>> {
    let mut added = 0_i64;
    let extras = contract["extras"].as_array_mut().ok_or("no extras")?;
    for number in 1..=28_i64 {
        let amount = 12_800 + number * 1_730;
        added += amount;
        extras.push(serde_json::json!({
            "name": format!("选装件 {number}"),
            "detail": "按客户要求加装，含安装工时与辅料",
            "quantity": 1,
            "amount": amount,
        }));
    }
    for sum in ["/total", "/payable", "/payments/1/amount"] {
        let sum = contract.pointer_mut(sum).ok_or("no such sum")?;
        *sum = (sum.as_i64().ok_or("not an amount")? + added).into();
    }
    Ok(contract)
}

fn thousand_rows(issued_at: chrono::DateTime<Utc>) -> Result<Report, Box<dyn Error>> {
    let headings = [
        ("序号", ColumnKind::Count),
        ("车辆识别代号", ColumnKind::Text),
        ("车系", ColumnKind::Text),
        ("车型", ColumnKind::Text),
        ("颜色", ColumnKind::Text),
        ("状态", ColumnKind::Text),
        ("入库日期", ColumnKind::Date),
        ("库龄", ColumnKind::Count),
        ("指导价", ColumnKind::Money),
        ("日持有成本", ColumnKind::Money),
        ("年利率", ColumnKind::Rate),
        ("位置", ColumnKind::Text),
    ];
    let day = NaiveDate::from_ymd_opt(2026, 6, 1).ok_or("no such day")?;
    let series = ["汉", "海豹", "宋 PLUS", "元 UP", "仰望 U8", "腾势 N9"];
    let rows = (0..1_000_i64)
        .map(|row| {
            vec![
                Value::Count(row + 1),
                Value::Text(format!("LGXCE4CB{}T{:07}", row % 10, 1_000_000 + row * 37)),
                Value::Text(series[row as usize % series.len()].to_owned()),
                Value::Text(format!("2026款 {} 公里 尊享型", 405 + row % 300)),
                Value::Text("时光灰".to_owned()),
                Value::Text("在库".to_owned()),
                Value::Date(day + chrono::Days::new(row as u64 % 170)),
                Value::Count(row % 170),
                Value::Money(Fen(12_980_000 + row * 13_300)),
                Value::Money(Fen(1_890 + row)),
                Value::Rate(Rate::from_basis_points(365 + row % 90)),
                Value::Text(format!("A区 {} 排 {} 位", row % 20 + 1, row % 45 + 1)),
            ]
        })
        .collect();
    Ok(Report {
        title: "库存清单".to_owned(),
        language: Language::Chinese,
        definition: "全部在库、在途和展厅车辆；库龄按入库日至数据时间的自然日计算。".to_owned(),
        filters: vec![("状态".to_owned(), "在库".to_owned())],
        as_of: day.and_hms_opt(9, 30, 0).ok_or("no such time")?,
        issuer: "上海启辰汽车销售服务有限公司".to_owned(),
        logo: None,
        made_by: "周敏".to_owned(),
        columns: headings
            .into_iter()
            .map(|(heading, kind)| ReportColumn {
                heading: heading.to_owned(),
                kind,
            })
            .collect(),
        groups: vec![ReportGroup {
            name: None,
            rows,
            subtotals: Vec::new(),
        }],
        totals: Vec::new(),
        notes: Vec::new(),
        signatures: Vec::new(),
        orientation: Orientation::Landscape,
        issued_at,
    })
}
