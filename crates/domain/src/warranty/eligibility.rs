//! What a buyer may ask for under 三包: repair, a new assembly, a new car or the money back.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{GuaranteeTerms, WarrantyRules, guarantee_periods};
use crate::dated::{RuleStamp, Undefined};

/// Who bought the car and for what; the rule protects consumers (art. 40).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Buyer {
    /// Bought for a household.
    Household,
    /// A later owner of a car bought for a household (art. 30).
    HouseholdSecondOwner,
    /// Bought for a business.
    Business,
}

/// The assemblies whose faults weigh most (arts. 20, 22, 24 (2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum MainPart {
    /// 发动机.
    Engine,
    /// 变速器.
    Gearbox,
    /// 动力蓄电池.
    TractionBattery,
    /// 行驶驱动电机.
    DriveMotor,
}

/// What is wrong now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Defect {
    /// A main assembly, or a main part of it, has to be replaced.
    MainAssembly {
        /// Which.
        part: MainPart,
    },
    /// 转向系统失效.
    SteeringFailure,
    /// 制动系统失效.
    BrakeFailure,
    /// 车身开裂.
    BodyCrack,
    /// 燃油泄漏.
    FuelLeak,
    /// 动力蓄电池起火.
    BatteryFire,
    /// Any other fault of quality.
    Other,
}

/// How often things were replaced under 三包.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Replacements {
    /// Most replacements of one of the four main assemblies.
    pub main_assembly: u32,
    /// Most replacements of one and the same main part of engine, gearbox, battery, motor, steering, brakes,
    /// suspension, driveline, emission system or body.
    pub same_main_part: u32,
}

/// A buyer's claim and the history of the car.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    /// Who bought the car.
    pub buyer: Buyer,
    /// Date of the invoice.
    #[ts(type = "string")]
    pub invoiced_on: NaiveDate,
    /// Date of delivery, where it is known.
    #[ts(type = "string | null")]
    pub delivered_on: Option<NaiveDate>,
    /// The day the fault was claimed.
    #[ts(type = "string")]
    pub claimed_on: NaiveDate,
    /// Odometer on that day.
    pub km: u32,
    /// What is wrong now.
    pub defect: Defect,
    /// Whether the fault of the counted repairs and replacements is there still (or a new severe one).
    pub cured: Cured,
    /// Repairs of severe safety faults.
    pub safety_repairs: u32,
    /// Replacements.
    pub replacements: Replacements,
    /// Days in repair altogether, counted as art. 40 says, without excluded time.
    pub repair_days: u32,
    /// Most repairs of one and the same fault.
    pub repairs_of_one_fault: u32,
}

/// Whether the fault of the counted repairs is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Cured {
    /// Gone.
    Yes,
    /// Still there, or a new severe safety fault has come up.
    No,
}

/// What may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Remedy {
    /// The rule does not apply; the contract and general law do.
    OutOfScope,
    /// The periods are over; nothing by this rule.
    NothingByLaw,
    /// Free repair.
    Repair,
    /// A new assembly, free.
    NewAssembly,
    /// A new car or the money back, without a usage fee.
    ReplaceOrReturnFree,
    /// A new car or the money back, less a usage fee.
    ReplaceOrReturnWithUsageFee,
}

/// The remedy and the article it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// What may be asked for.
    pub remedy: Remedy,
    /// The article: `24(4)`.
    pub article: String,
    /// The rule applied.
    pub rule: RuleStamp,
}

/// Weighs a claim. Exemptions (art. 32: misuse, disclosed defect, accident) are for a person to find.
pub fn assess_claim(claim: &Claim, rules: &WarrantyRules) -> Result<Verdict, Undefined> {
    let periods = guarantee_periods(claim.invoiced_on, claim.delivered_on, rules)?;
    let row = rules.three_guarantees.on(periods.starts_on)?;
    let (day, km) = (claim.claimed_on, claim.km);
    let (remedy, article) = if claim.buyer == Buyer::Business {
        (Remedy::OutOfScope, "40")
    } else if let Some(found) = early_remedy(
        claim.defect,
        periods.in_first_days(day),
        periods.is_early(day, km),
    ) {
        found
    } else if let (true, Some(article)) = (
        periods.in_guarantee(day, km),
        replacement_article(claim, &row.terms),
    ) {
        (Remedy::ReplaceOrReturnWithUsageFee, article)
    } else if !periods.in_repair_period(day, km) {
        (Remedy::NothingByLaw, "18")
    } else if claim.buyer == Buyer::HouseholdSecondOwner {
        (Remedy::Repair, "30")
    } else if periods.in_guarantee(day, km) {
        (Remedy::Repair, "19")
    } else {
        (Remedy::Repair, "18")
    };
    Ok(Verdict {
        remedy,
        article: article.to_owned(),
        rule: row.stamp(),
    })
}

/// Arts. 22, 23 and 20: what a fault gives while the car is new.
fn early_remedy(defect: Defect, first_days: bool, early: bool) -> Option<(Remedy, &'static str)> {
    match defect {
        Defect::MainAssembly { .. } if first_days => Some((Remedy::ReplaceOrReturnFree, "22")),
        Defect::MainAssembly { .. } if early => Some((Remedy::NewAssembly, "20")),
        Defect::SteeringFailure
        | Defect::BrakeFailure
        | Defect::BodyCrack
        | Defect::FuelLeak
        | Defect::BatteryFire
            if early =>
        {
            Some((Remedy::ReplaceOrReturnFree, "23"))
        }
        Defect::MainAssembly { .. }
        | Defect::SteeringFailure
        | Defect::BrakeFailure
        | Defect::BodyCrack
        | Defect::FuelLeak
        | Defect::BatteryFire
        | Defect::Other => None,
    }
}

/// Art. 24: which of its four cases holds.
fn replacement_article(claim: &Claim, terms: &GuaranteeTerms) -> Option<&'static str> {
    let uncured = claim.cured == Cured::No;
    if uncured && claim.safety_repairs >= terms.safety_repairs {
        Some("24(1)")
    } else if uncured && claim.replacements.main_assembly >= terms.assembly_replacements {
        Some("24(2)")
    } else if uncured && claim.replacements.same_main_part >= terms.part_replacements {
        Some("24(3)")
    } else if claim.repair_days > terms.most_repair_days
        || claim.repairs_of_one_fault > terms.most_repairs_of_one_fault
    {
        Some("24(4)")
    } else {
        None
    }
}
