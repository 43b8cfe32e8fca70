//! 机动车维修质量保证期: how long a repair is answered for, by days or kilometres, whichever ends first.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::WarrantyRules;
use crate::calendars::days_after;
use crate::dated::{PolicyName, RuleStamp, Terms, Undefined};

/// What was repaired, as the rule tells repairs apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RepairWork {
    /// 整车修理或总成修理.
    WholeCarOrAssembly,
    /// 二级维护.
    SecondLevelMaintenance,
    /// 一级维护, 小修, 专项修理.
    FirstLevelOrMinor,
}

/// Limits of one kind of repair.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepairLimits {
    /// Kilometres after completion.
    pub km: u32,
    /// Days after completion.
    pub days: u32,
}

/// The legal minimums by kind of repair.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RepairWarrantyTerms {
    /// For [`RepairWork::WholeCarOrAssembly`].
    pub whole_car_or_assembly: RepairLimits,
    /// For [`RepairWork::SecondLevelMaintenance`].
    pub second_level_maintenance: RepairLimits,
    /// For [`RepairWork::FirstLevelOrMinor`].
    pub first_level_or_minor: RepairLimits,
}

impl Terms for RepairWarrantyTerms {
    const POLICY: PolicyName = PolicyName::RepairWarranty;
}

/// Until when a repair is answered for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RepairWarranty {
    /// Last day, itself included; the day of completion is not counted.
    #[ts(type = "string")]
    pub last_day: NaiveDate,
    /// Last odometer reading, itself included.
    pub last_km: u32,
    /// The rule applied.
    pub rule: RuleStamp,
}

impl RepairWarranty {
    /// Whether a car that comes back on a day with a reading is still covered.
    #[must_use]
    pub fn covers(&self, day: NaiveDate, km: u32) -> bool {
        day <= self.last_day && km <= self.last_km
    }
}

/// The warranty of a repair that left the shop on a day with an odometer reading. A longer warranty of the
/// maker's parts goes before it.
pub fn repair_warranty(
    work: RepairWork,
    completed_on: NaiveDate,
    km: u32,
    rules: &WarrantyRules,
) -> Result<RepairWarranty, Undefined> {
    let row = rules.repair_warranty.on(completed_on)?;
    let limits = match work {
        RepairWork::WholeCarOrAssembly => row.terms.whole_car_or_assembly,
        RepairWork::SecondLevelMaintenance => row.terms.second_level_maintenance,
        RepairWork::FirstLevelOrMinor => row.terms.first_level_or_minor,
    };
    Ok(RepairWarranty {
        last_day: days_after(completed_on, limits.days),
        last_km: km.saturating_add(limits.km),
        rule: row.stamp(),
    })
}
