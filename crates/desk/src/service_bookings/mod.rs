//! Service bookings as the page asks for them: the list, and one with what is known of its car.

mod card;
mod list;

pub use card::{BookingArgs, BookingCard, card};
pub use list::{BookingRow, booking_row, list};
