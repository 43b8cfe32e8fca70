//! The platform: two real nodes over one file, each of which may die and come back, and the file that may
//! be put back from an older copy.

use std::{
    cell::Cell,
    fs,
    path::{Path, PathBuf},
};

use domain::{ids::LaneId, time::Timestamp};
use platform::{
    lanes::{Engine, Sqlite},
    node::Node,
};
use rusqlite::{Connection, params};
use tokio::runtime::Runtime;

use crate::{
    desk::Log,
    engine::{Hand, Handled},
    mutants::Mutant,
};

thread_local! {
    static NOW: Cell<i64> = const { Cell::new(0) };
}

/// What the clock of every node on this thread shows.
pub fn set_clock(now: Timestamp) {
    NOW.with(|clock| clock.set(now.0));
}

fn clock() -> Timestamp {
    Timestamp(NOW.with(Cell::get))
}

pub struct Nodes {
    pub runtime: Runtime,
    pub folder: PathBuf,
    nodes: Vec<Option<Node<Handled>>>,
    pub hands: Vec<Hand>,
    pub epoch: u64,
}

const LOG: &str = "platform.db-wal";

fn file(folder: &Path) -> PathBuf {
    folder.join("platform.db")
}

/// Makes an empty platform that those of the seeds are copied from.
pub fn make_empty(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    Sqlite::open(&file(folder), 1).expect("an empty platform");
}

impl Nodes {
    pub fn new(
        folder: PathBuf,
        empty: &Path,
        count: usize,
        lane: LaneId,
        mutant: Option<Mutant>,
    ) -> Self {
        crate::desk::copy_folder(empty, &folder).expect("a folder for the platform");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        let mut nodes = Self {
            runtime,
            folder,
            nodes: (0..count).map(|_| None).collect(),
            hands: (0..count).map(|_| Hand::default()).collect(),
            epoch: 1,
        };
        for place in 0..count {
            nodes.hands[place].plan().mutant = mutant;
            nodes.start(place);
        }
        let first = nodes.node(0).expect("a node");
        nodes
            .runtime
            .block_on(first.engine.open_lane(lane))
            .expect("a lane");
        nodes
    }

    pub fn count(&self) -> usize {
        self.nodes.len()
    }

    pub fn node(&self, place: usize) -> Option<&Node<Handled>> {
        self.nodes[place].as_ref()
    }

    pub fn start(&mut self, place: usize) {
        let inner = Sqlite::open(&file(&self.folder), self.epoch).expect("the platform's file");
        let engine = Handled {
            inner,
            hand: self.hands[place].clone(),
        };
        let node = self
            .runtime
            .block_on(Node::by_clock(engine, clock))
            .expect("a node");
        self.nodes[place] = Some(node);
    }

    pub fn kill(&mut self, place: usize) {
        self.nodes[place] = None;
    }

    /// Everything stops, `work` is done on the folder, and everything starts again.
    fn with_all_stopped(&mut self, work: impl FnOnce(&Path)) {
        for place in 0..self.count() {
            self.kill(place);
        }
        work(&self.folder);
        for place in 0..self.count() {
            self.start(place);
        }
    }

    /// How the log beside the platform's file stands.
    pub fn log(&self) -> Log {
        Log::of(&file(&self.folder))
    }

    /// The power goes for every node: of the log, only so many bytes are on the disk.
    pub fn lose_power(&mut self, left: u64) {
        let copy = self.folder.with_extension("power");
        crate::desk::copy_folder(&self.folder, &copy).expect("what the disk has");
        self.with_all_stopped(|folder| {
            crate::desk::put_back_after_power_loss(&copy, folder, LOG, left);
        });
    }

    pub fn keep_copy(&mut self, to: &Path) {
        self.with_all_stopped(|folder| {
            crate::desk::copy_folder(folder, to).expect("a copy of the platform");
        });
    }

    /// Puts an older copy in place, under a new epoch, as the operator does after a disaster.
    pub fn restore(&mut self, from: &Path) {
        self.epoch += 1;
        let epoch = self.epoch;
        self.with_all_stopped(|folder| {
            crate::desk::copy_folder(from, folder).expect("the copy is put back");
            Connection::open(file(folder))
                .and_then(|connection| {
                    connection.execute("update lane set epoch = ?1", [epoch as i64])
                })
                .expect("a new epoch");
        });
    }

    /// A connection of somebody who looks, and of the mutants that write past the engine.
    pub fn look(&self) -> Connection {
        Connection::open(file(&self.folder)).expect("the platform's file")
    }

    /// Forgets that these were received: a mutant.
    pub fn forget_received(&self, desk: domain::ids::DeskId, first: u64) {
        let connection = self.look();
        connection
            .execute(
                "delete from received where desk = ?1 and n >= ?2",
                params![desk.0.as_bytes(), first as i64],
            )
            .and_then(|_| {
                connection.execute(
                    "update desk_head set last_n = min(last_n, ?2) where desk = ?1",
                    params![desk.0.as_bytes(), first as i64 - 1],
                )
            })
            .expect("the mutant writes");
    }
}
