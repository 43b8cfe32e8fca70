//! The world of one seed: virtual time, one queue of what happens next, the desks, the nodes and
//! whatever lies between them.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt::Write,
    path::{Path, PathBuf},
};

use domain::{
    Command,
    dealerships::{FoundDealership, Purpose},
    desks::{DeskState, EnrolDesk, RevokeDesk},
    ids::{CommandId, DealershipId, DeskId, LaneId, PersonId},
    people::{AddPerson, BuiltInRole, KeyMaterial, NewPerson, ReplaceKey},
    time::Timestamp,
};
use ed25519_dalek::SigningKey;
use protocol::{
    conversation::{Ended, Event as Said, Next},
    ledger::Position,
    wire::{self, Answer, Cursor, Exchange},
};
use rusqlite::Connection;
use store::{SCHEMA_VERSION, StoreError, following::exchange};

use crate::{
    chance::Chance,
    commands::{self, Drawing},
    desk::{self, Desk, Doing, Log, Standing, Wish},
    engine::Crash,
    faults::{Fault, Phase, Table},
    mutants::Mutant,
    platform_nodes::{Nodes, set_clock},
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
    /// Half a day with a planted bug: what continuous integration has time for.
    pub fn short_with(mutant: Mutant) -> Self {
        let whole = Self::default();
        Self {
            commands: whole.commands / 2,
            faults: whole.faults / 2,
            mutant: Some(mutant),
            ..whole
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            commands: 340,
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

    /// The dealership is founded, people are added, and every desk is enrolled and level.
    fn begin(&mut self) {
        for place in 0..DESKS {
            let id = if place == 0 {
                self.founder
            } else {
                DeskId(self.chance.id())
            };
            self.add_desk(id);
        }
        let founding = Command::FoundDealership(FoundDealership {
            dealership: DealershipId(self.lane.0),
            name: "宏远汽车".to_owned(),
            code: "HY".to_owned(),
            purpose: Purpose::Trading,
            zone: "Asia/Shanghai".to_owned(),
            logo: String::new(),
            administrator: NewPerson {
                id: self.administrator,
                name: "陈管理".to_owned(),
                sign_in_name: "admin".to_owned(),
                key: self.new_key(),
            },
        });
        self.founding = self.give(0, self.administrator, founding).expect("founded");
        for (number, role) in [
            BuiltInRole::StoreManager,
            BuiltInRole::SalesManager,
            BuiltInRole::StoreManager,
        ]
        .into_iter()
        .enumerate()
        {
            let person = PersonId(self.chance.id());
            let key = self.new_key();
            let command = Command::AddPerson(AddPerson {
                person: NewPerson {
                    id: person,
                    name: format!("同事{number}"),
                    sign_in_name: format!("p{number}.sales"),
                    key,
                },
                roles: vec![
                    role.id(self.founding),
                    BuiltInRole::Cashier.id(self.founding),
                ],
            });
            self.give(0, self.administrator, command)
                .expect("a colleague");
            self.clerks.push(person);
        }
        for place in 0..DESKS {
            let enrolment = self.enrolment(place);
            self.give(0, self.administrator, enrolment)
                .expect("a desk is enrolled");
        }
        for place in 0..DESKS {
            self.say(place, Said::Began);
        }
        if !self.run_until_level() {
            let behind = self.who_is_behind();
            self.wrong
                .push(format!("not level at the beginning: {behind}"));
        }
        self.calm_since = None;
        let began = self.now;
        for _ in 0..self.options.commands {
            let desk = self.chance.below(DESKS as u64) as usize;
            let at = began + self.chance.below(DAY);
            self.at(at, Step::Give(desk));
        }
        for _ in 0..self.options.faults {
            let at = began + self.chance.below(DAY);
            self.at(at, Step::Fault);
        }
        self.at(began + DAY, Step::Look);
    }

    fn new_key(&mut self) -> KeyMaterial {
        let key = SigningKey::from_bytes(&self.chance.bytes());
        let public = key.verifying_key().to_bytes();
        self.keys.insert(public, key);
        KeyMaterial {
            public_key: hex(&public),
            wrapped_key: "00".repeat(48),
            salt: "00".repeat(16),
        }
    }

    fn new_code(&mut self) -> String {
        self.codes += 1;
        format!("D{:02}", self.codes)
    }

    fn add_desk(&mut self, id: DeskId) {
        let place = self.desks.len();
        let code = self.new_code();
        let folder = self.folder.join(format!("desk-{place}"));
        let desk = Desk::new(id, code, folder, &self.empty_store);
        let epoch = self.platform.epoch;
        desk.store()
            .write(|writing| writing.follow(self.lane, Position::start_of(epoch)))
            .expect("it follows");
        self.desks.push(desk);
    }

    fn enrolment(&self, place: usize) -> Command {
        let desk = &self.desks[place];
        Command::EnrolDesk(EnrolDesk {
            desk: desk.id,
            desk_code: desk.code.clone(),
            name: format!("工位 {}", desk.code),
            spoken_key: String::new(),
        })
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

    // What people do.

    fn give(&mut self, place: usize, actor: PersonId, command: Command) -> Option<CommandId> {
        let wish = Wish {
            id: CommandId(self.chance.id()),
            actor,
            command,
            salt: self.chance.bytes(),
        };
        let name = wish.command.name();
        let now = self.platform_time();
        let log = self.desks[place].log();
        let given = self.desks[place].give(self.lane, wish, now, &self.keys);
        if matches!(given, Ok(Some(_))) && self.power_goes_in_the_middle(place, log) {
            return None;
        }
        self.was_given(place, name, given)
    }

    fn was_given(
        &mut self,
        place: usize,
        name: &str,
        given: Result<Option<CommandId>, StoreError>,
    ) -> Option<CommandId> {
        match given {
            Ok(Some(id)) => {
                self.given.insert(id, place as u64);
                self.tell(|| format!("desk {place}: {name} {id:?}"));
                self.mutate_given(place);
                self.power_goes_after(place);
                self.say(place, Said::Given);
                Some(id)
            }
            Ok(None) => None,
            Err(StoreError::DiskFull) => {
                self.table.hit(Fault::DiskFull, self.phase(place));
                self.tell(|| format!("desk {place}: no room for {name}"));
                None
            }
            Err(error) => {
                self.wrong
                    .push(format!("desk {place} could not keep {name}: {error}"));
                None
            }
        }
    }

    /// Sometimes the power goes while a commit is on its way to the disk: nobody was told that it is done,
    /// and of what it added to the log only a part is there.
    fn power_goes_in_the_middle(&mut self, place: usize, before: Log) -> bool {
        let after = self.desks[place].log();
        if after.length <= before.length || !self.goes_wrong(8) {
            return false;
        }
        let added = after.added_since(before);
        if added == 0 {
            return false;
        }
        self.hit(Fault::PowerLostInCommit, place);
        let left = before.length + self.chance.below(added);
        self.loses_power(place, left);
        true
    }

    /// Sometimes it goes just after somebody was told that the command is kept: what the disk has is there.
    fn power_goes_after(&mut self, place: usize) {
        if !self.goes_wrong(8) {
            return;
        }
        self.hit(Fault::PowerLostAfterCommit, place);
        let length = self.desks[place].log().length;
        let mutant = self.options.mutant == Some(Mutant::CommitWithoutSync);
        let left = if !mutant && self.desks[place].syncs() {
            length
        } else {
            // Of the last commits nobody knows how much the disk has.
            length - self.chance.below(length.min(200_000))
        };
        self.loses_power(place, left);
    }

    fn loses_power(&mut self, place: usize, left: u64) {
        self.desks[place].lose_power(left);
        self.say(place, Said::Began);
    }

    /// The bugs that a desk could have where it keeps a command.
    fn mutate_given(&mut self, place: usize) {
        self.desks[place].given += 1;
        if self.options.mutant == Some(Mutant::LoseOutboxRow) && self.desks[place].given % 20 == 7 {
            self.sql(
                place,
                "delete from waiting where n = (select max(n) from outbox);
                 delete from journal_change where n = (select max(n) from outbox);
                 delete from journal where n = (select max(n) from outbox);
                 delete from outbox where n = (select max(n) from outbox)",
            );
        }
    }

    fn sql(&self, place: usize, text: &str) {
        let done: Result<(), StoreError> = self.desks[place].store().write(|writing| {
            writing
                .connection()
                .execute_batch("pragma defer_foreign_keys = on")?;
            writing.connection().execute_batch(text)?;
            Ok(())
        });
        done.expect("the mutant writes");
    }

    /// A desk ends, something is done to its folder, and it begins again; its conversation is told by the
    /// caller.
    fn reopened(&mut self, place: usize, work: impl FnOnce(&Desk)) {
        let desk = &mut self.desks[place];
        desk.kill();
        work(desk);
        desk.open();
    }

    fn somebody_gives(&mut self, place: usize) {
        if self.desks[place].standing == Standing::Revoked {
            return;
        }
        let administrator = self.administrator;
        let actor = if self.chance.percent(25) {
            administrator
        } else {
            self.chance.one_of(&self.clerks).unwrap_or(administrator)
        };
        let now = self.platform_time().plus(self.desks[place].skew);
        // A draw that the house has no use for yet is drawn again.
        for _ in 0..6 {
            let Self {
                desks,
                chance,
                vins,
                clerks,
                founding,
                ..
            } = self;
            let command = desks[place].read(|connection| {
                Ok(Drawing {
                    chance,
                    connection,
                    vins,
                    clerks,
                    founding: *founding,
                    now,
                }
                .command())
            });
            if let Some(command) = command
                && self.give(place, actor, command).is_some()
            {
                break;
            }
        }
        if self.goes_wrong(8) {
            self.hit(Fault::DeskKilledAfterCommit, place);
            self.restart(place);
        }
    }

    fn restart(&mut self, place: usize) {
        self.reopened(place, |_| {});
        self.say(place, Said::Began);
    }

    // The conversation.

    fn say(&mut self, place: usize, said: Said) {
        if self.desks[place].standing == Standing::Revoked {
            return;
        }
        let chance = self.chance.draw() as u32;
        let now = self.now;
        let next = self.desks[place].conversation.on(said, now, chance);
        self.follow(place, next);
    }

    fn follow(&mut self, place: usize, next: Next) {
        match next {
            Next::Exchange => {
                if self.desks[place].doing.is_none() {
                    self.ask(place);
                }
            }
            Next::WaitUntil(until) => {
                let attempt = self.desks[place].attempt;
                let stuck = self.options.mutant == Some(Mutant::NeverTryAgain)
                    && matches!(
                        self.desks[place].conversation.last(),
                        Some(Ended::NoLine | Ended::Unwell)
                    );
                if self.desks[place].doing.is_none() && !stuck {
                    self.at(until, Step::Timer(place, attempt));
                }
            }
            Next::Stop => {}
        }
    }

    fn ask(&mut self, place: usize) {
        let desk = &self.desks[place];
        let asked = match exchange::ask(desk.store(), desk.last_n) {
            Ok(asked) => asked,
            Err(error) => {
                self.wrong.push(format!("desk {place} cannot ask: {error}"));
                return;
            }
        };
        let asked = self.mutate_asked(place, asked);
        self.desks[place].doing = Some(Doing::Exchanging {
            pushed: asked.envelopes.len(),
        });
        self.send(place, &asked);
    }

    fn mutate_asked(&mut self, place: usize, mut asked: Exchange) -> Exchange {
        if self.options.mutant == Some(Mutant::ResendWithNewId)
            && self.desks[place].attempt.is_multiple_of(9)
            && let Some(envelope) = asked.envelopes.first_mut()
            && let Ok(command) = envelope.open()
        {
            let mut header = envelope.header.clone();
            header.id = CommandId(self.chance.id());
            let key = self
                .keys
                .values()
                .find(|key| envelope.verify(key.verifying_key().as_bytes()).is_ok());
            if let Some(key) = key {
                *envelope = protocol::Envelope::seal(header, &command, [1; 16], key);
            }
        }
        asked
    }

    fn send(&mut self, place: usize, asked: &Exchange) {
        self.desks[place].attempt += 1;
        let desk = &self.desks[place];
        let (attempt, name) = (desk.attempt, desk.id);
        let down = desk.line_down_until > self.now;
        self.after(PATIENCE, Step::GiveUp(place, attempt));
        if down {
            let refused = 5 + self.chance.below(200);
            self.after(
                refused,
                Step::Answer {
                    desk: place,
                    attempt,
                    answer: Err(Ended::NoLine),
                    again: false,
                },
            );
            return;
        }
        let bytes = wire::write(asked);
        let request = |delivery| Step::Request {
            desk: place,
            name,
            attempt,
            bytes: bytes.clone(),
            delivery,
        };
        if self.goes_wrong(12) {
            self.hit(Fault::Doubled, place);
            let wait = 1 + self.chance.below(3_000);
            self.after(wait, request(Delivery::Copy));
        }
        if self.goes_wrong(12) {
            self.hit(Fault::Late, place);
            let wait = 20 * SECOND + self.chance.below(3 * MINUTE);
            self.after(wait, request(Delivery::Copy));
        }
        if self.goes_wrong(15) {
            self.hit(Fault::RequestLost, place);
            return;
        }
        let wait = 2 + self.chance.below(80);
        self.after(wait, request(Delivery::Awaited));
    }

    // The platform.

    fn arrives(
        &mut self,
        place: usize,
        name: DeskId,
        attempt: u64,
        bytes: &[u8],
        delivery: Delivery,
    ) {
        let at = self.chance.below(NODES as u64) as usize;
        let Some(node) = self.platform.node(at) else {
            self.answers(place, attempt, Err(Ended::NoLine), delivery);
            return;
        };
        let asked: Exchange = match wire::read(bytes) {
            Ok(asked) => asked,
            Err(error) => {
                self.wrong
                    .push(format!("a request cannot be read: {error}"));
                return;
            }
        };
        let welcome = match self
            .platform
            .runtime
            .block_on(node.enrolled(platform::node::Access {
                desk: name,
                lane: self.lane,
            })) {
            Ok(Some(desk)) => match desk.state {
                DeskState::Active => Ok(()),
                DeskState::Revoked => Err(Ended::Revoked),
            },
            Ok(None) if name == self.founder => Ok(()),
            Ok(None) => Err(Ended::NeedsSignIn),
            Err(error) => {
                self.wrong
                    .push(format!("node {at} cannot say who is enrolled: {error}"));
                Err(Ended::Unwell)
            }
        };
        let welcome = if self.desks[place].token_out {
            Err(Ended::NeedsSignIn)
        } else {
            welcome
        };
        if let Err(ended) = welcome {
            self.answers(place, attempt, Err(ended), delivery);
            return;
        }
        let pushed = asked.envelopes.len();
        if pushed > 0 {
            let crash = [Crash::BeforeCommit, Crash::AfterCommit, Crash::Deaf]
                .into_iter()
                .find(|_| self.goes_wrong(20));
            self.platform.hands[at].plan().crash = crash;
            if self.options.mutant == Some(Mutant::TakeRetriedTwice) && delivery == Delivery::Copy {
                self.platform.forget_received(name, asked.first);
            }
        }
        set_clock(self.platform_time());
        let log = self.platform.log();
        let Some(node) = self.platform.node(at) else {
            return;
        };
        let answer = self
            .platform
            .runtime
            .block_on(node.exchange(name, self.lane, asked));
        let (died, was_deaf) = {
            let mut plan = self.platform.hands[at].plan();
            plan.crash = None;
            (plan.died.take(), plan.was_deaf.take())
        };
        if was_deaf.is_some() {
            self.hit(Fault::DatabaseLineLost, place);
        }
        if let Some(crash) = died {
            let fault = match crash {
                Crash::BeforeCommit => Fault::NodeKilledBefore,
                Crash::AfterCommit | Crash::Deaf => Fault::NodeKilledAfter,
            };
            self.hit(fault, place);
            self.platform.kill(at);
            let wait = SECOND + self.chance.below(10 * SECOND);
            self.after(wait, Step::NodeComesBack(at));
            return;
        }
        if pushed > 0 && self.goes_wrong(10) {
            self.hit(Fault::PlatformPowerLost, place);
            let added = self.platform.log().added_since(log);
            // Also in the middle of the commit, of which nobody has heard yet.
            let left = log.length + self.chance.below(added + 1);
            self.platform
                .lose_power(if added == 0 { u64::MAX } else { left });
            return;
        }
        match answer {
            Ok(answer) => {
                if pushed > 0 {
                    for other in 0..self.desks.len() {
                        if other != place && self.chance.percent(80) {
                            let wait = 1 + self.chance.below(60);
                            self.after(wait, Step::Poke(other));
                        }
                    }
                }
                self.answers(place, attempt, Ok(answer), delivery);
            }
            Err(error) => {
                self.wrong.push(format!("node {at} failed: {error}"));
                self.answers(place, attempt, Err(Ended::Unwell), delivery);
            }
        }
    }

    fn answers(
        &mut self,
        place: usize,
        attempt: u64,
        answer: Result<Answer, Ended>,
        delivery: Delivery,
    ) {
        match delivery {
            Delivery::Copy => return,
            Delivery::Awaited => {}
        }
        let mut wait = 2 + self.chance.below(80);
        let answer = match answer {
            Err(ended) => Err(ended),
            Ok(answer) => {
                if self.goes_wrong(15) {
                    self.hit(Fault::AnswerLost, place);
                    return;
                }
                if self.goes_wrong(10) {
                    self.hit(Fault::Delayed, place);
                    wait += PATIENCE + self.chance.below(MINUTE);
                }
                let mut bytes = wire::write(&self.mutate_answer(answer));
                if self.goes_wrong(10) {
                    self.hit(Fault::Cut, place);
                    let left = self.chance.below(bytes.len() as u64) as usize;
                    bytes.truncate(left);
                }
                Ok(bytes)
            }
        };
        let again = answer.is_ok() && self.goes_wrong(12);
        if again {
            self.hit(Fault::AnswerDoubled, place);
        }
        self.after(
            wait,
            Step::Answer {
                desk: place,
                attempt,
                answer,
                again,
            },
        );
    }

    fn mutate_answer(&mut self, mut answer: Answer) -> Answer {
        if self.options.mutant == Some(Mutant::HideAnEntry) && self.chance.percent(5) {
            use protocol::wire::Seen;
            for page in &mut answer.pages {
                if let Some(seen) = page.entries.first_mut()
                    && let Seen::Entry(entry) = seen
                {
                    *seen = Seen::Hidden(entry.digest());
                }
            }
        }
        answer
    }

    // Back at the desk.

    fn is_answered(
        &mut self,
        place: usize,
        attempt: u64,
        answer: Result<Vec<u8>, Ended>,
        again: bool,
    ) {
        if self.desks[place].attempt != attempt || self.desks[place].doing.is_none() {
            return;
        }
        if self.goes_wrong(6) {
            self.hit(Fault::DeskKilled, place);
            self.restart(place);
            return;
        }
        let answer: Result<Answer, Ended> =
            answer.and_then(|bytes| wire::read(&bytes).map_err(|_| Ended::Unwell));
        let doing = self.desks[place].doing.take();
        match (answer, doing) {
            (Err(ended), _) => self.ended(place, ended),
            (Ok(answer), Some(Doing::Exchanging { .. })) => self.takes(place, &answer, again),
            (Ok(answer), Some(Doing::Anew { here, pages })) => {
                self.goes_on_anew(place, here, pages, answer);
            }
            (Ok(_), None) => {}
        }
    }

    fn takes(&mut self, place: usize, answer: &Answer, again: bool) {
        self.mutate_before_taking(place, answer);
        let before = self.desks[place].position(self.lane);
        let following = Desk::following(self.lane);
        let taken = exchange::take(self.desks[place].store(), following, answer);
        if again && taken.is_ok() {
            // A page that is there already is refused by its position and changes nothing.
            drop(exchange::take(self.desks[place].store(), following, answer));
        }
        match taken {
            Ok(brought) => {
                if self.options.mutant == Some(Mutant::ForgetCursor) && self.chance.percent(4) {
                    let done = self.desks[place]
                        .store()
                        .write(|writing| writing.follow(self.lane, before));
                    done.expect("the mutant writes");
                }
                self.desks[place].last_n =
                    Some(if self.options.mutant == Some(Mutant::TrustLastNumber) {
                        answer.last_n
                    } else {
                        brought.last_n
                    });
                if self.goes_wrong(6) {
                    self.hit(Fault::DeskKilledAfterCommit, place);
                    self.restart(place);
                    return;
                }
                match brought.anew {
                    Some((_, epoch)) => {
                        self.tell(|| format!("desk {place} begins anew in epoch {epoch}"));
                        self.fetch_anew(place, Position::start_of(epoch), Vec::new());
                    }
                    None => self.ended(place, brought.ended),
                }
            }
            Err(error) => self.could_not_take(place, &error),
        }
    }

    fn could_not_take(&mut self, place: usize, error: &exchange::ExchangeError) {
        let text = error.to_string();
        if text.contains("full") {
            self.hit(Fault::DiskFull, place);
        } else {
            self.wrong
                .push(format!("desk {place} cannot take the answer in: {text}"));
        }
        self.ended(place, Ended::Unwell);
    }

    fn mutate_before_taking(&mut self, place: usize, answer: &Answer) {
        if self.options.mutant == Some(Mutant::SkipShadow)
            && answer.pages.iter().any(|page| !page.entries.is_empty())
        {
            self.sql(place, "delete from shadow");
        }
    }

    fn fetch_anew(&mut self, place: usize, here: Position, pages: Vec<wire::Page>) {
        let asked = Exchange {
            first: 1,
            envelopes: Vec::new(),
            cursor: Cursor::from([(self.lane, here)]),
            schema: SCHEMA_VERSION as u32,
        };
        self.desks[place].doing = Some(Doing::Anew { here, pages });
        self.send(place, &asked);
    }

    fn goes_on_anew(
        &mut self,
        place: usize,
        here: Position,
        mut pages: Vec<wire::Page>,
        answer: Answer,
    ) {
        let Some(page) = answer
            .pages
            .into_iter()
            .next()
            .filter(|page| page.anew.is_none())
        else {
            self.ended(place, Ended::Unwell);
            return;
        };
        let here = exchange::after(here, &page);
        let done = page.entries.is_empty() || here.seq >= page.head;
        pages.push(page);
        if !done {
            self.fetch_anew(place, here, pages);
            return;
        }
        if self.options.mutant == Some(Mutant::AnewDropsOutbox) {
            self.sql(
                place,
                "delete from waiting; delete from journal_change; delete from journal; delete from outbox",
            );
        }
        let following = Desk::following(self.lane);
        let counted_from = self.desks[place].read(store::following::sent_before);
        match exchange::take_anew(self.desks[place].store(), following, here.epoch, &pages) {
            Ok(_) => {
                if self.options.mutant == Some(Mutant::AnewKeepsCount) {
                    self.sql(
                        place,
                        &format!("update store_fact set value = '{counted_from}' where key = 'sent_before'"),
                    );
                }
                self.ended(place, Ended::BeganAnew);
            }
            Err(error) => self.could_not_take(place, &error),
        }
    }

    fn ended(&mut self, place: usize, ended: Ended) {
        self.desks[place].doing = None;
        if matches!(
            ended,
            Ended::NoLine | Ended::Unwell | Ended::NeedsSignIn | Ended::Cloned | Ended::Revoked
        ) {
            self.tell(|| format!("desk {place}: {ended:?}"));
        }
        match ended {
            Ended::Cloned => self.join_anew(place),
            Ended::Revoked => {
                // Its unsent work lies sealed at the platform for a manager.
                self.desks[place].standing = Standing::Revoked;
            }
            Ended::Level | Ended::More | Ended::BeganAnew => {
                self.desks[place].standing = Standing::Works;
                self.say(place, Said::Ended(ended));
            }
            Ended::NoLine | Ended::Unwell | Ended::NeedsSignIn => {
                self.say(place, Said::Ended(ended));
            }
        }
    }

    /// A desk that was cloned or put back gets a new name, and counts what it sends from 1.
    fn join_anew(&mut self, place: usize) {
        let id = DeskId(self.chance.id());
        let code = self.new_code();
        let desk = &mut self.desks[place];
        desk.id = id;
        desk.code = code;
        desk.last_n = None;
        desk.standing = Standing::Joining;
        desk.conversation = protocol::conversation::Conversation::default();
        let mutant = self.options.mutant == Some(Mutant::RenumberPastWaiting);
        let counted: Result<(), StoreError> = self.desks[place].store().write(|writing| {
            if mutant {
                writing.connection().execute(
                    "insert into store_fact (key, value)
                     values ('sent_before', cast((select max(n) from outbox) as text))
                     on conflict (key) do update set value = excluded.value",
                    [],
                )?;
                Ok(())
            } else {
                writing.count_anew()
            }
        });
        if counted.is_err() {
            // No room: it is tried again with the next answer, which says the same.
            self.tell(|| format!("desk {place} has no room to count anew"));
        }
        let enrolment = self.enrolment(place);
        self.give(0, self.administrator, enrolment);
        self.say(place, Said::Began);
    }

    // What goes wrong on purpose.

    fn something_goes_wrong(&mut self) {
        let place = self.chance.below(self.desks.len() as u64) as usize;
        if self.desks[place].standing == Standing::Revoked {
            return;
        }
        match self.chance.below(100) {
            0..14 => {
                self.hit(Fault::DeskKilled, place);
                self.restart(place);
            }
            14..26 => {
                let at = self.chance.below(NODES as u64) as usize;
                if self.platform.node(at).is_some() {
                    self.hit(Fault::NodeRestarted, place);
                    self.platform.kill(at);
                    let wait = SECOND + self.chance.below(20 * SECOND);
                    self.after(wait, Step::NodeComesBack(at));
                }
            }
            26..36 => {
                if self.desks[place].fill_disk() {
                    self.tell(|| format!("the disk of desk {place} is full"));
                    let wait = 10 * SECOND + self.chance.below(90 * SECOND);
                    self.after(wait, Step::DiskIsFree(place));
                }
            }
            36..48 => {
                self.hit(Fault::ClockJumped, place);
                let days = self.chance.below(9) as i64 - 4;
                self.desks[place].skew = days * Timestamp::DAY;
            }
            48..58 => {
                self.hit(Fault::TokenRanOut, place);
                self.desks[place].token_out = true;
                let wait = 10 * SECOND + self.chance.below(90 * SECOND);
                self.after(wait, Step::TokenIsBack(place));
            }
            58..68 => {
                let wait = MINUTE + self.chance.below(6 * MINUTE);
                self.desks[place].line_down_until = self.now + wait;
                self.hit(Fault::Partition, place);
            }
            68..74 => self.roles_change(place),
            74..78 => self.key_is_replaced(place),
            78..84 => self.gives_unknown(place),
            84..88 => self.disk_is_cloned(place),
            88..92 => self.disk_is_put_back(place),
            92..98 => self.platform_is_put_back(place),
            _ => self.desk_is_revoked(place),
        }
    }

    fn roles_change(&mut self, place: usize) {
        let now = self.platform_time();
        let Self {
            desks,
            chance,
            vins,
            clerks,
            founding,
            ..
        } = self;
        let command = desks[place].read(|connection| {
            Ok(Drawing {
                chance,
                connection,
                vins,
                clerks,
                founding: *founding,
                now,
            }
            .change_roles())
        });
        if let Some(command) = command
            && self.give(place, self.administrator, command).is_some()
        {
            self.hit(Fault::RoleChanged, place);
        }
    }

    fn key_is_replaced(&mut self, place: usize) {
        let Some(person) = self.chance.one_of(&self.clerks) else {
            return;
        };
        let key = self.new_key();
        let command = Command::ReplaceKey(ReplaceKey { person, key });
        if self.give(place, person, command).is_some() {
            self.hit(Fault::KeyReplaced, place);
        }
    }

    fn gives_unknown(&mut self, place: usize) {
        let wish = Wish {
            id: CommandId(self.chance.id()),
            actor: self.administrator,
            command: Command::OpenCashDay(domain::cash_days::OpenCashDay {
                opening_float: domain::money::Fen(1),
            }),
            salt: self.chance.bytes(),
        };
        let now = self.platform_time();
        let given = self.desks[place].give_unknown(wish, now, &self.keys);
        if self.was_given(place, "a newer command", given).is_some() {
            self.hit(Fault::UnknownCommand, place);
        }
    }

    fn disk_is_cloned(&mut self, place: usize) {
        if place == 0 || self.desks.len() == MOST_DESKS {
            return;
        }
        self.hit(Fault::DiskCloned, place);
        let to = self.folder.join(format!("desk-{}", self.desks.len()));
        self.desks[place].kill();
        let from = self.desks[place].folder.clone();
        let (id, code) = (self.desks[place].id, self.desks[place].code.clone());
        let clone = Desk::new(id, code, to, &from);
        self.desks[place].open();
        self.desks.push(clone);
        self.say(place, Said::Began);
        let other = self.desks.len() - 1;
        self.say(other, Said::Began);
        for _ in 0..6 {
            let wait = self.chance.below(5 * MINUTE);
            self.after(wait, Step::Give(other));
        }
    }

    fn disk_is_put_back(&mut self, place: usize) {
        if place == 0 {
            return;
        }
        if let Some(copy) = self.desks[place].copy.take() {
            self.hit(Fault::DiskRestored, place);
            let before = self.desks[place].outbox();
            self.reopened(place, |desk| {
                desk::copy_folder(&copy, &desk.folder).expect("the copy is put back");
            });
            let after = self.desks[place].outbox();
            self.lost_with_disk
                .extend(before.difference(&after).copied());
            self.say(place, Said::Began);
        } else {
            let to = self.folder.join(format!("copy-{place}-{}", self.steps));
            self.reopened(place, |desk| {
                desk::copy_folder(&desk.folder, &to).expect("a copy");
            });
            self.desks[place].copy = Some(to);
            self.say(place, Said::Began);
        }
    }

    fn platform_is_put_back(&mut self, place: usize) {
        if let Some(copy) = self.platform_copy.take() {
            self.hit(Fault::PlatformRestored, place);
            self.platform.restore(&copy);
        } else {
            let to = self.folder.join("platform-copy");
            self.platform.keep_copy(&to);
            self.platform_copy = Some(to);
        }
    }

    fn desk_is_revoked(&mut self, place: usize) {
        if place == 0 || self.desks.len() < 4 {
            return;
        }
        let command = Command::RevokeDesk(RevokeDesk {
            desk: self.desks[place].id,
            reason: "丢失".to_owned(),
        });
        if self.give(0, self.administrator, command).is_some() {
            self.hit(Fault::DeskRevoked, place);
        }
    }

    // Time.

    fn step(&mut self) -> bool {
        let Some(((time, _), step)) = self.queue.pop_first() else {
            return false;
        };
        self.now = time;
        self.steps += 1;
        match step {
            Step::Give(place) => self.somebody_gives(place),
            Step::Timer(place, attempt) => {
                if self.desks[place].attempt == attempt && self.desks[place].doing.is_none() {
                    self.say(place, Said::TimeCame);
                }
            }
            Step::Poke(place) => self.say(place, Said::Poked),
            Step::Request {
                desk,
                name,
                attempt,
                bytes,
                delivery,
            } => self.arrives(desk, name, attempt, &bytes, delivery),
            Step::Answer {
                desk,
                attempt,
                answer,
                again,
            } => self.is_answered(desk, attempt, answer, again),
            Step::GiveUp(place, attempt) => {
                if self.desks[place].attempt == attempt && self.desks[place].doing.is_some() {
                    self.ended(place, Ended::NoLine);
                }
            }
            Step::Fault => self.something_goes_wrong(),
            Step::NodeComesBack(at) => {
                if self.platform.node(at).is_none() {
                    self.platform.start(at);
                }
            }
            Step::DiskIsFree(place) => {
                self.desks[place].free_disk();
            }
            Step::TokenIsBack(place) => self.desks[place].token_out = false,
            Step::Look => {}
        }
        true
    }

    /// The day in which things go wrong.
    pub fn day(&mut self) {
        let end = self.now + DAY;
        while self.now < end && self.wrong.is_empty() && self.step() {}
    }

    /// Everything is well again; says whether everybody came level in time.
    pub fn evening(&mut self) -> bool {
        for at in 0..NODES {
            if self.platform.node(at).is_none() {
                self.platform.start(at);
            }
        }
        for place in 0..self.desks.len() {
            self.desks[place].free_disk();
            self.desks[place].token_out = false;
            self.desks[place].line_down_until = 0;
        }
        self.calm_since = Some(self.now);
        self.run_until_level()
    }

    fn run_until_level(&mut self) -> bool {
        let began = self.now;
        let mut look = self.now;
        // Nobody puts the file back any more; opening it for every look would take longer than the looks.
        let connection = self.platform.look();
        while self.now < began + BOUND && self.wrong.is_empty() {
            if self.now >= look {
                if self.is_level(&connection) {
                    return true;
                }
                self.enrol_who_is_not(&connection);
                // Whoever is not level after a minute seldom is within the next second.
                let wait = if self.now < began + MINUTE {
                    SECOND
                } else {
                    15 * SECOND
                };
                look = self.now + wait;
                self.at(look, Step::Look);
            }
            if !self.step() {
                break;
            }
        }
        self.is_level(&connection)
    }

    /// A desk whose enrolment went with an older copy of the platform or of a disk is enrolled again.
    fn enrol_who_is_not(&mut self, connection: &Connection) {
        if self.desks[0].waits() > 0 || self.now < self.enrol_again_at {
            return;
        }
        self.enrol_again_at = self.now + MINUTE;
        for place in 1..self.desks.len() {
            let id = self.desks[place].id;
            if self.desks[place].standing != Standing::Revoked
                && !Self::is_enrolled(connection, id)
                && Self::platform_has_people(connection)
            {
                let enrolment = self.enrolment(place);
                self.give(0, self.administrator, enrolment);
            }
        }
    }

    fn is_enrolled(connection: &Connection, id: DeskId) -> bool {
        connection
            .query_row(
                "select exists (select 1 from desk where id = ?1)",
                [id.0.as_bytes()],
                |row| row.get(0),
            )
            .unwrap_or(false)
    }

    fn platform_has_people(connection: &Connection) -> bool {
        connection
            .query_row("select exists (select 1 from person)", [], |row| row.get(0))
            .unwrap_or(false)
    }

    /// Whether nothing waits and everybody is where the platform is.
    fn is_level(&self, connection: &Connection) -> bool {
        let Ok(Some(head)) = store::following::position(connection, self.lane) else {
            return false;
        };
        let requests = self
            .queue
            .values()
            .any(|step| matches!(step, Step::Request { .. } | Step::Give(_)));
        !requests
            && self
                .desks
                .iter()
                .filter(|desk| desk.standing != Standing::Revoked)
                .all(|desk| desk.waits() == 0 && desk.position(self.lane) == head)
    }

    /// Who is behind, for a seed that did not come level.
    pub fn who_is_behind(&self) -> String {
        let connection = self.platform.look();
        let head = store::following::position(&connection, self.lane)
            .ok()
            .flatten();
        let mut text = format!(
            "the platform is at {:?}",
            head.map(|head| (head.epoch, head.seq))
        );
        for (place, desk) in self.desks.iter().enumerate() {
            let here = desk.position(self.lane);
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "; desk {place} ({:?}, last {:?}, platform has {:?}) is at ({}, {}) and {} wait",
                desk.standing,
                desk.conversation.last(),
                desk.last_n,
                here.epoch,
                here.seq,
                desk.waits()
            );
        }
        text
    }
}
