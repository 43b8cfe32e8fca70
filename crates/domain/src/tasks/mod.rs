//! What somebody of the house has promised to do by when: the next follow-up of a lead, an approval,
//! a delivery, a call back. Every area plans its tasks here, so that "My day" has one place to look.

mod finish_task;
mod plan_task;
mod postpone_task;

pub use finish_task::FinishTask;
pub use plan_task::PlanTask;
pub use postpone_task::PostponeTask;

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    command::Stop,
    context::Context,
    entity::{ColumnValue, Table},
    facts::{Ask, Facts, Missing},
    ids::{CustomerId, PersonId, RecordId, TaskId},
    refusal::{GeneralRefusal, Refusal},
    rights::Right,
    time::Timestamp,
};

crate::words! {
    pub enum TaskKind {
        /// The next contact with a lead; planned and finished by the leads' own commands.
        FollowUp => "followUp",
        Approval => "approval",
        Delivery => "delivery",
        CallBack => "callBack",
        TestDrive => "testDrive",
        Other => "other",
    }
}

crate::words! {
    pub enum TaskState {
        Open => "open",
        Done => "done",
        /// Not needed any more.
        Void => "void",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "task",
    index(owner, state, kind, due),
    index(state, kind, due),
    index(subject, state),
    index(customer)
)]
pub struct Task {
    pub id: TaskId,
    pub kind: TaskKind,
    /// The kind (table name) of the record that it is about; empty when about none.
    pub subject_kind: String,
    pub subject: Option<RecordId>,
    pub customer: Option<CustomerId>,
    /// Whose task it is; nobody's while its lead is in the public pool.
    pub owner: Option<PersonId>,
    pub due: Timestamp,
    pub note: String,
    pub state: TaskState,
    pub done_at: Option<Timestamp>,
    pub done_by: Option<PersonId>,
    pub outcome: String,
    pub made_at: Timestamp,
}

impl Task {
    /// A new open task about a record.
    pub fn about(
        id: TaskId,
        kind: TaskKind,
        subject: (&'static Table, RecordId),
        due: Timestamp,
        context: &Context,
    ) -> Self {
        Self {
            id,
            kind,
            subject_kind: subject.0.name.to_owned(),
            subject: Some(subject.1),
            customer: None,
            owner: Some(context.actor),
            due,
            note: String::new(),
            state: TaskState::Open,
            done_at: None,
            done_by: None,
            outcome: String::new(),
            made_at: context.made_at,
        }
    }

    /// The same task, done with this outcome.
    pub fn done(mut self, outcome: &str, context: &Context) -> Self {
        self.state = TaskState::Done;
        outcome.trim().clone_into(&mut self.outcome);
        self.done_at = Some(context.made_at);
        self.done_by = Some(context.actor);
        self
    }

    /// The same task, needed no more.
    pub fn void(mut self, context: &Context) -> Self {
        self.state = TaskState::Void;
        self.done_at = Some(context.made_at);
        self.done_by = Some(context.actor);
        self
    }
}

/// The open tasks of this kind about a record.
pub fn open_about(
    facts: &dyn Facts,
    subject: RecordId,
    kind: TaskKind,
) -> Result<Vec<Task>, Missing> {
    Ok(facts
        .by::<Task>(
            Task::BY_SUBJECT_STATE,
            [Some(subject).to_value(), TaskState::Open.to_value()],
        )?
        .into_iter()
        .filter(|task| task.kind == kind)
        .collect())
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum TaskRefusal {
    /// The task was finished or dropped already.
    TaskClosed,
    /// The follow-up of a lead ends with a contact, which also plans the next one.
    FollowUpNeedsContact,
    /// A task is due after the moment it is planned, within ten years.
    DueInPast { field: String },
}

impl From<TaskRefusal> for Refusal {
    fn from(refusal: TaskRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}

/// An instant between now and ten years from now.
pub(crate) fn due_ahead(field: &str, due: Timestamp, context: &Context) -> Result<(), TaskRefusal> {
    if due <= context.made_at || due > context.made_at.plus(3_650 * Timestamp::DAY) {
        return Err(TaskRefusal::DueInPast {
            field: field.to_owned(),
        });
    }
    Ok(())
}

/// The open task that the giver may work on: their own, nobody's, or anybody's for whoever assigns.
fn own_open(facts: &dyn Facts, task: TaskId, context: &Context) -> Result<Task, Stop> {
    let found = facts.get::<Task>(task)?.ok_or_else(|| {
        Stop::from(GeneralRefusal::NotFound {
            kind: "task".to_owned(),
            field: "task".to_owned(),
        })
    })?;
    if found.state != TaskState::Open {
        return Err(TaskRefusal::TaskClosed.into());
    }
    if found.kind == TaskKind::FollowUp && found.subject_kind == crate::leads::Lead::KIND {
        return Err(TaskRefusal::FollowUpNeedsContact.into());
    }
    if found.owner.is_some_and(|owner| owner != context.actor) && !context.may(Right::AssignLeads) {
        return Err(GeneralRefusal::MissingRight {
            right: Right::AssignLeads,
        }
        .into());
    }
    Ok(found)
}
