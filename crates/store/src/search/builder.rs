//! Writes a segment: its documents, then its keys in ascending order, then the lists of the
//! beginnings that many share.

use std::cmp::Ordering;

use rusqlite::Connection;

use super::error::Result;
use super::keys::{End, Keys, Tag};
use super::pages;
use super::postings::{SPAN_WORDS, stretch_of_bits};
use super::prefixes::{Contents, Prefixes, Shared};
use super::segment::Segment;
use super::segment::{Document, DocumentWriter, State, reserve};
use super::terms::{PageWriter, Space, put_list, put_long, stretch_page};

/// Whether a segment gets lists for the beginnings that many of its documents share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beginnings {
    Listed,
    /// For a segment that is merged with others before anybody searches it.
    Unlisted,
}

/// A segment while it is written. Nobody sees it before it is finished.
pub struct SegmentWriter {
    number: u32,
    beginnings: Beginnings,
    documents: DocumentWriter,
    count: u32,
    terms: PageWriter,
    next_list: u64,
    end: End,
    prefixes: Prefixes,
    /// Beginnings with their lists, in the order in which they were closed.
    shared: Vec<(Space, Vec<u8>, Vec<u8>)>,
    term_pages: u32,
    written: Vec<u8>,
}

impl SegmentWriter {
    pub fn begin(conn: &Connection, beginnings: Beginnings) -> Result<Self> {
        let number = reserve(conn)?;
        Ok(Self {
            number,
            beginnings,
            documents: DocumentWriter::new(number),
            count: 0,
            terms: PageWriter::new(number),
            next_list: 0,
            end: End::Front,
            prefixes: Prefixes::new(0),
            shared: Vec::new(),
            term_pages: 0,
            written: Vec::new(),
        })
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    /// Adds the next document in the order of [`Document::place`] and says its ordinal.
    pub fn add_document(&mut self, conn: &Connection, document: &Document) -> Result<u32> {
        self.documents.add(conn, document)
    }

    /// Ends the documents; `first` and `last` are the docnos that the segment answers for.
    pub fn end_documents(&mut self, conn: &Connection, first: i64, last: i64) -> Result<()> {
        self.count = self.documents.finish(conn, first, last)?;
        if self.beginnings == Beginnings::Listed {
            self.prefixes = Prefixes::new(self.count);
        }
        Ok(())
    }

    /// Adds the next key, front keys before back keys, with its ascending lists by ascending tag.
    pub fn add_key(
        &mut self,
        conn: &Connection,
        end: End,
        text: &[u8],
        lists: &[(Tag, Vec<u32>)],
    ) -> Result<()> {
        if end != self.end {
            self.end_of_keys(conn)?;
            self.end = end;
        }
        let mut written = std::mem::take(&mut self.written);
        written.clear();
        for (tag, ordinals) in lists {
            put_list(
                conn,
                self.number,
                &mut self.next_list,
                *tag,
                ordinals,
                &mut written,
            )?;
        }
        self.terms.add(conn, Space::Terms(end), text, &written)?;
        let mut lists_of = SharedLists {
            conn,
            segment: self.number,
            documents: self.count,
            next_list: &mut self.next_list,
            space: Space::Beginnings(end),
            found: &mut self.shared,
        };
        self.prefixes
            .add(text, lists, &written, |shared| lists_of.keep(shared))?;
        self.written = written;
        Ok(())
    }

    fn end_of_keys(&mut self, conn: &Connection) -> Result<()> {
        let mut lists_of = SharedLists {
            conn,
            segment: self.number,
            documents: self.count,
            next_list: &mut self.next_list,
            space: Space::Beginnings(self.end),
            found: &mut self.shared,
        };
        self.prefixes.finish(|shared| lists_of.keep(shared))
    }

    /// Writes what is left and puts the segment into use.
    pub fn finish(&mut self, conn: &Connection) -> Result<()> {
        self.end_of_keys(conn)?;
        self.term_pages = self.terms.flush(conn)?;
        self.shared.sort_unstable();
        let ends = self
            .shared
            .iter()
            .fold(0, |ends, (space, ..)| ends | space.shared_end());
        for (space, text, lists) in &self.shared {
            self.terms.add(conn, *space, text, lists)?;
        }
        self.shared = Vec::new();
        self.terms.flush(conn)?;
        conn.prepare_cached(
            "update search_segment set term_pages = ?2, shared_ends = ?3 where segment = ?1",
        )?
        .execute((self.number, self.term_pages, ends))?;
        Segment::set_state(conn, self.number, State::InUse)
    }
}

/// Writes the lists of beginnings as they are found.
struct SharedLists<'a> {
    conn: &'a Connection,
    segment: u32,
    documents: u32,
    next_list: &'a mut u64,
    space: Space,
    found: &'a mut Vec<(Space, Vec<u8>, Vec<u8>)>,
}

impl SharedLists<'_> {
    fn keep(&mut self, shared: Shared) -> Result<()> {
        let lists = match shared.contents {
            Contents::OneKey(written) => written.to_vec(),
            Contents::Union(gathered) => {
                let (conn, segment) = (self.conn, self.segment);
                let next_list = std::cell::Cell::new(*self.next_list);
                let lists = std::cell::RefCell::new(Vec::new());
                gathered.each_list(
                    self.documents,
                    |tag, ordinals| {
                        let mut next = next_list.get();
                        put_list(
                            conn,
                            segment,
                            &mut next,
                            tag,
                            ordinals,
                            &mut lists.borrow_mut(),
                        )?;
                        next_list.set(next);
                        Ok(())
                    },
                    |tag, words| {
                        let list = next_list.get();
                        next_list.set(list + 1);
                        let count = write_bits(conn, segment, list, words)?;
                        put_long(tag, count, list, &mut lists.borrow_mut());
                        Ok::<(), super::SearchError>(())
                    },
                )?;
                *self.next_list = next_list.get();
                lists.into_inner()
            }
        };
        self.found.push((self.space, shared.text.to_vec(), lists));
        Ok(())
    }
}

fn write_bits(conn: &Connection, segment: u32, list: u64, words: &[u64]) -> Result<usize> {
    let mut count = 0;
    for (stretch, part) in words.chunks(SPAN_WORDS).enumerate() {
        let marked: usize = part.iter().map(|word| word.count_ones() as usize).sum();
        if marked > 0 {
            pages::write(
                conn,
                stretch_page(segment, list, stretch as u32),
                &stretch_of_bits(part),
            )?;
        }
        count += marked;
    }
    Ok(count)
}

/// A document with its keys, before it is in a segment.
pub struct Keyed {
    pub document: Document,
    /// Those that are its own.
    pub keys: Keys,
    /// The places of the words that it has, among the words of its batch.
    pub words: Vec<u32>,
}

/// The bytes of a key that fit into one number.
const HEAD_BYTES: usize = 16;

/// One posting on its way into a segment. The first bytes of the key stand in front as a number,
/// which decides most comparisons.
struct Posting<'a> {
    end: End,
    head: u128,
    text: &'a [u8],
    tag: Tag,
    of: Of,
}

/// Whose key it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    /// The document with this ordinal.
    Document(u32),
    /// Every document that has the words at this place.
    Words(u32),
}

impl Posting<'_> {
    /// The order of keys. Most texts are no longer than the number in front, which then says all.
    fn key_order(&self, other: &Self) -> Ordering {
        let front = self
            .end
            .cmp(&other.end)
            .then_with(|| self.head.cmp(&other.head));
        if front.is_ne() || (self.text.len() <= HEAD_BYTES && other.text.len() <= HEAD_BYTES) {
            return front;
        }
        self.text.cmp(other.text)
    }
}

/// Writes documents, and the keys of the words that they have, into a segment of their own, which answers for the docnos
/// from `first` to `last`. Words that many documents have are sorted once for all of them.
pub fn write_segment(
    conn: &Connection,
    mut documents: Vec<Keyed>,
    words: &[Keys],
    first: i64,
    last: i64,
    beginnings: Beginnings,
) -> Result<()> {
    if documents.is_empty() {
        return Ok(());
    }
    documents.sort_unstable_by_key(|keyed| keyed.document.place());
    let mut writer = SegmentWriter::begin(conn, beginnings)?;
    let mut postings: Vec<Posting> = Vec::with_capacity(documents.len() * 6);
    // Which documents have each of the words.
    let mut having: Vec<Vec<u32>> = vec![Vec::new(); words.len()];
    for keyed in &documents {
        let ordinal = writer.add_document(conn, &keyed.document)?;
        put_postings(&mut postings, &keyed.keys, Of::Document(ordinal));
        for place in &keyed.words {
            let having = &mut having[*place as usize];
            if having.last() != Some(&ordinal) {
                having.push(ordinal);
            }
        }
    }
    for (place, keys) in words.iter().enumerate() {
        if !having[place].is_empty() {
            put_postings(&mut postings, keys, Of::Words(place as u32));
        }
    }
    writer.end_documents(conn, first, last)?;
    postings.sort_unstable_by(|a, b| {
        a.key_order(b)
            .then_with(|| (a.tag, a.of).cmp(&(b.tag, b.of)))
    });
    let mut lists: Vec<(Tag, Vec<u32>)> = Vec::new();
    let mut spare: Vec<Vec<u32>> = Vec::new();
    for group in postings.chunk_by(|a, b| a.key_order(b).is_eq()) {
        for alike in group.chunk_by(|a, b| a.tag == b.tag) {
            let mut ordinals = spare.pop().unwrap_or_default();
            for posting in alike {
                match posting.of {
                    Of::Document(ordinal) => ordinals.push(ordinal),
                    Of::Words(place) => ordinals.extend_from_slice(&having[place as usize]),
                }
            }
            if alike.len() > 1 {
                sort_runs(&mut ordinals);
                ordinals.dedup();
            }
            lists.push((alike[0].tag, ordinals));
        }
        writer.add_key(conn, group[0].end, group[0].text, &lists)?;
        for (_, mut ordinals) in lists.drain(..) {
            ordinals.clear();
            spare.push(ordinals);
        }
    }
    writer.finish(conn)
}

fn put_postings<'a>(postings: &mut Vec<Posting<'a>>, keys: &'a Keys, of: Of) {
    postings.extend(Keys::each(&keys.packed).map(|(end, tag, text)| Posting {
        end,
        head: head(text),
        text,
        tag,
        of,
    }));
}

/// Sorts ordinals that came in sorted runs.
#[expect(
    clippy::stable_sort_primitive,
    reason = "the stable sort makes use of runs, the other does not"
)]
pub fn sort_runs(ordinals: &mut [u32]) {
    ordinals.sort();
}

/// The first bytes of a key as a number that sorts like them.
pub fn head(text: &[u8]) -> u128 {
    let mut bytes = [0; HEAD_BYTES];
    let length = text.len().min(HEAD_BYTES);
    bytes[..length].copy_from_slice(&text[..length]);
    u128::from_be_bytes(bytes)
}
