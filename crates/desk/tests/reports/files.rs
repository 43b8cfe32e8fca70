//! Paper and spreadsheets say the figures of the screen.

use super::*;

#[test]
fn paper_says_the_figures_of_the_screen() {
    let house = generated::house(2, today());
    house.sign_in("store");
    for (report, filters) in questions() {
        for language in ["zh-CN", "en"] {
            let table = house.ask("reports.run", asked(report, language, &filters));
            let shown = house.ask("reports.preview", asked(report, language, &filters));
            let pdf = BASE64_STANDARD
                .decode(shown["pdf"].as_str().expect("a paper"))
                .expect("base64");
            let text = paper_text(&pdf);
            // What stands in a narrow column may be broken between two lines.
            let bare: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
            let has = |said: &str| {
                let said: String = said.chars().filter(|sign| !sign.is_whitespace()).collect();
                assert!(bare.contains(&said), "{said} is not in {report}:\n{text}");
            };
            has(table["title"].as_str().expect("a title"));
            has(&today().to_string());
            let groups = list(&table["groups"]);
            for cells in groups
                .iter()
                .map(|group| &group["sums"])
                .chain([&table["totals"]])
            {
                for (head, cell) in list(&table["columns"]).iter().zip(list(cells)) {
                    if let Some(said) = on_paper(head["unit"].as_str().expect("a unit"), cell) {
                        has(&said);
                    }
                }
            }
            for filter in list(&table["filters"]) {
                has(filter["label"].as_str().expect("a label"));
            }
        }
    }
}

#[test]
fn a_spreadsheet_holds_the_same_sums_as_numbers() {
    let house = generated::house(2, today());
    house.sign_in("store");
    for (report, filters) in questions() {
        let table = run(&house, report, &filters);
        let bytes = file(&house, report, "zh-CN", &filters, "xlsx");
        let mut book: Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
        let sheet = book.worksheet_range_at(0).expect("a sheet").expect("cells");
        let last = sheet.rows().next_back().expect("rows");
        let headings = sheet
            .rows()
            .position(|row| row[0].to_string() == table["columns"][0]["heading"])
            .expect("a heading");
        let lines: Vec<_> = sheet.rows().skip(headings + 1).collect();
        for (at, head) in list(&table["columns"]).iter().enumerate() {
            let unit = head["unit"].as_str().expect("a unit");
            let places = match unit {
                "money" => 100.0,
                "rate" => 10_000.0,
                "count" => 1.0,
                _ => continue,
            };
            match (table["totals"][at].as_i64(), &last[at]) {
                (Some(total), Data::Float(found)) => {
                    assert_eq!((found * places).round() as i64, total, "{report} {head}");
                }
                (Some(total), Data::Int(found)) => assert_eq!(*found, total),
                (None, Data::Empty) => {}
                (None, Data::String(dash)) => assert_eq!(dash, "-"),
                (expected, found) => panic!("{report} {head}: {expected:?} is {found:?}"),
            }
            for cell in lines.iter().map(|row| &row[at]) {
                let text = matches!(cell, Data::String(text) if text != "-");
                assert!(!text, "{report} {head}: {cell} is text");
            }
        }
        let said: String = sheet
            .rows()
            .take(headings)
            .flatten()
            .map(Data::to_string)
            .collect();
        assert!(said.contains(table["definition"].as_str().expect("a definition")));
    }
}

#[test]
fn a_csv_file_opens_in_excel() {
    let house = generated::house(2, today());
    house.sign_in("store");
    let table = run(&house, "stock", &json!({}));
    let bytes = file(&house, "stock", "zh-CN", &json!({}), "csv");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let lines: Vec<&str> = text
        .strip_suffix("\r\n")
        .expect("CRLF")
        .split("\r\n")
        .collect();
    assert!(!text.replace("\r\n", "").contains('\n'));
    assert_eq!(
        lines.len() as u64,
        1 + table["records"].as_u64().expect("a number")
    );
    assert!(
        lines[0].starts_with("库龄段,库存号,车型,VIN,"),
        "{}",
        lines[0]
    );
    let sales = file(
        &house,
        "sales",
        "zh-CN",
        &json!({"from": "2020-01-01"}),
        "csv",
    );
    let sales = String::from_utf8(sales).expect("UTF-8");
    let mut lines = sales.lines();
    assert!(
        lines
            .next()
            .is_some_and(|line| line.contains("销售顾问,车系,台数"))
    );
    for line in lines {
        let names: Vec<&str> = line.split(',').take(2).collect();
        assert!(names.iter().all(|name| !name.is_empty()), "{line}");
    }
}

/// A ring and a few bars, blue and orange, 160 by 48 pixels, as PNG in base64.
const LOGO: &str = "iVBORw0KGgoAAAANSUhEUgAAAKAAAAAwCAMAAAChd4FcAAAACVBMVEX///8YXKDmlhSx8keXAAAAnklEQVR42u3ZQQ6AIAxEUTr3P7QrExKhRKPhIzPbbl7c2A6lOPsl6rB1PGO0Q/dhhBFoYeSh++YL6cAItvDK0UjYncSrk6ZPZzLhPKDqMIB9XyKcBZQSIQAoZcJJwNzXExrYmkoDoYEGfguURkJ/QQN3B/pX99NtZql9kLlR428S/lX35C52s+DyaLd+kN+wLtBR81t+/jvJAi9Nzt0cXzAMa0mJVSsAAAAASUVORK5CYII=";

/// How many points of the first page's upper left corner are as blue as the logo.
fn blue_points(pdf: &[u8]) -> usize {
    let place = std::env::temp_dir().join(format!("forecourt-{}.pdf", uuid::Uuid::new_v4()));
    std::fs::write(&place, pdf).expect("written");
    let corner = Command::new("pdftoppm")
        .args([
            "-r", "72", "-l", "1", "-x", "0", "-y", "0", "-W", "300", "-H", "100",
        ])
        .arg(&place)
        .output()
        .expect("pdftoppm is installed");
    std::fs::remove_file(&place).expect("removed");
    // Behind three lines of measures each three bytes are one point of the picture.
    let points = corner.stdout.splitn(4, |byte| *byte == b'\n').nth(3);
    points
        .expect("a picture")
        .chunks_exact(3)
        .filter(|point| u16::from(point[2]) > u16::from(point[0]) + 80)
        .count()
}

#[test]
fn paper_and_spreadsheet_stand_under_the_logo_of_the_house() {
    let house = generated::house(2, today());
    house.sign_in("admin");
    let made = |report: &str, filters: &Value, format: &str| {
        file(&house, report, "zh-CN", filters, format)
    };
    let has_picture = |workbook: &[u8]| {
        let name = b"xl/media/image1.png";
        workbook.windows(name.len()).any(|part| part == name)
    };
    let (report, filters) = &questions()[0];
    assert_eq!(blue_points(&made(report, filters, "pdf")), 0);
    assert!(!has_picture(&made(report, filters, "xlsx")));
    house.ask("dealership.change", json!({ "logo": LOGO }));
    for (report, filters) in questions() {
        let paper = made(report, &filters, "pdf");
        assert!(blue_points(&paper) > 100, "{report}");
        paper_text(&paper);
        assert!(has_picture(&made(report, &filters, "xlsx")), "{report}");
    }
}
