//! Stock, as the page asks for it.

mod aged;
mod board;
mod card;
mod levels;
mod list;
mod specification;

pub use aged::{StockAlerts, aged};
pub(crate) use board::PRICE_BANDS;
pub use board::{Board, StockBoard};
pub use card::{TimelineEntry, VehicleCard, VehicleCardArgs, card};
pub(crate) use levels::all_levels;
pub use levels::{SeriesChoice, StockLevelRow, StockLevels, level_choices, levels};
pub use list::{VehicleRow, list};
