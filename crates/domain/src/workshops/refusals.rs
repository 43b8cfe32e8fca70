//! Why the workshop cannot do what is asked of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Skill;
use crate::{ids::PersonId, refusal::Refusal, time::Timestamp};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum WorkshopRefusal {
    /// Opening hours, lunch and buffers are not set yet.
    WorkshopNotSetUp,
    /// Hours that end before they begin, reach beyond the day, or name a weekday twice.
    HoursImplausible { field: String },
    /// A time of so many minutes that no job or break has.
    MinutesImplausible { field: String },
    /// A period that ends before it begins.
    PeriodImplausible { field: String },
    /// The house keeps its doors shut on this day.
    WorkshopClosed { day: NaiveDate, reason: String },
    /// The house shuts on statutory days, and those of this year are not known.
    StatutoryDaysUnknown { year: i32 },
    /// Outside the opening hours of the day.
    OutsideHours {
        day: NaiveDate,
        from: Timestamp,
        until: Timestamp,
        field: String,
    },
    /// Another of that name or code is there already.
    NameTaken { field: String, name: String },
    /// Another shift of this person covers a part of the period.
    ShiftOverlaps { from: NaiveDate },
    /// This person does not work here (any more).
    PersonGone { name: String, field: String },
    /// This person is not on shift at that time.
    OffShift {
        name: String,
        person: PersonId,
        field: String,
    },
    /// This person has no certificate for the skill that holds on that day.
    SkillMissing {
        name: String,
        skill: Skill,
        field: String,
    },
    /// The certificate was withdrawn already.
    CertificateWithdrawn,
    /// The bay is out of use.
    BayOutOfUse { bay: String, field: String },
    /// Work of this kind is not done in that bay.
    BayNotEquipped {
        bay: String,
        skill: Skill,
        field: String,
    },
    /// Somebody else has the bay then.
    BayTaken {
        bay: String,
        by: String,
        from: Timestamp,
        until: Timestamp,
        field: String,
    },
    /// This person has other work then.
    PersonTaken {
        name: String,
        by: String,
        from: Timestamp,
        until: Timestamp,
        field: String,
    },
    /// No labour rate is known for the day.
    LabourRateUnknown { on: NaiveDate, skill: Skill },
    /// The operation is not offered any more.
    OperationRetired { name: String, field: String },
    /// What was decided under the former rate stays decided.
    RateInPast { field: String },
}

impl From<WorkshopRefusal> for Refusal {
    fn from(refusal: WorkshopRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}
