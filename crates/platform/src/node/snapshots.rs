//! Snapshots of lanes for desks that join: made when one is asked for and none is fresh enough, in the background and
//! one after the other; kept as notes in the database, so that any node serves what another has made; and gone when
//! they expire.

use std::{sync::Arc, time::Duration};

use domain::{ids::LaneId, time::Timestamp};
use protocol::{
    ledger::Position,
    snapshot::{self, Manifest, PieceImage, SnapshotId, TableImage},
    wire,
};
use tokio::sync::mpsc;

use super::{Node, keys::random};
use crate::lanes::{Engine, EngineError, NoteKey};

/// A shorter ledger comes whole and with its history as quickly: it is one page.
pub const WORTH_A_SNAPSHOT: u64 = 2_000;
/// A snapshot that is further behind is made anew, rather than have every desk that joins catch up.
const MOST_BEHIND: u64 = 2_000;
/// For so long another desk gets the same snapshot.
const FRESH: i64 = 30 * 60 * 1_000;
/// For so long after that whoever began with it can go on. What is erased by request is gone from snapshots when both
/// have passed.
const FETCHED: i64 = 2 * 60 * 60 * 1_000;
/// A desk that asks waits so long for its snapshot before it is told to ask again.
const PATIENCE: Duration = Duration::from_secs(15);
/// So many pieces wait to be compressed and kept.
const WAITING_PIECES: usize = 2;

/// What a desk that joins is answered.
#[derive(Debug)]
pub enum Snapshot {
    There(Box<Manifest>),
    /// It asks again.
    BeingMade,
    /// The ledger is as quick, or the desk's rows have other columns.
    None,
}

fn manifest_key(lane: &LaneId) -> NoteKey<'_> {
    NoteKey {
        kind: "snapshot",
        key: lane.0.as_bytes(),
    }
}

/// Under its lane, so that nobody finds a piece of another dealership.
fn piece_key(lane: LaneId, id: SnapshotId, place: u64) -> Vec<u8> {
    [&lane.0.as_bytes()[..], &id, &place.to_be_bytes()].concat()
}

impl<E: Engine + 'static> Node<E> {
    /// Lanes of so many entries and more are given as snapshots by this node.
    #[must_use]
    pub fn with_snapshots_from(mut self, entries: u64) -> Self {
        self.snapshots_from = entries;
        self
    }

    /// A snapshot of this lane for a desk whose rows have these columns.
    pub async fn snapshot(
        self: &Arc<Self>,
        lane: LaneId,
        schema: u32,
    ) -> Result<Snapshot, EngineError> {
        if i64::from(schema) != store::SCHEMA_VERSION {
            return Ok(Snapshot::None);
        }
        let head = self.head(lane).await?.ok_or(EngineError::NoLane(lane))?;
        if head.seq < self.snapshots_from {
            return Ok(Snapshot::None);
        }
        if let Some(manifest) = self.fresh(lane, &head).await? {
            return Ok(Snapshot::There(Box::new(manifest)));
        }
        let node = Arc::clone(self);
        // It goes on when the desk that asked has gone.
        let making = tokio::spawn(async move { node.fresh_or_made(lane).await });
        match tokio::time::timeout(PATIENCE, making).await {
            Ok(made) => {
                let manifest = made.map_err(|error| EngineError::Lost(error.to_string()))??;
                Ok(Snapshot::There(Box::new(manifest)))
            }
            Err(_) => Ok(Snapshot::BeingMade),
        }
    }

    /// Makes a snapshot of a lane that somebody is about to join, so that it is there when it is asked for.
    pub(crate) fn prepare_snapshot(self: &Arc<Self>, lane: LaneId) {
        let node = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(error) = node.snapshot(lane, store::SCHEMA_VERSION as u32).await {
                eprintln!("platform: {error}");
            }
        });
    }

    /// A piece of a snapshot, as long as it is kept.
    pub async fn snapshot_piece(
        &self,
        lane: LaneId,
        id: SnapshotId,
        place: u64,
    ) -> Result<Option<Vec<u8>>, EngineError> {
        let key = piece_key(lane, id, place);
        let note = NoteKey {
            kind: "snapshot-piece",
            key: &key,
        };
        self.engine.note(note, self.now()).await
    }

    async fn fresh(&self, lane: LaneId, head: &Position) -> Result<Option<Manifest>, EngineError> {
        let kept = self.engine.note(manifest_key(&lane), self.now()).await?;
        let manifest: Option<Manifest> = kept.and_then(|bytes| wire::read(&bytes).ok());
        Ok(manifest.filter(|manifest| {
            i64::from(manifest.schema) == store::SCHEMA_VERSION
                && manifest.position.epoch == head.epoch
                && manifest.position.seq <= head.seq
                && head.seq - manifest.position.seq <= MOST_BEHIND
        }))
    }

    async fn fresh_or_made(&self, lane: LaneId) -> Result<Manifest, EngineError> {
        // One at a time: whoever waited here finds what was made meanwhile.
        let _making = self.making_snapshots.lock().await;
        let head = self.head(lane).await?.ok_or(EngineError::NoLane(lane))?;
        match self.fresh(lane, &head).await? {
            Some(manifest) => Ok(manifest),
            None => self.make(lane).await,
        }
    }

    async fn make(&self, lane: LaneId) -> Result<Manifest, EngineError> {
        let id: SnapshotId = random()?;
        let now = self.now().0;
        let (sender, mut pieces) = mpsc::channel(WAITING_PIECES);
        let engine = Arc::clone(&self.engine);
        let reading = tokio::spawn(async move { engine.image(lane, sender).await });
        let mut tables: Vec<TableImage> = Vec::new();
        let mut place = 0;
        while let Some(piece) = pieces.recv().await {
            let name = piece.table.name;
            let closing =
                tokio::task::spawn_blocking(move || snapshot::close(piece.rows, &piece.bytes));
            let (image, sent) = closing
                .await
                .map_err(|error| EngineError::Lost(error.to_string()))?;
            self.keep_piece(lane, id, place, &sent, Timestamp(now + FRESH + FETCHED))
                .await?;
            place += 1;
            add(&mut tables, name, image);
        }
        let moment = reading
            .await
            .map_err(|error| EngineError::Lost(error.to_string()))??;
        let manifest = Manifest {
            id,
            lane,
            position: moment.position,
            schema: store::SCHEMA_VERSION as u32,
            lamport: moment.lamport,
            tables,
            kept: moment.kept,
        };
        let bytes = wire::write(&manifest);
        self.engine
            .keep_note(manifest_key(&lane), &bytes, Some(Timestamp(now + FRESH)))
            .await?;
        Ok(manifest)
    }

    async fn keep_piece(
        &self,
        lane: LaneId,
        id: SnapshotId,
        place: u64,
        sent: &[u8],
        until: Timestamp,
    ) -> Result<(), EngineError> {
        let key = piece_key(lane, id, place);
        let note = NoteKey {
            kind: "snapshot-piece",
            key: &key,
        };
        self.engine.keep_note(note, sent, Some(until)).await
    }
}

/// Pieces of one table come one after the other.
fn add(tables: &mut Vec<TableImage>, name: &str, piece: PieceImage) {
    match tables.last_mut() {
        Some(table) if table.table == name => table.pieces.push(piece),
        Some(_) | None => tables.push(TableImage {
            table: name.to_owned(),
            pieces: vec![piece],
        }),
    }
}
