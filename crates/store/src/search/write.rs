//! Putting documents into the index and taking them out.

use rusqlite::{Connection, OptionalExtension};

use super::batch::Batch;
use super::builder::{Beginnings, Keyed, write_segment};
use super::error::{Result, SearchError};
use super::keys::Keys;
use super::segment::{Document, Segment};
use super::{SearchDocument, SearchKind, merge, pending};

/// The puts from one look at how many documents wait to the next.
const LOOKS: i64 = 16;

/// So many documents at once are worth a segment of their own.
const WORTH_A_SEGMENT: usize = 64;

/// Puts a document in, replacing the version of the same kind and id.
pub fn put(conn: &Connection, document: &SearchDocument) -> Result<()> {
    within_transaction(conn, |conn| {
        let docno = put_one(conn, document)?;
        make_room(conn, docno)
    })
}

/// Puts many documents in; cheaper for each than one by one. Of several with the same kind and id
/// the last counts.
pub fn put_many(conn: &Connection, documents: &[SearchDocument]) -> Result<()> {
    within_transaction(conn, |conn| {
        if documents.len() < WORTH_A_SEGMENT {
            for document in documents {
                let docno = put_one(conn, document)?;
                make_room(conn, docno)?;
            }
            return Ok(());
        }
        let mut batch = Batch::default();
        for document in documents {
            batch.add(document);
        }
        write_batch(conn, batch, Beginnings::Listed)?;
        merge::small_ones(conn)
    })
}

/// Puts in what was made ready before.
pub fn put_batch(conn: &Connection, batch: Batch) -> Result<()> {
    within_transaction(conn, |conn| {
        write_batch(conn, batch, Beginnings::Listed)?;
        merge::small_ones(conn)
    })
}

/// Takes a document out; one that is not there is no error.
pub fn remove(conn: &Connection, kind: SearchKind, id: [u8; 16]) -> Result<()> {
    within_transaction(conn, |conn| {
        if let Some(docno) = current(conn, kind, id)? {
            kill(conn, vec![docno])?;
            conn.prepare_cached("delete from search_document where kind = ?1 and id = ?2")?
                .execute((kind.0, &id[..]))?;
        }
        Ok(())
    })
}

/// Empties the index, before it is built anew.
pub fn clear(conn: &Connection) -> Result<()> {
    within_transaction(conn, |conn| {
        conn.execute_batch(
            "delete from search_document; delete from search_pending; delete from search_segment;
             delete from search_page; delete from search_fence;",
        )?;
        Ok(())
    })
}

/// Runs in the caller's transaction, or in one of its own where there is none.
pub fn within_transaction<T>(
    conn: &Connection,
    work: impl FnOnce(&Connection) -> Result<T>,
) -> Result<T> {
    if !conn.is_autocommit() {
        return work(conn);
    }
    let transaction = conn.unchecked_transaction()?;
    let done = work(&transaction)?;
    transaction.commit()?;
    Ok(done)
}

/// Puts a document among those that wait, and says its docno.
fn put_one(conn: &Connection, document: &SearchDocument) -> Result<i64> {
    let keyed = Keyed {
        document: Document {
            docno: take_docnos(conn, 1)?,
            ..Document::of(document)
        },
        keys: Keys::of(document.fields),
        words: Vec::new(),
    };
    replace(conn, std::slice::from_ref(&keyed))?;
    pending::add(conn, &keyed)?;
    Ok(keyed.document.docno)
}

/// Makes a segment of the waiting documents when they are too many; looks now and then.
fn make_room(conn: &Connection, docno: i64) -> Result<()> {
    if docno % LOOKS != 0 {
        return Ok(());
    }
    match pending::oldest(conn)? {
        Some(oldest) if docno - oldest >= pending::MOST => {
            write_segment(
                conn,
                pending::drain(conn)?,
                &[],
                oldest,
                docno,
                Beginnings::Listed,
            )?;
            merge::small_ones(conn)
        }
        Some(_) | None => Ok(()),
    }
}

/// Makes one segment of these documents and those that wait. Of several versions the last counts.
pub fn write_batch(conn: &Connection, batch: Batch, beginnings: Beginnings) -> Result<()> {
    let Batch {
        documents: mut batch,
        spelled,
    } = batch;
    // In the order of ids the table of versions is written from end to end; sorting keeps the order
    // of versions, so the last of each stands behind the others.
    batch.sort_by_key(|keyed| (keyed.document.kind, keyed.document.id));
    batch.reverse();
    batch.dedup_by_key(|keyed| (keyed.document.kind, keyed.document.id));
    batch.reverse();
    if batch.is_empty() {
        return Ok(());
    }
    let first = take_docnos(conn, batch.len() as i64)?;
    for (keyed, docno) in batch.iter_mut().zip(first..) {
        keyed.document.docno = docno;
    }
    let last = first + batch.len() as i64 - 1;
    replace(conn, &batch)?;
    let oldest = pending::oldest(conn)?;
    batch.extend(pending::drain(conn)?);
    let first = oldest.unwrap_or(first);
    write_segment(conn, batch, spelled.keys(), first, last, beginnings)
}

/// Makes these versions the ones that count.
fn replace(conn: &Connection, documents: &[Keyed]) -> Result<()> {
    let mut replaced = Vec::new();
    let mut insert = conn.prepare_cached(
        "insert or ignore into search_document (kind, id, docno) values (?1, ?2, ?3)",
    )?;
    for Keyed { document, .. } in documents {
        let (kind, id) = (document.kind.0, &document.id[..]);
        if insert.execute((kind, id, document.docno))? == 0 {
            replaced.extend(current(conn, document.kind, document.id)?);
            conn.prepare_cached(
                "update search_document set docno = ?3 where kind = ?1 and id = ?2",
            )?
            .execute((kind, id, document.docno))?;
        }
    }
    kill(conn, replaced)
}

fn current(conn: &Connection, kind: SearchKind, id: [u8; 16]) -> Result<Option<i64>> {
    Ok(conn
        .prepare_cached("select docno from search_document where kind = ?1 and id = ?2")?
        .query_row((kind.0, &id[..]), |row| row.get(0))
        .optional()?)
}

/// Makes versions count no longer, wherever they are.
fn kill(conn: &Connection, mut docnos: Vec<i64>) -> Result<()> {
    if docnos.is_empty() {
        return Ok(());
    }
    docnos.sort_unstable();
    let mut in_segments = Vec::with_capacity(docnos.len());
    for docno in docnos {
        if !pending::take_away(conn, docno)? {
            in_segments.push(docno);
        }
    }
    if in_segments.is_empty() {
        return Ok(());
    }
    let mut rest = &in_segments[..];
    for segment in Segment::in_use(conn)? {
        let start = rest.partition_point(|docno| *docno < segment.first_docno);
        let end = rest.partition_point(|docno| *docno <= segment.last_docno);
        if start > 0 {
            break;
        }
        if end > 0 {
            segment.kill(conn, &rest[..end])?;
            rest = &rest[end..];
        }
    }
    if rest.is_empty() {
        Ok(())
    } else {
        Err(SearchError::Damaged("a document is in no segment"))
    }
}

/// Takes so many docnos and says the first.
fn take_docnos(conn: &Connection, count: i64) -> Result<i64> {
    let next: i64 = conn
        .prepare_cached(
            "update search_sequence set next_docno = next_docno + ?1 returning next_docno",
        )?
        .query_row([count], |row| row.get(0))?;
    Ok(next - count)
}
