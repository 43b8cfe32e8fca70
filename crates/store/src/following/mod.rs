//! How a desk follows the ledgers of its lanes: what others did arrives in pages, and the desk's own
//! commands that are not confirmed yet are decided again on top of it.
//!
//! One transaction takes one page: rows are put back to their confirmed versions, the page's images
//! are written, the commands that still wait are decided again, and the cursor goes forward. Derived
//! data is refreshed once at the end, and only for rows whose bytes differ from those before.

mod anew;
mod entries;
pub mod exchange;
mod found;
mod pages;
mod proof;
mod snapshot;
mod unsent;
mod waiting;

pub use entries::{entries, keep_change, keep_entry};
pub use found::{Gathering, Opened};
pub use pages::{TakenIn, TakingError, blank_past, cursor, position};
pub use proof::{LedgerBroken, LedgerProof, PlatformKey, command_holds, prove};
pub use snapshot::{UnderWay, begins, under_way};
pub use unsent::{last_to_send, sent_before, unsent};
pub use waiting::{Backlog, Doubt, Waiting, WaitingState, after, backlog};
