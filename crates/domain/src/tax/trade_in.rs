//! 以旧换新: the subsidy for individuals who scrap or pass on a car and buy a new one.
//!
//! The money comes from the city and may run out: a quote shows it as 预计, 以审核为准 and never promises it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;
use ts_rs::TS;

use super::TaxRules;
use crate::dated::{PolicyName, RuleError, RuleStamp, Terms, Undefined};
use crate::money::{Fen, MoneyTooLarge, Rate};

/// What happens to the old car.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TradeInScheme {
    /// 报废更新: the old car is scrapped.
    Scrap,
    /// 置换更新: the old car is transferred to somebody else.
    Transfer,
}

/// The new car, as the schemes tell cars apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum NewCarClass {
    /// New-energy car in the catalogue.
    NewEnergyListed,
    /// Fuel car of at most 2.0 litres.
    FuelUpToTwoLitres,
    /// Fuel car above 2.0 litres.
    FuelAboveTwoLitres,
}

/// What the old car burnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OldCarFuel {
    /// Petrol.
    Petrol,
    /// Diesel or another fuel.
    DieselOrOther,
    /// New energy.
    NewEnergy,
}

/// The amount for one scheme and class of car.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum SubsidyTerms {
    /// A share of the new car's price up to a cap.
    Share {
        /// Of the new car's price.
        rate: Rate,
        /// The most that is paid.
        cap: Fen,
    },
    /// A fixed sum.
    Fixed {
        /// The sum.
        amount: Fen,
    },
    /// The class is left out.
    Nothing,
}

/// The conditions of scrapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScrapTerms {
    /// By the old car's fuel, the last day of first registration that still counts.
    pub registered_by: BTreeMap<OldCarFuel, NaiveDate>,
    /// The old car must have been the applicant's before this day.
    pub owned_before: NaiveDate,
    /// All four documents are dated from this day on.
    pub documents_from: NaiveDate,
}

/// The schemes of one year. A pair that is missing is undefined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TradeInTerms {
    /// Amounts by scheme and class of the new car.
    pub subsidies: BTreeMap<TradeInScheme, BTreeMap<NewCarClass, SubsidyTerms>>,
    /// Conditions of scrapping, where known.
    #[serde(default)]
    pub scrap: Option<ScrapTerms>,
}

impl Terms for TradeInTerms {
    const POLICY: PolicyName = PolicyName::TradeIn;
}

/// The expected subsidy. To be shown as an estimate that the authority decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Subsidy {
    /// What may be expected; zero for a class that is left out.
    pub expected: Fen,
    /// The rate, where it is a share of the price.
    pub rate: Option<Rate>,
    /// The most that is paid, where there is a cap.
    pub cap: Option<Fen>,
    /// The rule applied.
    pub rule: RuleStamp,
}

/// The subsidy for a new car invoiced on a day. Whether the price includes VAT is for the city to say.
pub fn trade_in_subsidy(
    scheme: TradeInScheme,
    new_car: NewCarClass,
    new_car_price: Fen,
    invoiced_on: NaiveDate,
    rules: &TaxRules,
) -> Result<Subsidy, RuleError> {
    let row = rules.trade_in.on(invoiced_on)?;
    let terms = row
        .terms
        .subsidies
        .get(&scheme)
        .and_then(|classes| classes.get(&new_car))
        .ok_or(Undefined {
            policy: TradeInTerms::POLICY,
            on: invoiced_on,
        })?;
    let (expected, rate, cap) = amount(*terms, new_car_price)?;
    Ok(Subsidy {
        expected,
        rate,
        cap,
        rule: row.stamp(),
    })
}

fn amount(
    terms: SubsidyTerms,
    price: Fen,
) -> Result<(Fen, Option<Rate>, Option<Fen>), MoneyTooLarge> {
    match terms {
        SubsidyTerms::Share { rate, cap } => {
            Ok((price.at_rate(rate)?.min(cap), Some(rate), Some(cap)))
        }
        SubsidyTerms::Fixed { amount } => Ok((amount, None, Some(amount))),
        SubsidyTerms::Nothing => Ok((Fen::ZERO, None, None)),
    }
}

/// The car to be scrapped and the papers at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OldCar {
    /// What it burnt.
    pub fuel: OldCarFuel,
    /// First registration.
    #[ts(type = "string")]
    pub first_registered_on: NaiveDate,
    /// Since when it has been the applicant's.
    #[ts(type = "string")]
    pub owned_since: NaiveDate,
    /// Who owns the old and the new car.
    pub ownership: ScrapOwnership,
    /// Earliest date on 报废回收证明, 注销证明, 新车发票 and 登记证书.
    #[ts(type = "string")]
    pub earliest_document_on: NaiveDate,
}

/// Who owns the old and the new car.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ScrapOwnership {
    /// One and the same individual.
    SameIndividual,
    /// Two people, or a company.
    Different,
}

/// A condition of scrapping that is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS, Error)]
#[serde(rename_all = "camelCase")]
pub enum ScrapObstacle {
    /// The old car was first registered too late.
    #[error("the old car was first registered too late")]
    RegisteredTooLate,
    /// The old car became the applicant's too late.
    #[error("the old car became the applicant's too late")]
    OwnedTooShortly,
    /// Old and new car do not belong to the same individual.
    #[error("old and new car do not belong to the same individual")]
    DifferentOwners,
    /// A document is older than the scheme.
    #[error("a document is older than the scheme")]
    DocumentTooEarly,
    /// The new car's class gets nothing.
    #[error("the new car is of a class that gets nothing")]
    NewCarNotEligible,
    /// For a scrapped new-energy car only a new-energy car is subsidised.
    #[error("for a scrapped new-energy car only a new-energy car is subsidised")]
    FuelCarForNewEnergy,
}

/// Whether scrapping qualifies; the city may add conditions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScrapEligibility {
    /// Every condition that is not met; none means eligible.
    pub obstacles: Vec<ScrapObstacle>,
    /// The rule applied.
    pub rule: RuleStamp,
}

impl ScrapEligibility {
    /// No condition fails.
    #[must_use]
    pub fn is_eligible(&self) -> bool {
        self.obstacles.is_empty()
    }
}

/// Checks the national conditions of 报废更新 under the scheme that holds on a day.
pub fn scrap_eligibility(
    old: OldCar,
    new_car: NewCarClass,
    on: NaiveDate,
    rules: &TaxRules,
) -> Result<ScrapEligibility, Undefined> {
    let row = rules.trade_in.on(on)?;
    let undefined = Undefined {
        policy: TradeInTerms::POLICY,
        on,
    };
    let terms = row.terms.scrap.as_ref().ok_or(undefined)?;
    let registered_by = *terms.registered_by.get(&old.fuel).ok_or(undefined)?;
    let new_car_terms = row
        .terms
        .subsidies
        .get(&TradeInScheme::Scrap)
        .and_then(|classes| classes.get(&new_car))
        .ok_or(undefined)?;
    let fuel_car = match new_car {
        NewCarClass::NewEnergyListed => false,
        NewCarClass::FuelUpToTwoLitres | NewCarClass::FuelAboveTwoLitres => true,
    };
    let checks = [
        (
            old.first_registered_on > registered_by,
            ScrapObstacle::RegisteredTooLate,
        ),
        (
            old.owned_since >= terms.owned_before,
            ScrapObstacle::OwnedTooShortly,
        ),
        (
            old.ownership == ScrapOwnership::Different,
            ScrapObstacle::DifferentOwners,
        ),
        (
            old.earliest_document_on < terms.documents_from,
            ScrapObstacle::DocumentTooEarly,
        ),
        (
            *new_car_terms == SubsidyTerms::Nothing,
            ScrapObstacle::NewCarNotEligible,
        ),
        (
            old.fuel == OldCarFuel::NewEnergy && fuel_car,
            ScrapObstacle::FuelCarForNewEnergy,
        ),
    ];
    Ok(ScrapEligibility {
        obstacles: checks
            .into_iter()
            .filter_map(|(fails, obstacle)| fails.then_some(obstacle))
            .collect(),
        rule: row.stamp(),
    })
}
