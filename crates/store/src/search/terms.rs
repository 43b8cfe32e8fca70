//! Pages of terms: sorted keys, each with its lists by tag. Keys within a page are written as what
//! differs from the key before.

use std::ops::Range;

use rusqlite::{Connection, OptionalExtension};

use super::error::{Result, SearchError};
use super::keys::{End, Tag};
use super::pages::{self, Area, BODY_BYTES};
use super::postings::{
    SPAN, differences_length, each_in_stretch, put_differences, put_number, stretch_of, take_bytes,
    take_differences, take_number,
};

/// Lists up to this length stand in the page of terms.
pub const INLINE: usize = if cfg!(test) { 5 } else { 200 };

/// The stretches that one long list may have in its numbering: documents for a hundred dealers.
const STRETCH_BITS: u32 = 12;

/// The long lists that one segment may have in its numbering.
const LISTS: u64 = 1 << 24;

/// The space of keys: from the front and back as in documents, and beginnings with a list of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Space {
    Terms(End),
    Beginnings(End),
}

impl Space {
    fn byte(self) -> u8 {
        match self {
            Self::Terms(end) => end as u8,
            Self::Beginnings(End::Front) => b'h',
            Self::Beginnings(End::Back) => b't',
        }
    }

    /// The key as it is stored.
    fn key(self, text: &[u8], key: &mut Vec<u8>) {
        key.clear();
        key.push(self.byte());
        key.extend_from_slice(text);
    }

    /// A mark for the end of which it holds shared beginnings; nothing for keys.
    pub fn shared_end(self) -> u8 {
        match self {
            Self::Terms(_) => 0,
            Self::Beginnings(End::Front) => 1,
            Self::Beginnings(End::Back) => 2,
        }
    }
}

/// One list of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List<'a> {
    /// The ordinals, as differences.
    Inline { count: usize, differences: &'a [u8] },
    /// The number of a long list in the segment.
    Long { list: u64 },
}

/// Writes a list: in place when short, in pages of its own when long.
pub fn put_list(
    conn: &Connection,
    segment: u32,
    next_list: &mut u64,
    tag: Tag,
    ordinals: &[u32],
    out: &mut Vec<u8>,
) -> Result<()> {
    out.push(tag as u8);
    if ordinals.len() <= INLINE {
        put_number((ordinals.len() as u64) << 1, out);
        put_number(differences_length(ordinals), out);
        put_differences(ordinals, out);
        return Ok(());
    }
    let list = *next_list;
    *next_list += 1;
    let mut rest = ordinals;
    while let Some(&first) = rest.first() {
        let stretch = first / SPAN;
        let end = rest.partition_point(|&ordinal| ordinal / SPAN == stretch);
        pages::write(
            conn,
            stretch_page(segment, list, stretch),
            &stretch_of(&rest[..end]),
        )?;
        rest = &rest[end..];
    }
    put_number((ordinals.len() as u64) << 1 | 1, out);
    put_number(list, out);
    Ok(())
}

/// Writes the mention of a long list whose stretches are written elsewhere.
pub fn put_long(tag: Tag, count: usize, list: u64, out: &mut Vec<u8>) {
    out.push(tag as u8);
    put_number((count as u64) << 1 | 1, out);
    put_number(list, out);
}

/// The page of one stretch of a long list.
pub fn stretch_page(segment: u32, list: u64, stretch: u32) -> i64 {
    pages::page(
        segment,
        Area::Postings,
        list << STRETCH_BITS | u64::from(stretch),
    )
}

/// Reads the lists of a key.
pub fn each_list(mut lists: &[u8], mut each: impl FnMut(Tag, List) -> Result<()>) -> Result<()> {
    while let Some((&number, rest)) = lists.split_first() {
        lists = rest;
        let tag = Tag::from_number(number).ok_or(SearchError::Damaged("an unknown tag"))?;
        let head = take_number(&mut lists)?;
        let count = (head >> 1) as usize;
        let second = take_number(&mut lists)?;
        if head & 1 == 1 {
            if second >= LISTS {
                return Err(SearchError::Damaged("a list without a place"));
            }
            each(tag, List::Long { list: second })?;
        } else {
            let differences = take_bytes(&mut lists, second as usize)?;
            each(tag, List::Inline { count, differences })?;
        }
    }
    Ok(())
}

/// Hands on all ordinals of a list in ascending order.
pub fn each_ordinal(
    conn: &Connection,
    segment: u32,
    documents: u32,
    list: List,
    mut each: impl FnMut(u32),
) -> Result<()> {
    match list {
        List::Inline {
            count,
            mut differences,
        } => take_differences(&mut differences, count, each),
        List::Long { list } => {
            for stretch in 0..documents.div_ceil(SPAN) {
                pages::read_if(conn, stretch_page(segment, list, stretch), |body| {
                    each_in_stretch(body, stretch, &mut each)
                })?;
            }
            Ok(())
        }
    }
}

/// A place in a page of terms: moves from key to key.
#[derive(Default)]
pub struct PageCursor {
    at: usize,
    pub key: Vec<u8>,
    lists: Range<usize>,
}

impl PageCursor {
    /// Moves to the next key of the page; false at its end.
    pub fn advance(&mut self, page: &[u8]) -> Result<bool> {
        let damaged = || SearchError::Damaged("a page of terms is cut off");
        let mut rest = page.get(self.at..).ok_or_else(damaged)?;
        if rest.is_empty() {
            return Ok(false);
        }
        let shared = take_number(&mut rest)? as usize;
        let own = take_number(&mut rest)? as usize;
        if shared > self.key.len() {
            return Err(SearchError::Damaged("a key without its beginning"));
        }
        self.key.truncate(shared);
        self.key.extend_from_slice(take_bytes(&mut rest, own)?);
        let length = take_number(&mut rest)? as usize;
        let start = page.len() - rest.len();
        take_bytes(&mut rest, length)?;
        self.at = start + length;
        self.lists = start..self.at;
        Ok(true)
    }

    /// Goes before the first key of a page.
    pub fn restart(&mut self) {
        self.at = 0;
        self.key.clear();
    }

    /// The lists of the key at which it stands.
    pub fn lists<'a>(&self, page: &'a [u8]) -> &'a [u8] {
        &page[self.lists.clone()]
    }
}

/// Whether a walk over keys goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Walk {
    On,
    Stop,
}

/// Walks over the keys of a space from the first that is not less than `text`.
pub fn walk(
    conn: &Connection,
    segment: u32,
    space: Space,
    text: &str,
    mut each: impl FnMut(&[u8], &[u8]) -> Result<Walk>,
) -> Result<()> {
    let mut from = Vec::with_capacity(1 + text.len());
    space.key(text.as_bytes(), &mut from);
    // The page that holds the key begins with it or with a smaller one.
    let Some(mut place) = fence(conn, segment, space, &from)? else {
        return Ok(());
    };
    let mut cursor = PageCursor::default();
    loop {
        cursor.restart();
        let walk = pages::read_if(
            conn,
            pages::page(segment, Area::Terms, u64::from(place)),
            |page| {
                while cursor.advance(page)? {
                    if cursor.key < from {
                        continue;
                    }
                    if cursor.key.first() != Some(&space.byte())
                        || each(&cursor.key[1..], cursor.lists(page))? == Walk::Stop
                    {
                        return Ok(Walk::Stop);
                    }
                }
                Ok(Walk::On)
            },
        )?;
        if walk != Some(Walk::On) {
            return Ok(());
        }
        place += 1;
    }
}

/// The page of a space in which a key stands or would stand.
fn fence(conn: &Connection, segment: u32, space: Space, key: &[u8]) -> Result<Option<u32>> {
    let before = conn
        .prepare_cached("select place from search_fence where segment = ?1 and key between ?2 and ?3 order by key desc limit 1")?
        .query_row((segment, &[space.byte()][..], key), |row| row.get(0))
        .optional()?;
    if before.is_some() {
        return Ok(before);
    }
    Ok(conn
        .prepare_cached("select place from search_fence where segment = ?1 and key > ?2 and key < ?3 order by key limit 1")?
        .query_row((segment, key, &[space.byte() + 1][..]), |row| row.get(0))
        .optional()?)
}

/// Fills pages of terms with keys in ascending order.
pub struct PageWriter {
    segment: u32,
    place: u32,
    body: Vec<u8>,
    first: Vec<u8>,
    last: Vec<u8>,
    key: Vec<u8>,
}

impl PageWriter {
    pub fn new(segment: u32) -> Self {
        Self {
            segment,
            place: 0,
            body: Vec::with_capacity(BODY_BYTES),
            first: Vec::new(),
            last: Vec::new(),
            key: Vec::new(),
        }
    }

    pub fn add(
        &mut self,
        conn: &Connection,
        space: Space,
        text: &[u8],
        lists: &[u8],
    ) -> Result<()> {
        let mut key = std::mem::take(&mut self.key);
        space.key(text, &mut key);
        let other_space = self.first.first() != key.first();
        // A shared beginning and the three numbers take no more room than this.
        let most = key.len() + lists.len() + 9;
        if !self.body.is_empty() && (other_space || self.body.len() + most > BODY_BYTES) {
            self.flush(conn)?;
        }
        let shared = if self.body.is_empty() {
            self.first.clone_from(&key);
            0
        } else {
            self.last
                .iter()
                .zip(&key)
                .take_while(|(a, b)| a == b)
                .count()
        };
        put_number(shared as u64, &mut self.body);
        put_number((key.len() - shared) as u64, &mut self.body);
        self.body.extend_from_slice(&key[shared..]);
        put_number(lists.len() as u64, &mut self.body);
        self.body.extend_from_slice(lists);
        self.key = std::mem::replace(&mut self.last, key);
        Ok(())
    }

    /// Writes the page begun, if any (a page never holds keys of two spaces), and says how many pages there are.
    pub fn flush(&mut self, conn: &Connection) -> Result<u32> {
        if !self.body.is_empty() {
            pages::write(
                conn,
                pages::page(self.segment, Area::Terms, u64::from(self.place)),
                &self.body,
            )?;
            conn.prepare_cached(
                "insert into search_fence (segment, key, place) values (?1, ?2, ?3)",
            )?
            .execute((self.segment, &self.first[..], self.place))?;
            self.place += 1;
            self.body.clear();
        }
        Ok(self.place)
    }
}
