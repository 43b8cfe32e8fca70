//! Which days are worked on: weekends, holidays, and the days that are worked instead.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;
use ts_rs::TS;

/// What kind of day a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum DayKind {
    /// An ordinary Monday to Friday.
    Working,
    /// An ordinary Saturday or Sunday.
    Weekend,
    /// In a block of days off: a statutory day, or a day swapped or joined to it.
    Holiday,
    /// A Saturday or Sunday that is worked on for a day swapped.
    MakeUpWorkday,
}

impl DayKind {
    /// Whether the day counts for deadlines in working days.
    #[must_use]
    pub const fn is_worked(self) -> bool {
        match self {
            DayKind::Working | DayKind::MakeUpWorkday => true,
            DayKind::Weekend | DayKind::Holiday => false,
        }
    }
}

/// The notice for a year is not there: its working days are unknown and not guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[error("the holiday calendar of {year} is not known; import it first")]
pub struct NoCalendar {
    /// The year that was asked about.
    pub year: i32,
}

/// One holiday of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HolidayBlock {
    /// Name in Chinese.
    pub zh: String,
    /// Name in English.
    pub en: String,
    /// First day off.
    pub from: NaiveDate,
    /// Last day off.
    pub to: NaiveDate,
    /// The days of it that are statutory (全国年节及纪念日放假办法), on which work is paid threefold.
    pub statutory: BTreeSet<NaiveDate>,
    /// Weekend days worked on instead.
    #[serde(default)]
    pub work: BTreeSet<NaiveDate>,
}

/// The notice for one year. Importable: a higher version replaces a lower one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CalendarYear {
    /// The year.
    pub year: i32,
    /// Rises with each correction.
    pub version: u32,
    /// The notice.
    pub source: String,
    /// Its holidays.
    pub holidays: Vec<HolidayBlock>,
}

/// A year's table that cannot be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code")]
pub enum CalendarError {
    /// A day lies outside the year of its table.
    #[error("{day} lies outside the year")]
    #[serde(rename = "calendarOutsideYear")]
    OutsideYear {
        /// The day.
        day: NaiveDate,
    },
    /// A block ends before it begins, or a statutory day lies outside its block.
    #[error("the block around {day} does not hold together")]
    #[serde(rename = "calendarBrokenBlock")]
    BrokenBlock {
        /// The day.
        day: NaiveDate,
    },
    /// A day worked instead is not a Saturday or Sunday, or is itself off.
    #[error("{day} cannot be a day worked instead")]
    #[serde(rename = "calendarNotMadeUp")]
    NotMadeUp {
        /// The day.
        day: NaiveDate,
    },
}

/// The years that are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<CalendarYear>", into = "Vec<CalendarYear>")]
pub struct Calendar {
    years: BTreeMap<i32, CalendarYear>,
}

impl Calendar {
    /// This calendar with one more year, or a newer version of one. An older version changes nothing.
    pub fn with_year(mut self, year: CalendarYear) -> Result<Calendar, CalendarError> {
        year.check()?;
        let newer = self
            .years
            .get(&year.year)
            .is_none_or(|known| known.version <= year.version);
        if newer {
            self.years.insert(year.year, year);
        }
        Ok(self)
    }

    /// The years that are known, in order.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.keys().copied()
    }

    /// What kind of day a date is.
    pub fn kind_of(&self, day: NaiveDate) -> Result<DayKind, NoCalendar> {
        let year = self.year_of(day)?;
        let kind = if year.holidays.iter().any(|block| block.is_off(day)) {
            DayKind::Holiday
        } else if year.holidays.iter().any(|block| block.work.contains(&day)) {
            DayKind::MakeUpWorkday
        } else if is_weekend(day) {
            DayKind::Weekend
        } else {
            DayKind::Working
        };
        Ok(kind)
    }

    /// Whether the day counts for deadlines in working days.
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, NoCalendar> {
        self.kind_of(day).map(DayKind::is_worked)
    }

    /// Whether the day is one of the statutory days of the law.
    pub fn is_statutory_day(&self, day: NaiveDate) -> Result<bool, NoCalendar> {
        let year = self.year_of(day)?;
        Ok(year
            .holidays
            .iter()
            .any(|block| block.statutory.contains(&day)))
    }

    /// The holiday that a day off or a day worked instead belongs to.
    pub fn holiday_on(&self, day: NaiveDate) -> Result<Option<&HolidayBlock>, NoCalendar> {
        let year = self.year_of(day)?;
        Ok(year
            .holidays
            .iter()
            .find(|block| block.is_off(day) || block.work.contains(&day)))
    }

    /// The last of so many working days after a day, which itself is not counted (Civil Code art. 201).
    pub fn add_working_days(&self, start: NaiveDate, count: u32) -> Result<NaiveDate, NoCalendar> {
        let mut day = start;
        for _ in 0..count {
            day = self.next_working_day(day)?;
        }
        Ok(day)
    }

    /// How many working days lie after one day up to and including another; zero when it is not later.
    pub fn working_days_between(
        &self,
        after: NaiveDate,
        until: NaiveDate,
    ) -> Result<u32, NoCalendar> {
        let mut count = 0;
        for day in after.iter_days().skip(1).take_while(|day| *day <= until) {
            count += u32::from(self.is_working_day(day)?);
        }
        Ok(count)
    }

    fn next_working_day(&self, after: NaiveDate) -> Result<NaiveDate, NoCalendar> {
        let mut day = after;
        loop {
            day = day
                .checked_add_days(Days::new(1))
                .ok_or(NoCalendar { year: after.year() })?;
            if self.is_working_day(day)? {
                return Ok(day);
            }
        }
    }

    fn year_of(&self, day: NaiveDate) -> Result<&CalendarYear, NoCalendar> {
        self.years
            .get(&day.year())
            .ok_or(NoCalendar { year: day.year() })
    }
}

impl TryFrom<Vec<CalendarYear>> for Calendar {
    type Error = CalendarError;

    fn try_from(years: Vec<CalendarYear>) -> Result<Calendar, CalendarError> {
        years
            .into_iter()
            .try_fold(Calendar::default(), Calendar::with_year)
    }
}

impl From<Calendar> for Vec<CalendarYear> {
    fn from(calendar: Calendar) -> Vec<CalendarYear> {
        calendar.years.into_values().collect()
    }
}

impl HolidayBlock {
    fn is_off(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

impl CalendarYear {
    fn check(&self) -> Result<(), CalendarError> {
        for block in &self.holidays {
            let days = [block.from, block.to];
            if let Some(day) = days
                .iter()
                .chain(&block.work)
                .find(|day| day.year() != self.year)
            {
                return Err(CalendarError::OutsideYear { day: *day });
            }
            if block.to < block.from {
                return Err(CalendarError::BrokenBlock { day: block.from });
            }
            if let Some(day) = block.statutory.iter().find(|day| !block.is_off(**day)) {
                return Err(CalendarError::BrokenBlock { day: *day });
            }
            let wrong = block.work.iter().find(|day| {
                !is_weekend(**day) || self.holidays.iter().any(|other| other.is_off(**day))
            });
            if let Some(day) = wrong {
                return Err(CalendarError::NotMadeUp { day: *day });
            }
        }
        Ok(())
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}
