//! Makes every form in both languages from the samples, and a report, into the folder given as
//! first argument, to be looked at.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use documents::{
    ColumnKind, Form, Language, Orientation, RenderOptions, Report, ReportColumn, ReportGroup,
    Value, render, sheets,
};
use domain::money::{Fen, Rate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    std::fs::create_dir_all(&folder)?;
    let samples = format!("{}/tests/samples", std::env::var("CARGO_MANIFEST_DIR")?);
    let issued_at = Utc
        .with_ymd_and_hms(2026, 11, 22, 6, 30, 0)
        .single()
        .ok_or("no such instant")?;
    for form in Form::ALL {
        for language in [Language::Chinese, Language::English] {
            let name = format!("{}.{}", form.name(), language.tag());
            let contents = std::fs::read_to_string(format!("{samples}/{name}.json"))?;
            let contents = serde_json::from_str(&contents)?;
            let options = RenderOptions::issued_at(issued_at);
            let paper = render(form, language, &contents, &options)?;
            println!("{name}: {} pages, {} bytes", paper.pages, paper.bytes.len());
            std::fs::write(format!("{folder}/{name}.pdf"), &paper.bytes)?;
        }
    }
    let report = sales_of_the_month(issued_at).ok_or("no such day")?;
    std::fs::write(format!("{folder}/report.pdf"), report.to_paper()?.bytes)?;
    std::fs::write(
        format!("{folder}/report.xlsx"),
        sheets::write_xlsx(&report)?.bytes,
    )?;
    std::fs::write(
        format!("{folder}/report.csv"),
        sheets::write_csv(&report)?.bytes,
    )?;
    Ok(())
}

/// Sales of a month by consultant.
fn sales_of_the_month(issued_at: DateTime<Utc>) -> Option<Report> {
    let headings = [
        ("合同号", ColumnKind::Text),
        ("车系", ColumnKind::Text),
        ("车辆识别代号", ColumnKind::Text),
        ("交车日期", ColumnKind::Date),
        ("成交价", ColumnKind::Money),
        ("单车毛利", ColumnKind::Money),
        ("毛利率", ColumnKind::Rate),
    ];
    let day = NaiveDate::from_ymd_opt(2026, 11, 1)?;
    let mut groups = Vec::new();
    let (mut price_total, mut gross_total) = (0, 0);
    for (consultant, cars) in [("李晓雯", 14_i64), ("赵立新", 9), ("欧阳建国", 21)] {
        let mut rows = Vec::new();
        let (mut prices, mut grosses) = (0, 0);
        for car in 0..cars {
            let price = 12_880_000 + car * 731_500;
            let gross = 612_345 - car * 41_377;
            prices += price;
            grosses += gross;
            rows.push(vec![
                Value::Text(format!("SH01-HT-2026-{:06}", 300 + car)),
                Value::Text(["汉", "海豹", "宋 PLUS"][car as usize % 3].to_owned()),
                Value::Text(format!("LGXCE4CB{}T01{:05}", car % 10, 23_456 + car * 17)),
                Value::Date(day + chrono::Days::new(car as u64)),
                Value::Money(Fen(price)),
                Value::Money(Fen(gross)),
                Value::Rate(Rate::from_basis_points(gross * 10_000 / price)),
            ]);
        }
        price_total += prices;
        gross_total += grosses;
        groups.push(ReportGroup {
            name: Some(consultant.to_owned()),
            rows,
            subtotals: sum(&format!("小计 {cars} 台"), prices, grosses),
        });
    }
    Some(Report {
        title: "本月销售（按顾问）".to_owned(),
        language: Language::Chinese,
        definition: "按交车日期统计；单车毛利为不含税售价减不含税成本加返利。".to_owned(),
        filters: vec![("月份".to_owned(), "2026-11".to_owned())],
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
        groups,
        totals: sum("合计 44 台", price_total, gross_total),
        notes: Vec::new(),
        signatures: vec!["制表人".to_owned(), "店长".to_owned()],
        orientation: Orientation::Portrait,
        issued_at,
    })
}

fn sum(label: &str, price: i64, gross: i64) -> Vec<Value> {
    vec![
        Value::Text(label.to_owned()),
        Value::Empty,
        Value::Empty,
        Value::Empty,
        Value::Money(Fen(price)),
        Value::Money(Fen(gross)),
        Value::Rate(Rate::from_basis_points(gross * 10_000 / price)),
    ]
}
