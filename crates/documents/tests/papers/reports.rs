//! Reports on paper.

use crate::proof::{bare_text, issued_at, pages_of_text, tool};
use chrono::NaiveDate;
use documents::{
    ColumnKind, Language, Logo, LogoFault, Orientation, Report, ReportColumn, ReportGroup, Value,
};
use domain::money::{Fen, Rate};

fn column(heading: &str, kind: ColumnKind) -> ReportColumn {
    ReportColumn {
        heading: heading.to_owned(),
        kind,
    }
}

/// Sales of the month by consultant, so many cars each.
fn sales(cars: i64) -> Report {
    let day = NaiveDate::from_ymd_opt(2026, 11, 1).expect("a day");
    let names = ["李晓雯", "赵立新", "周敏"];
    let mut total = 0;
    let groups = names
        .iter()
        .map(|name| {
            let mut sum = 0;
            let rows = (0..cars)
                .map(|car| {
                    sum += 18_880_000 + car;
                    vec![
                        Value::Text(format!("{name}-{car:04}")),
                        Value::Date(day),
                        Value::Money(Fen(18_880_000 + car)),
                        Value::Rate(Rate::from_basis_points(385)),
                        Value::None,
                    ]
                })
                .collect();
            total += sum;
            ReportGroup {
                name: Some((*name).to_owned()),
                rows,
                subtotals: vec![
                    Value::Text("小计".to_owned()),
                    Value::Empty,
                    Value::Money(Fen(sum)),
                    Value::Empty,
                    Value::Empty,
                ],
            }
        })
        .collect();
    Report {
        title: "本月销售（按顾问）".to_owned(),
        language: Language::Chinese,
        definition: "按交车日期统计，毛利率为不含税毛利除以不含税售价。".to_owned(),
        filters: vec![("月份".to_owned(), "2026-11".to_owned())],
        as_of: day.and_hms_opt(9, 30, 0).expect("a time"),
        issuer: "上海启辰汽车销售服务有限公司".to_owned(),
        logo: None,
        made_by: "周敏".to_owned(),
        columns: vec![
            column("车辆", ColumnKind::Text),
            column("交车日期", ColumnKind::Date),
            column("成交价", ColumnKind::Money),
            column("毛利率", ColumnKind::Rate),
            column("返利", ColumnKind::Money),
        ],
        groups,
        totals: vec![
            Value::Text("合计".to_owned()),
            Value::Empty,
            Value::Money(Fen(total)),
            Value::Empty,
            Value::Empty,
        ],
        notes: vec!["返利未到账的显示“-”。".to_owned()],
        signatures: vec!["收银员".to_owned(), "店长".to_owned()],
        orientation: Orientation::Portrait,
        issued_at: issued_at(),
    }
}

#[test]
fn a_report_says_its_definition_filters_time_and_row_count() {
    let paper = sales(3).to_paper().expect("prints");
    let text = bare_text(&paper.bytes);
    for wanted in [
        "按交车日期统计",
        "月份：2026-11",
        "2026-11-0109:30",
        "共9行",
        "3.85%",
        "小计",
        "合计",
        "188,800.02",
    ] {
        assert!(text.contains(wanted), "“{wanted}” is missing:\n{text}");
    }
    let total = Fen(3 * (3 * 18_880_000 + 3)).to_string();
    assert!(text.contains(&total), "{total} is missing");
}

#[test]
fn a_thousand_rows_all_come_under_a_header_on_every_page() {
    let report = sales(340);
    let paper = report.to_paper().expect("prints");
    tool("qpdf", &["--check", "FILE"], &paper.bytes);
    let pages = pages_of_text(&paper.bytes);
    let rows: usize = pages
        .iter()
        .map(|page| page.lines().filter(|line| line.contains("3.85%")).count())
        .sum();
    assert_eq!(rows, report.row_count());
    for page in &pages {
        if page.contains("3.85%") {
            assert!(
                page.contains("交车日期") && page.contains("毛利率"),
                "{page}"
            );
        }
    }
}

/// A blue JPEG of 32 by 16 pixels.
const JPEG: &[u8] = include_bytes!("../samples/logo.jpg");

#[test]
fn a_logo_in_jpeg_goes_into_the_paper_as_it_is() {
    let mut report = sales(3);
    report.logo = Some(Logo::read(JPEG).expect("a picture"));
    let paper = report.to_paper().expect("prints");
    tool("qpdf", &["--check", "FILE"], &paper.bytes);
    let listed = tool("pdfimages", &["-list", "FILE"], &paper.bytes);
    let picture = listed.lines().last().expect("a picture is listed");
    let said: Vec<&str> = picture.split_whitespace().collect();
    assert_eq!((said[3], said[4]), ("32", "16"), "{listed}");
    assert!(said.contains(&"jpeg"), "{listed}");
    assert!(bare_text(&paper.bytes).contains("上海启辰汽车销售服务有限公司"));
}

#[test]
fn half_a_jpeg_is_no_logo() {
    assert!(matches!(
        Logo::read(&JPEG[..JPEG.len() / 2]),
        Err(LogoFault::Unreadable { .. })
    ));
}

#[test]
fn a_report_without_rows_says_so() {
    let mut report = sales(0);
    report.groups.clear();
    report.totals.clear();
    let text = bare_text(&report.to_paper().expect("prints").bytes);
    assert!(text.contains("没有符合条件的记录"), "{text}");
    assert!(text.contains("共0行"), "{text}");
}

#[test]
fn wide_reports_lie_on_their_side() {
    let mut report = sales(2);
    report.orientation = Orientation::Landscape;
    let said = tool(
        "pdfinfo",
        &["FILE"],
        &report.to_paper().expect("prints").bytes,
    );
    assert!(
        said.contains("841.89 x 595.276") || said.contains("841.89 x 595.28"),
        "{said}"
    );
}
