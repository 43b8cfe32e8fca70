//! Kinds of personal data and how each is shown to people who may not see it in full (SEC-5).

mod masks;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use masks::mask;

/// What kind of personal data a field holds; the mask, the export and the erasure follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PersonalKind {
    /// A natural person's name.
    Name,
    /// A mobile number (or another phone number).
    Mobile,
    /// A resident identity number or another personal document number.
    ResidentId,
    /// A bank card number.
    BankCard,
    /// A vehicle identification number, which together with an owner is personal information.
    Vin,
    /// A number plate.
    Plate,
    /// A postal address.
    Address,
    /// An electronic mail address.
    Email,
    /// A date of birth.
    BirthDate,
    /// Free text in which anything may stand.
    Free,
}
