//! The lanes: in each, commands are decided one after the other and entered into its ledger.
//!
//! A batch is one transaction of the engine. Its first statement locks the lane, and with it each lane that its commands
//! name beside it (a car sent from one store to another), in the order of their ids; what the rules ask
//! for is fetched into a cache, in one go per round, and the same pure function runs again until
//! nothing is missing. Accepted and refused commands get an entry each; only then everything is
//! written at once. A command that is refused writes nothing but its entry, so no savepoints are needed.

mod answers;
mod cache;
mod commit;
mod engine;
mod image;
mod judge;
mod postgres;
mod queue;
mod received;
mod sqlite;

pub use answers::Answers;
pub use cache::{Cache, Wanted};
pub use commit::{Push, Released, Taken, decide_held, take, take_one_by_one, take_together};
pub use engine::{
    Batch, Distance, Engine, EngineError, HeldCommand, Known, NotNewer, NoteKey, PublishedRules,
    Told, Written, WrittenElsewhere, WrittenEntry,
};
pub use image::{Moment, Piece};
pub use judge::{Decider, Judged, judge};
pub use postgres::{ONLY_AT_DESKS, Postgres};
pub use queue::{Clock, Queue};
pub use received::{Place, PublicKey, Received};
pub use sqlite::Sqlite;
