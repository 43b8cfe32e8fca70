//! More work on an order: what was asked for, or what was found while the car is here 增项. Its labour is
//! priced by the flat hours and the rate of the day.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Job, JobOrigin, JobState, NewJob, NewLine, Payer, RepairConcern, RepairLineKind,
    open_order::OpenOrder,
};
use crate::{
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    facts::{Ask, Facts},
    ids::{JobId, JobStepId, RepairOrderId},
    money::Fen,
    refusal::GeneralRefusal,
    rights::Right,
    service_bookings::{BookedJob, WantedJob, wanted_job},
    workshops::rate_on,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddJob {
    pub repair_order: RepairOrderId,
    pub new: NewJob,
}

impl Rule for AddJob {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        add_to_order(facts, context, self.repair_order, &self.new)
    }
}

/// The order with this job more.
pub(crate) fn add_to_order(
    facts: &dyn Facts,
    context: &Context,
    order: RepairOrderId,
    new: &NewJob,
) -> Decision {
    let mut order = OpenOrder::of(facts, context, order)?;
    let work = new.work(facts, "new")?;
    let job = order.add(new.job, work, new.payer, JobOrigin::Supplementary)?;
    if let Some(again) = new.again {
        order.mend_again(&job, again, new.payer)?;
    }
    order.close()
}

impl NewJob {
    /// What is to be done, with what its operation says.
    pub(super) fn work(&self, facts: &dyn Facts, field: &str) -> Result<BookedJob, Stop> {
        // What is mended again stays with the department that mended it.
        let department = match (self.department, self.again) {
            (None, Some(again)) => facts.get::<Job>(again)?.map(|earlier| earlier.department),
            (said, _) => said,
        };
        wanted_job(
            facts,
            &WantedJob {
                operation: self.operation,
                words: self.words.clone(),
                skill: self.skill,
                minutes: self.minutes,
                department,
            },
            field,
        )
    }
}

impl OpenOrder<'_> {
    /// Puts a job onto the order with the line for its labour.
    pub(super) fn add(
        &mut self,
        id: JobId,
        work: BookedJob,
        payer: Payer,
        origin: JobOrigin,
    ) -> Result<Job, Stop> {
        if self.ahead().get::<Job>(id)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "job".to_owned(),
            }
            .into());
        }
        self.order.jobs = self.order.jobs.saturating_add(1);
        let mut job = Job {
            id,
            repair_order: self.order.id,
            car: self.order.car,
            ordinal: self.order.jobs,
            origin,
            department: work.department,
            skill: work.skill,
            operation: work.operation,
            title: work.title,
            concern: work.words,
            cause: String::new(),
            correction: String::new(),
            flat_minutes: work.minutes,
            worked: 0,
            state: JobState::Proposed,
            pause: None,
            since: self.context.made_at,
            step: JobStepId::derived(self.context.command, "first"),
            authorised_by: String::new(),
            authorised_how: None,
            authorised_at: None,
            authorised_amount: Fen::ZERO,
            declined_because: String::new(),
            revived_as: None,
            counted_on: None,
            reworks: 0,
            inspected_by: None,
            inspected_at: None,
            inspection_remark: String::new(),
        };
        // A booking has taken the capacity for what it asked for.
        if self.order.booking.is_none() || origin != JobOrigin::First {
            self.count(&mut job)?;
        }
        self.log(&mut job);
        self.price_labour(&job, payer)?;
        Ok(job)
    }

    fn price_labour(&mut self, job: &Job, payer: Payer) -> Result<(), Stop> {
        if job.flat_minutes == 0 {
            // Nobody has said yet how long it takes.
            return Ok(());
        }
        let rate = match rate_on(self.facts, job.skill, self.context.today()) {
            Ok(rate) => rate,
            // A rate is never guessed: the job stands without its line until somebody prices it.
            Err(Stop::Refused(_)) => {
                self.concerns.push(
                    RepairConcern::LabourNotPriced {
                        title: job.title.clone(),
                        payer,
                    }
                    .into(),
                );
                return Ok(());
            }
            Err(Stop::Missing) => return Err(Stop::Missing),
        };
        let line = NewLine {
            kind: RepairLineKind::Labour,
            label: job.title.clone(),
            reference: String::new(),
            quantity: job.flat_minutes,
            unit_price: rate.per_hour,
            payer,
        }
        .line(
            NewJob::labour_line(self.context.command, job.id),
            self.order.id,
            job.id,
        )?;
        self.put(&line);
        Ok(())
    }
}
