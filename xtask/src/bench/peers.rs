//! Other people's programs beside ours in the same run, where somebody has a folder of them: each as its own bench
//! runs it, in turn with ours, and of each the best of three.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::places::Places;
use crate::shell::{self, Failure, Outcome, say};

/// Where the folder of the peers is, for whoever does not say it each time.
const FOLDER: &str = "FORECOURT_PEERS";
const TIMES: usize = 3;

/// What a bench of ours and the peers' own both measure.
struct Compared {
    bench: &'static str,
    /// The figure of ours; the run in which it is lowest counts.
    ours: &'static str,
    rows: &'static str,
    /// Where the same is in what each peer prints, as a JSON pointer.
    pouchdb: &'static str,
    zero: &'static str,
    unit: &'static str,
}

const COMPARED: [Compared; 2] = [
    Compared {
        bench: "first-sync",
        ours: "s_50k",
        rows: "50000",
        pouchdb: "/pull_s",
        zero: "/first_sync_s",
        unit: "s",
    },
    Compared {
        bench: "live",
        ours: "p50",
        rows: "10000",
        pouchdb: "/edit_visible_ms/p50",
        zero: "/edit_visible_ms/p50",
        unit: "ms",
    },
];

/// The peers, installed in a folder of their own.
pub struct Peers(PathBuf);

/// Reads `--with-peers [FOLDER]` after a bench's name. Nothing when no peers are wanted.
pub fn folder(arguments: &[String]) -> Outcome<Option<PathBuf>> {
    let folder = match arguments {
        [] => return Ok(None),
        [word] if word == "--with-peers" => std::env::var_os(FOLDER)
            .filter(|folder| !folder.is_empty())
            .map(PathBuf::from),
        [word, folder] if word == "--with-peers" => Some(PathBuf::from(folder)),
        _ => {
            return Err(Failure::new(
                "After its name a bench takes --with-peers [FOLDER] and nothing else.",
            ));
        }
    };
    let folder = folder.ok_or_else(|| {
        Failure::new(format!(
            "Say which folder has the peers: `--with-peers FOLDER`, or {FOLDER} in the environment. It holds `pouch`, `zero` and `node22`, each with its package.json and its bench."
        ))
    })?;
    let has = |file: &str| folder.join(file).is_file();
    if has("pouch/bench.js") && has("zero/run.sh") && has("node22/package.json") {
        return Ok(Some(folder));
    }
    Err(Failure::new(format!(
        "{} is no folder of peers: pouch/bench.js, zero/run.sh and node22/package.json are not all there.",
        folder.display()
    )))
}

/// Copies the peers to where their packages may be installed, and has npm install them.
pub fn install(places: &Places, given: &Path) -> Outcome<Peers> {
    let folder = places.target.join("peers");
    for name in ["pouch", "node22", "zero"] {
        let own = folder.join(name);
        copy(&given.join(name), &own).map_err(|error| {
            Failure::new(format!("{} cannot be written: {error}.", own.display()))
        })?;
        if own.join("node_modules").is_dir() {
            continue;
        }
        say(&format!(
            "The packages of the peer in `{name}` are missing; npm now installs them into {}.",
            own.display()
        ));
        shell::run(
            Command::new("npm")
                .args(["install", "--no-audit", "--no-fund"])
                .current_dir(&own),
            "A peer's packages could not be installed; look at npm's message above.",
        )?;
    }
    Ok(Peers(folder))
}

/// A folder of sources; what npm installed stays where it is.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::write(to.join(entry.file_name()), fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

impl Peers {
    /// Ours and the peers in turn. What ours measured in its best run, and beside it how many times as much each
    /// peer took in its own best.
    pub fn beside(
        &self,
        bench: &str,
        mut ours: impl FnMut() -> Outcome<Vec<Value>>,
    ) -> Outcome<Vec<Value>> {
        let compared = COMPARED
            .iter()
            .find(|compared| compared.bench == bench)
            .ok_or_else(|| {
                Failure::new(format!(
                    "No peer does what the bench {bench} measures; --with-peers goes with first-sync and live."
                ))
            })?;
        let (mut own, mut pouchdb, mut zero) = (Vec::new(), Vec::new(), Vec::new());
        for time in 1..=TIMES {
            say(&format!(
                "\n-- {time} of {TIMES}, in turn with the peers --"
            ));
            let figures = ours()?;
            own.push((figure(&figures, compared)?, figures));
            pouchdb.push(said(&mut self.pouchdb(compared), compared.pouchdb)?);
            zero.push(said(&mut self.zero(compared)?, compared.zero)?);
        }
        own.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (best, mut figures) = own.swap_remove(0);
        for (peer, times) in [("pouchdb", pouchdb), ("zero", zero)] {
            let theirs = times.into_iter().fold(f64::INFINITY, f64::min);
            figures.push(json!({
                "name": format!("{peer}_{}", compared.unit), "value": theirs, "unit": compared.unit,
            }));
            figures.push(json!({
                "name": format!("x_{peer}"), "value": theirs / best, "unit": "",
                "compared_with": compared.ours, "ratio": theirs / best,
            }));
        }
        Ok(figures)
    }

    fn pouchdb(&self, compared: &Compared) -> Command {
        let mut command = Command::new("node");
        // Its fastest size of a batch.
        command
            .args(["bench.js", compared.rows, "1000"])
            .current_dir(self.0.join("pouch"));
        command
    }

    fn zero(&self, compared: &Compared) -> Outcome<Command> {
        let programs = private_postgres::programs().map_err(Failure::new)?;
        let mut command = Command::new("bash");
        command
            .args(["run.sh", compared.rows])
            .env("PGBIN", programs)
            .current_dir(self.0.join("zero"));
        Ok(command)
    }
}

fn figure(figures: &[Value], compared: &Compared) -> Outcome<f64> {
    figures
        .iter()
        .find(|figure| figure["name"] == compared.ours)
        .and_then(|figure| figure["value"].as_f64())
        .ok_or_else(|| {
            Failure::new(format!(
                "The bench {} did not measure `{}`, which peers are compared by.",
                compared.bench, compared.ours
            ))
        })
}

fn said(peer: &mut Command, pointer: &str) -> Outcome<f64> {
    super::last_json_of(peer)?
        .pointer(pointer)
        .and_then(Value::as_f64)
        .ok_or_else(|| {
            Failure::new(format!(
                "{} did not tell `{pointer}`; look at its message above.",
                shell::spelled(peer)
            ))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn without_a_folder_of_peers_it_is_said_what_is_missing() {
        assert!(matches!(folder(&words("")), Ok(None)));
        let other = folder(&words("--beside")).expect_err("nobody knows it");
        assert!(other.to_string().contains("--with-peers [FOLDER]"));
        let empty = folder(&words("--with-peers /proc")).expect_err("it has none");
        assert!(empty.to_string().contains("is no folder of peers"));
    }

    #[test]
    fn the_best_run_of_ours_is_compared_with_the_best_of_each_peer() {
        let folder = std::env::temp_dir().join(format!("forecourt-peers-{}", std::process::id()));
        let script = |name: &str, file: &str, says: &str| {
            fs::create_dir_all(folder.join(name)).expect("a folder");
            fs::write(folder.join(name).join(file), says).expect("a file");
        };
        script("pouch", "bench.js", "console.log('{\"pull_s\": 12}')");
        script("zero", "run.sh", "echo '{\"first_sync_s\": 6}'");
        let mut ours = [3.0, 2.0, 4.0].into_iter();
        let figures = Peers(folder.clone()).beside("first-sync", || {
            let value = ours.next().expect("three times");
            Ok(vec![json!({"name": "s_50k", "value": value})])
        });
        fs::remove_dir_all(&folder).expect("it was there");
        let figures = figures.expect("all of them told");
        let value = |name: &str| {
            figures
                .iter()
                .find(|figure| figure["name"] == name)
                .map(|figure| figure["value"].clone())
        };
        assert_eq!(value("s_50k"), Some(json!(2.0)));
        assert_eq!(value("x_pouchdb"), Some(json!(6.0)));
        assert_eq!(value("x_zero"), Some(json!(3.0)));
    }
}
