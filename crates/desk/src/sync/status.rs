//! What the sync screen says: whether there is a line, what waits, how old it is and why.

use domain::{ids::CommandId, refusal::Concern, time::Timestamp};
use protocol::wire::Hold;
use serde::Serialize;
use store::following::{self, WaitingState};
use ts_rs::TS;

use super::{link, offline};
use crate::{Desk, error::RpcError, list::Nothing};

/// How the conversation with the platform goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "SyncPhase")]
pub enum Phase {
    /// This dealership stands alone.
    Alone,
    /// Both sides have what the other has.
    Level,
    /// An exchange is under way.
    Speaking,
    /// Nobody answers.
    NoLine,
    /// The platform answers that it cannot answer now.
    Unwell,
    /// The platform does not know this desk any more: it is enrolled anew.
    NeedsSignIn,
    /// Another machine sends under this desk's name: this one is enrolled anew.
    Cloned,
    /// The desk was shut out.
    Revoked,
}

/// A command that the platform has not confirmed.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WaitingCommand {
    pub command: CommandId,
    pub name: String,
    pub giver: domain::ids::PersonId,
    pub made_at: Timestamp,
    /// Why the platform keeps it without deciding it: the word of a hold.
    pub held: Option<String>,
    /// What would be said against it now; only the platform refuses.
    pub doubt: Option<Concern>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SyncState {
    pub phase: Phase,
    /// Where the platform is.
    pub address: Option<String>,
    /// When both sides were level last.
    pub level_at: Option<Timestamp>,
    /// Since when nobody answers.
    pub away_since: Option<Timestamp>,
    /// Until when the desk goes on like this, while nobody answers.
    pub rests_at: Option<Timestamp>,
    /// When it is tried again.
    pub next_at: Option<Timestamp>,
    /// What hinders this desk's own store, if something does.
    pub failure: Option<RpcError>,
    #[ts(type = "number")]
    pub waiting: u64,
    pub oldest: Option<Timestamp>,
    /// The first of what waits, in the order in which it was given.
    pub commands: Vec<WaitingCommand>,
    /// How far this desk has followed its dealership, in entries.
    #[ts(type = "number")]
    pub followed: u64,
    /// What a person has to look at.
    #[ts(type = "number")]
    pub attention: u64,
}

/// So many of the commands that wait are shown.
const MOST_SHOWN: usize = 200;

fn hold_word(hold: Hold) -> String {
    match hold {
        Hold::UnknownCommand => "unknownCommand",
        Hold::ReplacedKey => "replacedKey",
        Hold::BadSignature => "badSignature",
        Hold::Failed => "failed",
    }
    .to_owned()
}

pub fn state(desk: &Desk, _: Nothing) -> Result<SyncState, RpcError> {
    let open = desk.store()?;
    let seen = desk.sync.seen();
    open.store.read(|connection| {
        let backlog = following::backlog(connection)?;
        let address = link::address(connection)?;
        let standing = link::standing(connection)?;
        let phase = match standing {
            None => Phase::Alone,
            Some(link::Standing::Revoked) => Phase::Revoked,
            Some(link::Standing::Linked) => seen.phase,
        };
        let followed = following::position(connection, open.lane)?.map_or(0, |here| here.seq);
        let commands = match standing {
            // Nothing waits for a platform that there is not.
            None => Vec::new(),
            Some(_) => following::after(connection, 0, MOST_SHOWN)?
                .into_iter()
                .map(|waiting| {
                    let header = waiting.envelope.header;
                    let (held, doubt) = match waiting.state {
                        WaitingState::Sent => (None, None),
                        WaitingState::Held(hold) => (Some(hold_word(hold)), None),
                        WaitingState::Doubtful(refusal) => (
                            None,
                            Some(Concern {
                                code: refusal.code,
                                values: refusal.values,
                            }),
                        ),
                    };
                    WaitingCommand {
                        command: header.id,
                        name: header.name,
                        giver: header.actor,
                        made_at: header.made_at,
                        held,
                        doubt,
                    }
                })
                .collect(),
        };
        let alone = standing.is_none();
        let rests_at = match seen.away_since {
            Some(_) => offline::rests_at(connection)?,
            None => None,
        };
        Ok(SyncState {
            phase,
            address: address.map(|address| address.url),
            level_at: seen.level_at,
            away_since: seen.away_since,
            rests_at,
            next_at: seen.next_at,
            failure: seen.failure,
            waiting: if alone { 0 } else { backlog.commands },
            oldest: if alone { None } else { backlog.oldest },
            commands,
            followed,
            attention: crate::attentions::open_count(connection)?,
        })
    })
}

/// What the conversation told last.
#[derive(Debug, Clone)]
pub struct Seen {
    pub phase: Phase,
    pub level_at: Option<Timestamp>,
    pub away_since: Option<Timestamp>,
    pub next_at: Option<Timestamp>,
    pub failure: Option<RpcError>,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            phase: Phase::Speaking,
            level_at: None,
            away_since: None,
            next_at: None,
            failure: None,
        }
    }
}

impl Seen {
    /// Whether this changes what a person reads.
    pub fn note(&mut self, phase: Phase, next_at: Option<Timestamp>, now: Timestamp) -> bool {
        let before = self.phase;
        self.next_at = next_at;
        match phase {
            Phase::Level => {
                self.level_at = Some(now);
                self.away_since = None;
                self.failure = None;
            }
            Phase::NoLine | Phase::Unwell | Phase::NeedsSignIn => {
                self.away_since.get_or_insert(now);
            }
            // While it speaks nobody knows yet how it will end; what was known stays on the screen.
            Phase::Speaking => return false,
            Phase::Alone | Phase::Cloned | Phase::Revoked => {}
        }
        self.phase = phase;
        before != phase
    }
}
