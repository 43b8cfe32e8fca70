//! Answering a query: level by level from the best kind of match on, within a level from the best
//! rank on, and no further than the answers that were asked for.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use rusqlite::Connection;

use super::error::Result;
use super::keys::{End, Keys, Tag, Term};
use super::near::meant_by;
use super::segment::{Document, Segment};
use super::view::View;
use super::write::within_transaction;
use super::{Found, Grouping, Hit, MOST_HITS, Match, SearchKind, SearchLimits, pending, text};

/// The levels of answers to what was typed, best first.
const LEVELS: [Match; 4] = [Match::Whole, Match::Tail, Match::Beginning, Match::Inside];

/// Finds the documents that match every term of a query, the best first. Any text is a query.
pub fn search(conn: &Connection, query: &str, limits: &SearchLimits) -> Result<Found> {
    let terms: Vec<Term> = text::terms(query)
        .iter()
        .map(|term| Term::new(term))
        .collect();
    if terms.is_empty() || limits.hits == 0 {
        return Ok(Found::default());
    }
    within_transaction(conn, |conn| {
        Search::begin(conn, &terms, limits)?.run(limits)
    })
}

/// A waiting document that matches.
struct Waiting {
    matched: Match,
    tag: Tag,
    document: Document,
}

/// Documents of one kind that match at one level, in the order of their rank.
#[derive(Debug, Clone, Copy)]
enum Stream {
    Segment { view: usize, next: u32, end: u32 },
    Waiting { next: usize, end: usize },
}

/// The first document of a stream, and where the stream goes on.
struct Head {
    document: Document,
    tag: Tag,
    rest: Stream,
}

impl Head {
    fn place(&self) -> (Reverse<i64>, SearchKind, [u8; 16]) {
        (
            Reverse(self.document.rank),
            self.document.kind,
            self.document.id,
        )
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.place() == other.place()
    }
}

impl Eq for Head {}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Head {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.place().cmp(&other.place())
    }
}

struct Search<'a> {
    conn: &'a Connection,
    terms: &'a [Term],
    views: Vec<View<'a>>,
    /// By level, then as in a segment.
    waiting: Vec<Waiting>,
    kinds: Vec<SearchKind>,
}

impl<'a> Search<'a> {
    fn begin(conn: &'a Connection, terms: &'a [Term], limits: &SearchLimits) -> Result<Self> {
        let mut kinds = BTreeSet::new();
        let mut views = Vec::new();
        for segment in Segment::in_use(conn)? {
            kinds.extend(segment.kinds.iter().map(|range| range.kind));
            views.push(View::open(conn, segment, terms)?);
        }
        let mut waiting = Vec::new();
        pending::each(conn, |document, keys| {
            kinds.insert(document.kind);
            waiting.extend(answer_all(keys, terms).map(|(matched, tag)| Waiting {
                matched,
                tag,
                document,
            }));
        })?;
        kinds.retain(|kind| limits.kinds.is_empty() || limits.kinds.contains(kind));
        let kinds = kinds.into_iter().collect();
        let mut search = Self {
            conn,
            terms,
            views,
            waiting,
            kinds,
        };
        search.sort_waiting();
        Ok(search)
    }

    fn run(mut self, limits: &SearchLimits) -> Result<Found> {
        let kinds = self.kinds.clone();
        let limit = limits.hits.min(MOST_HITS);
        let groups: Vec<&[SearchKind]> = match limits.grouping {
            Grouping::Together => vec![&kinds],
            Grouping::ByKind => kinds.chunks(1).collect(),
        };
        let mut found = Found::default();
        let mut near = Near::Untried;
        for group in groups {
            let mut hits = Vec::new();
            for level in LEVELS {
                self.collect(level, group, limit + 1, &mut hits)?;
            }
            if hits.is_empty() {
                if near == Near::Untried {
                    near = self.open_near()?;
                }
                self.collect(Match::Near, group, limit + 1, &mut hits)?;
            }
            if hits.len() > limit {
                found.more.extend(hits.pop().map(|hit: Hit| hit.kind));
            }
            found.hits.append(&mut hits);
        }
        Ok(found)
    }

    /// Adds the answers of one level, best rank first, until there are `limit`.
    fn collect(
        &mut self,
        level: Match,
        kinds: &[SearchKind],
        limit: usize,
        hits: &mut Vec<Hit>,
    ) -> Result<()> {
        if hits.len() >= limit {
            return Ok(());
        }
        let mut heads = BinaryHeap::new();
        for stream in self.streams(level, kinds) {
            heads.extend(self.head(stream, level)?.map(Reverse));
        }
        while let Some(Reverse(Head {
            document,
            tag,
            rest,
        })) = heads.pop()
        {
            let Document { kind, id, rank, .. } = document;
            hits.push(Hit {
                kind,
                id,
                field: tag.field(),
                matched: level,
                rank,
            });
            if hits.len() >= limit {
                break;
            }
            heads.extend(self.head(rest, level)?.map(Reverse));
        }
        Ok(())
    }

    fn streams(&self, level: Match, kinds: &[SearchKind]) -> Vec<Stream> {
        let mut streams = Vec::new();
        for (view, opened) in self.views.iter().enumerate() {
            if opened.may_answer(level) {
                let ranges = opened
                    .segment
                    .kinds
                    .iter()
                    .filter(|range| kinds.contains(&range.kind));
                streams.extend(ranges.map(|range| Stream::Segment {
                    view,
                    next: range.first,
                    end: range.end,
                }));
            }
        }
        let mut next = 0;
        for group in self
            .waiting
            .chunk_by(|a, b| (a.matched, a.document.kind) == (b.matched, b.document.kind))
        {
            let end = next + group.len();
            if group[0].matched == level && kinds.contains(&group[0].document.kind) {
                streams.push(Stream::Waiting { next, end });
            }
            next = end;
        }
        streams
    }

    fn head(&mut self, stream: Stream, level: Match) -> Result<Option<Head>> {
        match stream {
            Stream::Segment { view, next, end } => {
                let opened = &mut self.views[view];
                let Some(ordinal) = opened.next(level, next, end)? else {
                    return Ok(None);
                };
                let document = opened.document(ordinal)?;
                let tag = opened.tag_of(ordinal, level)?;
                Ok(Some(Head {
                    document,
                    tag,
                    rest: Stream::Segment {
                        view,
                        next: ordinal + 1,
                        end,
                    },
                }))
            }
            Stream::Waiting { next, end } => Ok(self.waiting[next..end].first().map(|one| Head {
                document: one.document,
                tag: one.tag,
                rest: Stream::Waiting {
                    next: next + 1,
                    end,
                },
            })),
        }
    }

    /// Adds what may have been meant by initials that nothing answers to.
    fn open_near(&mut self) -> Result<Near> {
        let [term] = self.terms else {
            return Ok(Near::Tried);
        };
        let meant = meant_by(&term.text);
        if meant.is_empty() {
            return Ok(Near::Tried);
        }
        for view in &mut self.views {
            view.open_near(&meant)?;
        }
        let waiting = &mut self.waiting;
        pending::each(self.conn, |document, keys| {
            let near = Keys::each(keys).find(|(end, tag, text)| {
                *end == End::Front
                    && tag.holds_initials()
                    && meant.iter().any(|meant| meant.as_bytes() == *text)
            });
            waiting.extend(near.map(|(_, tag, _)| Waiting {
                matched: Match::Near,
                tag,
                document,
            }));
        })?;
        self.sort_waiting();
        Ok(Near::Tried)
    }

    fn sort_waiting(&mut self) {
        self.waiting
            .sort_unstable_by_key(|one| (one.matched, one.document.place()));
    }
}

/// Whether near matches were looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Near {
    Untried,
    Tried,
}

/// How well packed keys answer all terms, and by which tag the first; none when one is missing.
fn answer_all(keys: &[u8], terms: &[Term]) -> Option<(Match, Tag)> {
    let mut all: Option<(Match, Tag)> = None;
    for term in terms {
        let (matched, tag) = pending::answer(keys, term)?;
        all = Some(all.map_or((matched, tag), |(worst, first)| (worst.max(matched), first)));
    }
    all
}
