//! Processes that a test starts: each in a group of its own, ended when the test ends, also when it panics,
//! and killed by the kernel when the test itself is killed.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

/// How long a process may take to answer or to end before the test gives up on it.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A command whose process dies with the thread that starts it, whatever ends that thread.
pub fn guarded(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("setpriv");
    command
        .args(["--pdeathsig", "KILL", "--"])
        .arg(program)
        .process_group(0);
    command
}

/// A running process and everything that it started in its group.
pub struct Running {
    name: String,
    child: Child,
}

impl Running {
    /// Starts a command made by [`guarded`].
    #[track_caller]
    pub fn start(name: &str, command: &mut Command) -> Self {
        match command.spawn() {
            Ok(child) => Self {
                name: name.to_owned(),
                child,
            },
            Err(error) => panic!(
                "{name} could not be started: {error}; `cargo xtask setup` installs what is missing"
            ),
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The first line that the process writes to its standard output, which must be a pipe.
    #[track_caller]
    pub fn first_line(&mut self) -> String {
        let Some(pipe) = self.child.stdout.as_mut() else {
            panic!("nobody listens to {}", self.name);
        };
        let mut line = String::new();
        match BufReader::new(pipe).read_line(&mut line) {
            Ok(read) if read > 0 => line.trim().to_owned(),
            Ok(_) => panic!("{} ended before it said that it is ready", self.name),
            Err(error) => panic!("{} cannot be read: {error}", self.name),
        }
    }

    /// Whether the process has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    fn signal_group(&self, signal: Signal) {
        if let Some(group) = Pid::from_raw(self.child.id().cast_signed()) {
            // The group may be gone already, which is what is wanted.
            let _ = kill_process_group(group, signal);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.signal_group(Signal::TERM);
        let asked = Instant::now();
        while asked.elapsed() < Duration::from_secs(3) && !self.has_ended() {
            std::thread::park_timeout(Duration::from_millis(5));
        }
        self.signal_group(Signal::KILL);
        let _ = self.child.wait();
    }
}

/// Ends one process at once, as `kill -9` does: it gets no chance to finish anything.
#[track_caller]
pub fn kill_at_once(id: u32) {
    let killed = Pid::from_raw(id.cast_signed()).map(|pid| kill_process(pid, Signal::KILL));
    assert!(
        matches!(killed, Some(Ok(()))),
        "process {id} could not be killed: {killed:?}"
    );
    wait_until("the killed process is gone", || is_gone(id));
}

/// Whether a process is gone with all its threads, though its parent may not have noticed yet. As long as one thread
/// is left, the files and locks of the process are not let go.
pub fn is_gone(id: u32) -> bool {
    let threads = fs::read_dir(format!("/proc/{id}/task")).map_or(0, Iterator::count);
    threads == 0 || (threads == 1 && status(id).is_none_or(|status| status.state == 'Z'))
}

/// Asks again and again, a few hundred times a second, until the answer is yes.
#[track_caller]
pub fn wait_until(what: &str, mut answer: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !answer() {
        assert!(
            begun.elapsed() < PATIENCE,
            "waited {PATIENCE:?} in vain until {what}"
        );
        std::thread::park_timeout(Duration::from_millis(3));
    }
}

/// What the kernel tells about a process.
struct Status {
    parent: u32,
    state: char,
    /// Processor time used so far, in the kernel's ticks.
    ticks: u64,
}

fn status(id: u32) -> Option<Status> {
    let line = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The program's name stands in parentheses and may hold anything, also parentheses.
    let fields: Vec<&str> = line[line.rfind(')')? + 1..].split_whitespace().collect();
    let number = |index: usize| fields.get(index)?.parse::<u64>().ok();
    Some(Status {
        state: fields.first()?.chars().next()?,
        parent: u32::try_from(number(1)?).ok()?,
        ticks: number(11)? + number(12)?,
    })
}

/// A process and all that descend from it.
pub fn family(root: u32) -> Vec<u32> {
    let everyone: Vec<(u32, u32)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|id| Some((id, status(id)?.parent)))
        .collect();
    let mut family = vec![root];
    let mut next = 0;
    while let Some(parent) = family.get(next).copied() {
        family.extend(
            everyone
                .iter()
                .filter(|(_, of)| *of == parent)
                .map(|(id, _)| *id),
        );
        next += 1;
    }
    family
}

/// The member of a family that runs this program.
pub fn member_running(root: u32, program: &Path) -> Option<u32> {
    let program = fs::canonicalize(program).ok()?;
    family(root)
        .into_iter()
        .find(|id| executable(*id).is_some_and(|runs| runs == program))
}

fn executable(id: u32) -> Option<PathBuf> {
    fs::read_link(format!("/proc/{id}/exe")).ok()
}

/// The proportional share of memory (PSS) of a process and its descendants, in bytes.
/// Pages that several processes share are counted once, spread over those that share them.
pub fn proportional_memory(root: u32) -> u64 {
    family(root)
        .into_iter()
        .filter_map(|id| fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok())
        .filter_map(|rollup| {
            let line = rollup
                .lines()
                .find(|line| line.starts_with("Pss:"))?
                .to_owned();
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        })
        .map(|kibibytes| kibibytes * 1024)
        .sum()
}

/// The processor time that a process and its descendants have used, in the kernel's ticks.
pub fn processor_ticks(root: u32) -> u64 {
    family(root)
        .into_iter()
        .filter_map(status)
        .map(|status| status.ticks)
        .sum()
}
