//! The platform of one's own that `cargo xtask run` starts beside the window: embedded store, a certificate
//! authority of its own, on loopback only.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::places::{Places, Profile};
use crate::shell::{Failure, Outcome, say};

/// Where it listens; a workstation remembers the address, so it stays the same.
const LISTENING: &str = "127.0.0.1:8443";

pub struct OwnPlatform {
    /// Absent when another `cargo xtask run` has started it already.
    running: Option<Child>,
    authority: PathBuf,
    founding_code: String,
}

impl OwnPlatform {
    /// Starts it and waits until it listens.
    pub fn start(places: &Places) -> Outcome<Self> {
        let data = places.own_platform();
        let founding_code = code();
        let mut command = Command::new(places.program(Profile::Dev, "platform"));
        command
            .args(["serve", "--announce", "--listen", LISTENING])
            .args(["--founding-code", &founding_code])
            .arg("--data")
            .arg(&data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let mut child = command
            .spawn()
            .map_err(|error| Failure::new(format!("The platform does not start: {error}.")))?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            // A platform that ends without a word leaves the line empty.
            let _ = BufReader::new(out).read_line(&mut line);
        }
        let running = if line.is_empty() {
            say(&format!(
                "The platform did not start; if one listens at {LISTENING} already, the workstation uses that."
            ));
            None
        } else {
            say(&format!(
                "The platform listens at https://{LISTENING}; its files lie in {}.",
                data.display()
            ));
            Some(child)
        };
        Ok(Self {
            running,
            authority: data.join("certificates/ca.pem"),
            founding_code,
        })
    }

    /// Tells a workstation where it is, so that a training dealership that is made comes to it.
    pub fn tell(&self, program: &mut Command) {
        if self.running.is_some() {
            program
                .env("FORECOURT_PLATFORM", format!("https://{LISTENING}"))
                .env("FORECOURT_PLATFORM_AUTHORITY", &self.authority)
                .env("FORECOURT_FOUNDING_CODE", &self.founding_code);
        }
    }
}

impl Drop for OwnPlatform {
    fn drop(&mut self) {
        if let Some(mut child) = self.running.take() {
            // What it accepted is on the disk; it has nothing to lose.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Sixteen letters that nobody guesses: each process of the standard library draws its hashing keys at random.
fn code() -> String {
    let drawn = [(), ()].map(|()| RandomState::new().build_hasher().finish());
    drawn
        .iter()
        .flat_map(|number| number.to_be_bytes())
        .map(|byte| char::from(b'A' + byte % 16))
        .collect()
}
