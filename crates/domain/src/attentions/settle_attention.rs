//! Somebody has looked at it and says what was done.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Attention, AttentionKind, AttentionRefusal, AttentionState, AttentionWay};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::{AttentionId, CommandId},
    refusal::GeneralRefusal,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct SettleAttention {
    pub attention: AttentionId,
    pub way: AttentionWay,
    /// What was done; a broken rule is not settled without it.
    #[serde(default)]
    pub note: String,
    /// The command that took the refused one's place.
    #[serde(default)]
    pub successor: Option<CommandId>,
}

impl Rule for SettleAttention {
    const NATURE: Nature = Nature::Claim;
    /// Everybody settles their own.
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let Some(mut attention) = facts.get::<Attention>(self.attention)? else {
            return Err(GeneralRefusal::NotFound {
                kind: "attention".to_owned(),
                field: "attention".to_owned(),
            }
            .into());
        };
        if attention.state == AttentionState::Settled {
            return Err(AttentionRefusal::AttentionSettled.into());
        }
        let own = attention.giver == context.actor && self.way != AttentionWay::Adopted;
        if !own && !context.may(Right::SettleAttention) {
            return Err(AttentionRefusal::AttentionOfAnother.into());
        }
        match (attention.kind, self.way) {
            (AttentionKind::Concern, AttentionWay::Resolved) => {
                checks::filled("note", &self.note, checks::REMARK)?;
            }
            (
                AttentionKind::Refused,
                AttentionWay::Discarded | AttentionWay::SentAgain | AttentionWay::Adopted,
            ) => checks::fits("note", &self.note, checks::REMARK)?,
            (AttentionKind::Concern | AttentionKind::Refused, way) => {
                return Err(AttentionRefusal::WayDoesNotFit { way }.into());
            }
        }
        attention.state = AttentionState::Settled;
        attention.way = Some(self.way);
        self.note.trim().clone_into(&mut attention.note);
        attention.settled_at = Some(context.made_at);
        attention.settled_by = Some(context.actor);
        attention.successor = self.successor;
        let mut changes = Changes::new();
        changes.put(context.lane, &attention);
        Ok(changes.into())
    }
}
