//! A segment: documents numbered by kind and descending rank, which of them no longer count, and
//! where each stands. Segments never change but for the bits of the dead.

use std::cmp::Reverse;

use rusqlite::{Connection, OptionalExtension};

use super::error::{Result, SearchError};
use super::pages::{self, Area, BODY_BYTES};
use super::postings::{Bits, SPAN, add_stretch, is_set, no_bits, set, stretch_of_bits};
use super::{SearchDocument, SearchKind};

/// The bytes of one document in its page: id, rank, docno.
const DOCUMENT_BYTES: usize = 32;

/// The documents in one page.
const DOCUMENTS_A_PAGE: u32 = (BODY_BYTES / DOCUMENT_BYTES) as u32;

/// The docnos that one page of ordinals covers, at six bytes each.
const DOCNOS_A_PAGE: i64 = 640;

/// Whether a segment is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    InUse = 0,
    BeingWritten = 1,
    ToBeDeleted = 2,
}

/// One version of a document within a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Document {
    pub kind: SearchKind,
    pub id: [u8; 16],
    pub rank: i64,
    pub docno: i64,
}

impl Document {
    /// What a segment keeps of a document, before it has its docno.
    pub fn of(document: &SearchDocument) -> Self {
        let SearchDocument { kind, id, rank, .. } = *document;
        Self {
            kind,
            id,
            rank,
            docno: 0,
        }
    }

    /// The order of documents in a segment; answers of one kind come in it.
    pub fn place(&self) -> (SearchKind, Reverse<i64>, [u8; 16]) {
        (self.kind, Reverse(self.rank), self.id)
    }
}

/// The ordinals of one kind: from the first up to, not including, the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindRange {
    pub kind: SearchKind,
    pub first: u32,
    pub end: u32,
}

/// What is known of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    pub number: u32,
    pub first_docno: i64,
    pub last_docno: i64,
    pub documents: u32,
    pub dead: u32,
    pub term_pages: u32,
    /// For which ends beginnings have lists of their own.
    pub shared_ends: u8,
    pub kinds: Vec<KindRange>,
}

impl Segment {
    /// The segments in use, oldest first.
    pub fn in_use(conn: &Connection) -> Result<Vec<Self>> {
        let mut statement = conn.prepare_cached(
            "select segment, first_docno, last_docno, documents, dead, term_pages, shared_ends, kinds
             from search_segment where state = 0 order by first_docno",
        )?;
        let mut rows = statement.query([])?;
        let mut segments = Vec::new();
        while let Some(row) = rows.next()? {
            let kinds = row.get_ref(7)?.as_blob().unwrap_or_default();
            segments.push(Self {
                number: row.get(0)?,
                first_docno: row.get(1)?,
                last_docno: row.get(2)?,
                documents: row.get(3)?,
                dead: row.get(4)?,
                term_pages: row.get(5)?,
                shared_ends: row.get(6)?,
                kinds: kinds.chunks_exact(9).map(kind_range).collect(),
            });
        }
        Ok(segments)
    }

    /// The numbers of the segments in this state.
    pub fn numbers_in(conn: &Connection, state: State) -> Result<Vec<u32>> {
        let mut statement =
            conn.prepare_cached("select segment from search_segment where state = ?1")?;
        let numbers = statement.query_map([state as u8], |row| row.get(0))?;
        Ok(numbers.collect::<std::result::Result<_, _>>()?)
    }

    pub fn set_state(conn: &Connection, number: u32, state: State) -> Result<()> {
        conn.prepare_cached("update search_segment set state = ?2 where segment = ?1")?
            .execute((number, state as u8))?;
        Ok(())
    }

    /// The kind of the document with this ordinal.
    pub fn kind_of(&self, ordinal: u32) -> Option<SearchKind> {
        self.kinds
            .iter()
            .find(|range| (range.first..range.end).contains(&ordinal))
            .map(|range| range.kind)
    }

    /// The page of documents in which this ordinal stands.
    pub fn document_page(&self, ordinal: u32) -> i64 {
        pages::page(
            self.number,
            Area::Documents,
            u64::from(ordinal / DOCUMENTS_A_PAGE),
        )
    }

    /// Reads the document with this ordinal from its page.
    pub fn document(&self, ordinal: u32, page: &[u8]) -> Result<Document> {
        let at = (ordinal % DOCUMENTS_A_PAGE) as usize * DOCUMENT_BYTES;
        let damaged = || SearchError::Damaged("a document is missing in its page");
        let bytes = page.get(at..at + DOCUMENT_BYTES).ok_or_else(damaged)?;
        let mut id = [0; 16];
        id.copy_from_slice(&bytes[..16]);
        let docno = i64::from_le_bytes(eight(&bytes[24..32]));
        if !(self.first_docno..=self.last_docno).contains(&docno) {
            return Err(SearchError::Damaged("a document is in the wrong segment"));
        }
        Ok(Document {
            kind: self.kind_of(ordinal).ok_or_else(damaged)?,
            id,
            rank: i64::from_le_bytes(eight(&bytes[16..24])),
            docno,
        })
    }

    /// The bits of the dead in a stretch of ordinals.
    pub fn dead_page(&self, stretch: u32) -> i64 {
        pages::page(self.number, Area::Dead, u64::from(stretch))
    }

    /// Marks the versions with these ascending docnos as no longer counting.
    pub fn kill(&self, conn: &Connection, docnos: &[i64]) -> Result<()> {
        let place = |docno: i64| (docno - self.first_docno) / DOCNOS_A_PAGE;
        let mut ordinals = Vec::with_capacity(docnos.len());
        for group in docnos.chunk_by(|a, b| place(*a) == place(*b)) {
            let page = pages::page(self.number, Area::Ordinals, place(group[0]) as u64);
            pages::read(conn, page, |body| {
                for docno in group {
                    let wanted = ((docno - self.first_docno) % DOCNOS_A_PAGE) as u16;
                    let ordinal = body
                        .chunks_exact(6)
                        .find(|entry| u16::from_le_bytes([entry[0], entry[1]]) == wanted)
                        .map(|entry| u32::from_le_bytes([entry[2], entry[3], entry[4], entry[5]]));
                    ordinals
                        .push(ordinal.ok_or(SearchError::Damaged("a document without its place"))?);
                }
                Ok(())
            })?;
        }
        ordinals.sort_unstable();
        self.kill_ordinals(conn, &ordinals)
    }

    /// The bits of the dead, for each stretch of ordinals.
    pub fn dead_bits(&self, conn: &Connection) -> Result<Vec<Bits>> {
        let mut stretches = Vec::new();
        for stretch in 0..self.documents.div_ceil(SPAN) {
            let mut bits = no_bits();
            pages::read_if(conn, self.dead_page(stretch), |body| {
                add_stretch(body, &mut bits)
            })?;
            stretches.push(*bits);
        }
        Ok(stretches)
    }

    /// Marks these ascending ordinals as no longer counting.
    pub fn kill_ordinals(&self, conn: &Connection, ordinals: &[u32]) -> Result<()> {
        let mut killed = 0;
        for group in ordinals.chunk_by(|a, b| a / SPAN == b / SPAN) {
            let page = self.dead_page(group[0] / SPAN);
            let mut bits = no_bits();
            pages::read_if(conn, page, |body| add_stretch(body, &mut bits))?;
            for &ordinal in group {
                killed += u32::from(!is_set(&bits, ordinal));
                set(&mut bits, ordinal);
            }
            pages::write(conn, page, &stretch_of_bits(&bits[..]))?;
        }
        conn.prepare_cached("update search_segment set dead = dead + ?2 where segment = ?1")?
            .execute((self.number, killed))?;
        Ok(())
    }
}

/// Takes the lowest free segment number and notes that it is being written.
pub fn reserve(conn: &Connection) -> Result<u32> {
    let free: Option<u32> = conn
        .prepare_cached(
            "select min(candidate) from (select 1 as candidate union all select segment + 1 from search_segment)
             where candidate not in (select segment from search_segment)",
        )?
        .query_row([], |row| row.get(0))
        .optional()?
        .flatten();
    let number = free
        .filter(|number| *number < pages::LAST_SEGMENT)
        .ok_or(SearchError::Damaged("no segment number is free"))?;
    conn.prepare_cached(
        "insert into search_segment (segment, state, first_docno, last_docno, documents, dead, term_pages, shared_ends, kinds)
         values (?1, 1, 0, 0, 0, 0, 0, 0, x'')",
    )?
    .execute([number])?;
    Ok(number)
}

/// Deletes a segment with all its pieces.
pub fn delete(conn: &Connection, number: u32) -> Result<()> {
    while !pages::delete_some(conn, number, u32::MAX)? {}
    forget(conn, number)
}

/// Deletes what remains of a segment whose pieces are gone.
pub fn forget(conn: &Connection, number: u32) -> Result<()> {
    conn.prepare_cached("delete from search_fence where segment = ?1")?
        .execute([number])?;
    conn.prepare_cached("delete from search_segment where segment = ?1")?
        .execute([number])?;
    Ok(())
}

/// Writes the documents of a segment, in their order.
pub struct DocumentWriter {
    number: u32,
    written: u32,
    page: Vec<u8>,
    kinds: Vec<KindRange>,
    ordinals: Vec<(i64, u32)>,
}

impl DocumentWriter {
    pub fn new(number: u32) -> Self {
        Self {
            number,
            written: 0,
            page: Vec::with_capacity(BODY_BYTES),
            kinds: Vec::new(),
            ordinals: Vec::new(),
        }
    }

    /// Adds the next document and says its ordinal.
    pub fn add(&mut self, conn: &Connection, document: &Document) -> Result<u32> {
        let ordinal = self.written;
        self.page.extend_from_slice(&document.id);
        self.page.extend_from_slice(&document.rank.to_le_bytes());
        self.page.extend_from_slice(&document.docno.to_le_bytes());
        self.written += 1;
        match self.kinds.last_mut() {
            Some(last) if last.kind == document.kind => last.end = self.written,
            _ => self.kinds.push(KindRange {
                kind: document.kind,
                first: ordinal,
                end: self.written,
            }),
        }
        self.ordinals.push((document.docno, ordinal));
        if self.written.is_multiple_of(DOCUMENTS_A_PAGE) {
            self.flush(conn)?;
        }
        Ok(ordinal)
    }

    fn flush(&mut self, conn: &Connection) -> Result<()> {
        if let Some(last) = self
            .written
            .checked_sub(1)
            .filter(|_| !self.page.is_empty())
        {
            let place = u64::from(last / DOCUMENTS_A_PAGE);
            pages::write(
                conn,
                pages::page(self.number, Area::Documents, place),
                &self.page,
            )?;
            self.page.clear();
        }
        Ok(())
    }

    /// Writes what is left and where each document stands. The segment's range of docnos is what
    /// its inputs covered, so that ranges stay apart even when their ends have died.
    pub fn finish(&mut self, conn: &Connection, first_docno: i64, last_docno: i64) -> Result<u32> {
        self.flush(conn)?;
        self.ordinals.sort_unstable();
        let place = |docno: i64| (docno - first_docno) / DOCNOS_A_PAGE;
        for group in self.ordinals.chunk_by(|a, b| place(a.0) == place(b.0)) {
            let mut body = Vec::with_capacity(group.len() * 6);
            for (docno, ordinal) in group {
                let offset = ((docno - first_docno) % DOCNOS_A_PAGE) as u16;
                body.extend_from_slice(&offset.to_le_bytes());
                body.extend_from_slice(&ordinal.to_le_bytes());
            }
            pages::write(
                conn,
                pages::page(self.number, Area::Ordinals, place(group[0].0) as u64),
                &body,
            )?;
        }
        self.ordinals = Vec::new();
        let mut kinds = Vec::with_capacity(self.kinds.len() * 9);
        for range in &self.kinds {
            kinds.push(range.kind.0);
            kinds.extend_from_slice(&range.first.to_le_bytes());
            kinds.extend_from_slice(&range.end.to_le_bytes());
        }
        conn.prepare_cached(
            "update search_segment set first_docno = ?2, last_docno = ?3, documents = ?4, kinds = ?5 where segment = ?1",
        )?
        .execute((self.number, first_docno, last_docno, self.written, kinds))?;
        Ok(self.written)
    }
}

fn kind_range(bytes: &[u8]) -> KindRange {
    KindRange {
        kind: SearchKind(bytes[0]),
        first: u32::from_le_bytes([bytes[1], bytes[2], bytes[3], bytes[4]]),
        end: u32::from_le_bytes([bytes[5], bytes[6], bytes[7], bytes[8]]),
    }
}

fn eight(bytes: &[u8]) -> [u8; 8] {
    let mut eight = [0; 8];
    eight.copy_from_slice(bytes);
    eight
}
