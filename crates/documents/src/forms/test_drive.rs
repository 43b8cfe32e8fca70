//! The papers of a test drive: 试乘试驾协议书, 登记表, 反馈表. All three speak of one drive; each prints
//! what it needs of it, and leaves room for the hand where something is still to come.

use super::{Consultant, Contents, Dealership, Form};
use crate::DocumentError;
use serde::{Deserialize, Serialize};

/// Who sits at the wheel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AtTheWheel {
    /// The customer 试驾.
    Customer,
    /// A colleague; the customer rides along 试乘.
    Colleague,
}

/// What is printed of a licence. Its number is masked: the paper lies about longer than it is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LicenceOnPaper {
    /// Its number, masked.
    pub number: String,
    /// `C1` or `A2 D`.
    pub classes: String,
    /// The last day; absent when it holds for life.
    #[serde(default)]
    pub valid_until: Option<String>,
}

/// Odometer, fuel or charge, and time, when the car goes out or comes back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// Local time, `2026-11-22T14:30`.
    #[serde(default)]
    pub at: Option<String>,
    /// Odometer in kilometres.
    #[serde(default)]
    pub km: Option<i64>,
    /// Fuel or charge in percent.
    #[serde(default)]
    pub percent: Option<i64>,
}

/// Stars for one side of the car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stars {
    /// What is judged.
    pub name: String,
    /// 1 to 5; absent where the customer marks it by hand.
    #[serde(default)]
    pub score: Option<i64>,
}

/// One drive, as its papers tell of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DriveSheet {
    /// The number of the drive.
    pub number: String,
    /// Whose car it is.
    pub dealership: Dealership,
    /// Who drives or rides along.
    pub customer: String,
    /// The customer's telephone.
    pub customer_phone: String,
    /// Who sits at the wheel.
    pub at_the_wheel: AtTheWheel,
    /// Who goes along.
    pub consultant: Consultant,
    /// The car as the house calls it.
    pub vehicle: String,
    /// Its VIN.
    pub vin: String,
    /// Its plate.
    #[serde(default)]
    pub plate: Option<String>,
    /// The fixed route.
    pub route: String,
    /// Where it goes.
    #[serde(default)]
    pub route_description: Option<String>,
    /// How long it is, in kilometres, as written: `8.6`.
    pub route_km: String,
    /// Booked from, local time.
    pub starts_at: String,
    /// Booked until, local time.
    pub ends_at: String,
    /// The licence, where one was needed and seen.
    #[serde(default)]
    pub licence: Option<LicenceOnPaper>,
    /// When it went out.
    #[serde(default)]
    pub out: Reading,
    /// When it came back.
    #[serde(default)]
    pub back: Reading,
    /// What was found when it came back; absent while it is out.
    #[serde(default)]
    pub found: Option<String>,
    /// Stars for the whole drive.
    #[serde(default)]
    pub score: Option<i64>,
    /// Stars side by side.
    #[serde(default)]
    pub aspects: Vec<Stars>,
    /// What the customer said.
    #[serde(default)]
    pub feedback: Option<String>,
}

macro_rules! papers_of_a_drive {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub DriveSheet);

        impl Contents for $name {
            const FORM: Form = Form::$name;

            fn number(&self) -> &str {
                &self.0.number
            }

            fn dealership(&self) -> &Dealership {
                &self.0.dealership
            }

            /// A drive has no sums.
            fn check(&self) -> Result<(), DocumentError> {
                Ok(())
            }
        }
    )+};
}

papers_of_a_drive! {
    /// 试乘试驾协议书
    DriveAgreement,
    /// 试乘试驾登记表
    DriveRegister,
    /// 试乘试驾反馈表
    DriveFeedback,
}
