//! Numbers that stand for cars, people and companies, parsed at the edge into types that are then trusted.
//!
//! Each type keeps the normalised text, is a plain string in JSON, SQL and TypeScript, and is checked
//! again whenever it is read back. What the standards only recommend comes back as an advisory beside
//! the value and never blocks. The types of personal numbers mask themselves in debug output.

mod bank_card;
mod makers;
mod mobile;
mod normal;
mod plate;
mod resident_id;
mod uscc;
mod vin;

pub use bank_card::{BankCard, BankCardError};
pub use makers::Maker;
pub use mobile::{Mobile, MobileError};
pub use plate::{Plate, PlateError, PlateKind};
pub use resident_id::{Gender, IdentityDocument, ResidentId, ResidentIdError};
pub use uscc::{Uscc, UsccAdvisory, UsccError, UsccReading};
pub use vin::{Vin, VinAdvisory, VinError, VinReading};
