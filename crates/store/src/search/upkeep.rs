//! Keeping the index tidy in small steps between other work: merging segments, leaving out what
//! died, deleting what is no longer used.

use std::ops::Range;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::error::Result;
use super::merge::{Merge, NEIGHBOURS, Step, tiers};
use super::pages;
use super::segment::{Segment, State, forget};

/// The pieces that one step deletes.
const PIECES: u32 = 400;

/// A segment is written anew when more than one of so many of its documents died.
const DEAD_SHARE: u32 = 4;

/// At rest each segment is so many times larger than all that came after it.
const REST_RATIO: u64 = 4;

/// What upkeep is to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// While rows are pouring in: as much as keeps searches quick, at the least cost for each row.
    Loading,
    /// When nothing else is to do: few segments, as quick as can be.
    Rest,
    /// No key of a removed or replaced document is left in any segment, as an erasure demands.
    Purged,
}

/// Whether there is more to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    More,
    Idle,
}

/// The upkeep of one store. Kept by the owner of its one writing connection, and asked to go on when
/// there is time: after each chunk of an import, and when nothing else is to do.
#[derive(Default)]
pub struct Upkeep {
    merge: Option<Merge>,
}

impl Upkeep {
    pub fn new() -> Self {
        Self::default()
    }

    /// Works for about `budget` in a transaction of its own. Cutting it off loses work, never data.
    pub fn step(
        &mut self,
        conn: &mut Connection,
        goal: Goal,
        budget: Duration,
    ) -> Result<Progress> {
        let deadline = Instant::now() + budget;
        // What is known in memory holds only if the transaction does.
        let under_way = self.merge.take();
        let transaction = conn.transaction()?;
        let (progress, under_way) = go_on(&transaction, under_way, goal, deadline)?;
        transaction.commit()?;
        self.merge = under_way;
        Ok(progress)
    }
}

fn go_on(
    conn: &Connection,
    under_way: Option<Merge>,
    goal: Goal,
    deadline: Instant,
) -> Result<(Progress, Option<Merge>)> {
    let output = under_way.as_ref().map(Merge::output);
    for number in Segment::numbers_in(conn, State::BeingWritten)? {
        if output != Some(number) {
            // It was being written when the program ended.
            Segment::set_state(conn, number, State::ToBeDeleted)?;
        }
    }
    let merge = match under_way {
        Some(merge) if merge.still_stands(conn)? => Some(merge),
        Some(_) | None => None,
    };
    if let Some(merge) = merge {
        return step(conn, merge, Some(deadline));
    }
    if let Some(number) = Segment::numbers_in(conn, State::ToBeDeleted)?.first() {
        if pages::delete_some(conn, *number, PIECES)? {
            forget(conn, *number)?;
        }
        return Ok((Progress::More, None));
    }
    match plan(conn, goal)? {
        Some(Plan { segments, pace }) => {
            let deadline = match pace {
                Pace::Steps => Some(deadline),
                Pace::AtOnce => None,
            };
            step(conn, Merge::begin(conn, segments)?, deadline)
        }
        None => Ok((Progress::Idle, None)),
    }
}

fn step(
    conn: &Connection,
    mut merge: Merge,
    deadline: Option<Instant>,
) -> Result<(Progress, Option<Merge>)> {
    match merge.step(conn, deadline)? {
        Step::More => Ok((Progress::More, Some(merge))),
        Step::Done => Ok((Progress::More, None)),
    }
}

/// What to merge next.
struct Plan {
    segments: Vec<Segment>,
    pace: Pace,
}

/// Puts merge the smallest segments themselves, so these must not be waiting in a merge of ours.
enum Pace {
    Steps,
    AtOnce,
}

fn plan(conn: &Connection, goal: Goal) -> Result<Option<Plan>> {
    let segments = Segment::in_use(conn)?;
    let tiers = tiers(&segments);
    let neighbours = match goal {
        Goal::Loading => full_tier(&tiers),
        Goal::Rest | Goal::Purged => tail(&segments),
    };
    if let Some(range) = neighbours {
        return Ok(Some(Plan {
            pace: pace(&tiers[range.clone()]),
            segments: segments[range].to_vec(),
        }));
    }
    let worn = segments
        .into_iter()
        .zip(tiers)
        .find(|(segment, tier)| match goal {
            Goal::Loading => *tier > 0 && segment.dead > segment.documents / DEAD_SHARE,
            Goal::Rest => segment.dead > segment.documents / DEAD_SHARE,
            Goal::Purged => segment.dead > 0,
        });
    Ok(worn.map(|(segment, tier)| Plan {
        segments: vec![segment],
        pace: pace(&[tier]),
    }))
}

/// Segments of the smallest size are merged by puts, so a merge of ours must not dwell on them.
fn pace(tiers: &[u32]) -> Pace {
    if tiers.iter().all(|tier| *tier == 0) {
        Pace::AtOnce
    } else {
        Pace::Steps
    }
}

/// The smallest size class, apart from that which puts see to, of which there are enough neighbours.
fn full_tier(tiers: &[u32]) -> Option<Range<usize>> {
    let mut start = tiers.len();
    while start > 0 {
        let tier = tiers[start - 1];
        let end = start;
        start = tiers[..end].partition_point(|other| *other > tier);
        if tier > 0 && end - start >= NEIGHBOURS {
            return Some(start..end);
        }
    }
    None
}

/// The newest segments, as many as are not much smaller together than the one before them.
fn tail(segments: &[Segment]) -> Option<Range<usize>> {
    let mut after: u64 = 0;
    let mut start = None;
    for (place, segment) in segments.iter().enumerate().rev() {
        let own = u64::from(segment.documents);
        if after > 0 && after * REST_RATIO > own {
            start = Some(place);
        }
        after += own;
    }
    start.map(|start| start..segments.len())
}
