//! Builds the page and the programs that show it.

use crate::fresh;
use crate::places::{Places, Profile};
use crate::shell::{self, Outcome};

/// Builds the page into `ui/dist`, unless nothing of it has changed since the last time.
pub fn page(places: &Places) -> Outcome {
    let ui = places.ui();
    let sources = [
        "src",
        "public",
        "index.html",
        "package-lock.json",
        "vite.config.ts",
        "tsconfig.json",
    ]
    .map(|name| ui.join(name));
    let sources: Vec<&std::path::Path> = sources.iter().map(std::path::PathBuf::as_path).collect();
    if fresh::is_newer(&ui.join("dist/index.html"), &sources) {
        return Ok(());
    }
    shell::run(
        &mut places.in_ui("npm", &["run", "build"]),
        "The page could not be built; look at the message above.",
    )
}

/// Builds the workstation with the page inside it.
pub fn workstation(places: &Places, profile: Profile) -> Outcome {
    page(places)?;
    build(places, profile, "forecourt")
}

/// Builds the platform's program.
pub fn platform(places: &Places, profile: Profile) -> Outcome {
    build(places, profile, "forecourt-platform")
}

/// Builds the empty window that the benches compare with.
pub fn empty_window(places: &Places, profile: Profile) -> Outcome {
    build(places, profile, "empty-window")
}

/// Builds the program that writes a store full of sample records.
pub fn sample(places: &Places, profile: Profile) -> Outcome {
    let mut command = places.cargo(&[
        "build",
        "--package",
        "forecourt-desk",
        "--example",
        "sample",
    ]);
    command.args(profile.flags());
    shell::run(
        &mut command,
        "The program that writes the sample does not compile; look at the message above.",
    )
}

fn build(places: &Places, profile: Profile, package: &str) -> Outcome {
    let mut command = places.cargo(&["build", "--package", package]);
    command.args(profile.flags());
    shell::run(
        &mut command,
        &format!("`{package}` does not compile; look at the message above."),
    )
}
