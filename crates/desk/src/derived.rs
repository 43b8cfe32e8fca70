//! Everything that is computed from rows and kept beside them, refreshed in the transaction that
//! changed the rows, so that it is never ahead of them and never behind.

use rusqlite::Connection;
use store::{Derived, StoreError, Touched};

use crate::search;

pub struct Derivations;

impl Derived for Derivations {
    fn refresh(&self, connection: &Connection, touched: &[Touched]) -> Result<(), StoreError> {
        search::refresh(connection, touched)
    }
}
