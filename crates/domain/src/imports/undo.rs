//! A batch of an import is taken back: what it added goes, what it changed is as before. A record
//! that somebody worked on since, or that other records name, stays as it is and is counted.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ImportBatch, ImportRefusal, ImportRun, ImportedRecord, kept::digest};
use crate::{
    changes::{Change, Changes, Past},
    command::{Decision, Nature, Rule},
    context::Context,
    entity::{Table, Value},
    facts::{Ask, Facts, Lookup, Missing},
    ids::{ImportBatchId, ImportId, RecordId},
    refusal::GeneralRefusal,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UndoImport {
    pub import: ImportId,
    pub batch: ImportBatchId,
}

impl Rule for UndoImport {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::ImportFiles);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let batch = facts
            .get::<ImportBatch>(RecordId(self.batch.0))?
            .filter(|batch| batch.import_id == self.import);
        let run = facts.get::<ImportRun>(RecordId(self.import.0))?;
        let (Some(mut batch), Some(mut run)) = (batch, run) else {
            return Err(GeneralRefusal::NotFound {
                kind: "import_batch".to_owned(),
                field: "batch".to_owned(),
            }
            .into());
        };
        if batch.undone_at.is_some() {
            return Err(ImportRefusal::ImportUndone.into());
        }
        let mut changes = Changes::new();
        let mut stays = Vec::new();
        for record in batch.records.0 {
            match taken_back(facts, context, &record)? {
                Some(mut back) => changes.0.append(&mut back),
                None => stays.push(record),
            }
        }
        run.kept += u32::try_from(stays.len()).unwrap_or(u32::MAX);
        run.undone_at = Some(context.made_at);
        batch.records.0 = stays;
        batch.undone_at = Some(context.made_at);
        changes.put(context.lane, &batch);
        changes.put(context.lane, &run);
        Ok(changes.into())
    }
}

/// The changes that take a record back, or nothing when it stays.
fn taken_back(
    facts: &dyn Facts,
    context: &Context,
    record: &ImportedRecord,
) -> Result<Option<Vec<Change>>, Missing> {
    let mut changes = Vec::with_capacity(record.rows.len());
    for row in &record.rows {
        let Some(table) = crate::table(&row.table) else {
            return Ok(None);
        };
        let untouched = facts
            .row(table, record.id)?
            .is_some_and(|now| digest(&now) == row.after);
        if !untouched || (row.before.is_none() && is_named(facts, table, record.id)?) {
            return Ok(None);
        }
        changes.push(Change {
            lane: context.lane,
            table,
            id: record.id,
            row: row
                .before
                .as_ref()
                .map(|before| before.iter().map(Value::from).collect()),
            past: Past::Kept,
        });
    }
    Ok(Some(changes))
}

/// Whether any row names this one: every table that names a car or a customer has an index that
/// begins with a column of that name.
fn is_named(facts: &dyn Facts, table: &'static Table, id: RecordId) -> Result<bool, Missing> {
    for other in crate::TABLES {
        for index in other.indexes {
            if index.columns.first() != Some(&table.name) {
                continue;
            }
            let naming = facts.find(&Lookup {
                table: other,
                index,
                equals: vec![Value::Blob(id.bytes().to_vec())],
                range: None,
            })?;
            if !naming.is_empty() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
