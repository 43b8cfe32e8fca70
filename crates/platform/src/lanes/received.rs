//! A command as it came in, with what can be found out about it before its lane is locked: what it
//! says, and whose key its signature fits. Both cost more than deciding, and neither can go stale.

use std::sync::OnceLock;

use domain::{
    Command,
    ids::{CommandId, DeskId, LaneId},
};
use protocol::Envelope;

pub type PublicKey = [u8; 32];

pub struct Received {
    place: Place,
    envelope: Envelope,
    command: Option<Command>,
    signed_with: OnceLock<PublicKey>,
}

/// Where a command stands among those of its desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub desk: DeskId,
    pub n: u64,
    pub command: CommandId,
}

impl Received {
    /// A command that the desk at which it was given sends itself.
    pub fn of(envelope: Envelope) -> Self {
        let (desk, n) = (envelope.header.desk, envelope.header.n);
        Self::sent(desk, n, envelope)
    }

    /// A command that this desk sends under this number. Whoever carries it need not be the desk at which
    /// it was given: the giver's signature covers where that was, and its id enters it once.
    pub fn sent(desk: DeskId, n: u64, envelope: Envelope) -> Self {
        let place = Place {
            desk,
            n,
            command: envelope.header.id,
        };
        let command = envelope
            .open()
            .ok()
            .filter(|command| envelope.header.version <= command.version());
        Self {
            place,
            envelope,
            command,
            signed_with: OnceLock::new(),
        }
    }

    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    /// What it says; nothing when this platform cannot read it.
    pub fn command(&self) -> Option<&Command> {
        self.command.as_ref()
    }

    /// The lanes that it changes beside that of its desk.
    pub fn lanes(&self) -> Vec<LaneId> {
        self.command.as_ref().map_or_else(Vec::new, Command::lanes)
    }

    pub fn place(&self) -> Place {
        self.place
    }

    /// Whether this key made the signature. What was found once is remembered, so that nobody
    /// computes it again while others wait for the lane.
    pub fn is_signed_with(&self, key: &[u8]) -> bool {
        if self.signed_with().is_some_and(|known| known == key) {
            return true;
        }
        let fits = self.envelope.verify(key).is_ok();
        if fits && let Ok(key) = key.try_into() {
            // Two keys that both fit are both right; the first stays.
            let _ = self.signed_with.set(key);
        }
        fits
    }

    /// The key that the signature was found to fit.
    pub fn signed_with(&self) -> Option<&PublicKey> {
        self.signed_with.get()
    }
}
