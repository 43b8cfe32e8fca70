//! The desk's answers to the rules, from the transaction in which the decision will be written.

use std::{cell::RefCell, sync::Arc};

use domain::{
    entity::{Row, RowError, Table},
    facts::{Facts, Lookup, Missing, Span},
    ids::{LaneId, RecordId},
    rules::{self, LawSet},
};
use rusqlite::Connection;

use crate::{error::StoreError, following, rows};

pub struct StoreFacts<'a> {
    connection: &'a Connection,
    broken: RefCell<Option<StoreError>>,
}

impl<'a> StoreFacts<'a> {
    pub fn new(connection: &'a Connection) -> Self {
        Self {
            connection,
            broken: RefCell::new(None),
        }
    }

    /// Why an answer was missing: at a desk this is always a breakage of the store.
    pub fn breakage(self) -> StoreError {
        self.broken
            .into_inner()
            .unwrap_or_else(|| StoreError::Damaged("a rule asked in vain".to_owned()))
    }

    /// The snapshot that the answers come from.
    pub fn connection(&self) -> &'a Connection {
        self.connection
    }

    /// Notes why something beside a rule could not be read.
    pub fn broke(&self, error: StoreError) -> Missing {
        self.note(error)
    }

    fn note(&self, error: StoreError) -> Missing {
        self.broken.borrow_mut().get_or_insert(error);
        Missing
    }
}

impl Facts for StoreFacts<'_> {
    fn row(&self, table: &'static Table, id: RecordId) -> Result<Option<Row>, Missing> {
        rows::get(self.connection, table, id).map_err(|error| self.note(error))
    }

    fn find(&self, lookup: &Lookup) -> Result<Vec<Row>, Missing> {
        rows::find(self.connection, lookup).map_err(|error| self.note(error))
    }

    fn overlapping(&self, lookup: &Lookup, span: &Span) -> Result<Vec<Row>, Missing> {
        rows::overlapping(self.connection, lookup, span).map_err(|error| self.note(error))
    }

    /// The lanes that this desk follows stand in one file with its own, each row under an id that no other has.
    fn elsewhere(&self, lane: LaneId) -> Option<&dyn Facts> {
        let followed = following::position(self.connection, lane).ok().flatten();
        followed.map(|_| self as &dyn Facts)
    }

    fn unreadable(&self, error: RowError) -> Missing {
        self.note(error.into())
    }
}

/// The rules of a set that hold in the house of this store, for whoever reckons something to be read.
pub fn rules_in_force<T: LawSet>(connection: &Connection) -> Result<Arc<T>, StoreError> {
    let facts = StoreFacts::new(connection);
    rules::rules_in_force(&facts).map_err(|_| facts.breakage())
}
