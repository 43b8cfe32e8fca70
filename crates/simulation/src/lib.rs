//! The deterministic simulation: several desks, two nodes of their platform and everything that goes
//! wrong between them, out of one seed. Store, rules, signatures, lanes and conversation are the real
//! ones; only time, chance, the network and the disks' owners are played.
//!
//! A seed is a day: things go wrong for a while, then everything is well again and everybody must come
//! level in bounded time. Afterwards the oracles ask whether anything was lost or doubled.

mod blindness;
mod chance;
mod commands;
mod desk;
mod engine;
mod faults;
mod mutants;
mod oracles;
mod platform_nodes;
mod world;

pub use faults::{Fault, Phase, Table};
pub use mutants::Mutant;
pub use world::Options;

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use sha2::{Digest, Sha256};

use desk::Standing;
use world::World;

/// What became of a seed.
#[derive(Debug)]
pub struct Report {
    pub seed: u64,
    /// What is wrong; empty when all is well.
    pub wrong: Vec<String>,
    pub last_steps: Vec<String>,
    pub table: Table,
    /// Over the ledger, every desk's rows and every fault: the same for the same seed.
    pub digest: [u8; 32],
    pub commands: u64,
    pub refused: u64,
    pub held: u64,
    /// How many of each name the platform entered.
    pub by_name: BTreeMap<String, u64>,
}

/// A folder that goes when it is done with, in memory where there is such a disk.
pub struct Folder(PathBuf);

static FOLDERS: AtomicU64 = AtomicU64::new(0);

impl Folder {
    pub fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let root = if memory.is_dir() {
            memory.to_owned()
        } else {
            std::env::temp_dir()
        };
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let folder = root.join(format!("forecourt-sim-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind is in the system's folder for what is temporary.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// An empty store and an empty platform, which every seed begins with a copy of.
pub struct Beginnings(Folder);

impl Beginnings {
    pub fn make() -> Self {
        let folder = Folder::new();
        desk::make_empty(&folder.path().join("store"));
        platform_nodes::make_empty(&folder.path().join("platform"));
        Self(folder)
    }
}

/// Plays one seed.
pub fn play(seed: u64, options: Options, beginnings: &Beginnings) -> Report {
    let folder = Folder::new();
    let mut world = World::new(seed, options, folder.path(), beginnings.0.path());
    world.day();
    let level = world.wrong.is_empty() && world.evening();
    let mut wrong = world.wrong.clone();
    let mut digest = Sha256::new();
    let mut outcomes = oracles::Outcomes::default();
    if wrong.is_empty() {
        if level {
            outcomes = look_at(&world, &mut wrong, &mut digest);
        } else {
            wrong.push(format!("not level in time: {}", world.who_is_behind()));
        }
    }
    digest.update(world.table.to_string().as_bytes());
    digest.update(world.steps.to_be_bytes());
    Report {
        seed,
        wrong,
        last_steps: world.last_steps(),
        table: world.table.clone(),
        digest: digest.finalize().into(),
        commands: world.given.len() as u64,
        refused: outcomes.refused.len() as u64,
        held: outcomes.held.len() as u64,
        by_name: outcomes.by_name,
    }
}

/// Plays one seed twice and compares.
pub fn play_twice(seed: u64, options: Options, beginnings: &Beginnings) -> Report {
    let mut once = play(seed, options, beginnings);
    let twice = play(seed, options, beginnings);
    if once.wrong.is_empty() && once.digest != twice.digest {
        once.wrong
            .push("the same seed came out differently the second time".to_owned());
    }
    once
}

/// The oracles. Answers what became of the commands.
fn look_at(world: &World, wrong: &mut Vec<String>, digest: &mut Sha256) -> oracles::Outcomes {
    let connection = world.platform.look();
    let (outcomes, confirmed) = match (
        oracles::outcomes(&connection, world.lane),
        oracles::confirmed(&connection),
    ) {
        (Ok(outcomes), Ok(confirmed)) => (outcomes, confirmed),
        (Err(error), _) | (_, Err(error)) => {
            wrong.push(format!("the platform cannot be read: {error}"));
            return oracles::Outcomes::default();
        }
    };
    match oracles::house_rules(&connection, &outcomes) {
        Ok(broken) => wrong.extend(broken),
        Err(error) => wrong.push(format!("the platform's rows cannot be read: {error}")),
    }
    digest.update(oracles::digest(&confirmed));
    let node = world.platform.node(0).expect("it runs again");
    match world
        .platform
        .runtime
        .block_on(platform::verify::lane(node, world.lane))
    {
        Ok(proof) => {
            if let Some(broken) = proof.broken {
                wrong.push(format!("the ledger does not hold: {broken:?}"));
            }
        }
        Err(error) => wrong.push(format!("the ledger cannot be verified: {error}")),
    }
    numbers_have_no_gap(&connection, wrong);
    for (place, desk) in world.desks.iter().enumerate() {
        if desk.standing == Standing::Revoked {
            continue;
        }
        let here = desk.read(oracles::confirmed);
        digest.update(oracles::digest(&here));
        if let Some(difference) = oracles::difference(&confirmed, &here) {
            wrong.push(format!("desk {place} is not as the platform: {difference}"));
        }
        let own = desk.read(|connection| store::verify(connection, |_| ControlFlow::Continue(())));
        if let Some(broken) = own.broken {
            let entry = desk.read(|connection| oracles::entry(connection, own.entries + 1));
            wrong.push(format!(
                "the journal of desk {place} does not hold: {broken:?}: {entry}"
            ));
        }
        let shadows: i64 = desk.read(|connection| {
            Ok(connection.query_row(
                "select (select count(*) from shadow) * (select not exists (select 1 from waiting))",
                [],
                |row| row.get(0),
            )?)
        });
        if shadows > 0 {
            wrong.push(format!("desk {place} keeps {shadows} shadows of nothing"));
        }
    }
    every_command_has_one_outcome(world, &outcomes, wrong);
    outcomes
}

fn every_command_has_one_outcome(
    world: &World,
    outcomes: &oracles::Outcomes,
    wrong: &mut Vec<String>,
) {
    let revoked: std::collections::BTreeSet<_> = world
        .desks
        .iter()
        .filter(|desk| desk.standing == Standing::Revoked)
        .flat_map(desk::Desk::outbox)
        .collect();
    for id in world.given.keys() {
        let entered = outcomes.entered.get(id).copied().unwrap_or(0);
        let found = entered + u64::from(outcomes.held.contains(id));
        if found > 1 {
            wrong.push(format!("command {id:?} has {found} outcomes"));
        }
        if found == 0 && !world.lost_with_disk.contains(id) && !revoked.contains(id) {
            wrong.push(format!("command {id:?} vanished"));
        }
    }
    for id in outcomes.entered.keys() {
        if !world.given.contains_key(id) {
            wrong.push(format!("nobody gave command {id:?}"));
        }
    }
}

fn numbers_have_no_gap(connection: &rusqlite::Connection, wrong: &mut Vec<String>) {
    let gaps = [
        (
            "ledger",
            "select ifnull(max(seq), 0) - count(*) from ledger",
        ),
        (
            "a desk's numbers",
            "select ifnull(sum(most - how_many), 0) from
               (select max(n) as most, count(*) as how_many from received group by desk)",
        ),
        (
            "the last numbers",
            "select count(*) from desk_head h where last_n <>
               (select ifnull(max(n), 0) from received r where r.desk = h.desk)",
        ),
    ];
    for (what, sql) in gaps {
        match connection.query_row(sql, [], |row| row.get::<_, i64>(0)) {
            Ok(0) => {}
            Ok(gap) => wrong.push(format!("{what}: a gap of {gap}")),
            Err(error) => wrong.push(format!("{what} cannot be read: {error}")),
        }
    }
}
