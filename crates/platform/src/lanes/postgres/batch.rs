//! A batch: the transaction that holds a lane, from the lock to the commit.

use std::collections::{BTreeMap, BTreeSet};

use deadpool_postgres::Object;
use domain::ids::{CommandId, DeskId, LaneId};
use protocol::ledger::Position;
use tokio::sync::mpsc;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::{EngineError, facts, position, values::fixed, write::write};
use crate::lanes::{
    cache::{Cache, Wanted},
    engine::{Batch, Distance, Known, Told, Written},
    received::Place,
};

const LOCK: &str =
    "select epoch, seq, hash, id from lane where id = any($1) order by id for update";
// `offset 0` has the server ask one after the other by the index, whatever it believes of the tables.
const LAST_N: &str = "select h.desk, h.last_n from unnest($1::bytea[]) as q (desk)
    cross join lateral (select * from desk_head h where h.desk = q.desk offset 0) h";
const UNDER: &str = "select r.desk, r.n, r.command
    from unnest($1::bytea[], $2::bigint[]) as q (desk, n)
    cross join lateral (select * from received r where r.desk = q.desk and r.n = q.n offset 0) r";
const ANYWHERE: &str = "select r.command, h.why from unnest($1::bytea[]) as q (command)
    cross join lateral (select * from received r where r.command = q.command offset 0) r
    left join lateral (select * from held_command h where h.command = r.command offset 0) h on true";

/// A transaction on a connection of the pool; what is not committed is rolled back.
pub struct PostgresBatch {
    /// There until the transaction has ended.
    connection: Option<Object>,
    tell: mpsc::UnboundedSender<Told>,
    lane: LaneId,
    head: Position,
    /// Other lanes that are locked with it.
    others: BTreeMap<LaneId, Position>,
    known: Known,
}

impl Drop for PostgresBatch {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => {
                runtime.spawn(async move {
                    if connection.batch_execute("rollback").await.is_err() {
                        // The server rolls back what belongs to a connection that goes.
                        drop(Object::take(connection));
                    }
                });
            }
            Err(_) => drop(Object::take(connection)),
        }
    }
}

impl PostgresBatch {
    /// Locks the lanes in the order of their ids and looks up what is offered, in one round trip. Each statement of a transaction
    /// that is "read committed" sees what was committed before it began, so what follows the lock sees
    /// all that the lane's former holder wrote.
    pub async fn begin(
        connection: Object,
        tell: mpsc::UnboundedSender<Told>,
        lane: LaneId,
        others: &BTreeSet<LaneId>,
        offered: &[Place],
    ) -> Result<Self, EngineError> {
        let mut batch = Self {
            connection: Some(connection),
            tell,
            lane,
            head: Position::start_of(0),
            others: BTreeMap::new(),
            known: Known::default(),
        };
        let connection = batch.connection()?;
        let (lock, last_n, under, anywhere) = futures_util::try_join!(
            connection.prepare_cached(LOCK),
            connection.prepare_cached(LAST_N),
            connection.prepare_cached(UNDER),
            connection.prepare_cached(ANYWHERE),
        )?;
        let desks: BTreeSet<DeskId> = offered.iter().map(|place| place.desk).collect();
        let desks: Vec<&[u8]> = desks
            .iter()
            .map(|desk| desk.0.as_bytes().as_slice())
            .collect();
        let of_places: Vec<&[u8]> = offered
            .iter()
            .map(|place| place.desk.0.as_bytes().as_slice())
            .collect();
        let numbers: Vec<i64> = offered.iter().map(|place| place.n as i64).collect();
        let commands: Vec<&[u8]> = offered
            .iter()
            .map(|place| place.command.0.as_bytes().as_slice())
            .collect();
        let lanes: Vec<&[u8]> = std::iter::once(&lane)
            .chain(others)
            .map(|lane| lane.0.as_bytes().as_slice())
            .collect();
        let lanes: [&(dyn ToSql + Sync); 1] = [&lanes];
        let desks: [&(dyn ToSql + Sync); 1] = [&desks];
        let places: [&(dyn ToSql + Sync); 2] = [&of_places, &numbers];
        let commands: [&(dyn ToSql + Sync); 1] = [&commands];
        let ((), locked, last_n, under, anywhere) = futures_util::try_join!(
            connection.batch_execute("begin"),
            connection.query(&lock, &lanes),
            connection.query(&last_n, &desks),
            connection.query(&under, &places),
            connection.query(&anywhere, &commands),
        )?;
        for row in locked {
            let locked = LaneId(Uuid::from_bytes(fixed(&row, 3)?));
            batch.others.insert(locked, position(&row)?);
        }
        batch.head = batch
            .others
            .remove(&lane)
            .ok_or(EngineError::NoLane(lane))?;
        for row in last_n {
            let desk = DeskId(Uuid::from_bytes(fixed(&row, 0)?));
            batch
                .known
                .last_n
                .insert(desk, row.try_get::<_, i64>(1)? as u64);
        }
        for row in under {
            let desk = DeskId(Uuid::from_bytes(fixed(&row, 0)?));
            let command = CommandId(Uuid::from_bytes(fixed(&row, 2)?));
            batch
                .known
                .received
                .insert((desk, row.try_get::<_, i64>(1)? as u64), command);
        }
        for row in anywhere {
            let command = CommandId(Uuid::from_bytes(fixed(&row, 0)?));
            batch.known.commands.insert(command);
            let why: Option<String> = row.try_get(1)?;
            if let Some(why) = why.and_then(|why| serde_json::from_str(&why).ok()) {
                batch.known.held.insert(command, why);
            }
        }
        Ok(batch)
    }

    fn connection(&self) -> Result<&Object, EngineError> {
        self.connection
            .as_ref()
            .ok_or_else(|| EngineError::Database("the transaction has ended".to_owned()))
    }
}

impl Batch for PostgresBatch {
    const DISTANCE: Distance = Distance::Far;

    fn head(&self) -> Position {
        self.head
    }

    fn head_of(&self, lane: LaneId) -> Option<Position> {
        self.others.get(&lane).copied()
    }

    fn known(&mut self) -> Known {
        std::mem::take(&mut self.known)
    }

    async fn fetch(&mut self, wanted: Wanted, cache: &mut Cache) -> Result<(), EngineError> {
        facts::fetch(self.connection()?, self.lane, wanted, cache).await
    }

    async fn fetch_from(
        &mut self,
        lane: LaneId,
        wanted: Wanted,
        cache: &mut Cache,
    ) -> Result<(), EngineError> {
        facts::fetch(self.connection()?, lane, wanted, cache).await
    }

    async fn commit(mut self, written: Written, head: Position) -> Result<(), EngineError> {
        write(self.connection()?, self.lane, &written, head).await?;
        // Not sent together with what was written: a statement that could not even be sent would be
        // missing from what is committed.
        self.connection()?.batch_execute("commit").await?;
        self.connection = None;
        // A node that is stopping tells nobody; the others hear of it when they look.
        let heads = written
            .elsewhere
            .iter()
            .map(|other| (other.lane, other.head));
        for (lane, head) in std::iter::once((self.lane, head)).chain(heads) {
            let _ = self.tell.send(Told {
                lane,
                seq: head.seq,
            });
        }
        Ok(())
    }
}
