//! When the workshop could take a car for this work, as the booking's own rule would find it: hours, skills,
//! a bay and an advisor.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

use super::{BookedJob, minutes_by_skill};
use crate::{
    command::Stop,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{BayId, LaneId},
    time::Timestamp,
    workshops::{
        Bay, BayState, EarliestAsk, EarliestSlot, Post, Staff, days_ahead, first_slots, instant,
        main_skill, taken_on, total_minutes, workshop,
    },
};

/// How many slots a day can have on its quarter hours at most.
const SLOTS_A_DAY: usize = 24 * 4;
/// How many free slots a refusal names.
const NAMED: usize = 3;

/// The slots on these days at which this work could be promised, until there are so many.
pub fn open_service_slots(
    facts: &dyn Facts,
    lane: LaneId,
    jobs: &[BookedJob],
    (first, last): (NaiveDate, NaiveDate),
    now: Timestamp,
    zone: Tz,
) -> Result<Vec<EarliestSlot>, Stop> {
    let days = last.signed_duration_since(first).num_days().max(0) + 1;
    let most = SLOTS_A_DAY * usize::try_from(days).unwrap_or(1);
    found(facts, lane, jobs, (first, last), now, zone, most)
}

/// The slots nearest to a time at which the work cannot be promised: of that day, else the first after it.
pub fn nearest_service_slots(
    facts: &dyn Facts,
    lane: LaneId,
    jobs: &[BookedJob],
    wanted: Timestamp,
    now: Timestamp,
    zone: Tz,
) -> Result<Vec<EarliestSlot>, Stop> {
    let terms = workshop(facts, lane)?;
    let day = wanted.date_in(zone).max(now.date_in(zone));
    let mut slots = open_service_slots(facts, lane, jobs, (day, day), now, zone)?;
    if slots.len() < NAMED {
        let next = day.succ_opt().unwrap_or(day);
        let last = last_day(now.date_in(zone), terms.furthest_days);
        slots.extend(found(facts, lane, jobs, (next, last), now, zone, NAMED)?);
    }
    slots.retain(|slot| slot.starts_at != wanted);
    slots.sort_by_key(|slot| ((slot.starts_at.0 - wanted.0).abs(), slot.starts_at));
    slots.truncate(NAMED);
    Ok(slots)
}

fn last_day(today: NaiveDate, furthest_days: u32) -> NaiveDate {
    today
        .checked_add_days(Days::new(u64::from(furthest_days)))
        .unwrap_or(NaiveDate::MAX)
}

fn found(
    facts: &dyn Facts,
    lane: LaneId,
    jobs: &[BookedJob],
    (first, last): (NaiveDate, NaiveDate),
    now: Timestamp,
    zone: Tz,
    most: usize,
) -> Result<Vec<EarliestSlot>, Stop> {
    let terms = workshop(facts, lane)?;
    let today = now.date_in(zone);
    let first = first.max(today);
    let last = last.min(last_day(today, terms.furthest_days));
    if first > last {
        return Ok(Vec::new());
    }
    let minutes = minutes_by_skill(jobs);
    let skill = main_skill(&minutes);
    let mut bays = facts.by::<Bay>(Bay::BY_STATE_ORDINAL, [BayState::InUse.to_value()])?;
    bays.retain(|bay| bay.skills.0.contains(&skill));
    let bays: Vec<BayId> = bays.into_iter().map(|bay| bay.id).collect();
    let count = last.signed_duration_since(first).num_days() + 1;
    let days = days_ahead(
        facts,
        lane,
        &terms,
        first,
        u32::try_from(count).unwrap_or(u32::MAX),
    );
    // The minute before midnight lets the day's first quarter hour be looked at as well.
    let dawn = instant(first, 0, zone).plus(-60_000);
    first_slots(
        &EarliestAsk {
            asked: &minutes,
            minutes: total_minutes(&minutes),
            not_before: now.max(dawn),
            bays: &bays,
            advisors: &Staff::read(facts, Post::Advisor, first)?,
            terms: &terms,
            zone,
        },
        days,
        most,
        |resources, day| Ok(taken_on(facts, resources, day)?),
    )
}
