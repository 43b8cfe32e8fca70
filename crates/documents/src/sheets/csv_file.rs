//! Comma-separated text in UTF-8, UTF-16 or GB18030.

use super::read::{Opening, Origin, ReadOptions, RowSink, Stop};
use super::{SheetCell, SheetError};
use encoding_rs::{Encoding, GB18030};
use std::borrow::Cow;

pub(super) fn read(origin: &Origin, options: &ReadOptions, out: &mut RowSink) -> Result<(), Stop> {
    let size = origin.size()?;
    if size > options.most_bytes / 2 {
        return Err(Stop::Error(SheetError::TooLarge {
            bytes: size,
            limit: options.most_bytes / 2,
        }));
    }
    let bytes = origin.bytes()?;
    let text = decoded(&bytes).ok_or(SheetError::UnknownEncoding)?;
    let name = origin.stem();
    out.open(Opening {
        names: vec![name.clone()],
        name,
        rows_announced: None,
    })?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    loop {
        let is_more = reader
            .read_record(&mut record)
            .map_err(|error| SheetError::Broken {
                reason: error.to_string(),
            })?;
        if !is_more {
            return Ok(());
        }
        let number = record.position().map_or(0, csv::Position::line) as u32;
        let cells = record
            .iter()
            .map(|field| match field.trim() {
                "" => SheetCell::Empty,
                field => SheetCell::Text(field.to_owned()),
            })
            .collect();
        out.row(number, cells)?;
    }
}

/// A byte order mark decides; without one it is UTF-8 if it can be, else what Chinese Excel writes.
fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes),
    }
}

/// The mark that stands most often in the first line, outside quotation marks.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b'\t', 0), (b';', 0)];
    let mut is_quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => break,
            _ if is_quoted => {}
            _ => {
                for (mark, count) in &mut counts {
                    *count += usize::from(*mark == byte);
                }
            }
        }
    }
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(mark, _)| mark)
}
