//! Sample records go into the outbox, too: what no command brought could never reach a platform.

use domain::{
    Command, TABLES,
    dealerships::{LoadRecords, LoadedRow, LoadedValue, MOST_ROWS},
};
use store::{StoreError, rows};

use super::OpenStore;
use crate::{error::RpcError, session::Session, submit::give_within};

/// Gives the rows that no command brought by commands that bring them. At this desk they change nothing.
pub(super) fn as_commands(open: &OpenStore, session: &Session) -> Result<(), RpcError> {
    open.store.write(|writing| {
        let mut loaded = Vec::new();
        for table in TABLES {
            let connection = writing.connection();
            let mut statement = connection
                .prepare(&format!(
                    "select {} from {} where not exists
                       (select 1 from shadow where table_name = ?1 and shadow.id = {}.id)
                     order by id",
                    rows::columns(table),
                    table.name,
                    table.name
                ))
                .map_err(StoreError::from)?;
            let found = statement
                .query_map([table.name], |row| rows::read_row(table, row, 0))
                .map_err(StoreError::from)?;
            for row in found {
                loaded.push(LoadedRow {
                    table: table.name.to_owned(),
                    values: row
                        .map_err(StoreError::from)?
                        .iter()
                        .map(LoadedValue::of)
                        .collect(),
                });
            }
        }
        for chunk in loaded.chunks(MOST_ROWS) {
            let command = Command::LoadRecords(LoadRecords {
                rows: chunk.to_vec(),
            });
            give_within(writing, open, session, command)?;
        }
        Ok(())
    })
}
