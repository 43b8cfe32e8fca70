//! The one way in which data changes: a command is decided, signed, written into the outbox and
//! applied in one transaction, and every window hears which rows differ now.

use domain::{
    Command,
    command::Stop,
    context::Context,
    decide,
    entity::Table,
    ids::{CommandId, RecordId},
    refusal::Concern,
    time::Timestamp,
};
use protocol::{Envelope, Header};
use serde::{Deserialize, Serialize};
use store::{DeskNumbers, StoreFacts, Touched, Writing};
use ts_rs::TS;
use uuid::Uuid;

use crate::{Changed, Desk, clock, error::RpcError, papers, session::Session, stores::OpenStore};

pub use crate::checking::{Check, check};

#[derive(Debug, Deserialize, TS)]
pub struct Submission {
    #[ts(as = "Command")]
    pub command: serde_json::Value,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Submitted {
    pub command_id: CommandId,
    pub concerns: Vec<Concern>,
}

/// A command as the page sends it, `{ "type": …, fields… }`.
pub(crate) fn read(submission: Submission) -> Result<Command, RpcError> {
    let mut content = submission.command;
    let name = content
        .as_object_mut()
        .and_then(|fields| fields.remove("type"))
        .and_then(|name| name.as_str().map(str::to_owned))
        .ok_or_else(|| RpcError::invalid("type", "malformed"))?;
    Ok(Command::parse(&name, content)?)
}

/// Who gives a command now, with which rights.
pub(crate) fn context(
    facts: &StoreFacts,
    store: &OpenStore,
    session: &Session,
    now: Timestamp,
) -> Result<Context, Stop> {
    Ok(Context {
        command: CommandId(Uuid::now_v7()),
        lane: store.lane,
        desk: store.desk,
        actor: session.person,
        rights: domain::people::rights_of(facts, session.person)?,
        made_at: now,
        decided_at: now,
        zone: store.zone,
    })
}

pub fn submit(desk: &Desk, submission: Submission) -> Result<Submitted, RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    give(desk, &store, &session, read(submission)?)
}

/// Gives a command in the name of whoever is signed in.
pub fn give(
    desk: &Desk,
    store: &OpenStore,
    session: &Session,
    command: Command,
) -> Result<Submitted, RpcError> {
    let (submitted, touched) = store
        .store
        .write(|writing| give_within(writing, store, session, command))?;
    desk.shell.changed(&changed(&touched));
    if papers::were_forgotten(&touched) {
        desk.set_papers_looked_after(None);
        // The command holds whatever becomes of the files; what hinders their removal now is tried
        // again every minute, by the same call.
        let _ = papers::remove_due(desk, store);
    }
    Ok(submitted)
}

/// The same inside a transaction that gives several commands.
pub fn give_within(
    writing: &Writing,
    store: &OpenStore,
    session: &Session,
    mut command: Command,
) -> Result<(Submitted, Vec<Touched>), RpcError> {
    let now = clock::now();
    let facts = StoreFacts::new(writing.connection());
    let mut numbers = DeskNumbers::new(writing.connection(), &store.desk_code, now, store.zone);
    command.draw(&mut numbers);
    numbers.keep()?;
    let context = match context(&facts, store, session, now) {
        Ok(context) => context,
        Err(Stop::Refused(refusal)) => return Err(refusal.into()),
        Err(Stop::Missing) => return Err(facts.breakage().into()),
    };
    let outcome = match decide(&command, &facts, &context) {
        Ok(outcome) => outcome,
        Err(Stop::Refused(refusal)) => return Err(refusal.into()),
        Err(Stop::Missing) => return Err(facts.breakage().into()),
    };
    let (n, lamport) = writing.next_place()?;
    let envelope = Envelope::seal(
        Header {
            id: context.command,
            desk: context.desk,
            n,
            lamport,
            name: command.name().to_owned(),
            version: command.version(),
            actor: context.actor,
            made_at: now,
        },
        &command,
        clock::random()?,
        &session.key,
    );
    let touched = writing.record(&envelope, &outcome)?;
    Ok((
        Submitted {
            command_id: context.command,
            concerns: outcome.concerns,
        },
        touched,
    ))
}

/// The event for these rows.
pub fn changed(touched: &[Touched]) -> Changed {
    let mut changed = Changed::default();
    for row in touched {
        note_changed(&mut changed, row.table, row.id);
    }
    changed
}

/// Adds a row to the event.
pub fn note_changed(changed: &mut Changed, table: &Table, id: RecordId) {
    if !changed.kinds.iter().any(|kind| kind == table.name) {
        changed.kinds.push(table.name.to_owned());
    }
    // Beyond this a page had better refresh by kind than look through ids.
    if changed.ids.len() < 200 {
        changed.ids.push(id.to_string());
    }
}
