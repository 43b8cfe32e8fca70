//! Builds the page and the programs that show it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::fresh;
use crate::places::{Places, Profile};
use crate::shell::{self, Failure, Outcome};

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
    let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
    if fresh::is_newer(&ui.join("dist/index.html"), &sources) {
        return Ok(());
    }
    shell::run(
        &mut places.in_ui("npm", &["run", "build"]),
        "The page could not be built; look at the message above.",
    )
}

/// What every build selects: the whole workspace, and one example in it. What cargo compiles depends on the features that
/// the selected packages ask for, and an example or a test asks for those of its own dependencies as well; so a crate that
/// is always selected alike is compiled once, for the program and for every test.
const WHOLE: [&str; 3] = ["--workspace", "--example", "sample"];

/// Builds the page and every program that the tests start.
pub fn every_program(places: &Places, profile: Profile) -> Outcome {
    page(places)?;
    let programs = ["forecourt", "platform", "empty-window"];
    build(
        places,
        profile,
        &programs.map(|name| ["--bin", name]).concat(),
    )
}

/// Builds a program, and says where it lies.
pub fn bin(places: &Places, profile: Profile, name: &str) -> Outcome<PathBuf> {
    build(places, profile, &["--bin", name])?;
    Ok(places.program(profile, name))
}

/// Builds an example of whichever crate has it, and says where it lies.
pub fn example(places: &Places, profile: Profile, name: &str) -> Outcome<PathBuf> {
    build(places, profile, &["--example", name])?;
    Ok(places.program(profile, &format!("examples/{name}")))
}

/// Builds the tests inside a library, and says where the program that runs them lies.
pub fn tests_inside(places: &Places, library: &str) -> Outcome<PathBuf> {
    let said = shell::output(
        places
            .cargo(&["test", "--workspace", "--lib", "--no-run"])
            .arg(SAYING_WHERE),
    )?;
    test_programs(&said)
        .find_map(|(name, program)| (name == library).then_some(program))
        .ok_or_else(|| {
            Failure::new(format!(
                "The workspace has no library `{library}` with tests."
            ))
        })
}

/// Makes cargo say which programs it has built.
pub const SAYING_WHERE: &str = "--message-format=json-render-diagnostics";

/// The test programs that cargo says it has built, each with the name of what is tested.
pub fn test_programs(said: &str) -> impl Iterator<Item = (String, PathBuf)> {
    said.lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["profile"]["test"] == true)
        .filter_map(|message| {
            let name = message["target"]["name"].as_str()?.to_owned();
            Some((name, PathBuf::from(message["executable"].as_str()?)))
        })
}

/// A built program as cargo would start it for the package in this folder.
pub fn started(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        .env("CARGO_MANIFEST_DIR", folder)
        .stdin(Stdio::null());
    command
}

fn build(places: &Places, profile: Profile, wanted: &[&str]) -> Outcome {
    let mut command = places.cargo(&["build"]);
    command.args(WHOLE).args(wanted).args(profile.flags());
    shell::run(
        &mut command,
        "The workspace does not compile; look at the message above.",
    )
}
