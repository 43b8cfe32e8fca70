//! `cargo xtask fuzz-api [--examples N]`: schemathesis asks the platform's public routes whatever their description
//! allows and forbids, with all its checks, at a platform of its own that has one dealership.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::build;
use crate::places::{Places, Profile};
use crate::python::{self, Package};
use crate::setup;
use crate::shell::{self, Failure, Outcome, say};

const SCHEMATHESIS: Package = Package {
    name: "schemathesis",
    version: "4.32.5",
    purpose: "which asks the platform whatever its description allows and forbids",
};

/// The one dealership of the platform that is asked; without it no request would come past the address. And what may be
/// answered to a request of the right shape: 422 as well, for what no shape says, such as a day that has passed or an end
/// before its beginning; the rest of the list is what schemathesis expects by itself.
const SETTINGS: &str = r#"[parameters]
"path.code" = "XC"

[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "422", "429", "5xx"]
"#;

pub fn fuzz_api(places: &Places, arguments: &[String]) -> Outcome {
    let examples = match arguments {
        [] => "100",
        [word, number] if word == "--examples" && number.parse::<u32>().is_ok() => number,
        _ => {
            return Err(Failure::new(
                "fuzz-api takes [--examples N] and nothing else.",
            ));
        }
    };
    setup::to_build(places)?;
    let programs = python::with(places, &SCHEMATHESIS)?;
    let folder = places.target.join("fuzz-api");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| cannot_write(&error))?;
    }
    fs::create_dir_all(&folder).map_err(|error| cannot_write(&error))?;
    let settings = folder.join("schemathesis.toml");
    fs::write(&settings, SETTINGS).map_err(|error| cannot_write(&error))?;

    let program = build::example(places, Profile::Dev, "platform_with_a_house")?;
    let mut platform = Command::new(program)
        .arg(folder.join("platform"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| Failure::new(format!("The platform does not start: {error}.")))?;
    let mut lines = platform
        .stdout
        .take()
        .map(|out| BufReader::new(out).lines().map_while(Result::ok))
        .into_iter()
        .flatten();
    let said = (lines.next(), lines.next());
    let (Some(url), Some(authority)) = said else {
        return Err(Failure::new(
            "The platform ended before it listened; look at its message above.",
        ));
    };
    say(&format!("The platform listens at {url}."));
    let asked = shell::run(
        Command::new(programs.join("schemathesis"))
            .current_dir(&folder)
            .arg("--config-file")
            .arg(&settings)
            .args(["run", &format!("{url}/openapi.json")])
            .args(["--checks", "all", "--max-examples", examples])
            .args(["--tls-verify", &authority, "--continue-on-failure"]),
        "The public routes do not do what their description says; look at the failures above.",
    );
    // It ends when its standard input does.
    drop(platform.stdin.take());
    let _ = platform.wait();
    asked
}

fn cannot_write(error: &std::io::Error) -> Failure {
    Failure::new(format!("target/fuzz-api cannot be written: {error}."))
}
