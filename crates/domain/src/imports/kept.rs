//! What an import put, kept so that it can be taken back: the row as it was before, and a digest of
//! the row as the import left it, which tells whether somebody has worked on it since.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use crate::{
    changes::Change,
    entity::{Row, Value},
    facts::{Facts, Missing},
    ids::RecordId,
};

/// A stored value, in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum KeptValue {
    Null,
    Integer(#[ts(type = "number")] i64),
    Text(String),
    Blob(Vec<u8>),
}

impl From<&Value> for KeptValue {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Integer(number) => Self::Integer(*number),
            Value::Text(text) => Self::Text(text.clone()),
            Value::Blob(bytes) => Self::Blob(bytes.clone()),
        }
    }
}

impl From<&KeptValue> for Value {
    fn from(value: &KeptValue) -> Self {
        match value {
            KeptValue::Null => Self::Null,
            KeptValue::Integer(number) => Self::Integer(*number),
            KeptValue::Text(text) => Self::Text(text.clone()),
            KeptValue::Blob(bytes) => Self::Blob(bytes.clone()),
        }
    }
}

/// One table's row of an imported record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportedRow {
    pub table: String,
    /// Nothing when the import added it.
    pub before: Option<Vec<KeptValue>>,
    /// Digest of the row as the import left it.
    pub after: String,
}

/// A record with all the rows that are its own: a car and its cost go or stay together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportedRecord {
    pub id: RecordId,
    pub rows: Vec<ImportedRow>,
}

/// A digest of a row; lengths stand before contents, so that no two rows share their bytes.
pub(super) fn digest(row: &Row) -> String {
    let mut hash = Sha256::new();
    for value in row {
        match value {
            Value::Null => hash.update([0]),
            Value::Integer(number) => {
                hash.update([1]);
                hash.update(number.to_be_bytes());
            }
            Value::Text(text) => {
                hash.update([2]);
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text);
            }
            Value::Blob(bytes) => {
                hash.update([3]);
                hash.update((bytes.len() as u64).to_be_bytes());
                hash.update(bytes);
            }
        }
    }
    RecordId(uuid::Uuid::from_bytes(
        hash.finalize()[..16].try_into().unwrap_or_default(),
    ))
    .to_string()
}

/// What these changes to one record will have replaced.
pub(super) fn kept(
    facts: &dyn Facts,
    id: RecordId,
    changes: &[Change],
) -> Result<ImportedRecord, Missing> {
    let mut rows = Vec::with_capacity(changes.len());
    for change in changes {
        let Some(after) = &change.row else { continue };
        let before = facts.row(change.table, change.id)?;
        rows.push(ImportedRow {
            table: change.table.name.to_owned(),
            before: before.map(|row| row.iter().map(KeptValue::from).collect()),
            after: digest(after),
        });
    }
    Ok(ImportedRecord { id, rows })
}
