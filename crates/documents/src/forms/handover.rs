//! 交车确认单, what was handed over with the car, shown and explained.

use super::{Consultant, Contents, Dealership, Form, Vehicle};
use crate::DocumentError;
use serde::{Deserialize, Serialize};

/// Everything the handover record states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HandoverChecklist {
    /// Number.
    pub number: String,
    /// The contract it fulfils.
    pub contract_number: String,
    /// Who hands over.
    pub dealership: Dealership,
    /// Who receives.
    pub customer: String,
    /// The customer's telephone.
    pub customer_phone: String,
    /// Who explains.
    pub consultant: Consultant,
    /// The service advisor the customer was introduced to.
    #[serde(default)]
    pub service_advisor: Option<Consultant>,
    /// The car, with its odometer reading.
    pub vehicle: Vehicle,
    /// Local time of the handing over, `2026-11-22T14:30`; 三包 begins with it.
    pub handed_over_at: String,
    /// Where.
    pub place: String,
    /// Charge or fuel, in words: `电量 86 %`.
    pub charge_or_fuel: String,
    /// Plate or temporary plate, with its last day.
    #[serde(default)]
    pub plate: Option<String>,
    /// The check list, by group.
    pub groups: Vec<CheckGroup>,
    /// First service: when or at how many kilometres.
    #[serde(default)]
    pub first_service: Option<String>,
    /// What was found and will be mended, with the day.
    #[serde(default)]
    pub open_points: Vec<String>,
    /// The customer agrees to be called after some days.
    #[serde(default)]
    pub may_be_called: Option<bool>,
}

/// Part of the check list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckGroup {
    /// What it is about: papers, things, the car's state, explanations.
    pub name: String,
    /// Its items.
    pub items: Vec<CheckItem>,
}

/// How an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CheckState {
    /// Handed over, in order, explained.
    Done,
    /// Does not belong to this car.
    NotApplicable,
    /// To be ticked by hand.
    Open,
}

/// One item of the check list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckItem {
    /// What it is.
    pub name: String,
    /// How many.
    #[serde(default)]
    pub quantity: Option<i64>,
    /// How it stands.
    pub state: CheckState,
    /// Number of the paper, or a remark.
    #[serde(default)]
    pub note: Option<String>,
}

impl Contents for HandoverChecklist {
    const FORM: Form = Form::HandoverChecklist;

    fn number(&self) -> &str {
        &self.number
    }

    fn dealership(&self) -> &Dealership {
        &self.dealership
    }

    fn check(&self) -> Result<(), DocumentError> {
        Ok(())
    }
}
