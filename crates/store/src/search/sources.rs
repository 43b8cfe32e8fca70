//! Where the answers to a term stand within one segment.

use std::cell::RefCell;

use rusqlite::Connection;

use super::Match;
use super::error::Result;
use super::keys::{End, Tag, Term};
use super::pages;
use super::postings::{Bits, SPAN, add_stretch, is_set, no_bits, set, take_differences};
use super::segment::Segment;
use super::terms::{List, Space, Walk, each_list, each_ordinal, stretch_page, walk};

/// Ordinals that match in one way.
pub struct Source {
    pub matched: Match,
    pub tag: Tag,
    postings: Postings,
}

enum Postings {
    /// Ascending, each once.
    Few(Vec<u32>),
    Long {
        list: u64,
        last: RefCell<Option<(u32, Box<Bits>)>>,
    },
}

impl Source {
    /// Marks what stands in a stretch; false when nothing does.
    pub fn add_to(
        &self,
        conn: &Connection,
        segment: u32,
        stretch: u32,
        bits: &mut Bits,
    ) -> Result<bool> {
        match &self.postings {
            Postings::Few(ordinals) => {
                let start = ordinals.partition_point(|ordinal| *ordinal < stretch * SPAN);
                let end = ordinals.partition_point(|ordinal| ordinal / SPAN <= stretch);
                ordinals[start..end]
                    .iter()
                    .for_each(|&ordinal| set(bits, ordinal));
                Ok(start < end)
            }
            Postings::Long { list, .. } => {
                let page = stretch_page(segment, *list, stretch);
                Ok(pages::read_if(conn, page, |body| add_stretch(body, bits))?.is_some())
            }
        }
    }

    /// Whether an ordinal is among them.
    pub fn contains(&self, conn: &Connection, segment: u32, ordinal: u32) -> Result<bool> {
        match &self.postings {
            Postings::Few(ordinals) => Ok(ordinals.binary_search(&ordinal).is_ok()),
            Postings::Long { list, last } => {
                let stretch = ordinal / SPAN;
                let mut last = last.borrow_mut();
                if let Some((_, bits)) = last.as_ref().filter(|(known, _)| *known == stretch) {
                    return Ok(is_set(bits, ordinal));
                }
                let mut bits = no_bits();
                pages::read_if(conn, stretch_page(segment, *list, stretch), |body| {
                    add_stretch(body, &mut bits)
                })?;
                let found = is_set(&bits, ordinal);
                *last = Some((stretch, bits));
                Ok(found)
            }
        }
    }
}

/// The sources of a term, best match first.
pub fn find(conn: &Connection, segment: &Segment, term: &Term) -> Result<Vec<Source>> {
    let mut found = Finder {
        conn,
        segment,
        sources: Vec::new(),
        few: Vec::new(),
    };
    found.from_end(End::Front, &term.text, Tag::beginning)?;
    if found.sources.is_empty() {
        found.each_key(&term.text)?;
    } else {
        found.one_key(&term.text, Tag::whole)?;
    }
    if let Some(backwards) = &term.backwards {
        let before = found.sources.len();
        found.from_end(End::Back, backwards, |_| Match::Tail)?;
        if found.sources.len() == before {
            found.each_tail(backwards)?;
        }
    }
    Ok(found.finish())
}

/// The sources of words that equal one of these texts, as near matches.
pub fn find_near(conn: &Connection, segment: &Segment, texts: &[String]) -> Result<Vec<Source>> {
    let mut found = Finder {
        conn,
        segment,
        sources: Vec::new(),
        few: Vec::new(),
    };
    for text in texts {
        found.one_key(text, |tag| {
            if tag.holds_initials() {
                Match::Near
            } else {
                Match::Inside
            }
        })?;
    }
    found.sources.retain(|source| source.matched == Match::Near);
    found.few.retain(|(matched, ..)| *matched == Match::Near);
    Ok(found.finish())
}

struct Finder<'a> {
    conn: &'a Connection,
    segment: &'a Segment,
    sources: Vec<Source>,
    few: Vec<(Match, Tag, u32)>,
}

impl Finder<'_> {
    /// Looks for a list that is ready for this beginning.
    fn from_end(&mut self, end: End, text: &str, matched: impl Fn(Tag) -> Match) -> Result<()> {
        let space = Space::Beginnings(end);
        if self.segment.shared_ends & space.shared_end() == 0 {
            return Ok(());
        }
        walk(self.conn, self.segment.number, space, text, |key, lists| {
            if key.starts_with(text.as_bytes()) {
                each_list(lists, |tag, list| {
                    self.sources.push(Source {
                        matched: matched(tag),
                        tag,
                        postings: postings(list)?,
                    });
                    Ok(())
                })?;
            }
            Ok(Walk::Stop)
        })
    }

    /// Takes the key that equals the text, and of it what a whole key is better for.
    fn one_key(&mut self, text: &str, matched: impl Fn(Tag) -> Match) -> Result<()> {
        walk(
            self.conn,
            self.segment.number,
            Space::Terms(End::Front),
            text,
            |key, lists| {
                if key == text.as_bytes() {
                    each_list(lists, |tag, list| {
                        let matched = matched(tag);
                        if matched != tag.beginning() {
                            self.sources.push(Source {
                                matched,
                                tag,
                                postings: postings(list)?,
                            });
                        }
                        Ok(())
                    })?;
                }
                Ok(Walk::Stop)
            },
        )
    }

    /// Takes every key that begins with the text; there are few, or it would have a list.
    fn each_key(&mut self, text: &str) -> Result<()> {
        self.each(End::Front, text, |tag, key| {
            if key == text.as_bytes() {
                tag.whole()
            } else {
                tag.beginning()
            }
        })
    }

    fn each_tail(&mut self, backwards: &str) -> Result<()> {
        self.each(End::Back, backwards, |_, _| Match::Tail)
    }

    fn each(&mut self, end: End, text: &str, matched: impl Fn(Tag, &[u8]) -> Match) -> Result<()> {
        let Segment {
            number, documents, ..
        } = *self.segment;
        walk(self.conn, number, Space::Terms(end), text, |key, lists| {
            if !key.starts_with(text.as_bytes()) {
                return Ok(Walk::Stop);
            }
            each_list(lists, |tag, list| {
                let matched = matched(tag, key);
                each_ordinal(self.conn, number, documents, list, |ordinal| {
                    self.few.push((matched, tag, ordinal))
                })
            })?;
            Ok(Walk::On)
        })
    }

    fn finish(mut self) -> Vec<Source> {
        self.few.sort_unstable();
        self.few.dedup();
        for group in self.few.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (matched, tag, _) = group[0];
            let ordinals = group.iter().map(|(_, _, ordinal)| *ordinal).collect();
            self.sources.push(Source {
                matched,
                tag,
                postings: Postings::Few(ordinals),
            });
        }
        self.sources
            .sort_by_key(|source| (source.matched, source.tag));
        self.sources
    }
}

fn postings(list: List) -> Result<Postings> {
    match list {
        List::Inline {
            count,
            mut differences,
        } => {
            let mut ordinals = Vec::with_capacity(count.min(super::terms::INLINE));
            take_differences(&mut differences, count, |ordinal| ordinals.push(ordinal))?;
            Ok(Postings::Few(ordinals))
        }
        List::Long { list } => Ok(Postings::Long {
            list,
            last: RefCell::new(None),
        }),
    }
}
