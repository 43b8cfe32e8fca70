//! A task is put off.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{due_ahead, own_open};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::TaskId,
    rights::Right,
    time::Timestamp,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostponeTask {
    pub task: TaskId,
    pub due: Timestamp,
}

impl Rule for PostponeTask {
    const NATURE: Nature = Nature::Claim;
    /// Everybody puts off their own.
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        due_ahead("due", self.due, context)?;
        let mut task = own_open(facts, self.task, context)?;
        task.due = self.due;
        let mut changes = Changes::new();
        changes.put(context.lane, &task);
        Ok(changes.into())
    }
}
