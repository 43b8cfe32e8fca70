//! Why something cannot be done about a complaint, and which rules a record about one broke.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    dated::{PolicyName, Undefined},
    refusal::Refusal,
    time::Timestamp,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ComplaintRefusal {
    /// Somebody else answers for it.
    ComplaintNotYours { owner: String },
    /// It is closed; it would have to be opened again.
    ComplaintClosed,
    /// It is open.
    ComplaintNotClosed,
    /// Nothing was done about it since it was taken in or opened again.
    ComplaintWithoutAction,
    /// It does not say who complains: a customer, a name, or a car.
    ComplainantUnknown { field: String },
    /// The deadline has not passed.
    ComplaintNotOverdue { due: Timestamp },
    /// What time does is done by the platform alone.
    PlatformOnly,
    /// A policy names every kind once, with waits of an hour up to a year, the answer before the solution.
    ComplaintPolicyImplausible { field: String },
    /// No version of a rule is known for the day.
    PolicyUndefined { policy: PolicyName, on: NaiveDate },
}

impl From<ComplaintRefusal> for Refusal {
    fn from(refusal: ComplaintRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}

impl From<Undefined> for ComplaintRefusal {
    fn from(gap: Undefined) -> Self {
        Self::PolicyUndefined {
            policy: gap.policy,
            on: gap.on,
        }
    }
}
