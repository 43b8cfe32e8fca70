//! What the desk keeps computed from its rows, beside the rows themselves. The store calls
//! [`Derived::refresh`] at the end of every transaction; what lives in memory only is noted there and
//! brought up to date by the next question, once the transaction is known to have been committed.

use domain::entity::{Row, Table};
use rusqlite::Connection;
use store::{Derived, Finds, StoreError, Touched, search::Batch};

use crate::{catalogue::PopularModels, search, vehicles::StockBoard};

/// Cheap to clone; all clones are the same.
#[derive(Clone, Default)]
pub struct Derivations {
    pub(crate) stock: StockBoard,
    pub(crate) popular: PopularModels,
}

impl Derivations {
    /// The file under the store was replaced: everything in memory is of another past.
    pub fn forget(&self) {
        self.stock.forget();
        self.popular.forget();
    }
}

impl Derived for Derivations {
    fn refresh(&self, connection: &Connection, touched: &[Touched]) -> Result<(), StoreError> {
        search::refresh(connection, touched)?;
        self.popular.note(connection, touched)?;
        self.stock.note(connection, touched)
    }

    fn finds(&self, table: &Table) -> Finds {
        search::finds(table)
    }

    fn gather(
        &self,
        connection: Option<&Connection>,
        table: &'static Table,
        rows: &[Row],
        batch: &mut Batch,
    ) -> Result<(), StoreError> {
        search::gather(connection, table, rows, batch)
    }
}

/// How far a transaction sees: grows with every command that is given here and with every entry that is taken
/// in from the platform.
pub(crate) fn last_change(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection
        .prepare_cached(
            "select ifnull((select max(n) from outbox), 0) + ifnull((select sum(seq) from lane), 0)",
        )?
        .query_row([], |row| row.get(0))?)
}
