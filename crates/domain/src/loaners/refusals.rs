//! Why a car is not lent or taken back, and what is put to a person after it was.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    ids::CarLoanId,
    refusal::{Concern, Refusal},
    time::Timestamp,
    vehicles::VehicleState,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum LoanerRefusal {
    /// Neither a courtesy car nor a demonstrator.
    NotALoaner { car: String, field: String },
    /// The car is not in the house, or held for an order.
    LoanerNotHere {
        car: String,
        state: VehicleState,
        field: String,
    },
    /// The car is not to be driven (recall, damage).
    LoanerStopped {
        car: String,
        reason: String,
        field: String,
    },
    /// Gearbox, plate and insurance of the car are not written down.
    LoanerParticulars { car: String, field: String },
    /// Its insurance does not hold on the day on which it is due back.
    LoanerUninsured { car: String, field: String },
    /// It has no plate, or a temporary one that ends before it is due back.
    LoanerUnplated { car: String, field: String },
    /// Another customer has it.
    LoanerOut {
        car: String,
        number: String,
        due_at: Timestamp,
        field: String,
    },
    /// A test drive has it before it is due back.
    LoanerOnDrive {
        car: String,
        number: String,
        from: Timestamp,
        until: Timestamp,
        field: String,
    },
    /// The order's customer has a car already.
    OrderHasLoaner { car: String, due_at: Timestamp },
    /// The car of this order has left; there is nothing to bridge.
    NothingToBridge { number: String },
    /// Back before it goes out.
    DueInPast { field: String },
    /// The licence does not hold until the car is due back.
    LoanLicenceExpired { until: NaiveDate, field: String },
    /// None of its classes covers the car.
    LoanLicenceClass { car: String, field: String },
    /// The odometer shows less than the car's last reading.
    LoanerOdometerBack { last: u32, field: String },
    /// A reading that no car reaches, or more fuel than fits in.
    LoanerReadingAbsurd { field: String },
    /// It came back damaged, and nobody says how.
    LoanerDamageUntold { field: String },
    /// It is back already.
    LoanerBack { at: Timestamp },
}

impl From<LoanerRefusal> for Refusal {
    fn from(refusal: LoanerRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum LoanerConcern {
    /// The customer's own car has left, and the courtesy car is not back.
    LoanerStillOut {
        car: String,
        number: String,
        loan: CarLoanId,
    },
    LoanerBackLate {
        car: String,
        minutes: u32,
        loan: CarLoanId,
    },
    LoanerCameBackDamaged {
        car: String,
        number: String,
        loan: CarLoanId,
    },
    /// It shows less than when it went out; the car's own reading stays as it is.
    LoanerOdometerWentBack { car: String, km: u32, last: u32 },
}

impl From<LoanerConcern> for Concern {
    fn from(concern: LoanerConcern) -> Self {
        Self::typed(&concern)
    }
}
