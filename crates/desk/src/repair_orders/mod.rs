//! Repair orders as the page asks for them: the list, and one with its jobs, lines, sheets and times.

mod card;
mod list;
pub mod papers;
mod words;

pub use card::{RepairOrderArgs, RepairOrderCard, card};
pub use list::{RepairOrderRow, list};
