//! Writes a report as a spreadsheet: xlsx for people, csv for programs.

use super::SheetError;
use crate::report::{ColumnKind, Value};
use crate::{Logo, Report};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Image, ObjectMovement,
    Workbook, Worksheet, XlsxError,
};

/// A finished export and how many rows of figures it holds, to be told to the person who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The file.
    pub bytes: Vec<u8>,
    /// Rows without headings and sums.
    pub rows: usize,
}

/// A sheet ends at 1,048,576 rows; longer reports go on on the next sheet.
const ROWS_A_SHEET: usize = 1_000_000;

/// An xlsx workbook with real numbers and dates, its definition, filters and as-of time on top.
pub fn write_xlsx(report: &Report) -> Result<Export, SheetError> {
    build(report).map_err(|error| SheetError::CannotWrite {
        reason: error.to_string(),
    })
}

/// A csv file in UTF-8 with a byte order mark: a heading and the rows, nothing else.
pub fn write_csv(report: &Report) -> Result<Export, SheetError> {
    let fault = |error: csv::Error| SheetError::CannotWrite {
        reason: error.to_string(),
    };
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    writer
        .write_record(report.columns.iter().map(|column| column.heading.as_str()))
        .map_err(fault)?;
    for row in report.groups.iter().flat_map(|group| &group.rows) {
        writer.write_record(row.iter().map(plain)).map_err(fault)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| SheetError::CannotWrite {
            reason: error.to_string(),
        })?;
    Ok(Export {
        bytes,
        rows: report.row_count(),
    })
}

/// Numbers without thousands marks; text that a spreadsheet would run as a formula is disarmed.
fn plain(value: &Value) -> String {
    match value {
        Value::Money(amount) => amount.yuan().to_string(),
        Value::Count(count) => count.to_string(),
        Value::Rate(rate) => rate.to_string(),
        Value::Text(text) if is_formula(text) => format!("'{text}"),
        Value::Text(text) => text.clone(),
        Value::Empty | Value::None => String::new(),
        Value::Date(_) | Value::Moment(_) => value.shown(),
    }
}

fn is_formula(text: &str) -> bool {
    let mut characters = text.chars();
    match characters.next() {
        Some('=' | '@' | '\t' | '\r') => true,
        // A telephone number or an amount may begin with a sign.
        Some('+' | '-') => characters.next().is_some_and(|next| !next.is_ascii_digit()),
        _ => false,
    }
}

struct Formats {
    title: Format,
    label: Format,
    statement: Format,
    heading: Format,
    heading_right: Format,
    group: Format,
}

impl Formats {
    fn new() -> Formats {
        let heading = Format::new()
            .set_bold()
            .set_background_color(0xF2_F2_F2)
            .set_border_bottom(FormatBorder::Thin)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        Formats {
            title: Format::new().set_bold().set_font_size(15),
            label: Format::new().set_font_color(0x60_60_60),
            statement: Format::new(),
            heading_right: heading.clone().set_align(FormatAlign::Right),
            heading,
            group: Format::new().set_bold().set_background_color(0xF7_F7_F7),
        }
    }
}

/// How strongly a row is set.
#[derive(Clone, Copy, PartialEq)]
enum Strength {
    Plain,
    Sum,
}

fn format_of(kind: ColumnKind, strength: Strength) -> Format {
    let format = match kind {
        ColumnKind::Text => Format::new(),
        ColumnKind::Money => Format::new().set_num_format("#,##0.00"),
        ColumnKind::Count => Format::new().set_num_format("#,##0"),
        ColumnKind::Rate => Format::new().set_num_format("0.00%"),
        ColumnKind::Date => Format::new().set_num_format("yyyy-mm-dd"),
        ColumnKind::Moment => Format::new().set_num_format("yyyy-mm-dd hh:mm"),
    };
    match strength {
        Strength::Plain => format,
        Strength::Sum => format.set_bold().set_border_top(FormatBorder::Thin),
    }
}

/// One line of the table below its heading.
enum Line<'a> {
    Group(&'a str),
    Row(&'a [Value], Strength),
}

fn lines(report: &Report) -> impl Iterator<Item = Line<'_>> {
    let groups = report.groups.iter().flat_map(|group| {
        let heading = group.name.iter().map(|name| Line::Group(name));
        let rows = group.rows.iter().map(|row| Line::Row(row, Strength::Plain));
        let sum =
            (!group.subtotals.is_empty()).then_some(Line::Row(&group.subtotals, Strength::Sum));
        heading.chain(rows).chain(sum)
    });
    let totals = (!report.totals.is_empty()).then_some(Line::Row(&report.totals, Strength::Sum));
    groups.chain(totals)
}

fn build(report: &Report) -> Result<Export, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_timestamp(report.issued_at.timestamp())?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&report.title)
            .set_author(&report.made_by)
            .set_company(&report.issuer)
            .set_creation_datetime(&created),
    );
    let formats = Formats::new();
    let plain: Vec<Format> = report
        .columns
        .iter()
        .map(|column| format_of(column.kind, Strength::Plain))
        .collect();
    let sums: Vec<Format> = report
        .columns
        .iter()
        .map(|column| format_of(column.kind, Strength::Sum))
        .collect();
    let mut lines = lines(report).peekable();
    let mut number = 0;
    loop {
        number += 1;
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&report.title, number))?;
        let mut row = head(sheet, report, &formats)?;
        let end = row as usize + ROWS_A_SHEET;
        while (row as usize) < end
            && let Some(line) = lines.next()
        {
            match line {
                Line::Group(name) => {
                    for column in 0..report.columns.len() as u16 {
                        sheet.write_blank(row, column, &formats.group)?;
                    }
                    sheet.write_string_with_format(row, 0, name, &formats.group)?;
                }
                Line::Row(values, strength) => {
                    let formats = match strength {
                        Strength::Plain => &plain,
                        Strength::Sum => &sums,
                    };
                    write_row(sheet, row, values, formats)?;
                }
            }
            row += 1;
        }
        if lines.peek().is_none() {
            break;
        }
    }
    Ok(Export {
        bytes: workbook.save_to_buffer()?,
        rows: report.row_count(),
    })
}

/// The box that a logo fits into, in the pixels of a screen: a wide one still leaves the first columns readable.
const LOGO_WIDEST: f32 = 240.0;
const LOGO_TALLEST: f32 = 48.0;
/// What is left free around it.
const LOGO_MARGIN: u32 = 4;

/// Puts the logo into a row of its own above everything else.
fn letterhead(sheet: &mut Worksheet, logo: &Logo, issuer: &str) -> Result<(), XlsxError> {
    let (width, height) = logo.within(LOGO_WIDEST, LOGO_TALLEST);
    let picture = Image::new_from_buffer(&logo.file)?
        .set_scale_to_size(width, height, false)
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells)
        .set_alt_text(issuer);
    sheet.set_row_height_pixels(0, height.ceil() as u32 + 2 * LOGO_MARGIN)?;
    sheet.insert_image_with_offset(0, 0, &picture, LOGO_MARGIN, LOGO_MARGIN)?;
    Ok(())
}

/// Logo, title, statements and heading; returns the first row of the table.
fn head(sheet: &mut Worksheet, report: &Report, formats: &Formats) -> Result<u32, XlsxError> {
    let mut row = 0;
    if let Some(logo) = &report.logo {
        letterhead(sheet, logo, &report.issuer)?;
        row += 1;
    }
    sheet.write_string_with_format(row, 0, &report.title, &formats.title)?;
    row += 1;
    for (label, value) in report.statements() {
        sheet.write_string_with_format(row, 0, label, &formats.label)?;
        sheet.write_string_with_format(row, 1, value, &formats.statement)?;
        row += 1;
    }
    row += 1;
    for (index, column) in report.columns.iter().enumerate() {
        let format = match column.kind {
            ColumnKind::Money | ColumnKind::Count | ColumnKind::Rate => &formats.heading_right,
            ColumnKind::Text | ColumnKind::Date | ColumnKind::Moment => &formats.heading,
        };
        sheet.write_string_with_format(row, index as u16, &column.heading, format)?;
        sheet.set_column_width(index as u16, width(report, index))?;
    }
    sheet.set_freeze_panes(row + 1, 0)?;
    sheet.set_repeat_rows(row, row)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    Ok(row + 1)
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    values: &[Value],
    formats: &[Format],
) -> Result<(), XlsxError> {
    for (index, (value, format)) in values.iter().zip(formats).enumerate() {
        let column = index as u16;
        match value {
            Value::Empty => sheet.write_blank(row, column, format)?,
            Value::None => sheet.write_string_with_format(row, column, "-", format)?,
            Value::Text(text) => sheet.write_string_with_format(row, column, text, format)?,
            Value::Money(amount) => {
                // Fen fit a double exactly up to 90 thousand billion yuan.
                sheet.write_number_with_format(row, column, amount.fen() as f64 / 100.0, format)?
            }
            Value::Count(count) => {
                sheet.write_number_with_format(row, column, *count as f64, format)?
            }
            Value::Rate(rate) => {
                let number: f64 = rate.to_string().parse().unwrap_or(f64::NAN);
                sheet.write_number_with_format(row, column, number, format)?
            }
            Value::Date(date) => {
                let date = ExcelDateTime::parse_from_str(&date.format("%Y-%m-%d").to_string())?;
                sheet.write_datetime_with_format(row, column, date, format)?
            }
            Value::Moment(moment) => {
                let text = moment.format("%Y-%m-%dT%H:%M:%S").to_string();
                let moment = ExcelDateTime::parse_from_str(&text)?;
                sheet.write_datetime_with_format(row, column, moment, format)?
            }
        };
    }
    Ok(())
}

/// The width of a column in characters, from its heading and its first rows.
fn width(report: &Report, index: usize) -> f64 {
    let shown = |text: &str| -> usize {
        text.chars()
            .map(|it| if it.is_ascii() { 1 } else { 2 })
            .sum()
    };
    let heading = report.columns.get(index).map_or(0, |it| shown(&it.heading));
    let widest = report
        .groups
        .iter()
        .flat_map(|group| &group.rows)
        .take(500)
        .filter_map(|row| row.get(index))
        .chain(report.totals.get(index))
        .map(|value| shown(&value.shown()))
        .max()
        .unwrap_or(0);
    widest.max(heading).clamp(8, 48) as f64 + 2.0
}

/// Sheet names have at most 31 characters and none of `[]:*?/\`.
fn sheet_name(title: &str, number: usize) -> String {
    let clean: String = title
        .chars()
        .filter(|it| !matches!(it, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\''))
        .take(26)
        .collect();
    let clean = if clean.is_empty() {
        "1".to_owned()
    } else {
        clean
    };
    if number == 1 {
        clean
    } else {
        format!("{clean} {number}")
    }
}
