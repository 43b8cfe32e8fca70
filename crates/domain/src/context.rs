//! Who gives a command, where, when, and with which rights. Each rule names which time it uses.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::{
    ids::{CommandId, DeskId, LaneId, PersonId},
    rights::{Right, Rights},
    time::Timestamp,
};

#[derive(Debug, Clone)]
pub struct Context {
    pub command: CommandId,
    /// The lane of the desk's dealership.
    pub lane: LaneId,
    pub desk: DeskId,
    pub actor: PersonId,
    pub rights: Rights,
    /// When the giver says the command was given, by the desk's clock.
    pub made_at: Timestamp,
    /// When it is decided: at the desk the same instant, at the platform its own clock.
    pub decided_at: Timestamp,
    /// The dealership's zone.
    pub zone: Tz,
}

impl Context {
    /// The dealership's calendar date on which the command was given.
    pub fn today(&self) -> NaiveDate {
        self.made_at.date_in(self.zone)
    }

    pub fn may(&self, right: Right) -> bool {
        self.rights.has(right)
    }
}
