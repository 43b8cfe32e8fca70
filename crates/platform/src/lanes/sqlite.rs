//! The engine inside the program: one SQLite file, one writing connection, readers beside it.
//!
//! A lane sees its own rows and nothing else, as on PostgreSQL: the tables are keyed by id and lane.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map},
    path::{Path, PathBuf},
    sync::Arc,
};

use domain::{
    attentions::AttentionState,
    entity::Table,
    ids::{CommandId, DeskId, LaneId, RecordId},
    rules::{Edition, RuleSetName},
    time::Timestamp,
};
use protocol::{
    ledger::{Entry, Position},
    snapshot::Kept,
    wire::{self, Anew, Cursor, Page, Seen},
};
use rusqlite::{Connection, OptionalExtension, params};
use store::{
    following,
    rows::{self, by_lane},
};
use tokio::sync::{Mutex, OwnedMutexGuard, broadcast, mpsc};

use super::{
    cache::{Cache, Wanted},
    engine::{
        Batch, Distance, Engine, EngineError, HeldCommand, Known, MAY_PASS, NotNewer, NoteKey,
        PublishedRules, Told, Written, WrittenEntry, edition, held, held_as, not_newer,
    },
    image::{Filling, MOST_KEPT, Moment, Piece},
    received::Place,
};

impl From<rusqlite::Error> for EngineError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error.to_string())
    }
}

impl From<store::StoreError> for EngineError {
    fn from(error: store::StoreError) -> Self {
        Self::Database(error.to_string())
    }
}

pub struct Sqlite {
    file: PathBuf,
    writer: Arc<Mutex<Connection>>,
    reader: Mutex<Connection>,
    epoch: u64,
    /// Says nothing: nobody else has this file.
    others: broadcast::Sender<Told>,
}

impl Sqlite {
    /// Opens the platform's file, or makes it. `epoch` is that of lanes that begin here.
    pub fn open(file: &Path, epoch: u64) -> Result<Self, EngineError> {
        let mut writer = connect(file)?;
        store::migrate(&mut writer).map_err(|error| EngineError::Database(error.to_string()))?;
        by_lane::key_tables(&mut writer)?;
        let reader = connect(file)?;
        reader.pragma_update(None, "query_only", true)?;
        Ok(Self {
            file: file.to_owned(),
            writer: Arc::new(Mutex::new(writer)),
            reader: Mutex::new(reader),
            epoch,
            others: broadcast::channel(1).0,
        })
    }
}

fn connect(file: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(file)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "temp_store", "memory")?;
    store::keep_statements(&connection)?;
    Ok(connection)
}

/// A transaction on the writing connection; what is not committed is rolled back.
pub struct SqliteBatch {
    connection: OwnedMutexGuard<Connection>,
    lane: LaneId,
    head: Position,
    /// Other lanes that its commands name. Nobody else writes to the file meanwhile, so nothing has to be locked.
    others: BTreeMap<LaneId, Position>,
    known: Known,
    state: State,
}

#[derive(PartialEq, Eq)]
enum State {
    Open,
    Committed,
}

impl Drop for SqliteBatch {
    fn drop(&mut self) {
        if self.state == State::Open {
            // A connection that cannot roll back does so when the next transaction begins in vain.
            let _ = self.connection.execute_batch("rollback");
        }
    }
}

impl Engine for Sqlite {
    type Batch = SqliteBatch;

    fn hear(&self) -> broadcast::Receiver<Told> {
        self.others.subscribe()
    }

    async fn open_lane(&self, lane: LaneId) -> Result<Position, EngineError> {
        let connection = self.writer.lock().await;
        connection
            .prepare_cached(
                "insert into lane (id, epoch, seq, hash) values (?1, ?2, 0, zeroblob(32))
                 on conflict (id) do nothing",
            )?
            .execute(params![lane.0.as_bytes(), self.epoch as i64])?;
        following::position(&connection, lane)?.ok_or(EngineError::NoLane(lane))
    }

    async fn begin(&self, lane: LaneId, offered: &[Place]) -> Result<SqliteBatch, EngineError> {
        self.begin_across(lane, &BTreeSet::new(), offered).await
    }

    async fn begin_across(
        &self,
        lane: LaneId,
        others: &BTreeSet<LaneId>,
        offered: &[Place],
    ) -> Result<SqliteBatch, EngineError> {
        let connection = Arc::clone(&self.writer).lock_owned().await;
        connection.execute_batch("begin immediate")?;
        let mut batch = SqliteBatch {
            connection,
            lane,
            head: Position::start_of(0),
            others: BTreeMap::new(),
            known: Known::default(),
            state: State::Open,
        };
        batch.head =
            following::position(&batch.connection, lane)?.ok_or(EngineError::NoLane(lane))?;
        for other in others {
            if let Some(head) = following::position(&batch.connection, *other)? {
                batch.others.insert(*other, head);
            }
        }
        batch.known = known(&batch.connection, offered)?;
        Ok(batch)
    }

    async fn pages(
        &self,
        desk: DeskId,
        cursor: &Cursor,
        limit: usize,
    ) -> Result<(u64, Vec<Page>), EngineError> {
        let mut reader = self.reader.lock().await;
        let snapshot = reader.transaction()?;
        let pages = cursor
            .iter()
            .map(|(lane, position)| page(&snapshot, *lane, position, limit))
            .collect::<Result<_, _>>()?;
        Ok((last_n(&snapshot, desk)?, pages))
    }

    async fn image(
        &self,
        lane: LaneId,
        pieces: mpsc::Sender<Piece>,
    ) -> Result<Moment, EngineError> {
        // On a connection and a thread of its own: whoever else reads does not wait for it.
        let file = self.file.clone();
        let reading = tokio::task::spawn_blocking(move || image(&file, lane, &pieces));
        reading
            .await
            .map_err(|error| EngineError::Lost(error.to_string()))?
    }

    async fn lanes(&self) -> Result<Vec<(LaneId, Position)>, EngineError> {
        let reader = self.reader.lock().await;
        Ok(following::cursor(&reader)?.into_iter().collect())
    }

    async fn entry_of(
        &self,
        lane: LaneId,
        command: CommandId,
    ) -> Result<Option<Entry>, EngineError> {
        let reader = self.reader.lock().await;
        let seq: Option<i64> = reader
            .prepare_cached("select seq from ledger where command = ?1 and lane = ?2")?
            .query_row(params![command.0.as_bytes(), lane.0.as_bytes()], |row| {
                row.get(0)
            })
            .optional()?;
        let Some(seq) = seq else { return Ok(None) };
        let found = following::entries(&reader, lane, seq as u64 - 1, 1)?;
        Ok(found.into_iter().find_map(|seen| match seen {
            Seen::Entry(entry) => Some(*entry),
            Seen::Hidden(_) => None,
        }))
    }

    async fn held(&self, lane: LaneId) -> Result<Vec<HeldCommand>, EngineError> {
        let reader = self.reader.lock().await;
        let mut statement = reader.prepare_cached(
            "select desk, n, envelope, why from held_command where lane = ?1 and why in (?2, ?3)",
        )?;
        let [one, other] = MAY_PASS.map(held_as);
        let found = statement.query_map(params![lane.0.as_bytes(), one, other], |row| {
            Ok((
                row.get::<_, [u8; 16]>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, Vec<u8>>(2)?,
                row.get::<_, String>(3)?,
            ))
        })?;
        found
            .map(|row| {
                let (desk, n, envelope, why) = row?;
                let desk = DeskId(uuid::Uuid::from_bytes(desk));
                held(desk, n as u64, &envelope, &why)
            })
            .collect()
    }

    async fn look_up(
        &self,
        lane: LaneId,
        wanted: Wanted,
        cache: &mut Cache,
    ) -> Result<(), EngineError> {
        let mut reader = self.reader.lock().await;
        // One transaction takes the file's lock once for all questions.
        let snapshot = reader.transaction()?;
        fetch(&snapshot, lane, wanted, cache)
    }

    async fn lane_of(
        &self,
        table: &'static Table,
        id: RecordId,
    ) -> Result<Option<LaneId>, EngineError> {
        let reader = self.reader.lock().await;
        Ok(reader
            .prepare_cached(&format!("select lane from {} where id = ?1", table.name))?
            .query_row([id.bytes()], |row| row.get(0))
            .optional()?
            .map(|lane| LaneId(uuid::Uuid::from_bytes(lane))))
    }

    async fn note(&self, key: NoteKey<'_>, now: Timestamp) -> Result<Option<Vec<u8>>, EngineError> {
        let reader = self.reader.lock().await;
        Ok(reader
            .prepare_cached(
                "select value from note
                 where kind = ?1 and key = ?2 and ifnull(expires_at > ?3, 1)",
            )?
            .query_row(params![key.kind, key.key, now.0], |row| row.get(0))
            .optional()?)
    }

    async fn keep_note(
        &self,
        key: NoteKey<'_>,
        value: &[u8],
        expires_at: Option<Timestamp>,
    ) -> Result<(), EngineError> {
        let writer = self.writer.lock().await;
        writer
            .prepare_cached(
                "insert into note (kind, key, value, expires_at) values (?1, ?2, ?3, ?4)
                 on conflict (kind, key) do update
                 set value = excluded.value, expires_at = excluded.expires_at",
            )?
            .execute(params![
                key.kind,
                key.key,
                value,
                expires_at.map(|instant| instant.0)
            ])?;
        Ok(())
    }

    async fn first_note(&self, key: NoteKey<'_>, value: &[u8]) -> Result<Vec<u8>, EngineError> {
        let writer = self.writer.lock().await;
        writer
            .prepare_cached(
                "insert into note (kind, key, value) values (?1, ?2, ?3)
                 on conflict (kind, key) do nothing",
            )?
            .execute(params![key.kind, key.key, value])?;
        Ok(writer
            .prepare_cached("select value from note where kind = ?1 and key = ?2")?
            .query_row(params![key.kind, key.key], |row| row.get(0))?)
    }

    async fn take_note(
        &self,
        key: NoteKey<'_>,
        now: Timestamp,
    ) -> Result<Option<Vec<u8>>, EngineError> {
        let writer = self.writer.lock().await;
        Ok(writer
            .prepare_cached(
                "delete from note where kind = ?1 and key = ?2 and ifnull(expires_at > ?3, 1)
                 returning value",
            )?
            .query_row(params![key.kind, key.key, now.0], |row| row.get(0))
            .optional()?)
    }

    async fn published_editions(&self) -> Result<Vec<(RuleSetName, Edition)>, EngineError> {
        Ok(published_editions(&*self.reader.lock().await)?)
    }

    async fn published_rules(
        &self,
        set: RuleSetName,
        edition: Edition,
    ) -> Result<Option<PublishedRules>, EngineError> {
        let reader = self.reader.lock().await;
        let mut asked = reader.prepare_cached(
            "select text, note, published_at from published_rules
             where name = ?1 and edition = ?2",
        )?;
        let found = asked
            .query_row([set.word(), &edition.to_string()], |row| {
                Ok(PublishedRules {
                    set,
                    edition,
                    text: row.get(0)?,
                    note: row.get(1)?,
                    published_at: Timestamp(row.get(2)?),
                })
            })
            .optional()?;
        Ok(found)
    }

    async fn publish_rules(
        &self,
        rules: &[PublishedRules],
    ) -> Result<Result<(), NotNewer>, EngineError> {
        let mut connection = self.writer.lock().await;
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        if let Some(standing) = not_newer(published_editions(&transaction)?, rules) {
            return Ok(Err(standing));
        }
        for each in rules {
            transaction
                .prepare_cached(
                    "insert into published_rules (name, edition, text, note, published_at)
                     values (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![
                    each.set.word(),
                    each.edition.to_string(),
                    each.text,
                    each.note,
                    each.published_at.0,
                ])?;
        }
        transaction.commit()?;
        Ok(Ok(()))
    }

    async fn sweep_notes(&self, now: Timestamp) -> Result<(), EngineError> {
        let writer = self.writer.lock().await;
        writer.execute("delete from note where expires_at <= ?1", [now.0])?;
        Ok(())
    }
}

fn fetch(
    connection: &Connection,
    lane: LaneId,
    wanted: Wanted,
    cache: &mut Cache,
) -> Result<(), EngineError> {
    for (table, id) in wanted.rows {
        cache.keep_row(table, id, by_lane::get(connection, table, lane, id)?);
    }
    for lookup in wanted.lookups {
        let found = by_lane::find(connection, lane, &lookup)?;
        cache.keep_lookup(lookup, found);
    }
    Ok(())
}

fn image(file: &Path, lane: LaneId, pieces: &mpsc::Sender<Piece>) -> Result<Moment, EngineError> {
    let mut connection = connect(file)?;
    connection.pragma_update(None, "query_only", true)?;
    // The first question of the transaction fixes what all of them see.
    let snapshot = connection.transaction()?;
    let position = following::position(&snapshot, lane)?.ok_or(EngineError::NoLane(lane))?;
    let mut filling = Filling::default();
    let hand_on = |piece: Option<Piece>| match piece {
        Some(piece) => pieces
            .blocking_send(piece)
            .map_err(|_| EngineError::Lost("nobody takes the image any more".to_owned())),
        None => Ok(()),
    };
    for table in domain::TABLES {
        let mut statement = snapshot.prepare(&format!(
            "select seq, {} from {} where lane = ?1 order by id",
            rows::columns(table),
            table.name
        ))?;
        let mut found = statement.query([lane.0.as_bytes()])?;
        while let Some(row) = found.next()? {
            let seq: i64 = row.get(0)?;
            let row = rows::read_row(table, row, 1)?;
            hand_on(filling.add(table, seq as u64, &row))?;
        }
    }
    hand_on(filling.rest())?;
    let lamport: i64 = snapshot.query_row(
        "select ifnull(max(lamport), 0) from ledger where lane = ?1",
        [lane.0.as_bytes()],
        |row| row.get(0),
    )?;
    Ok(Moment {
        position,
        lamport: lamport as u64,
        kept: kept(&snapshot, lane)?,
    })
}

/// The entries that open attention items of a lane tell of.
fn kept(connection: &Connection, lane: LaneId) -> Result<Vec<Kept>, EngineError> {
    let mut statement = connection.prepare(
        "select l.seq, l.hash from attention a
         join ledger l on l.command = a.command and l.lane = a.lane
         where a.lane = ?1 and a.state = ?2 order by l.seq limit ?3",
    )?;
    let found = statement.query_map(
        params![
            lane.0.as_bytes(),
            AttentionState::Open.word(),
            MOST_KEPT as i64
        ],
        |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?)),
    )?;
    let mut kept = Vec::new();
    for place in found {
        let (seq, hash) = place?;
        for seen in following::entries(connection, lane, seq - 1, 1)? {
            if let Seen::Entry(entry) = seen {
                kept.push(Kept {
                    seq,
                    hash,
                    entry: *entry,
                });
            }
        }
    }
    Ok(kept)
}

fn last_n(connection: &Connection, desk: DeskId) -> rusqlite::Result<u64> {
    Ok(connection
        .prepare_cached("select last_n from desk_head where desk = ?1")?
        .query_row([desk.0.as_bytes()], |row| row.get::<_, i64>(0))
        .optional()?
        .unwrap_or(0) as u64)
}

fn page(
    connection: &Connection,
    lane: LaneId,
    from: &Position,
    limit: usize,
) -> Result<Page, EngineError> {
    let head = following::position(connection, lane)?.ok_or(EngineError::NoLane(lane))?;
    let mut page = Page {
        lane,
        epoch: head.epoch,
        after: from.seq,
        entries: Vec::new(),
        head: head.seq,
        anew: None,
    };
    page.anew = if from.epoch == head.epoch || *from == Position::NOWHERE_YET {
        (hash_at(connection, lane, from.seq, &head)? != Some(from.hash)).then_some(Anew::OtherPast)
    } else {
        Some(Anew::OtherEpoch)
    };
    if page.anew.is_none() {
        page.entries = following::entries(connection, lane, from.seq, limit)?;
    }
    Ok(page)
}

/// The chain's hash after entry `seq`, where the platform still tells it.
fn hash_at(
    connection: &Connection,
    lane: LaneId,
    seq: u64,
    head: &Position,
) -> Result<Option<protocol::ledger::Hash>, EngineError> {
    if seq == 0 {
        return Ok(Some([0; 32]));
    }
    if seq == head.seq {
        return Ok(Some(head.hash));
    }
    Ok(connection
        .prepare_cached("select hash from ledger where lane = ?1 and seq = ?2")?
        .query_row(params![lane.0.as_bytes(), seq as i64], |row| row.get(0))
        .optional()?)
}

/// What is there of the offered commands.
fn known(connection: &Connection, offered: &[Place]) -> Result<Known, EngineError> {
    let mut known = Known::default();
    let mut under =
        connection.prepare_cached("select command from received where desk = ?1 and n = ?2")?;
    let mut anywhere =
        connection.prepare_cached("select exists (select 1 from received where command = ?1)")?;
    let mut held = connection.prepare_cached("select why from held_command where command = ?1")?;
    for place in offered {
        if let btree_map::Entry::Vacant(vacant) = known.last_n.entry(place.desk) {
            vacant.insert(last_n(connection, place.desk)?);
        }
        let found: Option<[u8; 16]> = under
            .query_row(params![place.desk.0.as_bytes(), place.n as i64], |row| {
                row.get(0)
            })
            .optional()?;
        if let Some(id) = found {
            let command = CommandId(uuid::Uuid::from_bytes(id));
            known.received.insert((place.desk, place.n), command);
        }
        if anywhere.query_row([place.command.0.as_bytes()], |row| row.get(0))? {
            known.commands.insert(place.command);
            let why: Option<String> = held
                .query_row([place.command.0.as_bytes()], |row| row.get(0))
                .optional()?;
            if let Some(why) = why.and_then(|why| serde_json::from_str(&why).ok()) {
                known.held.insert(place.command, why);
            }
        }
    }
    Ok(known)
}

impl Batch for SqliteBatch {
    const DISTANCE: Distance = Distance::Near;

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
        fetch(&self.connection, self.lane, wanted, cache)
    }

    async fn fetch_from(
        &mut self,
        lane: LaneId,
        wanted: Wanted,
        cache: &mut Cache,
    ) -> Result<(), EngineError> {
        fetch(&self.connection, lane, wanted, cache)
    }

    async fn commit(mut self, written: Written, head: Position) -> Result<(), EngineError> {
        let connection = &self.connection;
        enter(connection, self.lane, &written.entries, head)?;
        for other in &written.elsewhere {
            enter(connection, other.lane, &other.entries, other.head)?;
        }
        for HeldCommand {
            envelope,
            desk,
            n,
            why,
        } in &written.held
        {
            let header = &envelope.header;
            connection
                .prepare_cached(
                    "insert into held_command (command, lane, desk, n, envelope, why)
                     values (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![
                    header.id.0.as_bytes(),
                    self.lane.0.as_bytes(),
                    desk.0.as_bytes(),
                    *n as i64,
                    wire::write(envelope),
                    held_as(*why),
                ])?;
        }
        for command in &written.released {
            connection
                .prepare_cached("delete from held_command where command = ?1")?
                .execute([command.0.as_bytes()])?;
        }
        for (desk, n, command) in &written.received {
            connection
                .prepare_cached("insert into received (desk, n, command) values (?1, ?2, ?3)")?
                .execute(params![desk.0.as_bytes(), *n as i64, command.0.as_bytes()])?;
        }
        for (desk, n) in &written.last_n {
            connection
                .prepare_cached(
                    "insert into desk_head (desk, last_n) values (?1, ?2)
                     on conflict (desk) do update set last_n = excluded.last_n",
                )?
                .execute(params![desk.0.as_bytes(), *n as i64])?;
        }
        connection.execute_batch("commit")?;
        self.state = State::Committed;
        Ok(())
    }
}

fn published_editions(connection: &Connection) -> rusqlite::Result<Vec<(RuleSetName, Edition)>> {
    let mut asked = connection.prepare_cached("select name, edition from published_rules")?;
    let mut found = asked.query([])?;
    let mut editions = Vec::new();
    while let Some(row) = found.next()? {
        let (name, day): (String, String) = (row.get(0)?, row.get(1)?);
        editions.extend(edition(&name, &day));
    }
    Ok(editions)
}

/// Writes a lane's entries and their rows, and where the lane stands with them.
fn enter(
    connection: &Connection,
    lane: LaneId,
    entries: &[WrittenEntry],
    head: Position,
) -> Result<(), EngineError> {
    for each in entries {
        following::keep_entry(connection, each.seq, &each.entry, &each.digest, &each.hash)?;
        for (ordinal, (changed, change)) in each.entry.changes.iter().zip(&each.changes).enumerate()
        {
            following::keep_change(connection, lane, each.seq, ordinal, changed, None)?;
            match &change.row {
                Some(row) => by_lane::put_stamped(connection, change.table, lane, each.seq, row)?,
                None => by_lane::delete(connection, change.table, lane, change.id)?,
            }
            if changed.erases {
                following::blank_past(connection, lane, each.seq, changed)?;
            }
        }
    }
    connection
        .prepare_cached("update lane set seq = ?2, hash = ?3 where id = ?1")?
        .execute(params![lane.0.as_bytes(), head.seq as i64, head.hash])?;
    Ok(())
}
