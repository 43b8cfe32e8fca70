//! A technician clocks on to a job and off it 打卡. What the clock says is kept apart from the flat time.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Job, JobDeed, PauseReason, RepairConcern, RepairOrder, RepairRefusal,
    open_order::{OpenOrder, named},
};
use crate::{
    ahead::Ahead,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{ClockEntryId, JobId, PersonId, RepairOrderId},
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
    workshops::{StaffMember, working},
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "clock_entry", index(person, off_at), index(job), index(on_at))]
pub struct ClockEntry {
    pub id: ClockEntryId,
    pub person: PersonId,
    pub job: JobId,
    pub repair_order: RepairOrderId,
    pub on_at: Timestamp,
    pub off_at: Option<Timestamp>,
}

/// Clocks on oneself, or a colleague by right.
fn whose(context: &Context, person: Option<PersonId>) -> Result<PersonId, Stop> {
    match person {
        Some(person) if person != context.actor && !context.may(Right::EditService) => {
            Err(GeneralRefusal::MissingRight {
                right: Right::EditService,
            }
            .into())
        }
        Some(person) => Ok(person),
        None => Ok(context.actor),
    }
}

fn open_entry(facts: &dyn Facts, person: PersonId) -> Result<Option<ClockEntry>, Missing> {
    Ok(facts
        .by::<ClockEntry>(
            ClockEntry::BY_PERSON_OFF_AT,
            [person.to_value(), None::<Timestamp>.to_value()],
        )?
        .into_iter()
        .next())
}

/// The open entries of a job.
pub(super) fn open_on_job(facts: &dyn Facts, job: JobId) -> Result<Vec<ClockEntry>, Missing> {
    let mut entries = facts.by::<ClockEntry>(ClockEntry::BY_JOB, [job.to_value()])?;
    entries.retain(|entry| entry.off_at.is_none());
    Ok(entries)
}

impl OpenOrder<'_> {
    /// Closes an entry and gives its job the time.
    pub(super) fn clock_off(&mut self, entry: ClockEntry, job: Job) -> Job {
        let off_at = self.context.made_at.max(entry.on_at);
        let worked = job.worked.saturating_add(off_at.0 - entry.on_at.0);
        self.put(&ClockEntry {
            off_at: Some(off_at),
            ..entry
        });
        Job { worked, ..job }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ClockOn {
    pub entry: ClockEntryId,
    pub job: JobId,
    #[serde(default)]
    pub person: Option<PersonId>,
}

impl Rule for ClockOn {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::SeeService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<ClockEntry>(self.entry)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "clock_entry".to_owned(),
            }
            .into());
        }
        let person = working(facts, whose(context, self.person)?, "person")?;
        let (mut order, job) = OpenOrder::of_job(facts, context, self.job)?;
        let mut elsewhere = None;
        if let Some(open) = open_entry(facts, person.id)? {
            if open.job == self.job {
                // Clocking on twice is once.
                return Ok(crate::command::Outcome::default());
            }
            elsewhere = Some(leave(facts, context, open)?);
        }
        // What leaving the other job has written is known before this order is reckoned.
        if let Some(left) = elsewhere {
            order.changes = left.changes;
            order.concerns = left.concerns;
            order.order = named(&order.ahead(), order.order.id, "repairOrder")?;
        }
        let job = order.ahead().get::<Job>(job.id)?.unwrap_or(job);
        let number = order.order.number.clone();
        if job.authorised_at.is_none() {
            order.concerns.push(
                RepairConcern::WorkedUnauthorised {
                    title: job.title.clone(),
                    number,
                    job: job.id,
                }
                .into(),
            );
        }
        let skilled = StaffMember::read(facts, &person)?
            .skills_on(context.today())
            .contains(&job.skill);
        if !skilled {
            order.concerns.push(
                RepairConcern::WorkedWithoutSkill {
                    title: job.title.clone(),
                    name: person.name.clone(),
                    job: job.id,
                }
                .into(),
            );
        }
        order.put(&ClockEntry {
            id: self.entry,
            person: person.id,
            job: job.id,
            repair_order: order.order.id,
            on_at: context.made_at,
            off_at: None,
        });
        order.step(job, JobDeed::ClockOn, None)?;
        order.close()
    }
}

/// Leaves the job that an entry is open on, as one does when one goes on to another.
fn leave(
    facts: &dyn Facts,
    context: &Context,
    entry: ClockEntry,
) -> Result<crate::command::Outcome, Stop> {
    let job: Job = named(facts, entry.job, "job")?;
    let former: RepairOrder = named(facts, entry.repair_order, "job")?;
    let mut order = OpenOrder::at(facts, context, former);
    pause(&mut order, entry, job, PauseReason::Break)?;
    order.close()
}

/// Closes the entry; the job stands still when nobody else is on it.
fn pause(
    order: &mut OpenOrder,
    entry: ClockEntry,
    job: Job,
    reason: PauseReason,
) -> Result<(), Stop> {
    let job = order.clock_off(entry, job);
    let ahead = Ahead {
        facts: order.facts,
        changes: &order.changes,
    };
    if open_on_job(&ahead, job.id)?.is_empty() && JobDeed::Pause.from(job.state).is_some() {
        order.step(job, JobDeed::Pause, Some(reason))?;
    } else {
        order.put(&job);
    }
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ClockOff {
    pub job: JobId,
    #[serde(default)]
    pub person: Option<PersonId>,
    pub reason: PauseReason,
}

impl Rule for ClockOff {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::SeeService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let person = whose(context, self.person)?;
        let (mut order, job) = OpenOrder::of_job(facts, context, self.job)?;
        let entry = open_entry(facts, person)?
            .filter(|entry| entry.job == self.job)
            .ok_or_else(|| RepairRefusal::NotClockedOn {
                title: job.title.clone(),
            })?;
        pause(&mut order, entry, job, self.reason)?;
        order.close()
    }
}
