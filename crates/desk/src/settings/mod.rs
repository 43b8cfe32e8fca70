//! What a person chose for themself at this desk, and what they typed and have not yet sent.
//! Neither is a command: both are theirs alone and never leave the desk.

mod drafts;

pub use drafts::{
    Draft, DraftName, SaveDraft, discard as discard_draft, load as load_draft, save as save_draft,
};

use std::collections::BTreeMap;

use rusqlite::params;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::StoreError;
use ts_rs::TS;

use crate::{Desk, error::RpcError, list::Nothing, stores};

#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "Record<string, unknown>")]
pub struct Settings(pub BTreeMap<String, Value>);

#[derive(Debug, Deserialize, TS)]
pub struct SaveSettings {
    pub settings: Settings,
}

pub fn load(desk: &Desk, _: Nothing) -> Result<Settings, RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    let found = store.store.read(|connection| {
        let mut statement =
            connection.prepare_cached("select key, value from setting where person = ?1")?;
        let rows = statement.query_map([session.person.0.as_bytes()], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        Ok::<_, StoreError>(rows.collect::<Result<Vec<_>, _>>()?)
    })?;
    Ok(Settings(
        found
            .into_iter()
            .filter_map(|(key, value)| Some((key, serde_json::from_str(&value).ok()?)))
            .collect(),
    ))
}

/// A language chosen while nobody is signed in.
#[derive(Debug, Deserialize, TS)]
pub struct Speak {
    pub language: String,
}

/// The desk begins in this language from now on.
pub fn speak(desk: &Desk, asked: Speak) -> Result<(), RpcError> {
    match asked.language.as_str() {
        "zh-CN" | "en" => stores::remember_language(desk, &asked.language),
        _ => Err(RpcError::invalid("language", "malformed")),
    }
}

/// Keeps the given settings; others stay as they are, and `null` forgets one.
pub fn save(desk: &Desk, asked: SaveSettings) -> Result<(), RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    if let Some(Value::String(language)) = asked.settings.0.get("language") {
        stores::remember_language(desk, language)?;
    }
    store.store.write(|writing| {
        for (key, value) in &asked.settings.0 {
            let connection = writing.connection();
            if value.is_null() {
                connection
                    .prepare_cached("delete from setting where person = ?1 and key = ?2")?
                    .execute(params![session.person.0.as_bytes(), key])?;
                continue;
            }
            connection
                .prepare_cached(
                    "insert into setting (person, key, value) values (?1, ?2, ?3)
                     on conflict (person, key) do update set value = excluded.value",
                )?
                .execute(params![session.person.0.as_bytes(), key, value.to_string()])?;
        }
        Ok::<_, StoreError>(())
    })?;
    desk.shell.changed(&crate::Changed {
        kinds: vec!["setting".to_owned()],
        ids: Vec::new(),
    });
    Ok(())
}
