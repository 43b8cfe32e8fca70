//! Ends of periods in days, months and years (Civil Code arts. 201 and 202).
//!
//! Article 203 (a last day on a holiday moves) is contested for 三包 and is not applied here.

use chrono::{Days, Months, NaiveDate};

/// The last of so many days after a day that itself is not counted.
///
/// Saturates at the end of the calendar, which no contract reaches.
#[must_use]
pub fn days_after(start: NaiveDate, days: u32) -> NaiveDate {
    start
        .checked_add_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MAX)
}

/// The day of the same number so many months on, or the last day of a month that has no such day.
#[must_use]
pub fn months_after(start: NaiveDate, months: u32) -> NaiveDate {
    start
        .checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// The same day so many years on; 29 February ends on the 28th in a common year.
#[must_use]
pub fn years_after(start: NaiveDate, years: u32) -> NaiveDate {
    months_after(start, years.saturating_mul(12))
}
