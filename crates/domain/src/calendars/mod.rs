//! Working days, statutory days, deadlines, and the ends of periods under the Civil Code.

mod deadlines;
mod periods;
mod working_days;

use serde::{Deserialize, Serialize};

use crate::dated::Dated;

pub use deadlines::{DeadlineError, DeadlineKind, DeadlineTable, Length};
pub use periods::{days_after, months_after, years_after};
pub use working_days::{Calendar, CalendarError, CalendarYear, DayKind, HolidayBlock, NoCalendar};

/// What the calendar functions ask for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CalendarRules {
    /// Days off and made up, year by year, from the notices of the State Council.
    pub calendar: Calendar,
    /// How long each duty may take.
    pub deadlines: Dated<DeadlineTable>,
}
