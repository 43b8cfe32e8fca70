//! What a person has to look at: a command that the platform refused, and a rule that an accepted
//! record broke. Each is a row of the lane, so the giver sees it at every desk, a manager sees it when
//! the giver has left, and it stays until somebody settles it.

mod settle_attention;
#[cfg(test)]
mod tests;

pub use settle_attention::SettleAttention;

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    command::Command,
    context::Context,
    entity::Json,
    ids::{AttentionId, CommandId, DeskId, PersonId},
    refusal::{Concern, Refusal},
    time::Timestamp,
};

crate::words! {
    pub enum AttentionKind {
        /// The platform said no; nothing of the command holds.
        Refused => "refused",
        /// The record holds and broke a rule.
        Concern => "concern",
    }
}

crate::words! {
    pub enum AttentionState {
        Open => "open",
        Settled => "settled",
    }
}

crate::words! {
    /// How it was settled.
    pub enum AttentionWay {
        /// The giver, or a manager, lets the refused command go.
        Discarded => "discarded",
        /// Given again, as it was or changed.
        SentAgain => "sentAgain",
        /// A manager gave it in their own name.
        Adopted => "adopted",
        /// Something was done about the broken rule.
        Resolved => "resolved",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "attention", index(state, made_at), index(command))]
pub struct Attention {
    pub id: AttentionId,
    pub command: CommandId,
    pub kind: AttentionKind,
    /// The command's name, `AllocateVehicle`.
    pub name: String,
    pub desk: DeskId,
    pub giver: PersonId,
    pub made_at: Timestamp,
    /// Why: one refusal, or every rule that was broken.
    pub reasons: Json<Vec<Concern>>,
    /// The field of the command that a refusal is about.
    pub field: Option<String>,
    pub state: AttentionState,
    pub way: Option<AttentionWay>,
    /// What was done about it.
    pub note: String,
    pub settled_at: Option<Timestamp>,
    pub settled_by: Option<PersonId>,
    /// The command that took its place.
    pub successor: Option<CommandId>,
}

impl Attention {
    fn open(command: &Command, context: &Context, kind: AttentionKind, why: Vec<Concern>) -> Self {
        Self {
            id: AttentionId::derived(context.command, "attention"),
            command: context.command,
            kind,
            name: command.name().to_owned(),
            desk: context.desk,
            giver: context.actor,
            made_at: context.made_at,
            reasons: Json(why),
            field: None,
            state: AttentionState::Open,
            way: None,
            note: String::new(),
            settled_at: None,
            settled_by: None,
            successor: None,
        }
    }

    /// What the platform puts beside a refusal.
    pub fn of_refusal(command: &Command, context: &Context, refusal: &Refusal) -> Self {
        let why = Concern {
            code: refusal.code.clone(),
            values: refusal.values.clone(),
        };
        Self {
            field: refusal.field.clone(),
            ..Self::open(command, context, AttentionKind::Refused, vec![why])
        }
    }

    /// What stands beside an accepted record that broke rules.
    pub fn of_concerns(command: &Command, context: &Context, concerns: &[Concern]) -> Self {
        Self::open(command, context, AttentionKind::Concern, concerns.to_vec())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum AttentionRefusal {
    /// Somebody settled it already.
    AttentionSettled,
    /// It is another's, and settling it takes the right to.
    AttentionOfAnother,
    /// A broken rule is settled by saying what was done; a refused command has its own ways.
    WayDoesNotFit { way: AttentionWay },
}

impl From<AttentionRefusal> for Refusal {
    fn from(refusal: AttentionRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}
