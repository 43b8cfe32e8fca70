//! A desk that has not reached its platform for too long is let go on for some days, over the phone.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DeskRefusal, DeskState, EnrolledDesk, spoken};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::DeskId,
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

/// So many days a desk goes on without its platform by itself, and an answer holds at most.
pub const OFFLINE_DAYS: u32 = 21;

/// Says that a desk may go on, and stands in the ledger before the answer is read out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExtendOffline {
    pub desk: DeskId,
    /// What the desk shows.
    pub question: String,
    pub days: u32,
}

impl Rule for ExtendOffline {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EnrolDesks);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if spoken::heard(&self.question).is_none() {
            return Err(DeskRefusal::QuestionMalformed {
                given: self.question.clone(),
            }
            .into());
        }
        if !(1..=OFFLINE_DAYS).contains(&self.days) {
            return Err(DeskRefusal::OfflineDaysOutOfRange { most: OFFLINE_DAYS }.into());
        }
        let Some(mut desk) = facts.get::<EnrolledDesk>(self.desk)? else {
            return Err(GeneralRefusal::NotFound {
                kind: "desk".to_owned(),
                field: "desk".to_owned(),
            }
            .into());
        };
        if desk.state == DeskState::Revoked {
            return Err(DeskRefusal::DeskRevoked { desk: desk.name }.into());
        }
        if desk.spoken_key.is_empty() {
            return Err(DeskRefusal::NoSpokenCode { desk: desk.name }.into());
        }
        desk.extended_until = Some(context.made_at.plus(i64::from(self.days) * Timestamp::DAY));
        let mut changes = Changes::new();
        changes.put(context.lane, &desk);
        Ok(changes.into())
    }
}
