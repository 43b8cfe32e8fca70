//! A job is done 竣工, and somebody else looks at it 质检: it passes, or is done again 返工.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ClockEntry, Job, JobDeed, RepairConcern, RepairRefusal, clocking::open_on_job,
    open_order::OpenOrder,
};
use crate::{
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::JobId,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FinishJob {
    pub job: JobId,
    #[serde(default)]
    pub cause: String,
    pub correction: String,
}

impl Rule for FinishJob {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::SeeService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::fits("cause", &self.cause, checks::REMARK)?;
        checks::filled("correction", &self.correction, checks::REMARK)?;
        let (mut order, mut job) = OpenOrder::of_job(facts, context, self.job)?;
        for entry in open_on_job(facts, job.id)? {
            job = order.clock_off(entry, job);
        }
        if job.worked == 0 {
            order.concerns.push(
                RepairConcern::FinishedUnclocked {
                    title: job.title.clone(),
                    number: order.order.number.clone(),
                    job: job.id,
                }
                .into(),
            );
        }
        let job = Job {
            cause: self.cause.trim().to_owned(),
            correction: self.correction.trim().to_owned(),
            ..job
        };
        order.step(job, JobDeed::Finish, None)?;
        order.close()
    }
}

crate::words! {
    pub enum JobVerdict {
        Passed => "passed",
        Failed => "failed",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct InspectJob {
    pub job: JobId,
    pub verdict: JobVerdict,
    #[serde(default)]
    pub remark: String,
}

impl Rule for InspectJob {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let (mut order, job) = OpenOrder::of_job(facts, context, self.job)?;
        let own = facts
            .by::<ClockEntry>(ClockEntry::BY_JOB, [job.id.to_value()])?
            .iter()
            .any(|entry| entry.person == context.actor);
        if own {
            return Err(RepairRefusal::OwnWork { title: job.title }.into());
        }
        let (deed, reworks) = match self.verdict {
            JobVerdict::Passed => {
                checks::fits("remark", &self.remark, checks::REMARK)?;
                (JobDeed::Pass, job.reworks)
            }
            JobVerdict::Failed => {
                // Whoever does it again must know what is wrong.
                checks::filled("remark", &self.remark, checks::REMARK)?;
                (JobDeed::Fail, job.reworks.saturating_add(1))
            }
        };
        let job = Job {
            inspected_by: Some(context.actor),
            inspected_at: Some(context.made_at),
            inspection_remark: self.remark.trim().to_owned(),
            reworks,
            ..job
        };
        order.step(job, deed, None)?;
        order.close()
    }
}
