//! A complaint is closed 结案 once something was done and the customer said what they think of it; who is not
//! content after all has it opened again, with everything it had.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ComplaintDeed, ComplaintRefusal, ComplaintState, CustomerVerdict, deadlines::Deadlines, found,
    hears, not_yours, own_open, steps::put_step,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::ComplaintId,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CloseComplaint {
    pub complaint: ComplaintId,
    pub verdict: CustomerVerdict,
    /// In the customer's words; of one who is out of reach, how it was tried.
    pub customer_said: String,
}

impl Rule for CloseComplaint {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut complaint = own_open(facts, context, self.complaint)?;
        if complaint.acted_at.is_none() {
            return Err(ComplaintRefusal::ComplaintWithoutAction.into());
        }
        checks::filled("customerSaid", &self.customer_said, checks::REMARK)?;
        complaint.state = ComplaintState::Closed;
        complaint.answered_at.get_or_insert(context.made_at);
        complaint.closed_at = Some(context.made_at);
        complaint.verdict = Some(self.verdict);
        self.customer_said
            .trim()
            .clone_into(&mut complaint.customer_said);
        complaint.reckon_due();
        let mut changes = Changes::new();
        put_step(
            context,
            &mut complaint,
            ComplaintDeed::Closed,
            &self.customer_said,
            &mut changes,
        );
        Ok(changes.into())
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReopenComplaint {
    pub complaint: ComplaintId,
    pub why: String,
}

impl Rule for ReopenComplaint {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        hears(context)?;
        checks::filled("why", &self.why, checks::REMARK)?;
        let mut complaint = found(facts, self.complaint)?;
        if complaint.state != ComplaintState::Closed {
            return Err(ComplaintRefusal::ComplaintNotClosed.into());
        }
        if let Some(refusal) = not_yours(facts, context, &complaint)? {
            return Err(refusal.into());
        }
        // The customer waits anew: the clock begins again, and what was done before did not do.
        let deadlines = Deadlines::from_now(facts, context, complaint.kind)?;
        complaint.state = ComplaintState::Open;
        complaint.answer_due = deadlines.answer_due;
        complaint.solution_due = deadlines.solution_due;
        complaint.lawful_until = deadlines.lawful_until;
        complaint.answered_at = None;
        complaint.acted_at = None;
        complaint.closed_at = None;
        complaint.verdict = None;
        complaint.customer_said = String::new();
        complaint.reopened += 1;
        complaint.escalates_at = Some(deadlines.answer_due);
        complaint.reckon_due();
        let mut changes = Changes::new();
        put_step(
            context,
            &mut complaint,
            ComplaintDeed::Reopened,
            &self.why,
            &mut changes,
        );
        Ok(changes.into())
    }
}
