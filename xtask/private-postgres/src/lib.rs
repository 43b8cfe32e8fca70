//! A PostgreSQL server of one's own: real, durable, in a temporary folder, reached only by a socket in
//! that folder, and gone with the one who started it, however that one ends. Plain standard library,
//! because `xtask` starts one, too.
//!
//! The server's parent is a small shell that reads from a pipe. When whoever started it ends, killed
//! or not, the pipe closes; then the shell stops the server that it started itself and removes the
//! folder. PostgreSQL refuses to run as root, so root starts it as a user without rights.

use std::{
    fs,
    os::unix::fs::{MetadataExt, chown},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

/// Names a server that is already there, as [`PrivatePostgres::place`] does, so that the tests of one
/// run share it.
pub const SHARED: &str = "FORECOURT_POSTGRES";

/// Users whom PostgreSQL may run as when root starts it, the first that is there.
const WITHOUT_RIGHTS: [&str; 2] = ["postgres", "nobody"];

const LONGEST_START: Duration = Duration::from_mins(1);

/// Waits for its pipe to close, then ends the server and clears up. It ends at once (SIGQUIT), because an orderly end
/// first writes down, for minutes, what all the tests' databases hold, and then it is removed.
const GUARD: &str = r#"
folder=$1; shift
trap '' INT TERM HUP
"$@" >"$folder/log" 2>&1 &
server=$!
read -r _
kill -QUIT "$server" 2>/dev/null
wait "$server"
rm -rf "$folder"
"#;

pub struct PrivatePostgres {
    folder: PathBuf,
    programs: PathBuf,
    guard: Child,
    /// Closing it ends the server.
    pipe: Option<ChildStdin>,
}

/// Why there is no server, as a sentence.
pub type Failure = String;

impl PrivatePostgres {
    /// Makes a cluster and starts its server. Its order of texts is not the byte order, so that
    /// whoever relies on the server's own order is found out.
    pub fn start() -> Result<Self, Failure> {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let programs = programs()?;
        let folder = std::env::temp_dir().join(format!(
            "forecourt-pg-{}-{}",
            std::process::id(),
            STARTED.fetch_add(1, Ordering::Relaxed)
        ));
        fs::create_dir_all(&folder)
            .map_err(|error| format!("{} cannot be made: {error}.", folder.display()))?;
        let user = user_without_rights()?;
        if let Some(user) = &user {
            chown(&folder, Some(user.id), Some(user.group))
                .map_err(|error| format!("{} cannot be given away: {error}.", folder.display()))?;
        }
        let cluster = folder.join("cluster");
        let mut initdb = as_user(user.as_ref(), &programs.join("initdb"));
        initdb
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8"])
            .args([
                "--locale=C.UTF-8",
                "--locale-provider=icu",
                "--icu-locale=zh",
            ])
            .args(["--no-sync", "--pgdata"])
            .arg(&cluster)
            .current_dir(&folder);
        succeeds(&mut initdb)?;

        let server = as_user(user.as_ref(), &programs.join("postgres"));
        let mut guard = Command::new("sh");
        guard
            .args(["-c", GUARD, "sh"])
            .arg(&folder)
            .arg(server.get_program())
            .args(server.get_args())
            .arg("-D")
            .arg(&cluster)
            .arg("-k")
            .arg(&folder)
            .args(["-c", "listen_addresses="])
            .args(["-c", "max_connections=200"])
            .args(["-c", "shared_buffers=256MB"])
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut guard = guard
            .spawn()
            .map_err(|error| format!("sh cannot be started: {error}."))?;
        let pipe = guard.stdin.take();
        let started = Self {
            folder,
            programs,
            guard,
            pipe,
        };
        started.wait_until_ready()?;
        Ok(started)
    }

    /// The folder with the server's socket and its programs' folder, as [`SHARED`] carries them.
    pub fn place(&self) -> Place {
        Place {
            socket: self.folder.clone(),
            programs: self.programs.clone(),
        }
    }

    /// Polls, because the server says nothing when it begins to answer.
    fn wait_until_ready(&self) -> Result<(), Failure> {
        let since = Instant::now();
        let place = self.place();
        loop {
            let ready = place
                .program("pg_isready")
                .stdout(Stdio::null())
                .status()
                .is_ok_and(|status| status.success());
            if ready {
                return Ok(());
            }
            if since.elapsed() > LONGEST_START {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                return Err(format!(
                    "The private PostgreSQL did not begin to answer:\n{log}"
                ));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for PrivatePostgres {
    fn drop(&mut self) {
        drop(self.pipe.take());
        // The guard ends when the server has ended; an error says that it has ended already.
        let _ = self.guard.wait();
    }
}

/// Where a server is reached, and where the programs that fit it lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub socket: PathBuf,
    pub programs: PathBuf,
}

impl Place {
    /// The shared server of this run, if somebody started one.
    pub fn shared() -> Option<Self> {
        Self::read(&std::env::var(SHARED).ok()?)
    }

    /// What [`SHARED`] holds for it.
    pub fn text(&self) -> String {
        format!("{}:{}", self.socket.display(), self.programs.display())
    }

    fn read(text: &str) -> Option<Self> {
        let (socket, programs) = text.split_once(':')?;
        Some(Self {
            socket: PathBuf::from(socket),
            programs: PathBuf::from(programs),
        })
    }

    /// How a client is told of a database on it.
    pub fn address(&self, database: &str) -> String {
        format!(
            "host={} user=postgres dbname={database}",
            self.socket.display()
        )
    }

    /// A program of PostgreSQL that speaks to it.
    pub fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command
            .env("PGHOST", &self.socket)
            .env("PGUSER", "postgres")
            .stdin(Stdio::null());
        command
    }
}

struct User {
    id: u32,
    group: u32,
}

/// Whom to start the server as; nobody else when this is not root.
fn user_without_rights() -> Result<Option<User>, Failure> {
    let own = fs::metadata("/proc/self").map_err(|error| format!("/proc is missing: {error}."))?;
    if own.uid() != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")
        .map_err(|error| format!("/etc/passwd cannot be read: {error}."))?;
    let found = WITHOUT_RIGHTS.iter().find_map(|wanted| {
        users.lines().find_map(|line| {
            let mut fields = line.split(':');
            if fields.next() != Some(wanted) {
                return None;
            }
            let id = fields.nth(1)?.parse().ok()?;
            let group = fields.next()?.parse().ok()?;
            Some(User { id, group })
        })
    });
    found.map(Some).ok_or_else(|| {
        "PostgreSQL does not run as root, and this system has neither a user `postgres` nor `nobody`."
            .to_owned()
    })
}

fn as_user(user: Option<&User>, program: &Path) -> Command {
    let Some(user) = user else {
        return Command::new(program);
    };
    let mut command = Command::new("setpriv");
    command
        .arg(format!("--reuid={}", user.id))
        .arg(format!("--regid={}", user.group))
        .args(["--clear-groups", "--"])
        .arg(program);
    command
}

/// The newest PostgreSQL that is installed as Debian does, or the one on the path.
pub fn programs() -> Result<PathBuf, Failure> {
    let newest = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let folder = entry.ok()?;
            let version: u32 = folder.file_name().to_str()?.parse().ok()?;
            let programs = folder.path().join("bin");
            programs
                .join("initdb")
                .is_file()
                .then_some((version, programs))
        })
        .max();
    if let Some((_, programs)) = newest {
        return Ok(programs);
    }
    std::env::var_os("PATH")
        .and_then(|path| {
            std::env::split_paths(&path).find(|folder| folder.join("initdb").is_file())
        })
        .ok_or_else(|| "PostgreSQL is not installed. `cargo xtask setup` installs it.".to_owned())
}

fn succeeds(command: &mut Command) -> Result<Output, Failure> {
    let said = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{} cannot be started: {error}.", spelled(command)))?;
    if said.status.success() {
        return Ok(said);
    }
    Err(format!(
        "{} ended with {}:\n{}",
        spelled(command),
        said.status,
        String::from_utf8_lossy(&said.stderr)
    ))
}

fn spelled(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_and_understood() {
        let place = Place {
            socket: PathBuf::from("/tmp/here"),
            programs: PathBuf::from("/usr/lib/there"),
        };
        assert_eq!(Place::read(&place.text()), Some(place));
    }

    #[test]
    fn a_server_answers_and_is_gone_with_the_one_who_started_it() {
        let server = PrivatePostgres::start().expect("PostgreSQL starts");
        let place = server.place();
        let said = place
            .program("psql")
            .args([
                "-Atc",
                "select 'b' < 'B', current_setting('fsync')",
                "postgres",
            ])
            .output()
            .expect("psql starts");
        assert_eq!(String::from_utf8_lossy(&said.stdout), "t|on\n");
        drop(server);
        assert!(!place.socket.exists(), "the folder is left behind");
    }
}
