//! What a database must do for the lanes: lock one, fetch, write everything at once. Two engines do:
//! SQLite in the program itself, and PostgreSQL that any number of nodes share.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
};

use domain::{
    changes::Change,
    entity::Table,
    ids::{CommandId, DeskId, LaneId, RecordId},
    rules::{Edition, RuleSetName},
    time::Timestamp,
};
use protocol::{
    Envelope,
    ledger::{Entry, Hash, Position},
    wire::{self, Cursor, Hold, Page},
};
use tokio::sync::{broadcast, mpsc};

use super::{
    cache::{Cache, Wanted},
    image::{Moment, Piece},
    received::Place,
};

#[derive(Debug, Clone, thiserror::Error)]
pub enum EngineError {
    /// The database does not take what it was given.
    #[error("the platform's database failed: {0}")]
    Database(String),
    /// The database cannot be reached, or cannot write now. Whether what was being committed is there is
    /// unknown; doing it again finds out.
    #[error("the platform's database is not at hand: {0}")]
    Lost(String),
    #[error("there is no lane {0:?} on this platform")]
    NoLane(LaneId),
    #[error("a stored row cannot be read: {0}")]
    Unreadable(#[from] domain::entity::RowError),
}

/// What the platform has already of the commands that are offered to it.
#[derive(Debug, Default)]
pub struct Known {
    /// The last `n` of each desk.
    pub last_n: BTreeMap<DeskId, u64>,
    /// Which command came under a number, for the numbers that were offered.
    pub received: BTreeMap<(DeskId, u64), CommandId>,
    /// Those of the offered commands that came before, under whatever number.
    pub commands: BTreeSet<CommandId>,
    /// Those of them that are held, and why.
    pub held: BTreeMap<CommandId, Hold>,
}

/// How long an engine's answers are on their way. From afar everything that a batch may ask for is
/// fetched together before its first command is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    Near,
    Far,
}

/// What a batch writes, all of it or nothing.
#[derive(Default)]
pub struct Written {
    pub entries: Vec<WrittenEntry>,
    /// The entries of the same commands in other lanes.
    pub elsewhere: Vec<WrittenElsewhere>,
    pub held: Vec<HeldCommand>,
    /// Commands that were held and are entered now.
    pub released: Vec<CommandId>,
    /// Every command that was taken into custody, entered or held.
    pub received: Vec<(DeskId, u64, CommandId)>,
    pub last_n: BTreeMap<DeskId, u64>,
}

/// A command in custody, and which desk sent it under which number.
#[derive(Debug, Clone)]
pub struct HeldCommand {
    pub envelope: Envelope,
    pub desk: DeskId,
    pub n: u64,
    pub why: Hold,
}

/// Why a command is held, as both engines keep it.
pub(super) fn held_as(why: Hold) -> String {
    serde_json::to_string(&why).unwrap_or_default()
}

/// What may pass by itself: a newer platform reads the command, or the key that it is signed with comes after it.
pub(super) const MAY_PASS: [Hold; 2] = [Hold::UnknownCommand, Hold::BadSignature];

/// A command that is held, out of its row.
pub(super) fn held(
    desk: DeskId,
    n: u64,
    envelope: &[u8],
    why: &str,
) -> Result<HeldCommand, EngineError> {
    let damaged = |error: String| EngineError::Database(error);
    Ok(HeldCommand {
        envelope: wire::read(envelope).map_err(|error| damaged(error.to_string()))?,
        desk,
        n,
        why: serde_json::from_str(why).map_err(|error| damaged(error.to_string()))?,
    })
}

/// What a batch enters into a lane that is not that of its desks.
pub struct WrittenElsewhere {
    pub lane: LaneId,
    pub entries: Vec<WrittenEntry>,
    /// Where that lane stands with them.
    pub head: Position,
}

pub struct WrittenEntry {
    pub seq: u64,
    pub digest: Hash,
    /// The chain's hash after this entry.
    pub hash: Hash,
    pub entry: Entry,
    /// The rows behind the entry's images.
    pub changes: Vec<Change>,
}

/// That a lane goes this far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    pub lane: LaneId,
    pub seq: u64,
}

pub trait Engine: Send + Sync {
    type Batch: Batch;

    /// Hears from now on how far lanes go, whenever another node on the same database has added to one.
    fn hear(&self) -> broadcast::Receiver<Told>;

    /// Makes a lane that begins with nothing; says where it stands if it is there already.
    fn open_lane(&self, lane: LaneId)
    -> impl Future<Output = Result<Position, EngineError>> + Send;

    /// Begins a transaction that nobody else has in this lane, and looks up what is offered to it.
    fn begin(
        &self,
        lane: LaneId,
        offered: &[Place],
    ) -> impl Future<Output = Result<Self::Batch, EngineError>> + Send;

    /// The same with other lanes, which are locked together with it in the order of their ids: so two batches that meet
    /// in two lanes never wait for each other. Those that are not there are passed over.
    fn begin_across(
        &self,
        lane: LaneId,
        others: &BTreeSet<LaneId>,
        offered: &[Place],
    ) -> impl Future<Output = Result<Self::Batch, EngineError>> + Send {
        async move {
            match others.first() {
                None => self.begin(lane, offered).await,
                Some(other) => Err(EngineError::NoLane(*other)),
            }
        }
    }

    /// What lies after each position of the cursor, and this desk's last `n` from the same read. At
    /// most `limit` entries of a lane.
    fn pages(
        &self,
        desk: DeskId,
        cursor: &Cursor,
        limit: usize,
    ) -> impl Future<Output = Result<(u64, Vec<Page>), EngineError>> + Send;

    /// Reads every row of a lane as of one moment, while others go on writing. The pieces are told one after
    /// the other, and it waits for whoever takes them.
    fn image(
        &self,
        lane: LaneId,
        pieces: mpsc::Sender<Piece>,
    ) -> impl Future<Output = Result<Moment, EngineError>> + Send;

    /// Every lane, and where it stands.
    fn lanes(&self) -> impl Future<Output = Result<Vec<(LaneId, Position)>, EngineError>> + Send;

    /// The entry of a command in a lane, if it was entered there.
    fn entry_of(
        &self,
        lane: LaneId,
        command: CommandId,
    ) -> impl Future<Output = Result<Option<Entry>, EngineError>> + Send;

    /// The commands of a lane that are held for what may pass by itself, in no order.
    fn held(
        &self,
        lane: LaneId,
    ) -> impl Future<Output = Result<Vec<HeldCommand>, EngineError>> + Send;

    /// Fetches confirmed rows of a lane outside of a batch.
    fn look_up(
        &self,
        lane: LaneId,
        wanted: Wanted,
        cache: &mut Cache,
    ) -> impl Future<Output = Result<(), EngineError>> + Send;

    /// The lane of a confirmed row whose id is drawn at random, so that only one lane has it.
    fn lane_of(
        &self,
        table: &'static Table,
        id: RecordId,
    ) -> impl Future<Output = Result<Option<LaneId>, EngineError>> + Send;

    /// A note that has not expired.
    fn note(
        &self,
        key: NoteKey<'_>,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, EngineError>> + Send;

    /// Writes a note in place of the one that is there.
    fn keep_note(
        &self,
        key: NoteKey<'_>,
        value: &[u8],
        expires_at: Option<Timestamp>,
    ) -> impl Future<Output = Result<(), EngineError>> + Send;

    /// Writes a note unless one is there, and answers the one that stands then.
    fn first_note(
        &self,
        key: NoteKey<'_>,
        value: &[u8],
    ) -> impl Future<Output = Result<Vec<u8>, EngineError>> + Send;

    /// Takes a note away; of several who try at once one gets it.
    fn take_note(
        &self,
        key: NoteKey<'_>,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, EngineError>> + Send;

    /// Which editions of which sets of rules were published here, in no order.
    fn published_editions(
        &self,
    ) -> impl Future<Output = Result<Vec<(RuleSetName, Edition)>, EngineError>> + Send;

    /// One of them whole.
    fn published_rules(
        &self,
        set: RuleSetName,
        edition: Edition,
    ) -> impl Future<Output = Result<Option<PublishedRules>, EngineError>> + Send;

    /// Publishes editions, each newer than all of its set; where one is not, none is published and the one that stands
    /// is named.
    fn publish_rules(
        &self,
        rules: &[PublishedRules],
    ) -> impl Future<Output = Result<Result<(), NotNewer>, EngineError>> + Send;

    /// Removes what has expired.
    fn sweep_notes(&self, now: Timestamp) -> impl Future<Output = Result<(), EngineError>> + Send;
}

/// An edition that whoever runs the platform has published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedRules {
    pub set: RuleSetName,
    pub edition: Edition,
    pub text: String,
    /// What they say of it.
    pub note: String,
    pub published_at: Timestamp,
}

/// The edition of a set that stands and is as new as what was offered, or newer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotNewer {
    pub set: RuleSetName,
    pub standing: Edition,
}

/// What was published before and is not older than what is offered, if anything is. Also two editions of one set that
/// are offered together are in order.
pub(super) fn not_newer(
    mut standing: Vec<(RuleSetName, Edition)>,
    offered: &[PublishedRules],
) -> Option<NotNewer> {
    for rules in offered {
        let of_set = standing.iter().filter(|(set, _)| *set == rules.set);
        let newest = of_set.map(|(_, edition)| *edition).max();
        if let Some(newest) = newest.filter(|newest| *newest >= rules.edition) {
            return Some(NotNewer {
                set: rules.set,
                standing: newest,
            });
        }
        standing.push((rules.set, rules.edition));
    }
    None
}

/// An edition out of its row. What a newer platform published and this one has no word for is passed over.
pub(super) fn edition(name: &str, edition: &str) -> Option<(RuleSetName, Edition)> {
    Some((RuleSetName::from_word(name)?, edition.parse().ok()?))
}

/// Of which kind a note is, and which of them.
#[derive(Debug, Clone, Copy)]
pub struct NoteKey<'a> {
    pub kind: &'static str,
    pub key: &'a [u8],
}

pub trait Batch: Send {
    const DISTANCE: Distance;

    /// Where the locked lane stands.
    fn head(&self) -> Position;

    /// Where another lane stands that is locked with it.
    fn head_of(&self, _lane: LaneId) -> Option<Position> {
        None
    }

    /// What was there of the offered commands when the lane was locked.
    fn known(&mut self) -> Known;

    /// Fetches into the cache.
    fn fetch(
        &mut self,
        wanted: Wanted,
        cache: &mut Cache,
    ) -> impl Future<Output = Result<(), EngineError>> + Send;

    /// Fetches rows of another lane: of one that is locked with it, or of its group's as they are now.
    fn fetch_from(
        &mut self,
        lane: LaneId,
        _wanted: Wanted,
        _cache: &mut Cache,
    ) -> impl Future<Output = Result<(), EngineError>> + Send {
        async move { Err(EngineError::NoLane(lane)) }
    }

    /// Writes, moves the heads of the lanes and commits.
    fn commit(
        self,
        written: Written,
        head: Position,
    ) -> impl Future<Output = Result<(), EngineError>> + Send;
}
