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
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
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

/// A stretch for which a bay or a person is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenStretch {
    pub resource: RecordId,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

/// For what some bays or people are taken on a day, by the rules' own facts.
pub(crate) fn taken_on(
    facts: &dyn Facts,
    resources: &[RecordId],
    day: NaiveDate,
) -> Result<Vec<TakenStretch>, Missing> {
    let mut taken = Vec::new();
    let mut missing = None;
    for resource in resources {
        match facts.by::<WorkshopSlot>(
            WorkshopSlot::BY_RESOURCE_DAY,
            [resource.to_value(), day.to_value()],
        ) {
            Ok(slots) => taken.extend(slots.into_iter().map(|slot| TakenStretch {
                resource: *resource,
                starts_at: slot.starts_at,
                ends_at: slot.ends_at,
            })),
            // Whoever fetches what is missing fetches all of the day at once.
            Err(absent) => missing = Some(absent),
        }
    }
    missing.map_or(Ok(taken), Err)
}

/// The first slot on these days, which come in order and no further than needed. `taken` gives for what some bays or people are taken on a
/// day; advisors are asked for only where a bay is free.
pub fn earliest_slot<E>(
    ask: &EarliestAsk,
    days: impl IntoIterator<Item = Result<WorkshopDay, E>>,
    taken: impl FnMut(&[RecordId], NaiveDate) -> Result<Vec<TakenStretch>, E>,
) -> Result<Option<EarliestSlot>, E> {
    Ok(first_slots(ask, days, 1, taken)?.pop())
}

/// The first so many slots on these days, in their order.
pub fn first_slots<E>(
    ask: &EarliestAsk,
    days: impl IntoIterator<Item = Result<WorkshopDay, E>>,
    most: usize,
    mut taken: impl FnMut(&[RecordId], NaiveDate) -> Result<Vec<TakenStretch>, E>,
) -> Result<Vec<EarliestSlot>, E> {
    let mut found = Vec::new();
    let first = ask.not_before.date_in(ask.zone);
    for day in days {
        let day = day?;
        let Some(open) = day.open().filter(|_| day.day >= first) else {
            continue;
        };
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
        let day = Day {
            day: day.day,
            open,
            from,
        };
        on_day(ask, &day, most, &mut taken, &mut found)?;
        if found.len() >= most {
            break;
        }
    }
    Ok(found)
}

/// A day on which the skills are left.
struct Day {
    day: NaiveDate,
    open: Hours,
    /// The first minute that is asked for.
    from: u32,
}

/// Adds the slots of one day until there are so many.
fn on_day<E>(
    ask: &EarliestAsk,
    on: &Day,
    most: usize,
    taken: &mut impl FnMut(&[RecordId], NaiveDate) -> Result<Vec<TakenStretch>, E>,
    found: &mut Vec<EarliestSlot>,
) -> Result<(), E> {
    let (day, open) = (on.day, on.open);
    let ids: Vec<RecordId> = ask.bays.iter().map(|bay| (*bay).into()).collect();
    let in_bays = taken(&ids, day)?;
    let bays: Vec<(BayId, Busy)> = ask
        .bays
        .iter()
        .map(|bay| {
            let busy = Busy::of((*bay).into(), &in_bays, ask.terms.buffer_minutes);
            (*bay, busy)
        })
        .collect();
    let lunch = ask.terms.lunch;
    let mut advisors = None;
    let mut begin = on.from.next_multiple_of(GRID_MINUTES);
    while begin < open.until && found.len() < most {
        let end = work_until(begin, ask.minutes, lunch);
        if (lunch.from..lunch.until).contains(&begin) || end > open.until {
            begin += GRID_MINUTES;
            continue;
        }
        let (starts_at, ends_at) = (instant(day, begin, ask.zone), instant(day, end, ask.zone));
        if let Some((bay, _)) = bays.iter().find(|(_, busy)| busy.free(starts_at, ends_at)) {
            let advisors = match &advisors {
                Some(known) => known,
                None => &*advisors.insert(on_shift(ask, on, taken)?),
            };
            let received = begin + ask.terms.reception_minutes;
            let received_at = instant(day, received, ask.zone);
            let advisor = advisors.iter().find(|(_, hours, busy)| {
                hours.from <= begin && received <= hours.until && busy.free(starts_at, received_at)
            });
            if let Some((advisor, _, _)) = advisor {
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
    Ok(())
}

/// The advisors of a day, with their hours and what they are taken for.
fn on_shift<E>(
    ask: &EarliestAsk,
    on: &Day,
    taken: &mut impl FnMut(&[RecordId], NaiveDate) -> Result<Vec<TakenStretch>, E>,
) -> Result<Vec<(PersonId, Hours, Busy)>, E> {
    let here: Vec<(PersonId, Hours)> = ask
        .advisors
        .members
        .iter()
        .filter_map(|member| {
            let hours = member.hours_on(Post::Advisor, on.day, on.open)?;
            Some((member.person, hours))
        })
        .collect();
    let ids: Vec<RecordId> = here.iter().map(|(person, _)| (*person).into()).collect();
    let with_cars = taken(&ids, on.day)?;
    Ok(here
        .into_iter()
        .map(|(person, hours)| (person, hours, Busy::of(person.into(), &with_cars, 0)))
        .collect())
}

/// The stretches of a day on which a bay or person is taken, with what is kept free around them.
struct Busy(Vec<(Timestamp, Timestamp)>);

impl Busy {
    fn of(resource: RecordId, taken: &[TakenStretch], buffer_minutes: u32) -> Self {
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
