//! `cargo xtask test`: the crates, the page, and the journeys in the real window.

use std::process::Command;

use private_postgres::{PrivatePostgres, SHARED};

use crate::build;
use crate::places::{Places, Profile};
use crate::setup;
use crate::shell::{self, Ended, Failure, Listen, Outcome, say};

/// The package of the journeys in the window, which need their programs and are run last.
const JOURNEYS: &str = "forecourt-tests";

/// How many tests a suite ran, read from its own closing lines.
#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
}

/// Runs every suite, also after one has failed, and closes with one line that counts them all.
/// Words after `test` choose journeys, and then only journeys are run.
pub fn test(places: &Places, arguments: &[String]) -> Outcome {
    setup::everything(places)?;
    build::every_program(places, Profile::Dev)?;

    let mut count = Count::default();
    let mut failing = Vec::new();
    let mut suite = |name: &'static str, ended: Outcome<Ended>| -> Outcome {
        if ended? == Ended::Badly {
            failing.push(name);
        }
        Ok(())
    };
    if arguments.is_empty() {
        say("A private PostgreSQL starts for the tests of this run.");
        let postgres = PrivatePostgres::start().map_err(Failure::new)?;
        suite("the crates", crates(places, &postgres, &mut count))?;
        drop(postgres);
        suite("the page", page(places, &mut count))?;
    }
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    suite(
        "the journeys in the window",
        window(places, &words, &mut count),
    )?;

    let verdict = if failing.is_empty() { "ok" } else { "FAILED" };
    say(&format!(
        "\ntest result: {verdict}. {} passed; {} failed; 0 ignored; 0 measured; 0 filtered out",
        count.passed, count.failed
    ));
    if failing.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "Tests fail in {}; their messages stand above, and pictures of failed journeys lie in {}.",
            failing.join(" and in "),
            places.pictures().display()
        )))
    }
}

/// The command that plays journeys, with what they need to know about this checkout.
pub fn journeys(places: &Places, words: &[&str]) -> Outcome<Command> {
    let program = build::tests_inside(places, "forecourt_tests")?;
    let mut command = build::started(&program, &places.root.join("tests"));
    command.args(words);
    tell_where(places, &mut command, Profile::Dev);
    Ok(command)
}

/// Tells a program of the tests crate where the built programs and the page's packages are.
pub fn tell_where(places: &Places, command: &mut Command, profile: Profile) {
    command
        .env("FORECOURT_PROGRAM", places.program(profile, "forecourt"))
        .env(
            "FORECOURT_EMPTY_WINDOW",
            places.program(profile, "empty-window"),
        )
        .env("FORECOURT_PLATFORM", places.program(profile, "platform"))
        .env(
            "FORECOURT_SAMPLE",
            places.program(profile, "examples/sample"),
        )
        .env(
            "FORECOURT_TAURI_DRIVER",
            places
                .tauri_driver_root(setup::TAURI_DRIVER)
                .join("bin/tauri-driver"),
        )
        .env(
            "FORECOURT_AXE",
            places.ui().join("node_modules/axe-core/axe.min.js"),
        );
    if std::env::var_os("FORECOURT_PICTURES").is_none() {
        command.env("FORECOURT_PICTURES", places.pictures());
    }
}

fn crates(places: &Places, postgres: &PrivatePostgres, count: &mut Count) -> Outcome<Ended> {
    let postgres = postgres.place().text();
    if !shell::exists("cargo-nextest") {
        let mut command = places.cargo(&[
            "test",
            "--workspace",
            "--exclude",
            JOURNEYS,
            "--no-fail-fast",
        ]);
        command.env(SHARED, &postgres);
        return shell::listen(&mut command, Listen::ToStdout, |line| {
            count.add(cargo_test_line(line));
        });
    }
    let mut command = places.cargo(&[
        "nextest",
        "run",
        "--workspace",
        "--filterset",
        &format!("not package({JOURNEYS})"),
        "--no-fail-fast",
        "--no-tests",
        "pass",
        "--color",
        "never",
    ]);
    command.env(SHARED, &postgres);
    shell::listen(&mut command, Listen::ToStderr, |line| {
        count.add(nextest_line(line));
    })
}

fn page(places: &Places, count: &mut Count) -> Outcome<Ended> {
    let mut command = places.in_ui("npm", &["test"]);
    command.env("NO_COLOR", "1");
    shell::listen(&mut command, Listen::ToStdout, |line| {
        count.add(vitest_line(line));
    })
}

fn window(places: &Places, words: &[&str], count: &mut Count) -> Outcome<Ended> {
    let mut command = journeys(places, words)?;
    shell::listen(&mut command, Listen::ToStdout, |line| {
        count.add(cargo_test_line(line));
    })
}

impl Count {
    fn add(&mut self, more: Option<Self>) {
        if let Some(more) = more {
            self.passed += more.passed;
            self.failed += more.failed;
        }
    }

    /// Reads "12 passed" and "1 failed" wherever they stand in a closing line.
    fn in_words(line: &str) -> Self {
        let words: Vec<&str> = line
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let before = |wanted: &str| {
            words
                .windows(2)
                .find(|pair| pair[1] == wanted)
                .and_then(|pair| pair[0].parse().ok())
                .unwrap_or(0)
        };
        Self {
            passed: before("passed"),
            failed: before("failed"),
        }
    }
}

fn cargo_test_line(line: &str) -> Option<Count> {
    line.starts_with("test result: ")
        .then(|| Count::in_words(line))
}

fn nextest_line(line: &str) -> Option<Count> {
    line.trim_start()
        .starts_with("Summary [")
        .then(|| Count::in_words(line))
}

fn vitest_line(line: &str) -> Option<Count> {
    line.trim_start()
        .starts_with("Tests  ")
        .then(|| Count::in_words(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(count: Option<Count>) -> Option<(usize, usize)> {
        count.map(|count| (count.passed, count.failed))
    }

    #[test]
    fn the_closing_line_of_cargo_test_is_counted() {
        let line = "test result: FAILED. 7 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(counted(cargo_test_line(line)), Some((7, 2)));
        assert_eq!(
            counted(cargo_test_line("test a_car_has_passed ... ok")),
            None
        );
    }

    #[test]
    fn the_closing_line_of_nextest_is_counted() {
        let line = "     Summary [   1.204s] 31 tests run: 30 passed (2 slow), 1 failed, 0 skipped";
        assert_eq!(counted(nextest_line(line)), Some((30, 1)));
    }

    #[test]
    fn the_closing_line_of_vitest_is_counted() {
        assert_eq!(
            counted(vitest_line("      Tests  1 failed | 41 passed (42)")),
            Some((41, 1))
        );
        assert_eq!(counted(vitest_line(" Test Files  9 passed (9)")), None);
    }
}
