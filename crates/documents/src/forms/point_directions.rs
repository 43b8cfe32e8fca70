//! 售后网点指引: one sheet for a customer who has to find a service point. No map: name and address large enough to
//! be held out to a driver, whom to call, when it is open, and the way in words.

use super::{Contents, Dealership, Form};
use crate::DocumentError;
use serde::{Deserialize, Serialize};

/// Days of the week that have the same hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenOn {
    /// The days, in words.
    pub days: String,
    /// The hours as written, or that it is shut.
    pub hours: String,
}

/// 售后网点指引
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PointDirections {
    /// Who gives the sheet out.
    pub dealership: Dealership,
    /// The name over its door, by which the sheet is kept as well.
    pub name: String,
    /// What a reader of English calls it.
    #[serde(default)]
    pub english_name: Option<String>,
    /// The house of the group that it belongs to; absent for an own one.
    #[serde(default)]
    pub house: Option<String>,
    /// The whole address as one writes it.
    pub address: String,
    /// Its telephone.
    pub phone: String,
    /// The telephone for rescue on the road.
    #[serde(default)]
    pub rescue_phone: Option<String>,
    /// What is done there, in words.
    pub works: String,
    /// When it is open, from Monday on.
    pub open: Vec<OpenOn>,
    /// From the house that gives the sheet out, in kilometres by road.
    #[serde(default)]
    pub distance_km: Option<i64>,
    /// The way by metro.
    #[serde(default)]
    pub metro: Option<String>,
    /// The way by bus.
    #[serde(default)]
    pub bus: Option<String>,
    /// The way by car.
    #[serde(default)]
    pub car: Option<String>,
    /// What else one should know.
    #[serde(default)]
    pub remark: Option<String>,
}

impl Contents for PointDirections {
    const FORM: Form = Form::PointDirections;

    /// The point has no number: its name tells it from all others.
    fn number(&self) -> &str {
        &self.name
    }

    fn dealership(&self) -> &Dealership {
        &self.dealership
    }

    /// It has no sums.
    fn check(&self) -> Result<(), DocumentError> {
        Ok(())
    }
}
