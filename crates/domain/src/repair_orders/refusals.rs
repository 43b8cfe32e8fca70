//! Why a repair order cannot go on, and what is put to a person after a record.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{JobDeed, JobState, Payer, RepairOrderState};
use crate::{
    ids::{JobId, RepairOrderId, SettlementId},
    money::Fen,
    refusal::{Concern, Refusal},
    time::Timestamp,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum RepairRefusal {
    /// The odometer shows less than at the last visit, and nobody says why.
    OdometerBack {
        last: u32,
        field: String,
    },
    /// A reading that no car reaches.
    OdometerBeyond {
        field: String,
    },
    /// A share beyond the whole, or a mark beside the car.
    OutsideThePicture {
        field: String,
    },
    /// A picture that is not among the kept ones.
    PhotoNotKept {
        field: String,
    },
    /// The order is settled or has left; its work cannot change.
    RepairOrderClosed {
        number: String,
        state: RepairOrderState,
    },
    /// The job cannot take this step from where it is.
    JobStepNotPossible {
        title: String,
        deed: JobDeed,
        state: JobState,
    },
    /// The job is authorised already.
    JobAuthorised {
        title: String,
        by: String,
    },
    /// What the customer pays cannot change while the work goes on; more work is a job of its own.
    JobInWork {
        title: String,
    },
    /// Nobody has authorised what the customer is to pay for.
    JobNotAuthorised {
        title: String,
    },
    /// The job was revived already, in another order.
    JobRevivedAlready {
        title: String,
    },
    /// The other order is for another car.
    OtherCar {
        field: String,
    },
    /// A fault cannot be the same as one that it was itself the reason for.
    FaultOfItself {
        field: String,
    },
    /// The house still answers for the earlier repair; mending it again costs the customer nothing.
    RepairAnsweredFor {
        title: String,
        last_day: NaiveDate,
        last_km: u32,
        field: String,
    },
    /// A line of so many minutes or pieces that it cannot be.
    LineImplausible {
        field: String,
    },
    /// The line stands on a settlement sheet.
    LineSettled {
        label: String,
    },
    /// Nobody is clocked on to this job.
    NotClockedOn {
        title: String,
    },
    /// The time is over, or ends before it begins.
    PlanInPast {
        field: String,
    },
    /// The work would not be done before the doors shut.
    PlanBeyondClosing {
        closes_at: Timestamp,
        field: String,
    },
    /// Whoever did the work does not pass it.
    OwnWork {
        title: String,
    },
    /// Jobs are still to be finished or passed before anything is settled.
    JobsOpen {
        count: u32,
        title: String,
    },
    /// Everything is on a settlement sheet already.
    NothingToSettle,
    /// The sheet was taken back.
    SheetReversed {
        number: String,
    },
    /// The sheet is paid, or is not paid at the counter.
    SheetNotOpen {
        number: String,
    },
    /// More than is left to pay.
    PaidBeyondSheet {
        left: Fen,
        field: String,
    },
    AmountNotPositive {
        field: String,
    },
    /// What was paid must be given back, by some way of payment.
    RefundMethodMissing {
        paid: Fen,
        field: String,
    },
    /// The credit ends before today.
    CreditEnded {
        field: String,
    },
    /// The car does not leave before its order is settled.
    NotSettled {
        number: String,
        state: RepairOrderState,
    },
    /// The car does not leave before this sheet is paid or credit is granted.
    SheetUnpaid {
        number: String,
        left: Fen,
    },
    /// The car was to be washed and is not.
    CarUnwashed {
        number: String,
    },
    /// It is washed already.
    WashedAlready {
        at: Timestamp,
    },
    /// The car has left already.
    LeftAlready {
        at: Timestamp,
    },
}

impl From<RepairRefusal> for Refusal {
    fn from(refusal: RepairRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum RepairConcern {
    /// Somebody works on a job that nobody has authorised.
    WorkedUnauthorised {
        title: String,
        number: String,
        job: JobId,
    },
    /// Somebody works on a job without a certificate for it that holds today.
    WorkedWithoutSkill {
        title: String,
        name: String,
        job: JobId,
    },
    /// A job was finished although nobody was ever clocked on to it.
    FinishedUnclocked {
        title: String,
        number: String,
        job: JobId,
    },
    /// More work was taken on than the day has.
    DayBeyondCapacity {
        number: String,
        minutes: u32,
        repair_order: RepairOrderId,
    },
    /// A sheet was taken back after the car had left.
    ReversedAfterLeaving {
        number: String,
        settlement: SettlementId,
    },
    /// The car was washed while work on it was still to be done.
    WashedBeforeInspection {
        number: String,
        repair_order: RepairOrderId,
    },
    /// A car of the house failed its inspection; this order puts it right.
    InternalOrderOpened {
        number: String,
        repair_order: RepairOrderId,
    },
    /// Lines of this payer could not be priced: no labour rate is known.
    LabourNotPriced { title: String, payer: Payer },
}

impl From<RepairConcern> for Concern {
    fn from(concern: RepairConcern) -> Self {
        Self::typed(&concern)
    }
}
