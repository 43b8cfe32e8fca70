//! How long and how much may be lent on a car (汽车贷款管理办法 and the notices on it).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use super::LendingRules;
use crate::dated::{PolicyName, RuleError, Terms, Undefined};
use crate::money::{Fen, Rate};

/// What is bought with the loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LoanPurpose {
    /// A new car.
    NewCar,
    /// A used car.
    UsedCar,
    /// A dealer's stock.
    DealerStock,
}

/// Class of car and use, by which the share that may be lent differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LoanClass {
    /// New fuel car for own use.
    OwnUseFuel,
    /// New new-energy car for own use.
    OwnUseNewEnergy,
    /// New fuel car for business.
    CommercialFuel,
    /// New new-energy car for business.
    CommercialNewEnergy,
    /// Used car.
    UsedCar,
}

/// The limits of a time. A product may be stricter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoanLimitTerms {
    /// The longest term in months.
    pub longest_months: BTreeMap<LoanPurpose, u32>,
    /// The largest share of the price; 1 leaves it to the lender.
    pub most_lent: BTreeMap<LoanClass, Rate>,
}

impl Terms for LoanLimitTerms {
    const POLICY: PolicyName = PolicyName::LoanLimits;
}

/// The longest term in months for a loan signed on a day.
pub fn longest_term(
    purpose: LoanPurpose,
    signed_on: NaiveDate,
    rules: &LendingRules,
) -> Result<u32, Undefined> {
    let terms = &rules.limits.on(signed_on)?.terms;
    terms
        .longest_months
        .get(&purpose)
        .copied()
        .ok_or(undefined(signed_on))
}

/// The largest loan on a price, for a loan signed on a day.
pub fn largest_loan(
    price: Fen,
    class: LoanClass,
    signed_on: NaiveDate,
    rules: &LendingRules,
) -> Result<Fen, RuleError> {
    let terms = &rules.limits.on(signed_on)?.terms;
    let share = *terms.most_lent.get(&class).ok_or(undefined(signed_on))?;
    Ok(price.at_rate(share)?)
}

const fn undefined(on: NaiveDate) -> Undefined {
    Undefined {
        policy: LoanLimitTerms::POLICY,
        on,
    }
}
