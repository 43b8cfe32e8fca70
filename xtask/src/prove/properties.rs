//! The step `properties`: each property is tried by itself, on as many processors as there are, as often as its
//! share of the time allows; cheap ones reach the full number of cases and leave their time to the others.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::build;
use crate::places::Places;
use crate::shell::{self, Failure, Outcome, say};

/// The crates whose rules are tried with random cases.
const PACKAGES: &[&str] = &["domain", "documents", "store"];

/// So many cases tell how long one of them takes.
const TASTE: u32 = 64;

/// Tries every property, at most so many cases each, for about this long altogether.
pub fn prove(places: &Places, cases: u32, time: Duration) -> Outcome {
    let properties = built(places)?;
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let began = Instant::now();
    say(&format!(
        "{} properties, up to {cases} cases each, for about {} minutes.",
        properties.len(),
        time.as_secs() / 60
    ));
    let tasted = side_by_side(workers, properties, |property, _| {
        let taken = property.hold(TASTE.min(cases))?;
        Ok((taken / TASTE, property))
    })?;
    let mut by_cost = tasted;
    by_cost.sort_by_key(|(each, _)| *each);
    let names = by_cost.len();
    let tried = side_by_side(workers, by_cost, |(each, property), left| {
        let rest = time.saturating_sub(began.elapsed()).as_secs_f64();
        let share = rest * workers as f64 / (left + 1) as f64;
        let affordable = share / each.as_secs_f64().max(1e-9);
        let wanted = (affordable as u32).clamp(TASTE.min(cases), cases);
        let taken = property.hold(wanted)?;
        say(&format!(
            "  {wanted:>7} cases in {:>4} s  {}",
            taken.as_secs(),
            property.name
        ));
        Ok(wanted)
    })?;
    let whole = tried.iter().filter(|tried| **tried == cases).count();
    say(&format!(
        "{names} properties hold in {} cases altogether; {whole} of them were tried {cases} times, the least {} times.",
        tried.iter().map(|tried| u64::from(*tried)).sum::<u64>(),
        tried.iter().min().copied().unwrap_or_default()
    ));
    Ok(())
}

/// A test inside `proptest!`.
struct Property {
    /// The test program that holds it.
    program: PathBuf,
    /// Where cargo would start it.
    folder: PathBuf,
    /// Its path inside the program.
    name: String,
}

impl Property {
    /// Tries so many random cases, and says how long that took.
    fn hold(&self, cases: u32) -> Outcome<Duration> {
        let began = Instant::now();
        let Output { status, stdout, .. } = build::started(&self.program, &self.folder)
            .args(["--exact", &self.name, "--test-threads=1"])
            .env("PROPTEST_CASES", cases.to_string())
            // A property may leave out what it does not speak of; its default allowance is for a few hundred cases.
            .env(
                "PROPTEST_MAX_GLOBAL_REJECTS",
                cases.saturating_mul(16).max(1_024).to_string(),
            )
            .output()
            .map_err(|error| {
                Failure::new(format!("{} could not be started: {error}.", self.name))
            })?;
        if status.success() {
            return Ok(began.elapsed());
        }
        say(&String::from_utf8_lossy(&stdout));
        Err(Failure::new(format!(
            "`{}` does not hold; the smallest case that breaks it stands above, and is kept for the next run.",
            self.name
        )))
    }
}

/// Builds the test programs for release, and finds the properties in them.
fn built(places: &Places) -> Outcome<Vec<Property>> {
    let mut properties = Vec::new();
    for package in PACKAGES {
        let folder = places.root.join("crates").join(package);
        let mut names = Vec::new();
        for part in ["src", "tests"] {
            written_in(&folder.join(part), &mut names)?;
        }
        let name = format!("forecourt-{package}");
        let arguments = ["test", "--release", "--no-run", "--package", &name];
        let said = shell::output(places.cargo(&arguments).arg(build::SAYING_WHERE))?;
        for (_, program) in build::test_programs(&said) {
            let listed = shell::output(build::started(&program, &folder).arg("--list"))?;
            let tests = listed
                .lines()
                .filter_map(|test| test.strip_suffix(": test"));
            let found = tests.filter(|test| {
                let name = test.rsplit("::").next();
                name.is_some_and(|name| names.iter().any(|known| known == name))
            });
            properties.extend(found.map(|name| Property {
                program: program.clone(),
                folder: folder.clone(),
                name: name.to_owned(),
            }));
        }
    }
    Ok(properties)
}

/// The names of the tests that stand inside `proptest!` in a folder and below.
fn written_in(folder: &Path, names: &mut Vec<String>) -> Outcome {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            written_in(&path, names)?;
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let text = fs::read_to_string(&path).map_err(|error| {
                Failure::new(format!("{} cannot be read: {error}.", path.display()))
            })?;
            names.extend(properties_of(&text));
        }
    }
    Ok(())
}

fn properties_of(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match line {
            "proptest! {" => inside = true,
            "}" => inside = false,
            _ => {}
        }
        let name = line.strip_prefix("    fn ").filter(|_| inside);
        names.extend(name.and_then(|rest| rest.split('(').next().map(str::to_owned)));
    }
    names
}

/// Does the same to each of these, several at a time, the first of them first; `act` hears how many wait behind it.
/// The first failure lets nothing more begin.
fn side_by_side<T: Send, R: Send>(
    workers: usize,
    all: Vec<T>,
    act: impl Fn(T, usize) -> Outcome<R> + Sync,
) -> Outcome<Vec<R>> {
    let waiting = Mutex::new(VecDeque::from(all));
    let next = || {
        let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let one = waiting.pop_front();
        one.map(|one| (one, waiting.len()))
    };
    let work = || {
        let mut done = Vec::new();
        while let Some((one, left)) = next() {
            match act(one, left) {
                Ok(answer) => done.push(answer),
                Err(failure) => {
                    waiting
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .clear();
                    return Err(failure);
                }
            }
        }
        Ok(done)
    };
    thread::scope(|scope| {
        let started: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let mut all = Vec::new();
        for worker in started {
            let done = worker.join().map_err(|_| {
                Failure::new("A part of the proof broke off; look at the message above.")
            })?;
            all.extend(done?);
        }
        Ok(all)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_is_found_by_the_name_of_its_test() {
        let text = "fn helper() {\n}\nproptest! {\n    #![proptest_config(x)]\n\n    #[test]\n    fn sums_add_up(\n        a in 0..5,\n    ) {\n    }\n}\n    fn no_property(\n";
        assert_eq!(properties_of(text), ["sums_add_up"]);
    }

    #[test]
    fn all_are_done_whoever_does_them_and_a_failure_ends_it() {
        let mut done =
            side_by_side(2, vec![1, 2, 3], |one, _| Ok(one * 2)).expect("all can be doubled");
        done.sort_unstable();
        assert_eq!(done, [2, 4, 6]);
        let failed = side_by_side(1, vec![1, 2], |one, _| match one {
            1 => Err(Failure::new("one is refused")),
            other => Ok(other),
        });
        assert!(failed.is_err());
    }
}
