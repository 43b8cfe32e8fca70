//! What the platform itself gives: what time does, and what comes from outside. It goes the same way as
//! a desk's commands: signed, decided by the same rules, entered into the same ledger.

use chrono::Datelike;
use domain::{
    Command,
    command::{NumberSeries, Numbers},
    ids::{CommandId, DeskId, LaneId},
    people,
    time::Timestamp,
};
use protocol::{Envelope, Header, ledger::Verdict, wire::Cursor};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Node, keys::random};
use crate::lanes::{Engine, EngineError, Received};

/// What came of a command of the platform's own.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenByPlatform {
    pub command: CommandId,
    pub given: Command,
    pub verdict: Verdict,
}

/// The desk under whose name the platform gives commands in a lane.
pub fn platform_desk(lane: LaneId) -> DeskId {
    let digest = Sha256::new()
        .chain_update(b"forecourt platform desk")
        .chain_update(lane.0.as_bytes())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    DeskId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// Numbers of what came in online: W stands where a desk has its code.
struct OnlineNumbers {
    n: u64,
    now: Timestamp,
}

impl Numbers for OnlineNumbers {
    fn next(&mut self, series: NumberSeries) -> String {
        let date = self.now.date_in(chrono_tz::Asia::Shanghai);
        format!(
            "{}W-{:02}{:02}-{:04}",
            series.letters(),
            date.year() % 100,
            date.month(),
            self.n
        )
    }
}

/// Somebody else gave the platform's next number meanwhile; so often it is tried again at most.
const MOST_TRIES: u32 = 50;

impl<E: Engine + 'static> Node<E> {
    /// Gives a command in the platform's own name.
    pub async fn give(
        &self,
        lane: LaneId,
        command: Command,
    ) -> Result<GivenByPlatform, EngineError> {
        let desk = platform_desk(lane);
        let id = CommandId(Uuid::now_v7());
        for _ in 0..MOST_TRIES {
            let (last_n, _) = self.engine.pages(desk, &Cursor::default(), 0).await?;
            let n = last_n + 1;
            let mut given = command.clone();
            let now = self.now();
            given.draw(&mut OnlineNumbers { n, now });
            let header = Header {
                id,
                desk,
                n,
                lamport: n,
                name: given.name().to_owned(),
                version: given.version(),
                actor: people::PLATFORM,
                made_at: now,
            };
            let envelope = Envelope::seal(header, &given, random::<16>()?, &self.keys.signing);
            let commands = vec![Received::sent(desk, n, envelope)];
            let taken = self.queue.push_received(lane, desk, commands).await?;
            self.note_taken(lane, &taken);
            if let Some(verdict) = taken.verdicts.into_iter().next() {
                return Ok(GivenByPlatform {
                    command: id,
                    given,
                    verdict,
                });
            }
            if let Some(held) = taken.held.first() {
                return Err(EngineError::Database(format!(
                    "a command of the platform's own is held: {:?}",
                    held.why
                )));
            }
            // Others gave this number first; or the line to the database was lost after the commit, and
            // the command is entered.
            if let Some(given) = self.entered(lane, id).await? {
                return Ok(given);
            }
        }
        Err(EngineError::Lost(
            "others gave every number first".to_owned(),
        ))
    }

    async fn entered(
        &self,
        lane: LaneId,
        command: CommandId,
    ) -> Result<Option<GivenByPlatform>, EngineError> {
        let Some(entry) = self.engine.entry_of(lane, command).await? else {
            return Ok(None);
        };
        let unreadable = |error: String| EngineError::Database(error);
        Ok(Some(GivenByPlatform {
            command,
            given: entry
                .envelope
                .open()
                .map_err(|error| unreadable(error.to_string()))?,
            verdict: Verdict::read(&entry.verdict)
                .map_err(|error| unreadable(error.to_string()))?,
        }))
    }
}
