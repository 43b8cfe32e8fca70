//! What stands against a command that is still being typed: of every field, not only of the first.
//!
//! A rule stops at the first thing that is wrong, and so does reading. To hear of the next, the wrong
//! field is filled with something that passes there, and the command is asked about once more. What the
//! rules then say may come of the stand-in; so from the second time on only what a field says of itself
//! counts: that it cannot be read, is empty, too long, or beyond what an amount or a date can be.

use domain::{
    Command,
    command::{NumberSeries, Numbers, Stop},
    decide,
};
use rusqlite::Connection;
use serde::Serialize;
use serde_json::{Value, json};
use store::StoreFacts;
use ts_rs::TS;

use crate::{
    Desk, clock,
    error::{Kind, RpcError},
    session::Session,
    stores::OpenStore,
    submit::{Submission, context, read},
};

/// What stands against a command that is still being typed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Check {
    pub problems: Vec<RpcError>,
}

/// More wrong fields than this nobody mends at a time.
const MOST: usize = 12;

/// Decides a command without giving it: nothing is signed or written, no number is drawn.
pub fn check(desk: &Desk, submission: Submission) -> Result<Check, RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    store.store.read(|connection| {
        let against = |command: &Value| against(connection, &store, &session, command);
        Ok(Check {
            problems: all_problems(submission.command, against)?,
        })
    })
}

/// What stands against the command first.
fn against(
    connection: &Connection,
    store: &OpenStore,
    session: &Session,
    command: &Value,
) -> Result<Option<RpcError>, RpcError> {
    let mut command: Command = match read(Submission {
        command: command.clone(),
    }) {
        Ok(command) => command,
        Err(problem) => return Ok(Some(problem)),
    };
    command.draw(&mut NoNumbers);
    let facts = StoreFacts::new(connection);
    let decided = context(&facts, store, session, clock::now())
        .and_then(|context| decide(&command, &facts, &context));
    match decided {
        Ok(_) => Ok(None),
        Err(Stop::Refused(refusal)) => Ok(Some(refusal.into())),
        Err(Stop::Missing) => Err(facts.breakage().into()),
    }
}

/// Stands in for printed numbers while nothing is printed.
struct NoNumbers;

impl Numbers for NoNumbers {
    fn next(&mut self, series: NumberSeries) -> String {
        series.letters().to_owned()
    }
}

type Against<'a> = dyn Fn(&Value) -> Result<Option<RpcError>, RpcError> + 'a;

fn all_problems(
    mut command: Value,
    against: impl Fn(&Value) -> Result<Option<RpcError>, RpcError>,
) -> Result<Vec<RpcError>, RpcError> {
    let mut problems: Vec<RpcError> = Vec::new();
    let mut next = against(&command)?;
    while let Some(problem) = next.take() {
        let field = problem.field.clone();
        problems.push(problem);
        if problems.len() == MOST {
            break;
        }
        let place = field.and_then(|field| place_of(&command, &field).map(|at| (field, at)));
        if let Some((field, at)) = place {
            next = passed_by(&mut command, &field, &at, &problems, &against)?;
        }
    }
    Ok(problems)
}

/// Whether it is the field itself that is wrong, and not how it goes with others.
fn speaks_of_itself(problem: &RpcError) -> bool {
    match problem.kind {
        Kind::Invalid => true,
        Kind::Refused => matches!(
            problem.code.as_str(),
            "empty" | "tooLong" | "moneyOutOfRange" | "dateOutOfRange"
        ),
        Kind::Failed | Kind::SignedOut => false,
    }
}

/// What may pass in a field of any kind. The last is the field left out.
fn stand_ins() -> [Value; 7] {
    [
        json!(""),
        json!("2000-01-01"),
        json!("LSVAB4BRXN2100018"),
        json!("13800000000"),
        json!(1),
        json!("x"),
        Value::Null,
    ]
}

/// Fills the field with the first thing that passes there, and says what then stands against the
/// command, as far as another field says it of itself. Where nothing passes, nothing more is said.
fn passed_by(
    command: &mut Value,
    field: &str,
    at: &str,
    known: &[RpcError],
    against: &Against,
) -> Result<Option<RpcError>, RpcError> {
    for stand_in in stand_ins() {
        let mut tried = command.clone();
        put(&mut tried, at, stand_in);
        match against(&tried)? {
            None => return Ok(None),
            Some(next) => {
                let passes = speaks_of_itself(&next)
                    && next.field.as_deref() != Some(field)
                    && !misses_a_part(&next, at)
                    && !known.iter().any(|told| told.field == next.field);
                if passes {
                    *command = tried;
                    return Ok(Some(next));
                }
            }
        }
    }
    Ok(None)
}

/// Whether leaving the field out is what cannot be read now: then the whole around it is named.
fn misses_a_part(next: &RpcError, at: &str) -> bool {
    next.kind == Kind::Invalid
        && next.field.as_deref().is_none_or(|field| {
            field == "." || at.starts_with(&format!("/{}/", field.replace('.', "/")))
        })
}

/// Where the field lies in the command: by its whole path, or by its name where only one has it.
fn place_of(command: &Value, field: &str) -> Option<String> {
    let path = format!("/{}", field.replace(['.', '['], "/").replace(']', ""));
    if command.pointer(&path).is_some() {
        return Some(path);
    }
    let mut found = Vec::new();
    named(command, field, "", &mut found);
    match found.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

fn named(value: &Value, name: &str, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let path = format!("{path}/{key}");
                if key == name {
                    found.push(path.clone());
                }
                named(value, name, &path, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                named(item, name, &format!("{path}/{index}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Puts a value in a place; null leaves the field out.
fn put(command: &mut Value, at: &str, value: Value) {
    let Some((parent, key)) = at.rsplit_once('/') else {
        return;
    };
    let Some(parent) = command.pointer_mut(parent) else {
        return;
    };
    match parent {
        Value::Object(fields) if value.is_null() => {
            fields.remove(key);
        }
        Value::Object(fields) => {
            fields.insert(key.to_owned(), value);
        }
        Value::Array(items) => {
            if let Some(item) = key.parse().ok().and_then(|at: usize| items.get_mut(at)) {
                *item = value;
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
