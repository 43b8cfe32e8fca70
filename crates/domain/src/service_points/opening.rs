//! A week's hours as a person says them: days that follow each other and are alike in one breath.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::workshops::{Hours, WeekdayHours};

/// Weekdays from the first to the last, 1 for Monday, with the hours that they share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenDays {
    pub first: u32,
    pub last: u32,
    /// Nothing where the doors stay shut.
    pub hours: Option<Hours>,
}

/// The whole week from Monday on, days that are shut among them.
pub fn open_days(week: &[WeekdayHours]) -> Vec<OpenDays> {
    let mut days: Vec<OpenDays> = Vec::new();
    for weekday in 1..=7 {
        let hours = week
            .iter()
            .find(|hours| hours.weekday == weekday)
            .map(|hours| hours.hours());
        match days.last_mut() {
            Some(before) if before.hours == hours => before.last = weekday,
            Some(_) | None => days.push(OpenDays {
                first: weekday,
                last: weekday,
                hours,
            }),
        }
    }
    days
}
