//! A repair order while a command works on it. Whatever the command puts, the order's sum and state are
//! reckoned from its jobs and lines at the end, in one place.

use super::{
    Job, JobDeed, JobState, JobStep, PauseReason, RepairLine, RepairOrder, RepairOrderState,
    RepairRefusal,
};
use crate::{
    ahead::Ahead,
    changes::Changes,
    command::{Outcome, Stop},
    context::Context,
    entity::{ColumnValue, Entity},
    facts::{Ask, Facts, Missing},
    ids::{JobId, JobStepId, RecordId, RepairOrderId},
    money::Fen,
    parts::Work,
    recalls,
    refusal::{Concern, GeneralRefusal},
};

pub(super) struct OpenOrder<'a> {
    pub facts: &'a dyn Facts,
    pub context: &'a Context,
    pub order: RepairOrder,
    pub changes: Changes,
    pub concerns: Vec<Concern>,
}

/// The record that a command names, or the refusal that says it is not there.
pub(super) fn named<T: Entity>(
    facts: &dyn Facts,
    id: impl Into<RecordId>,
    field: &str,
) -> Result<T, Stop> {
    facts.get::<T>(id)?.ok_or_else(|| {
        GeneralRefusal::NotFound {
            kind: T::TABLE.name.to_owned(),
            field: field.to_owned(),
        }
        .into()
    })
}

impl<'a> OpenOrder<'a> {
    /// An order whose work may still change.
    pub fn of(
        facts: &'a dyn Facts,
        context: &'a Context,
        repair_order: RepairOrderId,
    ) -> Result<Self, Stop> {
        let order: RepairOrder = named(facts, repair_order, "repairOrder")?;
        match order.state {
            RepairOrderState::Open | RepairOrderState::InWork | RepairOrderState::ToSettle => {}
            RepairOrderState::Settled | RepairOrderState::Left => {
                return Err(RepairRefusal::RepairOrderClosed {
                    number: order.number,
                    state: order.state,
                }
                .into());
            }
        }
        Ok(Self::at(facts, context, order))
    }

    /// The order of a job, and the job.
    pub fn of_job(
        facts: &'a dyn Facts,
        context: &'a Context,
        job: JobId,
    ) -> Result<(Self, Job), Stop> {
        let job: Job = named(facts, job, "job")?;
        Ok((Self::of(facts, context, job.repair_order)?, job))
    }

    /// An order in whatever state.
    pub fn at(facts: &'a dyn Facts, context: &'a Context, order: RepairOrder) -> Self {
        Self {
            facts,
            context,
            order,
            changes: Changes::new(),
            concerns: Vec::new(),
        }
    }

    pub fn put<T: Entity>(&mut self, entity: &T) {
        self.changes.put(self.context.lane, entity);
    }

    /// The facts with what this command has put.
    pub fn ahead(&self) -> Ahead<'_> {
        Ahead {
            facts: self.facts,
            changes: &self.changes,
        }
    }

    /// Does something about the parts of the order, over what this command has put.
    pub fn with_parts<T>(
        &mut self,
        deed: impl FnOnce(&mut Work) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let mut work = Work {
            facts: self.facts,
            context: self.context,
            changes: std::mem::take(&mut self.changes),
            concerns: std::mem::take(&mut self.concerns),
        };
        let done = deed(&mut work);
        self.changes = work.changes;
        self.concerns = work.concerns;
        done
    }

    /// All jobs of the order, in their places.
    pub fn jobs(&self) -> Result<Vec<Job>, Missing> {
        self.ahead()
            .by::<Job>(Job::BY_REPAIR_ORDER_ORDINAL, [self.order.id.to_value()])
    }

    /// All lines of the order.
    pub fn lines(&self) -> Result<Vec<RepairLine>, Missing> {
        self.ahead()
            .by::<RepairLine>(RepairLine::BY_REPAIR_ORDER_JOB, [self.order.id.to_value()])
    }

    /// The lines of one job.
    pub fn lines_of(&self, job: JobId) -> Result<Vec<RepairLine>, Missing> {
        self.ahead().by::<RepairLine>(
            RepairLine::BY_REPAIR_ORDER_JOB,
            [self.order.id.to_value(), job.to_value()],
        )
    }

    /// What the customer pays for a job.
    pub fn customers_part(&self, job: JobId) -> Result<Fen, Stop> {
        sum(self
            .lines_of(job)?
            .iter()
            .filter(|line| line.payer.pays_at_the_counter()))
    }

    /// Takes a job a step further, and closes and opens the entries of its log.
    pub fn step(
        &mut self,
        mut job: Job,
        deed: JobDeed,
        pause: Option<PauseReason>,
    ) -> Result<Job, Stop> {
        let state = deed
            .from(job.state)
            .ok_or_else(|| RepairRefusal::JobStepNotPossible {
                title: job.title.clone(),
                deed,
                state: job.state,
            })?;
        if state == job.state && pause == job.pause {
            self.put(&job);
            return Ok(job);
        }
        if let Some(step) = self.ahead().get::<JobStep>(job.step)? {
            let left_at = Some(self.context.made_at);
            self.put(&JobStep { left_at, ..step });
        }
        job.state = state;
        job.pause = pause;
        self.log(&mut job);
        recalls::follow_job(self.facts, self.context, &job, &mut self.changes)?;
        Ok(job)
    }

    /// Opens the log's entry for the state that a job is in now, and writes both.
    pub fn log(&mut self, job: &mut Job) {
        job.since = self.context.made_at;
        job.step = JobStepId::derived(
            self.context.command,
            &format!("step {} {}", job.id, self.changes.0.len()),
        );
        let step = JobStep {
            id: job.step,
            job: job.id,
            repair_order: job.repair_order,
            state: job.state,
            pause: job.pause,
            entered_at: self.context.made_at,
            left_at: None,
            by: self.context.actor,
        };
        self.put(&step);
        self.put(&*job);
    }

    /// Writes the order with what its jobs and lines come to.
    pub fn close(mut self) -> Result<Outcome, Stop> {
        let jobs = self.jobs()?;
        let lines = self.lines()?;
        self.order.total = sum(charged(&jobs, &lines))?;
        self.order.state = follow(&self.order, &jobs, &lines);
        let order = self.order.clone();
        self.put(&order);
        Ok(Outcome {
            changes: self.changes,
            concerns: self.concerns,
        })
    }
}

/// The lines of jobs that were not declined: what the order charges to anybody.
pub(super) fn charged<'l>(
    jobs: &'l [Job],
    lines: &'l [RepairLine],
) -> impl Iterator<Item = &'l RepairLine> {
    lines.iter().filter(|line| {
        jobs.iter()
            .any(|job| job.id == line.job && job.state != JobState::Declined)
    })
}

/// The one sum over lines.
pub(super) fn sum<'l>(lines: impl Iterator<Item = &'l RepairLine>) -> Result<Fen, Stop> {
    Fen::sum(lines.map(|line| line.amount)).ok_or_else(|| {
        GeneralRefusal::MoneyOutOfRange {
            field: "lines".to_owned(),
        }
        .into()
    })
}

fn follow(order: &RepairOrder, jobs: &[Job], lines: &[RepairLine]) -> RepairOrderState {
    let all_closed = jobs.iter().all(|job| job.state.is_closed());
    let on_sheets = charged(jobs, lines).all(|line| line.settlement.is_some());
    if order.settled_at.is_some() && all_closed && on_sheets {
        return if order.left_at.is_some() {
            RepairOrderState::Left
        } else {
            RepairOrderState::Settled
        };
    }
    if !jobs.is_empty() && all_closed {
        return RepairOrderState::ToSettle;
    }
    let begun = jobs
        .iter()
        .any(|job| !job.state.not_begun() && job.state != JobState::Declined);
    if begun {
        RepairOrderState::InWork
    } else {
        RepairOrderState::Open
    }
}
