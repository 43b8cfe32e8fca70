//! Taking desks' commands: each is entered once, in the order in which its desk gave it, however
//! often it is sent. A command that changes rows of other lanes has an entry there as well, in the same transaction.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::AssertUnwindSafe,
};

use domain::{
    changes::Change,
    facts::Missing,
    ids::{CommandId, DeskId, LaneId},
};
use protocol::{
    Envelope,
    ledger::{self, Changed, Entry, Position, Verdict},
    wire::{Held, Hold, Stopped},
};

use super::{
    answers::{Answers, Whence},
    cache::{Cache, Wanted},
    engine::{
        Batch, Distance, Engine, EngineError, HeldCommand, Known, MAY_PASS, Told, Written,
        WrittenElsewhere, WrittenEntry,
    },
    judge::{Decider, Judged, judge},
    received::{Place, Received},
};

/// Most rules ask a handful of times; one that looks for a free time asks for every person and day on its way.
/// Each round answers all that was asked.
const MOST_ROUNDS: usize = 2_000;
/// So many commands share a transaction at most, so that nobody else in the lane waits long.
pub const MOST_IN_A_BATCH: usize = 50;

/// Consecutive commands of one desk.
#[derive(Clone, Copy)]
pub struct Push<'a> {
    pub desk: DeskId,
    pub commands: &'a [Received],
}

/// What came of pushing.
#[derive(Debug)]
pub struct Taken {
    /// Where the lane stands now.
    pub head: Position,
    /// Other lanes that were added to, and how far they go now.
    pub elsewhere: Vec<Told>,
    /// The last `n` that the platform has of the desk now.
    pub last_n: u64,
    /// What became of each command that was entered now.
    pub verdicts: Vec<Verdict>,
    pub held: Vec<Held>,
    pub stopped: Option<Stopped>,
}

/// Takes consecutive commands of one desk into its lane.
pub async fn take<E: Engine>(
    engine: &E,
    lane: LaneId,
    desk: DeskId,
    envelopes: &[Envelope],
    by: Decider,
) -> Result<Taken, EngineError> {
    let commands: Vec<Received> = envelopes.iter().cloned().map(Received::of).collect();
    let push = Push {
        desk,
        commands: &commands,
    };
    alone(engine, lane, push, by).await
}

/// Takes what several desks push into one lane in one transaction, one push after the other. What is
/// more than a batch holds is left, and the push is told so.
pub async fn take_together<E: Engine>(
    engine: &E,
    lane: LaneId,
    pushes: &[Push<'_>],
    by: Decider,
) -> Result<Vec<Taken>, EngineError> {
    take_on(engine, lane, pushes, by, &mut Remembered::default()).await
}

/// The same on top of what the batch before knew of the lane, if that still holds.
pub async fn take_on<E: Engine>(
    engine: &E,
    lane: LaneId,
    pushes: &[Push<'_>],
    by: Decider,
    remembered: &mut Remembered,
) -> Result<Vec<Taken>, EngineError> {
    let commands = pushes.iter().flat_map(|push| push.commands);
    let others = named(lane, commands);
    let batch = engine.begin_across(lane, &others, &offered(pushes)).await?;
    let known = remembered.take_if_still_at(batch.head());
    let taking = Taking::new(batch, lane, &others, known, by);
    let (all, now) = taking.all(pushes).await?;
    *remembered = now;
    Ok(all)
}

/// So many answers are remembered at most.
const MOST_REMEMBERED: usize = 2_000;

/// What a batch knew of its lane, which the next one need not ask again: people, their keys and rights,
/// the house. It holds as long as the lane stands where the batch left it, because rows are written
/// by entries only.
#[derive(Default)]
pub struct Remembered {
    left: Option<(Position, Cache)>,
}

impl Remembered {
    fn take_if_still_at(&mut self, head: Position) -> Cache {
        match self.left.take() {
            Some((left_at, cache)) if left_at == head => cache,
            Some(_) | None => Cache::default(),
        }
    }

    /// What was written is forgotten: the cars of one batch are seldom those of the next.
    fn of(head: Position, mut cache: Cache, written: &BTreeSet<&'static str>) -> Self {
        cache.forget(written);
        Self {
            left: (cache.len() <= MOST_REMEMBERED).then_some((head, cache)),
        }
    }
}

/// The lanes that commands name beside the one that they are taken into.
fn named<'a>(lane: LaneId, commands: impl IntoIterator<Item = &'a Received>) -> BTreeSet<LaneId> {
    let lanes = commands.into_iter().flat_map(Received::lanes);
    lanes.filter(|other| *other != lane).collect()
}

fn offered(pushes: &[Push<'_>]) -> Vec<Place> {
    pushes
        .iter()
        .flat_map(|push| {
            push.commands.iter().map(|received| Place {
                desk: push.desk,
                ..received.place()
            })
        })
        .collect()
}

/// Takes pushes command by command, after taking them together failed. What fails alone, too, is held,
/// so that it stops no other command, of whatever desk.
pub async fn take_one_by_one<E: Engine>(
    engine: &E,
    lane: LaneId,
    pushes: &[Push<'_>],
    by: Decider,
) -> Result<Vec<Taken>, EngineError> {
    let mut all = Vec::with_capacity(pushes.len());
    for push in pushes {
        let nothing = Push {
            commands: &[],
            ..*push
        };
        let mut taken = alone(engine, lane, nothing, by).await?;
        for command in push.commands {
            let one = Push {
                commands: std::slice::from_ref(command),
                ..*push
            };
            let mut next = match alone(engine, lane, one, by).await {
                Err(EngineError::Database(_)) => hold(engine, lane, one, by).await?,
                ended => ended?,
            };
            taken.held.append(&mut next.held);
            taken.verdicts.append(&mut next.verdicts);
            taken.elsewhere.append(&mut next.elsewhere);
            taken = Taken {
                held: taken.held,
                verdicts: taken.verdicts,
                elsewhere: taken.elsewhere,
                ..next
            };
            if taken.stopped.is_some() {
                break;
            }
        }
        all.push(taken);
    }
    Ok(all)
}

async fn alone<E: Engine>(
    engine: &E,
    lane: LaneId,
    push: Push<'_>,
    by: Decider,
) -> Result<Taken, EngineError> {
    let mut taken = take_together(engine, lane, &[push], by).await?;
    taken.pop().ok_or(EngineError::NoLane(lane))
}

/// Takes commands into custody without deciding them.
async fn hold<E: Engine>(
    engine: &E,
    lane: LaneId,
    push: Push<'_>,
    by: Decider,
) -> Result<Taken, EngineError> {
    let batch = engine.begin(lane, &offered(&[push])).await?;
    let taking = Taking {
        deciding: Deciding::Not,
        ..Taking::new(batch, lane, &BTreeSet::new(), Cache::default(), by)
    };
    let (mut taken, _) = taking.all(&[push]).await?;
    taken.pop().ok_or(EngineError::NoLane(lane))
}

/// What became of commands that were held.
#[derive(Debug)]
pub struct Released {
    /// Where the lane stands now.
    pub head: Position,
    /// Other lanes that were added to, and how far they go now.
    pub elsewhere: Vec<Told>,
    pub verdicts: Vec<Verdict>,
}

/// Decides the commands again that were held because nobody here could read them, or knew the key of their signature,
/// in the order in which they were given. What still cannot be decided goes on being held; what others decided
/// meanwhile is passed over.
pub async fn decide_held<E: Engine>(
    engine: &E,
    lane: LaneId,
    by: Decider,
) -> Result<Option<Released>, EngineError> {
    let mut readable: Vec<Received> = engine
        .held(lane)
        .await?
        .into_iter()
        .map(|held| Received::sent(held.desk, held.n, held.envelope))
        .filter(|received| received.command().is_some())
        .collect();
    readable.sort_by_key(|received| {
        let header = &received.envelope().header;
        (header.lamport, header.desk, header.n)
    });
    let mut released: Option<Released> = None;
    for some in readable.chunks(MOST_IN_A_BATCH) {
        let places: Vec<Place> = some.iter().map(Received::place).collect();
        let others = named(lane, some);
        let batch = engine.begin_across(lane, &others, &places).await?;
        let taking = Taking::new(batch, lane, &others, Cache::default(), by);
        let mut now = taking.again(some).await?;
        match &mut released {
            None => released = Some(now),
            Some(all) => {
                all.head = now.head;
                all.verdicts.append(&mut now.verdicts);
                all.elsewhere.append(&mut now.elsewhere);
            }
        }
    }
    Ok(released)
}

/// Whether the commands of a batch are decided.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deciding {
    ByTheRules,
    /// They failed on the platform's side and are held.
    Not,
}

/// A batch that is being filled.
struct Taking<B> {
    batch: B,
    lane: LaneId,
    by: Decider,
    deciding: Deciding,
    known: Known,
    /// Where each locked lane stands, its own among them.
    heads: BTreeMap<LaneId, Position>,
    answers: Answers,
    /// The entries of each lane so far.
    entries: BTreeMap<LaneId, Vec<WrittenEntry>>,
    /// What else is written; its entries come at the end.
    written: Written,
}

impl<B: Batch> Taking<B> {
    fn new(
        mut batch: B,
        lane: LaneId,
        others: &BTreeSet<LaneId>,
        known: Cache,
        by: Decider,
    ) -> Self {
        let mut heads = BTreeMap::from([(lane, batch.head())]);
        for other in others {
            heads.extend(batch.head_of(*other).map(|head| (*other, head)));
        }
        let there = heads.keys().copied().filter(|other| *other != lane);
        Self {
            known: batch.known(),
            answers: Answers::new(lane, known, there),
            heads,
            batch,
            lane,
            by,
            deciding: Deciding::ByTheRules,
            entries: BTreeMap::new(),
            written: Written::default(),
        }
    }

    /// Where the lane of the desks stands.
    fn head(&self) -> Position {
        self.heads
            .get(&self.lane)
            .copied()
            .unwrap_or_else(|| self.batch.head())
    }

    /// Writes all that came of the commands and commits; says which other lanes go how far now.
    async fn write(self) -> Result<(Vec<Told>, Answers), EngineError> {
        let head = self.head();
        let mut written = self.written;
        for (lane, entries) in self.entries {
            if lane == self.lane {
                written.entries = entries;
            } else if let Some(head) = self.heads.get(&lane) {
                written.elsewhere.push(WrittenElsewhere {
                    lane,
                    entries,
                    head: *head,
                });
            }
        }
        let told = written.elsewhere.iter().map(|other| Told {
            lane: other.lane,
            seq: other.head.seq,
        });
        let told = told.collect();
        self.batch.commit(written, head).await?;
        Ok((told, self.answers))
    }

    async fn all(mut self, pushes: &[Push<'_>]) -> Result<(Vec<Taken>, Remembered), EngineError> {
        if B::DISTANCE == Distance::Far && self.deciding == Deciding::ByTheRules {
            self.fetch_ahead(pushes).await?;
        }
        let mut all = Vec::with_capacity(pushes.len());
        for push in pushes {
            all.push(self.push(push).await?);
        }
        let head = self.head();
        let entries = self.entries.get(&self.lane).into_iter().flatten();
        let changes = entries.flat_map(|each| &each.changes);
        let tables = changes.map(|change| change.table.name).collect();
        let (elsewhere, answers) = if self.written.received.is_empty() {
            (Vec::new(), self.answers)
        } else {
            self.write().await?
        };
        for taken in &mut all {
            taken.head = head;
            taken.elsewhere.clone_from(&elsewhere);
        }
        Ok((all, Remembered::of(head, answers.into_own(), &tables)))
    }

    /// Decides commands that are held.
    async fn again(mut self, held: &[Received]) -> Result<Released, EngineError> {
        let mut verdicts = Vec::new();
        for received in held {
            let command = received.place().command;
            let held = self.known.held.get(&command);
            if !held.is_some_and(|why| MAY_PASS.contains(why)) {
                continue;
            }
            match self.judged(received).await? {
                Judged::Held(_) => {}
                Judged::Entered { verdict, changes } => {
                    self.enter(received.envelope(), &verdict, changes);
                    self.written.released.push(command);
                    verdicts.push(verdict);
                }
            }
        }
        let head = self.head();
        let elsewhere = if self.written.released.is_empty() {
            Vec::new()
        } else {
            self.write().await?.0
        };
        Ok(Released {
            head,
            elsewhere,
            verdicts,
        })
    }

    /// Judges every command that is new on what is known, for nothing but what it asks for, and
    /// fetches what all of them asked for in one go; again while there is more to ask.
    async fn fetch_ahead(&mut self, pushes: &[Push<'_>]) -> Result<(), EngineError> {
        let mut open: Vec<&Received> = pushes
            .iter()
            .flat_map(|push| push.commands)
            .filter(|received| !self.known.commands.contains(&received.place().command))
            .take(MOST_IN_A_BATCH)
            .collect();
        for _ in 0..MOST_ROUNDS {
            let mut wanted: BTreeMap<Whence, Wanted> = BTreeMap::new();
            open.retain(|received| {
                let judged = self.judge(received).ok();
                self.want_changed(judged.as_ref());
                // What cannot be read is told when it is this command's turn.
                let unreadable = self.answers.unreadable().is_some();
                let asked = self.answers.wanted();
                let goes_on = !asked.is_empty() && !unreadable;
                for (whence, asked) in asked {
                    wanted.entry(whence).or_default().add(asked);
                }
                goes_on
            });
            if wanted.is_empty() {
                break;
            }
            self.fetch(wanted).await?;
        }
        Ok(())
    }

    /// Fetches what was asked for in each lane.
    async fn fetch(&mut self, wanted: BTreeMap<Whence, Wanted>) -> Result<(), EngineError> {
        for (whence, wanted) in wanted {
            let Some(cache) = self.answers.of_mut(whence) else {
                continue;
            };
            if whence.lane == self.lane {
                self.batch.fetch(wanted, cache).await?;
            } else {
                self.batch.fetch_from(whence.lane, wanted, cache).await?;
            }
        }
        Ok(())
    }

    async fn push(&mut self, push: &Push<'_>) -> Result<Taken, EngineError> {
        let mut last_n = self.known.last_n.get(&push.desk).copied().unwrap_or(0);
        let mut held = Vec::new();
        let mut verdicts = Vec::new();
        let mut stopped = None;
        let before = self.written.received.len();
        for received in push.commands {
            let Place { desk, n, command } = received.place();
            if n <= last_n {
                if self.known.received.get(&(push.desk, n)) != Some(&command) {
                    stopped = Some(Stopped::Cloned { n });
                    break;
                }
                self.tell_held(command, &mut held);
                continue;
            }
            if n != last_n + 1 || desk != push.desk {
                stopped = Some(Stopped::Gap);
                break;
            }
            if self.written.received.len() == MOST_IN_A_BATCH {
                stopped = Some(Stopped::Enough);
                break;
            }
            last_n = n;
            self.written.received.push((desk, n, command));
            self.known.received.insert((desk, n), command);
            // A desk that enrolled anew renumbers what it had sent under its former name.
            if !self.known.commands.insert(command) {
                self.tell_held(command, &mut held);
                continue;
            }
            match self.judged(received).await? {
                Judged::Held(why) => {
                    held.push(Held { command, why });
                    self.written.held.push(HeldCommand {
                        envelope: received.envelope().clone(),
                        desk,
                        n,
                        why,
                    });
                }
                Judged::Entered { verdict, changes } => {
                    self.enter(received.envelope(), &verdict, changes);
                    verdicts.push(verdict);
                }
            }
        }
        if self.written.received.len() > before {
            self.written.last_n.insert(push.desk, last_n);
            self.known.last_n.insert(push.desk, last_n);
        }
        Ok(Taken {
            head: self.head(),
            elsewhere: Vec::new(),
            last_n,
            verdicts,
            held,
            stopped,
        })
    }

    /// Says again that a command is held: the answer that said so first may have been lost.
    fn tell_held(&self, command: CommandId, held: &mut Vec<Held>) {
        if let Some(why) = self.known.held.get(&command) {
            held.push(Held { command, why: *why });
        }
    }

    /// Enters a command into the lane of its desk, and into each other lane in which it changed something. What was
    /// refused has changed nothing elsewhere, so nobody there is told of it.
    fn enter(&mut self, envelope: &Envelope, verdict: &Verdict, changes: Vec<Change>) {
        let mut of_lanes = BTreeMap::from([(self.lane, (Vec::new(), Vec::new()))]);
        let mut ordinal: u32 = 0;
        for change in changes {
            let before = self.answers.before(&change).cloned().flatten();
            if !ledger::differs(&change, before.as_ref()) {
                continue;
            }
            let (images, kept) = of_lanes.entry(change.lane).or_default();
            if let Some(contents) = &envelope.contents {
                images.push(Changed::of(&change, contents, ordinal));
            }
            ordinal = ordinal.saturating_add(1);
            self.answers.apply(&change);
            kept.push(change);
        }
        let verdict = verdict.text();
        for (lane, (images, kept)) in of_lanes {
            self.enter_into(lane, envelope, &verdict, images, kept);
        }
    }

    fn enter_into(
        &mut self,
        lane: LaneId,
        envelope: &Envelope,
        verdict: &str,
        images: Vec<Changed>,
        changes: Vec<Change>,
    ) {
        // Only commands that change nothing but locked lanes come here.
        let Some(head) = self.heads.get_mut(&lane) else {
            return;
        };
        let entry = Entry {
            lane,
            envelope: envelope.clone(),
            decided_at: self.by.at,
            verdict: verdict.to_owned(),
            changes: images,
        };
        let digest = entry.digest();
        head.seq += 1;
        head.hash = ledger::chained(&head.hash, head.seq, &digest);
        self.entries.entry(lane).or_default().push(WrittenEntry {
            seq: head.seq,
            digest,
            hash: head.hash,
            entry,
            changes,
        });
    }

    /// A rule that breaks is a fault of ours; its command is held, so that it stops no other.
    fn judge(&self, received: &Received) -> Result<Judged, Missing> {
        let judging = || judge(received, &self.answers, self.lane, self.by);
        let judged = std::panic::catch_unwind(AssertUnwindSafe(judging))
            .unwrap_or(Ok(Judged::Held(Hold::Failed)))?;
        if let Judged::Entered { changes, .. } = &judged
            && changes
                .iter()
                .any(|change| !self.heads.contains_key(&change.lane))
        {
            // A row of a lane that the command does not name: nobody has locked it.
            return Ok(Judged::Held(Hold::Failed));
        }
        Ok(judged)
    }

    /// Asks for the rows that a decision changes, as they are before it.
    fn want_changed(&self, judged: Option<&Judged>) {
        if let Some(Judged::Entered { changes, .. }) = judged {
            for change in changes {
                self.answers.want(change);
            }
        }
    }

    /// Judges a command, fetching what is missing and judging again. The rows that it changes are
    /// known to the cache afterwards, as they are before it. What cannot be judged is held: one such
    /// command stops nobody else's.
    async fn judged(&mut self, received: &Received) -> Result<Judged, EngineError> {
        if self.deciding == Deciding::Not {
            return Ok(Judged::Held(Hold::Failed));
        }
        for _ in 0..MOST_ROUNDS {
            let judged = self.judge(received).ok();
            self.want_changed(judged.as_ref());
            let wanted = self.answers.wanted();
            if self.answers.unreadable().is_some() {
                return Ok(Judged::Held(Hold::Failed));
            }
            match judged {
                Some(judged) if wanted.is_empty() => return Ok(judged),
                // The decision stands; only what it changes was not known yet.
                Some(judged) => {
                    self.fetch(wanted).await?;
                    return Ok(judged);
                }
                None => self.fetch(wanted).await?,
            }
        }
        Ok(Judged::Held(Hold::Failed))
    }
}
