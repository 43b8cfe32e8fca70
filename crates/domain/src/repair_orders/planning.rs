//! A job is given a bay, a technician and a time 派工. What stands in the way is named.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Job, JobDeed, RepairRefusal, open_order::OpenOrder};
use crate::{
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    facts::{Ask, Facts},
    ids::{BayId, JobId, PersonId, RecordId},
    rights::Right,
    time::Timestamp,
    workshops::{
        Bay, Claim, Post, SlotHolder, SlotResource, StaffMember, WorkshopRefusal, WorkshopSlot,
        claim, instant, minute_of_day, open_on, release, work_until, working, workshop,
    },
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanJob {
    pub job: JobId,
    pub bay: BayId,
    pub technician: PersonId,
    pub starts_at: Timestamp,
    /// How long it is planned for; the flat time when nothing is said.
    #[serde(default)]
    pub minutes: Option<u32>,
}

impl Rule for PlanJob {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let (mut order, job) = OpenOrder::of_job(facts, context, self.job)?;
        let (pause, skill, flat) = (job.pause, job.skill, job.flat_minutes);
        order.step(job, JobDeed::Plan, pause)?;
        let terms = workshop(facts, context.lane)?;
        let day = self.starts_at.date_in(context.zone);
        let open = open_on(facts, &terms, day)?;
        let begin = minute_of_day(self.starts_at, context.zone);
        let minutes = self.minutes.unwrap_or(flat);
        if minutes == 0 {
            return Err(WorkshopRefusal::MinutesImplausible {
                field: "minutes".to_owned(),
            }
            .into());
        }
        let end = work_until(begin, minutes, terms.lunch);
        let ends_at = instant(day, end, context.zone);
        if ends_at <= context.made_at {
            return Err(RepairRefusal::PlanInPast {
                field: "startsAt".to_owned(),
            }
            .into());
        }
        if begin < open.from || end > open.until {
            return Err(RepairRefusal::PlanBeyondClosing {
                closes_at: instant(day, open.until, context.zone),
                field: "startsAt".to_owned(),
            }
            .into());
        }
        let bay = Bay::for_work(facts, self.bay, skill, "bay")?;
        let person = working(facts, self.technician, "technician")?;
        let member = StaffMember::read(facts, &person)?;
        if !member.skills_on(day).contains(&skill) {
            return Err(WorkshopRefusal::SkillMissing {
                name: person.name,
                skill,
                field: "technician".to_owned(),
            }
            .into());
        }
        let on_shift = member
            .hours_on(Post::Technician, day, open)
            .is_some_and(|hours| hours.from <= begin && end <= hours.until);
        if !on_shift {
            return Err(WorkshopRefusal::OffShift {
                name: person.name,
                person: person.id,
                field: "technician".to_owned(),
            }
            .into());
        }
        release(facts, context, self.job.into(), &mut order.changes)?;
        give_up_booked_bay(&mut order)?;
        let wanted = |kind, resource: RecordId, name, buffer_minutes, field| Claim {
            resource_kind: kind,
            resource,
            name,
            day,
            starts_at: self.starts_at,
            ends_at,
            buffer_minutes,
            holder_kind: SlotHolder::Job,
            holder: self.job.into(),
            instead_of: order.order.booking.map(RecordId::from),
            label: &order.order.number,
            field,
        };
        let in_bay = wanted(
            SlotResource::Bay,
            bay.id.into(),
            bay.name.as_str(),
            terms.buffer_minutes,
            "bay",
        );
        let by_technician = wanted(
            SlotResource::Technician,
            person.id.into(),
            person.name.as_str(),
            0,
            "technician",
        );
        let mut taken = crate::changes::Changes::new();
        claim(facts, context, &in_bay, &mut taken)?;
        claim(facts, context, &by_technician, &mut taken)?;
        order.changes.0.append(&mut taken.0);
        order.close()
    }
}

/// The bay that the booking kept is free as soon as the work has a place of its own.
fn give_up_booked_bay(order: &mut OpenOrder) -> Result<(), Stop> {
    let Some(booking) = order.order.booking else {
        return Ok(());
    };
    let slots = order.facts.by::<WorkshopSlot>(
        WorkshopSlot::BY_HOLDER,
        [crate::entity::ColumnValue::to_value(&RecordId::from(
            booking,
        ))],
    )?;
    for slot in slots {
        if slot.resource_kind == SlotResource::Bay {
            order
                .changes
                .delete::<WorkshopSlot>(order.context.lane, slot.id);
        }
    }
    Ok(())
}

/// Takes a job off the board.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct UnplanJob {
    pub job: JobId,
}

impl Rule for UnplanJob {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let (mut order, job) = OpenOrder::of_job(facts, context, self.job)?;
        let pause = job.pause;
        let job: Job = order.step(job, JobDeed::Unplan, pause)?;
        release(facts, context, job.id.into(), &mut order.changes)?;
        order.close()
    }
}
