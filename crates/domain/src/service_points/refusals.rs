//! Why a service point cannot be set so.

use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PointRefusal {
    /// Another point of this name is in use.
    PointNameTaken { name: String, field: String },
    /// A point at which nothing is done is none.
    PointDoesNothing { field: String },
    /// It belongs to another house, and nobody says to which.
    PointHouseUnnamed { field: String },
    /// No province of the mainland is called so.
    ProvinceUnknown { province: String, field: String },
    /// Nobody could dial that.
    PointPhoneImplausible { field: String },
    /// Whoever needs rescue has to call somebody.
    RescueWithoutPhone { field: String },
    /// No distance at all, or further than a country is wide.
    DistanceImplausible { field: String },
}

impl From<PointRefusal> for Refusal {
    fn from(refusal: PointRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}
