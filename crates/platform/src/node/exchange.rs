//! One exchange with a desk: what it sends is taken into its lane, what it has not seen comes back.

use std::sync::atomic::Ordering;

use domain::ids::{DeskId, GroupId, LaneId};
use protocol::{
    Envelope,
    ledger::{Position, Verdict},
    wire::{Answer, Cursor, Exchange, MOST_PUSHED, Stopped},
};
use tokio::sync::watch;

use super::{Access, Node};
use crate::lanes::{Engine, EngineError, Received, Taken, Told};

/// A page carries so many entries at most.
const MOST_ENTRIES: usize = 2_000;

impl<E: Engine + 'static> Node<E> {
    /// Answers a desk that follows this lane.
    pub async fn exchange(
        &self,
        desk: DeskId,
        lane: LaneId,
        asked: Exchange,
    ) -> Result<Answer, EngineError> {
        self.counts.exchanges.fetch_add(1, Ordering::Relaxed);
        let pushed = asked.envelopes.len().min(MOST_PUSHED);
        let more = pushed < asked.envelopes.len();
        let commands: Vec<Received> = (asked.first..)
            .zip(asked.envelopes)
            .take(pushed)
            .map(|(n, envelope)| Received::sent(desk, n, envelope))
            .collect();
        let mut held = Vec::new();
        let mut stopped = more.then_some(Stopped::Enough);
        if !commands.is_empty() {
            let taken = self.queue.push_received(lane, desk, commands).await?;
            self.note_taken(lane, &taken);
            held = taken.held;
            stopped = taken.stopped.or(stopped);
        }
        let cursor = self.allowed(lane, asked.cursor).await?;
        let (last_n, pages) = self.engine.pages(desk, &cursor, MOST_ENTRIES).await?;
        Ok(Answer {
            stopped,
            held,
            last_n,
            pages,
        })
    }

    /// What a desk of this lane may follow: its own store, and what the stores of its group share.
    async fn allowed(&self, lane: LaneId, mut cursor: Cursor) -> Result<Cursor, EngineError> {
        if cursor.keys().any(|wanted| *wanted != lane) {
            let group = self.group_of(lane).await?.map(GroupId::lane);
            cursor.retain(|wanted, _| *wanted == lane || Some(*wanted) == group);
        }
        Ok(cursor)
    }

    /// Takes what a desk had given and not sent when it was shut out. The ledger says that nothing of it counts, and each
    /// command is put to a person, who may give it in their own name or let it go. What is entered already is passed over.
    pub async fn take_left_behind(
        &self,
        from: Access,
        envelopes: Vec<Envelope>,
    ) -> Result<(), EngineError> {
        let Access { desk, lane } = from;
        let (last_n, _) = self.engine.pages(desk, &Cursor::default(), 0).await?;
        let mut unknown = Vec::new();
        for envelope in envelopes {
            let entered = self.engine.entry_of(lane, envelope.header.id).await?;
            if entered.is_none() {
                unknown.push(envelope);
            }
        }
        // Some of it may have been numbered under a name that the desk had before.
        let commands = (last_n + 1..)
            .zip(unknown)
            .map(|(n, envelope)| Received::sent(desk, n, envelope))
            .collect();
        let taken = self.queue.push_received(lane, desk, commands).await?;
        self.note_taken(lane, &taken);
        Ok(())
    }

    pub(super) fn note_taken(&self, lane: LaneId, taken: &Taken) {
        self.counts
            .held
            .fetch_add(taken.held.len() as u64, Ordering::Relaxed);
        self.note_verdicts(lane, &taken.verdicts, taken.head.seq);
        self.tell_elsewhere(&taken.elsewhere);
    }

    /// Tells how far the other lanes go that a command has added to.
    pub(super) fn tell_elsewhere(&self, elsewhere: &[Told]) {
        for told in elsewhere {
            self.heads.tell(told.lane, told.seq);
        }
    }

    /// Counts what became of commands, and tells how far their lane goes now.
    pub(super) fn note_verdicts(&self, lane: LaneId, verdicts: &[Verdict], seq: u64) {
        let refused = verdicts
            .iter()
            .filter(|verdict| matches!(verdict, Verdict::Refused(_)))
            .count();
        self.counts
            .commands
            .fetch_add(verdicts.len() as u64, Ordering::Relaxed);
        self.counts
            .refused
            .fetch_add(refused as u64, Ordering::Relaxed);
        self.heads.tell(lane, seq);
    }

    /// Where a lane stands.
    pub async fn head(&self, lane: LaneId) -> Result<Option<Position>, EngineError> {
        let lanes = self.engine.lanes().await?;
        Ok(lanes
            .into_iter()
            .find(|(id, _)| *id == lane)
            .map(|(_, position)| position))
    }

    /// Hears how far a lane goes whenever it grows.
    pub async fn listen(&self, lane: LaneId) -> Result<watch::Receiver<u64>, EngineError> {
        // Listening begins before the head is read, so nothing that comes in between is missed.
        let early = self.heads.listen(lane, 0);
        let seq = self.head(lane).await?.map_or(0, |head| head.seq);
        drop(early);
        Ok(self.heads.listen(lane, seq))
    }
}
