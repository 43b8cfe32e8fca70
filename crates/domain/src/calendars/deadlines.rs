//! By when a duty has to be done: the statutory deadlines, from data.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;
use ts_rs::TS;

use super::{CalendarRules, NoCalendar, days_after, months_after};
use crate::dated::{PolicyName, Terms, Undefined};

/// A duty with a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum DeadlineKind {
    /// Telling a complainant the result (汽车销售管理办法).
    ComplaintResult,
    /// Answering a demand for replacement or return (三包 art. 28).
    ThreeGuaranteesAnswer,
    /// Completing a replacement or return (三包 art. 28).
    ThreeGuaranteesCompletion,
    /// Refunding or doing a duty after a consumer's demand, before it counts as deliberate delay.
    RefundOnDemand,
    /// The authority's handling of a complaint (消费者权益保护法 art. 46).
    AuthorityHandling,
    /// Mediation by 12315, from acceptance.
    Mediation,
    /// Declaring the purchase tax (车辆购置税法 art. 12).
    PurchaseTaxDeclaration,
    /// Answering a request about personal information (house rule; the law says 及时).
    PersonalInformationRequest,
    /// Deleting sensitive car data on request (汽车数据安全管理若干规定 art. 9).
    CarDataDeletion,
}

/// How long a duty may take; the day it starts on is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Length {
    /// Statutory working days.
    WorkingDays(u32),
    /// Calendar days.
    Days(u32),
    /// Calendar months.
    Months(u32),
}

/// The deadlines that hold at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineTable {
    /// Length by duty; a duty that is missing is undefined.
    pub lengths: BTreeMap<DeadlineKind, Length>,
}

impl Terms for DeadlineTable {
    const POLICY: PolicyName = PolicyName::Deadlines;
}

/// Why a due date cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code")]
pub enum DeadlineError {
    /// The length is not known for the day.
    #[error(transparent)]
    #[serde(rename = "policyUndefined")]
    Undefined(#[from] Undefined),
    /// It reaches into a year whose working days are not known.
    #[error(transparent)]
    #[serde(rename = "calendarYearUnknown")]
    NoCalendar(#[from] NoCalendar),
}

impl CalendarRules {
    /// The last day on which a duty that arose on a day can be done in time.
    pub fn due(&self, duty: DeadlineKind, start: NaiveDate) -> Result<NaiveDate, DeadlineError> {
        let table = &self.deadlines.on(start)?.terms;
        let length = table.lengths.get(&duty).ok_or(Undefined {
            policy: DeadlineTable::POLICY,
            on: start,
        })?;
        match *length {
            Length::WorkingDays(count) => Ok(self.calendar.add_working_days(start, count)?),
            Length::Days(count) => Ok(days_after(start, count)),
            Length::Months(count) => Ok(months_after(start, count)),
        }
    }
}
