//! A machine is shut out: lost, stolen, sold, or no longer trusted.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DeskRefusal, DeskState, EnrolledDesk};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::DeskId,
    refusal::GeneralRefusal,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevokeDesk {
    pub desk: DeskId,
    pub reason: String,
}

impl Rule for RevokeDesk {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EnrolDesks);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::LINE)?;
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
        desk.state = DeskState::Revoked;
        desk.revoked_at = Some(context.made_at);
        desk.revoked_by = Some(context.actor);
        self.reason.trim().clone_into(&mut desk.reason);
        let mut changes = Changes::new();
        changes.put(context.lane, &desk);
        Ok(changes.into())
    }
}
