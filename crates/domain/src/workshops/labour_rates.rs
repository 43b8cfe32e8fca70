//! What an hour of work costs the customer 工时单价: published, dated, by skill.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Skill, WorkshopRefusal};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::LabourRateId,
    money::Fen,
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "labour_rate", index(skill, valid_from))]
pub struct LabourRate {
    pub id: LabourRateId,
    pub skill: Skill,
    pub valid_from: NaiveDate,
    /// For one flat hour, VAT included.
    pub per_hour: Fen,
    pub set_at: Timestamp,
}

/// The rate that holds on a day; never guessed.
pub(crate) fn rate_on(facts: &dyn Facts, skill: Skill, on: NaiveDate) -> Result<LabourRate, Stop> {
    let after = on.succ_opt().unwrap_or(NaiveDate::MAX);
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(NaiveDate::MIN);
    facts
        .by_range::<LabourRate>(
            LabourRate::BY_SKILL_VALID_FROM,
            [skill.to_value()],
            (first.to_value(), after.to_value()),
        )?
        .into_iter()
        // Of two rates from one day the one that was set later holds.
        .max_by_key(|rate| (rate.valid_from, rate.set_at))
        .ok_or_else(|| WorkshopRefusal::LabourRateUnknown { on, skill }.into())
}

/// Sets the rate of a skill from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetLabourRate {
    pub rate: LabourRateId,
    pub skill: Skill,
    pub valid_from: NaiveDate,
    pub per_hour: Fen,
}

impl Rule for SetLabourRate {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<LabourRate>(self.rate)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "labour_rate".to_owned(),
            }
            .into());
        }
        if self.valid_from < context.today() {
            return Err(WorkshopRefusal::RateInPast {
                field: "validFrom".to_owned(),
            }
            .into());
        }
        checks::sum_in_range("perHour", self.per_hour)?;
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &LabourRate {
                id: self.rate,
                skill: self.skill,
                valid_from: self.valid_from,
                per_hour: self.per_hour,
                set_at: context.made_at,
            },
        );
        Ok(changes.into())
    }
}
