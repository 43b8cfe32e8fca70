//! One exchange with a desk: what it sends is taken into its lane, what it has not seen comes back.

use std::sync::atomic::Ordering;

use domain::{
    ids::{DeskId, LaneId},
    time::Timestamp,
};
use protocol::{
    ledger::Position,
    wire::{Answer, Cursor, Exchange, MOST_PUSHED, Stopped},
};
use tokio::sync::watch;

use super::Node;
use crate::lanes::{Engine, EngineError, Sent, Taken, take};

/// A page carries so many entries at most.
const MOST_ENTRIES: usize = 2_000;

impl<E: Engine> Node<E> {
    /// Answers a desk that follows this lane.
    pub async fn exchange(
        &self,
        desk: DeskId,
        lane: LaneId,
        asked: Exchange,
    ) -> Result<Answer, EngineError> {
        self.exchange_at(desk, lane, asked, self.now()).await
    }

    /// The same at a time that somebody else says: the simulation has a clock of its own.
    pub async fn exchange_at(
        &self,
        desk: DeskId,
        lane: LaneId,
        asked: Exchange,
        now: Timestamp,
    ) -> Result<Answer, EngineError> {
        self.counts.exchanges.fetch_add(1, Ordering::Relaxed);
        let mut held = Vec::new();
        let mut stopped = None;
        let pushed = asked.envelopes.len().min(MOST_PUSHED);
        let mut done = 0;
        // Each round is a transaction of its own, so that others in the lane come in between.
        while done < pushed {
            let sent = Sent {
                desk,
                first: asked.first + done as u64,
                envelopes: &asked.envelopes[done..pushed],
            };
            let taken = take(&self.engine, lane, sent, &self.deciding(now)).await?;
            self.note_taken(lane, &taken);
            done += taken.taken;
            held.extend(taken.held);
            stopped = taken.stopped;
            if stopped != Some(Stopped::Enough) {
                break;
            }
        }
        if stopped.is_none() && pushed < asked.envelopes.len() {
            stopped = Some(Stopped::Enough);
        }
        let cursor: Cursor = asked
            .cursor
            .into_iter()
            .filter(|(wanted, _)| *wanted == lane)
            .collect();
        let (last_n, pages) = self.engine.pages(desk, &cursor, MOST_ENTRIES).await?;
        Ok(Answer {
            stopped,
            held,
            last_n,
            pages,
        })
    }

    pub(super) fn note_taken(&self, lane: LaneId, taken: &Taken) {
        self.counts
            .commands
            .fetch_add(taken.entered, Ordering::Relaxed);
        self.counts
            .refused
            .fetch_add(taken.refused, Ordering::Relaxed);
        self.counts
            .held
            .fetch_add(taken.held.len() as u64, Ordering::Relaxed);
        self.heads.tell(lane, taken.head.seq);
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
