//! Keeping the index tidy in small steps between other work: merging segments, leaving out what
//! died, deleting what is no longer used.

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

/// What upkeep is to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Searches are quick.
    Tidy,
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
    pub fn step(&mut self, conn: &mut Connection, goal: Goal, budget: Duration) -> Result<Progress> {
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

fn go_on(conn: &Connection, under_way: Option<Merge>, goal: Goal, deadline: Instant) -> Result<(Progress, Option<Merge>)> {
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

fn step(conn: &Connection, mut merge: Merge, deadline: Option<Instant>) -> Result<(Progress, Option<Merge>)> {
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
    let mut start = segments.len();
    while start > 0 {
        let tier = tiers[start - 1];
        let end = start;
        start = tiers[..end].partition_point(|other| *other > tier);
        if tier > 0 && end - start >= NEIGHBOURS {
            return Ok(Some(Plan { segments: segments[start..end].to_vec(), pace: Pace::Steps }));
        }
    }
    let worn = segments.into_iter().zip(tiers).find(|(segment, tier)| match goal {
        Goal::Tidy => *tier > 0 && segment.dead > segment.documents / DEAD_SHARE,
        Goal::Purged => segment.dead > 0,
    });
    Ok(worn.map(|(segment, tier)| Plan {
        segments: vec![segment],
        pace: if tier > 0 { Pace::Steps } else { Pace::AtOnce },
    }))
}
