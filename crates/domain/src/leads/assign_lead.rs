//! A lead is given to a colleague; the change of owner is in the lead's history.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LeadRefusal, LeadState, LeadStep, colleague, follow_ups, found, standing};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::{LeadId, PersonId},
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssignLead {
    pub lead: LeadId,
    pub to: PersonId,
}

impl Rule for AssignLead {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::AssignLeads);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut lead = found(facts, self.lead)?;
        // A lead under review can be given to another too: whoever reported it may have left.
        if !lead.state.is_open() {
            return Err(LeadRefusal::LeadStepNotPossible {
                step: LeadStep::Attempt,
                state: lead.state,
            }
            .into());
        }
        let person = colleague(facts, self.to, "to")?;
        lead.owner = Some(person.id);
        lead.assigned_at = Some(context.made_at);
        lead.pooled_at = None;
        let mut changes = Changes::new();
        if lead.state != LeadState::LostReported {
            follow_ups::hand_over(facts, context, &lead, &mut changes)?;
        }
        standing::put(facts, context, &lead, &mut changes)?;
        Ok(changes.into())
    }
}
