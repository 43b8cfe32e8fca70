//! The encrypted store of a desk: one SQLCipher file that holds the rows, the outbox, the shadow,
//! the journal and everything derived from them, and changes in one transaction or not at all.

pub mod backup;
mod changes;
mod error;
mod facts;
pub mod files;
pub mod following;
mod journal;
mod migrations;
mod numbers;
mod open;
pub mod rows;
mod schema;
pub mod search;

pub use changes::{Derived, Finds, Touched};
pub use error::{OpenError, StoreError};
pub use facts::{StoreFacts, rules_in_force};
pub use files::Forgotten;
pub use journal::{Broken, HistoryEntry, Verified, history, verify};
pub use migrations::{SCHEMA_VERSION, run as migrate};
pub use numbers::DeskNumbers;
pub use open::{Key, Store, Writing, keep_statements};
