//! Running other programs, and saying in a sentence what failed.

use std::ffi::OsStr;
use std::fmt;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// Why a command of xtask could not be finished, as a sentence that says what to do.
#[derive(Debug)]
pub struct Failure(String);

/// What a command of xtask comes to.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Says what happens next, at once, also when the output goes to a file.
pub fn say(sentence: &str) {
    println!("{sentence}");
    // Standard output that nobody reads is no reason to stop.
    let _ = std::io::stdout().flush();
}

/// The command as one would type it.
pub fn spelled(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| {
            let word = word.to_string_lossy();
            let short = std::path::Path::new(word.as_ref());
            match short.file_name().and_then(OsStr::to_str) {
                Some(name) if short.is_absolute() && short.is_file() => name.to_owned(),
                _ => word.into_owned(),
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs a command with its output shown; when it fails, `remedy` is the sentence that is said.
pub fn run(command: &mut Command, remedy: &str) -> Outcome {
    say(&format!("› {}", spelled(command)));
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| cannot_start(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "{remedy} ({} ended with {status}.)",
            spelled(command)
        )))
    }
}

/// What a command that succeeds writes to its standard output.
pub fn output(command: &mut Command) -> Outcome<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| cannot_start(command, &error))?;
    if !output.status.success() {
        return Err(Failure::new(format!(
            "{} ended with {}.",
            spelled(command),
            output.status
        )));
    }
    String::from_utf8(output.stdout).map_err(|_| {
        Failure::new(format!(
            "{} wrote something that is not text.",
            spelled(command)
        ))
    })
}

/// Which of a program's two outputs is listened to while both are shown.
#[derive(Clone, Copy)]
pub enum Listen {
    ToStdout,
    ToStderr,
}

/// Whether a program that was listened to succeeded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Well,
    Badly,
}

/// Runs a command, shows what it writes as it writes it, and hands each line of one output to `hear`.
pub fn listen(command: &mut Command, listen: Listen, mut hear: impl FnMut(&str)) -> Outcome<Ended> {
    say(&format!("› {}", spelled(command)));
    command.stdin(Stdio::null());
    match listen {
        Listen::ToStdout => command.stdout(Stdio::piped()),
        Listen::ToStderr => command.stderr(Stdio::piped()),
    };
    let mut child = command
        .spawn()
        .map_err(|error| cannot_start(command, &error))?;
    let heard: Option<Box<dyn std::io::Read>> = match listen {
        Listen::ToStdout => child.stdout.take().map(|pipe| Box::new(pipe) as _),
        Listen::ToStderr => child.stderr.take().map(|pipe| Box::new(pipe) as _),
    };
    if let Some(pipe) = heard {
        for line in BufReader::new(pipe).split(b'\n') {
            let line = line.map_err(|error| {
                Failure::new(format!("{} went silent: {error}", spelled(command)))
            })?;
            let line = String::from_utf8_lossy(&line);
            say(&line);
            hear(&line);
        }
    }
    let status = child
        .wait()
        .map_err(|error| Failure::new(format!("{} was lost: {error}", spelled(command))))?;
    Ok(if status.success() {
        Ended::Well
    } else {
        Ended::Badly
    })
}

/// Whether a program of this name can be started.
pub fn exists(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    }) || std::path::Path::new("/usr/sbin").join(program).is_file()
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!(
        "{} could not be started: {error}. `cargo xtask setup` installs what is needed.",
        command.get_program().to_string_lossy()
    ))
}
