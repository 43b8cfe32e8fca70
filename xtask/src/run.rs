//! `cargo xtask run`: from a fresh machine to the open window, or to pictures of it.

use std::process::Command;

use crate::build;
use crate::own_platform::OwnPlatform;
use crate::places::{Places, Profile};
use crate::setup;
use crate::shell::{self, Failure, Outcome, say};
use crate::test;

/// Installs what is missing, builds, starts a platform on this machine, and opens the window over the training dealership, which is made where there is
/// none. Words after `run` are handed to the program instead: `cargo xtask run --last-used` opens what was open last.
pub fn run(places: &Places, arguments: &[String]) -> Outcome {
    if has_display() {
        setup::to_open(places)?;
        build::every_program(places, Profile::Dev)?;
        let platform = OwnPlatform::start(places)?;
        let mut program = Command::new(places.program(Profile::Dev, "forecourt"));
        if arguments.is_empty() {
            program.arg("--training");
        }
        platform.tell(&mut program);
        program.args(arguments).current_dir(&places.root);
        return shell::run(
            &mut program,
            "The workstation ended badly; look at its message above.",
        );
    }
    if !arguments.is_empty() {
        return Err(Failure::new(
            "There is no display, so the day is played on a virtual one, and that takes no further words.",
        ));
    }
    say("There is no display here: the day is played through the real window on a virtual one.");
    setup::everything(places)?;
    build::every_program(places, Profile::Dev)?;
    let out = places.run_output();
    if out.exists() {
        std::fs::remove_dir_all(&out).map_err(|error| {
            Failure::new(format!("{} cannot be cleared: {error}.", out.display()))
        })?;
    }
    std::fs::create_dir_all(&out)
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", out.display())))?;
    let mut day = test::journeys(places, &["the_day_in_", "--nocapture"])?;
    day.env("FORECOURT_PICTURES", &out);
    shell::run(
        &mut day,
        "The day could not be played to its end; the last picture shows where it stopped.",
    )?;
    // A filter that matches no journey passes, and would leave nothing to look at.
    let left = std::fs::read_dir(&out).map_or(0, Iterator::count);
    if left == 0 {
        return Err(Failure::new(
            "No journey of the module `day` was played, so there is nothing to look at.",
        ));
    }
    say(&format!(
        "Pictures of every screen and every printed paper lie in {}.",
        out.display()
    ));
    Ok(())
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
