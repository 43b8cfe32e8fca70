//! When the workshop is open, when it rests, and how its day is cut; the house's own calendar beside
//! the statutory one.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, TimeZone, Timelike};
use chrono_tz::Tz;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{WorkshopRefusal, refresh_days};
use crate::{
    calendars::{Calendar, CalendarRules},
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts},
    ids::{LaneId, OpeningExceptionId, WorkshopId},
    rights::Right,
    rules::rules_in_force,
    time::Timestamp,
};

/// A stretch of a day, in minutes since midnight by the dealership's clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Hours {
    pub from: u32,
    pub until: u32,
}

impl Hours {
    /// Whether it lies within one day and is not empty.
    pub const fn plausible(self) -> bool {
        self.from < self.until && self.until <= 24 * 60
    }

    /// The minutes that this stretch and another share.
    pub fn shared(self, other: Self) -> u32 {
        self.until
            .min(other.until)
            .saturating_sub(self.from.max(other.from))
    }

    /// What this stretch and another share, when they share anything.
    pub fn overlap(self, other: Self) -> Option<Self> {
        let both = Self {
            from: self.from.max(other.from),
            until: self.until.min(other.until),
        };
        both.plausible().then_some(both)
    }
}

/// The hours of one weekday, 1 for Monday to 7 for Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WeekdayHours {
    pub weekday: u32,
    pub from: u32,
    pub until: u32,
}

impl WeekdayHours {
    pub const fn hours(self) -> Hours {
        Hours {
            from: self.from,
            until: self.until,
        }
    }
}

/// The hours of that weekday among those of a week.
pub(super) fn hours_of(week: &[WeekdayHours], day: NaiveDate) -> Option<Hours> {
    week.iter()
        .find(|hours| hours.weekday == day.weekday().number_from_monday())
        .map(|hours| hours.hours())
}

/// Every weekday at most once, each within its day.
pub(crate) fn week_plausible(field: &str, week: &[WeekdayHours]) -> Result<(), WorkshopRefusal> {
    let sound = week.iter().enumerate().all(|(place, hours)| {
        (1..=7).contains(&hours.weekday)
            && hours.hours().plausible()
            && week[..place]
                .iter()
                .all(|other| other.weekday != hours.weekday)
    });
    if sound {
        Ok(())
    } else {
        Err(WorkshopRefusal::HoursImplausible {
            field: field.to_owned(),
        })
    }
}

crate::words! {
    /// What the house does on the statutory days of the law.
    pub enum HolidayOpening {
        Open => "open",
        Closed => "closed",
    }
}

/// How the workshop cuts its day; the house sets it whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkshopTerms {
    pub week: Vec<WeekdayHours>,
    /// Nobody works and no car is taken in; an empty stretch when there is none.
    pub lunch: Hours,
    pub statutory_days: HolidayOpening,
    /// Kept free in a bay between two cars.
    pub buffer_minutes: u32,
    /// How long an advisor takes to receive a car.
    pub reception_minutes: u32,
    /// A customer who is not there so many minutes after the time did not come 爽约.
    pub no_show_minutes: u32,
    /// How far ahead is booked.
    pub furthest_days: u32,
    /// How much of the capacity may be booked ahead; the rest is for cars that come unasked.
    pub bookable_percent: u32,
    /// When the customer is called after the car left 回访.
    pub follow_up_days: u32,
}

/// The dealership's workshop; its id is the lane's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "workshop")]
pub struct Workshop {
    pub id: WorkshopId,
    pub terms: Json<WorkshopTerms>,
    pub set_at: Timestamp,
}

/// A day on which the hours differ from the week's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "opening_exception", index(day))]
pub struct OpeningException {
    pub id: OpeningExceptionId,
    pub day: NaiveDate,
    /// Nothing when the doors stay shut.
    pub hours: Option<Json<Hours>>,
    pub reason: String,
    pub set_at: Timestamp,
}

/// The id of a lane's workshop.
fn workshop_id(lane: LaneId) -> WorkshopId {
    WorkshopId(lane.0)
}

/// The workshop's terms, which must be set before anything is booked.
pub(crate) fn workshop(facts: &dyn Facts, lane: LaneId) -> Result<WorkshopTerms, Stop> {
    Ok(facts
        .get::<Workshop>(workshop_id(lane))?
        .ok_or(WorkshopRefusal::WorkshopNotSetUp)?
        .terms
        .0)
}

/// The hours of a day, or the refusal that says why the doors are shut.
pub(crate) fn open_on(
    facts: &dyn Facts,
    terms: &WorkshopTerms,
    day: NaiveDate,
) -> Result<Hours, Stop> {
    let own = facts
        .by::<OpeningException>(OpeningException::BY_DAY, [day.to_value()])?
        .into_iter()
        .max_by_key(|exception| exception.set_at);
    if let Some(exception) = own {
        return exception.hours.map(|hours| hours.0).ok_or_else(|| {
            WorkshopRefusal::WorkshopClosed {
                day,
                reason: exception.reason,
            }
            .into()
        });
    }
    let calendars: Option<Arc<CalendarRules>> = match terms.statutory_days {
        HolidayOpening::Closed => Some(rules_in_force(facts)?),
        HolidayOpening::Open => None,
    };
    let shut_on = calendars.as_ref().map(|rules| &rules.calendar);
    Ok(ordinary_hours(terms, shut_on, day)?)
}

/// The hours of a day for which the house has set nothing of its own; the doors are shut on the statutory days of
/// the calendar, if there is one.
pub(super) fn ordinary_hours(
    terms: &WorkshopTerms,
    shut_on: Option<&Calendar>,
    day: NaiveDate,
) -> Result<Hours, WorkshopRefusal> {
    if let Some(calendar) = shut_on {
        let statutory = calendar
            .is_statutory_day(day)
            .map_err(|unknown| WorkshopRefusal::StatutoryDaysUnknown { year: unknown.year })?;
        if statutory {
            let reason = calendar
                .holiday_on(day)
                .ok()
                .flatten()
                .map_or_else(String::new, |block| block.zh.clone());
            return Err(WorkshopRefusal::WorkshopClosed { day, reason });
        }
    }
    hours_of(&terms.week, day).ok_or(WorkshopRefusal::WorkshopClosed {
        day,
        reason: String::new(),
    })
}

/// The instant at which the dealership's clock shows so many minutes since midnight.
pub fn instant(day: NaiveDate, minute: u32, zone: Tz) -> Timestamp {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    let local = midnight + chrono::Duration::minutes(i64::from(minute));
    let utc = zone.from_local_datetime(&local).earliest();
    Timestamp(utc.map_or_else(
        || local.and_utc().timestamp_millis(),
        |found| found.timestamp_millis(),
    ))
}

/// What the dealership's clock shows at an instant, in minutes since midnight.
pub fn minute_of_day(at: Timestamp, zone: Tz) -> u32 {
    let local = chrono::DateTime::<chrono::Utc>::from_timestamp_millis(at.0)
        .unwrap_or_default()
        .with_timezone(&zone);
    local.hour() * 60 + local.minute()
}

/// The minute at which work that begins at one minute and takes so many ends, when everybody rests at
/// lunch.
pub fn work_until(begin: u32, minutes: u32, lunch: Hours) -> u32 {
    let begin = if lunch.plausible() && (lunch.from..lunch.until).contains(&begin) {
        lunch.until
    } else {
        begin
    };
    let end = begin.saturating_add(minutes);
    if lunch.plausible() && begin < lunch.from && end > lunch.from {
        end.saturating_add(lunch.until - lunch.from)
    } else {
        end
    }
}

/// Sets how the workshop cuts its day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SetUpWorkshop {
    pub terms: WorkshopTerms,
}

/// Longer than a day is no buffer, no reception and no waiting.
const LONGEST_MINUTES: u32 = 24 * 60;
/// Nobody books further ahead than a year.
const FURTHEST_DAYS: u32 = 366;

impl Rule for SetUpWorkshop {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let terms = &self.terms;
        week_plausible("terms.week", &terms.week)?;
        let lunch = terms.lunch;
        if lunch.from != lunch.until && !lunch.plausible() {
            return Err(WorkshopRefusal::HoursImplausible {
                field: "terms.lunch".to_owned(),
            }
            .into());
        }
        for (field, minutes, least, most) in [
            (
                "terms.bufferMinutes",
                terms.buffer_minutes,
                0,
                LONGEST_MINUTES,
            ),
            (
                "terms.receptionMinutes",
                terms.reception_minutes,
                1,
                LONGEST_MINUTES,
            ),
            (
                "terms.noShowMinutes",
                terms.no_show_minutes,
                0,
                LONGEST_MINUTES,
            ),
            ("terms.furthestDays", terms.furthest_days, 1, FURTHEST_DAYS),
            ("terms.bookablePercent", terms.bookable_percent, 1, 100),
            ("terms.followUpDays", terms.follow_up_days, 1, FURTHEST_DAYS),
        ] {
            if !(least..=most).contains(&minutes) {
                return Err(WorkshopRefusal::MinutesImplausible {
                    field: field.to_owned(),
                }
                .into());
            }
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Workshop {
                id: workshop_id(context.lane),
                terms: Json(terms.clone()),
                set_at: context.made_at,
            },
        );
        refresh_days(facts, context, &mut changes)?;
        Ok(changes.into())
    }
}

/// Opens or shuts the doors on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SetOpeningException {
    pub exception: OpeningExceptionId,
    pub day: NaiveDate,
    /// Nothing when the doors stay shut.
    #[serde(default)]
    pub hours: Option<Hours>,
    pub reason: String,
}

impl Rule for SetOpeningException {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::LINE)?;
        if self.day < context.today() {
            return Err(crate::refusal::GeneralRefusal::DateOutOfRange {
                field: "day".to_owned(),
            }
            .into());
        }
        if self.hours.is_some_and(|hours| !hours.plausible()) {
            return Err(WorkshopRefusal::HoursImplausible {
                field: "hours".to_owned(),
            }
            .into());
        }
        let exception = OpeningException {
            id: self.exception,
            day: self.day,
            hours: self.hours.map(Json),
            reason: self.reason.trim().to_owned(),
            set_at: context.made_at,
        };
        let mut changes = Changes::new();
        changes.put(context.lane, &exception);
        refresh_days(facts, context, &mut changes)?;
        Ok(changes.into())
    }
}
