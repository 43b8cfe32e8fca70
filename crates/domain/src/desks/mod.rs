//! Desks: the workstations that follow a dealership through the platform. A desk is enrolled by
//! somebody with the right to, once, and is told to stop by revoking it; both are commands like any
//! other, so who let a machine in stands in the ledger.

mod enrol_desk;
mod extend_offline;
mod revoke_desk;
pub mod spoken;
#[cfg(test)]
mod tests;

pub use enrol_desk::EnrolDesk;
pub use extend_offline::{ExtendOffline, OFFLINE_DAYS};
pub use revoke_desk::RevokeDesk;

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    facts::{Ask, Facts, Missing},
    ids::{DeskId, PersonId},
    refusal::Refusal,
    time::Timestamp,
};

crate::words! {
    pub enum DeskState {
        Active => "active",
        Revoked => "revoked",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "desk", index(code), index(state))]
pub struct EnrolledDesk {
    pub id: DeskId,
    /// Part of every number that this desk prints; unique in the dealership for ever.
    pub code: String,
    /// What people call the machine: 展厅前台, “Workshop 2”.
    pub name: String,
    pub state: DeskState,
    pub enrolled_at: Timestamp,
    pub enrolled_by: PersonId,
    pub revoked_at: Option<Timestamp>,
    pub revoked_by: Option<PersonId>,
    pub reason: String,
    /// Random, lower-case hexadecimal, known to the desks of the dealership and to nobody who reads a screen: a code that
    /// is read over the phone is reckoned from it. Empty for a desk that was enrolled before there were such codes.
    #[serde(skip)]
    pub spoken_key: String,
    /// Until when the desk goes on without its platform, because somebody said so over the phone.
    pub extended_until: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum DeskRefusal {
    /// One to three capital letters or digits.
    DeskCodeMalformed { given: String },
    /// Another desk prints under this code, or did once.
    DeskCodeTaken { given: String, desk: String },
    /// This machine is enrolled already.
    DeskEnrolled { desk: String },
    /// A desk that was revoked does not come back; the machine is enrolled anew.
    DeskRevoked { desk: String },
    /// It was given at a desk that was shut out before the platform had it.
    LeftBehind { desk: String },
    /// What the desk shows is eight letters and digits; these are not.
    QuestionMalformed { given: String },
    /// A code holds for one day at least, and for as long as a desk goes on by itself at most.
    OfflineDaysOutOfRange { most: u32 },
    /// It was enrolled before there were codes to be read over the phone.
    NoSpokenCode { desk: String },
}

impl From<DeskRefusal> for Refusal {
    fn from(refusal: DeskRefusal) -> Self {
        let field = match &refusal {
            DeskRefusal::DeskCodeMalformed { .. } | DeskRefusal::DeskCodeTaken { .. } => {
                Some("deskCode")
            }
            DeskRefusal::DeskEnrolled { .. }
            | DeskRefusal::DeskRevoked { .. }
            | DeskRefusal::LeftBehind { .. }
            | DeskRefusal::NoSpokenCode { .. } => None,
            DeskRefusal::QuestionMalformed { .. } => Some("question"),
            DeskRefusal::OfflineDaysOutOfRange { .. } => Some("days"),
        };
        Self::typed(&refusal, field)
    }
}

/// Whether this desk may follow now.
pub fn is_active(facts: &dyn Facts, desk: DeskId) -> Result<bool, Missing> {
    Ok(facts
        .get::<EnrolledDesk>(desk)?
        .is_some_and(|desk| desk.state == DeskState::Active))
}
