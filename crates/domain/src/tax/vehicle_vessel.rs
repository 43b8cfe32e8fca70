//! 车船税: yearly, by displacement and province; in the first year by month.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use super::{PowerSource, TaxRules};
use crate::dated::{PolicyName, RuleError, RuleStamp, Terms, Undefined};
use crate::money::{Fen, Rate, round_half_up};
use crate::provinces::Province;

const MONTHS_A_YEAR: u32 = 12;

/// One band of the law: passenger cars up to a displacement, itself included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DisplacementBand {
    /// Upper end in millilitres; none for the last band.
    #[serde(default)]
    pub up_to_ml: Option<u32>,
    /// The least a province may set, a year.
    pub least: Fen,
    /// The most a province may set, a year.
    pub most: Fen,
}

/// The bands of the law and what each province has set within them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VehicleVesselTerms {
    /// In rising order.
    pub bands: Vec<DisplacementBand>,
    /// Yearly amounts in the order of the bands. A province that is missing is undefined.
    pub provinces: BTreeMap<Province, Vec<Fen>>,
}

impl Terms for VehicleVesselTerms {
    const POLICY: PolicyName = PolicyName::VehicleVesselTax;
}

/// How a kind of car is taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Taxation {
    /// In full.
    Full,
    /// Half.
    Half,
    /// Waived by a relief.
    Exempt,
    /// Not in the scope of the tax: it has no displacement.
    OutsideScope,
}

/// How each kind of car is taxed at a time. A kind that is missing is undefined.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VehicleVesselScope {
    /// Taxation by kind of car.
    pub taxation: BTreeMap<PowerSource, Taxation>,
}

impl Terms for VehicleVesselScope {
    const POLICY: PolicyName = PolicyName::VehicleVesselScope;
}

/// Which car, bought when and where. Passenger cars of up to nine seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VehicleVesselQuestion {
    /// What it runs on.
    pub power: PowerSource,
    /// Displacement in millilitres; zero where there is none.
    pub displacement_ml: u32,
    /// Where it is registered.
    pub province: Province,
    /// Date of the purchase invoice; its month counts.
    #[ts(type = "string")]
    pub invoiced_on: NaiveDate,
}

/// The tax on one car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VehicleVesselTax {
    /// A full year.
    pub annual: Fen,
    /// Months left in the year of purchase, the month of purchase included (实施条例 art. 19).
    pub months_due: u32,
    /// Due in the year of purchase, collected with 交强险.
    pub first_year: Fen,
    /// How the car is taxed.
    pub taxation: Taxation,
    /// The rule of the taxation.
    pub rule: RuleStamp,
}

/// The tax on a new car for a full year and for the rest of the year of purchase.
pub fn vehicle_vessel_tax(
    question: VehicleVesselQuestion,
    rules: &TaxRules,
) -> Result<VehicleVesselTax, RuleError> {
    let VehicleVesselQuestion {
        power,
        displacement_ml,
        province,
        invoiced_on,
    } = question;
    let scope = rules.vehicle_vessel_scope.on(invoiced_on)?;
    let taxation = *scope.terms.taxation.get(&power).ok_or(Undefined {
        policy: VehicleVesselScope::POLICY,
        on: invoiced_on,
    })?;
    let months_due = MONTHS_A_YEAR + 1 - invoiced_on.month();
    let share = match taxation {
        Taxation::Full => Rate::new(Decimal::ONE),
        Taxation::Half => Rate::new(Decimal::new(5, 1)),
        Taxation::Exempt | Taxation::OutsideScope => {
            return Ok(VehicleVesselTax {
                annual: Fen::ZERO,
                months_due,
                first_year: Fen::ZERO,
                taxation,
                rule: scope.stamp(),
            });
        }
    };
    let annual =
        provincial_amount(displacement_ml, province, invoiced_on, rules)?.at_rate(share)?;
    let first_year = annual
        .yuan()
        .checked_mul(Decimal::from(months_due))
        .and_then(|yuan| yuan.checked_div(Decimal::from(MONTHS_A_YEAR)))
        .ok_or(RuleError::TooLarge)?;
    Ok(VehicleVesselTax {
        annual,
        months_due,
        first_year: round_half_up(first_year)?,
        taxation,
        rule: scope.stamp(),
    })
}

fn provincial_amount(
    displacement_ml: u32,
    province: Province,
    on: NaiveDate,
    rules: &TaxRules,
) -> Result<Fen, RuleError> {
    let terms = &rules.vehicle_vessel_tax.on(on)?.terms;
    let band = terms
        .bands
        .iter()
        .position(|band| band.up_to_ml.is_none_or(|end| displacement_ml <= end));
    let amount = band.and_then(|band| terms.provinces.get(&province)?.get(band).copied());
    let undefined = Undefined {
        policy: VehicleVesselTerms::POLICY,
        on,
    };
    Ok(amount.ok_or(undefined)?)
}
