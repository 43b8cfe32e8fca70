//! What the customer says after the drive. It ends the drive, goes into the lead's story as a talk, and
//! plans the next one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DriveRefusal, DriveStep, TestDrive, found, put, take_step};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule},
    context::Context,
    entity::{Entity, Json},
    facts::Facts,
    ids::{TaskId, TestDriveId},
    leads::{FromDrive, Grade, NextFollowUp, talked_after_drive},
    rights::Right,
    tasks::{Task, TaskKind, due_ahead},
};

crate::words! {
    pub enum DriveAspect {
        Power => "power",
        Handling => "handling",
        Comfort => "comfort",
        Quiet => "quiet",
        Space => "space",
        Equipment => "equipment",
    }
}

/// Stars for one aspect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AspectScore {
    pub aspect: DriveAspect,
    /// 1 to 5.
    pub score: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordFeedback {
    pub drive: TestDriveId,
    /// The whole drive in stars, 1 to 5.
    pub score: u32,
    #[serde(default)]
    pub aspects: Vec<AspectScore>,
    #[serde(default)]
    pub feedback: String,
    /// How soon they mean to buy, when the drive changed it.
    #[serde(default)]
    pub grade: Option<Grade>,
    pub next_follow_up: NextFollowUp,
}

const STARS: std::ops::RangeInclusive<u32> = 1..=5;

impl Rule for RecordFeedback {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::BookTestDrives);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::fits("feedback", &self.feedback, checks::REMARK)?;
        checks::fits("nextFollowUp.what", &self.next_follow_up.what, checks::LINE)?;
        if !STARS.contains(&self.score) {
            return Err(absurd("score"));
        }
        let each_once = self.aspects.iter().enumerate().all(|(place, one)| {
            STARS.contains(&one.score)
                && !self.aspects[..place]
                    .iter()
                    .any(|other| other.aspect == one.aspect)
        });
        if !each_once {
            return Err(absurd("aspects"));
        }
        due_ahead("nextFollowUp.due", self.next_follow_up.due, context)?;
        let mut drive = found(facts, self.drive)?;
        take_step(&mut drive, DriveStep::RecordFeedback)?;
        drive.score = Some(self.score);
        drive.aspects = Json(self.aspects.clone());
        self.feedback.trim().clone_into(&mut drive.feedback);
        drive.feedback_at = Some(context.made_at);
        drive.closed_at = Some(context.made_at);
        let mut changes = Changes::new();
        put(facts, context, &drive, &mut changes)?;
        let mut concerns = Vec::new();
        let told = FromDrive {
            lead: drive.lead,
            note: &drive.feedback,
            grade: self.grade,
            next: &self.next_follow_up,
        };
        if !talked_after_drive(facts, context, &told, &mut concerns, &mut changes)? {
            call_back(context, &drive, &self.next_follow_up, &mut changes);
        }
        Ok(Outcome { changes, concerns })
    }
}

fn absurd(field: &str) -> crate::command::Stop {
    DriveRefusal::ScoreAbsurd {
        field: field.to_owned(),
    }
    .into()
}

/// Who drove without a lead, or whose lead has ended meanwhile, is called back all the same.
fn call_back(context: &Context, drive: &TestDrive, next: &NextFollowUp, changes: &mut Changes) {
    let mut task = Task::about(
        TaskId::derived(context.command, "callBack"),
        TaskKind::CallBack,
        (TestDrive::TABLE, drive.id.into()),
        next.due,
        context,
    );
    task.customer = Some(drive.customer);
    task.owner = Some(drive.consultant);
    next.what.trim().clone_into(&mut task.note);
    changes.put(context.lane, &task);
}
