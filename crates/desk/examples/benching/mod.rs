//! What the benches of the desk share: the sample opened and signed in to, a fixed generator, a watch
//! that leaves out waiting for a processor, and figures as `cargo xtask bench` reads them.

#![allow(dead_code, reason = "each bench uses the part it needs")]

use std::{
    error::Error,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use desk::{Changed, Desk, RpcError, Shell, WorkProgress, dispatch};
use serde_json::{Value, json};

/// The same that the workstation has.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub type Outcome<T> = Result<T, Box<dyn Error>>;

const PASSPHRASE: &str = "a passphrase for the bench";

struct Silent;

impl Shell for Silent {
    fn changed(&self, _: &Changed) {}
    fn work(&self, _: &WorkProgress) {}
    fn session(&self) {}
    fn interactive(&self) {}
    fn open_window(&self, _: &str) -> Result<(), RpcError> {
        Ok(())
    }
}

/// The sample that `cargo xtask bench` made, or the folder after the program's name.
pub fn sample() -> Outcome<PathBuf> {
    std::env::args_os()
        .nth(1)
        .or_else(|| std::env::var_os("FORECOURT_SAMPLE"))
        .map(PathBuf::from)
        .ok_or_else(|| "run it by `cargo xtask bench`, or say where a sample lies".into())
}

/// A copy of the sample beside it, for a bench that writes; made anew when the sample is newer.
/// `change` is done once to a fresh copy.
pub fn copied(
    sample: &Path,
    name: &str,
    change: impl FnOnce(&Path) -> Outcome<()>,
) -> Outcome<PathBuf> {
    let copy = sample.with_file_name(format!("for-{name}"));
    let finished =
        |folder: &Path| fs::metadata(folder.join("complete")).and_then(|file| file.modified());
    if let (Ok(made), Ok(source)) = (finished(&copy), finished(sample))
        && made >= source
    {
        return Ok(copy);
    }
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    copy_folder(sample, &copy)?;
    change(&copy)?;
    fs::write(copy.join("complete"), "")?;
    Ok(copy)
}

fn copy_folder(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_folder(&source, &target)?;
        } else if entry.file_name() != "complete" {
            fs::copy(&source, &target)?;
        }
    }
    Ok(())
}

pub fn ask(desk: &Desk, name: &str, arguments: Value) -> Outcome<Value> {
    let answer = dispatch(desk, name, arguments)
        .map_err(|error| format!("{name}: {} {:?}", error.code, error.values))?;
    Ok(serde_json::from_str(&answer)?)
}

/// A workstation over this folder, its store opened.
pub fn opened(home: &Path) -> Outcome<Desk> {
    let desk = Desk::start(home, Box::new(Silent));
    ask(&desk, "store.unlock", json!({"passphrase": PASSPHRASE}))?;
    Ok(desk)
}

/// A workstation over a training store that is made in this folder.
pub fn created(home: &Path) -> Outcome<Desk> {
    let desk = Desk::start(home, Box::new(Silent));
    ask(
        &desk,
        "store.create_training",
        json!({"language": "zh-CN", "passphrase": PASSPHRASE}),
    )?;
    Ok(desk)
}

pub fn sign_in(desk: &Desk, sign_in_name: &str) -> Outcome<()> {
    let state = ask(desk, "session.state", json!({}))?;
    let person = state["people"]
        .as_array()
        .and_then(|people| {
            people
                .iter()
                .find(|person| person["signInName"] == sign_in_name)
        })
        .ok_or("nobody signs in by this name")?["id"]
        .clone();
    ask(
        desk,
        "session.sign_in",
        json!({"person": person, "password": "training"}),
    )?;
    Ok(())
}

/// Lets the system forget what it holds of the files of a store, as after a night.
pub fn forget_files(home: &Path) -> Outcome<()> {
    for name in ["store.db", "store.db-wal"] {
        let file = home.join("stores/training").join(name);
        if !file.exists() {
            continue;
        }
        // Only what is written can be forgotten; reading nothing without the cache forgets all of it.
        let ended = Command::new("dd")
            .arg(format!("if={}", file.display()))
            .args(["of=/dev/null", "iflag=nocache", "count=0", "status=none"])
            .status()?;
        if !ended.success() {
            return Err("the system does not forget a file".into());
        }
    }
    Ok(())
}

/// Makes the system hold the store's file in memory, as where it has been worked with all morning.
pub fn remember_file(home: &Path) -> Outcome<()> {
    let mut file = fs::File::open(home.join("stores/training/store.db"))?;
    io::copy(&mut file, &mut io::sink())?;
    Ok(())
}

/// A small generator with a fixed seed, so that every run asks the same.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, bound: usize) -> usize {
        // SplitMix64 (public domain figures).
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }
}

/// A watch that also knows how much of the time others had the processor, since a busy machine would
/// otherwise be measured instead of the program.
pub struct Watch {
    schedule: Schedule,
    begun: Instant,
}

/// A time on the wall, the same less waiting for a processor, and what this thread computed; in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    pub wall: f64,
    pub own: f64,
    pub computed: f64,
}

impl Watch {
    pub fn start() -> Self {
        Self {
            schedule: Schedule::now(),
            begun: Instant::now(),
        }
    }

    pub fn stop(&self) -> Taken {
        let wall = self.begun.elapsed();
        let now = Schedule::now();
        let waited = now.waited.saturating_sub(self.schedule.waited);
        let computed = now.computed.saturating_sub(self.schedule.computed);
        Taken {
            wall: milliseconds(wall),
            own: milliseconds(wall.saturating_sub(waited)),
            computed: milliseconds(computed),
        }
    }
}

pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// How long this thread has computed, and waited for others on a busy machine; nothing where the
/// system does not say.
struct Schedule {
    computed: Duration,
    waited: Duration,
}

impl Schedule {
    fn now() -> Self {
        let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        let mut numbers = text
            .split(' ')
            .map(|number| number.parse().unwrap_or_default());
        let mut next = || Duration::from_nanos(numbers.next().unwrap_or_default());
        Self {
            computed: next(),
            waited: next(),
        }
    }
}

/// The value below which this share of the values lies.
pub fn quantile(values: impl IntoIterator<Item = f64>, share: f64) -> f64 {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    sorted
        .get((last as f64 * share).round() as usize)
        .copied()
        .unwrap_or(f64::NAN)
}

/// Figures in the order in which they were taken.
#[derive(Default)]
pub struct Figures(Vec<Value>);

impl Figures {
    pub fn add(&mut self, name: &str, value: f64, unit: &str) {
        println!("{name:<40}{value:>14.3} {unit}");
        self.0
            .push(json!({"name": name, "value": value, "unit": unit}));
    }

    /// A figure beside what it is compared with; `ratio` is how many times as much the other takes.
    pub fn compared(&mut self, name: &str, value: f64, unit: &str, with: &str, ratio: f64) {
        println!("{name:<40}{value:>14.3} {unit}  ({ratio:.2} × {with})");
        self.0.push(json!({
            "name": name, "value": value, "unit": unit, "compared_with": with, "ratio": ratio,
        }));
    }

    /// The wall's quantile under the name that has a target, and beside it what remains without waiting.
    pub fn times(&mut self, name: &str, times: &[Taken], share: f64) -> f64 {
        let wall = quantile(times.iter().map(|time| time.wall), share);
        self.add(name, wall, "ms");
        let own = quantile(times.iter().map(|time| time.own), share);
        self.add(&format!("{name}_less_waiting"), own, "ms");
        wall
    }

    /// The one line that is read.
    pub fn print(self) {
        println!("{}", json!({ "figures": self.0 }));
    }
}
