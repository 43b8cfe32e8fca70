//! Installs what a fresh Debian-like machine with Rust and Node still lacks, and says so before it does.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::places::Places;
use crate::shell::{self, Failure, Outcome, say};

/// The WebDriver bridge that the window tests speak to.
pub const TAURI_DRIVER: &str = "2.1.0";

/// A system package, and what the project needs it for.
struct Package {
    name: &'static str,
    purpose: &'static str,
}

const fn package(name: &'static str, purpose: &'static str) -> Package {
    Package { name, purpose }
}

/// Without these the workstation cannot be compiled.
const TO_BUILD: &[Package] = &[
    package("build-essential", "the C compiler for the encrypted store"),
    package("pkg-config", "finds the system's libraries"),
    package("libdbus-1-dev", "the way to the system's keyring"),
    package("libssl-dev", "the cipher of the encrypted store"),
    package("libwebkit2gtk-4.1-dev", "the window and the page in it"),
];

/// Without these it runs, but without Chinese letters or paper.
const TO_OPEN: &[Package] = &[
    package("fonts-noto-cjk", "Chinese letters on the screen"),
    package("cups-client", "hands papers to the printer"),
];

/// What a machine without a display needs to drive the real window.
const TO_DRIVE: &[Package] = &[
    package("xvfb", "a display without a screen"),
    package("webkit2gtk-driver", "drives the real window"),
    package("dbus", "a private session bus for each test"),
    package("gnome-keyring", "a real keyring for each test"),
    package("cups", "a private printer for the tests"),
    package("printer-driver-cups-pdf", "paper that can be read back"),
    package("qpdf", "checks the printed papers"),
    package("poppler-utils", "reads and draws the printed papers"),
];

/// What the platform's tests and benches need.
const TO_SERVE: &[Package] = &[package(
    "postgresql",
    "a private database server for the platform's tests",
)];

/// What the comparison with another subsetter needs.
const TO_COMPARE: &[Package] = &[package("python3-venv", "a Python of its own for fontTools")];

/// Everything that building and running the tests needs.
pub fn everything(places: &Places) -> Outcome {
    system_packages(&[TO_BUILD, TO_OPEN, TO_DRIVE, TO_SERVE])?;
    page_packages(places)?;
    tauri_driver(places)
}

/// What opening the window on a desktop needs.
pub fn to_open(places: &Places) -> Outcome {
    system_packages(&[TO_BUILD, TO_OPEN])?;
    page_packages(places)
}

/// What compiling and linting needs.
pub fn to_build(places: &Places) -> Outcome {
    system_packages(&[TO_BUILD])?;
    page_packages(places)
}

/// What running the platform on PostgreSQL needs.
pub fn to_serve(places: &Places) -> Outcome {
    system_packages(&[TO_BUILD, TO_SERVE])?;
    page_packages(places)
}

/// What comparing with programs in Python needs, unless some Python here already has it.
pub fn to_compare() -> Outcome {
    let has_venv = Command::new("python3")
        .args(["-m", "ensurepip", "--version"])
        .output()
        .is_ok_and(|answer| answer.status.success());
    if has_venv {
        Ok(())
    } else {
        system_packages(&[TO_COMPARE])
    }
}

/// What the page alone needs.
pub fn page_packages(places: &Places) -> Outcome {
    node_is_there()?;
    if installed_as_locked(places)? {
        return Ok(());
    }
    say(
        "The page's npm packages are missing or not those of ui/package-lock.json; npm now installs them into ui/node_modules.",
    );
    // `npm ci` refuses a lock file written where the registry keeps only one platform's optional packages. This
    // installs what the lock file names and changes neither file, and what came of it is compared below.
    shell::run(
        &mut places.in_ui("npm", &["install", "--no-save", "--no-audit", "--no-fund"]),
        "The page's packages could not be installed; look at npm's message above, and at the line to the npm registry.",
    )?;
    if installed_as_locked(places)? {
        return Ok(());
    }
    Err(Failure::new(
        "npm installed other packages than ui/package-lock.json names; run `npm install` in ui/ and commit the lock file.",
    ))
}

fn system_packages(groups: &[&[Package]]) -> Outcome {
    let wanted: Vec<&Package> = groups.iter().copied().flatten().collect();
    if !shell::exists("dpkg-query") || !shell::exists("apt-get") {
        say(
            "This is not a Debian-like system, so nothing is installed for you. These Debian packages, or your system's own of the same purpose, are needed:",
        );
        for package in &wanted {
            say(&format!("  {:<26} {}", package.name, package.purpose));
        }
        return Ok(());
    }
    let missing: Vec<&Package> = wanted
        .into_iter()
        .filter(|package| !is_installed(package.name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let root = shell::output(Command::new("id").arg("-u"))?.trim() == "0";
    let who = if root { "apt-get" } else { "sudo apt-get" };
    say(&format!(
        "{who} now installs these system packages, which are missing:"
    ));
    for package in &missing {
        say(&format!("  {:<26} {}", package.name, package.purpose));
    }
    if !root && !shell::exists("sudo") {
        return Err(Failure::new(
            "Installing system packages takes root, and there is no sudo; install the packages listed above as root and run this again.",
        ));
    }
    apt_get(root, &["update"])?;
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(missing.iter().map(|package| package.name));
    apt_get(root, &install)
}

fn is_installed(name: &str) -> bool {
    Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", name])
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|found| found.stdout == b"installed")
}

fn apt_get(root: bool, arguments: &[&str]) -> Outcome {
    let mut command = if root {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    };
    // sudo may have to ask for a password, so the terminal stays connected.
    command
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive");
    say(&format!("› {}", shell::spelled(&command)));
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("apt-get could not be started: {error}.")))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(
            "The system packages could not be installed; look at apt-get's message above.",
        ))
    }
}

fn node_is_there() -> Outcome {
    let version = Command::new("node").arg("--version").output();
    let version = version.map_err(|_| {
        Failure::new(
            "Node is not installed. Install Node 20 or later with npm, and run this again.",
        )
    })?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    let major: Option<u32> = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse().ok());
    match major {
        Some(major) if major >= 20 && shell::exists("npm") => Ok(()),
        Some(major) if major >= 20 => Err(Failure::new(
            "Node is installed but npm is not. Install npm, and run this again.",
        )),
        _ => Err(Failure::new(format!(
            "Node 20 or later is needed, and this is {version}. Install it, and run this again."
        ))),
    }
}

/// Whether `ui/node_modules` holds what the lock file names, at its versions.
fn installed_as_locked(places: &Places) -> Outcome<bool> {
    let read = |name: &str| -> Option<Value> {
        let text = fs::read_to_string(places.ui().join(name)).ok()?;
        serde_json::from_str(&text).ok()
    };
    let (Some(wanted), Some(lock)) = (read("package.json"), read("package-lock.json")) else {
        return Err(Failure::new(
            "ui/package.json and ui/package-lock.json belong into the checkout, and one of them cannot be read.",
        ));
    };
    for kind in ["dependencies", "devDependencies"] {
        if wanted[kind] != lock["packages"][""][kind] {
            return Err(Failure::new(format!(
                "The {kind} in ui/package.json are not those in ui/package-lock.json; run `npm install` in ui/ and commit the lock file."
            )));
        }
    }
    let Some(installed) = read("node_modules/.package-lock.json") else {
        return Ok(false);
    };
    // Optional packages are those of other platforms; npm leaves them out here.
    Ok(lock["packages"]
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(path, entry)| !path.is_empty() && entry["optional"] != Value::Bool(true))
        .all(|(path, entry)| installed["packages"][path]["version"] == entry["version"]))
}

fn tauri_driver(places: &Places) -> Outcome {
    let root = places.tauri_driver_root(TAURI_DRIVER);
    if root.join("bin/tauri-driver").is_file() {
        return Ok(());
    }
    say(&format!(
        "tauri-driver {TAURI_DRIVER}, which drives the window in tests, is missing; cargo now builds it into {}.",
        root.display()
    ));
    let mut install = places.cargo(&[
        "install",
        "tauri-driver",
        "--version",
        TAURI_DRIVER,
        "--locked",
        // It hands on a few messages a second; compiling it to be fast takes longer than it ever works.
        "--debug",
        "--root",
    ]);
    install.arg(&root);
    // Its own dependencies would only crowd the project's target directory.
    install.env_remove("CARGO_TARGET_DIR");
    // It is not ours to be found fault with.
    install.env_remove("RUSTC_WORKSPACE_WRAPPER");
    shell::run(
        &mut install,
        "tauri-driver could not be built; look at cargo's message above, and at the connection to the package registry.",
    )
}
