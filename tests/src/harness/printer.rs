//! A real CUPS spooler on a loopback port with one printer, whose paper is read back as PDF.
//!
//! The printer is cups-pdf. It writes every job of a user into one folder, with the number of the job in
//! the file's name; so each spooler numbers its jobs from its own port, and journeys that print at the
//! same time do not take each other's paper.

use std::fs;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::ports::free_port;
use super::processes::{Running, guarded, wait_until};

/// The name of the one printer, which is also the default one.
pub const QUEUE: &str = "paper";

/// The spooler; it ends when it is dropped.
pub struct Printer {
    port: u16,
    spooler: Running,
}

impl Printer {
    /// Starts a spooler whose files all lie under `folder`, and adds the printer.
    #[track_caller]
    pub fn start(folder: &Path) -> Self {
        let port = free_port();
        for name in ["root", "spool", "cache", "state", "log", "tmp"] {
            fs::create_dir_all(folder.join(name)).expect("the session's own folder can be written");
        }
        // The filters run as another user, who needs a place for their own files.
        fs::set_permissions(folder.join("tmp"), fs::Permissions::from_mode(0o1777))
            .expect("the session's own folder can be opened to the filters");
        fs::write(
            folder.join("cache/job.cache"),
            format!("NextJobId {}\n", first_job(port)),
        )
        .expect("the session's own folder can be written");
        fs::write(folder.join("cups-files.conf"), files_configuration(folder))
            .expect("the session's own folder can be written");
        fs::write(folder.join("cupsd.conf"), configuration(port))
            .expect("the session's own folder can be written");

        let mut command = as_root("/usr/sbin/cupsd");
        command
            .arg("-f")
            .arg("-c")
            .arg(folder.join("cupsd.conf"))
            .arg("-s")
            .arg(folder.join("cups-files.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let spooler = Running::start("cupsd", &mut command);
        let mut printer = Self { port, spooler };
        printer.wait_until_it_answers();
        printer.clear_away_old_paper();
        printer.add_queue();
        printer
    }

    /// What programs need in `CUPS_SERVER` to print here.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Every paper that has come out completely, in the order of printing.
    pub fn papers(&self) -> Vec<PathBuf> {
        let mut papers: Vec<(u32, PathBuf)> = self
            .files()
            .into_iter()
            .filter(|(job, _)| self.is_done(*job))
            .collect();
        papers.sort();
        papers.into_iter().map(|(_, paper)| paper).collect()
    }

    /// Waits until this many papers have come out, and returns them all.
    #[track_caller]
    pub fn wait_for_papers(&self, count: usize) -> Vec<PathBuf> {
        wait_until(
            &format!("{count} papers have come out of the printer"),
            || self.papers().len() >= count,
        );
        self.papers()
    }

    fn files(&self) -> Vec<(u32, PathBuf)> {
        let Ok(entries) = fs::read_dir(tray()) else {
            return Vec::new();
        };
        entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter_map(|path| Some((job_of(&path)?, path)))
            .filter(|(job, _)| (first_job(self.port)..first_job(self.port) + JOBS).contains(job))
            .collect()
    }

    /// Whether the spooler counts the job among those that are completed.
    fn is_done(&self, job: u32) -> bool {
        let listed = Command::new("lpstat")
            .args(["-h", &self.address(), "-W", "completed", "-o"])
            .output();
        listed.is_ok_and(|listed| {
            String::from_utf8_lossy(&listed.stdout).contains(&format!("{QUEUE}-{job} "))
        })
    }

    #[track_caller]
    fn wait_until_it_answers(&mut self) {
        let (port, spooler) = (self.port, &mut self.spooler);
        wait_until("the spooler answers", || {
            assert!(
                !spooler.has_ended(),
                "cupsd ended at once; it must run as root, directly or through sudo without a password"
            );
            TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
    }

    /// An earlier spooler may have had the same port.
    fn clear_away_old_paper(&self) {
        for (_, path) in self.files() {
            let _ = fs::remove_file(path);
        }
    }

    #[track_caller]
    fn add_queue(&self) {
        for arguments in [
            // Of the ways to PostScript, only cairo's keeps what the letters mean, so that the text can be read back.
            &[
                "-p",
                QUEUE,
                "-v",
                "cups-pdf:/paper",
                "-m",
                "lsb/usr/cups-pdf/CUPS-PDF_opt.ppd",
                "-o",
                "Label=2",
                "-o",
                "pdftops-renderer-default=pdftocairo",
                "-E",
            ][..],
            &["-d", QUEUE][..],
        ] {
            let added = Command::new("/usr/sbin/lpadmin")
                .args(["-h", &self.address()])
                .args(arguments)
                .output()
                .expect("lpadmin is installed with cups");
            assert!(
                added.status.success(),
                "the printer could not be added: {}",
                String::from_utf8_lossy(&added.stderr)
            );
        }
    }
}

impl Drop for Printer {
    fn drop(&mut self) {
        self.clear_away_old_paper();
    }
}

/// How many jobs one spooler may number before it reaches the numbers of the next port.
const JOBS: u32 = 1_000;

fn first_job(port: u16) -> u32 {
    u32::from(port) * JOBS
}

/// The number that cups-pdf put at the end of the file's name.
fn job_of(path: &Path) -> Option<u32> {
    path.file_stem()?
        .to_str()?
        .rsplit_once("job_")?
        .1
        .parse()
        .ok()
}

/// The folder into which cups-pdf puts the papers of the user who runs the tests.
fn tray() -> PathBuf {
    let user = Command::new("id")
        .arg("-un")
        .output()
        .map(|output| output.stdout)
        .unwrap_or_default();
    Path::new("/var/spool/cups-pdf").join(String::from_utf8_lossy(&user).trim())
}

/// The cups-pdf backend runs as root only, and so must its spooler.
fn as_root(program: &str) -> Command {
    if rustix::process::geteuid().is_root() {
        return guarded(program);
    }
    let mut command = guarded("sudo");
    command.args(["--non-interactive", program]);
    command
}

fn files_configuration(folder: &Path) -> String {
    let folder = folder.display();
    format!(
        "ServerRoot {folder}/root\nRequestRoot {folder}/spool\nCacheDir {folder}/cache\nStateDir {folder}/state\n\
         TempDir {folder}/tmp\nAccessLog {folder}/log/access\nErrorLog {folder}/log/error\nPageLog {folder}/log/page\n\
         SystemGroup root lpadmin\n"
    )
}

fn configuration(port: u16) -> String {
    format!(
        "Listen 127.0.0.1:{port}\nBrowsing No\nWebInterface No\nDefaultAuthType None\nLogLevel warn\nMaxJobs 0\n\
         <Location />\n  Order allow,deny\n  Allow 127.0.0.1\n</Location>\n\
         <Policy default>\n  <Limit All>\n    Order allow,deny\n    Allow 127.0.0.1\n  </Limit>\n</Policy>\n"
    )
}
