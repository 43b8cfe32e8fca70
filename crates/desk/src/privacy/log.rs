//! Who looked at or took out personal data, and why.

use domain::{
    ids::{PersonId, RecordId},
    people::Person,
    rights::Right,
    time::Timestamp,
};
use rusqlite::params;
use serde::{Deserialize, Serialize};
use store::{StoreError, rows};
use ts_rs::TS;
use uuid::Uuid;

use crate::{Desk, error::RpcError};

#[derive(Debug, Deserialize, TS)]
pub struct AccessLogArgs {
    /// Only what concerns this record.
    #[serde(default)]
    pub id: Option<RecordId>,
    pub offset: u32,
    pub limit: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct AccessLine {
    pub at: Timestamp,
    pub who: String,
    /// What was done, an i18n key under `access.<action>`.
    pub action: String,
    pub kind: String,
    pub id: Option<RecordId>,
    pub field: String,
    pub reason: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct AccessLog {
    pub total: u32,
    pub lines: Vec<AccessLine>,
}

pub fn log(desk: &Desk, asked: AccessLogArgs) -> Result<AccessLog, RpcError> {
    let (store, _) = desk.with_right(Right::SeeAudit)?;
    store.store.read(|connection| {
        let record = asked.id.map(RecordId::bytes);
        let total: u32 = connection
            .prepare_cached("select count(*) from access_log where ?1 is null or record = ?1")?
            .query_row(params![record], |row| row.get(0))?;
        let mut statement = connection.prepare_cached(
            "select at, person, action, table_name, record, detail from access_log
             where ?1 is null or record = ?1 order by id desc limit ?2 offset ?3",
        )?;
        let found = statement
            .query_map(params![record, asked.limit, asked.offset], |row| {
                Ok((
                    Timestamp(row.get(0)?),
                    row.get::<_, Option<[u8; 16]>>(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, String>(3)?,
                    row.get::<_, Option<[u8; 16]>>(4)?,
                    row.get::<_, String>(5)?,
                ))
            })?
            .collect::<Result<Vec<_>, _>>()
            .map_err(StoreError::from)?;
        let mut lines = Vec::with_capacity(found.len());
        for (at, person, action, kind, record, detail) in found {
            let who = match person {
                Some(person) => {
                    rows::entity::<Person>(connection, PersonId(Uuid::from_bytes(person)))?
                        .map_or_else(String::new, |person| person.name)
                }
                None => String::new(),
            };
            let detail: serde_json::Value = serde_json::from_str(&detail).unwrap_or_default();
            let text = |name: &str| {
                detail
                    .get(name)
                    .and_then(|v| v.as_str())
                    .unwrap_or_default()
                    .to_owned()
            };
            lines.push(AccessLine {
                at,
                who,
                action,
                kind,
                id: record.map(|record| RecordId(Uuid::from_bytes(record))),
                field: text("field"),
                reason: text("reason"),
            });
        }
        Ok(AccessLog { total, lines })
    })
}
