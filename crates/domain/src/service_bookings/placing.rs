//! Finding a booking its place: the hours of the day, the minutes of each skill, a bay and an advisor.
//! Whatever is missing is named, with the earliest time at which all of it would be there.

use chrono::{Days, NaiveDate};

use super::{BookedJob, BookingRefusal, Overbooking, minutes_by_skill};
use crate::{
    ahead::Ahead,
    changes::Changes,
    command::Stop,
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{BayId, PersonId, ServiceBookingId},
    people::Person,
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
    workshops::{
        Bay, BayState, Claim, EarliestAsk, Hours, Post, Shift, SkillMinutes, SlotHolder,
        SlotResource, Staff, StaffMember, WorkshopRefusal, WorkshopTerms, claim, counted_day,
        days_ahead, earliest_slot, free_from, instant, main_skill, minute_of_day, open_on,
        shortage, take, taken_on, total_minutes, work_until, working,
    },
};

/// What is asked for.
pub(super) struct Wish<'a> {
    pub booking: ServiceBookingId,
    pub number: &'a str,
    pub jobs: &'a [BookedJob],
    pub starts_at: Timestamp,
    pub bay: Option<BayId>,
    pub advisor: Option<PersonId>,
    pub overbooking: Overbooking,
}

/// What was found.
pub(super) struct Place {
    pub day: NaiveDate,
    pub ends_at: Timestamp,
    pub bay: Option<BayId>,
    pub advisor: PersonId,
    pub overbooked_minutes: u32,
}

/// Takes bay, advisor and minutes for a booking. What it had before was given back in `changes`.
pub(super) fn place(
    facts: &dyn Facts,
    context: &Context,
    terms: &WorkshopTerms,
    wish: &Wish,
    changes: &mut Changes,
) -> Result<Place, Stop> {
    let search = Search {
        facts,
        context,
        terms,
        wish,
        asked: minutes_by_skill(wish.jobs),
    };
    let times = search.times()?;
    let (mut row, overbooked_minutes) = {
        let ahead = Ahead { facts, changes };
        let row = counted_day(&ahead, context, terms, times.day)?;
        let short = shortage(
            &row.capacity.0,
            terms.bookable_percent,
            &row.booked.0,
            &search.asked,
        );
        let minutes = match short {
            None => 0,
            Some(short) => match wish.overbooking {
                Overbooking::Allowed if context.may(Right::OverbookService) => short.minutes,
                Overbooking::Allowed => {
                    return Err(GeneralRefusal::MissingRight {
                        right: Right::OverbookService,
                    }
                    .into());
                }
                Overbooking::Refused => {
                    return Err(BookingRefusal::CapacityShort {
                        skill: short.skill,
                        minutes: short.minutes,
                        day: times.day,
                        earliest: search.earliest(&ahead)?,
                        field: "startsAt".to_owned(),
                    }
                    .into());
                }
            },
        };
        (row, minutes)
    };
    let bay = search.bay(&times, changes)?;
    let advisor = search.advisor(&times, changes)?;
    row.take(&search.asked);
    changes.put(context.lane, &row);
    Ok(Place {
        day: times.day,
        ends_at: times.ends_at,
        bay,
        advisor,
        overbooked_minutes,
    })
}

struct Times {
    day: NaiveDate,
    open: Hours,
    /// In minutes since midnight.
    begin: u32,
    ends_at: Timestamp,
    received_at: Timestamp,
}

struct Search<'a> {
    facts: &'a dyn Facts,
    context: &'a Context,
    terms: &'a WorkshopTerms,
    wish: &'a Wish<'a>,
    asked: SkillMinutes,
}

impl Search<'_> {
    /// The day and hours of the wish, within what the house does.
    fn times(&self) -> Result<Times, Stop> {
        let (context, terms) = (self.context, self.terms);
        let at = self.wish.starts_at;
        let field = || "startsAt".to_owned();
        if at < context.made_at {
            return Err(BookingRefusal::BookingInPast { at, field: field() }.into());
        }
        let day = at.date_in(context.zone);
        let last = context
            .today()
            .checked_add_days(Days::new(u64::from(terms.furthest_days)))
            .unwrap_or(NaiveDate::MAX);
        if day > last {
            return Err(BookingRefusal::BookingTooFar {
                last,
                field: field(),
            }
            .into());
        }
        let open = open_on(self.facts, terms, day)?;
        let on = |minute| instant(day, minute, context.zone);
        let begin = minute_of_day(at, context.zone);
        if begin < open.from || begin >= open.until {
            return Err(WorkshopRefusal::OutsideHours {
                day,
                from: on(open.from),
                until: on(open.until),
                field: field(),
            }
            .into());
        }
        let lunch = terms.lunch;
        if (lunch.from..lunch.until).contains(&begin) {
            return Err(BookingRefusal::AtLunch {
                from: on(lunch.from),
                until: on(lunch.until),
                field: field(),
            }
            .into());
        }
        let minutes = total_minutes(&self.asked);
        let most = (open.until - open.from).saturating_sub(open.shared(lunch));
        if minutes > most {
            return Err(BookingRefusal::LongerThanDay {
                minutes,
                most,
                field: "jobs".to_owned(),
            }
            .into());
        }
        let end = work_until(begin, minutes, lunch);
        if end > open.until {
            return Err(BookingRefusal::NotDoneByClosing {
                ends_at: on(end),
                closes_at: on(open.until),
                field: field(),
            }
            .into());
        }
        Ok(Times {
            day,
            open,
            begin,
            ends_at: on(end),
            received_at: at.plus(i64::from(terms.reception_minutes) * 60_000),
        })
    }

    fn bays(&self) -> Result<Vec<Bay>, Missing> {
        let skill = main_skill(&self.asked);
        let mut bays = self
            .facts
            .by::<Bay>(Bay::BY_STATE_ORDINAL, [BayState::InUse.to_value()])?;
        bays.retain(|bay| bay.skills.0.contains(&skill));
        // A bay that does little else comes first, so that the versatile ones stay free.
        bays.sort_by_key(|bay| (bay.skills.0.len(), bay.ordinal, bay.id));
        Ok(bays)
    }

    fn claim_of<'b>(
        &'b self,
        resource_kind: SlotResource,
        resource: crate::ids::RecordId,
        name: &'b str,
        times: &Times,
    ) -> Claim<'b> {
        let (ends_at, buffer_minutes, field) = match resource_kind {
            SlotResource::Bay => (times.ends_at, self.terms.buffer_minutes, "bay"),
            SlotResource::Advisor | SlotResource::Technician => (times.received_at, 0, "advisor"),
        };
        Claim {
            resource_kind,
            resource,
            name,
            day: times.day,
            starts_at: self.wish.starts_at,
            ends_at,
            buffer_minutes,
            holder_kind: SlotHolder::Booking,
            holder: self.wish.booking.into(),
            instead_of: None,
            label: self.wish.number,
            field,
        }
    }

    fn bay(&self, times: &Times, changes: &mut Changes) -> Result<Option<BayId>, Stop> {
        let skill = main_skill(&self.asked);
        if let Some(bay) = self.wish.bay {
            let bay = Bay::for_work(self.facts, bay, skill, "bay")?;
            let wanted = self.claim_of(SlotResource::Bay, bay.id.into(), &bay.name, times);
            claim(self.facts, self.context, &wanted, changes)?;
            return Ok(Some(bay.id));
        }
        let bays = self.bays()?;
        let free = first_free(&bays, |bay| {
            let wanted = self.claim_of(SlotResource::Bay, bay.id.into(), &bay.name, times);
            free_from(self.facts, &wanted)
        })?;
        if let Some(bay) = free {
            let wanted = self.claim_of(SlotResource::Bay, bay.id.into(), &bay.name, times);
            take(self.context, &wanted, changes);
            return Ok(Some(bay.id));
        }
        match self.wish.overbooking {
            // Whoever may overbook finds it a bay on the day.
            Overbooking::Allowed if self.context.may(Right::OverbookService) => Ok(None),
            Overbooking::Allowed | Overbooking::Refused => Err(BookingRefusal::NoBayFree {
                skill,
                earliest: self.earliest(self.facts)?,
                field: "startsAt".to_owned(),
            }
            .into()),
        }
    }

    fn on_shift(&self, member: &StaffMember, times: &Times) -> bool {
        member
            .hours_on(Post::Advisor, times.day, times.open)
            .is_some_and(|hours| self.receives(hours, times))
    }

    /// Whether somebody with these hours can receive the car.
    fn receives(&self, hours: Hours, times: &Times) -> bool {
        hours.from <= times.begin && times.begin + self.terms.reception_minutes <= hours.until
    }

    fn advisor(&self, times: &Times, changes: &mut Changes) -> Result<PersonId, Stop> {
        let Some(advisor) = self.wish.advisor else {
            return self.free_advisor(times, changes);
        };
        let person: Person = working(self.facts, advisor, "advisor")?;
        let member = StaffMember::read(self.facts, &person)?;
        if !self.on_shift(&member, times) {
            return Err(WorkshopRefusal::OffShift {
                name: person.name,
                person: person.id,
                field: "advisor".to_owned(),
            }
            .into());
        }
        let wanted = self.claim_of(SlotResource::Advisor, person.id.into(), &person.name, times);
        claim(self.facts, self.context, &wanted, changes)?;
        Ok(person.id)
    }

    /// The first whose shift it is, who has nobody else then, and who is here.
    fn free_advisor(&self, times: &Times, changes: &mut Changes) -> Result<PersonId, Stop> {
        let shifts = self
            .facts
            .by::<Shift>(Shift::BY_POST_PERSON, [Post::Advisor.to_value()])?;
        let free = first_free(&shifts, |shift| {
            let hours = shift
                .holds_on(times.day)
                .then(|| shift.hours_on(times.day, times.open))
                .flatten();
            if !hours.is_some_and(|hours| self.receives(hours, times)) {
                return Ok(false);
            }
            let wanted = self.claim_of(SlotResource::Advisor, shift.person.into(), "", times);
            if !free_from(self.facts, &wanted)? {
                return Ok(false);
            }
            let member = StaffMember::at_work(self.facts, shift.person)?;
            Ok(member.is_some_and(|member| self.on_shift(&member, times)))
        })?;
        if let Some(shift) = free {
            let wanted = self.claim_of(SlotResource::Advisor, shift.person.into(), "", times);
            take(self.context, &wanted, changes);
            return Ok(shift.person);
        }
        Err(BookingRefusal::NoAdvisorFree {
            earliest: self.earliest(self.facts)?,
            field: "startsAt".to_owned(),
        }
        .into())
    }

    /// What could be promised at the earliest, from the wished time on.
    fn earliest(&self, facts: &dyn Facts) -> Result<Option<Timestamp>, Stop> {
        let from = self.wish.starts_at.date_in(self.context.zone);
        let days = days_ahead(
            facts,
            self.context.lane,
            self.terms,
            from,
            self.terms.furthest_days,
        );
        let bays: Vec<BayId> = self.bays()?.into_iter().map(|bay| bay.id).collect();
        let found = earliest_slot(
            &EarliestAsk {
                asked: &self.asked,
                minutes: total_minutes(&self.asked),
                not_before: self.wish.starts_at,
                bays: &bays,
                advisors: &Staff::read(facts, Post::Advisor, from)?,
                terms: self.terms,
                zone: self.context.zone,
            },
            days,
            |resources, day| Ok(taken_on(facts, resources, day)?),
        )?;
        Ok(found.map(|slot| slot.starts_at))
    }
}

/// The first of them that is free. Where an answer is not at hand the others are asked after as well, so that the
/// platform fetches them together instead of one after the other.
fn first_free<T>(
    all: &[T],
    is_free: impl Fn(&T) -> Result<bool, Missing>,
) -> Result<Option<&T>, Missing> {
    let mut missing = None;
    for each in all {
        match is_free(each) {
            Ok(true) if missing.is_none() => return Ok(Some(each)),
            Ok(_) => {}
            Err(not_at_hand) => missing = Some(not_at_hand),
        }
    }
    missing.map_or(Ok(None), Err)
}
