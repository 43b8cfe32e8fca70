//! A batch: the transaction that holds a lane, from the lock to the commit.

use std::collections::BTreeSet;

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

const LOCK: &str = "select epoch, seq, hash from lane where id = $1 for update";
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
    /// Locks the lane and looks up what is offered, in one round trip. Each statement of a transaction
    /// that is "read committed" sees what was committed before it began, so what follows the lock sees
    /// all that the lane's former holder wrote.
    pub async fn begin(
        connection: Object,
        tell: mpsc::UnboundedSender<Told>,
        lane: LaneId,
        offered: &[Place],
    ) -> Result<Self, EngineError> {
        let mut batch = Self {
            connection: Some(connection),
            tell,
            lane,
            head: Position::start_of(0),
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
        let lane_id = lane.0.as_bytes().as_slice();
        let lane_id: [&(dyn ToSql + Sync); 1] = [&lane_id];
        let desks: [&(dyn ToSql + Sync); 1] = [&desks];
        let places: [&(dyn ToSql + Sync); 2] = [&of_places, &numbers];
        let commands: [&(dyn ToSql + Sync); 1] = [&commands];
        let ((), locked, last_n, under, anywhere) = futures_util::try_join!(
            connection.batch_execute("begin"),
            connection.query_opt(&lock, &lane_id),
            connection.query(&last_n, &desks),
            connection.query(&under, &places),
            connection.query(&anywhere, &commands),
        )?;
        batch.head = position(&locked.ok_or(EngineError::NoLane(lane))?)?;
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

    fn known(&mut self) -> Known {
        std::mem::take(&mut self.known)
    }

    async fn fetch(&mut self, wanted: Wanted, cache: &mut Cache) -> Result<(), EngineError> {
        facts::fetch(self.connection()?, self.lane, wanted, cache).await
    }

    async fn commit(mut self, written: Written, head: Position) -> Result<(), EngineError> {
        write(self.connection()?, self.lane, &written, head).await?;
        // Not sent together with what was written: a statement that could not even be sent would be
        // missing from what is committed.
        self.connection()?.batch_execute("commit").await?;
        self.connection = None;
        // A node that is stopping tells nobody; the others hear of it when they look.
        let _ = self.tell.send(Told {
            lane: self.lane,
            seq: head.seq,
        });
        Ok(())
    }
}
