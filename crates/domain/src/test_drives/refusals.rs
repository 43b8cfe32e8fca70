//! Why a test drive cannot be booked or go on, and what is put to a person after it went on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{DriveMissing, DriveState, DriveStep, LicenceCaution};
use crate::{
    dated::PolicyName, ids::TestDriveId, refusal::Refusal, time::Timestamp, vehicles::VehicleState,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum DriveRefusal {
    /// Another drive holds the car.
    DriveCarTaken {
        /// The car as the house calls it.
        who: String,
        drive: TestDriveId,
        number: String,
        /// Who goes along on the drive that holds it.
        by: String,
        from: Timestamp,
        until: Timestamp,
        /// The starts nearest to the one asked for at which all is free; the first of them apart,
        /// because a sentence names one.
        nearest: Option<Timestamp>,
        free: Vec<Timestamp>,
    },
    /// The consultant goes along on another drive.
    DriveConsultantTaken {
        who: String,
        drive: TestDriveId,
        number: String,
        from: Timestamp,
        until: Timestamp,
        nearest: Option<Timestamp>,
        free: Vec<Timestamp>,
    },
    /// The customer has another drive then.
    DriveCustomerTaken {
        drive: TestDriveId,
        number: String,
        from: Timestamp,
        until: Timestamp,
        nearest: Option<Timestamp>,
        free: Vec<Timestamp>,
    },
    /// A customer of the workshop has the car until then.
    DriveCarLent {
        who: String,
        until: Timestamp,
        nearest: Option<Timestamp>,
        free: Vec<Timestamp>,
    },
    /// No car that is wanted, or no colleague, is free then.
    DriveNoneFree {
        nearest: Option<Timestamp>,
        free: Vec<Timestamp>,
    },
    /// The house lends no such car, or drives no route within the usual time.
    DriveNotOffered,
    /// The start lies behind us.
    DriveInPast {
        nearest: Option<Timestamp>,
    },
    /// The end is not after the start, or too soon after it.
    DriveTooShort {
        shortest: u32,
    },
    /// Longer than the house lends a car.
    DriveTooLong {
        longest: u32,
    },
    /// Begins before the house opens, or ends after it has closed.
    DriveOutsideHours {
        opens: String,
        closes: String,
    },
    /// Further ahead than bookings are taken.
    DriveTooFarAhead {
        days: u32,
    },
    /// The route takes longer than the drive.
    RouteTooLong {
        route: String,
        minutes: u32,
    },
    /// The route is not driven any more.
    RouteRetired {
        route: String,
    },
    RouteNameTaken {
        route: String,
    },
    /// Not a demonstrator, and the giver may not lend any other.
    CarNotForDrives {
        car: String,
    },
    /// The car is not in the house, or held for an order.
    CarNotHere {
        car: String,
        state: VehicleState,
    },
    /// The car is not to be driven by customers (recall, damage).
    CarStopped {
        car: String,
        reason: String,
    },
    /// The consultant does not work here any more.
    ConsultantLeft {
        who: String,
    },
    /// The step cannot be taken from where the drive is.
    DriveStepNotPossible {
        step: DriveStep,
        state: DriveState,
    },
    /// Nothing would change.
    NothingToRebook,
    /// Keys are not handed out before all is in; the first of what is missing.
    KeysNotYet {
        missing: DriveMissing,
    },
    /// The paper is not this drive's agreement.
    AgreementOfAnother,
    /// The paper that was signed is not the one that was issued.
    AgreementAltered,
    /// No class of licence was written down.
    LicenceClassMissing,
    /// A licence that ended before it began.
    LicenceDatesCross,
    /// These particulars are to be kept for some days yet.
    LicenceKept {
        until: NaiveDate,
    },
    /// An odometer reading that no car reaches.
    DriveOdometerAbsurd {
        field: String,
    },
    /// A share is between 0 and 100.
    PercentAbsurd {
        field: String,
    },
    /// When it happened lies ahead, or before the step that it follows.
    DriveTimeImplausible {
        field: String,
    },
    /// What is damaged has to be said.
    DamageUntold,
    /// Stars are 1 to 5, each aspect once.
    ScoreAbsurd {
        field: String,
    },
    /// Rules by which no house could work.
    DrivePolicyImplausible {
        field: String,
    },
    /// No version of a rule is known for the day.
    PolicyUndefined {
        policy: PolicyName,
        on: NaiveDate,
    },
}

impl From<DriveRefusal> for Refusal {
    fn from(refusal: DriveRefusal) -> Self {
        use DriveRefusal as R;
        let field = match &refusal {
            R::DriveCarTaken { .. }
            | R::DriveCarLent { .. }
            | R::CarNotForDrives { .. }
            | R::CarNotHere { .. }
            | R::CarStopped { .. } => Some("vehicle"),
            R::DriveConsultantTaken { .. } | R::ConsultantLeft { .. } => Some("consultant"),
            R::DriveCustomerTaken { .. } => Some("customer"),
            R::DriveNoneFree { .. }
            | R::DriveInPast { .. }
            | R::DriveOutsideHours { .. }
            | R::DriveTooFarAhead { .. } => Some("startsAt"),
            R::DriveNotOffered => Some("vehicle"),
            R::DriveTooShort { .. } | R::DriveTooLong { .. } => Some("endsAt"),
            R::RouteTooLong { .. } | R::RouteRetired { .. } => Some("route"),
            R::RouteNameTaken { .. } => Some("name"),
            R::LicenceClassMissing => Some("classes"),
            R::LicenceDatesCross => Some("validUntil"),
            R::DamageUntold => Some("damage"),
            R::AgreementOfAnother | R::AgreementAltered => Some("paper"),
            R::DriveStepNotPossible { .. }
            | R::NothingToRebook
            | R::KeysNotYet { .. }
            | R::LicenceKept { .. }
            | R::DriveOdometerAbsurd { .. }
            | R::PercentAbsurd { .. }
            | R::DriveTimeImplausible { .. }
            | R::ScoreAbsurd { .. }
            | R::DrivePolicyImplausible { .. }
            | R::PolicyUndefined { .. } => None,
        };
        Self::typed(&refusal, field)
    }
}

/// What is put to a person after something was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(super) enum DriveConcern {
    /// Something about the driver or the licence that a person weighs.
    LicenceCaution { caution: LicenceCaution },
    /// The reading is below the last one.
    OdometerBack { km: u32, last: u32 },
    /// The car came back after it was to be back.
    BackLate { minutes: u32 },
    /// The late return reaches into a drive that is booked.
    NextDriveWaits {
        number: String,
        drive: TestDriveId,
        at: Timestamp,
    },
    /// The keys went out well before or after the booked time.
    NotAtBookedTime { booked: Timestamp },
    /// Damage or an accident: somebody has to see to it.
    CameBackDamaged { number: String },
}
