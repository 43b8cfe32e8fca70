//! Merging segments into one: documents that died are left out, the rest keep their order of rank.
//! A merge can be done in steps, with other transactions between them: its inputs do not change but
//! for the dead, and what dies meanwhile is carried over at the end. What is known between steps is
//! only in memory; a merge that is cut off leaves a segment that nobody sees.

use std::time::Instant;

use rusqlite::Connection;

use super::builder::{Beginnings, SegmentWriter, head, sort_runs};
use super::error::{Result, SearchError};
use super::keys::{End, Tag};
use super::pages::{self, Area};
use super::postings::{Bits, SPAN, is_set, next_set};
use super::segment::{Document, Segment, State, delete};
use super::terms::{PageCursor, each_list, each_ordinal};

/// So many neighbours of like size become one.
pub const NEIGHBOURS: usize = if cfg!(test) { 3 } else { 8 };

/// Sizes are alike within a factor of this.
const GROWTH: u32 = if cfg!(test) { 3 } else { 8 };

/// Segments below this size are merged by the put that makes one too many; it takes some ten
/// milliseconds. Larger ones wait for upkeep.
const SMALL: u32 = if cfg!(test) { 100 } else { 1000 };

/// How many keys or documents pass between two looks at the clock.
const LOOKS: u32 = if cfg!(test) { 8 } else { 64 };

/// The place of an ordinal whose document died.
const NOWHERE: u32 = u32::MAX;

/// How far a merge has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    More,
    Done,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Documents,
    Keys,
    Finished,
}

/// One segment that goes into the merge.
struct Input {
    segment: Segment,
    dead_at_start: Vec<Bits>,
    /// From ordinals here to ordinals in the output.
    places: Vec<u32>,
    next_document: u32,
    document_page: (i64, Vec<u8>),
    next_page: u32,
    page: Vec<u8>,
    cursor: PageCursor,
    /// The beginning of its key as a number; none at the end of the keys.
    head: Option<(u128, u128)>,
}

impl Input {
    fn new(conn: &Connection, segment: Segment) -> Result<Self> {
        Ok(Self {
            dead_at_start: segment.dead_bits(conn)?,
            places: vec![NOWHERE; segment.documents as usize],
            next_document: 0,
            document_page: (-1, Vec::new()),
            next_page: 0,
            page: Vec::new(),
            cursor: PageCursor::default(),
            head: None,
            segment,
        })
    }

    /// The next living document.
    fn document(&mut self, conn: &Connection) -> Result<Option<Document>> {
        while self.next_document < self.segment.documents {
            let ordinal = self.next_document;
            if is_set(&self.dead_at_start[(ordinal / SPAN) as usize], ordinal) {
                self.next_document += 1;
                continue;
            }
            let page = self.segment.document_page(ordinal);
            if self.document_page.0 != page {
                self.document_page = (page, pages::read(conn, page, |body| Ok(body.to_vec()))?);
            }
            return self
                .segment
                .document(ordinal, &self.document_page.1)
                .map(Some);
        }
        Ok(None)
    }

    fn next_key(&mut self, conn: &Connection) -> Result<()> {
        let mut has_key = self.cursor.advance(&self.page)?;
        while !has_key && self.next_page < self.segment.term_pages {
            let page = pages::page(self.segment.number, Area::Terms, u64::from(self.next_page));
            self.page.clear();
            pages::read(conn, page, |body| {
                self.page.extend_from_slice(body);
                Ok(())
            })?;
            self.cursor.restart();
            self.next_page += 1;
            has_key = self.cursor.advance(&self.page)?;
        }
        // With the byte of its space a key is one byte longer than two such numbers hold; keys
        // whose last byte alone differs are told apart by it.
        self.head = has_key.then(|| {
            (
                head(&self.cursor.key),
                head(self.cursor.key.get(16..).unwrap_or_default()),
            )
        });
        Ok(())
    }

    fn place(&self) -> Option<((u128, u128), &[u8])> {
        let rest = self.cursor.key.get(32..).unwrap_or_default();
        self.head.map(|head| (head, rest))
    }
}

/// A merge under way.
pub struct Merge {
    inputs: Vec<Input>,
    /// The next document of each input.
    heads: Vec<Option<Document>>,
    writer: SegmentWriter,
    phase: Phase,
    written: u32,
    lists: Vec<(Tag, Vec<u32>)>,
    /// Empty lists that keep their memory.
    spare: Vec<Vec<u32>>,
    key: Vec<u8>,
}

impl Merge {
    /// Begins to merge neighbouring segments, oldest first.
    pub fn begin(conn: &Connection, segments: Vec<Segment>) -> Result<Self> {
        let mut inputs = segments
            .into_iter()
            .map(|segment| Input::new(conn, segment))
            .collect::<Result<Vec<_>>>()?;
        let heads = inputs
            .iter_mut()
            .map(|input| input.document(conn))
            .collect::<Result<Vec<_>>>()?;
        let writer = SegmentWriter::begin(conn, Beginnings::Listed)?;
        Ok(Self {
            inputs,
            heads,
            writer,
            phase: Phase::Documents,
            written: 0,
            lists: Vec::new(),
            spare: Vec::new(),
            key: Vec::new(),
        })
    }

    /// Whether the index still is as this merge left it, so that it may go on.
    pub fn still_stands(&self, conn: &Connection) -> Result<bool> {
        let in_use = Segment::in_use(conn)?;
        let stands = |input: &Input| {
            in_use.iter().any(|segment| {
                let Segment { dead: _, .. } = segment;
                Segment {
                    dead: input.segment.dead,
                    ..segment.clone()
                } == input.segment
            })
        };
        let writing =
            Segment::numbers_in(conn, State::BeingWritten)?.contains(&self.writer.number());
        Ok(writing && self.inputs.iter().all(stands))
    }

    /// The segment that is being written.
    pub fn output(&self) -> u32 {
        self.writer.number()
    }

    /// Goes on until the deadline, or to the end where there is none.
    pub fn step(&mut self, conn: &Connection, deadline: Option<Instant>) -> Result<Step> {
        let mut until_look = LOOKS;
        loop {
            match self.phase {
                Phase::Documents => self.merge_document(conn)?,
                Phase::Keys => self.merge_key(conn)?,
                Phase::Finished => return Ok(Step::Done),
            }
            until_look -= 1;
            if until_look == 0 {
                if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                    return Ok(Step::More);
                }
                until_look = LOOKS;
            }
        }
    }

    fn merge_document(&mut self, conn: &Connection) -> Result<()> {
        let best = self
            .heads
            .iter()
            .enumerate()
            .filter_map(|(input, head)| head.map(|head| (head.place(), input)))
            .min();
        let Some((_, best)) = best else {
            let (Some(first), Some(last)) = (self.inputs.first(), self.inputs.last()) else {
                return Err(SearchError::Damaged("a merge of nothing"));
            };
            let (first, last) = (first.segment.first_docno, last.segment.last_docno);
            self.writer.end_documents(conn, first, last)?;
            for input in &mut self.inputs {
                input.next_key(conn)?;
            }
            self.phase = Phase::Keys;
            return Ok(());
        };
        if let Some(document) = self.heads[best] {
            let input = &mut self.inputs[best];
            input.places[input.next_document as usize] =
                self.writer.add_document(conn, &document)?;
            input.next_document += 1;
            self.written += 1;
            self.heads[best] = input.document(conn)?;
        }
        Ok(())
    }

    fn merge_key(&mut self, conn: &Connection) -> Result<()> {
        let least = self
            .inputs
            .iter()
            .filter_map(|input| input.place().map(|place| (place, &input.cursor.key)))
            .min_by(|a, b| a.0.cmp(&b.0));
        let Some((_, least)) = least else {
            return self.publish(conn);
        };
        self.key.clear();
        self.key.extend_from_slice(least);
        let mut contributors = 0;
        for input in &mut self.inputs {
            if input.head.is_none() || input.cursor.key != self.key {
                continue;
            }
            contributors += 1;
            let (lists, spare, places) = (&mut self.lists, &mut self.spare, &input.places);
            let Segment {
                number, documents, ..
            } = input.segment;
            each_list(input.cursor.lists(&input.page), |tag, list| {
                let known = lists.iter().position(|(known, _)| *known == tag);
                let known = known.unwrap_or_else(|| {
                    lists.push((tag, spare.pop().unwrap_or_default()));
                    lists.len() - 1
                });
                let ordinals = &mut lists[known].1;
                each_ordinal(conn, number, documents, list, |ordinal| {
                    ordinals.extend(
                        places
                            .get(ordinal as usize)
                            .filter(|place| **place != NOWHERE),
                    );
                })
            })?;
            input.next_key(conn)?;
        }
        self.lists.retain(|(_, ordinals)| !ordinals.is_empty());
        let in_order = self.lists.iter().all(|(_, ordinals)| ordinals.is_sorted());
        if contributors > 1 || !in_order {
            self.lists.sort_unstable_by_key(|(tag, _)| *tag);
            for (_, ordinals) in &mut self.lists {
                sort_runs(ordinals);
            }
        }
        let (space, text) = self
            .key
            .split_first()
            .ok_or(SearchError::Damaged("an empty key"))?;
        let end = if *space == End::Back as u8 {
            End::Back
        } else {
            End::Front
        };
        if !self.lists.is_empty() {
            self.writer.add_key(conn, end, text, &self.lists)?;
        }
        for (_, mut ordinals) in self.lists.drain(..) {
            ordinals.clear();
            self.spare.push(ordinals);
        }
        Ok(())
    }

    /// Puts the output into use in place of its inputs.
    fn publish(&mut self, conn: &Connection) -> Result<()> {
        self.phase = Phase::Finished;
        self.writer.finish(conn)?;
        let mut died: Vec<u32> = Vec::new();
        for input in &self.inputs {
            let now = input.segment.dead_bits(conn)?;
            for (stretch, (now, before)) in now.iter().zip(&input.dead_at_start).enumerate() {
                let mut from = 0;
                while let Some(offset) = next_set(now, from) {
                    from = offset + 1;
                    if !is_set(before, offset) {
                        let place = input.places.get(stretch * SPAN as usize + offset as usize);
                        died.extend(place.filter(|place| **place != NOWHERE));
                    }
                }
            }
            Segment::set_state(conn, input.segment.number, State::ToBeDeleted)?;
        }
        let output = self.writer.number();
        if self.written == 0 {
            return Segment::set_state(conn, output, State::ToBeDeleted);
        }
        died.sort_unstable();
        match Segment::in_use(conn)?
            .iter()
            .find(|segment| segment.number == output)
        {
            Some(segment) if !died.is_empty() => segment.kill_ordinals(conn, &died),
            Some(_) => Ok(()),
            None => Err(SearchError::Damaged("a segment is missing after a merge")),
        }
    }
}

/// Merges to the end and deletes what it came from.
pub fn at_once(conn: &Connection, segments: Vec<Segment>) -> Result<()> {
    Merge::begin(conn, segments)?.step(conn, None)?;
    for number in Segment::numbers_in(conn, State::ToBeDeleted)? {
        delete(conn, number)?;
    }
    Ok(())
}

/// Merges the newest segments while there are too many small ones.
pub fn small_ones(conn: &Connection) -> Result<()> {
    loop {
        let segments = Segment::in_use(conn)?;
        let tiers = tiers(&segments);
        let small = tiers.partition_point(|tier| *tier > 0);
        if segments.len() - small < NEIGHBOURS {
            return Ok(());
        }
        at_once(conn, segments[small..].to_vec())?;
    }
}

/// The size class of each segment, oldest first; a segment counts as large as any that came after
/// it, so that classes never rise and neighbours of one class stand together.
pub fn tiers(segments: &[Segment]) -> Vec<u32> {
    let mut tiers: Vec<u32> = segments
        .iter()
        .map(|segment| tier(segment.documents))
        .collect();
    for place in (1..tiers.len()).rev() {
        tiers[place - 1] = tiers[place - 1].max(tiers[place]);
    }
    tiers
}

fn tier(documents: u32) -> u32 {
    (documents / SMALL)
        .checked_ilog(GROWTH)
        .map_or(0, |tier| tier + 1)
}
