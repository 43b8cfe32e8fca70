//! The customer's word for each job: yes, by whom and how; or no, which is kept and may be asked again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    AuthorisedHow, Job, JobDeed, JobOrigin, JobState, NewLine, RepairLine, RepairLineKind,
    RepairOrder, RepairRefusal,
    open_order::{OpenOrder, named},
};
use crate::{
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{JobId, RepairLineId, RepairOrderId},
    money::Fen,
    parts,
    rights::Right,
    service_bookings::BookedJob,
    workshops::release,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AuthoriseJob {
    pub job: JobId,
    /// Who said yes.
    pub by: String,
    pub how: AuthorisedHow,
}

impl Rule for AuthoriseJob {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("by", &self.by, checks::LINE)?;
        let (mut order, job) = OpenOrder::of_job(facts, context, self.job)?;
        if job.authorised_at.is_some() {
            return Err(RepairRefusal::JobAuthorised {
                title: job.title,
                by: job.authorised_by,
            }
            .into());
        }
        let job = Job {
            authorised_by: self.by.trim().to_owned(),
            authorised_how: Some(self.how),
            authorised_at: Some(context.made_at),
            authorised_amount: order.customers_part(job.id)?,
            ..job
        };
        let pause = job.pause;
        order.step(job, JobDeed::Authorise, pause)?;
        order.close()
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DeclineJob {
    pub job: JobId,
    pub reason: String,
}

impl Rule for DeclineJob {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::REMARK)?;
        let (mut order, job) = OpenOrder::of_job(facts, context, self.job)?;
        let mut job = unauthorised(job);
        self.reason.trim().clone_into(&mut job.declined_because);
        order.uncount(&mut job)?;
        let declined = order.step(job, JobDeed::Decline, None)?;
        order.with_parts(|work| parts::forgo_job(work, declined.repair_order, declined.id))?;
        release(facts, context, self.job.into(), &mut order.changes)?;
        order.close()
    }
}

/// The job without the word that was given for it.
pub(super) fn unauthorised(job: Job) -> Job {
    Job {
        authorised_by: String::new(),
        authorised_how: None,
        authorised_at: None,
        authorised_amount: Fen::ZERO,
        ..job
    }
}

/// Declined work is wanted after all: in the order in which it was declined, or in a later one of the
/// same car, with today's rate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviveJob {
    pub job: JobId,
    /// The order that it is wanted in.
    pub into: RepairOrderId,
    /// The id of the new job, where that is another order.
    pub revived: JobId,
}

impl Rule for ReviveJob {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let job: Job = named(facts, self.job, "job")?;
        if job.state != JobState::Declined {
            return Err(RepairRefusal::JobStepNotPossible {
                title: job.title,
                deed: JobDeed::Revive,
                state: job.state,
            }
            .into());
        }
        if job.revived_as.is_some() {
            return Err(RepairRefusal::JobRevivedAlready { title: job.title }.into());
        }
        let mut order = OpenOrder::of(facts, context, self.into)?;
        if order.order.car != job.car {
            return Err(RepairRefusal::OtherCar {
                field: "into".to_owned(),
            }
            .into());
        }
        if job.repair_order == self.into {
            let mut job = Job {
                declined_because: String::new(),
                ..job
            };
            if order.order.booking.is_none() || job.origin != JobOrigin::First {
                order.count(&mut job)?;
            }
            let revived = order.step(job, JobDeed::Revive, None)?;
            order.with_parts(|work| parts::take_up(work, revived.repair_order, revived.id))?;
            return order.close();
        }
        let former: RepairOrder = named(facts, job.repair_order, "job")?;
        self.anew(&mut order, &job, &former)?;
        order.put(&Job {
            revived_as: Some(self.revived),
            ..job
        });
        order.close()
    }
}

impl ReviveJob {
    /// The job in its new order, with the lines that it was quoted with but for the labour's rate.
    fn anew(&self, order: &mut OpenOrder, job: &Job, former: &RepairOrder) -> Result<(), Stop> {
        let lines = order.facts.by::<RepairLine>(
            RepairLine::BY_REPAIR_ORDER_JOB,
            [former.id.to_value(), job.id.to_value()],
        )?;
        let payer = lines
            .first()
            .map_or(super::Payer::Customer, |line| line.payer);
        let added = order.add(
            self.revived,
            BookedJob {
                operation: job.operation,
                title: job.title.clone(),
                words: job.concern.clone(),
                department: job.department,
                skill: job.skill,
                minutes: job.flat_minutes,
            },
            payer,
            JobOrigin::Revived,
        )?;
        let others = lines
            .iter()
            .filter(|line| line.kind != RepairLineKind::Labour);
        for (place, former) in others.enumerate() {
            let line = NewLine {
                kind: former.kind,
                label: former.label.clone(),
                reference: former.reference.clone(),
                quantity: former.quantity,
                unit_price: former.unit_price,
                payer: former.payer,
            }
            .line(
                RepairLineId::derived(order.context.command, &format!("revived {place}")),
                order.order.id,
                added.id,
            )?;
            order.put(&line);
            order.with_parts(|work| parts::wanted_anew(work, former.id, &line))?;
        }
        Ok(())
    }
}
