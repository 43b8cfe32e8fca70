//! Money as whole fen, exact rates, the one rounding function, and amounts in Chinese capitals.
//!
//! Everything that is money passes through [`Fen`]; everything that multiplies it is a [`Rate`];
//! and whenever a product must become money again, [`round_half_up`] is the only way.

mod capitals;
mod fen;
mod rate;
mod reading;
mod rounding;

pub use capitals::rmb_capitals;
pub use fen::{Fen, MoneyTooLarge};
pub use rate::{Rate, RateError};
pub use reading::FenError;
pub use rounding::{round_half_up, round_to_places};
