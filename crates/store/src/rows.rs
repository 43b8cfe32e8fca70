//! Rows of any entity, read and written through its description.

pub mod by_lane;

use std::{cell::RefCell, cmp::Ordering, collections::HashMap, fmt::Write, rc::Rc};

use domain::{
    entity::{ColumnKind, Entity, Row, Table, Value},
    facts::{Lookup, Span},
    ids::{LaneId, RecordId},
};
use protocol::bytes::{Borrowed, values};
use rusqlite::{
    CachedStatement, Connection, OptionalExtension, ToSql,
    types::{ToSqlOutput, ValueRef},
};

use crate::error::StoreError;

/// What a statement that is made from a description is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Purpose {
    Get,
    Put,
    PutStamped,
    Delete,
    /// By the name of the index, so many values that are equal, and whether a range comes after them.
    Find(&'static str, usize, bool),
    /// The same with a stretch that must be shared.
    Overlapping(&'static str, usize),
    /// The same among the rows of one lane.
    GetInLane,
    PutInLane,
    DeleteInLane,
    FindInLane(&'static str, usize, bool),
}

thread_local! {
    /// Making the words of a statement anew costs as much as a small question itself.
    static STATEMENTS: RefCell<HashMap<(&'static str, Purpose), Rc<str>>> = RefCell::default();
}

fn statement(table: &Table, purpose: Purpose, words: impl FnOnce() -> String) -> Rc<str> {
    STATEMENTS.with_borrow_mut(|statements| {
        Rc::clone(
            statements
                .entry((table.name, purpose))
                .or_insert_with(|| words().into()),
        )
    })
}

/// A value on its way into a statement.
pub struct Bound<'a>(pub &'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn value(found: ValueRef) -> Value {
    match found {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        // No column is a real; one would be a damaged row and is reported by its entity.
        ValueRef::Real(number) => Value::Text(number.to_string()),
        ValueRef::Text(text) => Value::Text(match std::str::from_utf8(text) {
            Ok(text) => text.to_owned(),
            Err(_) => String::from_utf8_lossy(text).into_owned(),
        }),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    }
}

/// `vehicle.id, vehicle.vin, …` in the order of the description.
pub fn columns(table: &Table) -> String {
    let mut list = String::new();
    for (index, column) in table.columns.iter().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        // Writing to a String cannot fail.
        let _ = write!(list, "{comma}{}.{}", table.name, column.name);
    }
    list
}

/// Reads the described columns of a result row, from the given position on.
pub fn read_row(table: &Table, found: &rusqlite::Row, from: usize) -> rusqlite::Result<Row> {
    let mut row = Row::with_capacity(table.columns.len());
    for index in 0..table.columns.len() {
        row.push(value(found.get_ref(from + index)?));
    }
    Ok(row)
}

/// The id of a row, which is its first value.
pub fn id_of(row: &Row) -> Option<RecordId> {
    match row.first() {
        Some(Value::Blob(bytes)) => uuid::Uuid::from_slice(bytes).ok().map(RecordId),
        Some(Value::Null | Value::Integer(_) | Value::Text(_)) | None => None,
    }
}

pub fn get(
    connection: &Connection,
    table: &'static Table,
    id: RecordId,
) -> Result<Option<Row>, StoreError> {
    let sql = statement(table, Purpose::Get, || {
        format!(
            "select {} from {} where id = ?1",
            columns(table),
            table.name
        )
    });
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([id.bytes()], |found| read_row(table, found, 0))
        .optional()?)
}

/// The typed row with this id.
pub fn entity<T: Entity>(
    connection: &Connection,
    id: impl Into<RecordId>,
) -> Result<Option<T>, StoreError> {
    Ok(get(connection, T::TABLE, id.into())?
        .map(|row| T::from_row(&row))
        .transpose()?)
}

/// Every row of a small table, typed, in the order of its ids.
pub fn all<T: Entity>(connection: &Connection) -> Result<Vec<T>, StoreError> {
    let sql = format!(
        "select {} from {} order by id",
        columns(T::TABLE),
        T::TABLE.name
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([], |found| read_row(T::TABLE, found, 0))?;
    rows.map(|row| Ok(T::from_row(&row?)?)).collect()
}

/// Typed rows for a condition written in SQL over the entity's own table.
pub fn select<T: Entity>(
    connection: &Connection,
    rest: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<T>, StoreError> {
    let sql = format!("select {} from {} {rest}", columns(T::TABLE), T::TABLE.name);
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(parameters, |found| read_row(T::TABLE, found, 0))?;
    rows.map(|row| Ok(T::from_row(&row?)?)).collect()
}

pub fn find(connection: &Connection, lookup: &Lookup) -> Result<Vec<Row>, StoreError> {
    let table = lookup.table;
    let purpose = Purpose::Find(
        lookup.index.name,
        lookup.equals.len(),
        lookup.range.is_some(),
    );
    let sql = statement(table, purpose, || find_words(lookup, "1"));
    let mut bound: Vec<&Value> = lookup.equals.iter().collect();
    if let Some((from, until)) = &lookup.range {
        bound.extend([from, until]);
    }
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(
        rusqlite::params_from_iter(bound.into_iter().map(Bound)),
        |found| read_row(table, found, 0),
    )?;
    Ok(in_order(lookup, rows.collect::<Result<_, _>>()?))
}

/// The rows of a look-up in the order of its index, and of ids where that says nothing. SQLite would pack each row to
/// sort it and unpack it again; as they come from the index, they need hardly be sorted.
fn in_order(lookup: &Lookup, mut rows: Vec<Row>) -> Vec<Row> {
    if rows.len() < 2 {
        return rows;
    }
    let places: Vec<usize> = lookup
        .index
        .columns
        .iter()
        .skip(lookup.equals.len())
        .filter_map(|column| lookup.table.position(column))
        // The id, which is the first column.
        .chain([0])
        .collect();
    rows.sort_by(|one, other| {
        let compared = places.iter().map(|at| one.get(*at).cmp(&other.get(*at)));
        compared.fold(Ordering::Equal, Ordering::then)
    });
    rows
}

/// Of the rows of a look-up without a range those that share some of a stretch.
pub fn overlapping(
    connection: &Connection,
    lookup: &Lookup,
    span: &Span,
) -> Result<Vec<Row>, StoreError> {
    let table = lookup.table;
    let equals = lookup.equals.len();
    let purpose = Purpose::Overlapping(lookup.index.name, equals);
    let sql = statement(table, purpose, || {
        let (until, from) = (equals + 1, equals + 2);
        let shared = format!("{} < ?{until} and {} > ?{from}", span.starts, span.ends);
        find_words(lookup, &shared)
    });
    let bound = lookup.equals.iter().chain([&span.until, &span.from]);
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(bound.map(Bound)), |found| {
        read_row(table, found, 0)
    })?;
    Ok(in_order(lookup, rows.collect::<Result<_, _>>()?))
}

/// The words of a look-up among the rows that meet a condition, in whatever order.
fn find_words(lookup: &Lookup, condition: &str) -> String {
    let table = lookup.table;
    let mut sql = format!(
        "select {} from {} where {condition}",
        columns(table),
        table.name
    );
    let equals = lookup.equals.len();
    // Writing to a String cannot fail.
    for (place, column) in (1..=equals).zip(lookup.index.columns) {
        let _ = write!(sql, " and {column} is ?{place}");
    }
    if lookup.range.is_some()
        && let Some(column) = lookup.index.columns.get(equals)
    {
        let _ = write!(
            sql,
            " and {column} >= ?{} and {column} < ?{}",
            equals + 1,
            equals + 2
        );
    }
    sql
}

fn put_words(table: &Table) -> String {
    upsert(table, "id", &["lane"], "")
}

fn put_stamped_words(table: &Table) -> String {
    upsert(table, "id", &["lane", "seq"], "seq = excluded.seq")
}

/// An upsert, by its key, of the described columns after those that are `kept` beside them.
fn upsert(table: &Table, key: &str, kept: &[&str], also_set: &str) -> String {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let marks: Vec<String> = (1..=names.len() + kept.len())
        .map(|place| format!("?{place}"))
        .collect();
    let mut sets: Vec<String> = names
        .iter()
        .skip(1)
        .map(|name| format!("{name} = excluded.{name}"))
        .collect();
    if !also_set.is_empty() {
        sets.push(also_set.to_owned());
    }
    let on_conflict = if sets.is_empty() {
        "do nothing".to_owned()
    } else {
        format!("do update set {}", sets.join(", "))
    };
    format!(
        "insert into {} ({}, {}) values ({}) on conflict ({key}) {on_conflict}",
        table.name,
        kept.join(", "),
        names.join(", "),
        marks.join(", ")
    )
}

/// Writes a whole row. The lane of a row that exists is kept: it belongs to it for ever.
pub fn put(
    connection: &Connection,
    table: &Table,
    lane: LaneId,
    row: &Row,
) -> Result<(), StoreError> {
    let sql = statement(table, Purpose::Put, || put_words(table));
    let mut statement = connection.prepare_cached(&sql)?;
    statement.raw_bind_parameter(1, lane.0.as_bytes())?;
    for (index, value) in row.iter().enumerate() {
        statement.raw_bind_parameter(index + 2, Bound(value))?;
    }
    statement.raw_execute()?;
    Ok(())
}

/// Writes a whole row as entry `seq` of its lane has it.
pub fn put_stamped(
    connection: &Connection,
    table: &Table,
    lane: LaneId,
    seq: u64,
    row: &Row,
) -> Result<(), StoreError> {
    let sql = statement(table, Purpose::PutStamped, || put_stamped_words(table));
    let mut statement = connection.prepare_cached(&sql)?;
    statement.raw_bind_parameter(1, lane.0.as_bytes())?;
    statement.raw_bind_parameter(2, seq as i64)?;
    for (index, value) in row.iter().enumerate() {
        statement.raw_bind_parameter(index + 3, Bound(value))?;
    }
    statement.raw_execute()?;
    Ok(())
}

/// Writes rows of a lane that are not there yet, straight from their images.
pub struct Inserting<'a> {
    statement: CachedStatement<'a>,
    columns: usize,
}

impl<'a> Inserting<'a> {
    pub fn begin(
        connection: &'a Connection,
        table: &Table,
        lane: LaneId,
    ) -> Result<Self, StoreError> {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let marks: Vec<String> = (1..=names.len() + 2)
            .map(|place| format!("?{place}"))
            .collect();
        let mut statement = connection.prepare_cached(&format!(
            "insert into {} (lane, seq, {}) values ({})",
            table.name,
            names.join(", "),
            marks.join(", ")
        ))?;
        statement.raw_bind_parameter(1, lane.0.as_bytes())?;
        Ok(Self {
            statement,
            columns: names.len(),
        })
    }

    /// Writes a row as entry `seq` of its lane has it. Columns that a newer version has added at the end are left out;
    /// false when the image lacks some.
    pub fn row(&mut self, seq: u64, image: &[u8]) -> Result<bool, StoreError> {
        self.statement.raw_bind_parameter(2, seq as i64)?;
        let mut bound = 0;
        for value in values(image).take(self.columns) {
            let value = match value? {
                Borrowed::Null => ValueRef::Null,
                Borrowed::Integer(number) => ValueRef::Integer(number),
                Borrowed::Text(text) => ValueRef::Text(text.as_bytes()),
                Borrowed::Blob(bytes) => ValueRef::Blob(bytes),
            };
            self.statement
                .raw_bind_parameter(bound + 3, ToSqlOutput::Borrowed(value))?;
            bound += 1;
        }
        if bound < self.columns {
            return Ok(false);
        }
        self.statement.raw_execute()?;
        Ok(true)
    }
}

pub fn delete(connection: &Connection, table: &Table, id: RecordId) -> Result<(), StoreError> {
    let sql = statement(table, Purpose::Delete, || {
        format!("delete from {} where id = ?1", table.name)
    });
    connection.prepare_cached(&sql)?.execute([id.bytes()])?;
    Ok(())
}

/// The SQL type of a column.
pub fn sql_type(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Integer => "integer",
        ColumnKind::Text => "text",
        ColumnKind::Blob => "blob",
    }
}
