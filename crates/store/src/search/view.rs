//! One segment as a query sees it: which ordinals match how well, stretch by stretch, each worked
//! out once and only when it is asked for.

use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::Connection;

use super::Match;
use super::error::{Result, SearchError};
use super::keys::{Tag, Term};
use super::pages;
use super::postings::{Bits, SPAN, SPAN_WORDS, add_stretch, next_set, no_bits};
use super::segment::{Document, Segment};
use super::sources::{Source, find, find_near};

/// The bits of a stretch; none when no bit is set.
type Stretch = Option<Rc<Bits>>;

/// What was worked out, by level and stretch.
struct Known {
    stretches: usize,
    cells: Vec<Option<Stretch>>,
}

impl Known {
    fn new(segment: &Segment) -> Self {
        Self {
            stretches: segment.documents.div_ceil(SPAN) as usize,
            cells: Vec::new(),
        }
    }

    fn get(&self, level: Match, stretch: u32) -> Option<Stretch> {
        self.cells
            .get(level as usize * self.stretches + stretch as usize)
            .cloned()
            .flatten()
    }

    fn keep(&mut self, level: Match, stretch: u32, bits: Stretch) -> Stretch {
        if self.cells.is_empty() {
            self.cells = vec![None; (Match::Near as usize + 1) * self.stretches];
        }
        self.cells[level as usize * self.stretches + stretch as usize] = Some(bits.clone());
        bits
    }
}

/// A segment under a query.
pub struct View<'a> {
    conn: &'a Connection,
    pub segment: Segment,
    /// The sources of each term; empty when some term has none, since then nothing matches.
    terms: Vec<Vec<Source>>,
    /// What matches one term just this well.
    just: Vec<Known>,
    /// What matches every term this well or better.
    upto: Known,
    /// What matches at a level and not at a better one.
    level: Known,
    documents: HashMap<i64, Vec<u8>>,
}

impl<'a> View<'a> {
    pub fn open(conn: &'a Connection, segment: Segment, terms: &[Term]) -> Result<Self> {
        let mut sources = Vec::with_capacity(terms.len());
        for term in terms {
            let found = find(conn, &segment, term)?;
            let none = found.is_empty();
            sources.push(found);
            if none {
                sources.clear();
                break;
            }
        }
        Ok(Self {
            conn,
            just: sources.iter().map(|_| Known::new(&segment)).collect(),
            upto: Known::new(&segment),
            level: Known::new(&segment),
            documents: HashMap::new(),
            terms: sources,
            segment,
        })
    }

    /// Adds near matches to a query of one term.
    pub fn open_near(&mut self, texts: &[String]) -> Result<()> {
        let near = find_near(self.conn, &self.segment, texts)?;
        match self.terms.first_mut() {
            Some(sources) => sources.extend(near),
            None if near.is_empty() => {}
            None => {
                self.terms.push(near);
                self.just.push(Known::new(&self.segment));
            }
        }
        Ok(())
    }

    /// Whether a document could match at this level and not at a better one.
    pub fn may_answer(&self, level: Match) -> bool {
        self.terms
            .iter()
            .flatten()
            .any(|source| source.matched == level)
    }

    /// The first living ordinal from `next` to `end` whose match is of this level.
    pub fn next(&mut self, level: Match, mut next: u32, end: u32) -> Result<Option<u32>> {
        while next < end {
            let stretch = next / SPAN;
            if let Some(bits) = self.level_bits(level, stretch)? {
                if let Some(offset) = next_set(&bits, next % SPAN) {
                    let ordinal = stretch * SPAN + offset;
                    return Ok((ordinal < end).then_some(ordinal));
                }
            }
            next = (stretch + 1) * SPAN;
        }
        Ok(None)
    }

    /// The document with this ordinal.
    pub fn document(&mut self, ordinal: u32) -> Result<Document> {
        let page = self.segment.document_page(ordinal);
        if !self.documents.contains_key(&page) {
            let body = pages::read(self.conn, page, |body| Ok(body.to_vec()))?;
            self.documents.insert(page, body);
        }
        let body = self.documents.get(&page).map(Vec::as_slice);
        self.segment.document(ordinal, body.unwrap_or_default())
    }

    /// By which tag the first term matches a document of this level.
    pub fn tag_of(&self, ordinal: u32, level: Match) -> Result<Tag> {
        let mut candidates = self
            .terms
            .first()
            .into_iter()
            .flatten()
            .filter(|source| source.matched <= level)
            .peekable();
        while let Some(source) = candidates.next() {
            if candidates.peek().is_none()
                || source.contains(self.conn, self.segment.number, ordinal)?
            {
                return Ok(source.tag);
            }
        }
        Err(SearchError::Damaged("an answer without its source"))
    }

    fn level_bits(&mut self, level: Match, stretch: u32) -> Result<Stretch> {
        if let Some(known) = self.level.get(level, stretch) {
            return Ok(known);
        }
        let bits = match self.upto_bits(level, stretch)? {
            None => None,
            Some(upto) => {
                let mut bits = upto;
                if let Some(better) = better(level) {
                    if let Some(known) = self.upto_bits(better, stretch)? {
                        Rc::make_mut(&mut bits)
                            .iter_mut()
                            .zip(known.iter())
                            .for_each(|(a, b)| *a &= !b);
                    }
                }
                if self.segment.dead > 0 {
                    let mut dead = no_bits();
                    let page = self.segment.dead_page(stretch);
                    if pages::read_if(self.conn, page, |body| add_stretch(body, &mut dead))?
                        .is_some()
                    {
                        Rc::make_mut(&mut bits)
                            .iter_mut()
                            .zip(dead.iter())
                            .for_each(|(a, b)| *a &= !b);
                    }
                }
                Some(bits)
            }
        };
        Ok(self.level.keep(level, stretch, bits))
    }

    /// What matches every term at this level or a better one.
    fn upto_bits(&mut self, level: Match, stretch: u32) -> Result<Stretch> {
        if let Some(known) = self.upto.get(level, stretch) {
            return Ok(known);
        }
        let mut all: Stretch = None;
        for term in 0..self.terms.len() {
            let mut any: Stretch = None;
            let mut at = Some(level);
            while let Some(this) = at {
                if let Some(bits) = self.just_bits(term, this, stretch)? {
                    match &mut any {
                        Some(any) => Rc::make_mut(any)
                            .iter_mut()
                            .zip(bits.iter())
                            .for_each(|(a, b)| *a |= b),
                        None => any = Some(bits),
                    }
                }
                at = better(this);
            }
            match (any, &mut all) {
                (None, _) => {
                    all = None;
                    break;
                }
                (Some(any), Some(all)) => Rc::make_mut(all)
                    .iter_mut()
                    .zip(any.iter())
                    .for_each(|(a, b)| *a &= b),
                (Some(any), None) => all = Some(any),
            }
        }
        let all = all.filter(|bits| bits.iter().any(|word| *word != 0));
        Ok(self.upto.keep(level, stretch, all))
    }

    fn just_bits(&mut self, term: usize, level: Match, stretch: u32) -> Result<Stretch> {
        if let Some(known) = self.just[term].get(level, stretch) {
            return Ok(known);
        }
        let mut bits: Option<Box<Bits>> = None;
        for source in self.terms[term]
            .iter()
            .filter(|source| source.matched == level)
        {
            let mut own = bits.take().unwrap_or_else(no_bits);
            source.add_to(self.conn, self.segment.number, stretch, &mut own)?;
            bits = Some(own);
        }
        let bits = bits
            .filter(|bits| bits.iter().any(|word| *word != 0))
            .map(Rc::from);
        Ok(self.just[term].keep(level, stretch, bits))
    }
}

/// The level above.
fn better(level: Match) -> Option<Match> {
    match level {
        Match::Whole => None,
        Match::Tail => Some(Match::Whole),
        Match::Beginning => Some(Match::Tail),
        Match::Inside => Some(Match::Beginning),
        Match::Near => Some(Match::Inside),
    }
}

const _: () = assert!(SPAN as usize == SPAN_WORDS * 64);
