//! Whose turn it is 轮岗接待: of the consultants who stand ready, the one whose last turn lies furthest
//! back. Receiving in turn puts one at the end; who was asked for keeps their place.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    facts::{Ask, Facts},
    ids::PersonId,
    people::{Person, PersonState},
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

crate::words! {
    pub enum TurnState {
        Ready => "ready",
        Away => "away",
    }
}

/// A consultant's place in the rotation; its id is the person's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "reception_turn", index(state, last_turn_at))]
pub struct ReceptionTurn {
    pub id: PersonId,
    pub state: TurnState,
    /// The last turn, or since when the person stands in line.
    pub last_turn_at: Timestamp,
}

/// Puts the person at the end of the line.
pub(super) fn use_turn(
    facts: &dyn Facts,
    context: &Context,
    person: PersonId,
    changes: &mut Changes,
) -> Result<(), Stop> {
    if let Some(mut turn) = facts.get::<ReceptionTurn>(person)? {
        turn.last_turn_at = context.made_at;
        changes.put(context.lane, &turn);
    }
    Ok(())
}

/// Stands for oneself, or for a colleague by right.
fn for_whom(facts: &dyn Facts, context: &Context, person: PersonId) -> Result<Person, Stop> {
    if person != context.actor && !context.may(Right::AssignLeads) {
        return Err(GeneralRefusal::MissingRight {
            right: Right::AssignLeads,
        }
        .into());
    }
    facts
        .get::<Person>(person)?
        .filter(|found| found.state == PersonState::Working)
        .ok_or_else(|| {
            GeneralRefusal::NotFound {
                kind: "person".to_owned(),
                field: "person".to_owned(),
            }
            .into()
        })
}

/// Stands ready, at the end of the line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct JoinRotation {
    pub person: PersonId,
}

impl Rule for JoinRotation {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let person = for_whom(facts, context, self.person)?;
        let ready = facts
            .get::<ReceptionTurn>(person.id)?
            .filter(|turn| turn.state == TurnState::Ready);
        let mut changes = Changes::new();
        // Joining twice does not cost one's place.
        if ready.is_none() {
            changes.put(
                context.lane,
                &ReceptionTurn {
                    id: person.id,
                    state: TurnState::Ready,
                    last_turn_at: context.made_at,
                },
            );
        }
        Ok(changes.into())
    }
}

/// Steps out of the line: lunch, a test drive, the end of the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LeaveRotation {
    pub person: PersonId,
}

impl Rule for LeaveRotation {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let person = for_whom(facts, context, self.person)?;
        let mut changes = Changes::new();
        if let Some(mut turn) = facts.get::<ReceptionTurn>(person.id)? {
            turn.state = TurnState::Away;
            changes.put(context.lane, &turn);
        }
        Ok(changes.into())
    }
}
