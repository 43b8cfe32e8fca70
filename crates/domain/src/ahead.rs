//! The facts as they will be once the changes made so far are written, so that a rule can reckon sums
//! and states from rows that it has just put.

use crate::{
    changes::Changes,
    entity::{Row, RowError, Table, Value},
    facts::{Facts, Lookup, Missing},
    ids::RecordId,
};

/// What stands in the store, with these changes over it.
pub struct Ahead<'a> {
    pub facts: &'a dyn Facts,
    pub changes: &'a Changes,
}

impl Facts for Ahead<'_> {
    fn row(&self, table: &'static Table, id: RecordId) -> Result<Option<Row>, Missing> {
        let latest = self
            .changes
            .0
            .iter()
            .rev()
            .find(|change| change.table == table && change.id == id);
        match latest {
            Some(change) => Ok(change.row.clone()),
            None => self.facts.row(table, id),
        }
    }

    fn find(&self, lookup: &Lookup) -> Result<Vec<Row>, Missing> {
        let places: Vec<usize> = lookup
            .index
            .columns
            .iter()
            .filter_map(|column| lookup.table.position(column))
            .collect();
        let key = |row: &Row| -> Vec<Value> {
            places
                .iter()
                .filter_map(|place| row.get(*place).cloned())
                .collect()
        };
        let mut rows = self.facts.find(lookup)?;
        let mut touched = false;
        for change in &self.changes.0 {
            if change.table != lookup.table {
                continue;
            }
            touched = true;
            rows.retain(|row| row.first().is_none_or(|id| !is(id, change.id)));
            if let Some(row) = &change.row
                && matches(lookup, &key(row))
            {
                rows.push(row.clone());
            }
        }
        if touched {
            rows.sort_by_key(key);
        }
        Ok(rows)
    }

    fn unreadable(&self, error: RowError) -> Missing {
        self.facts.unreadable(error)
    }
}

fn is(value: &Value, id: RecordId) -> bool {
    matches!(value, Value::Blob(bytes) if bytes.as_slice() == id.bytes().as_slice())
}

fn matches(lookup: &Lookup, key: &[Value]) -> bool {
    let equal = lookup
        .equals
        .iter()
        .zip(key)
        .all(|(wanted, found)| wanted == found);
    let within = lookup.range.as_ref().is_none_or(|(from, until)| {
        key.get(lookup.equals.len())
            .is_some_and(|found| found >= from && found < until)
    });
    equal && within
}
