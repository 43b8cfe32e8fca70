//! 三包 of passenger cars (SAMR Order 43) and the quality warranty of repairs.

mod eligibility;
mod periods;
mod repair_days;
mod repair_warranty;
mod usage_fee;

use serde::{Deserialize, Serialize};

use crate::dated::{Dated, PolicyName, Terms};
use crate::money::Rate;

pub use eligibility::{
    Buyer, Claim, Cured, Defect, MainPart, Remedy, Replacements, Verdict, assess_claim,
};
pub use periods::{GuaranteePeriods, guarantee_periods};
pub use repair_days::{
    RepairDays, RepairStay, RepairWarning, repair_days, repair_warning, repeat_warning,
};
pub use repair_warranty::{
    RepairLimits, RepairWarranty, RepairWarrantyTerms, RepairWork, repair_warranty,
};
pub use usage_fee::{ReturnBasis, UsageFeeError, usage_fee};

/// The legal minimums of 三包 at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GuaranteeTerms {
    /// 三包有效期 in years (art. 18).
    pub guarantee_years: u32,
    /// 三包有效期 in km.
    pub guarantee_km: u32,
    /// 包修期 in years (art. 18).
    pub repair_years: u32,
    /// 包修期 in km.
    pub repair_km: u32,
    /// Days in which a main assembly at fault gives a new car or the money back (art. 22).
    pub first_days: u32,
    /// Days of arts. 20 and 23.
    pub early_days: u32,
    /// Kilometres of arts. 20 and 23.
    pub early_km: u32,
    /// Repairs of a severe safety fault (art. 24 (1)).
    pub safety_repairs: u32,
    /// Replacements of a main assembly (art. 24 (2)).
    pub assembly_replacements: u32,
    /// Replacements of one main part (art. 24 (3)).
    pub part_replacements: u32,
    /// Days in repair that must be exceeded (art. 24 (4)).
    pub most_repair_days: u32,
    /// Repairs of one fault that must be exceeded (art. 24 (4)).
    pub most_repairs_of_one_fault: u32,
    /// Days of one repair after which a loaner car is due (art. 21).
    pub loaner_after_days: u32,
    /// The highest n on the 三包凭证 (art. 27).
    pub most_usage_rate: Rate,
    /// Days in repair at which the desk warns; a house rule.
    pub warn_at_repair_days: Vec<u32>,
    /// Repairs of one fault at which the desk warns; a house rule.
    pub warn_at_repairs_of_one_fault: Vec<u32>,
}

impl Terms for GuaranteeTerms {
    const POLICY: PolicyName = PolicyName::ThreeGuarantees;
}

/// What the functions of this module ask for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WarrantyRules {
    /// 三包.
    pub three_guarantees: Dated<GuaranteeTerms>,
    /// 机动车维修质量保证期.
    pub repair_warranty: Dated<RepairWarrantyTerms>,
}
