//! Programs from the Python package index, each in a Python of its own beside the other tools.

use std::path::PathBuf;
use std::process::Command;

use crate::places::Places;
use crate::setup;
use crate::shell::{self, Failure, Outcome, say};

/// A package of the index, and the one version of it that is used here.
pub struct Package {
    pub name: &'static str,
    pub version: &'static str,
    /// What it is there for, in words that follow its name.
    pub purpose: &'static str,
}

/// The folder of programs of a Python that has this package; it is installed when it is missing.
pub fn with(places: &Places, package: &Package) -> Outcome<PathBuf> {
    let Package {
        name,
        version,
        purpose,
    } = package;
    let folder = places.tools.join(format!("{name}-{version}"));
    let programs = folder.join("bin");
    if folder.join("complete").is_file() {
        return Ok(programs);
    }
    setup::to_compare()?;
    say(&format!(
        "{name} {version}, {purpose}, is missing; pip now installs it into {}.",
        folder.display()
    ));
    shell::run(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
        "A Python of its own could not be made.",
    )?;
    shell::run(
        Command::new(programs.join("python")).args([
            "-m",
            "pip",
            "install",
            "--quiet",
            &format!("{name}=={version}"),
        ]),
        &format!(
            "{name} could not be installed; look at pip's message above, and at the line to the Python package index."
        ),
    )?;
    std::fs::write(folder.join("complete"), "").map_err(|error| {
        Failure::new(format!("{} cannot be written: {error}.", folder.display()))
    })?;
    Ok(programs)
}
