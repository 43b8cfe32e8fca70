//! Who did what (SEC-4): the history of any record with old and new values, and the proof that
//! nobody altered the journal.

use std::ops::ControlFlow;

use domain::{
    desks::EnrolledDesk,
    entity::{Row, Table, Value},
    ids::{CommandId, DeskId, RecordId},
    privacy::mask,
    rights::{Right, Rights},
    time::Timestamp,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::Map;
use store::{
    Broken,
    following::{self, LedgerBroken},
    rows,
};
use ts_rs::TS;

use crate::{Desk, error::RpcError, list::Nothing, people::name_of, stores::OpenStore, sync::link};

#[derive(Debug, Deserialize, TS)]
pub struct HistoryArgs {
    /// Name of the entity kind, `vehicle`.
    pub kind: String,
    pub id: RecordId,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// The field's name as the page knows it, `arrivedOn`.
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// One command in a record's life.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HistoryLine {
    pub command: CommandId,
    #[ts(type = "number")]
    pub n: u64,
    /// The command's name, an i18n key under `command.<name>`.
    pub what: String,
    pub who: String,
    pub at: Timestamp,
    /// The workstation where it was given: its short code, or the end of its id where it is another's.
    pub desk: String,
    pub line: DeskLine,
    /// Its place in the dealership's ledger, once the platform has entered it.
    #[ts(type = "number | null")]
    pub seq: Option<u64>,
    pub signature: SignatureHolds,
    pub changes: Vec<FieldChange>,
    /// What it changed was erased by request; that it was given is still proved.
    pub erased: bool,
    pub concerns: Vec<domain::refusal::Concern>,
}

/// Whether the workstation was joined to the platform when a command was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum DeskLine {
    /// Decided and written at the desk alone, as everything is before a platform is joined.
    Offline,
    /// Entered into the dealership's ledger by the platform.
    Confirmed,
}

/// Whether what was signed is what stands here, and the signature is its giver's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SignatureHolds {
    Holds,
    Broken,
}

/// The history of one record, newest first. Values that the reader has no right to are left out,
/// and what says something about a person is masked as everywhere.
pub fn history(desk: &Desk, asked: HistoryArgs) -> Result<Vec<HistoryLine>, RpcError> {
    let (store, session) = desk.with_right(Right::SeeAudit)?;
    let rights = session.rights(&store)?;
    let table = domain::table(&asked.kind)
        .filter(|table| may_see(table, &rights))
        .ok_or_else(|| RpcError::invalid("kind", "malformed"))?;
    store.store.read(|connection| {
        let mut lines = Vec::new();
        let key = link::signing_key(connection)?;
        for entry in store::history(connection, table, asked.id)? {
            let holds = following::command_holds(connection, entry.header.id, key)?;
            let who = name_of(connection, entry.header.actor)?;
            lines.push(HistoryLine {
                command: entry.header.id,
                n: entry.header.n,
                what: entry.header.name,
                who,
                at: entry.header.made_at,
                desk: desk_name(connection, &store, entry.header.desk)?,
                line: match entry.seq {
                    None => DeskLine::Offline,
                    Some(_) => DeskLine::Confirmed,
                },
                seq: entry.seq,
                signature: if holds {
                    SignatureHolds::Holds
                } else {
                    SignatureHolds::Broken
                },
                changes: differences(table, entry.before.as_ref(), entry.after.as_ref()),
                erased: entry.erased,
                concerns: entry.concerns,
            });
        }
        Ok(lines)
    })
}

/// Where the dealership's ledger begins that this desk has.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LedgerBeginning {
    /// The last entry that only the platform has; 0 where this desk has all of them.
    #[ts(type = "number")]
    pub after: u64,
}

/// A history tells what happened since then; what happened before is kept at the platform.
pub fn beginning(desk: &Desk, _: Nothing) -> Result<LedgerBeginning, RpcError> {
    let (open, _) = desk.with_right(Right::SeeAudit)?;
    let begins = open
        .store
        .read(|connection| following::begins(connection, open.lane))?;
    Ok(LedgerBeginning {
        after: begins.map_or(0, |begins| begins.seq),
    })
}

/// A desk's short code; of one that nobody enrolled the end of its id.
fn desk_name(connection: &Connection, store: &OpenStore, desk: DeskId) -> Result<String, RpcError> {
    if desk == store.desk {
        return Ok(store.desk_code.clone());
    }
    if let Some(enrolled) = rows::entity::<EnrolledDesk>(connection, desk)? {
        return Ok(enrolled.code);
    }
    let id = desk.to_string();
    Ok(id
        .get(id.len().saturating_sub(6)..)
        .unwrap_or(&id)
        .to_owned())
}

fn may_see(table: &Table, rights: &Rights) -> bool {
    // Wrapped keys are nobody's reading, whatever their rights.
    table.name != "person_key" && table.right.is_none_or(|right| rights.has(right))
}

/// What codes over the phone are reckoned from is nobody's reading either.
const SECRET: &str = "spoken_key";

fn differences(table: &Table, before: Option<&Row>, after: Option<&Row>) -> Vec<FieldChange> {
    table
        .columns
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, column)| column.name != SECRET)
        .filter_map(|(index, column)| {
            let value = |row: Option<&Row>| row.and_then(|row| row.get(index)).cloned();
            let (old, new) = (value(before), value(after));
            if old == new {
                return None;
            }
            let show = |value: Option<Value>| {
                let text = match value? {
                    Value::Null => return None,
                    Value::Integer(number) => number.to_string(),
                    Value::Text(text) => text,
                    Value::Blob(bytes) => uuid::Uuid::from_slice(&bytes)
                        .map_or_else(|_| "…".to_owned(), |id| id.to_string()),
                };
                Some(match column.personal {
                    Some(kind) => mask(kind, &text),
                    None => text,
                })
            };
            Some(FieldChange {
                field: camel_case(column.name),
                before: show(old),
                after: show(new),
            })
        })
        .filter(|change| {
            change.before.as_deref().unwrap_or("") != change.after.as_deref().unwrap_or("")
                || change
                    .before
                    .as_deref()
                    .is_some_and(|text| text.contains('*'))
        })
        .collect()
}

fn camel_case(column: &str) -> String {
    let mut out = String::with_capacity(column.len());
    let mut capital = false;
    for c in column.chars() {
        if c == '_' {
            capital = true;
        } else if capital {
            out.push(c.to_ascii_uppercase());
            capital = false;
        } else {
            out.push(c);
        }
    }
    out
}

#[derive(Debug, Deserialize, TS)]
pub struct VerifyAudit {
    /// Names the work for progress and cancelling; drawn by the page.
    pub work: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuditProof {
    /// Commands whose signature and place in the chain hold.
    #[ts(type = "number")]
    pub verified: u64,
    /// Of these, commands whose contents were erased by request.
    #[ts(type = "number")]
    pub erased: u64,
    pub broken: Option<BrokenEntry>,
    /// The dealership's ledger as this desk follows it; nothing where the dealership stands alone.
    pub ledger: Option<LedgerProof>,
}

/// What every desk of the dealership gave and what became of it, as the platform has entered it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LedgerProof {
    /// Entries whose signature, contents and place in the chain hold.
    #[ts(type = "number")]
    pub verified: u64,
    /// Entries before them, which only the platform has: this desk began from a snapshot.
    #[ts(type = "number")]
    pub before: u64,
    #[ts(type = "number")]
    pub erased: u64,
    pub broken: Option<BrokenEntry>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrokenEntry {
    #[ts(type = "number")]
    pub n: u64,
    pub how: BrokenHow,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum BrokenHow {
    Gap,
    Signature,
    Chain,
}

/// Walks the whole journal, and the ledger that this desk follows.
pub fn verify(desk: &Desk, asked: VerifyAudit) -> Result<AuditProof, RpcError> {
    let (open, _) = desk.with_right(Right::SeeAudit)?;
    desk.work(&asked.work, "verifyAudit", Map::new(), |work| {
        let (journal, ledger) = open.store.read(|connection| {
            let total = connection
                .query_row(
                    "select (select count(*) from outbox) + ifnull((select sum(seq) from lane), 0)",
                    [],
                    |row| row.get::<_, i64>(0),
                )
                .map_err(store::StoreError::from)?;
            let elsewhere =
                following::begins(connection, open.lane)?.map_or(0, |begins| begins.seq);
            let total = u64::try_from(total)
                .ok()
                .map(|total| total.saturating_sub(elsewhere));
            let mut cancelled = false;
            let mut progress = |done| {
                let go_on = work.progress(done, total);
                cancelled = go_on == ControlFlow::Break(());
                go_on
            };
            let journal = store::verify(connection, &mut progress)?;
            let key = link::signing_key(connection)?;
            let done = journal.entries;
            let ledger = match following::position(connection, open.lane)? {
                None => None,
                Some(_) => Some(following::prove(connection, open.lane, key, |entries| {
                    progress(done + entries)
                })?),
            };
            if cancelled {
                return Err(RpcError::failed("cancelled"));
            }
            Ok((journal, ledger))
        })?;
        Ok(AuditProof {
            verified: journal.entries,
            erased: journal.erased,
            ledger: ledger.map(|found| LedgerProof {
                verified: found.entries,
                before: found.before,
                erased: found.erased,
                broken: found.broken.map(|broken| match broken {
                    LedgerBroken::Signature { seq } => BrokenEntry {
                        n: seq,
                        how: BrokenHow::Signature,
                    },
                    LedgerBroken::Chain { seq } => BrokenEntry {
                        n: seq,
                        how: BrokenHow::Chain,
                    },
                }),
            }),
            broken: journal.broken.map(|broken| match broken {
                Broken::Gap { n } => BrokenEntry {
                    n,
                    how: BrokenHow::Gap,
                },
                Broken::Signature { n } => BrokenEntry {
                    n,
                    how: BrokenHow::Signature,
                },
                Broken::Chain { n } => BrokenEntry {
                    n,
                    how: BrokenHow::Chain,
                },
            }),
        })
    })
}
