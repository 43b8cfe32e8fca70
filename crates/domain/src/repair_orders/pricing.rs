//! The quote of a job: lines come, change and go. What changes the customer's part asks for the
//! customer's word anew, and is refused once the work has begun.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Job, JobDeed, NewLine, RepairLine, RepairRefusal,
    authorising::unauthorised,
    open_order::{OpenOrder, named},
};
use crate::{
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    facts::{Ask, Facts},
    ids::{JobId, RepairLineId},
    money::Fen,
    parts,
    refusal::GeneralRefusal,
    rights::Right,
    workshops::release,
};

/// Settles what a change of lines means for the customer's word.
pub(super) fn requoted(mut order: OpenOrder, job: Job, before: Fen) -> Decision {
    let after = order.customers_part(job.id)?;
    if after != before {
        if !job.state.not_begun() {
            return Err(RepairRefusal::JobInWork { title: job.title }.into());
        }
        if job.authorised_at.is_some() {
            let held = job.id;
            order.step(unauthorised(job), JobDeed::Quote, None)?;
            release(order.facts, order.context, held.into(), &mut order.changes)?;
        }
    }
    order.close()
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AddLine {
    pub line: RepairLineId,
    pub job: JobId,
    pub new: NewLine,
}

impl Rule for AddLine {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let (mut order, job) = OpenOrder::of_job(facts, context, self.job)?;
        if facts.get::<RepairLine>(self.line)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "repair_line".to_owned(),
            }
            .into());
        }
        let before = order.customers_part(job.id)?;
        let line = self.new.line(self.line, order.order.id, job.id)?;
        order.put(&line);
        requoted(order, job, before)
    }
}

fn unsettled<'a>(
    facts: &'a dyn Facts,
    context: &'a Context,
    line: RepairLineId,
) -> Result<(OpenOrder<'a>, Job, RepairLine), Stop> {
    let line: RepairLine = named(facts, line, "line")?;
    let (order, job) = OpenOrder::of_job(facts, context, line.job)?;
    if line.settlement.is_some() {
        return Err(RepairRefusal::LineSettled { label: line.label }.into());
    }
    Ok((order, job, line))
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ChangeLine {
    pub line: RepairLineId,
    pub new: NewLine,
}

impl Rule for ChangeLine {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let (mut order, job, _) = unsettled(facts, context, self.line)?;
        let before = order.customers_part(job.id)?;
        let line = self.new.line(self.line, order.order.id, job.id)?;
        order.put(&line);
        order.with_parts(|work| parts::line_changed(work, &line))?;
        requoted(order, job, before)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RemoveLine {
    pub line: RepairLineId,
}

impl Rule for RemoveLine {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let (mut order, job, line) = unsettled(facts, context, self.line)?;
        let before = order.customers_part(job.id)?;
        order.with_parts(|work| parts::line_removed(work, line.id))?;
        order.changes.delete::<RepairLine>(context.lane, line.id);
        requoted(order, job, before)
    }
}
