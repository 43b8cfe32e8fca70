//! The platform's real engine with a hand on it: it can be killed before and after a commit, and it is
//! where a mutant of the platform is planted.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{
    entity::{Row, Table},
    facts::Facts,
    ids::{CommandId, DeskId, LaneId, RecordId},
    rules::{Edition, RuleSetName},
    time::Timestamp,
};
use platform::lanes::{
    Batch, Cache, Distance, Engine, EngineError, HeldCommand, Known, Moment, NotNewer, NoteKey,
    Piece, Place, PublishedRules, Sqlite, Told, Wanted, Written,
};
use protocol::{
    ledger::{Entry, Position, Verdict},
    wire::{Cursor, Page},
};

use tokio::sync::{broadcast, mpsc};

use crate::{
    blindness::{Blindness, Sight},
    mutants::Mutant,
};

/// When the node dies in its next commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crash {
    BeforeCommit,
    AfterCommit,
    /// It lives, and does not hear that the database has committed.
    Deaf,
}

/// What the hand does.
#[derive(Default)]
pub struct Plan {
    pub crash: Option<Crash>,
    /// It died so.
    pub died: Option<Crash>,
    /// It did not hear of a commit.
    pub was_deaf: Option<()>,
    pub mutant: Option<Mutant>,
    stale: HashMap<(&'static str, RecordId), Option<Row>>,
    pub blind: Blindness,
    commits: u64,
}

#[derive(Clone, Default)]
pub struct Hand(Arc<Mutex<Plan>>);

impl Hand {
    pub fn plan(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn mutant(&self) -> Option<Mutant> {
        self.plan().mutant
    }
}

pub struct Handled {
    pub inner: Sqlite,
    pub hand: Hand,
}

pub struct HandledBatch {
    inner: <Sqlite as Engine>::Batch,
    hand: Hand,
    offered: Vec<Place>,
}

fn killed() -> EngineError {
    EngineError::Lost("the node was killed".to_owned())
}

impl Engine for Handled {
    type Batch = HandledBatch;

    fn hear(&self) -> broadcast::Receiver<Told> {
        self.inner.hear()
    }

    async fn open_lane(&self, lane: LaneId) -> Result<Position, EngineError> {
        self.inner.open_lane(lane).await
    }

    async fn begin(&self, lane: LaneId, offered: &[Place]) -> Result<HandledBatch, EngineError> {
        // Who is dead does not try again.
        if self.hand.plan().died.is_some() {
            return Err(killed());
        }
        Ok(HandledBatch {
            inner: self.inner.begin(lane, offered).await?,
            hand: self.hand.clone(),
            offered: offered.to_vec(),
        })
    }

    async fn pages(
        &self,
        desk: DeskId,
        cursor: &Cursor,
        limit: usize,
    ) -> Result<(u64, Vec<Page>), EngineError> {
        self.inner.pages(desk, cursor, limit).await
    }

    async fn image(
        &self,
        lane: LaneId,
        pieces: mpsc::Sender<Piece>,
    ) -> Result<Moment, EngineError> {
        self.inner.image(lane, pieces).await
    }

    async fn lanes(&self) -> Result<Vec<(LaneId, Position)>, EngineError> {
        self.inner.lanes().await
    }

    async fn entry_of(
        &self,
        lane: LaneId,
        command: CommandId,
    ) -> Result<Option<Entry>, EngineError> {
        self.inner.entry_of(lane, command).await
    }

    async fn held(&self, lane: LaneId) -> Result<Vec<HeldCommand>, EngineError> {
        self.inner.held(lane).await
    }

    async fn look_up(
        &self,
        lane: LaneId,
        wanted: Wanted,
        cache: &mut Cache,
    ) -> Result<(), EngineError> {
        self.inner.look_up(lane, wanted, cache).await
    }

    async fn lane_of(
        &self,
        table: &'static Table,
        id: RecordId,
    ) -> Result<Option<LaneId>, EngineError> {
        self.inner.lane_of(table, id).await
    }

    async fn note(&self, key: NoteKey<'_>, now: Timestamp) -> Result<Option<Vec<u8>>, EngineError> {
        self.inner.note(key, now).await
    }

    async fn keep_note(
        &self,
        key: NoteKey<'_>,
        value: &[u8],
        expires_at: Option<Timestamp>,
    ) -> Result<(), EngineError> {
        self.inner.keep_note(key, value, expires_at).await
    }

    async fn first_note(&self, key: NoteKey<'_>, value: &[u8]) -> Result<Vec<u8>, EngineError> {
        self.inner.first_note(key, value).await
    }

    async fn take_note(
        &self,
        key: NoteKey<'_>,
        now: Timestamp,
    ) -> Result<Option<Vec<u8>>, EngineError> {
        self.inner.take_note(key, now).await
    }

    async fn published_editions(&self) -> Result<Vec<(RuleSetName, Edition)>, EngineError> {
        self.inner.published_editions().await
    }

    async fn published_rules(
        &self,
        set: RuleSetName,
        edition: Edition,
    ) -> Result<Option<PublishedRules>, EngineError> {
        self.inner.published_rules(set, edition).await
    }

    async fn publish_rules(
        &self,
        rules: &[PublishedRules],
    ) -> Result<Result<(), NotNewer>, EngineError> {
        self.inner.publish_rules(rules).await
    }

    async fn sweep_notes(&self, now: Timestamp) -> Result<(), EngineError> {
        self.inner.sweep_notes(now).await
    }
}

impl HandledBatch {
    /// Answers what is asked for as somebody sees it who does not see all of it.
    async fn fetch_by(
        &mut self,
        sight: Sight,
        wanted: Wanted,
        cache: &mut Cache,
    ) -> Result<(), EngineError> {
        let (rows, lookups) = (wanted.rows.clone(), wanted.lookups.clone());
        let mut true_answers = Cache::default();
        self.inner.fetch(wanted, &mut true_answers).await?;
        let mut plan = self.hand.plan();
        for (table, id) in rows {
            if let Some(row) = true_answers.known(table, id) {
                let seen = row.clone().map(|row| plan.blind.row(sight, table, row));
                cache.keep_row(table, id, seen);
            }
        }
        for lookup in lookups {
            let mut found = true_answers.find(&lookup).unwrap_or_default();
            if sight.misses(&lookup) {
                found.clear();
            }
            let seen = found
                .into_iter()
                .map(|row| plan.blind.row(sight, lookup.table, row))
                .collect();
            cache.keep_lookup(lookup, seen);
        }
        Ok(())
    }
}

impl Batch for HandledBatch {
    const DISTANCE: Distance = Distance::Near;

    fn head(&self) -> Position {
        self.inner.head()
    }

    fn known(&mut self) -> Known {
        let mut known = self.inner.known();
        let mutant = self.hand.mutant();
        if mutant == Some(Mutant::DropDedupe) {
            known.commands.clear();
        }
        if mutant == Some(Mutant::NoGapCheck)
            && let Some(first) = self.offered.first()
        {
            let last_n = known.last_n.entry(first.desk).or_default();
            *last_n = (*last_n).max(first.n.saturating_sub(1));
        }
        if mutant == Some(Mutant::NoCloneCheck) {
            for place in &self.offered {
                known.received.insert((place.desk, place.n), place.command);
            }
        }
        known
    }

    async fn fetch(&mut self, wanted: Wanted, cache: &mut Cache) -> Result<(), EngineError> {
        if let Some(sight) = self.hand.mutant().and_then(Sight::of) {
            return self.fetch_by(sight, wanted, cache).await;
        }
        let rows = wanted.rows.clone();
        if self.hand.mutant() == Some(Mutant::StaleFacts) {
            for (table, id) in &wanted.rows {
                if let Some(row) = self.hand.plan().stale.get(&(table.name, *id)) {
                    cache.keep_row(table, *id, row.clone());
                }
            }
        }
        self.inner.fetch(wanted, cache).await?;
        if self.hand.mutant() == Some(Mutant::StaleFacts) {
            for (table, id) in rows {
                if let Some(row) = cache.known(table, id) {
                    self.hand
                        .plan()
                        .stale
                        .entry((table.name, id))
                        .or_insert_with(|| row.clone());
                }
            }
        }
        Ok(())
    }

    async fn commit(self, mut written: Written, head: Position) -> Result<(), EngineError> {
        let Self { inner, hand, .. } = self;
        let crash = hand.plan().crash.take();
        let (mutant, turn) = {
            let mut plan = hand.plan();
            plan.commits += 1;
            (plan.mutant, plan.commits)
        };
        for each in &mut written.entries {
            if mutant == Some(Mutant::EntryWithoutRows) && turn.is_multiple_of(5) {
                each.changes.clear();
            }
            if mutant == Some(Mutant::AlterVerdict) && each.entry.verdict.contains("efused") {
                each.entry.verdict = Verdict::Accepted(Vec::new()).text();
            }
        }
        if mutant == Some(Mutant::LoseHeld) {
            written.held.clear();
        }
        if crash == Some(Crash::BeforeCommit) {
            hand.plan().died = crash;
            if mutant == Some(Mutant::AcknowledgeBeforeCommit) {
                let acknowledged = Written {
                    received: written.received,
                    last_n: written.last_n,
                    ..Written::default()
                };
                let before = inner.head();
                inner.commit(acknowledged, before).await?;
            }
            return Err(killed());
        }
        inner.commit(written, head).await?;
        match crash {
            Some(Crash::AfterCommit) => {
                hand.plan().died = crash;
                Err(killed())
            }
            Some(Crash::Deaf) => {
                hand.plan().was_deaf = Some(());
                Err(EngineError::Lost("the line broke".to_owned()))
            }
            Some(Crash::BeforeCommit) | None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::{Command, desks::RevokeDesk};
    use platform::{lanes::Engine as _, node::Node};

    use super::*;
    use crate::Folder;

    /// The platform's own commands go the way of all others, also when the line to the database breaks
    /// after the commit: then nobody knows at first whether it is there.
    #[tokio::test]
    async fn what_the_platform_gives_is_entered_once_also_when_it_does_not_hear_of_the_commit() {
        let folder = Folder::new();
        let file = folder.path().join("platform.db");
        let engine = Handled {
            inner: Sqlite::open(&file, 1).expect("a platform"),
            hand: Hand::default(),
        };
        let hand = engine.hand.clone();
        let lane = LaneId(uuid::Uuid::now_v7());
        engine.open_lane(lane).await.expect("a lane");
        let node = Arc::new(
            Node::by_clock(engine, || Timestamp(1))
                .await
                .expect("a node"),
        );
        hand.plan().crash = Some(Crash::Deaf);
        // Refused, which is an outcome as good as any: it is entered all the same.
        let command = Command::RevokeDesk(RevokeDesk {
            desk: DeskId(uuid::Uuid::now_v7()),
            reason: "遗失".to_owned(),
        });
        let given = node.give(lane, command.clone()).await.expect("it is given");
        assert!(hand.plan().was_deaf.is_some(), "the line broke");
        assert_eq!(given.given, command);
        assert!(matches!(given.verdict, Verdict::Refused(_)));
        let head = node.head(lane).await.expect("an answer").expect("a lane");
        assert_eq!(head.seq, 1, "it is entered once");
    }
}
