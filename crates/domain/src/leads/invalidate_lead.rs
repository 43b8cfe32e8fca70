//! A lead turns out to be none: a wrong number, a joke, somebody who wanted something else.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LeadStep, follow_ups, own, standing, take_step};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::LeadId,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InvalidateLead {
    pub lead: LeadId,
    pub why: String,
}

impl Rule for InvalidateLead {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("why", &self.why, checks::REMARK)?;
        let mut lead = own(facts, self.lead, context)?;
        take_step(&mut lead, LeadStep::Invalidate)?;
        lead.closed_at = Some(context.made_at);
        lead.pooled_at = None;
        self.why.trim().clone_into(&mut lead.lost_remark);
        let mut changes = Changes::new();
        follow_ups::finish(facts, context, &mut lead, &self.why, &mut changes)?;
        standing::put(facts, context, &lead, &mut changes)?;
        Ok(changes.into())
    }
}
