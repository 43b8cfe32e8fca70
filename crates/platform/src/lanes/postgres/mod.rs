//! The engine that many nodes share: one PostgreSQL. Every node begins a batch by locking the lane's row
//! and keeps it until the commit, so the order of seq is the order of the commits, whoever commits.
//!
//! A lane sees its own rows and nothing else: two dealerships on one server may have the same sign-in
//! name, the same car, and the same catalogue under the same ids. Everything is asked in few round trips:
//! questions of one round go together, and each table is written by one statement.

mod batch;
mod facts;
mod image;
mod migrations;
mod news;
mod pages;
mod rules;
mod values;
mod words;
mod write;

use std::{collections::BTreeSet, str::FromStr, time::Duration};

use deadpool_postgres::{Hook, Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use domain::{
    entity::Table,
    ids::{CommandId, DeskId, LaneId, RecordId},
    rules::{Edition, RuleSetName},
    time::Timestamp,
};
use protocol::{
    ledger::{Entry, Position},
    wire::{Cursor, Page},
};
use tokio::sync::{broadcast, mpsc};
use tokio_postgres::{Config, NoTls, Row};

use super::{
    cache::{Cache, Wanted},
    engine::{
        Engine, EngineError, HeldCommand, MAY_PASS, NotNewer, NoteKey, PublishedRules, Told, held,
        held_as,
    },
    image::{Moment, Piece},
    received::Place,
};
pub use batch::PostgresBatch;
pub use migrations::ONLY_AT_DESKS;
use news::News;

/// So many connections a node has at most; each is a process at the server.
const MOST_CONNECTIONS: usize = 16;

/// Whoever waits longer for a connection or for a lane is told that the database failed.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// How every connection of ours behaves, whatever the server's own settings say. Every question is by an
/// index; a planner that has not yet seen the tables fill would read all of them.
const SETTINGS: &str = "set synchronous_commit = on;
    set default_transaction_isolation = 'read committed';
    set idle_in_transaction_session_timeout = '30s';
    set lock_timeout = '20s';
    set plan_cache_mode = force_generic_plan;
    set enable_seqscan = off;
    set enable_hashjoin = off;
    set enable_mergejoin = off;
    set jit = off";

impl From<tokio_postgres::Error> for EngineError {
    fn from(error: tokio_postgres::Error) -> Self {
        // The server's own words are in the cause.
        let words = match std::error::Error::source(&error) {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        };
        match error.code() {
            // What was given is at fault (SQLSTATE classes 22, 23, 42 and 54), not the server's state.
            Some(code) if ["22", "23", "42", "54"].contains(&&code.code()[..2]) => {
                Self::Database(words)
            }
            Some(_) => Self::Lost(words),
            None if error.is_closed() => Self::Lost(words),
            // What could not even be sent, or does not have the type that was asked for.
            None if std::error::Error::source(&error)
                .is_none_or(|cause| !cause.is::<std::io::Error>()) =>
            {
                Self::Database(words)
            }
            None => Self::Lost(words),
        }
    }
}

impl From<deadpool_postgres::PoolError> for EngineError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(error) => error.into(),
            other => Self::Lost(other.to_string()),
        }
    }
}

pub struct Postgres {
    pool: Pool,
    news: News,
    epoch: u64,
}

impl Postgres {
    /// Reaches the database at `address` (`postgres://…` or `host=… dbname=…`) and brings its tables up
    /// to date. `epoch` is that of lanes that begin here.
    pub async fn open(address: &str, epoch: u64) -> Result<Self, EngineError> {
        let config = Config::from_str(address)?;
        let manager = Manager::from_config(
            config.clone(),
            NoTls,
            ManagerConfig {
                recycling_method: RecyclingMethod::Fast,
            },
        );
        let pool = Pool::builder(manager)
            .max_size(MOST_CONNECTIONS)
            .runtime(deadpool_postgres::Runtime::Tokio1)
            .wait_timeout(Some(LONGEST_WAIT))
            .create_timeout(Some(LONGEST_WAIT))
            .post_create(Hook::async_fn(|client, _| {
                Box::pin(async move {
                    client
                        .batch_execute(SETTINGS)
                        .await
                        .map_err(deadpool_postgres::HookError::Backend)
                })
            }))
            .build()
            .map_err(|error| EngineError::Database(error.to_string()))?;
        let mut connection = pool.get().await?;
        migrations::run(&mut connection).await?;
        let news = News::begin(config);
        Ok(Self { pool, news, epoch })
    }

    async fn connection(&self) -> Result<Object, EngineError> {
        Ok(self.pool.get().await?)
    }
}

impl Engine for Postgres {
    type Batch = PostgresBatch;

    fn hear(&self) -> broadcast::Receiver<Told> {
        self.news.hear()
    }

    async fn open_lane(&self, lane: LaneId) -> Result<Position, EngineError> {
        let connection = self.connection().await?;
        let insert = connection
            .prepare_cached(
                "insert into lane (id, epoch, seq, hash) values ($1, $2, 0, $3)
                 on conflict (id) do nothing",
            )
            .await?;
        let lane_id = lane.0.as_bytes().as_slice();
        let nothing = [0_u8; 32].as_slice();
        connection
            .execute(&insert, &[&lane_id, &(self.epoch as i64), &nothing])
            .await?;
        let read = connection
            .prepare_cached("select epoch, seq, hash from lane where id = $1")
            .await?;
        let row = connection.query_opt(&read, &[&lane_id]).await?;
        position(&row.ok_or(EngineError::NoLane(lane))?)
    }

    async fn begin(&self, lane: LaneId, offered: &[Place]) -> Result<PostgresBatch, EngineError> {
        self.begin_across(lane, &BTreeSet::new(), offered).await
    }

    async fn begin_across(
        &self,
        lane: LaneId,
        others: &BTreeSet<LaneId>,
        offered: &[Place],
    ) -> Result<PostgresBatch, EngineError> {
        let connection = self.connection().await?;
        PostgresBatch::begin(connection, self.news.tell(), lane, others, offered).await
    }

    async fn pages(
        &self,
        desk: DeskId,
        cursor: &Cursor,
        limit: usize,
    ) -> Result<(u64, Vec<Page>), EngineError> {
        pages::read(&self.connection().await?, desk, cursor, limit).await
    }

    async fn image(
        &self,
        lane: LaneId,
        pieces: mpsc::Sender<Piece>,
    ) -> Result<Moment, EngineError> {
        image::read(self.connection().await?, lane, &pieces).await
    }

    async fn lanes(&self) -> Result<Vec<(LaneId, Position)>, EngineError> {
        let rows = self
            .connection()
            .await?
            .query("select epoch, seq, hash, id from lane order by id", &[])
            .await?;
        rows.iter()
            .map(|row| {
                let lane = LaneId(uuid::Uuid::from_bytes(values::fixed(row, 3)?));
                Ok((lane, position(row)?))
            })
            .collect()
    }

    async fn entry_of(
        &self,
        lane: LaneId,
        command: CommandId,
    ) -> Result<Option<Entry>, EngineError> {
        pages::entry_of(&self.connection().await?, lane, command).await
    }

    async fn held(&self, lane: LaneId) -> Result<Vec<HeldCommand>, EngineError> {
        let lane = lane.0.as_bytes().as_slice();
        let [one, other] = MAY_PASS.map(held_as);
        let rows = self
            .connection()
            .await?
            .query(
                "select desk, n, envelope, why from held_command where lane = $1 and why in ($2, $3)",
                &[&lane, &one, &other],
            )
            .await?;
        rows.iter()
            .map(|row| {
                let desk = DeskId(uuid::Uuid::from_bytes(values::fixed(row, 0)?));
                let n = row.try_get::<_, i64>(1)? as u64;
                held(desk, n, row.try_get(2)?, row.try_get(3)?)
            })
            .collect()
    }

    async fn look_up(
        &self,
        lane: LaneId,
        wanted: Wanted,
        cache: &mut Cache,
    ) -> Result<(), EngineError> {
        facts::fetch(&self.connection().await?, lane, wanted, cache).await
    }

    async fn lane_of(
        &self,
        table: &'static Table,
        id: RecordId,
    ) -> Result<Option<LaneId>, EngineError> {
        let words = format!("select lane from {} where id = $1", table.name);
        let row = self
            .connection()
            .await?
            .query_opt(&words, &[&id.bytes().as_slice()])
            .await?;
        row.map(|row| Ok(LaneId(uuid::Uuid::from_bytes(values::fixed(&row, 0)?))))
            .transpose()
    }

    async fn note(&self, key: NoteKey<'_>, now: Timestamp) -> Result<Option<Vec<u8>>, EngineError> {
        let row = self
            .connection()
            .await?
            .query_opt(
                "select value from note
                 where kind = $1 and key = $2 and coalesce(expires_at > $3, true)",
                &[&key.kind, &key.key, &now.0],
            )
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    async fn keep_note(
        &self,
        key: NoteKey<'_>,
        value: &[u8],
        expires_at: Option<Timestamp>,
    ) -> Result<(), EngineError> {
        self.connection()
            .await?
            .execute(
                "insert into note (kind, key, value, expires_at) values ($1, $2, $3, $4)
                 on conflict (kind, key) do update
                 set value = excluded.value, expires_at = excluded.expires_at",
                &[
                    &key.kind,
                    &key.key,
                    &value,
                    &expires_at.map(|instant| instant.0),
                ],
            )
            .await?;
        Ok(())
    }

    async fn first_note(&self, key: NoteKey<'_>, value: &[u8]) -> Result<Vec<u8>, EngineError> {
        let connection = self.connection().await?;
        connection
            .execute(
                "insert into note (kind, key, value) values ($1, $2, $3)
                 on conflict (kind, key) do nothing",
                &[&key.kind, &key.key, &value],
            )
            .await?;
        let row = connection
            .query_one(
                "select value from note where kind = $1 and key = $2",
                &[&key.kind, &key.key],
            )
            .await?;
        Ok(row.try_get(0)?)
    }

    async fn take_note(
        &self,
        key: NoteKey<'_>,
        now: Timestamp,
    ) -> Result<Option<Vec<u8>>, EngineError> {
        let row = self
            .connection()
            .await?
            .query_opt(
                "delete from note
                 where kind = $1 and key = $2 and coalesce(expires_at > $3, true)
                 returning value",
                &[&key.kind, &key.key, &now.0],
            )
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    async fn published_editions(&self) -> Result<Vec<(RuleSetName, Edition)>, EngineError> {
        rules::editions(&self.connection().await?).await
    }

    async fn published_rules(
        &self,
        set: RuleSetName,
        edition: Edition,
    ) -> Result<Option<PublishedRules>, EngineError> {
        rules::read(&self.connection().await?, set, edition).await
    }

    async fn publish_rules(
        &self,
        rules: &[PublishedRules],
    ) -> Result<Result<(), NotNewer>, EngineError> {
        rules::publish(&mut self.connection().await?, rules).await
    }

    async fn sweep_notes(&self, now: Timestamp) -> Result<(), EngineError> {
        self.connection()
            .await?
            .execute("delete from note where expires_at <= $1", &[&now.0])
            .await?;
        Ok(())
    }
}

/// Reads `epoch, seq, hash`.
fn position(row: &Row) -> Result<Position, EngineError> {
    Ok(Position {
        epoch: row.try_get::<_, i64>(0)? as u64,
        seq: row.try_get::<_, i64>(1)? as u64,
        hash: values::fixed(row, 2)?,
    })
}
