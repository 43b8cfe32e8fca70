//! What an import put, kept so that it can be taken back: the row as it was before, and a digest of
//! the row as the import left it, which tells whether somebody has worked on it since.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use crate::{
    changes::Change,
    entity::{Row, Value},
    facts::{Facts, Missing},
    ids::RecordId,
    rights::Right,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
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

/// Whether the rows that changes replace can be there at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Former {
    /// The record is new, as its own rule has found.
    Nothing,
    Ask,
}

/// What these changes to one record will have replaced.
pub(super) fn kept(
    facts: &dyn Facts,
    id: RecordId,
    changes: &[Change],
    former: Former,
) -> Result<ImportedRecord, Missing> {
    let mut rows = Vec::with_capacity(changes.len());
    for change in changes {
        let Some(after) = &change.row else { continue };
        let before = match former {
            Former::Nothing => None,
            Former::Ask => facts.row(change.table, change.id)?,
        };
        rows.push(ImportedRow {
            table: change.table.name.to_owned(),
            before: before.map(|row| row.iter().map(KeptValue::from).collect()),
            after: digest(after),
        });
    }
    Ok(ImportedRecord { id, rows })
}

/// Parts what only they may see who see costs from the rest. The digests go with the rows: whoever
/// has the digest of a row with one price in it finds the price by trying.
pub(super) fn parted(records: Vec<ImportedRecord>) -> (Vec<ImportedRecord>, Vec<ImportedRecord>) {
    let (mut open, mut costs) = (Vec::with_capacity(records.len()), Vec::new());
    for ImportedRecord { id, rows } in records {
        let (cost, rest): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| shows_cost(&row.table));
        if !cost.is_empty() {
            costs.push(ImportedRecord { id, rows: cost });
        }
        open.push(ImportedRecord { id, rows: rest });
    }
    (open, costs)
}

fn shows_cost(table: &str) -> bool {
    crate::table(table).is_some_and(|table| table.right == Some(Right::SeeCost))
}

/// Puts together again what [`parted`] has parted.
pub(super) fn joined(open: Vec<ImportedRecord>, costs: Vec<ImportedRecord>) -> Vec<ImportedRecord> {
    let mut costs: BTreeMap<RecordId, Vec<ImportedRow>> = costs
        .into_iter()
        .map(|record| (record.id, record.rows))
        .collect();
    let mut records = open;
    for record in &mut records {
        record
            .rows
            .extend(costs.remove(&record.id).unwrap_or_default());
    }
    records
}
