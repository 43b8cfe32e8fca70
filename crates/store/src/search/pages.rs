//! The pieces of which segments are made: small bodies under a number that says segment, area and
//! place, so that one statement reads anything and one range deletes a segment.

use std::ops::RangeInclusive;

use rusqlite::{Connection, OptionalExtension};

use super::error::{Result, SearchError};

/// The bytes of a body that still fit beside their row into one page of the encrypted file, so that
/// each read is one page and never a chain of them.
pub const BODY_BYTES: usize = if cfg!(test) { 300 } else { 3904 };

/// What a piece holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// The documents in the order of their ordinals.
    Documents = 0,
    /// Bits of the ordinals that no longer count.
    Dead = 1,
    /// From docno to ordinal.
    Ordinals = 2,
    /// Keys and their short lists.
    Terms = 3,
    /// Long lists, by stretch of ordinals.
    Postings = 4,
}

const SEGMENT_SHIFT: u32 = 39;
const AREA_SHIFT: u32 = 36;

/// The highest segment number that fits.
pub const LAST_SEGMENT: u32 = (1 << 24) - 1;

/// The number of a piece.
pub fn page(segment: u32, area: Area, place: u64) -> i64 {
    debug_assert!(
        place < 1 << AREA_SHIFT,
        "a segment has fewer pieces than that"
    );
    (i64::from(segment) << SEGMENT_SHIFT) | ((area as i64) << AREA_SHIFT) | place as i64
}

/// The numbers of all pieces of a segment.
pub fn all_of(segment: u32) -> RangeInclusive<i64> {
    page(segment, Area::Documents, 0)..=page(segment + 1, Area::Documents, 0) - 1
}

/// Reads a piece that may be absent.
pub fn read_if<T>(
    conn: &Connection,
    page: i64,
    read: impl FnOnce(&[u8]) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = conn.prepare_cached("select body from search_page where page = ?1")?;
    let mut rows = statement.query([page])?;
    match rows.next()? {
        Some(row) => {
            let body = row
                .get_ref(0)?
                .as_blob()
                .map_err(|_| SearchError::Damaged("a page is not bytes"))?;
            Ok(Some(read(body)?))
        }
        None => Ok(None),
    }
}

/// Reads a piece that must be there.
pub fn read<T>(conn: &Connection, page: i64, read: impl FnOnce(&[u8]) -> Result<T>) -> Result<T> {
    read_if(conn, page, read)?.ok_or_else(|| SearchError::Damaged("a page is missing"))
}

/// Writes a piece, replacing what stands there.
pub fn write(conn: &Connection, page: i64, body: &[u8]) -> Result<()> {
    conn.prepare_cached("insert or replace into search_page (page, body) values (?1, ?2)")?
        .execute((page, body))?;
    Ok(())
}

/// Deletes at most `limit` pieces of a segment; true when none is left.
pub fn delete_some(conn: &Connection, segment: u32, limit: u32) -> Result<bool> {
    let range = all_of(segment);
    let beyond: Option<i64> = conn
        .prepare_cached("select page from search_page where page between ?1 and ?2 order by page limit 1 offset ?3")?
        .query_row((range.start(), range.end(), limit), |row| row.get(0))
        .optional()?;
    let end = beyond.map_or(*range.end(), |page| page - 1);
    conn.prepare_cached("delete from search_page where page between ?1 and ?2")?
        .execute((range.start(), end))?;
    Ok(beyond.is_none())
}
