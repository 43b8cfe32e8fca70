//! Applying what a decision changes: the row itself, its confirmed version kept aside once, its
//! line in the journal, and at the end everything derived.

use domain::{
    changes::{Change, Changes, Past},
    entity::{Row, Table},
    ids::RecordId,
};
use protocol::{
    Contents,
    bytes::row_image,
    ledger::{OutcomeHash, differs},
    salted_hash,
};
use rusqlite::{Connection, params};

use crate::{error::StoreError, open::Writing, rows, search::Batch};

/// A row that a transaction touched, before and after.
#[derive(Debug, Clone)]
pub struct Touched {
    pub table: &'static Table,
    pub id: RecordId,
    pub before: Option<Row>,
    pub after: Option<Row>,
}

/// What is computed from rows and kept in the same file (the search index, aggregates). Refreshed
/// once at the end of a transaction, only for rows whose bytes differ.
pub trait Derived: Send + Sync {
    fn refresh(&self, connection: &Connection, touched: &[Touched]) -> Result<(), StoreError>;

    /// Whether the search finds rows of this table.
    fn finds(&self, table: &Table) -> Finds;

    /// Adds to a batch what rows of this table are found by, once all rows are there. Without a connection only for a
    /// table whose rows are found by themselves alone.
    fn gather(
        &self,
        connection: Option<&Connection>,
        table: &'static Table,
        rows: &[Row],
        batch: &mut Batch,
    ) -> Result<(), StoreError>;
}

/// What rows of a table are found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finds {
    Nothing,
    /// What stands in them, whatever else is there.
    ByThemselves,
    /// What stands in other rows as well.
    WithOthers,
}

/// Nothing derived.
impl Derived for () {
    fn refresh(&self, _: &Connection, _: &[Touched]) -> Result<(), StoreError> {
        Ok(())
    }

    fn finds(&self, _: &Table) -> Finds {
        Finds::Nothing
    }

    fn gather(
        &self,
        _: Option<&Connection>,
        _: &'static Table,
        _: &[Row],
        _: &mut Batch,
    ) -> Result<(), StoreError> {
        Ok(())
    }
}

impl Writing<'_> {
    /// Applies the changes of command `n`, whose contents salt the journal's images. Says which rows
    /// differ now, and the beginning of the hash over what came of it.
    pub(crate) fn apply(
        &self,
        n: u64,
        contents: &Contents,
        changes: &Changes,
    ) -> Result<(Vec<Touched>, OutcomeHash), StoreError> {
        let connection = self.connection();
        let mut touched = Vec::with_capacity(changes.0.len());
        let mut ordinal = 0_u32;
        let mut hash = OutcomeHash::default();
        for change in &changes.0 {
            let before = rows::get(connection, change.table, change.id)?;
            if !differs(change, before.as_ref()) {
                continue;
            }
            let before_image = before.as_ref().map(row_image);
            let after_image = change.row.as_ref().map(row_image);
            let salt = contents.row_salt(ordinal);
            let after_hash = after_image.as_ref().map(|image| salted_hash(&salt, image));
            hash.add(
                change.table.name.as_bytes(),
                &change.id.bytes(),
                after_hash.as_ref().map(<[u8; 32]>::as_slice),
                change.past == Past::Erased,
            );
            self.overlay(change, before_image.as_deref())?;
            if change.past == Past::Erased {
                blank_past(connection, n, change)?;
            }
            connection
                .prepare_cached(
                    "insert into journal_change
                       (n, ordinal, table_name, id, before, after_hash, salt, after, erases)
                     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                )?
                .execute(params![
                    n as i64,
                    ordinal,
                    change.table.name,
                    change.id.bytes(),
                    before_image.filter(|_| change.past == Past::Kept),
                    after_hash,
                    after_image.as_ref().map(|_| salt),
                    after_image,
                    change.past == Past::Erased,
                ])?;
            ordinal += 1;
            touched.push(Touched {
                table: change.table,
                id: change.id,
                before,
                after: change.row.clone(),
            });
        }
        self.derived.refresh(connection, &touched)?;
        Ok((touched, hash))
    }

    /// Writes a change of a command that is not confirmed, and keeps the confirmed row aside once.
    pub(crate) fn overlay(&self, change: &Change, before: Option<&[u8]>) -> Result<(), StoreError> {
        let connection = self.connection();
        connection
            .prepare_cached(
                "insert into shadow (table_name, id, image, lane) values (?1, ?2, ?3, ?4)
                 on conflict (table_name, id) do nothing",
            )?
            .execute(params![
                change.table.name,
                change.id.bytes(),
                before,
                change.lane.0.as_bytes()
            ])?;
        match &change.row {
            Some(row) => rows::put(connection, change.table, change.lane, row),
            None => rows::delete(connection, change.table, change.id),
        }
    }
}

/// Which of this desk's commands may be blanked: all at a desk without a platform; where there is one,
/// those that it has not taken yet could not be sent any more.
const NOT_WAITING: &str =
    "(not exists (select 1 from lane) or n not in (select w.n from waiting w))";

/// Blanks what is kept of a row from before command `n`: its images in the journal, and the contents
/// of every command that changed it. Hashes stay. What is blanked is overwritten in the file, too.
fn blank_past(connection: &Connection, n: u64, change: &Change) -> Result<(), StoreError> {
    blank(connection, change.table.name, change.id, n)
}

/// The same when the wish to erase came from another desk.
pub(crate) fn blank_own(
    connection: &Connection,
    table: &str,
    id: RecordId,
) -> Result<(), StoreError> {
    blank(connection, table, id, i64::MAX as u64)
}

fn blank(connection: &Connection, table: &str, id: RecordId, n: u64) -> Result<(), StoreError> {
    let row = params![table, id.bytes(), n as i64];
    connection.pragma_update(None, "secure_delete", "on")?;
    connection
        .prepare_cached(&format!(
            "update outbox set salt = null, payload = null where n in
               (select n from journal_change where table_name = ?1 and id = ?2 and n < ?3)
             and {NOT_WAITING}"
        ))?
        .execute(row)?;
    connection
        .prepare_cached(&format!(
            "update journal_change set before = null, salt = null, after = null
             where table_name = ?1 and id = ?2 and n < ?3 and {NOT_WAITING}"
        ))?
        .execute(row)?;
    connection.pragma_update(None, "secure_delete", "off")?;
    Ok(())
}
