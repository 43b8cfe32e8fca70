//! Stock, as the page asks for it.

mod card;
mod list;

pub use card::{VehicleCard, VehicleCardArgs, card};
pub use list::{VehicleRow, list};
