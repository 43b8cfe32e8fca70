//! Applying what a decision changes: the row itself, its confirmed version kept aside once, its
//! line in the journal, and at the end everything derived.

use domain::{
    changes::Changes,
    entity::{Row, Table},
    ids::RecordId,
};
use protocol::bytes::row_image;
use rusqlite::{Connection, params};

use crate::{error::StoreError, journal::OutcomeHash, open::Writing, rows};

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
}

/// Nothing derived.
impl Derived for () {
    fn refresh(&self, _: &Connection, _: &[Touched]) -> Result<(), StoreError> {
        Ok(())
    }
}

impl Writing<'_> {
    /// Applies the changes of command `n`. Says which rows differ now, and the beginning of the hash
    /// over what came of it.
    pub(crate) fn apply(
        &self,
        n: u64,
        changes: &Changes,
    ) -> Result<(Vec<Touched>, OutcomeHash), StoreError> {
        let connection = self.connection();
        let mut touched = Vec::with_capacity(changes.0.len());
        let mut ordinal = 0_i64;
        let mut hash = OutcomeHash::default();
        for change in &changes.0 {
            let before = rows::get(connection, change.table, change.id)?;
            if before == change.row {
                continue;
            }
            let before_image = before.as_ref().map(row_image);
            let after_image = change.row.as_ref().map(row_image);
            hash.add(
                change.table.name.as_bytes(),
                &change.id.bytes(),
                after_image.as_deref(),
            );
            connection
                .prepare_cached(
                    "insert into shadow (table_name, id, image) values (?1, ?2, ?3)
                     on conflict (table_name, id) do nothing",
                )?
                .execute(params![change.table.name, change.id.bytes(), before_image])?;
            match &change.row {
                Some(row) => rows::put(connection, change.table, change.lane, row)?,
                None => rows::delete(connection, change.table, change.id)?,
            }
            connection
                .prepare_cached(
                    "insert into journal_change (n, ordinal, table_name, id, before, after)
                     values (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![
                    n as i64,
                    ordinal,
                    change.table.name,
                    change.id.bytes(),
                    before_image,
                    after_image
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
}
