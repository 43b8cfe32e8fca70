//! The public pool 公海: leads that nobody follows up, for whoever takes them first.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LeadRefusal, LeadStep, NextFollowUp, follow_ups, found, name_of, own, standing};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::LeadId,
    rights::Right,
};

/// Gives a lead back to the pool, with its next follow-up as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReturnToPool {
    pub lead: LeadId,
    pub why: String,
}

impl Rule for ReturnToPool {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("why", &self.why, checks::REMARK)?;
        let mut lead = own(facts, self.lead, context)?;
        if lead.pooled_at.is_some() {
            return Err(LeadRefusal::LeadInPool.into());
        }
        if !lead.state.is_live() {
            return Err(LeadRefusal::LeadStepNotPossible {
                step: LeadStep::Attempt,
                state: lead.state,
            }
            .into());
        }
        lead.owner = None;
        lead.assigned_at = None;
        lead.pooled_at = Some(context.made_at);
        let mut changes = Changes::new();
        follow_ups::hand_over(facts, context, &lead, &mut changes)?;
        standing::put(facts, context, &lead, &mut changes)?;
        Ok(changes.into())
    }
}

/// Takes a lead out of the pool; the quicker one has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakeFromPool {
    pub lead: LeadId,
    pub next_follow_up: NextFollowUp,
}

impl Rule for TakeFromPool {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut lead = found(facts, self.lead)?;
        if lead.pooled_at.is_none() {
            return Err(match lead.owner {
                Some(owner) => LeadRefusal::LeadTaken {
                    owner: name_of(facts, Some(owner))?,
                },
                None => LeadRefusal::LeadNotInPool,
            }
            .into());
        }
        // What lies in the pool is live; reviews and ends take it out.
        if !lead.state.is_live() {
            return Err(LeadRefusal::LeadNotInPool.into());
        }
        lead.owner = Some(context.actor);
        lead.assigned_at = Some(context.made_at);
        lead.pooled_at = None;
        follow_ups::check(facts, context, &lead, &self.next_follow_up)??;
        let mut changes = Changes::new();
        follow_ups::plan(
            facts,
            context,
            &mut lead,
            &self.next_follow_up,
            "",
            &mut changes,
        )?;
        standing::put(facts, context, &lead, &mut changes)?;
        Ok(changes.into())
    }
}
