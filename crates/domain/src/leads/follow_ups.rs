//! The next follow-up: every live lead has exactly one, as a task that somebody's day shows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Lead, LeadRefusal, terms_on};
use crate::{
    changes::Changes,
    checks,
    command::Stop,
    context::Context,
    entity::Entity,
    facts::Facts,
    ids::TaskId,
    tasks::{Task, TaskKind, open_about},
    time::Timestamp,
};

/// What is to be done next about a lead, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NextFollowUp {
    pub due: Timestamp,
    #[serde(default)]
    pub what: String,
}

/// Whether the next follow-up is within what its grade allows.
pub(super) fn check(
    facts: &dyn Facts,
    context: &Context,
    lead: &Lead,
    next: &NextFollowUp,
) -> Result<Result<(), LeadRefusal>, Stop> {
    checks::fits("nextFollowUp.what", &next.what, checks::LINE)?;
    if next.due <= context.made_at {
        return Ok(Err(LeadRefusal::FollowUpInPast {
            field: "nextFollowUp.due".to_owned(),
        }));
    }
    let terms = terms_on(facts, context.today())?;
    if let Some(longest) = terms.longest_wait(lead.grade) {
        let until = context.made_at.plus(longest);
        if next.due > until {
            return Ok(Err(LeadRefusal::FollowUpTooLate {
                grade: lead.grade,
                until,
                field: "nextFollowUp.due".to_owned(),
            }));
        }
    }
    Ok(Ok(()))
}

/// Ends the open follow-ups of the lead with what came of them.
pub(super) fn finish(
    facts: &dyn Facts,
    context: &Context,
    lead: &mut Lead,
    outcome: &str,
    changes: &mut Changes,
) -> Result<(), Stop> {
    for task in open_about(facts, lead.id.into(), TaskKind::FollowUp)? {
        changes.put(context.lane, &task.done(outcome, context));
    }
    lead.next_follow_up = None;
    Ok(())
}

/// Plans the next follow-up in the place of those that are open.
pub(super) fn plan(
    facts: &dyn Facts,
    context: &Context,
    lead: &mut Lead,
    next: &NextFollowUp,
    outcome: &str,
    changes: &mut Changes,
) -> Result<(), Stop> {
    finish(facts, context, lead, outcome, changes)?;
    let mut task = Task::about(
        TaskId::derived(context.command, "followUp"),
        TaskKind::FollowUp,
        (Lead::TABLE, lead.id.into()),
        next.due,
        context,
    );
    task.customer = Some(lead.customer);
    task.owner = lead.owner;
    next.what.trim().clone_into(&mut task.note);
    changes.put(context.lane, &task);
    lead.next_follow_up = Some(next.due);
    Ok(())
}

/// Hands the open follow-ups to whoever follows up now.
pub(super) fn hand_over(
    facts: &dyn Facts,
    context: &Context,
    lead: &Lead,
    changes: &mut Changes,
) -> Result<(), Stop> {
    for mut task in open_about(facts, lead.id.into(), TaskKind::FollowUp)? {
        task.owner = lead.owner;
        changes.put(context.lane, &task);
    }
    Ok(())
}
