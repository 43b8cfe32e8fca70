//! Measures reading and writing of spreadsheets and prints one line of JSON: a workbook of
//! 100,000 rows and twelve columns, and the same as csv in GB18030.

use chrono::{NaiveDate, TimeZone, Utc};
use documents::sheets::{ReadOptions, SheetCell, read, write_csv, write_xlsx};
use documents::{ColumnKind, Language, Orientation, Report, ReportColumn, ReportGroup, Value};
use domain::money::Fen;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

const ROWS: i64 = 100_000;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir();
    let report = customers().ok_or("no such day")?;

    let start = Instant::now();
    let workbook = write_xlsx(&report)?;
    let write_ms = start.elapsed().as_millis();
    let xlsx = folder.join(format!("bench-{}.xlsx", std::process::id()));
    std::fs::write(&xlsx, &workbook.bytes)?;

    let text = String::from_utf8(write_csv(&report)?.bytes)?;
    let (gb18030, _, _) = encoding_rs::GB18030.encode(text.trim_start_matches('\u{FEFF}'));
    let csv = folder.join(format!("bench-{}.csv", std::process::id()));
    std::fs::write(&csv, &gb18030)?;

    let (xlsx_ms, xlsx_rows) = timed(&xlsx)?;
    let (csv_ms, csv_rows) = timed(&csv)?;
    std::fs::remove_file(xlsx)?;
    std::fs::remove_file(csv)?;
    println!(
        "{}",
        serde_json::json!({
            "rows": ROWS,
            "columns": report.columns.len(),
            "xlsx_bytes": workbook.bytes.len(),
            "xlsx_write_ms": write_ms,
            "xlsx_read_ms": xlsx_ms,
            "xlsx_rows_read": xlsx_rows,
            "csv_read_ms": csv_ms,
            "csv_rows_read": csv_rows,
        })
    );
    Ok(())
}

fn timed(path: &Path) -> Result<(u128, usize), Box<dyn Error>> {
    let start = Instant::now();
    let mut rows = 0;
    for row in read(path, &ReadOptions::default())? {
        // Only rows of the table, not the statements above it.
        rows += usize::from(
            row?.cells
                .iter()
                .filter(|it| !SheetCell::is_empty(it))
                .count()
                == 12,
        );
    }
    Ok((start.elapsed().as_millis(), rows))
}

fn customers() -> Option<Report> {
    let day = NaiveDate::from_ymd_opt(2020, 1, 1)?;
    let headings = [
        ("客户号", ColumnKind::Text),
        ("姓名", ColumnKind::Text),
        ("电话", ColumnKind::Text),
        ("证件号码", ColumnKind::Text),
        ("地址", ColumnKind::Text),
        ("车型", ColumnKind::Text),
        ("车辆识别代号", ColumnKind::Text),
        ("号牌", ColumnKind::Text),
        ("购车日期", ColumnKind::Date),
        ("成交价", ColumnKind::Money),
        ("里程", ColumnKind::Count),
        ("来源", ColumnKind::Text),
    ];
    let rows = (0..ROWS)
        .map(|row| {
            vec![
                Value::Text(format!("KH{row:08}")),
                Value::Text(["王建国", "欧阳晓雯", "李敏", "赵立新"][row as usize % 4].to_owned()),
                Value::Text(format!("138{row:08}")),
                Value::Text(format!("31011519880712{:04}", row % 10_000)),
                Value::Text(format!(
                    "上海市浦东新区世纪大道{}弄{}号",
                    row % 2_000,
                    row % 90
                )),
                Value::Text("汉 EV 2026款 605KM 尊享型".to_owned()),
                Value::Text(format!("LGXCE4CB{}T{:07}", row % 10, row)),
                Value::Text(format!("沪AD{:05}", row % 100_000)),
                Value::Date(day + chrono::Days::new(row as u64 % 2_500)),
                Value::Money(Fen(9_980_000 + row * 111)),
                Value::Count(row % 120_000),
                Value::Text("自然到店".to_owned()),
            ]
        })
        .collect();
    Some(Report {
        title: "客户清单".to_owned(),
        language: Language::Chinese,
        definition: "全部客户".to_owned(),
        filters: Vec::new(),
        as_of: day.and_hms_opt(9, 30, 0)?,
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
        issued_at: Utc.with_ymd_and_hms(2026, 11, 22, 1, 30, 0).single()?,
    })
}
