//! Documents that are not yet in a segment: few enough to be read whole by every search.

use rusqlite::Connection;

use super::Match;
use super::SearchKind;
use super::builder::Keyed;
use super::error::{Result, SearchError};
use super::keys::{End, Keys, Tag, Term};
use super::segment::Document;

/// The most documents that wait. Reading as many takes a tenth of a millisecond, and making a
/// segment of them about two.
pub const MOST: i64 = if cfg!(test) { 20 } else { 192 };

/// Adds a document.
pub fn add(conn: &Connection, keyed: &Keyed) -> Result<()> {
    let Document {
        kind,
        id,
        rank,
        docno,
    } = keyed.document;
    conn.prepare_cached(
        "insert into search_pending (docno, kind, id, rank, keys) values (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((docno, kind.0, &id[..], rank, &keyed.keys.packed))?;
    Ok(())
}

/// Takes a version away; false when it does not wait here.
pub fn take_away(conn: &Connection, docno: i64) -> Result<bool> {
    let gone = conn
        .prepare_cached("delete from search_pending where docno = ?1")?
        .execute([docno])?;
    Ok(gone > 0)
}

/// The docno that has waited longest.
pub fn oldest(conn: &Connection) -> Result<Option<i64>> {
    Ok(conn
        .prepare_cached("select min(docno) from search_pending")?
        .query_row([], |row| row.get(0))?)
}

/// Takes all waiting documents out, in the order of their docnos.
pub fn drain(conn: &Connection) -> Result<Vec<Keyed>> {
    let mut documents = Vec::new();
    each(conn, |document, keys| {
        documents.push(Keyed {
            document,
            keys: Keys::packed_before(keys),
            words: Vec::new(),
        });
    })?;
    conn.prepare_cached("delete from search_pending")?
        .execute([])?;
    Ok(documents)
}

/// Hands on every waiting document with its packed keys.
pub fn each(conn: &Connection, mut each: impl FnMut(Document, &[u8])) -> Result<()> {
    let damaged = |_| SearchError::Damaged("a waiting document is not bytes");
    let mut statement = conn
        .prepare_cached("select docno, kind, id, rank, keys from search_pending order by docno")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: [u8; 16] = row.get(2)?;
        let document = Document {
            docno: row.get(0)?,
            kind: SearchKind(row.get(1)?),
            id,
            rank: row.get(3)?,
        };
        each(document, row.get_ref(4)?.as_blob().map_err(damaged)?);
    }
    Ok(())
}

/// How well packed keys answer a term, and by which tag; none when they do not.
pub fn answer(keys: &[u8], term: &Term) -> Option<(Match, Tag)> {
    let mut best: Option<(Match, Tag)> = None;
    for (end, tag, text) in Keys::each(keys) {
        let matched = match end {
            End::Front if text == term.text.as_bytes() => tag.whole(),
            End::Front if text.starts_with(term.text.as_bytes()) => tag.beginning(),
            End::Back
                if term
                    .backwards
                    .as_ref()
                    .is_some_and(|backwards| text.starts_with(backwards.as_bytes())) =>
            {
                Match::Tail
            }
            End::Front | End::Back => continue,
        };
        if best.is_none_or(|known| (matched, tag) < known) {
            best = Some((matched, tag));
        }
    }
    best
}
