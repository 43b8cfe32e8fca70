//! Why something cannot be done about a plan.

use serde::{Deserialize, Serialize};

use super::PlanState;
use crate::{money::Fen, refusal::Refusal};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PlanRefusal {
    /// A package and a warranty are for one car.
    PlanWithoutCar { field: String },
    /// A package has from one to a hundred services, and nothing else has any.
    PlanTimesImplausible { field: String },
    /// A warranty says until when it holds, and a plan ends after it begins.
    PlanEndImplausible { field: String },
    /// Less may be used than was paid.
    PlanValueBelowPrice { field: String },
    /// What was paid ahead does not cover what is to be drawn upon it.
    PlansShort { missing: Fen, title: String },
    /// It does not run.
    PlanNotRunning { number: String, state: PlanState },
    /// More than was paid, or than is left, is not given back.
    RefundBeyondPlan { most: Fen, field: String },
}

impl From<PlanRefusal> for Refusal {
    fn from(refusal: PlanRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}
