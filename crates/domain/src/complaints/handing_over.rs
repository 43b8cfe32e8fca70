//! Another colleague answers for a complaint from now on 转交.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ComplaintDeed, own_open, steps::put_step};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::{ComplaintId, PersonId},
    rights::Right,
    workshops::working,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HandOverComplaint {
    pub complaint: ComplaintId,
    pub to: PersonId,
    #[serde(default)]
    pub note: String,
}

impl Rule for HandOverComplaint {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::fits("note", &self.note, checks::REMARK)?;
        let mut complaint = own_open(facts, context, self.complaint)?;
        let person = working(facts, self.to, "to")?;
        complaint.owner = person.id;
        // Whose it became stands in the story, also once that colleague is called otherwise.
        let note = [person.name.as_str(), self.note.trim()]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(": ");
        let mut changes = Changes::new();
        put_step(
            context,
            &mut complaint,
            ComplaintDeed::HandedOver,
            &note,
            &mut changes,
        );
        Ok(changes.into())
    }
}
