//! The workshop as the page asks for it: what it is made of, how full a day is, the earliest promise, and
//! the board of a day by bay and technician.

mod board;
mod day;
mod earliest;
mod setup;

pub use board::{Board, BoardArgs, board};
pub use day::{WorkshopDayArgs, WorkshopDayView, day};
pub use earliest::{EarliestArgs, EarliestPromise, earliest};
pub use setup::{WorkshopSetup, setup};
