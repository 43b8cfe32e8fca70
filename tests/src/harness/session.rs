//! A desktop session for one journey: its own display, session bus, keyring, home and, if wanted, printer.
//! Nothing of it is shared with another journey or with the person whose machine this is.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use super::options::{Keyring, Language, Options, Paper, Theme};
use super::printer::Printer;
use super::processes::{Running, guarded, wait_until};

/// The session, which ends with all that runs in it when it is dropped.
pub struct Session {
    // Dropped from top to bottom: what stands on something else ends before it.
    _keyring: Option<Running>,
    _bus: Running,
    _display: Running,
    printer: Option<Printer>,
    environment: Vec<(&'static str, String)>,
    folder: PathBuf,
}

impl Session {
    /// Starts everything and returns when it answers.
    #[track_caller]
    pub fn start(options: &Options) -> Self {
        let folder = new_folder();
        for name in ["home", "config", "cache", "share", "runtime"] {
            create(&folder.join(name));
        }
        owner_only(&folder.join("runtime"));
        follow_system_theme(&folder.join("config"), options.theme);

        let (display, display_name) = start_display(options);
        let (bus, bus_address) = start_bus(&folder);
        let printer = match options.paper {
            Paper::Printed => Some(Printer::start(&folder.join("printer"))),
            Paper::None => None,
        };
        let mut environment = environment(options, &folder, display_name, bus_address);
        if let Some(printer) = &printer {
            environment.push(("CUPS_SERVER", printer.address()));
        }
        let keyring = match options.keyring {
            Keyring::Unlocked => Some(start_keyring(&folder, &environment)),
            Keyring::None => None,
        };
        Self {
            _keyring: keyring,
            _bus: bus,
            _display: display,
            printer,
            environment,
            folder,
        }
    }

    /// Lets a command run inside this session and see nothing of the session outside.
    pub fn inside(&self, command: &mut Command) {
        put_inside(&self.environment, command);
    }

    /// The name of the display, such as `:99`.
    #[track_caller]
    pub fn display(&self) -> &str {
        let display = self.environment.iter().find(|(name, _)| *name == "DISPLAY");
        display
            .map(|(_, value)| value.as_str())
            .expect("every session has a display")
    }

    /// Where the store of a journey lies that does not name another place.
    pub fn store(&self) -> PathBuf {
        self.folder.join("store")
    }

    /// A place for files that the journey itself makes.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The printer, which the journey must have asked for.
    #[track_caller]
    pub fn printer(&self) -> &Printer {
        self.printer
            .as_ref()
            .expect("this journey has no printer; ask for one with `paper: Paper::Printed`")
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!(
                "The files of this journey are kept in {}.",
                self.folder.display()
            );
        } else {
            // What cannot be removed lies in the system's temporary folder, which is cleared by the system.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

#[track_caller]
fn new_folder() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    // The name is short because the path of a socket inside may not be longer than about a hundred letters.
    let folder = std::env::temp_dir().join(format!("forecourt-{}-{number}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    create(&folder);
    folder
}

#[track_caller]
fn create(folder: &Path) {
    fs::create_dir_all(folder)
        .unwrap_or_else(|error| panic!("{} cannot be made: {error}", folder.display()));
}

/// The runtime folder of a session must be closed to others, or the programs in it refuse to use it.
#[track_caller]
fn owner_only(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
        .unwrap_or_else(|error| panic!("{} cannot be closed to others: {error}", folder.display()));
}

/// Sets light or dark where a desktop sets it, so that a page that follows the system follows this.
fn follow_system_theme(config: &Path, theme: Theme) {
    let dark = match theme {
        Theme::Light => 0,
        Theme::Dark => 1,
    };
    let folder = config.join("gtk-3.0");
    create(&folder);
    let settings = format!(
        "[Settings]\ngtk-theme-name=Adwaita\ngtk-application-prefer-dark-theme={dark}\ngtk-enable-animations=0\n"
    );
    fs::write(folder.join("settings.ini"), settings)
        .expect("the session's own folder can be written");
}

fn environment(
    options: &Options,
    folder: &Path,
    display: String,
    bus: String,
) -> Vec<(&'static str, String)> {
    let within = |name: &str| folder.join(name).display().to_string();
    let locale = match options.language {
        Language::Chinese => "zh_CN.UTF-8",
        Language::English => "en_US.UTF-8",
    };
    vec![
        ("DISPLAY", display),
        ("DBUS_SESSION_BUS_ADDRESS", bus),
        ("HOME", within("home")),
        ("XDG_CONFIG_HOME", within("config")),
        ("XDG_CACHE_HOME", within("cache")),
        ("XDG_DATA_HOME", within("share")),
        ("XDG_RUNTIME_DIR", within("runtime")),
        ("LANG", locale.to_owned()),
        ("LANGUAGE", locale.trim_end_matches(".UTF-8").to_owned()),
        ("GDK_BACKEND", "x11".to_owned()),
        ("GDK_SCALE", options.scale.factor().to_string()),
        // A display without a screen has no graphics card.
        ("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()),
        // No assistive technology runs in the session, so nothing need be started for one.
        ("NO_AT_BRIDGE", "1".to_owned()),
    ]
}

fn put_inside(environment: &[(&'static str, String)], command: &mut Command) {
    for outside in [
        "WAYLAND_DISPLAY",
        "XAUTHORITY",
        "LC_ALL",
        "LC_MESSAGES",
        "GNOME_KEYRING_CONTROL",
        "SSH_AUTH_SOCK",
    ] {
        command.env_remove(outside);
    }
    command.envs(environment.iter().map(|(name, value)| (name, value)));
}

#[track_caller]
fn start_display(options: &Options) -> (Running, String) {
    let (width, height) = options.size.pixels();
    let mut command = guarded("Xvfb");
    // The server itself finds a free number and writes it to its standard output when it is ready. When its last program
    // is killed it would begin anew, and refuse the one that is opened in that moment.
    command
        .args([
            "-displayfd",
            "1",
            "-noreset",
            "-nolisten",
            "tcp",
            "-dpi",
            "96",
            "-screen",
            "0",
        ])
        .arg(format!("{width}x{height}x24"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut display = Running::start("Xvfb", &mut command);
    let name = format!(":{}", display.first_line());
    (display, name)
}

#[track_caller]
fn start_bus(folder: &Path) -> (Running, String) {
    let configuration = folder.join("bus.conf");
    // It starts no service by itself: what answers on it is what this session started.
    let text = format!(
        "<busconfig><type>session</type><listen>unix:path={}</listen>\
         <policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>",
        folder.join("runtime/bus").display()
    );
    fs::write(&configuration, text).expect("the session's own folder can be written");
    let mut command = guarded("dbus-daemon");
    command
        .args(["--nofork", "--nopidfile", "--print-address=1"])
        .arg(format!("--config-file={}", configuration.display()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut bus = Running::start("dbus-daemon", &mut command);
    let address = bus.first_line();
    (bus, address)
}

/// Starts a real keyring and unlocks it, as signing in to a desktop does.
#[track_caller]
fn start_keyring(folder: &Path, environment: &[(&'static str, String)]) -> Running {
    let password = folder.join("keyring-password");
    let mut file = fs::File::create(&password).expect("the session's own folder can be written");
    file.write_all(b"a password for one journey")
        .expect("the session's own folder can be written");
    let mut command = guarded("gnome-keyring-daemon");
    command.args(["--foreground", "--unlock", "--components=secrets"]);
    put_inside(environment, &mut command);
    command
        .stdin(fs::File::open(&password).expect("the session's own folder can be read"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let keyring = Running::start("gnome-keyring-daemon", &mut command);
    wait_until("the keyring answers on the session bus", || {
        keyring_answers(environment)
    });
    keyring
}

fn keyring_answers(environment: &[(&'static str, String)]) -> bool {
    let mut ask = Command::new("dbus-send");
    ask.args([
        "--session",
        "--print-reply=literal",
        "--dest=org.freedesktop.DBus",
        "/org/freedesktop/DBus",
        "org.freedesktop.DBus.NameHasOwner",
        "string:org.freedesktop.secrets",
    ]);
    put_inside(environment, &mut ask);
    ask.output()
        .is_ok_and(|answer| String::from_utf8_lossy(&answer.stdout).contains("true"))
}
