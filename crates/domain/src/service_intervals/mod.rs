//! How far apart services lie 保养周期, as dated data: kilometres or months, whichever is first, and what the
//! prediction of the next one (SVC-12) goes by.

mod makers;

pub use makers::{KmOrMonths, MakerInterval, ServiceIntervals, SetMakerInterval};

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    dated::{Dated, PolicyName, Terms, Undefined},
    refusal::Refusal,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServiceInterval {
    pub interval_km: u32,
    pub interval_months: u32,
    /// What the fleet's kilometres a day weigh beside a car's own, as days of driving: with so many days of
    /// its own a car is believed half.
    pub fleet_weight_days: u32,
    /// A customer is called so many days before the service is due.
    pub call_ahead_days: u32,
    /// Whoever has not come for so many days after it was due goes elsewhere and is called no more.
    pub call_late_days: u32,
}

impl Terms for ServiceInterval {
    const POLICY: PolicyName = PolicyName::ServiceIntervals;
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct MaintenanceRules {
    intervals: Dated<ServiceInterval>,
}

static SHIPPED: LazyLock<MaintenanceRules> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../rules/maintenance.json")).unwrap_or_default()
});

/// The interval that holds on this day.
pub fn service_interval_on(day: NaiveDate) -> Result<ServiceInterval, Undefined> {
    Ok(SHIPPED.intervals.on(day)?.terms)
}

/// Why an interval cannot be set or found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum IntervalRefusal {
    /// A thousand to a hundred thousand kilometres, a month to five years, both or neither.
    IntervalImplausible { field: String },
    /// No version of a rule is known for the day.
    PolicyUndefined { policy: PolicyName, on: NaiveDate },
}

impl From<IntervalRefusal> for Refusal {
    fn from(refusal: IntervalRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}

impl From<Undefined> for IntervalRefusal {
    fn from(gap: Undefined) -> Self {
        Self::PolicyUndefined {
            policy: gap.policy,
            on: gap.on,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_interval_can_be_read_and_is_one_that_cars_have() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 29).expect("a day");
        let interval = service_interval_on(day).expect("a rule for today");
        assert!((3_000..=30_000).contains(&interval.interval_km));
        assert!((3..=24).contains(&interval.interval_months));
    }
}
