//! A recall or a campaign is announced with what is to be done, and ended when the maker says so.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Recall, RecallKind, RecallRefusal, RecallState, found};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::RecallId,
    refusal::GeneralRefusal,
    rights::Right,
    workshops::Skill,
};

/// A week of work of eight hours a day: longer jobs are slips.
const LONGEST_MINUTES: u32 = 5 * 8 * 60;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnounceRecall {
    pub recall: RecallId,
    pub number: String,
    pub kind: RecallKind,
    #[serde(default)]
    pub maker: String,
    pub title: String,
    pub measure: String,
    pub skill: Skill,
    pub minutes: u32,
    pub runs_from: NaiveDate,
    #[serde(default)]
    pub runs_until: Option<NaiveDate>,
}

impl Rule for AnnounceRecall {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Recall>(self.recall)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "recall".to_owned(),
            }
            .into());
        }
        checks::filled("number", &self.number, 60)?;
        checks::fits("maker", &self.maker, checks::LINE)?;
        checks::filled("title", &self.title, checks::LINE)?;
        checks::filled("measure", &self.measure, checks::REMARK)?;
        if !(1..=LONGEST_MINUTES).contains(&self.minutes) {
            return Err(RecallRefusal::RecallMinutesImplausible {
                field: "minutes".to_owned(),
            }
            .into());
        }
        let last = context.today() + chrono::Months::new(12);
        checks::date_until("runsFrom", self.runs_from, last)?;
        if self.runs_until.is_some_and(|until| until < self.runs_from) {
            return Err(GeneralRefusal::DateOutOfRange {
                field: "runsUntil".to_owned(),
            }
            .into());
        }
        let number = self.number.trim().to_owned();
        let known = facts.by::<Recall>(Recall::BY_NUMBER, [number.to_value()])?;
        if let Some(known) = known.first() {
            return Err(RecallRefusal::RecallKnown {
                recall: known.id,
                field: "number".to_owned(),
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Recall {
                id: self.recall,
                number,
                kind: self.kind,
                maker: self.maker.trim().to_owned(),
                title: self.title.trim().to_owned(),
                measure: self.measure.trim().to_owned(),
                skill: self.skill,
                minutes: self.minutes,
                runs_from: self.runs_from,
                runs_until: self.runs_until,
                state: RecallState::Running,
                listed: 0,
                done: 0,
                announced_at: context.made_at,
                announced_by: context.actor,
            },
        );
        Ok(changes.into())
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct EndRecall {
    pub recall: RecallId,
}

impl Rule for EndRecall {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut recall = found(facts, self.recall)?;
        if recall.state == RecallState::Ended {
            return Err(RecallRefusal::RecallEnded {
                number: recall.number,
            }
            .into());
        }
        recall.state = RecallState::Ended;
        let mut changes = Changes::new();
        changes.put(context.lane, &recall);
        Ok(changes.into())
    }
}
