//! Somebody plans something for themself or for a colleague.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Task, TaskKind, TaskState, due_ahead};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::{CustomerId, PersonId, RecordId, TaskId},
    people::Person,
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlanTask {
    pub task: TaskId,
    pub kind: TaskKind,
    #[serde(default)]
    pub subject_kind: String,
    #[serde(default)]
    pub subject: Option<RecordId>,
    #[serde(default)]
    pub customer: Option<CustomerId>,
    /// Whoever plans it, unless a colleague is named.
    #[serde(default)]
    pub owner: Option<PersonId>,
    pub due: Timestamp,
    pub note: String,
}

impl Rule for PlanTask {
    const NATURE: Nature = Nature::Claim;
    /// Anybody plans their own day; only whoever assigns plans a colleague's.
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Task>(self.task)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "task".to_owned(),
            }
            .into());
        }
        checks::filled("note", &self.note, checks::REMARK)?;
        checks::fits("subjectKind", &self.subject_kind, checks::LINE)?;
        due_ahead("due", self.due, context)?;
        let owner = self.owner.unwrap_or(context.actor);
        if owner != context.actor && !context.may(Right::AssignLeads) {
            return Err(GeneralRefusal::MissingRight {
                right: Right::AssignLeads,
            }
            .into());
        }
        if facts.get::<Person>(owner)?.is_none() {
            return Err(GeneralRefusal::NotFound {
                kind: "person".to_owned(),
                field: "owner".to_owned(),
            }
            .into());
        }
        let task = Task {
            id: self.task,
            kind: self.kind,
            subject_kind: self.subject_kind.clone(),
            subject: self.subject,
            customer: self.customer,
            owner: Some(owner),
            due: self.due,
            note: self.note.trim().to_owned(),
            state: TaskState::Open,
            done_at: None,
            done_by: None,
            outcome: String::new(),
            made_at: context.made_at,
        };
        let mut changes = Changes::new();
        changes.put(context.lane, &task);
        Ok(changes.into())
    }
}
