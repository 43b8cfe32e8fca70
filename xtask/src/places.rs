//! Where things lie: the checkout, the cargo target directory, and the tools that are kept between runs.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{Failure, Outcome};

/// The directories that every command works in.
pub struct Places {
    /// The root of the checkout.
    pub root: PathBuf,
    /// The cargo target directory in use: `CARGO_TARGET_DIR`, or a cache shared by all checkouts.
    pub target: PathBuf,
    /// Programs installed for the tests, such as tauri-driver.
    pub tools: PathBuf,
}

impl Places {
    /// Finds the places from the environment. Cargo says at run time which checkout this is; where xtask
    /// was built may be another one that shares the target directory.
    pub fn find() -> Outcome<Self> {
        let own = std::env::var_os("CARGO_MANIFEST_DIR")
            .ok_or_else(|| Failure::new("Start it with `cargo xtask`."))?;
        let root = Path::new(&own)
            .parent()
            .ok_or_else(|| Failure::new("xtask does not lie in a checkout."))?
            .to_path_buf();
        let cache = cache_directory()?.join("forecourt");
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(given) if !given.is_empty() => std::env::current_dir()
                .map_err(|error| Failure::new(format!("The current directory is gone: {error}")))?
                .join(given),
            _ => cache.join("target"),
        };
        Ok(Self {
            root,
            target,
            tools: cache.join("tools"),
        })
    }

    /// The page's own folder.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Where `cargo xtask run` leaves its pictures and papers, inside the checkout so that they are easy to find.
    pub fn run_output(&self) -> PathBuf {
        self.root.join("target/run")
    }

    /// Where the platform that is started beside the window keeps its files.
    pub fn own_platform(&self) -> PathBuf {
        self.tools
            .parent()
            .map_or_else(|| self.tools.clone(), std::path::Path::to_path_buf)
            .join("platform")
    }

    /// Where the window tests leave their pictures.
    pub fn pictures(&self) -> PathBuf {
        self.root.join("target/pictures")
    }

    /// The tauri-driver of this version, installed apart so that it meets no other version.
    pub fn tauri_driver_root(&self, version: &str) -> PathBuf {
        self.tools.join(format!("tauri-driver-{version}"))
    }

    /// A built program of ours.
    pub fn program(&self, profile: Profile, name: &str) -> PathBuf {
        self.target.join(profile.folder()).join(name)
    }

    /// A cargo command in the checkout, with the target directory in use.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target);
        // These describe xtask itself; build scripts and tests of other packages must not see them, and one that asks for
        // them would be compiled anew whenever cargo is started now here and now by hand.
        for inherited in [
            "CARGO_MANIFEST_DIR",
            "CARGO_PKG_NAME",
            "CARGO_PKG_VERSION",
            "CARGO_PKG_VERSION_MAJOR",
            "CARGO_PKG_VERSION_MINOR",
            "CARGO_PKG_VERSION_PATCH",
            "CARGO_PKG_VERSION_PRE",
        ] {
            command.env_remove(inherited);
        }
        command
    }

    /// A command in the page's folder.
    pub fn in_ui(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.ui());
        command
    }
}

/// How a program is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Dev,
    Release,
}

impl Profile {
    fn folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "release",
        }
    }

    /// What cargo is told to get this profile.
    pub fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Dev => &[],
            Self::Release => &["--release"],
        }
    }
}

fn cache_directory() -> Outcome<PathBuf> {
    if let Some(cache) = std::env::var_os("XDG_CACHE_HOME").filter(|value| !value.is_empty()) {
        return Ok(PathBuf::from(cache));
    }
    std::env::var_os("HOME")
        .filter(|value| !value.is_empty())
        .map(|home| PathBuf::from(home).join(".cache"))
        .ok_or_else(|| Failure::new("Set HOME, so that built programs have a place to be kept."))
}
