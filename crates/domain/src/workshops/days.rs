//! One row a day says what the workshop can do on it and what is asked of it; bookings and the row are
//! written by the same decision, so nobody adds bookings up.

use chrono::{Days, NaiveDate};
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    CapacityShare, Hours, Post, SkillMinutes, Staff, WorkshopRefusal, WorkshopTerms,
    capacity::{with, without},
    open_on, total_minutes, workshop,
};
use crate::{
    ahead::Ahead,
    changes::Changes,
    command::Stop,
    context::Context,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts},
    ids::{CommandId, LaneId, WorkshopDayId, derived},
    refusal::Refusal,
};

/// In days.
const WEEK: u32 = 7;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "workshop_day", index(day))]
pub struct WorkshopDay {
    pub id: WorkshopDayId,
    pub day: NaiveDate,
    /// Opening hours in minutes since midnight; both nought when the doors are shut.
    pub opens: u32,
    pub closes: u32,
    pub capacity: Json<Vec<CapacityShare>>,
    pub booked: Json<SkillMinutes>,
    pub capacity_minutes: u32,
    pub booked_minutes: u32,
    pub bookings: u32,
}

/// The id of a lane's day: the same at every desk, whoever writes it first.
pub fn day_id(lane: LaneId, day: NaiveDate) -> WorkshopDayId {
    derived(CommandId(lane.0), &format!("workshop day {day}")).into()
}

impl WorkshopDay {
    /// A day of which nothing is booked.
    pub(crate) fn fresh(
        lane: LaneId,
        day: NaiveDate,
        open: Option<Hours>,
        staff: &Staff,
        lunch: Hours,
    ) -> Self {
        let mut fresh = Self {
            id: day_id(lane, day),
            day,
            opens: 0,
            closes: 0,
            capacity: Json(Vec::new()),
            booked: Json(SkillMinutes::new()),
            capacity_minutes: 0,
            booked_minutes: 0,
            bookings: 0,
        };
        fresh.staffed(open, staff, lunch);
        fresh
    }

    fn staffed(&mut self, open: Option<Hours>, staff: &Staff, lunch: Hours) {
        let hours = open.unwrap_or_default();
        (self.opens, self.closes) = (hours.from, hours.until);
        self.capacity =
            Json(open.map_or_else(Vec::new, |open| staff.capacity_on(self.day, open, lunch)));
        self.capacity_minutes = self
            .capacity
            .0
            .iter()
            .fold(0, |sum, share| sum.saturating_add(share.minutes));
    }

    /// When the doors are open, if they are.
    pub fn open(&self) -> Option<Hours> {
        let hours = Hours {
            from: self.opens,
            until: self.closes,
        };
        hours.plausible().then_some(hours)
    }

    /// Takes what a booking asks for.
    pub(crate) fn take(&mut self, asked: &SkillMinutes) {
        self.take_unasked(asked);
        self.bookings = self.bookings.saturating_add(1);
    }

    /// Gives back what a booking had.
    pub(crate) fn give_back(&mut self, asked: &SkillMinutes) {
        self.give_back_unasked(asked);
        self.bookings = self.bookings.saturating_sub(1);
    }

    /// Takes what work asks for that nobody has booked.
    pub(crate) fn take_unasked(&mut self, asked: &SkillMinutes) {
        self.booked = Json(with(&self.booked.0, asked));
        self.booked_minutes = total_minutes(&self.booked.0);
    }

    /// Gives back what work had that nobody has booked.
    pub(crate) fn give_back_unasked(&mut self, asked: &SkillMinutes) {
        self.booked = Json(without(&self.booked.0, asked));
        self.booked_minutes = total_minutes(&self.booked.0);
    }
}

/// The opening hours, or nothing on a day on which the doors are shut for whatever reason.
fn hours_or_shut(
    facts: &dyn Facts,
    terms: &WorkshopTerms,
    day: NaiveDate,
) -> Result<Option<Hours>, Stop> {
    match open_on(facts, terms, day) {
        Ok(hours) => Ok(Some(hours)),
        Err(Stop::Refused(_)) => Ok(None),
        Err(Stop::Missing) => Err(Stop::Missing),
    }
}

/// The row of a day, reckoned anew when nobody has booked on it yet.
pub(crate) fn counted_day(
    facts: &dyn Facts,
    context: &Context,
    terms: &WorkshopTerms,
    day: NaiveDate,
) -> Result<WorkshopDay, Stop> {
    if let Some(there) = facts.get::<WorkshopDay>(day_id(context.lane, day))? {
        return Ok(there);
    }
    let staff = Staff::read(facts, Post::Technician, day)?;
    let open = hours_or_shut(facts, terms, day)?;
    Ok(WorkshopDay::fresh(
        context.lane,
        day,
        open,
        &staff,
        terms.lunch,
    ))
}

/// The rows of so many days from one on, whether anybody has booked on them or not.
pub fn days_from(
    facts: &dyn Facts,
    lane: LaneId,
    terms: &WorkshopTerms,
    from: NaiveDate,
    count: u32,
) -> Result<Vec<WorkshopDay>, Stop> {
    let until = from
        .checked_add_days(Days::new(u64::from(count)))
        .unwrap_or(NaiveDate::MAX);
    let mut known = facts
        .by_range::<WorkshopDay>(WorkshopDay::BY_DAY, [], (from.to_value(), until.to_value()))?
        .into_iter()
        .peekable();
    let mut staff = None;
    let mut days = Vec::with_capacity(count as usize);
    for day in from.iter_days().take_while(|day| *day < until) {
        if let Some(there) = known.next_if(|there| there.day == day) {
            days.push(there);
            continue;
        }
        let staff = match &staff {
            Some(read) => read,
            None => &*staff.insert(Staff::read(facts, Post::Technician, from)?),
        };
        let open = hours_or_shut(facts, terms, day)?;
        days.push(WorkshopDay::fresh(lane, day, open, staff, terms.lunch));
    }
    Ok(days)
}

/// The same rows, read a week at a time and only as far as somebody looks: what is free soon needs no row of a day far off.
pub fn days_ahead<'a>(
    facts: &'a dyn Facts,
    lane: LaneId,
    terms: &'a WorkshopTerms,
    from: NaiveDate,
    count: u32,
) -> impl Iterator<Item = Result<WorkshopDay, Stop>> + 'a {
    (0..count).step_by(WEEK as usize).flat_map(move |past| {
        let read = from
            .checked_add_days(Days::new(u64::from(past)))
            .map_or(Ok(Vec::new()), |first| {
                days_from(facts, lane, terms, first, WEEK.min(count - past))
            });
        match read {
            Ok(days) => days.into_iter().map(Ok).collect(),
            Err(stop) => vec![Err(stop)],
        }
    })
}

/// Reckons the capacity of today and of every later day that has a row, after these changes.
pub(crate) fn refresh_days(
    facts: &dyn Facts,
    context: &Context,
    changes: &mut Changes,
) -> Result<(), Stop> {
    let rows = {
        let ahead = Ahead { facts, changes };
        let terms = match workshop(&ahead, context.lane) {
            Ok(terms) => terms,
            // Bays and shifts may be written down before the hours are set; nothing is booked then.
            Err(Stop::Refused(refusal)) if refusal == not_set_up() => return Ok(()),
            Err(stop) => return Err(stop),
        };
        let rows = ahead.by_range::<WorkshopDay>(
            WorkshopDay::BY_DAY,
            [],
            (context.today().to_value(), last_day().to_value()),
        )?;
        let staff = Staff::read(&ahead, Post::Technician, context.today())?;
        let mut refreshed = Vec::with_capacity(rows.len());
        for row in rows {
            let mut now = row.clone();
            now.staffed(hours_or_shut(&ahead, &terms, row.day)?, &staff, terms.lunch);
            if now != row {
                refreshed.push(now);
            }
        }
        refreshed
    };
    for row in &rows {
        changes.put(context.lane, row);
    }
    Ok(())
}

/// The last day that its text still orders rightly: beyond it years have a sign.
pub(super) fn last_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX)
}

fn not_set_up() -> Refusal {
    WorkshopRefusal::WorkshopNotSetUp.into()
}
