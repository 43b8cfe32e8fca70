//! The earliest promise: the first time at which the day's hours, a bay and an advisor are all there.
//! Days that have not the skills left are passed over by their row alone; only for the others are the
//! slots of the day looked at.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Hours, Post, SkillMinutes, Staff, WorkshopDay, WorkshopSlot, WorkshopTerms, instant,
    minute_of_day, shortage, work_until,
};
use crate::{
    ids::{BayId, PersonId, RecordId},
    time::Timestamp,
};

/// Times are offered on the quarter hours, as people say them.
const GRID_MINUTES: u32 = 15;

/// What a slot is looked for.
pub struct EarliestAsk<'a> {
    pub asked: &'a SkillMinutes,
    /// How long the car stands in the bay.
    pub minutes: u32,
    pub not_before: Timestamp,
    /// The bays that would do, the best first.
    pub bays: &'a [BayId],
    pub advisors: &'a Staff,
    pub terms: &'a WorkshopTerms,
    pub zone: Tz,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EarliestSlot {
    pub day: NaiveDate,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub bay: BayId,
    pub advisor: PersonId,
}

/// The first slot on these days, which come in order. `slots` gives what is taken on a day.
pub fn earliest_slot<E>(
    ask: &EarliestAsk,
    days: &[WorkshopDay],
    slots: impl FnMut(NaiveDate) -> Result<Vec<WorkshopSlot>, E>,
) -> Result<Option<EarliestSlot>, E> {
    Ok(first_slots(ask, days, 1, slots)?.pop())
}

/// The first so many slots on these days, in their order.
pub fn first_slots<E>(
    ask: &EarliestAsk,
    days: &[WorkshopDay],
    most: usize,
    mut slots: impl FnMut(NaiveDate) -> Result<Vec<WorkshopSlot>, E>,
) -> Result<Vec<EarliestSlot>, E> {
    let mut found = Vec::new();
    let first = ask.not_before.date_in(ask.zone);
    for day in days.iter().filter(|day| day.day >= first) {
        let Some(open) = day.open() else { continue };
        let percent = ask.terms.bookable_percent;
        if shortage(&day.capacity.0, percent, &day.booked.0, ask.asked).is_some() {
            continue;
        }
        let from = if day.day == first {
            // The minute itself has begun.
            open.from.max(minute_of_day(ask.not_before, ask.zone) + 1)
        } else {
            open.from
        };
        on_day(ask, day.day, open, from, most, &slots(day.day)?, &mut found);
        if found.len() >= most {
            break;
        }
    }
    Ok(found)
}

/// Adds the slots of one day until there are so many.
fn on_day(
    ask: &EarliestAsk,
    day: NaiveDate,
    open: Hours,
    from: u32,
    most: usize,
    taken: &[WorkshopSlot],
    found: &mut Vec<EarliestSlot>,
) {
    let bays: Vec<(BayId, Busy)> = ask
        .bays
        .iter()
        .map(|bay| {
            (
                *bay,
                Busy::of((*bay).into(), taken, ask.terms.buffer_minutes),
            )
        })
        .collect();
    let advisors: Vec<(PersonId, Hours, Busy)> = ask
        .advisors
        .members
        .iter()
        .filter_map(|member| {
            let hours = member.hours_on(Post::Advisor, day, open)?;
            Some((
                member.person,
                hours,
                Busy::of(member.person.into(), taken, 0),
            ))
        })
        .collect();
    let lunch = ask.terms.lunch;
    let mut begin = from.next_multiple_of(GRID_MINUTES);
    while begin < open.until && found.len() < most {
        let at_lunch = (lunch.from..lunch.until).contains(&begin);
        let end = work_until(begin, ask.minutes, lunch);
        if !at_lunch && end <= open.until {
            let (starts_at, ends_at) = (instant(day, begin, ask.zone), instant(day, end, ask.zone));
            let received = begin + ask.terms.reception_minutes;
            let received_at = instant(day, received, ask.zone);
            let bay = bays.iter().find(|(_, busy)| busy.free(starts_at, ends_at));
            let advisor = advisors.iter().find(|(_, hours, busy)| {
                hours.from <= begin && received <= hours.until && busy.free(starts_at, received_at)
            });
            if let (Some((bay, _)), Some((advisor, _, _))) = (bay, advisor) {
                found.push(EarliestSlot {
                    day,
                    starts_at,
                    ends_at,
                    bay: *bay,
                    advisor: *advisor,
                });
            }
        }
        begin += GRID_MINUTES;
    }
}

/// The stretches of a day on which a bay or person is taken, with what is kept free around them.
struct Busy(Vec<(Timestamp, Timestamp)>);

impl Busy {
    fn of(resource: RecordId, taken: &[WorkshopSlot], buffer_minutes: u32) -> Self {
        let buffer = i64::from(buffer_minutes) * 60_000;
        Self(
            taken
                .iter()
                .filter(|slot| slot.resource == resource)
                .map(|slot| (slot.starts_at.plus(-buffer), slot.ends_at.plus(buffer)))
                .collect(),
        )
    }

    fn free(&self, from: Timestamp, until: Timestamp) -> bool {
        self.0
            .iter()
            .all(|(begin, end)| *end <= from || until <= *begin)
    }
}
