//! Stock, as the page asks for it.

mod card;
mod list;

pub use card::{TimelineEntry, VehicleCard, VehicleCardArgs, card};
pub use list::{VehicleRow, list};
