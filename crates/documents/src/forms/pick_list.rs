//! 领料单: what is taken from the shelves for a repair order, and by whom.

use super::{Contents, Dealership, Form};
use crate::DocumentError;
use serde::{Deserialize, Serialize};

/// One part on the list. Quantities are written as a person counts: `4`, `0.5`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PickLine {
    /// 零件号.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// 库位.
    #[serde(default)]
    pub bin: Option<String>,
    /// 计量单位.
    pub unit: String,
    /// What the order asks for.
    pub wanted: String,
    /// What was taken so far, returns taken off.
    pub taken: String,
    /// What is still to be taken.
    pub open: String,
}

/// Everything that a pick list states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PickList {
    /// The repair order's number.
    pub number: String,
    /// Whose shelves they are.
    pub dealership: Dealership,
    /// The plate, masked or not as the caller has the right to.
    #[serde(default)]
    pub plate: Option<String>,
    /// The car as the house calls it.
    pub vehicle: String,
    /// The service advisor.
    pub advisor: String,
    /// When the order was opened, local time.
    pub opened_at: String,
    /// When the car was promised, local time.
    #[serde(default)]
    pub promised_at: Option<String>,
    /// The parts, by their places on the shelves.
    pub lines: Vec<PickLine>,
}

impl Contents for PickList {
    const FORM: Form = Form::PickList;

    fn number(&self) -> &str {
        &self.number
    }

    fn dealership(&self) -> &Dealership {
        &self.dealership
    }

    /// Nothing is summed up: pieces and litres have no sum.
    fn check(&self) -> Result<(), DocumentError> {
        Ok(())
    }
}
