//! `cargo xtask sample`: a store full of deterministic sample records, to look at and to measure.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::build;
use crate::fresh;
use crate::places::{Places, Profile};
use crate::setup;
use crate::shell::{self, Failure, Outcome, say};

/// How many records the store holds.
#[derive(Clone, Copy)]
pub enum Size {
    Small,
    Medium,
    Large,
    /// A full board of the workshop and little else.
    Board,
}

impl Size {
    fn word(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
            Self::Board => "board",
        }
    }
}

/// Reads `--size` and `--out`, and writes the store.
pub fn sample(places: &Places, arguments: &[String]) -> Outcome {
    let mut size = None;
    let mut out = None;
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match (word.as_str(), words.next()) {
            ("--size", Some(value)) => size = Some(value.clone()),
            ("--out", Some(value)) => out = Some(PathBuf::from(value)),
            _ => {
                return Err(Failure::new(format!(
                    "`{word}` is not understood. It goes: cargo xtask sample --size small|medium|large|board [--out DIR]"
                )));
            }
        }
    }
    let size = match size.as_deref() {
        Some("small") => Size::Small,
        Some("medium") => Size::Medium,
        Some("large") => Size::Large,
        Some("board") => Size::Board,
        _ => {
            return Err(Failure::new(
                "Say how large the sample is to be: --size small, medium, large or board.",
            ));
        }
    };
    setup::to_build(places)?;
    let out = match out {
        Some(out) => std::env::current_dir()
            .map_err(|error| Failure::new(format!("The current directory is gone: {error}.")))?
            .join(out),
        None => kept(places, size),
    };
    write(places, size, &out)
}

/// The sample that benches share, written first if it is missing or older than what it is made from.
pub fn ensure(places: &Places, size: Size) -> Outcome<PathBuf> {
    let out = kept(places, size);
    let sources = [
        "migrations",
        "crates/domain/src",
        "crates/store/src",
        "crates/desk/src/samples",
        "crates/desk/src/search",
        "crates/desk/examples/sample.rs",
    ]
    .map(|folder| places.root.join(folder));
    let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
    if fresh::is_newer(&out.join(STAMP), &sources) {
        say(&format!(
            "The {} sample in {} is still current.",
            size.word(),
            out.display()
        ));
    } else {
        write(places, size, &out)?;
    }
    Ok(out)
}

/// Its time says when the sample was completed; a sample without it was interrupted.
const STAMP: &str = "complete";

fn kept(places: &Places, size: Size) -> PathBuf {
    places.target.join("sample").join(size.word())
}

fn write(places: &Places, size: Size, out: &Path) -> Outcome {
    let impossible = |error: std::io::Error| {
        Failure::new(format!(
            "The folder {} cannot be written: {error}.",
            out.display()
        ))
    };
    // Only what an earlier sample left is cleared away, never a folder that somebody else filled.
    if out.join(STAMP).is_file() || (out == kept(places, size) && out.exists()) {
        std::fs::remove_dir_all(out).map_err(impossible)?;
    }
    std::fs::create_dir_all(out).map_err(impossible)?;
    let program = build::example(places, Profile::Release, "sample")?;
    shell::run(
        Command::new(program)
            .args(["--size", size.word(), "--out"])
            .arg(out),
        "The sample could not be written; look at the message above.",
    )?;
    std::fs::write(out.join(STAMP), "").map_err(impossible)?;
    say(&format!(
        "The {} sample lies in {}.",
        size.word(),
        out.display()
    ));
    Ok(())
}
