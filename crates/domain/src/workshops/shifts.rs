//! Shifts 班次 and absences: who is at work on which day, and at which post.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Hours, Post, WeekdayHours, WorkshopRefusal,
    hours::{hours_of, week_plausible},
    refresh_days,
    staff::working,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts},
    ids::{AbsenceId, PersonId, ShiftId},
    refusal::GeneralRefusal,
    rights::Right,
};

/// The weekly hours of a person, from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "shift", index(person), index(post, person))]
pub struct Shift {
    pub id: ShiftId,
    pub person: PersonId,
    pub post: Post,
    pub valid_from: NaiveDate,
    /// The last day; none while no end is known.
    pub valid_until: Option<NaiveDate>,
    pub week: Json<Vec<WeekdayHours>>,
}

impl Shift {
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_until.is_none_or(|last| day <= last)
    }

    /// Its hours on a weekday, within the opening hours.
    pub(crate) fn hours_on(&self, day: NaiveDate, open: Hours) -> Option<Hours> {
        hours_of(&self.week.0, day).and_then(|hours| hours.overlap(open))
    }
}

/// Leave, training, illness: days on which somebody is not there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "absence", index(last_day), index(person))]
pub struct Absence {
    pub id: AbsenceId,
    pub person: PersonId,
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
    pub reason: String,
}

/// Sets when a person works. A shift that goes on is ended by giving it again with a last day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetShift {
    pub shift: ShiftId,
    pub person: PersonId,
    pub post: Post,
    pub valid_from: NaiveDate,
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    pub week: Vec<WeekdayHours>,
}

impl Rule for SetShift {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        working(facts, self.person, "person")?;
        week_plausible("week", &self.week)?;
        if self.valid_until.is_some_and(|last| last < self.valid_from) {
            return Err(WorkshopRefusal::PeriodImplausible {
                field: "validUntil".to_owned(),
            }
            .into());
        }
        let shift = Shift {
            id: self.shift,
            person: self.person,
            post: self.post,
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            week: Json(self.week.clone()),
        };
        let other = facts
            .by::<Shift>(Shift::BY_PERSON, [self.person.to_value()])?
            .into_iter()
            .filter(|other| other.id != shift.id)
            .find(|other| {
                other
                    .valid_until
                    .is_none_or(|last| shift.valid_from <= last)
                    && shift
                        .valid_until
                        .is_none_or(|last| other.valid_from <= last)
            });
        if let Some(other) = other {
            return Err(WorkshopRefusal::ShiftOverlaps {
                from: other.valid_from,
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.put(context.lane, &shift);
        refresh_days(facts, context, &mut changes)?;
        Ok(changes.into())
    }
}

/// Somebody will not be there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordAbsence {
    pub absence: AbsenceId,
    pub person: PersonId,
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
    pub reason: String,
}

impl Rule for RecordAbsence {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Absence>(self.absence)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "absence".to_owned(),
            }
            .into());
        }
        working(facts, self.person, "person")?;
        checks::filled("reason", &self.reason, checks::LINE)?;
        if self.last_day < self.first_day {
            return Err(WorkshopRefusal::PeriodImplausible {
                field: "lastDay".to_owned(),
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Absence {
                id: self.absence,
                person: self.person,
                first_day: self.first_day,
                last_day: self.last_day,
                reason: self.reason.trim().to_owned(),
            },
        );
        refresh_days(facts, context, &mut changes)?;
        Ok(changes.into())
    }
}

/// The absence was a mistake, or somebody comes after all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CancelAbsence {
    pub absence: AbsenceId,
}

impl Rule for CancelAbsence {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Absence>(self.absence)?.is_none() {
            return Err(GeneralRefusal::NotFound {
                kind: "absence".to_owned(),
                field: "absence".to_owned(),
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.delete::<Absence>(context.lane, self.absence);
        refresh_days(facts, context, &mut changes)?;
        Ok(changes.into())
    }
}
