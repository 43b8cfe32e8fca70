//! A complaint whose deadline has passed goes up to the managers 升级, once for each deadline. Time does that,
//! so the platform's own actor gives it; a desk only shows that it is overdue.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Complaint, ComplaintDeed, ComplaintRefusal, found, steps::put_step};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::{ColumnValue, Entity},
    facts::{Facts, Lookup},
    ids::ComplaintId,
    people,
    rights::Right,
    time::Timestamp,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EscalateComplaint {
    pub complaint: ComplaintId,
    /// The deadline that has passed.
    pub deadline: Timestamp,
}

impl Rule for EscalateComplaint {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if context.actor != people::PLATFORM {
            return Err(ComplaintRefusal::PlatformOnly.into());
        }
        let mut complaint = found(facts, self.complaint)?;
        let mut changes = Changes::new();
        // Two nodes may see the same deadline pass, and an answer may arrive between the look and this
        // word: whoever comes second changes nothing.
        if complaint.escalates_at != Some(self.deadline) {
            return Ok(changes.into());
        }
        if self.deadline > context.decided_at {
            return Err(ComplaintRefusal::ComplaintNotOverdue { due: self.deadline }.into());
        }
        complaint.escalated_at = Some(context.made_at);
        complaint.escalations += 1;
        complaint.escalates_at =
            Some(complaint.solution_due).filter(|solution| *solution > self.deadline);
        put_step(
            context,
            &mut complaint,
            ComplaintDeed::Escalated,
            "",
            &mut changes,
        );
        Ok(changes.into())
    }
}

/// The question for the complaints whose deadline has passed by now.
pub fn complaints_to_escalate(now: Timestamp) -> Lookup {
    Lookup {
        table: Complaint::TABLE,
        index: Complaint::BY_ESCALATES_AT,
        equals: Vec::new(),
        range: Some((Some(Timestamp(0)).to_value(), Some(now.plus(1)).to_value())),
    }
}
