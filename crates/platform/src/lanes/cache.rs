//! The platform's answers to the rules: what was fetched so far, and what the commands of this batch
//! changed since. What is absent is noted, so that all of it is fetched at once.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
};

use domain::{
    changes::Change,
    entity::{Row, RowError, Table, Value},
    facts::{Facts, Lookup, Missing},
    ids::RecordId,
};
use store::rows::id_of;

/// What the rules asked for in vain.
#[derive(Debug, Default)]
pub struct Wanted {
    pub rows: Vec<(&'static Table, RecordId)>,
    pub lookups: Vec<Lookup>,
}

impl Wanted {
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.lookups.is_empty()
    }

    /// Wants what another wants, too, each thing once.
    pub fn add(&mut self, other: Self) {
        for row in other.rows {
            if !self.rows.contains(&row) {
                self.rows.push(row);
            }
        }
        for lookup in other.lookups {
            if !self.lookups.contains(&lookup) {
                self.lookups.push(lookup);
            }
        }
    }
}

/// A look-up as a key: the index's name is unique.
type Asked = (&'static str, Vec<Value>, Option<(Value, Value)>);

fn asked(lookup: &Lookup) -> Asked {
    (
        lookup.index.name,
        lookup.equals.clone(),
        lookup.range.clone(),
    )
}

struct Answered {
    lookup: Lookup,
    /// In the order of the index.
    ids: Vec<RecordId>,
}

#[derive(Default)]
pub struct Cache {
    rows: HashMap<(&'static str, RecordId), Option<Row>>,
    lookups: HashMap<Asked, Answered>,
    wanted: RefCell<Wanted>,
    unreadable: RefCell<Option<RowError>>,
}

impl Cache {
    /// Takes what was asked for in vain since the last call.
    pub fn wanted(&self) -> Wanted {
        self.wanted.take()
    }

    /// The stored row that could not be read, if that is why a rule got no answer.
    pub fn unreadable(&self) -> Option<RowError> {
        self.unreadable.take()
    }

    /// Keeps a fetched row, or that there is none. What a command of this batch put stays.
    pub fn keep_row(&mut self, table: &'static Table, id: RecordId, row: Option<Row>) {
        self.rows.entry((table.name, id)).or_insert(row);
    }

    /// Keeps the fetched rows of a look-up, in the order of its index; the id is a row's first value.
    pub fn keep_lookup(&mut self, lookup: Lookup, rows: Vec<Row>) {
        let table = lookup.table;
        let mut ids = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some(id) = id_of(&row) {
                self.keep_row(table, id, Some(row));
                ids.push(id);
            }
        }
        let mut answered = Answered { lookup, ids };
        // Rows that this batch changed before the look-up was asked are not as they were fetched.
        let changed: Vec<RecordId> = self
            .rows
            .keys()
            .filter(|(name, _)| *name == table.name)
            .map(|(_, id)| *id)
            .collect();
        for id in changed {
            place(&mut answered, &self.rows, id);
        }
        self.lookups.insert(asked(&answered.lookup), answered);
    }

    /// Forgets all of these tables.
    pub fn forget(&mut self, tables: &BTreeSet<&'static str>) {
        self.rows.retain(|(name, _), _| !tables.contains(name));
        self.lookups
            .retain(|_, answered| !tables.contains(answered.lookup.table.name));
    }

    /// How many answers it knows.
    pub fn len(&self) -> usize {
        self.rows.len() + self.lookups.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row as the batch has it so far.
    pub fn known(&self, table: &'static Table, id: RecordId) -> Option<&Option<Row>> {
        self.rows.get(&(table.name, id))
    }

    /// Notes a row to be fetched.
    pub fn want(&self, table: &'static Table, id: RecordId) {
        self.wanted.borrow_mut().rows.push((table, id));
    }

    /// Applies what a command of this batch changed.
    pub fn apply(&mut self, change: &Change) {
        self.rows
            .insert((change.table.name, change.id), change.row.clone());
        for answered in self.lookups.values_mut() {
            if answered.lookup.table == change.table {
                place(answered, &self.rows, change.id);
            }
        }
    }
}

/// Puts an id where it belongs in an answered look-up, or takes it out.
fn place(
    answered: &mut Answered,
    rows: &HashMap<(&'static str, RecordId), Option<Row>>,
    id: RecordId,
) {
    let table = answered.lookup.table;
    let row_of = |id: RecordId| rows.get(&(table.name, id)).and_then(Option::as_ref);
    answered.ids.retain(|other| *other != id);
    let Some(row) = row_of(id) else { return };
    if !meets(&answered.lookup, row) {
        return;
    }
    let key = key_of(&answered.lookup, row, id);
    let at = answered.ids.partition_point(|other| {
        row_of(*other).is_some_and(|row| key_of(&answered.lookup, row, *other) < key)
    });
    answered.ids.insert(at, id);
}

fn value<'a>(table: &Table, row: &'a Row, column: &str) -> Option<&'a Value> {
    table.position(column).and_then(|place| row.get(place))
}

/// Where a row stands in the order of the index.
fn key_of<'a>(lookup: &Lookup, row: &'a Row, id: RecordId) -> (Vec<Option<&'a Value>>, RecordId) {
    let columns = lookup
        .index
        .columns
        .iter()
        .map(|column| value(lookup.table, row, column))
        .collect();
    (columns, id)
}

fn meets(lookup: &Lookup, row: &Row) -> bool {
    let columns = lookup.index.columns;
    let equal = lookup
        .equals
        .iter()
        .zip(columns)
        .all(|(wanted, column)| value(lookup.table, row, column) == Some(wanted));
    let within = match (&lookup.range, columns.get(lookup.equals.len())) {
        (Some((from, until)), Some(column)) => value(lookup.table, row, column)
            .is_some_and(|found| *found != Value::Null && found >= from && found < until),
        (Some(_), None) => false,
        (None, _) => true,
    };
    equal && within
}

impl Facts for Cache {
    fn row(&self, table: &'static Table, id: RecordId) -> Result<Option<Row>, Missing> {
        if let Some(row) = self.known(table, id) {
            return Ok(row.clone());
        }
        self.want(table, id);
        Err(Missing)
    }

    fn find(&self, lookup: &Lookup) -> Result<Vec<Row>, Missing> {
        let Some(answered) = self.lookups.get(&asked(lookup)) else {
            self.wanted.borrow_mut().lookups.push(lookup.clone());
            return Err(Missing);
        };
        Ok(answered
            .ids
            .iter()
            .filter_map(|id| self.known(lookup.table, *id).cloned().flatten())
            .collect())
    }

    fn unreadable(&self, error: RowError) -> Missing {
        self.unreadable.borrow_mut().get_or_insert(error);
        Missing
    }
}
