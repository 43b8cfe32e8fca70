//! 交强险: the premium by class of car, region and claims. An estimate; the insurers' platform decides.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use crate::dated::{Dated, PolicyName, RuleError, RuleStamp, Terms, Undefined};
use crate::money::{Fen, Rate};
use crate::provinces::Province;

/// Class of use and seats, by which the base premium differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum UseClass {
    /// 家庭自用6座以下.
    FamilyUnderSixSeats,
    /// 家庭自用6座及以上.
    FamilySixSeatsAndMore,
    /// 企业非营业6座以下.
    CompanyUnderSixSeats,
    /// 企业非营业6-10座.
    CompanySixToTenSeats,
    /// 机关非营业6座以下.
    PublicBodyUnderSixSeats,
    /// 机关非营业6-10座.
    PublicBodySixToTenSeats,
}

/// What happened in the years before, for which the premium floats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ClaimHistory {
    /// A new car has none.
    NewCar,
    /// The last year without an at-fault accident.
    OneYearFree,
    /// The last two years.
    TwoYearsFree,
    /// The last three years or more.
    ThreeYearsFree,
    /// One at-fault accident in the last year, nobody died.
    OneClaim,
    /// Two or more, nobody died.
    TwoClaimsOrMore,
    /// An at-fault accident with a death.
    FatalAccident,
}

/// The five regional schemes of discounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Scheme {
    /// The largest discounts.
    A,
    /// The second.
    B,
    /// The third.
    C,
    /// The fourth.
    D,
    /// All regions not named elsewhere.
    E,
}

/// Base premiums and how they float.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CompulsoryTerms {
    /// Yearly base premium by class.
    pub base: BTreeMap<UseClass, Fen>,
    /// Discounts of a scheme after one, two and three years without a claim; negative.
    pub schemes: BTreeMap<Scheme, [Rate; 3]>,
    /// Regions with a scheme of their own.
    pub regions: BTreeMap<Province, Scheme>,
    /// The scheme of all others.
    pub other_regions: Scheme,
    /// After one at-fault accident.
    pub one_claim: Rate,
    /// After two or more.
    pub two_claims_or_more: Rate,
    /// After one with a death.
    pub fatal_accident: Rate,
}

impl Terms for CompulsoryTerms {
    const POLICY: PolicyName = PolicyName::CompulsoryInsurance;
}

/// What the functions of this module ask for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InsuranceRules {
    /// 交强险.
    pub compulsory_insurance: Dated<CompulsoryTerms>,
}

/// An estimated premium. A province's factor for traffic violations is not in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CompulsoryPremium {
    /// Before floating.
    pub base: Fen,
    /// The regional scheme.
    pub scheme: Scheme,
    /// Discount (negative) or surcharge.
    pub floating: Rate,
    /// base × (1 + floating), half-up to the fen.
    pub premium: Fen,
    /// The rule applied.
    pub rule: RuleStamp,
}

/// The premium of 交强险 for a year that starts on a day.
pub fn compulsory_premium(
    class: UseClass,
    region: Province,
    history: ClaimHistory,
    starts_on: NaiveDate,
    rules: &InsuranceRules,
) -> Result<CompulsoryPremium, RuleError> {
    let row = rules.compulsory_insurance.on(starts_on)?;
    let terms = &row.terms;
    let undefined = Undefined {
        policy: CompulsoryTerms::POLICY,
        on: starts_on,
    };
    let base = *terms.base.get(&class).ok_or(undefined)?;
    let scheme = terms
        .regions
        .get(&region)
        .copied()
        .unwrap_or(terms.other_regions);
    let [one_year, two_years, three_years] = *terms.schemes.get(&scheme).ok_or(undefined)?;
    let floating = match history {
        ClaimHistory::NewCar => Rate::ZERO,
        ClaimHistory::OneYearFree => one_year,
        ClaimHistory::TwoYearsFree => two_years,
        ClaimHistory::ThreeYearsFree => three_years,
        ClaimHistory::OneClaim => terms.one_claim,
        ClaimHistory::TwoClaimsOrMore => terms.two_claims_or_more,
        ClaimHistory::FatalAccident => terms.fatal_accident,
    };
    let factor = Decimal::ONE
        .checked_add(floating.decimal())
        .ok_or(RuleError::TooLarge)?;
    Ok(CompulsoryPremium {
        base,
        scheme,
        floating,
        premium: base.at_rate(Rate::new(factor))?,
        rule: row.stamp(),
    })
}
