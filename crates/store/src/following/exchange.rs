//! The store's part of an exchange: what to send, and taking the answer in. No network in it, so the
//! simulation (`crates/simulation`) runs the very same as a desk.

use chrono_tz::Tz;
use domain::{
    command::{Outcome, Stop},
    context::Context,
    decide,
    entity::{Entity, Table},
    groups::Affiliation,
    ids::{LaneId, RecordId},
    people,
};
use protocol::{
    Envelope,
    conversation::Ended,
    ledger::{self, Position},
    wire::{Anew, Answer, Exchange, Page, Seen, Stopped},
};

use super::{TakingError, pages, unsent};
use crate::{
    changes::Touched, error::StoreError, facts::StoreFacts, migrations::SCHEMA_VERSION, open::Store,
};

/// So many commands are sent at once at most, and not many more bytes than this.
pub const MOST_SENT: usize = 500;
const MOST_BYTES: usize = 4 << 20;

/// Whose store it is.
#[derive(Debug, Clone, Copy)]
pub struct Following {
    pub lane: LaneId,
    pub zone: Tz,
}

/// What an answer brought.
#[derive(Debug)]
pub struct Brought {
    pub ended: Ended,
    /// What is sent next follows this number: the last of this desk that the platform has now, or one
    /// before a command of which it says so and whose outcome is unknown here all the same.
    pub last_n: u64,
    pub touched: Vec<Touched>,
    /// The rows that are what they were and wait no longer.
    pub confirmed: Vec<(&'static Table, RecordId)>,
    /// How many of this desk's commands were settled.
    pub settled: usize,
    /// The lane has to be begun anew under this epoch.
    pub anew: Option<(LaneId, u64)>,
    /// The lanes that this desk does not follow any more: what it had of them is gone.
    pub let_go: Vec<LaneId>,
}

#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    #[error(transparent)]
    Taking(#[from] TakingError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What to send to a platform that has this many of the desk's commands, so many at most; nothing but the cursor while
/// nobody knows how many it has.
pub fn ask(store: &Store, last_n: Option<u64>, most: usize) -> Result<Exchange, StoreError> {
    store.read(|connection| {
        let envelopes = match last_n {
            Some(last_n) => unsent::unsent(connection, last_n, most.min(MOST_SENT), MOST_BYTES)?,
            None => Vec::new(),
        };
        Ok(Exchange {
            first: last_n.map_or(1, |last_n| last_n + 1),
            envelopes,
            cursor: pages::cursor_with_group(connection)?,
            schema: SCHEMA_VERSION as u32,
        })
    })
}

/// Takes an answer in, in one transaction.
pub fn take(
    store: &Store,
    following: Following,
    answer: &Answer,
) -> Result<Brought, ExchangeError> {
    store.write(|writing| {
        for held in &answer.held {
            writing.note_held(held.command, held.why)?;
        }
        let mut taken = writing.take_in(&answer.pages, |envelope, facts| {
            decide_again(envelope, facts, following)
        })?;
        let connection = writing.connection();
        let last = unsent::last_to_send(connection)?;
        let more_to_send = answer.last_n < last;
        let more_to_fetch = answer
            .pages
            .iter()
            .any(|page| page.after + (page.entries.len() as u64) < page.head);
        let anew = answer.pages.iter().find_map(|page| match page.anew {
            Some(Anew::OtherEpoch | Anew::OtherPast | Anew::TooOld) => {
                Some((page.lane, page.epoch))
            }
            None => None,
        });
        // Whose store has just joined a group has the group's lane to fetch.
        let mut touched = taken.touched.iter();
        let joined = touched.any(|touched| touched.table == Affiliation::TABLE);
        let ended = match answer.stopped {
            Some(Stopped::Cloned { .. }) => Ended::Cloned,
            Some(Stopped::Gap | Stopped::Enough) => Ended::More,
            None if more_to_send || more_to_fetch || joined => Ended::More,
            None => Ended::Level,
        };
        // To which group the store belongs is known when its own lane was followed to its end.
        let let_go = if more_to_fetch || anew.is_some() {
            Vec::new()
        } else {
            let (lanes, gone) = writing.let_others_go(following.lane, |envelope, facts| {
                decide_again(envelope, facts, following)
            })?;
            taken.touched.extend(gone.touched);
            lanes
        };
        let last_n = if more_to_fetch || anew.is_some() {
            answer.last_n
        } else {
            unsent::settled_until(connection, answer.last_n)?
        };
        Ok(Brought {
            ended,
            last_n,
            touched: taken.touched,
            confirmed: taken.confirmed,
            settled: taken.settled.len(),
            anew,
            let_go,
        })
    })
}

/// Takes a lane's whole ledger in place of what this desk had.
pub fn take_anew(
    store: &Store,
    following: Following,
    epoch: u64,
    pages: &[Page],
) -> Result<Vec<Touched>, ExchangeError> {
    store.write(|writing| {
        let again =
            |envelope: &Envelope, facts: &StoreFacts| decide_again(envelope, facts, following);
        let shared = pages.iter().find(|page| page.lane != following.lane);
        let taken = match shared {
            Some(page) => writing.take_shared_anew(page.lane, epoch, pages, again)?,
            None => writing.take_anew(following.lane, epoch, pages, again)?,
        };
        Ok(taken.touched)
    })
}

/// Decides a command of this desk that still waits, with the rights that its giver has now.
fn decide_again(
    envelope: &Envelope,
    facts: &StoreFacts,
    following: Following,
) -> Result<Outcome, Stop> {
    let Ok(command) = envelope.open() else {
        // What was erased meanwhile, or was written by another version, changes nothing here until the
        // platform has decided it.
        return Ok(Outcome::default());
    };
    let header = &envelope.header;
    let context = Context {
        command: header.id,
        lane: following.lane,
        desk: header.desk,
        actor: header.actor,
        rights: people::rights_of(facts, header.actor)?,
        made_at: header.made_at,
        decided_at: header.made_at,
        zone: following.zone,
    };
    decide(&command, facts, &context)
}

/// Where a page leads, so far as only counting goes: the chain itself is verified when it is taken in.
pub fn after(from: Position, page: &Page) -> Position {
    page.entries.iter().fold(from, |here, seen| {
        let seq = here.seq + 1;
        let digest = match seen {
            Seen::Hidden(digest) => *digest,
            Seen::Entry(entry) => entry.digest(),
        };
        Position {
            epoch: here.epoch,
            seq,
            hash: ledger::chained(&here.hash, seq, &digest),
        }
    })
}
