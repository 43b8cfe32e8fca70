//! A store that keeps what its group shares invites another: by a code that is read to its administrator, holds for a
//! week and lets one store in. The rows of the group know the code by its hash only.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::{GroupRefusal, keeps_the_shared, own_group};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Outcome, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::{DealershipId, GroupId, GroupInvitationId, LaneId},
    people::Person,
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

/// A code lets a store in for so long, in milliseconds.
pub const INVITATION_LASTS: i64 = 7 * 24 * 60 * 60 * 1_000;

/// An invitation, in the group's lane.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "group_invitation")]
pub struct GroupInvitation {
    /// Follows from the code; see [`GroupInvitationId::of_code`].
    pub id: GroupInvitationId,
    pub invited_at: Timestamp,
    /// The first moment at which it lets nobody in any more.
    pub until: Timestamp,
    pub invited_by_name: String,
    /// The store that came by it, with its name at that time.
    pub used_by: Option<DealershipId>,
    pub used_by_name: String,
    pub used_at: Option<Timestamp>,
}

impl GroupInvitationId {
    /// The invitation that a code opens: the first 16 bytes of the SHA-256 of its letters and digits in capitals, marked
    /// as UUID version 8 (RFC 9562). How a person sets the code apart while typing does not count.
    pub fn of_code(code: &str) -> Self {
        let letters: String = code
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_uppercase())
            .collect();
        let digest = Sha256::new()
            .chain_update(b"forecourt group invitation")
            .chain_update(letters.as_bytes())
            .finalize();
        let mut bytes = [0_u8; 16];
        bytes.copy_from_slice(&digest[..16]);
        Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }
}

impl GroupInvitation {
    /// Whether it still lets a store in. `now` is the platform's clock: a code is not made younger by a desk's.
    pub fn still_open(&self, now: Timestamp) -> Result<(), GroupRefusal> {
        if self.used_by.is_some() {
            return Err(GroupRefusal::InvitationUsed {
                store: self.used_by_name.clone(),
            });
        }
        if now >= self.until {
            return Err(GroupRefusal::InvitationExpired { until: self.until });
        }
        Ok(())
    }
}

/// Invites a store into the group, given in a store that keeps what the group shares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InviteStore {
    pub group: GroupId,
    pub invitation: GroupInvitationId,
}

impl Rule for InviteStore {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunGroup);

    fn lanes(&self) -> Vec<LaneId> {
        vec![self.group.lane()]
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let own = own_group(facts, context)?;
        if own.belongs_to != self.group {
            return Err(GroupRefusal::GroupUnknown.into());
        }
        // A desk that does not follow its group yet leaves it to the platform.
        let Some(shared) = facts.elsewhere(self.group.lane()) else {
            return Ok(Outcome::default());
        };
        keeps_the_shared(shared, context)?;
        if shared.get::<GroupInvitation>(self.invitation)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "group_invitation".to_owned(),
            }
            .into());
        }
        let giver = facts.get::<Person>(context.actor)?;
        let mut changes = Changes::new();
        changes.put(
            self.group.lane(),
            &GroupInvitation {
                id: self.invitation,
                invited_at: context.decided_at,
                until: context.decided_at.plus(INVITATION_LASTS),
                invited_by_name: giver.map_or_else(String::new, |giver| giver.name),
                used_by: None,
                used_by_name: String::new(),
                used_at: None,
            },
        );
        Ok(changes.into())
    }
}
