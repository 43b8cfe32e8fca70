//! A task is done, and what came of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::own_open;
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::TaskId,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FinishTask {
    pub task: TaskId,
    #[serde(default)]
    pub outcome: String,
}

impl Rule for FinishTask {
    const NATURE: Nature = Nature::Record;
    /// Everybody finishes their own.
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::fits("outcome", &self.outcome, checks::REMARK)?;
        let task = own_open(facts, self.task, context)?.done(&self.outcome, context);
        let mut changes = Changes::new();
        changes.put(context.lane, &task);
        Ok(changes.into())
    }
}
