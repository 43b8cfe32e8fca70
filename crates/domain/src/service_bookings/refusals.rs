//! Why a car cannot be booked in.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::BookingState;
use crate::{refusal::Refusal, time::Timestamp, workshops::Skill};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum BookingRefusal {
    /// The time lies before now.
    BookingInPast { at: Timestamp, field: String },
    /// The time lies beyond what the house books ahead.
    BookingTooFar { last: NaiveDate, field: String },
    /// Nothing is to be done, or in no time.
    NothingToDo { field: String },
    /// The work takes longer than a day has hours; it is booked in parts.
    LongerThanDay {
        minutes: u32,
        most: u32,
        field: String,
    },
    /// The work would not be done before the doors shut.
    NotDoneByClosing {
        ends_at: Timestamp,
        closes_at: Timestamp,
        field: String,
    },
    /// Nobody receives cars at lunch.
    AtLunch {
        from: Timestamp,
        until: Timestamp,
        field: String,
    },
    /// The day has not the minutes of this skill; what could be promised at the earliest.
    CapacityShort {
        skill: Skill,
        minutes: u32,
        day: NaiveDate,
        earliest: Option<Timestamp>,
        field: String,
    },
    /// Every bay for such work is taken then.
    NoBayFree {
        skill: Skill,
        earliest: Option<Timestamp>,
        field: String,
    },
    /// Every advisor is taken or off then.
    NoAdvisorFree {
        earliest: Option<Timestamp>,
        field: String,
    },
    /// The time that was asked for from outside is taken; the nearest at which it is not.
    SlotFull {
        nearest: Option<Timestamp>,
        free: Vec<Timestamp>,
        field: String,
    },
    /// The booking names a house that is not this one.
    OtherDealership { field: String },
    /// This car is expected already.
    CarExpected {
        number: String,
        at: Timestamp,
        field: String,
    },
    /// Somebody has to be called back: a customer on record, or a name.
    CallerUnknown { field: String },
    /// The booking is over.
    BookingClosed { number: String, state: BookingState },
    /// The customer is not late enough yet to count as not come.
    NotMissedYet { from: Timestamp },
    /// The booking is confirmed already.
    ConfirmedAlready,
}

impl From<BookingRefusal> for Refusal {
    fn from(refusal: BookingRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}
