//! Excel workbooks, new (xlsx) and old (xls), through calamine.

use super::read::{Opening, Origin, ReadOptions, RowSink, Stop};
use super::{SheetCell, SheetError};
use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, Xlsx};
use chrono::{NaiveDate, NaiveDateTime};

/// Streams an xlsx sheet: only shared texts and styles are held in memory.
pub(super) fn read_xlsx(
    origin: &Origin,
    options: &ReadOptions,
    out: &mut RowSink,
) -> Result<(), Stop> {
    check_archive(origin, options)?;
    let mut workbook: Xlsx<_> = Xlsx::new(origin.open()?).map_err(broken)?;
    let names = visible_sheets(&workbook);
    let name = chosen(&names, options)?;
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(broken)?;
    let last_row = cells.dimensions().end.0;
    out.open(Opening {
        name,
        names,
        // A lone A1 is also what files say that do not know their size.
        rows_announced: (last_row > 0).then_some(u64::from(last_row) + 1),
    })?;
    let mut row: Vec<SheetCell> = Vec::new();
    let mut number = 0;
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row_index, column) = cell.get_position();
        if row_index != number {
            let width = row.len();
            out.row(number + 1, std::mem::take(&mut row))?;
            row.reserve(width);
            number = row_index;
        }
        let value = of_reference(cell.get_value());
        if value.is_empty() {
            continue;
        }
        while row.len() < column as usize {
            row.push(SheetCell::Empty);
        }
        row.push(value);
    }
    out.row(number + 1, row)
}

/// Reads an xls sheet. The format ends at 65,536 rows, so it fits into memory.
pub(super) fn read_xls(
    origin: &Origin,
    options: &ReadOptions,
    out: &mut RowSink,
) -> Result<(), Stop> {
    let bytes = origin.bytes()?;
    if bytes.len() as u64 > options.most_bytes {
        return Err(Stop::Error(SheetError::TooLarge {
            bytes: bytes.len() as u64,
            limit: options.most_bytes,
        }));
    }
    if is_encrypted_package(&bytes) {
        return Err(Stop::Error(SheetError::PasswordProtected));
    }
    let mut workbook: Xls<_> = match Xls::new(std::io::Cursor::new(bytes)) {
        Ok(workbook) => workbook,
        Err(calamine::XlsError::Password) => {
            return Err(Stop::Error(SheetError::PasswordProtected));
        }
        Err(error) => return Err(broken(error)),
    };
    let names = visible_sheets(&workbook);
    let name = chosen(&names, options)?;
    let range = workbook.worksheet_range(&name).map_err(broken)?;
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    out.open(Opening {
        name,
        names,
        rows_announced: Some(range.height() as u64 + u64::from(first_row)),
    })?;
    for (index, cells) in range.rows().enumerate() {
        let mut row = vec![SheetCell::Empty; first_column as usize];
        row.extend(cells.iter().map(of_data));
        out.row(first_row + index as u32 + 1, row)?;
    }
    Ok(())
}

/// A workbook is a zip; one that would unpack beyond the limit is refused before it is unpacked.
fn check_archive(origin: &Origin, options: &ReadOptions) -> Result<(), Stop> {
    let mut archive = zip::ZipArchive::new(origin.open()?).map_err(broken)?;
    let mut bytes = 0_u64;
    let mut is_workbook = false;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(broken)?;
        bytes = bytes.saturating_add(entry.size());
        let name = entry.name().map_err(broken)?.to_ascii_lowercase();
        is_workbook |= name.ends_with("xl/workbook.xml");
    }
    if !is_workbook {
        return Err(Stop::Error(SheetError::NotASpreadsheet));
    }
    if bytes > options.most_bytes {
        return Err(Stop::Error(SheetError::TooLarge {
            bytes,
            limit: options.most_bytes,
        }));
    }
    Ok(())
}

/// New workbooks with a password are an old container with this name inside.
fn is_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.windows(name.len()).any(|window| window == name)
}

fn visible_sheets<RS, R: Reader<RS>>(workbook: &R) -> Vec<String>
where
    RS: std::io::Read + std::io::Seek,
{
    workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect()
}

fn chosen(names: &[String], options: &ReadOptions) -> Result<String, SheetError> {
    match &options.sheet {
        Some(name) => names
            .iter()
            .find(|it| *it == name)
            .cloned()
            .ok_or_else(|| SheetError::NoSuchSheet { name: name.clone() }),
        None => names.first().cloned().ok_or(SheetError::Empty),
    }
}

fn broken(error: impl std::fmt::Display) -> Stop {
    Stop::Error(SheetError::Broken {
        reason: error.to_string(),
    })
}

fn text(text: &str) -> SheetCell {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        SheetCell::Empty
    } else {
        SheetCell::Text(trimmed.to_owned())
    }
}

fn of_reference(value: &DataRef<'_>) -> SheetCell {
    match value {
        DataRef::Int(number) => SheetCell::Number(*number as f64),
        DataRef::Float(number) => SheetCell::Number(*number),
        DataRef::String(contents) => text(contents),
        DataRef::SharedString(contents) => text(contents),
        DataRef::Bool(yes) => SheetCell::Boolean(*yes),
        DataRef::DateTime(moment) => of_moment(moment),
        DataRef::DateTimeIso(contents) => of_iso(contents),
        DataRef::DurationIso(contents) => text(contents),
        DataRef::Error(fault) => SheetCell::Fault(fault.to_string()),
        DataRef::Empty => SheetCell::Empty,
    }
}

fn of_data(value: &Data) -> SheetCell {
    match value {
        Data::Int(number) => SheetCell::Number(*number as f64),
        Data::Float(number) => SheetCell::Number(*number),
        Data::String(contents) => text(contents),
        Data::Bool(yes) => SheetCell::Boolean(*yes),
        Data::DateTime(moment) => of_moment(moment),
        Data::DateTimeIso(contents) => of_iso(contents),
        Data::DurationIso(contents) => text(contents),
        Data::Error(fault) => SheetCell::Fault(fault.to_string()),
        Data::Empty => SheetCell::Empty,
    }
}

fn of_moment(moment: &ExcelDateTime) -> SheetCell {
    if moment.is_duration() {
        return SheetCell::Number(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
        .and_then(|date| date.and_hms_opt(u32::from(hour), u32::from(minute), u32::from(second)))
        .map_or(SheetCell::Number(moment.as_f64()), SheetCell::Moment)
}

fn of_iso(contents: &str) -> SheetCell {
    NaiveDateTime::parse_from_str(contents, "%Y-%m-%dT%H:%M:%S%.f")
        .ok()
        .or_else(|| {
            let date = NaiveDate::parse_from_str(contents, "%Y-%m-%d").ok()?;
            date.and_hms_opt(0, 0, 0)
        })
        .map_or_else(|| text(contents), SheetCell::Moment)
}
