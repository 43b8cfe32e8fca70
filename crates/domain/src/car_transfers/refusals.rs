//! Why a transfer between stores does not go on.

use serde::{Deserialize, Serialize};

use super::TransferState;
use crate::refusal::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum TransferRefusal {
    /// The other store has this car, or expects it from elsewhere.
    CarThere { vin: String, stock_number: String },
    /// The car has arrived, or was taken back.
    TransferEnded { state: TransferState },
    /// The other store has promised the car, or has it already.
    HeldThere,
    /// The car is on its way between two stores: its transfer is to be ended, not the car moved by hand.
    BetweenStores { number: String },
}

impl From<TransferRefusal> for Refusal {
    fn from(refusal: TransferRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}
