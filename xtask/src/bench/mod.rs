//! `cargo xtask bench NAME`: runs what measures, sets its figures beside their targets, writes them down and prints them.

mod document;
mod figures;
mod peers;
mod table;

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::build;
use crate::places::{Places, Profile};
use crate::sample;
use crate::setup;
use crate::shell::{self, Failure, Outcome, say};
use crate::test;
use table::{BENCHES, Bench, Measures, Program, Says};

/// Runs one bench, with `--with-peers` beside other people's programs; or with `all` every one.
pub fn bench(places: &Places, arguments: &[String]) -> Outcome {
    let names: Vec<&str> = BENCHES.iter().map(|bench| bench.name).collect();
    let (wanted, rest): (Vec<&Bench>, _) = match arguments {
        [name] if name == "all" => (BENCHES.iter().collect(), &[][..]),
        [name, rest @ ..] => {
            let named = BENCHES.iter().filter(|bench| bench.name == name);
            (named.collect(), rest)
        }
        [] => (Vec::new(), arguments),
    };
    if wanted.is_empty() {
        return Err(Failure::new(format!(
            "Name one bench: {}; or `all`.",
            names.join(", ")
        )));
    }
    let peers = peers::folder(rest)?;
    wanted
        .into_iter()
        .try_for_each(|bench| one(places, bench, peers.as_deref()))
}

fn one(places: &Places, bench: &Bench, peers: Option<&Path>) -> Outcome {
    say(&format!("\n== {} ==", bench.name));
    if bench
        .programs
        .iter()
        .any(|program| program.measures == Measures::Window)
    {
        setup::everything(places)?;
        build::every_program(places, Profile::Release)?;
    } else if peers.is_some()
        || bench
            .programs
            .iter()
            .any(|program| program.package == "forecourt-platform")
    {
        setup::to_serve(places)?;
    } else {
        setup::to_build(places)?;
    }
    let measured = match peers {
        Some(folder) => {
            peers::install(places, folder)?.beside(bench.name, || by_its_programs(places, bench))?
        }
        None => by_its_programs(places, bench)?,
    };
    figures::publish(places, bench, &measured)
}

fn by_its_programs(places: &Places, bench: &Bench) -> Outcome<Vec<Value>> {
    let mut measured = Vec::new();
    for program in bench.programs {
        let mut command = command(places, program)?;
        if let Some(size) = program.sample {
            command.env("FORECOURT_SAMPLE", sample::ensure(places, size)?);
        }
        let said = last_json_of(&mut command)?;
        measured.extend(match program.says {
            Says::Figures => listed(&said)?,
            Says::Paper => document::figures(places, &said)?,
        });
    }
    Ok(measured)
}

/// A measuring program is an example of its crate. What measures the window from outside need not itself be fast.
fn command(places: &Places, program: &Program) -> Outcome<Command> {
    let profile = match program.measures {
        Measures::Itself => Profile::Release,
        Measures::Window => Profile::Dev,
    };
    let mut command = Command::new(build::example(places, profile, program.example)?);
    command.args(program.arguments).current_dir(&places.root);
    test::tell_where(places, &mut command, Profile::Release);
    Ok(command)
}

/// Runs a program that says what it does as it goes, and returns the last line of JSON that it prints.
fn last_json_of(command: &mut Command) -> Outcome<Value> {
    let mut last = None;
    let ended = shell::listen(command, shell::Listen::ToStdout, |line| {
        if let Ok(object @ Value::Object(_)) = serde_json::from_str(line) {
            last = Some(object);
        }
    })?;
    match (ended, last) {
        (shell::Ended::Well, Some(object)) => Ok(object),
        (shell::Ended::Badly, _) => Err(Failure::new(format!(
            "{} ended badly; look at its message above.",
            shell::spelled(command)
        ))),
        (shell::Ended::Well, None) => Err(no_figures()),
    }
}

fn listed(said: &Value) -> Outcome<Vec<Value>> {
    said["figures"].as_array().cloned().ok_or_else(no_figures)
}

fn no_figures() -> Failure {
    Failure::new(
        "The measuring program printed no figures. It is to print one line of JSON: {\"figures\": [{\"name\", \"value\", \"unit\"}]}.",
    )
}
