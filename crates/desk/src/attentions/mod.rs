//! The attention list: what the platform refused and which rules accepted records broke, until somebody
//! settles it. Giving a refused command again goes through here, so that old and new are tied together.

use domain::{
    Command,
    attentions::{Attention, AttentionState, AttentionWay, SettleAttention},
    ids::{AttentionId, CommandId, LaneId, PersonId},
    rights::Right,
};
use protocol::wire::Seen;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use store::{StoreError, following, rows};
use ts_rs::TS;

use crate::{
    Desk,
    error::RpcError,
    list::Nothing,
    submit::{Submitted, changed, give_within},
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttentionRow {
    pub attention: Attention,
    pub giver_name: String,
    /// The short code of the desk at which it was given.
    pub desk_code: Option<String>,
    /// It is the reader's own.
    pub own: bool,
    /// The command as it was given, `{ "type": …, fields… }`, while its contents are at hand.
    #[ts(type = "Record<string, unknown> | null")]
    pub given: Option<serde_json::Value>,
    /// How many commands of the same giver that were built on it are on this list, too.
    #[ts(type = "number")]
    pub built_on: u64,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttentionList {
    pub open: Vec<AttentionRow>,
    /// Those that were settled last.
    pub settled: Vec<AttentionRow>,
    /// The reader may settle what is another's.
    pub settles_others: bool,
}

/// So many of those that are settled are shown.
const MOST_SETTLED: usize = 50;
/// More than this nobody reads through; the rest comes up when these are settled.
const MOST_OPEN: usize = 500;

pub fn open_count(connection: &Connection) -> Result<u64, StoreError> {
    let count: i64 = connection
        .prepare_cached("select count(*) from attention where state = ?1")?
        .query_row([AttentionState::Open.word()], |row| row.get(0))?;
    Ok(count as u64)
}

pub fn list(desk: &Desk, _: Nothing) -> Result<AttentionList, RpcError> {
    let session = desk.session()?;
    let open = desk.store()?;
    let settles_others = session.rights(&open)?.has(Right::SettleAttention);
    open.store.read(|connection| {
        let found = |state: AttentionState, limit: usize| {
            rows::select::<Attention>(
                connection,
                "where state = ?1 order by made_at desc, id limit ?2",
                params![state.word(), limit as i64],
            )
        };
        let shown = |attention: &Attention| settles_others || attention.giver == session.person;
        let waiting: Vec<Attention> = found(AttentionState::Open, MOST_OPEN)?
            .into_iter()
            .filter(shown)
            .collect();
        let settled: Vec<Attention> = found(AttentionState::Settled, MOST_SETTLED)?
            .into_iter()
            .filter(shown)
            .collect();
        let row =
            |attention: &Attention| row(connection, open.lane, attention, &waiting, session.person);
        Ok(AttentionList {
            open: waiting.iter().map(row).collect::<Result<_, _>>()?,
            settled: settled.iter().map(row).collect::<Result<_, _>>()?,
            settles_others,
        })
    })
}

fn row(
    connection: &Connection,
    lane: LaneId,
    attention: &Attention,
    waiting: &[Attention],
    reader: PersonId,
) -> Result<AttentionRow, RpcError> {
    let text = |sql: &str, id: &[u8; 16]| {
        connection
            .prepare_cached(sql)?
            .query_row([id], |row| row.get::<_, String>(0))
            .optional()
    };
    let giver_name = text(
        "select name from person where id = ?1",
        attention.giver.0.as_bytes(),
    )?;
    let desk_code = text(
        "select code from desk where id = ?1",
        attention.desk.0.as_bytes(),
    )?;
    let given = given(connection, lane, attention.command)?;
    let named = given.as_ref().map(ids_in).unwrap_or_default();
    let mut built_on = 0;
    for later in waiting.iter().filter(|later| {
        later.id != attention.id
            && later.giver == attention.giver
            && later.made_at > attention.made_at
    }) {
        let shares = self::given(connection, lane, later.command)?
            .is_some_and(|later| ids_in(&later).iter().any(|id| named.contains(id)));
        built_on += u64::from(shares);
    }
    Ok(AttentionRow {
        giver_name: giver_name.unwrap_or_default(),
        desk_code,
        own: attention.giver == reader,
        attention: attention.clone(),
        given,
        built_on,
    })
}

/// The ids of records that a command names.
fn ids_in(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::String(text) if uuid::Uuid::try_parse(text).is_ok() => {
            vec![text.clone()]
        }
        serde_json::Value::Array(values) => values.iter().flat_map(ids_in).collect(),
        serde_json::Value::Object(fields) => fields.values().flat_map(ids_in).collect(),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => Vec::new(),
    }
}

/// A command as it was given, from the ledger.
fn given(
    connection: &Connection,
    lane: LaneId,
    command: CommandId,
) -> Result<Option<serde_json::Value>, RpcError> {
    let Some(command) = opened(connection, lane, command)? else {
        return Ok(None);
    };
    Ok(serde_json::to_value(&command).ok())
}

fn opened(
    connection: &Connection,
    lane: LaneId,
    command: CommandId,
) -> Result<Option<Command>, RpcError> {
    let seq: Option<i64> = connection
        .prepare_cached("select seq from ledger where command = ?1 and lane = ?2")?
        .query_row(params![command.0.as_bytes(), lane.0.as_bytes()], |row| {
            row.get(0)
        })
        .optional()?;
    let Some(seq) = seq else { return Ok(None) };
    let entry = following::entries(connection, lane, seq as u64 - 1, 1)?
        .into_iter()
        .next();
    Ok(match entry {
        Some(Seen::Entry(entry)) => entry.envelope.open().ok(),
        Some(Seen::Hidden(_)) | None => None,
    })
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct GiveAgain {
    pub attention: AttentionId,
    /// The command as it was changed; without it, as it was.
    #[serde(default)]
    #[ts(as = "Option<Command>")]
    pub command: Option<serde_json::Value>,
}

/// Gives a refused command again, as it was or changed, in the name of whoever is signed in: one's own is
/// sent again, another's is adopted. Both, or neither, are written.
pub fn give_again(desk: &Desk, asked: GiveAgain) -> Result<Submitted, RpcError> {
    let session = desk.session()?;
    let open = desk.store()?;
    let (submitted, touched) = open.store.write(|writing| {
        let connection = writing.connection();
        let attention: Attention = rows::entity(connection, asked.attention)?
            .ok_or_else(|| RpcError::refused("notFound").with("kind", "attention"))?;
        let command = match asked.command {
            Some(command) => crate::submit::read(crate::submit::Submission { command })?,
            None => opened(connection, open.lane, attention.command)?
                .ok_or_else(|| RpcError::refused("contentsGone"))?,
        };
        let way = if attention.giver == session.person {
            AttentionWay::SentAgain
        } else {
            AttentionWay::Adopted
        };
        let (submitted, mut touched) = give_within(writing, &open, &session, command)?;
        let settle = Command::SettleAttention(SettleAttention {
            attention: attention.id,
            way,
            note: String::new(),
            successor: Some(submitted.command_id),
        });
        touched.extend(give_within(writing, &open, &session, settle)?.1);
        Ok::<_, RpcError>((submitted, touched))
    })?;
    desk.shell.changed(&changed(&touched));
    Ok(submitted)
}
