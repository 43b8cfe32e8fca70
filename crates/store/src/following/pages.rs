//! Taking pages of a ledger in, and deciding what waits on top of them again.

use std::collections::BTreeMap;

use domain::{
    command::{Outcome, Stop},
    entity::{Row, Table},
    ids::{CommandId, LaneId, RecordId},
};
use protocol::{
    Envelope,
    bytes::{row_from_image, row_image},
    ledger::{self, After, Changed, Entry, Position},
    snapshot::PieceError,
    wire::{Page, Seen},
};
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    entries::{keep_change, keep_entry},
    waiting::{self, text},
};
use crate::{changes::Touched, error::StoreError, facts::StoreFacts, open::Writing, rows};

/// What taking pages in brought.
#[derive(Debug, Default)]
pub struct TakenIn {
    /// The rows that differ now from what stood there before.
    pub touched: Vec<Touched>,
    /// The rows that are what they were and wait no longer: lists mark those that do.
    pub confirmed: Vec<(&'static Table, RecordId)>,
    /// The desk's own commands whose outcome is known now.
    pub settled: Vec<CommandId>,
    /// Of the commands that still wait, how many would be refused now.
    pub doubtful: u64,
}

#[derive(Debug, thiserror::Error)]
pub enum TakingError {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The page does not go on from where this desk is.
    #[error("the page goes on from {found:?} and this desk is at {known:?}")]
    Elsewhere { known: Position, found: (u64, u64) },
    /// A page of a lane that this desk does not follow.
    #[error("this desk does not follow lane {0:?}")]
    OtherLane(LaneId),
    /// An entry that belongs elsewhere, or names what is unknown here.
    #[error("entry {seq} cannot be taken in: {detail}")]
    Unreadable { seq: u64, detail: String },
    /// A piece of a snapshot that is not what the platform said it would be.
    #[error("piece {place} of the snapshot cannot be taken in: {why}")]
    Piece { place: usize, why: PieceError },
}

impl From<rusqlite::Error> for TakingError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// The bytes of each row as they were when the transaction began.
pub(super) type Before = BTreeMap<(&'static str, RecordId), (&'static Table, Option<Row>)>;

/// Whether a row stands on commands that no platform has confirmed.
fn waits(connection: &Connection, table: &Table, id: RecordId) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("select exists (select 1 from shadow where table_name = ?1 and id = ?2)")?
        .query_row(params![table.name, id.bytes()], |row| row.get(0))?)
}

/// Where this desk is in a lane.
pub fn position(connection: &Connection, lane: LaneId) -> Result<Option<Position>, StoreError> {
    Ok(connection
        .prepare_cached("select epoch, seq, hash from lane where id = ?1")?
        .query_row([lane.0.as_bytes()], |row| {
            Ok(Position {
                epoch: row.get::<_, i64>(0)? as u64,
                seq: row.get::<_, i64>(1)? as u64,
                hash: row.get(2)?,
            })
        })
        .optional()?)
}

/// How far this desk has come in every lane that it follows.
pub fn cursor(connection: &Connection) -> Result<protocol::wire::Cursor, StoreError> {
    let mut statement = connection.prepare_cached("select id, epoch, seq, hash from lane")?;
    let rows = statement.query_map([], |row| {
        Ok((
            LaneId(uuid::Uuid::from_bytes(row.get(0)?)),
            Position {
                epoch: row.get::<_, i64>(1)? as u64,
                seq: row.get::<_, i64>(2)? as u64,
                hash: row.get(3)?,
            },
        ))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The lane of the group that this desk's store belongs to.
pub(super) fn group_lane(connection: &Connection) -> Result<Option<LaneId>, StoreError> {
    Ok(connection
        .prepare_cached("select belongs_to from affiliation limit 1")?
        .query_row([], |row| Ok(LaneId(uuid::Uuid::from_bytes(row.get(0)?))))
        .optional()?)
}

/// The same with the lane of the store's group, which a desk follows from the moment in which it hears that its store
/// belongs to one.
pub(super) fn cursor_with_group(
    connection: &Connection,
) -> Result<protocol::wire::Cursor, StoreError> {
    let mut cursor = cursor(connection)?;
    if let Some(group) = group_lane(connection)? {
        cursor.entry(group).or_insert(Position::NOWHERE_YET);
    }
    Ok(cursor)
}

impl Writing<'_> {
    /// Follows a lane from this position on.
    pub fn follow(&self, lane: LaneId, position: Position) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached(
                "insert into lane (id, epoch, seq, hash) values (?1, ?2, ?3, ?4)
                 on conflict (id) do update
                 set epoch = excluded.epoch, seq = excluded.seq, hash = excluded.hash",
            )?
            .execute(params![
                lane.0.as_bytes(),
                position.epoch as i64,
                position.seq as i64,
                position.hash
            ])?;
        Ok(())
    }

    /// Takes pages in. `decide_again` decides a command of this desk that still waits.
    pub fn take_in(
        &self,
        pages: &[Page],
        mut decide_again: impl FnMut(&Envelope, &StoreFacts) -> Result<Outcome, Stop>,
    ) -> Result<TakenIn, TakingError> {
        let mut taken = TakenIn::default();
        if pages.iter().all(|page| page.entries.is_empty()) {
            return Ok(taken);
        }
        let mut before = Before::new();
        self.put_shadows_back(&mut before)?;
        for page in pages {
            self.take_page(page, &mut before, &mut taken.settled)?;
        }
        self.finish(before, &mut taken, &mut decide_again)?;
        Ok(taken)
    }

    /// Decides what waits on top of what was taken in, and tells which rows differ from before.
    pub(super) fn finish(
        &self,
        mut before: Before,
        taken: &mut TakenIn,
        decide_again: &mut impl FnMut(&Envelope, &StoreFacts) -> Result<Outcome, Stop>,
    ) -> Result<(), TakingError> {
        taken.doubtful = self.decide_waiting_again(&mut before, decide_again)?;
        let connection = self.connection();
        for ((_, id), (table, before)) in before {
            let after = rows::get(connection, table, id)?;
            if after != before {
                taken.touched.push(Touched {
                    table,
                    id,
                    before,
                    after,
                });
            } else if !waits(connection, table, id)? {
                taken.confirmed.push((table, id));
            }
        }
        self.derived.refresh(connection, &taken.touched)?;
        Ok(())
    }

    /// Puts every row back to its confirmed version.
    pub(super) fn put_shadows_back(&self, before: &mut Before) -> Result<(), TakingError> {
        let connection = self.connection();
        let mut statement =
            connection.prepare_cached("select table_name, id, image, lane from shadow")?;
        let mut shadows = statement.query([])?;
        while let Some(shadow) = shadows.next()? {
            let name: String = shadow.get(0)?;
            let table = known_table(&name, 0)?;
            let id = RecordId(uuid::Uuid::from_bytes(shadow.get(1)?));
            note(connection, before, table, id)?;
            match shadow.get_ref(2)?.as_bytes_or_null().unwrap_or_default() {
                Some(image) => {
                    let lane = LaneId(uuid::Uuid::from_bytes(shadow.get(3)?));
                    let row = row_from_image(image).map_err(StoreError::from)?;
                    rows::put(connection, table, lane, &row)?;
                }
                None => rows::delete(connection, table, id)?,
            }
        }
        connection.execute("delete from shadow", [])?;
        Ok(())
    }

    pub(super) fn take_page(
        &self,
        page: &Page,
        before: &mut Before,
        settled: &mut Vec<CommandId>,
    ) -> Result<(), TakingError> {
        let connection = self.connection();
        let mut here = match position(connection, page.lane)? {
            Some(here) => here,
            // The first page of the group's lane says under which epoch it begins.
            None if page.after == 0 && group_lane(connection)? == Some(page.lane) => {
                Position::start_of(page.epoch)
            }
            None => return Err(TakingError::OtherLane(page.lane)),
        };
        if (here.epoch, here.seq) != (page.epoch, page.after) {
            return Err(TakingError::Elsewhere {
                known: here,
                found: (page.epoch, page.after),
            });
        }
        let heard = page.entries.iter().filter_map(|seen| match seen {
            Seen::Hidden(_) => None,
            Seen::Entry(entry) => Some(entry.envelope.header.lamport),
        });
        if let Some(lamport) = heard.max() {
            self.hear_lamport(lamport)?;
        }
        for seen in &page.entries {
            here.seq += 1;
            let digest = match seen {
                Seen::Hidden(digest) => *digest,
                Seen::Entry(entry) => entry.digest(),
            };
            here.hash = ledger::chained(&here.hash, here.seq, &digest);
            match seen {
                Seen::Hidden(_) => {
                    connection
                        .prepare_cached(
                            "insert into ledger (lane, seq, digest, hash) values (?1, ?2, ?3, ?4)",
                        )?
                        .execute(params![
                            page.lane.0.as_bytes(),
                            here.seq as i64,
                            digest,
                            here.hash
                        ])?;
                }
                Seen::Entry(entry) => {
                    if entry.lane != page.lane {
                        return Err(TakingError::Unreadable {
                            seq: here.seq,
                            detail: "it belongs to another lane".to_owned(),
                        });
                    }
                    keep_entry(connection, here.seq, entry, &digest, &here.hash)?;
                    self.apply_entry(here.seq, entry, before)?;
                    let own = connection
                        .prepare_cached("delete from waiting where command = ?1")?
                        .execute([entry.envelope.header.id.0.as_bytes()])?;
                    if own > 0 {
                        settled.push(entry.envelope.header.id);
                    }
                }
            }
        }
        Ok(self.follow(page.lane, here)?)
    }

    fn apply_entry(&self, seq: u64, entry: &Entry, before: &mut Before) -> Result<(), TakingError> {
        let connection = self.connection();
        for (ordinal, change) in entry.changes.iter().enumerate() {
            let table = known_table(&change.table, seq)?;
            let earlier = note(connection, before, table, change.id)?;
            keep_change(
                connection,
                entry.lane,
                seq,
                ordinal,
                change,
                earlier.as_ref(),
            )?;
            match &change.after {
                After::Row { image, .. } => {
                    let row = fitted(table, row_from_image(image).map_err(StoreError::from)?, seq)?;
                    rows::put_stamped(connection, table, entry.lane, seq, &row)?;
                }
                // A later entry says what the row is now; here only the proof is left of it.
                After::Erased(_) => {}
                After::Gone => rows::delete(connection, table, change.id)?,
            }
            if change.erases {
                blank_past(connection, entry.lane, seq, change)?;
            }
        }
        Ok(())
    }

    /// Decides every command that waits on top of what stands there now, in the order in which they
    /// were given. Says how many would be refused.
    fn decide_waiting_again(
        &self,
        before: &mut Before,
        decide_again: &mut impl FnMut(&Envelope, &StoreFacts) -> Result<Outcome, Stop>,
    ) -> Result<u64, TakingError> {
        let connection = self.connection();
        let mut doubtful = 0;
        for command in waiting::after(connection, 0, usize::MAX >> 1)? {
            let facts = StoreFacts::new(connection);
            let doubt = match decide_again(&command.envelope, &facts) {
                Ok(outcome) => {
                    for change in &outcome.changes.0 {
                        let earlier = note(connection, before, change.table, change.id)?;
                        self.overlay(change, earlier.as_ref().map(row_image).as_deref())?;
                    }
                    None
                }
                Err(Stop::Refused(refusal)) => {
                    doubtful += 1;
                    Some(text(&refusal))
                }
                Err(Stop::Missing) => return Err(facts.breakage().into()),
            };
            connection
                .prepare_cached("update waiting set doubt = ?2 where n = ?1 and doubt is not ?2")?
                .execute(params![command.envelope.header.n as i64, doubt])?;
        }
        Ok(doubtful)
    }
}

/// The row as it stands, noted if the transaction touches it for the first time.
fn note(
    connection: &Connection,
    before: &mut Before,
    table: &'static Table,
    id: RecordId,
) -> Result<Option<Row>, StoreError> {
    let row = rows::get(connection, table, id)?;
    before
        .entry((table.name, id))
        .or_insert_with(|| (table, row.clone()));
    Ok(row)
}

pub(super) fn known_table(name: &str, seq: u64) -> Result<&'static Table, TakingError> {
    domain::table(name).ok_or_else(|| TakingError::Unreadable {
        seq,
        detail: format!("there is no table {name}"),
    })
}

/// A row of a platform of another version: columns are only ever added at the end.
pub(super) fn fitted(table: &'static Table, mut row: Row, seq: u64) -> Result<Row, TakingError> {
    row.truncate(table.columns.len());
    if row.len() < table.columns.len() {
        return Err(TakingError::Unreadable {
            seq,
            detail: format!("a row of {} has {} values", table.name, row.len()),
        });
    }
    Ok(row)
}

/// Blanks what is kept of a row from before entry `seq`, and the contents of every command that
/// changed it. Hashes stay. What is blanked is overwritten in the file, too.
pub fn blank_past(
    connection: &Connection,
    lane: LaneId,
    seq: u64,
    change: &Changed,
) -> Result<(), StoreError> {
    let row = params![
        change.table,
        change.id.bytes(),
        lane.0.as_bytes(),
        seq as i64
    ];
    connection.pragma_update(None, "secure_delete", "on")?;
    connection
        .prepare_cached(
            "update ledger set salt = null, payload = null where lane = ?3 and seq in
               (select seq from ledger_change
                where table_name = ?1 and id = ?2 and lane = ?3 and seq < ?4)",
        )?
        .execute(row)?;
    connection
        .prepare_cached(
            "update ledger_change set before = null, salt = null, after = null
             where table_name = ?1 and id = ?2 and lane = ?3 and seq < ?4",
        )?
        .execute(row)?;
    connection.pragma_update(None, "secure_delete", "off")?;
    crate::changes::blank_own(connection, &change.table, change.id)?;
    Ok(())
}
