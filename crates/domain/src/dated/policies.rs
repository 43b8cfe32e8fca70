//! All dated rules together, as the program brings them along (`rules/*.json`).

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::sync::LazyLock;
use thiserror::Error;

use crate::calendars::CalendarRules;
use crate::deposits::DepositRules;
use crate::insurance::InsuranceRules;
use crate::lending::LendingRules;
use crate::tax::TaxRules;
use crate::warranty::WarrantyRules;

/// Every dated rule that the functions of this crate ask for. A dealership may keep a newer copy as data;
/// an empty one answers every question with [`super::Undefined`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Policies {
    /// Taxes and subsidies.
    pub tax: TaxRules,
    /// 交强险.
    pub insurance: InsuranceRules,
    /// 定金.
    pub deposits: DepositRules,
    /// Loans.
    pub lending: LendingRules,
    /// 三包 and repair warranty.
    pub warranty: WarrantyRules,
    /// Working days and deadlines.
    pub calendars: CalendarRules,
}

/// A file of rules that cannot be read.
#[derive(Debug, Error)]
#[error("the rules in {file} cannot be read")]
pub struct PolicyFileError {
    file: &'static str,
    #[source]
    cause: serde_json::Error,
}

static SHIPPED: LazyLock<Policies> = LazyLock::new(|| Policies::read_shipped().unwrap_or_default());

impl Policies {
    /// The rules that this version of the program brings along. A test keeps them readable; were they
    /// not, every rule would be undefined and asked of a person rather than guessed.
    #[must_use]
    pub fn shipped() -> &'static Policies {
        &SHIPPED
    }

    /// Reads the shipped rules anew and tells which file is at fault.
    pub fn read_shipped() -> Result<Policies, PolicyFileError> {
        Ok(Policies {
            tax: part("tax.json", include_str!("../../rules/tax.json"))?,
            insurance: part("insurance.json", include_str!("../../rules/insurance.json"))?,
            deposits: part("deposits.json", include_str!("../../rules/deposits.json"))?,
            lending: part("lending.json", include_str!("../../rules/lending.json"))?,
            warranty: part("warranty.json", include_str!("../../rules/warranty.json"))?,
            calendars: part(
                "calendar_cn.json",
                include_str!("../../rules/calendar_cn.json"),
            )?,
        })
    }
}

fn part<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, PolicyFileError> {
    serde_json::from_str(text).map_err(|cause| PolicyFileError { file, cause })
}
