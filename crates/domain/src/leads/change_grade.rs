//! A lead grows warmer or cooler, and its next follow-up with it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Grade, LeadRefusal, LeadStep, NextFollowUp, follow_ups, own, standing};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::LeadId,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeGrade {
    pub lead: LeadId,
    pub grade: Grade,
    pub next_follow_up: NextFollowUp,
}

impl Rule for ChangeGrade {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut lead = own(facts, self.lead, context)?;
        if !lead.state.is_live() {
            return Err(LeadRefusal::LeadStepNotPossible {
                step: LeadStep::Attempt,
                state: lead.state,
            }
            .into());
        }
        lead.grade = self.grade;
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
