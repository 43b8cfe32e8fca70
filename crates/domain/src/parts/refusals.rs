//! Why a part cannot be had, and what is put to a person after a record.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{PartId, RecordId},
    refusal::{Concern, Refusal},
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PartRefusal {
    /// Another part has this number.
    PartNumberTaken {
        number: String,
        name: String,
        field: String,
    },
    /// A part cannot take its own place, not by way of others either.
    ReplacedByItself { field: String },
    /// It is not ordered again: another part took its place.
    PartReplaced {
        number: String,
        by: String,
        field: String,
    },
    /// Less than nothing, or more than any movement has.
    QuantityImplausible { field: String },
    /// So many are not there.
    PartsShort {
        number: String,
        name: String,
        wanted: i64,
        available: i64,
        unit: String,
        field: String,
    },
    /// More would be kept or waited for than is still wanted.
    BeyondNeed {
        name: String,
        open: i64,
        unit: String,
        field: String,
    },
    /// Nothing is kept and nothing is waited for.
    NothingKept { name: String },
    /// Everything is kept already or was taken.
    NothingToWaitFor { name: String },
    /// More would come back than is out.
    ReturnedBeyondPicked {
        name: String,
        out: i64,
        unit: String,
        field: String,
    },
    /// The job does not go on, or the booking is over.
    NeedClosed { name: String },
    /// The line cannot go or shrink: parts are out for it.
    PartsOut {
        name: String,
        out: i64,
        unit: String,
    },
    /// A line with a part from stock stays one.
    LineBound { name: String },
    /// What is charged was not taken from stock, or more was.
    PartsNotPicked {
        name: String,
        wanted: i64,
        out: i64,
        unit: String,
    },
    /// Nothing is on the paper.
    NothingNamed { field: String },
    /// The order has come, or was cancelled.
    PartOrderClosed { number: String },
    /// Somebody settled it already.
    DifferenceSettled,
    /// The books still say less than nothing: count first.
    StillBelowNought {
        name: String,
        on_hand: i64,
        unit: String,
    },
    /// It is not worth that much.
    WrittenDownBeyondValue { name: String, field: String },
}

impl From<PartRefusal> for Refusal {
    fn from(refusal: PartRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PartConcern {
    /// More was taken than the books have; the difference is to be settled.
    IssuedBeyondBooks {
        number: String,
        name: String,
        missing: i64,
        part: PartId,
    },
    /// What was kept for somebody was taken for another.
    ReservationBroken {
        number: String,
        name: String,
        quantity: i64,
        part: PartId,
        holder: RecordId,
    },
    /// More was taken than the line asks for.
    PickedBeyondNeed {
        name: String,
        quantity: i64,
        part: PartId,
    },
    /// It was taken or brought back after the line was settled.
    MovedAfterSettlement { name: String, part: PartId },
    /// A job does not go on although parts are out for it.
    PartsLeftOut {
        name: String,
        out: i64,
        part: PartId,
    },
    /// More came than was ordered.
    ReceivedBeyondOrder {
        number: String,
        name: String,
        quantity: i64,
        part: PartId,
    },
}

impl From<PartConcern> for Concern {
    fn from(concern: PartConcern) -> Self {
        Self::typed(&concern)
    }
}
