//! A platform as its operator starts it: the built program with files of its own, on a loopback port that
//! it keeps when it is started again.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::desk::built;
use super::ports::free_port;
use super::processes::{Running, guarded, kill_at_once};

/// With this code one dealership comes to the platform.
pub const FOUNDING_CODE: &str = "KM3P-7Q2W-XN4T-9HRC";

/// The platform; it ends when it is dropped.
pub struct Platform {
    files: PathBuf,
    port: u16,
    running: Option<Running>,
}

impl Platform {
    /// Starts a platform whose files all lie under `folder`, and returns once it listens.
    #[track_caller]
    pub fn start(folder: &Path) -> Self {
        let mut platform = Self {
            files: folder.join("platform"),
            port: free_port(),
            running: None,
        };
        platform.start_again();
        platform
    }

    /// Starts it over the same files, at the same address.
    #[track_caller]
    pub fn start_again(&mut self) {
        assert!(self.running.is_none(), "the platform is running");
        let mut command = guarded(built("FORECOURT_PLATFORM", "platform"));
        command
            .args(["serve", "--announce", "--founding-code", FOUNDING_CODE])
            .arg("--listen")
            .arg(format!("127.0.0.1:{}", self.port))
            .arg("--data")
            .arg(&self.files)
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        let mut running = Running::start("the platform", &mut command);
        let line = running.first_line();
        assert!(
            line.starts_with("platform: listening"),
            "the platform says “{line}” instead of where it listens"
        );
        self.running = Some(running);
    }

    /// As its operator does: makes a group and puts the dealerships with these codes into it. The first keeps what they
    /// share. The platform must not be running.
    #[track_caller]
    pub fn put_into_a_group(&self, name: &str, codes: &[&str]) {
        assert!(self.running.is_none(), "the platform is running");
        self.operate("group", &["--found", name]);
        for (at, code) in codes.iter().enumerate() {
            let part = if at == 0 { "keeps" } else { "belongs" };
            self.operate("group", &["--join", code, "--group", name, "--part", part]);
        }
    }

    /// As its operator does, while it runs: sees and publishes rules of law. Returns what was printed.
    #[track_caller]
    pub fn rules(&self, words: &[&str]) -> String {
        self.operate("rules", words)
    }

    #[track_caller]
    fn operate(&self, what: &str, words: &[&str]) -> String {
        let mut command = guarded(built("FORECOURT_PLATFORM", "platform"));
        let done = command
            .arg(what)
            .arg("--data")
            .arg(&self.files)
            .args(words)
            .stdin(Stdio::null())
            .output()
            .expect("the platform's program");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "platform {what} {words:?}: {said}");
        String::from_utf8_lossy(&done.stdout).into_owned()
    }

    /// Ends it in the middle of whatever it does.
    #[track_caller]
    pub fn kill(&mut self) {
        let running = self.running.take().expect("the platform is running");
        kill_at_once(running.id());
    }

    /// What people type to come to it.
    pub fn address(&self) -> String {
        format!("localhost:{}", self.port)
    }
}
