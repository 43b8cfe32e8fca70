//! Why something cannot be done about a recall.

use serde::{Deserialize, Serialize};

use super::RecallCarState;
use crate::{ids::RecallId, refusal::Refusal};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum RecallRefusal {
    /// The house has a recall of this number.
    RecallKnown { recall: RecallId, field: String },
    /// It runs no more.
    RecallEnded { number: String },
    /// It takes no time, or more than a week of work.
    RecallMinutesImplausible { field: String },
    /// A list is taken in portions of so many.
    RecallListTooLong { max: u32, field: String },
    /// Nothing is to be done on this car any more.
    RecallNotOpen {
        number: String,
        state: RecallCarState,
    },
    /// It stands on a repair order that is open.
    RecallTakenUp { order_number: String },
    /// The order's car has another VIN.
    RecallOfOtherCar,
}

impl From<RecallRefusal> for Refusal {
    fn from(refusal: RecallRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}
