//! Days in repair (arts. 21, 24, 40) and the warnings before they become a claim.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::GuaranteeTerms;

const MINUTES_A_DAY: u32 = 24 * 60;

/// One stay in the workshop, from the agreement to repair until the repair is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RepairStay {
    /// Minutes between agreement and completion.
    pub minutes: u32,
    /// Minutes of it that do not count: transport of parts made for this VIN and of the traction battery,
    /// and the way of a rescue (art. 24).
    pub excluded_minutes: u32,
}

impl RepairStay {
    /// Each started 24 hours count as a day.
    #[must_use]
    pub const fn days(self) -> u32 {
        self.minutes
            .saturating_sub(self.excluded_minutes)
            .div_ceil(MINUTES_A_DAY)
    }
}

/// The days of all stays of a car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RepairDays {
    /// Stay by stay.
    pub each: Vec<u32>,
    /// Together.
    pub total: u32,
    /// Whether art. 24 (4) holds by days.
    pub exceeds_limit: bool,
    /// Stay by stay, whether a loaner car or transport money was due (art. 21).
    pub loaner_due: Vec<bool>,
    /// The day of a stay from which it is due.
    pub loaner_from_day: u32,
}

/// Counts the days of all stays under the terms of the car's 三包.
#[must_use]
pub fn repair_days(stays: &[RepairStay], terms: &GuaranteeTerms) -> RepairDays {
    let each: Vec<u32> = stays.iter().map(|stay| stay.days()).collect();
    let total = each
        .iter()
        .fold(0_u32, |total, days| total.saturating_add(*days));
    RepairDays {
        total,
        exceeds_limit: total > terms.most_repair_days,
        loaner_due: each
            .iter()
            .map(|days| *days > terms.loaner_after_days)
            .collect(),
        loaner_from_day: terms.loaner_after_days + 1,
        each,
    }
}

/// How near a car is to a claim for replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RepairWarning {
    /// Nothing to say.
    Quiet,
    /// A threshold has been reached.
    Near {
        /// The threshold.
        threshold: u32,
        /// What may not be exceeded.
        limit: u32,
    },
    /// The limit is exceeded: the buyer may ask for a new car or the money back.
    Exceeded {
        /// What may not be exceeded.
        limit: u32,
    },
}

/// The warning for so many days in repair.
#[must_use]
pub fn repair_warning(total_days: u32, terms: &GuaranteeTerms) -> RepairWarning {
    warning(
        total_days,
        &terms.warn_at_repair_days,
        terms.most_repair_days,
    )
}

/// The warning for so many repairs of one fault.
#[must_use]
pub fn repeat_warning(repairs_of_one_fault: u32, terms: &GuaranteeTerms) -> RepairWarning {
    warning(
        repairs_of_one_fault,
        &terms.warn_at_repairs_of_one_fault,
        terms.most_repairs_of_one_fault,
    )
}

fn warning(count: u32, thresholds: &[u32], limit: u32) -> RepairWarning {
    if count > limit {
        return RepairWarning::Exceeded { limit };
    }
    thresholds
        .iter()
        .copied()
        .filter(|threshold| *threshold <= count)
        .max()
        .map_or(RepairWarning::Quiet, |threshold| RepairWarning::Near {
            threshold,
            limit,
        })
}
