//! The table of a rule by date, and the answer when it has no row for the day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

use crate::money::MoneyTooLarge;

/// Which rule a table, a stamp on a quote, or a gap belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PolicyName {
    /// 增值税 on goods, repair labour and services.
    ValueAddedTax,
    /// 增值税 of dealers in used cars.
    UsedCarValueAddedTax,
    /// 车辆购置税.
    PurchaseTax,
    /// Relief from 车辆购置税 for listed new-energy cars.
    PurchaseTaxRelief,
    /// 超豪华小汽车消费税 at the retail stage.
    LuxuryTax,
    /// 车船税: amounts.
    VehicleVesselTax,
    /// 车船税: which cars are taxed at all.
    VehicleVesselScope,
    /// 以旧换新.
    TradeIn,
    /// 交强险.
    CompulsoryInsurance,
    /// 定金.
    Deposit,
    /// How the cost of a loan must be shown.
    LoanCostDisclosure,
    /// How long and how much may be lent on a car.
    LoanLimits,
    /// 三包.
    ThreeGuarantees,
    /// 机动车维修质量保证期.
    RepairWarranty,
    /// Statutory deadlines.
    Deadlines,
    /// Intention grades and how soon a lead is to be contacted; the house's own rule.
    LeadHandling,
    /// How long records about a person must be kept.
    Retention,
    /// Hours, buffers and lengths of test drives; the house's own rule.
    TestDrives,
    /// Which classes of driving licences cover which cars.
    DrivingLicences,
    /// How soon complaints are answered and solved; the house's own rule.
    ComplaintHandling,
    /// How far apart services lie; the maker's or the house's own rule.
    ServiceIntervals,
}

/// The terms of one rule, as they stand in a row of its table.
pub trait Terms {
    /// The rule that such terms belong to.
    const POLICY: PolicyName;
}

/// Terms with the days on which they hold, both ends included, and where they come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InForce<T> {
    /// First day.
    pub from: NaiveDate,
    /// Last day; none when no end has been announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Law, notice or standard.
    pub source: String,
    /// The rule itself.
    #[serde(flatten)]
    pub terms: T,
}

impl<T> InForce<T> {
    fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }
}

impl<T: Terms> InForce<T> {
    /// What a paper says about the rule that it was reckoned by, and until when it holds.
    #[must_use]
    pub fn stamp(&self) -> RuleStamp {
        RuleStamp {
            policy: T::POLICY,
            from: self.from,
            to: self.to,
            source: self.source.clone(),
        }
    }
}

/// Which version of a rule an amount was reckoned by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RuleStamp {
    /// The rule.
    pub policy: PolicyName,
    /// First day of this version.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// Last day of this version; none when no end has been announced.
    #[ts(type = "string | null")]
    pub to: Option<NaiveDate>,
    /// Law, notice or standard.
    pub source: String,
}

/// No version of the rule is known for the day. Shown as 政策未定, 人工确认; never guessed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[error("no version of the rule {policy:?} is known for {on}; a person has to confirm")]
pub struct Undefined {
    /// The rule.
    pub policy: PolicyName,
    /// The day that was asked about.
    #[ts(type = "string")]
    pub on: NaiveDate,
}

/// Why a rule gave no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code")]
pub enum RuleError {
    /// No version of the rule is known for the day.
    #[error(transparent)]
    #[serde(rename = "policyUndefined")]
    Undefined(#[from] Undefined),
    /// The amounts are beyond anything money can hold.
    #[error("the amount is too large to be counted in fen")]
    #[serde(rename = "amountTooLarge")]
    TooLarge,
}

impl RuleError {
    /// Stable key of the message in the language files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            RuleError::Undefined(_) => "policyUndefined",
            RuleError::TooLarge => "amountTooLarge",
        }
    }
}

impl From<MoneyTooLarge> for RuleError {
    fn from(_: MoneyTooLarge) -> RuleError {
        RuleError::TooLarge
    }
}

/// All known versions of one rule, in order and without overlap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<InForce<T>>", into = "Vec<InForce<T>>")]
#[serde(bound(
    serialize = "T: Serialize + Clone",
    deserialize = "T: Deserialize<'de>"
))]
pub struct Dated<T> {
    rows: Vec<InForce<T>>,
}

/// A table that cannot be: days in the wrong order, two versions on one day, or no source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WindowError {
    /// The last day lies before the first.
    #[error("the version from {from} ends before it begins")]
    EndsBeforeItBegins {
        /// First day of the row.
        from: NaiveDate,
    },
    /// Two versions hold on one day.
    #[error("two versions hold on {on}")]
    Overlap {
        /// First day of the later row.
        on: NaiveDate,
    },
    /// A row does not say where it comes from.
    #[error("the version from {from} names no source")]
    NoSource {
        /// First day of the row.
        from: NaiveDate,
    },
}

impl<T> Dated<T> {
    /// Orders the rows and refuses tables that would leave a day with two answers.
    pub fn new(mut rows: Vec<InForce<T>>) -> Result<Dated<T>, WindowError> {
        rows.sort_by_key(|row| row.from);
        for row in &rows {
            if row.to.is_some_and(|last| last < row.from) {
                return Err(WindowError::EndsBeforeItBegins { from: row.from });
            }
            if row.source.trim().is_empty() {
                return Err(WindowError::NoSource { from: row.from });
            }
        }
        for pair in rows.windows(2) {
            if let [earlier, later] = pair
                && earlier.to.is_none_or(|last| last >= later.from)
            {
                return Err(WindowError::Overlap { on: later.from });
            }
        }
        Ok(Dated { rows })
    }

    /// All versions, the earliest first.
    #[must_use]
    pub fn rows(&self) -> &[InForce<T>] {
        &self.rows
    }
}

impl<T: Terms> Dated<T> {
    /// The version that holds on a day.
    pub fn on(&self, day: NaiveDate) -> Result<&InForce<T>, Undefined> {
        self.rows
            .iter()
            .find(|row| row.holds_on(day))
            .ok_or(Undefined {
                policy: T::POLICY,
                on: day,
            })
    }
}

/// The empty table: the rule is not known for any day.
impl<T> Default for Dated<T> {
    fn default() -> Dated<T> {
        Dated { rows: Vec::new() }
    }
}

impl<T> TryFrom<Vec<InForce<T>>> for Dated<T> {
    type Error = WindowError;

    fn try_from(rows: Vec<InForce<T>>) -> Result<Dated<T>, WindowError> {
        Dated::new(rows)
    }
}

impl<T> From<Dated<T>> for Vec<InForce<T>> {
    fn from(table: Dated<T>) -> Vec<InForce<T>> {
        table.rows
    }
}
