//! The world of one seed: virtual time, one queue of what happens next, the desks, the nodes and
//! whatever lies between them.

mod answered;
mod asking;
mod giving;
mod going_wrong;
mod people;
mod platform;
mod power;
mod time;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt::Write,
    path::{Path, PathBuf},
};

use domain::{
    ids::{CommandId, DeskId, LaneId, PersonId},
    time::Timestamp,
};
use ed25519_dalek::SigningKey;
use protocol::conversation::Ended;

use crate::{
    chance::Chance,
    commands,
    desk::{Desk, Doing, Standing},
    faults::{Fault, Phase, Table},
    mutants::Mutant,
    platform_nodes::Nodes,
};

/// 2026-11-22 10:00 in Shanghai.
const MORNING: i64 = 1_795_312_800_000;
const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
/// A desk gives up on an answer after so long.
const PATIENCE: u64 = 10 * SECOND;
/// So long the day lasts in which things go wrong.
const DAY: u64 = 20 * MINUTE;
/// When the line is well again, everything has arrived after so long.
const BOUND: u64 = 15 * MINUTE;
const NODES: usize = 2;
const DESKS: usize = 3;
const MOST_DESKS: usize = 5;
/// The last steps that a failing seed tells, unless all are wanted.
const TOLD: usize = 40;

#[derive(Debug, Clone, Copy)]
pub struct Options {
    pub commands: u64,
    pub faults: u64,
    pub mutant: Option<Mutant>,
    /// How many of its last steps a seed tells.
    pub told: usize,
}

impl Options {
    /// Less than half a day: what continuous integration has time for.
    pub fn short() -> Self {
        Self {
            commands: 120,
            faults: 13,
            ..Self::default()
        }
    }

    /// The same day with a planted bug.
    #[must_use]
    pub const fn with(self, mutant: Mutant) -> Self {
        Self {
            mutant: Some(mutant),
            ..self
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            commands: 330,
            faults: 26,
            mutant: None,
            told: TOLD,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Delivery {
    /// The desk waits for the answer.
    Awaited,
    /// Another copy of the same request; nobody waits for its answer.
    Copy,
}

#[derive(Debug)]
enum Step {
    Give(usize),
    Timer(usize, u64),
    Poke(usize),
    Request {
        desk: usize,
        name: DeskId,
        attempt: u64,
        bytes: Vec<u8>,
        delivery: Delivery,
    },
    Answer {
        desk: usize,
        attempt: u64,
        answer: Result<Vec<u8>, Ended>,
        again: bool,
    },
    GiveUp(usize, u64),
    Fault,
    NodeComesBack(usize),
    DiskIsFree(usize),
    TokenIsBack(usize),
    Look,
}

pub struct World {
    pub chance: Chance,
    pub options: Options,
    pub now: u64,
    queue: BTreeMap<(u64, u64), Step>,
    queued: u64,
    pub desks: Vec<Desk>,
    pub platform: Nodes,
    pub lane: LaneId,
    administrator: PersonId,
    clerks: Vec<PersonId>,
    keys: BTreeMap<[u8; 32], SigningKey>,
    founding: CommandId,
    founder: DeskId,
    vins: Vec<String>,
    folder: PathBuf,
    empty_store: PathBuf,
    platform_copy: Option<PathBuf>,
    pub given: BTreeMap<CommandId, u64>,
    /// What a disk that was put back to an older state took with it.
    pub lost_with_disk: BTreeSet<CommandId>,
    pub table: Table,
    pub steps: u64,
    told: VecDeque<String>,
    pub wrong: Vec<String>,
    calm_since: Option<u64>,
    /// Nobody is enrolled again before; a desk hears of its enrolment within a minute.
    enrol_again_at: u64,
    codes: u64,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl World {
    pub fn new(seed: u64, options: Options, folder: &Path, empty: &Path) -> Self {
        let mut chance = Chance::new(seed);
        let lane = LaneId(chance.id());
        let platform = Nodes::new(
            folder.join("platform"),
            &empty.join("platform"),
            NODES,
            lane,
            options.mutant,
        );
        let administrator = PersonId(chance.id());
        let founder = DeskId(chance.id());
        let mut world = Self {
            chance,
            options,
            now: 0,
            queue: BTreeMap::new(),
            queued: 0,
            desks: Vec::new(),
            platform,
            lane,
            administrator,
            clerks: Vec::new(),
            keys: BTreeMap::new(),
            founding: CommandId(uuid::Uuid::nil()),
            founder,
            vins: commands::vins(),
            folder: folder.to_owned(),
            empty_store: empty.join("store"),
            platform_copy: None,
            given: BTreeMap::new(),
            lost_with_disk: BTreeSet::new(),
            table: Table::default(),
            steps: 0,
            told: VecDeque::new(),
            wrong: Vec::new(),
            calm_since: Some(0),
            enrol_again_at: 0,
            codes: 0,
        };
        world.begin();
        world
    }

    fn at(&mut self, time: u64, step: Step) {
        self.queued += 1;
        self.queue.insert((time.max(self.now), self.queued), step);
    }

    fn after(&mut self, wait: u64, step: Step) {
        self.at(self.now + wait, step);
    }

    fn tell(&mut self, what: impl FnOnce() -> String) {
        if self.told.len() == self.options.told {
            self.told.pop_front();
        }
        let text = format!("{:>9} ms  {}", self.now, what());
        self.told.push_back(text);
    }

    pub fn last_steps(&self) -> Vec<String> {
        self.told.iter().cloned().collect()
    }

    fn is_calm(&self) -> bool {
        self.calm_since.is_some()
    }

    fn platform_time(&self) -> Timestamp {
        Timestamp(MORNING + self.now as i64)
    }

    fn phase(&self, place: usize) -> Phase {
        let desk = &self.desks[place];
        match (&desk.doing, desk.standing) {
            (Some(Doing::Anew { .. }), _) => Phase::Anew,
            (_, Standing::Joining) => Phase::Joining,
            (Some(Doing::Exchanging { pushed: 0 }), _) => Phase::Pulling,
            (Some(Doing::Exchanging { .. }), _) => Phase::Pushing,
            (None, _) if desk.line_down_until > self.now && desk.waits() > 0 => Phase::Offline,
            (None, _) => Phase::Idle,
        }
    }

    fn hit(&mut self, fault: Fault, place: usize) {
        let phase = self.phase(place);
        self.table.hit(fault, phase);
        self.tell(|| format!("FAULT {} at desk {place} ({})", fault.name(), phase.name()));
    }

    /// So often in a thousand, while things go wrong at all.
    fn goes_wrong(&mut self, often: u64) -> bool {
        !self.is_calm() && self.chance.below(1_000) < often
    }
}
