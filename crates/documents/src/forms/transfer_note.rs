//! 车辆调拨单, the paper that goes with a car from one store of a group to another: which car, what goes with it, and
//! who gave it away, drove it and received it.

use super::{CheckItem, Contents, Dealership, Form};
use crate::DocumentError;
use domain::money::Fen;
use serde::{Deserialize, Serialize};

/// One of the two stores between which the car goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TransferStore {
    /// Its name.
    pub name: String,
    /// Where the car leaves or arrives; absent where the group does not know.
    #[serde(default)]
    pub address: Option<String>,
    /// Its telephone.
    #[serde(default)]
    pub phone: Option<String>,
}

/// The car, as whoever drives and receives it tells it from others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TransferredCar {
    /// Brand, series and model.
    pub description: String,
    /// Vehicle identification number.
    pub vin: String,
    /// Number of the engine or the drive motor.
    #[serde(default)]
    pub engine_number: Option<String>,
    /// Colour of the body.
    #[serde(default)]
    pub colour: Option<String>,
    /// Colour of the inside.
    #[serde(default)]
    pub interior: Option<String>,
    /// Day of production.
    #[serde(default)]
    pub produced_on: Option<String>,
    /// Odometer reading in kilometres when it set out, if it was ever read.
    #[serde(default)]
    pub odometer_km: Option<i64>,
    /// Drive, power and seats in short, as the catalogue has them.
    #[serde(default)]
    pub equipment: Option<String>,
}

/// 车辆调拨单
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TransferNote {
    /// The number that both stores know the transfer by.
    pub number: String,
    /// Who gives the paper out: the one store or the other.
    pub dealership: Dealership,
    /// 调出.
    pub from: TransferStore,
    /// 调入.
    pub to: TransferStore,
    /// Local time at which the car was sent, `2026-11-22T14:30`.
    pub sent_at: String,
    /// Who sent it.
    pub sent_by: String,
    /// The day on which it is expected.
    #[serde(default)]
    pub expected_on: Option<String>,
    /// The car.
    pub vehicle: TransferredCar,
    /// Keys, papers and things that go with it, ticked by hand on either end.
    pub items: Vec<CheckItem>,
    /// What the receiving store owes for it 调拨价, VAT included; only for whoever may see cost.
    #[serde(default)]
    pub price: Option<Fen>,
    /// Why it goes, or what is to be heeded.
    #[serde(default)]
    pub note: Option<String>,
}

impl Contents for TransferNote {
    const FORM: Form = Form::TransferNote;

    fn number(&self) -> &str {
        &self.number
    }

    fn dealership(&self) -> &Dealership {
        &self.dealership
    }

    /// It has no sums.
    fn check(&self) -> Result<(), DocumentError> {
        Ok(())
    }
}
