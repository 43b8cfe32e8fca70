//! A batch of an import is taken back: what it added goes, what it changed is as before. A record
//! that somebody worked on since, or that other records name, stays as it is and is counted.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ImportBatch, ImportBatchCost, ImportRefusal, ImportRun, ImportedRecord, ImportedRow,
    kept::{digest, joined, parted},
};
use crate::{
    catalogue::{Brand, Model, Series},
    changes::{Change, Changes, Past},
    command::{Decision, Nature, Rule},
    context::Context,
    customers::Customer,
    entity::{Entity, Json, Table, Value},
    facts::{Ask, Facts, Lookup, Missing},
    ids::{ImportBatchId, ImportId, RecordId},
    quotes::DiscountFloor,
    refusal::GeneralRefusal,
    rights::Right,
    vehicles::{Vehicle, VehicleCost},
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
        let costs = facts.get::<ImportBatchCost>(RecordId(self.batch.0))?;
        let had_costs = costs.is_some();
        let records = joined(
            batch.records.0,
            costs.map_or_else(Vec::new, |costs| costs.records.0),
        );
        for row in records.iter().flat_map(|record| &record.rows) {
            let right = right_to_take_back(row);
            if !context.may(right) {
                return Err(GeneralRefusal::MissingRight { right }.into());
            }
        }
        let mut changes = Changes::new();
        let mut stays = Vec::new();
        for record in records {
            match taken_back(facts, context, &record)? {
                Some(mut back) => changes.0.append(&mut back),
                None => stays.push(record),
            }
        }
        run.kept += u32::try_from(stays.len()).unwrap_or(u32::MAX);
        run.undone_at = Some(context.made_at);
        let (open, costs) = parted(stays);
        batch.records.0 = open;
        batch.undone_at = Some(context.made_at);
        changes.put(context.lane, &batch);
        if had_costs {
            let costs = ImportBatchCost {
                id: self.batch,
                records: Json(costs),
            };
            changes.put(context.lane, &costs);
        }
        changes.put(context.lane, &run);
        Ok(changes.into())
    }
}

/// Taking back asks for the right that putting asked for.
fn right_to_take_back(row: &ImportedRow) -> Right {
    if row.table == VehicleCost::TABLE.name || row.table == DiscountFloor::TABLE.name {
        Right::EditCost
    } else if [Model::TABLE, Series::TABLE, Brand::TABLE]
        .iter()
        .any(|table| row.table == table.name)
    {
        Right::EditCatalogue
    } else if row.table == Customer::TABLE.name {
        Right::EditCustomers
    } else if row.before.is_some() {
        Right::EditStock
    } else {
        Right::TakeIntoStock
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
        if !untouched || (row.before.is_none() && is_named(facts, table, record)?) {
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

/// Whether any row names this one: every table that names a car, a customer or a row of the catalogue has
/// an index that begins with a column of that name, or with `subject`. What hangs on a car under the car's own id
/// names it as well, unless the import brought it itself.
fn is_named(
    facts: &dyn Facts,
    table: &'static Table,
    record: &ImportedRecord,
) -> Result<bool, Missing> {
    if table == Vehicle::TABLE {
        for own in [VehicleCost::TABLE, DiscountFloor::TABLE] {
            let brought = record.rows.iter().any(|row| row.table == own.name);
            if !brought && facts.row(own, record.id)?.is_some() {
                return Ok(true);
            }
        }
    }
    for other in crate::TABLES {
        for index in other.indexes {
            let Some(first) = index.columns.first() else {
                continue;
            };
            if *first != table.name && *first != "subject" {
                continue;
            }
            let naming = facts.find(&Lookup {
                table: other,
                index,
                equals: vec![Value::Blob(record.id.bytes().to_vec())],
                range: None,
            })?;
            if !naming.is_empty() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
