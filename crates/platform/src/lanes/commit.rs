//! Taking a desk's commands: each is entered once, in the order in which the desk gave them, however
//! often it is sent.

use domain::ids::{DeskId, LaneId};
use protocol::{
    Envelope,
    ledger::{self, Changed, Entry, Position, Verdict},
    wire::{Held, Stopped},
};

use super::{
    cache::Cache,
    engine::{Batch, Engine, EngineError, HeldCommand, Written, WrittenEntry},
    judge::{Deciding, Judged, judge},
};

/// A rule asks a handful of times at most; each round answers all that was asked.
const MOST_ROUNDS: usize = 32;
/// So many commands share a transaction at most, so that nobody else in the lane waits long.
const MOST_IN_A_BATCH: usize = 50;

/// What came of pushing.
#[derive(Debug)]
pub struct Taken {
    /// Where the lane stands now.
    pub head: Position,
    /// How many of those that were sent the platform has now.
    pub taken: usize,
    pub entered: u64,
    pub refused: u64,
    /// What became of each command that was entered now.
    pub verdicts: Vec<Verdict>,
    pub held: Vec<Held>,
    pub stopped: Option<Stopped>,
}

/// What a desk sends: commands under consecutive numbers from `first` on.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    pub desk: DeskId,
    pub first: u64,
    pub envelopes: &'a [Envelope],
}

/// Takes consecutive commands of one desk into its lane. Whoever carries a command need not be the desk
/// that it was given at: the giver's signature covers where it was given, and its id enters it once.
pub async fn take<E: Engine>(
    engine: &E,
    lane: LaneId,
    sent: Sent<'_>,
    by: &Deciding,
) -> Result<Taken, EngineError> {
    let Sent {
        desk,
        first,
        envelopes,
    } = sent;
    let mut batch = engine.begin(lane).await?;
    let mut head = batch.head();
    let mut last_n = batch.last_n(desk).await?;
    let mut cache = Cache::default();
    let mut written = Written::default();
    let mut held = Vec::new();
    let mut stopped = None;
    let mut taken = 0;
    let mut verdicts = Vec::new();
    for (n, envelope) in (first..).zip(envelopes) {
        let header = &envelope.header;
        if n <= last_n {
            if batch.received(desk, n).await? != Some(header.id) {
                stopped = Some(Stopped::Cloned { n });
                break;
            }
            taken += 1;
            continue;
        }
        if n != last_n + 1 {
            stopped = Some(Stopped::Gap);
            break;
        }
        if written.received.len() == MOST_IN_A_BATCH {
            stopped = Some(Stopped::Enough);
            break;
        }
        last_n = n;
        taken += 1;
        written.received.push((desk, n, header.id));
        // A desk that enrolled anew renumbers what it had sent under its former name.
        if batch.has(header.id).await? {
            continue;
        }
        match judged(&mut batch, &mut cache, envelope, lane, by).await? {
            Judged::Held(why) => {
                held.push(Held {
                    command: header.id,
                    why,
                });
                written.held.push(HeldCommand {
                    envelope: envelope.clone(),
                    desk,
                    n,
                    why,
                });
            }
            Judged::Entered { verdict, changes } => {
                let mut kept = Vec::with_capacity(changes.len());
                let mut images = Vec::with_capacity(changes.len());
                for change in changes {
                    let before = cache.known(change.table, change.id).cloned().flatten();
                    if !ledger::differs(&change, before.as_ref()) {
                        continue;
                    }
                    let ordinal = u32::try_from(images.len()).unwrap_or(u32::MAX);
                    if let Some(contents) = &envelope.contents {
                        images.push(Changed::of(&change, contents, ordinal));
                    }
                    cache.apply(&change);
                    kept.push(change);
                }
                let entry = Entry {
                    lane,
                    envelope: envelope.clone(),
                    decided_at: by.at,
                    verdict: verdict.text(),
                    changes: images,
                };
                verdicts.push(verdict);
                let digest = entry.digest();
                head.seq += 1;
                head.hash = ledger::chained(&head.hash, head.seq, &digest);
                written.entries.push(WrittenEntry {
                    seq: head.seq,
                    digest,
                    hash: head.hash,
                    entry,
                    changes: kept,
                });
            }
        }
    }
    if !written.received.is_empty() {
        written.last_n.insert(desk, last_n);
        batch.commit(written, head).await?;
    }
    let refused = verdicts
        .iter()
        .filter(|verdict| matches!(verdict, Verdict::Refused(_)))
        .count();
    Ok(Taken {
        head,
        taken,
        entered: verdicts.len() as u64,
        refused: refused as u64,
        verdicts,
        held,
        stopped,
    })
}

/// Judges a command, fetching what is missing and judging again. The rows that it changes are known
/// to the cache afterwards, as they are before it.
async fn judged<B: Batch>(
    batch: &mut B,
    cache: &mut Cache,
    envelope: &Envelope,
    lane: LaneId,
    by: &Deciding,
) -> Result<Judged, EngineError> {
    for _ in 0..MOST_ROUNDS {
        let judged = judge(envelope, cache, lane, by).ok();
        if let Some(Judged::Entered { changes, .. }) = &judged {
            for change in changes {
                if cache.known(change.table, change.id).is_none() {
                    cache.want(change.table, change.id);
                }
            }
        }
        if let Some(error) = cache.unreadable() {
            return Err(error.into());
        }
        let wanted = cache.wanted();
        match judged {
            Some(judged) if wanted.is_empty() => return Ok(judged),
            // The decision stands; only what it changes was not known yet.
            Some(judged) => {
                batch.fetch(wanted, cache).await?;
                return Ok(judged);
            }
            None => batch.fetch(wanted, cache).await?,
        }
    }
    Err(EngineError::Endless)
}
