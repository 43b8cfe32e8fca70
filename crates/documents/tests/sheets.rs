//! Spreadsheets in and out, with files as people hand them over.

use chrono::{NaiveDate, TimeZone, Utc};
use documents::sheets::{
    MOST_ROWS, ReadOptions, Sheet, SheetCell, SheetError, SheetRow, read, write_csv, write_xlsx,
};
use documents::{
    ColumnKind, Language, Logo, Orientation, Report, ReportColumn, ReportGroup, Value,
};
use domain::money::{Fen, Rate};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// A file that is removed again.
struct Handed(PathBuf);

impl Drop for Handed {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.0));
    }
}

fn handed(name: &str, bytes: &[u8]) -> Handed {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let path = std::env::temp_dir().join(format!("{}-{number}-{name}", std::process::id()));
    std::fs::write(&path, bytes).expect("the temporary folder can be written");
    Handed(path)
}

fn opened(name: &str, bytes: &[u8]) -> Result<Vec<SheetRow>, SheetError> {
    opened_with(name, bytes, &ReadOptions::default())
}

fn opened_with(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Vec<SheetRow>, SheetError> {
    let file = handed(name, bytes);
    read(&file.0, options)?.collect()
}

fn shipping_list() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("发运清单").expect("a name");
    for (column, heading) in ["VIN", "车型", "指导价", "发运日期", "电话"]
        .iter()
        .enumerate()
    {
        sheet
            .write_string(0, column as u16, *heading)
            .expect("writes");
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet
        .write_string(1, 0, " LGXCE4CB6T0123456 ")
        .expect("writes");
    sheet.write_string(1, 1, "汉 EV").expect("writes");
    sheet.write_number(1, 2, 219_800.5).expect("writes");
    let date = ExcelDateTime::from_ymd(2026, 11, 22).expect("a day");
    sheet
        .write_datetime_with_format(1, 3, date, &day)
        .expect("writes");
    sheet.write_number(1, 4, 13_817_660_034.0).expect("writes");
    sheet.write_boolean(4, 1, true).expect("writes");
    workbook.add_worksheet().set_name("说明").expect("a name");
    workbook.save_to_buffer().expect("saves")
}

#[test]
fn cells_of_a_workbook_keep_their_types_and_rows_their_numbers() {
    let rows = opened("list.xlsx", &shipping_list()).expect("opens");
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0].number, 1);
    assert_eq!(rows[1].number, 2);
    assert_eq!(rows[2].number, 5);
    let cells = &rows[1].cells;
    assert_eq!(cells[0], SheetCell::Text("LGXCE4CB6T0123456".to_owned()));
    assert_eq!(cells[2], SheetCell::Number(219_800.5));
    assert_eq!(cells[2].as_text(), "219800.5");
    assert_eq!(cells[3].as_date(), NaiveDate::from_ymd_opt(2026, 11, 22));
    assert_eq!(cells[4].as_text(), "13817660034");
    assert_eq!(rows[2].cells, [SheetCell::Empty, SheetCell::Boolean(true)]);
}

#[test]
fn a_workbook_tells_its_sheets_and_opens_the_one_asked_for() {
    let file = handed("list.xlsx", &shipping_list());
    let sheet: Sheet = read(&file.0, &ReadOptions::default()).expect("opens");
    assert_eq!(sheet.name, "发运清单");
    assert_eq!(sheet.names, ["发运清单", "说明"]);
    assert_eq!(sheet.rows_announced, Some(5));
    let other = ReadOptions {
        sheet: Some("没有".to_owned()),
        ..ReadOptions::default()
    };
    let refused = read(&file.0, &other).expect_err("there is no such sheet");
    assert!(matches!(refused, SheetError::NoSuchSheet { name } if name == "没有"));
}

#[test]
fn identity_numbers_that_excel_has_rounded_are_noticed() {
    assert!(SheetCell::Number(310_115_198_807_120_034.0).has_lost_digits());
    assert!(!SheetCell::Number(13_817_660_034.0).has_lost_digits());
    assert!(!SheetCell::Text("310115198807120034".to_owned()).has_lost_digits());
}

#[test]
fn chinese_text_files_are_read_in_every_usual_encoding() {
    let text = "VIN,车型,价格\r\nLGXCE4CB6T0123456,\"汉 EV, 尊享\",219800\r\n";
    let (gb18030, _, _) = encoding_rs::GB18030.encode(text);
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let with_mark = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
    for bytes in [text.as_bytes(), &with_mark, &gb18030, &utf16] {
        let rows = opened("list.csv", bytes).expect("opens");
        assert_eq!(rows[0].cells[0].as_text(), "VIN");
        assert_eq!(rows[1].cells[1].as_text(), "汉 EV, 尊享");
        assert_eq!(rows[1].cells[2].as_text(), "219800");
    }
}

#[test]
fn tabs_and_semicolons_also_separate() {
    for mark in ['\t', ';'] {
        let text = format!("VIN{mark}车型\nA{mark}B,C\n");
        let rows = opened("list.csv", text.as_bytes()).expect("opens");
        assert_eq!(rows[1].cells.len(), 2);
        assert_eq!(rows[1].cells[1].as_text(), "B,C");
    }
}

#[test]
fn an_empty_file_and_an_empty_sheet_are_called_empty() {
    assert!(matches!(opened("a.csv", b""), Err(SheetError::Empty)));
    assert!(matches!(
        opened("a.csv", b"\n , \n"),
        Err(SheetError::Empty)
    ));
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    let bytes = workbook.save_to_buffer().expect("saves");
    assert!(matches!(opened("a.xlsx", &bytes), Err(SheetError::Empty)));
}

#[test]
fn a_broken_workbook_is_refused_and_never_read_in_part() {
    let whole = shipping_list();
    for length in (4..whole.len()).step_by(97) {
        let outcome = opened("broken.xlsx", &whole[..length]);
        assert!(
            matches!(outcome, Err(SheetError::Broken { .. })),
            "cut at {length}"
        );
    }
    // Damage in the middle, with the directory at the end intact.
    let mut damaged = 0;
    for at in (40..whole.len() - 200).step_by(53) {
        let mut bytes = whole.clone();
        for byte in &mut bytes[at..at + 24] {
            *byte ^= 0x5A;
        }
        match opened("broken.xlsx", &bytes) {
            // Damage in a part that holds no cells changes nothing.
            Ok(rows) => assert_eq!(rows.len(), 3, "damaged at {at}"),
            Err(_) => damaged += 1,
        }
    }
    assert!(damaged > 0);
}

#[test]
fn a_workbook_with_a_password_is_told_from_a_broken_one() {
    // The head of an encrypted package as Excel writes it: an old container with this entry.
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(1024, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4096, 0);
    assert!(matches!(
        opened("secret.xlsx", &bytes),
        Err(SheetError::PasswordProtected)
    ));
    let mut broken = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    broken.resize(4096, 7);
    assert!(matches!(
        opened("old.xls", &broken),
        Err(SheetError::Broken { .. })
    ));
}

#[test]
fn what_is_no_spreadsheet_is_called_that() {
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    assert!(matches!(
        opened("a.xlsx", picture),
        Err(SheetError::NotASpreadsheet)
    ));
    let page = b"<html><table><tr><td>VIN</td></tr></table></html>";
    assert!(matches!(opened("a.xls", page), Err(SheetError::WebPage)));
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive
        .start_file("readme.txt", zip::write::SimpleFileOptions::default())
        .expect("starts");
    let bytes = archive.finish().expect("ends").into_inner();
    assert!(matches!(
        opened("a.xlsx", &bytes),
        Err(SheetError::NotASpreadsheet)
    ));
    let nowhere = read(
        &PathBuf::from("/no/such/file.xlsx"),
        &ReadOptions::default(),
    );
    assert!(matches!(nowhere, Err(SheetError::CannotOpen(_))));
}

#[test]
fn a_file_of_half_a_million_rows_is_refused_with_the_limit() {
    let text = "LGXCE4CB6T0123456,汉 EV\n".repeat(500_000);
    let refused = opened("large.csv", text.as_bytes()).expect_err("too many rows");
    assert!(matches!(
        refused,
        SheetError::TooManyRows {
            limit: MOST_ROWS,
            ..
        }
    ));
    assert!(refused.to_string().contains("300000"));
}

#[test]
fn a_workbook_that_announces_too_many_rows_is_refused_before_the_first() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "VIN").expect("writes");
    sheet
        .write_string(499_999, 0, "LGXCE4CB6T0123456")
        .expect("writes");
    let file = handed("large.xlsx", &workbook.save_to_buffer().expect("saves"));
    let refused = read(&file.0, &ReadOptions::default()).expect_err("too many rows");
    assert!(matches!(
        refused,
        SheetError::TooManyRows {
            found: Some(500_000),
            ..
        }
    ));
}

#[test]
fn a_workbook_that_would_unpack_beyond_the_limit_is_refused_unopened() {
    let options = ReadOptions {
        most_bytes: 1_000,
        ..ReadOptions::default()
    };
    let refused = opened_with("large.xlsx", &shipping_list(), &options);
    assert!(matches!(refused, Err(SheetError::TooLarge { .. })));
}

#[test]
fn dropping_a_sheet_in_the_middle_harms_nothing() {
    let text = "1,2\n".repeat(20_000);
    let file = handed("large.csv", text.as_bytes());
    let mut sheet = read(&file.0, &ReadOptions::default()).expect("opens");
    assert!(sheet.next().is_some_and(|row| row.is_ok()));
    drop(sheet);
}

fn stock_list(rows: i64) -> Report {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    let column = |heading: &str, kind| ReportColumn {
        heading: heading.to_owned(),
        kind,
    };
    Report {
        title: "库存清单/在库".to_owned(),
        language: Language::Chinese,
        definition: "全部在库车辆".to_owned(),
        filters: Vec::new(),
        as_of: day.and_hms_opt(9, 30, 0).expect("a time"),
        issuer: "上海启辰".to_owned(),
        logo: None,
        made_by: "周敏".to_owned(),
        columns: vec![
            column("车型", ColumnKind::Text),
            column("入库", ColumnKind::Date),
            column("库龄", ColumnKind::Count),
            column("指导价", ColumnKind::Money),
            column("利率", ColumnKind::Rate),
        ],
        groups: vec![ReportGroup {
            name: None,
            rows: (0..rows)
                .map(|row| {
                    vec![
                        Value::Text(format!("=汉{row}")),
                        Value::Date(day),
                        Value::Count(row),
                        Value::Money(Fen(21_980_010 + row)),
                        Value::Rate(Rate::from_basis_points(399)),
                    ]
                })
                .collect(),
            subtotals: Vec::new(),
        }],
        totals: vec![
            Value::Text("合计".to_owned()),
            Value::Empty,
            Value::Empty,
            Value::Money(Fen((0..rows).map(|row| 21_980_010 + row).sum())),
            Value::Empty,
        ],
        notes: Vec::new(),
        signatures: Vec::new(),
        orientation: Orientation::Landscape,
        issued_at: Utc
            .with_ymd_and_hms(2026, 11, 22, 1, 30, 0)
            .single()
            .expect("an instant"),
    }
}

#[test]
fn an_exported_workbook_holds_real_numbers_dates_and_its_statements() {
    let export = write_xlsx(&stock_list(3)).expect("writes");
    assert_eq!(export.rows, 3);
    let rows = opened("stock.xlsx", &export.bytes).expect("opens");
    let text: Vec<String> = rows
        .iter()
        .map(|row| {
            row.cells
                .iter()
                .map(SheetCell::as_text)
                .collect::<Vec<_>>()
                .join("|")
        })
        .collect();
    assert_eq!(text[0], "库存清单/在库");
    assert!(text.contains(&"口径|全部在库车辆".to_owned()));
    assert!(text.contains(&"行数|共 3 行".to_owned()));
    assert!(text.contains(&"数据时间|2026-11-22 09:30".to_owned()));
    let first = rows
        .iter()
        .find(|row| row.cells[0].as_text() == "=汉0")
        .expect("a row");
    assert_eq!(
        first.cells[1].as_date(),
        NaiveDate::from_ymd_opt(2026, 11, 22)
    );
    assert_eq!(first.cells[3], SheetCell::Number(219_800.10));
    assert_eq!(first.cells[4], SheetCell::Number(0.0399));
    assert_eq!(
        rows.last().expect("a sum").cells[3],
        SheetCell::Number(659_400.33)
    );
}

#[test]
fn the_same_report_gives_the_same_workbook() {
    let one = write_xlsx(&stock_list(5)).expect("writes");
    assert_eq!(one, write_xlsx(&stock_list(5)).expect("writes"));
}

#[test]
fn an_exported_text_file_opens_in_excel_and_runs_no_formula() {
    let export = write_csv(&stock_list(2)).expect("writes");
    assert_eq!(export.rows, 2);
    assert!(export.bytes.starts_with(b"\xEF\xBB\xBF"));
    let text = String::from_utf8(export.bytes).expect("UTF-8");
    assert!(text.contains("车型,入库,库龄,指导价,利率\r\n"), "{text}");
    assert!(
        text.contains("'=汉0,2026-11-22,0,219800.10,0.0399\r\n"),
        "{text}"
    );
}

/// A picture of one colour, as wide as it is said to be.
fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a head");
    let pixels = vec![0x20; (width * height * 3) as usize];
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    file
}

/// What a part of the workbook's archive holds.
fn part(workbook: &[u8], name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).expect("an archive");
    let mut part = archive.by_name(name).expect("the part is there");
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut part, &mut bytes).expect("it can be read");
    bytes
}

#[test]
fn an_exported_workbook_has_the_logo_above_its_title_and_the_figures_below_it() {
    let logo = picture(960, 96);
    let mut report = stock_list(3);
    report.logo = Some(Logo::read(&logo).expect("a logo"));
    let export = write_xlsx(&report).expect("writes");
    assert_eq!(part(&export.bytes, "xl/media/image1.png"), logo);

    let drawing = part(&export.bytes, "xl/drawings/drawing1.xml");
    let drawing = String::from_utf8(drawing).expect("text");
    let measure = |name: &str| -> f64 {
        let found = drawing.split_once(&format!(" {name}=\"")).expect(name).1;
        let figures = found.split('"').next().expect("figures");
        figures.parse().expect("a number")
    };
    let size = drawing.split_once("<a:ext").expect("a size").1;
    assert!(size.starts_with(" cx="), "{size}");
    // 9,525 of Excel's units are one pixel: within 240 pixels and as wide as it is high ten times.
    assert!(measure("cx") <= 240.5 * 9_525.0, "{drawing}");
    assert!(
        (measure("cx") / measure("cy") - 10.0).abs() < 0.5,
        "{drawing}"
    );
    assert!(
        drawing.contains("上海启辰"),
        "who cannot see it hears whose it is"
    );

    let rows = opened("stock.xlsx", &export.bytes).expect("opens");
    let first = rows.first().expect("rows");
    assert_eq!(first.number, 2, "the logo has the first row for itself");
    assert_eq!(first.cells[0].as_text(), "库存清单/在库");
}
