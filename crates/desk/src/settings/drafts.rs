//! Drafts: what was typed into a form, kept at every pause, so that a crash, a sign-out or a power
//! cut takes none of it (UX-4). They lie in the encrypted store, since forms hold customers' names.

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use store::StoreError;
use ts_rs::TS;

use crate::{Desk, clock, error::RpcError};

/// A form, and the record it edits if it edits one.
#[derive(Debug, Deserialize, TS)]
pub struct DraftName {
    pub form: String,
    pub record: Option<String>,
}

#[derive(Debug, Deserialize, TS)]
pub struct SaveDraft {
    pub form: String,
    pub record: Option<String>,
    #[ts(type = "unknown")]
    pub content: serde_json::Value,
}

#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    #[ts(type = "unknown")]
    pub content: serde_json::Value,
    #[ts(type = "number")]
    pub saved_at: i64,
}

pub fn save(desk: &Desk, asked: SaveDraft) -> Result<(), RpcError> {
    let (session, store) = (desk.session()?, desk.store()?);
    store.store.write(|writing| {
        writing
            .connection()
            .prepare_cached(
                "insert into draft (person, form, record, content, kept_at)
                 values (?1, ?2, ?3, ?4, ?5)
                 on conflict (person, form, record)
                 do update set content = excluded.content, kept_at = excluded.kept_at",
            )?
            .execute(params![
                session.person.0.as_bytes(),
                asked.form,
                asked.record.unwrap_or_default(),
                asked.content.to_string(),
                clock::now().0
            ])?;
        Ok::<_, RpcError>(())
    })
}

pub fn load(desk: &Desk, asked: DraftName) -> Result<Option<Draft>, RpcError> {
    let (session, store) = (desk.session()?, desk.store()?);
    let found: Option<(String, i64)> = store.store.read(|connection| {
        Ok::<_, StoreError>(
            connection
                .prepare_cached(
                    "select content, kept_at from draft
                     where person = ?1 and form = ?2 and record = ?3",
                )?
                .query_row(
                    params![
                        session.person.0.as_bytes(),
                        asked.form,
                        asked.record.unwrap_or_default()
                    ],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?,
        )
    })?;
    Ok(found.and_then(|(content, saved_at)| {
        Some(Draft {
            content: serde_json::from_str(&content).ok()?,
            saved_at,
        })
    }))
}

pub fn discard(desk: &Desk, asked: DraftName) -> Result<(), RpcError> {
    let (session, store) = (desk.session()?, desk.store()?);
    store.store.write(|writing| {
        writing
            .connection()
            .prepare_cached("delete from draft where person = ?1 and form = ?2 and record = ?3")?
            .execute(params![
                session.person.0.as_bytes(),
                asked.form,
                asked.record.unwrap_or_default()
            ])?;
        Ok::<_, RpcError>(())
    })
}
