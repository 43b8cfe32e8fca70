//! Ten thousand desks that listen at one node, and a change in one dealership at a time, until each of its desks has
//! it. Node and desks are two programs, so that the memory is the node's own.
//!
//! A desk has two connections, as a workstation does: one that tells of news, and one on which it fetches them. Each
//! open connection is a file; where the system allows too few, the desks of some dealerships only listen.

mod desks;
mod node;

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
};

use serde::{Deserialize, Serialize};

use crate::benching::{Figures, Outcome, quantile};

/// Of one dealership, and dealerships.
pub const DESKS: usize = 200;
pub const HOUSES: usize = 50;
/// In each dealership whose desks fetch.
pub const CHANGES: usize = 4;
/// Open files beside connections.
const OTHER_FILES: usize = 200;
const MEBIBYTE: f64 = 1024.0 * 1024.0;

/// What a program calls itself by to be the node, or the desks.
pub const NODE: &str = "fan-out-node";
pub const LISTENERS: &str = "fan-out-desks";

/// As many open files as the system allows, and a little more where it allows that, too.
const WITH_MORE_FILES: &str =
    r#"ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"; exec "$0" "$@""#;

/// What the node says once it serves.
#[derive(Serialize, Deserialize)]
pub struct Told {
    pub url: String,
    /// DER of its certificate authority.
    pub authority: Vec<u8>,
    pub houses: Vec<House>,
}

/// A dealership whose desks were let in.
#[derive(Clone, Serialize, Deserialize)]
pub struct House {
    pub lane: uuid::Uuid,
    pub here: protocol::ledger::Position,
    /// The access token of each desk.
    pub desks: Vec<String>,
    /// That of the desk that gives the changes.
    pub giver: String,
    /// What it sends, one after the other.
    pub changes: Vec<Vec<u8>>,
}

fn again_as(role: &str) -> Outcome<Command> {
    let mut command = Command::new("sh");
    command
        .args(["-c", WITH_MORE_FILES])
        .arg(std::env::current_exe()?)
        .arg(role);
    Ok(command)
}

/// Becomes the program that measures, with more files.
pub fn begin() -> Outcome<()> {
    Err(again_as(LISTENERS)?.exec().into())
}

pub use node::serve;

/// The node, which ends when its standard input does.
struct Node(Child);

impl Node {
    fn start() -> Outcome<(Self, Told)> {
        let mut child = again_as(NODE)?
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child.stdout.take().ok_or("the node says nothing")?;
        let node = Self(child);
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        Ok((node, serde_json::from_str(&line)?))
    }

    fn memory(&self, what: &str) -> Outcome<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let kilobytes: f64 = status
            .lines()
            .find_map(|line| line.strip_prefix(what)?.split_whitespace().next())
            .ok_or("the system does not tell")?
            .parse()?;
        Ok(kilobytes * 1_024.0 / MEBIBYTE)
    }

    /// Seconds of processor that it has had.
    fn computed(&self) -> Outcome<f64> {
        computed(&self.0.id().to_string())
    }

    fn open_files(&self) -> Outcome<usize> {
        Ok(fs::read_dir(format!("/proc/{}/fd", self.0.id()))?.count())
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // It has ended when it is waited for, or was never there.
        let _ = self.0.wait();
    }
}

/// Seconds of processor that a program has had; the kernel counts in hundredths.
fn computed(process: &str) -> Outcome<f64> {
    let line = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // What stands in brackets may hold blanks; state, parent and the rest follow.
    let (_, rest) = line.rsplit_once(") ").ok_or("the system does not tell")?;
    let fields: Vec<&str> = rest.split(' ').collect();
    let ticks = |place: usize| fields.get(place).and_then(|text| text.parse::<f64>().ok());
    let (user, system) = ticks(11).zip(ticks(12)).ok_or("the system does not tell")?;
    Ok((user + system) / 100.0)
}

/// How many files a program may have open.
fn files() -> Outcome<usize> {
    let limits = fs::read_to_string("/proc/self/limits")?;
    let soft = limits
        .lines()
        .find_map(|line| {
            line.strip_prefix("Max open files")?
                .split_whitespace()
                .next()
        })
        .ok_or("the system does not tell")?;
    Ok(soft.parse()?)
}

pub fn measure(figures: &mut Figures) -> Outcome<()> {
    let files = files()?;
    let connections = files.saturating_sub(OTHER_FILES);
    let listening = (connections / DESKS).min(HOUSES);
    let fetching = (connections / DESKS - listening).min(listening);
    if fetching == 0 {
        return Err(format!(
            "A program may have {files} files open here, which is too few; let it have {}.",
            2 * HOUSES * DESKS + OTHER_FILES
        )
        .into());
    }
    eprintln!("a node lets in {} desks …", HOUSES * DESKS);
    let (node, told) = Node::start()?;
    let before = node.memory("VmRSS:")?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    eprintln!("{} of them come …", listening * DESKS);
    let (houses, mut news) = runtime.block_on(desks::come(&told, listening, fetching))?;
    let connected = node.memory("VmRSS:")?;
    let open = node.open_files()?;
    eprintln!("a change at a time in {fetching} dealerships …");
    let before_changes = (node.computed()?, computed("self")?);
    let times = runtime.block_on(desks::change(&told, &houses, &mut news))?;
    let each = |seconds: f64| seconds * 1_000_000.0 / times.had.len() as f64;
    let node_computes = each(node.computed()? - before_changes.0);
    let desks_compute = each(computed("self")? - before_changes.1);
    let peak = node.memory("VmHWM:")?;

    let desks = (listening * DESKS) as f64;
    figures.add("desks", desks, "desks");
    figures.add("desks_that_fetch", (fetching * DESKS) as f64, "desks");
    figures.add("open_files", open as f64, "files");
    figures.add("memory_before_mb", before, "MB");
    figures.add("memory_connected_mb", connected, "MB");
    figures.add("memory_mb", peak, "MB");
    figures.add("kb_each", (connected - before) * 1_024.0 / desks, "KB");
    let told = |share| quantile(times.told.iter().copied(), share);
    let had = |share| quantile(times.had.iter().copied(), share);
    figures.add("confirmed_p50_ms", quantile(times.confirmed, 0.5), "ms");
    figures.add("told_p50_ms", told(0.5), "ms");
    figures.add("told_p95_ms", told(0.95), "ms");
    figures.add("p50_ms", had(0.5), "ms");
    figures.add("p95_ms", had(0.95), "ms");
    // For one change at one desk, signs of life in between included; both share the processors of this machine.
    figures.add("node_computes", node_computes, "us");
    figures.add("desks_compute", desks_compute, "us");
    figures.add("last_p50_ms", quantile(times.last, 0.5), "ms");
    runtime.shutdown_background();
    Ok(())
}
