//! What an import put, kept so that it can be taken back: the row as it was before, and a digest of
//! the row as the import left it, which tells whether somebody has worked on it since.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::ImportBatch;
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

/// The batch without what it kept of this record; nothing when it kept nothing of it. The record itself
/// stays named, so that taking the import back counts it among those that stay.
pub(crate) fn without_earlier_rows(batch: &ImportBatch, id: RecordId) -> Option<ImportBatch> {
    let keeps = |record: &ImportedRecord| {
        record.id == id && record.rows.iter().any(|row| row.before.is_some())
    };
    if !batch.records.0.iter().any(keeps) {
        return None;
    }
    let mut batch = batch.clone();
    for record in batch.records.0.iter_mut().filter(|record| record.id == id) {
        for row in &mut record.rows {
            row.before = None;
        }
    }
    Some(batch)
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

#[cfg(test)]
mod tests {
    use super::{ImportedRecord, ImportedRow, KeptValue};
    use crate::{
        Command,
        customers::{AddCustomer, EraseCustomer},
        entity::Json,
        ids::{CustomerId, ImportBatchId, ImportId, PersonId, RecordId},
        imports::{ImportBatch, ImportKind, ImportRun},
        people::BuiltInRole,
        testing::{House, MORNING, id},
    };

    const ASKS: u128 = 40;
    const OTHER: u128 = 41;

    fn record(number: u128, earlier: &str) -> ImportedRecord {
        ImportedRecord {
            id: id::<RecordId>(number),
            rows: vec![ImportedRow {
                table: "customer".to_owned(),
                before: Some(vec![KeptValue::Text(earlier.to_owned())]),
                after: "digest".to_owned(),
            }],
        }
    }

    #[test]
    fn an_erasure_reaches_the_rows_that_an_import_kept_and_leaves_those_of_others() {
        let mut house = House::of(BuiltInRole::StoreManager);
        let details = serde_json::json!({
            "customer": id::<CustomerId>(ASKS),
            "details": {"kind": "person", "name": "王小明", "mobile": "13800000034"},
        });
        let added: AddCustomer = serde_json::from_value(details).expect("a customer");
        house.done(Command::AddCustomer(added));
        house.put(&ImportRun {
            id: id::<ImportId>(50),
            kind: ImportKind::Customers,
            file_name: "名单.xlsx".to_owned(),
            added: 0,
            changed: 2,
            left_out: 0,
            kept: 0,
            imported_by: id::<PersonId>(1),
            began_at: MORNING,
            undone_at: None,
        });
        house.put(&ImportBatch {
            id: id::<ImportBatchId>(51),
            import_id: id::<ImportId>(50),
            records: Json(vec![
                record(ASKS, "漕溪路 2 号"),
                record(OTHER, "中山路 3 号"),
            ]),
            undone_at: None,
        });
        house.done(Command::EraseCustomer(EraseCustomer {
            customer: id::<CustomerId>(ASKS),
            reason: "本人申请".to_owned(),
        }));
        let batch: ImportBatch = house.get(id::<RecordId>(51)).expect("the batch");
        let said = format!("{:?}", batch.records.0);
        assert!(!said.contains("漕溪路"));
        assert!(said.contains("中山路"));
        // The record is still named, so that undoing the import counts it among those that stay.
        assert_eq!(batch.records.0.len(), 2);
    }
}
