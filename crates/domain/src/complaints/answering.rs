//! The customer hears from the house 答复, and something is done 措施. Both are written down as they were,
//! whoever did them; what was not theirs to do is told.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Complaint, ComplaintDeed, ComplaintRefusal, ComplaintState, found, hears, not_yours,
    steps::put_step,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule, Stop},
    context::Context,
    facts::Facts,
    ids::ComplaintId,
    refusal::Concern,
    rights::Right,
};

/// Somebody spoke with the customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerComplaint {
    pub complaint: ComplaintId,
    /// What the customer was told.
    pub note: String,
}

/// Something was done about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordComplaintAction {
    pub complaint: ComplaintId,
    pub note: String,
}

impl Rule for AnswerComplaint {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut step = Done::of(facts, context, self.complaint, &self.note)?;
        if step.complaint.state == ComplaintState::Open {
            step.complaint.state = ComplaintState::Answered;
            step.complaint.answered_at = Some(context.made_at);
            step.complaint.reckon_due();
        }
        Ok(step.written(context, ComplaintDeed::Answered, &self.note))
    }
}

impl Rule for RecordComplaintAction {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut step = Done::of(facts, context, self.complaint, &self.note)?;
        if step.complaint.state != ComplaintState::Closed {
            step.complaint.acted_at = Some(context.made_at);
        }
        Ok(step.written(context, ComplaintDeed::Acted, &self.note))
    }
}

/// What was done about a complaint, with the rules that it broke.
struct Done {
    complaint: Complaint,
    concerns: Vec<Concern>,
}

impl Done {
    fn of(
        facts: &dyn Facts,
        context: &Context,
        complaint: ComplaintId,
        note: &str,
    ) -> Result<Self, Stop> {
        hears(context)?;
        checks::filled("note", note, checks::REMARK)?;
        let complaint = found(facts, complaint)?;
        let mut concerns = Vec::new();
        if let Some(whose) = not_yours(facts, context, &complaint)? {
            concerns.push(Concern::typed(&whose));
        }
        // It was done, although somebody closed the complaint meanwhile; the note stands with it.
        if complaint.state == ComplaintState::Closed {
            concerns.push(Concern::typed(&ComplaintRefusal::ComplaintClosed));
        }
        Ok(Self {
            complaint,
            concerns,
        })
    }

    fn written(mut self, context: &Context, deed: ComplaintDeed, note: &str) -> Outcome {
        let mut changes = Changes::new();
        put_step(context, &mut self.complaint, deed, note, &mut changes);
        Outcome {
            changes,
            concerns: self.concerns,
        }
    }
}
