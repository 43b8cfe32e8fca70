//! The central platform: it decides every command once, in one order per lane, keeps the ledger, and
//! tells every desk what came of what.

pub mod certificates;
pub mod lanes;
pub mod node;
pub mod rules;
pub mod server;
pub mod verify;
