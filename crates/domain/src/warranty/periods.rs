//! From when until when 三包 holds (art. 18).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{GuaranteeTerms, WarrantyRules};
use crate::calendars::{days_after, years_after};
use crate::dated::{RuleStamp, Undefined};

/// The last days and kilometres of each period; whichever is reached first ends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GuaranteePeriods {
    /// The day everything counts from; itself not counted.
    #[ts(type = "string")]
    pub starts_on: NaiveDate,
    /// Last day of the first week (art. 22).
    #[ts(type = "string")]
    pub first_days_until: NaiveDate,
    /// Last day of the early period (arts. 20, 23).
    #[ts(type = "string")]
    pub early_until: NaiveDate,
    /// Kilometres of the early period.
    pub early_km: u32,
    /// Last day of 三包有效期.
    #[ts(type = "string")]
    pub guarantee_until: NaiveDate,
    /// Kilometres of 三包有效期.
    pub guarantee_km: u32,
    /// Last day of 包修期.
    #[ts(type = "string")]
    pub repair_until: NaiveDate,
    /// Kilometres of 包修期.
    pub repair_km: u32,
    /// The rule applied.
    pub rule: RuleStamp,
}

/// The periods of a car invoiced and delivered on two days: a delivery on another day than the invoice
/// starts them. Replacement starts them anew (art. 29): call with the dates of the new car.
pub fn guarantee_periods(
    invoiced_on: NaiveDate,
    delivered_on: Option<NaiveDate>,
    rules: &WarrantyRules,
) -> Result<GuaranteePeriods, Undefined> {
    let starts_on = delivered_on.unwrap_or(invoiced_on);
    let row = rules.three_guarantees.on(starts_on)?;
    let GuaranteeTerms {
        guarantee_years,
        guarantee_km,
        repair_years,
        repair_km,
        first_days,
        early_days,
        early_km,
        ..
    } = row.terms;
    Ok(GuaranteePeriods {
        starts_on,
        first_days_until: days_after(starts_on, first_days),
        early_until: days_after(starts_on, early_days),
        early_km,
        guarantee_until: years_after(starts_on, guarantee_years),
        guarantee_km,
        repair_until: years_after(starts_on, repair_years),
        repair_km,
        rule: row.stamp(),
    })
}

impl GuaranteePeriods {
    /// Within the first days; kilometres do not matter (art. 22).
    #[must_use]
    pub fn in_first_days(&self, day: NaiveDate) -> bool {
        day <= self.first_days_until
    }

    /// Within the early period by both measures.
    #[must_use]
    pub fn is_early(&self, day: NaiveDate, km: u32) -> bool {
        day <= self.early_until && km <= self.early_km
    }

    /// Within 三包有效期 by both measures.
    #[must_use]
    pub fn in_guarantee(&self, day: NaiveDate, km: u32) -> bool {
        day <= self.guarantee_until && km <= self.guarantee_km
    }

    /// Within 包修期 by both measures.
    #[must_use]
    pub fn in_repair_period(&self, day: NaiveDate, km: u32) -> bool {
        day <= self.repair_until && km <= self.repair_km
    }
}
