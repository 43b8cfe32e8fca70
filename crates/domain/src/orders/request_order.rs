//! Somebody orders a car from outside. It is a wish until a person of the house has quoted it: it becomes a lead
//! that wants this car, and a call that is due within the day, and from there lives like any other.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ahead::Ahead,
    catalogue::Model,
    changes::Changes,
    checks,
    command::{Decision, Nature, Numbers, Rule},
    context::Context,
    entity::Entity,
    facts::{Ask, Facts},
    ids::{ModelId, TaskId},
    leads::{Enquirer, Lead, WantedModel},
    refusal::GeneralRefusal,
    rights::Right,
    tasks::{Task, TaskKind},
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestOrder {
    /// The call that is planned about it.
    pub task: TaskId,
    pub by: Enquirer,
    /// The version in the catalogue, when it was chosen there.
    #[serde(default)]
    pub model: Option<ModelId>,
    /// The car as they call it.
    #[serde(default)]
    pub wanted: String,
    /// What they said beside it: the colour, the deposit, when they need it.
    #[serde(default)]
    pub remark: String,
}

impl Rule for RequestOrder {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        self.by.draw(numbers);
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Task>(self.task)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "task".to_owned(),
            }
            .into());
        }
        checks::fits("remark", &self.remark, checks::REMARK)?;
        let wanted = WantedModel {
            model: self.model,
            description: self.described(facts)?,
        };
        let mut changes = Changes::new();
        let mut lead = self
            .by
            .lead(facts, context, &wanted, &wanted.description, &mut changes)?;
        if !lead.wanted.0.contains(&wanted) {
            lead.wanted.0.push(wanted.clone());
            changes.put(context.lane, &lead);
        }
        let due = Enquirer::answered_by(
            &Ahead {
                facts,
                changes: &changes,
            },
            context,
        )?;
        let mut task = Task::about(
            self.task,
            TaskKind::CallBack,
            (Lead::TABLE, lead.id.into()),
            due,
            context,
        );
        task.customer = Some(lead.customer);
        task.owner = lead.owner;
        task.note = [wanted.description.as_str(), self.remark.trim()]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join("，");
        changes.put(context.lane, &task);
        Ok(changes.into())
    }
}

impl RequestOrder {
    /// The car in the person's own words, or as the catalogue calls it.
    fn described(&self, facts: &dyn Facts) -> Result<String, crate::command::Stop> {
        let said = self.wanted.trim();
        if !said.is_empty() {
            checks::fits("wanted", said, checks::LINE)?;
            return Ok(said.to_owned());
        }
        let Some(model) = self.model else {
            return Err(GeneralRefusal::Empty {
                field: "wanted".to_owned(),
            }
            .into());
        };
        let model = facts
            .get::<Model>(model)?
            .ok_or_else(|| GeneralRefusal::NotFound {
                kind: "model".to_owned(),
                field: "model".to_owned(),
            })?;
        Ok(model.name_zh)
    }
}
