//! Values on their way into PostgreSQL and back: whole columns go in as arrays, so that one statement
//! writes or asks for many rows.

use domain::entity::{ColumnKind, Row, Table, Value};
use tokio_postgres::types::ToSql;

use super::EngineError;

/// One column of many rows, or a single value, on its way into a statement.
pub type Parameter<'a> = Box<dyn ToSql + Sync + Send + 'a>;

/// One column of many things.
pub fn column<'a, I, T: ToSql + Sync + Send + 'a>(
    of: &'a [I],
    value: impl Fn(&'a I) -> T,
) -> Parameter<'a> {
    Box::new(of.iter().map(value).collect::<Vec<T>>())
}

/// A described column of many rows. A value of another kind is a row that does not fit its description.
pub fn values<'a>(
    kind: ColumnKind,
    values: impl Iterator<Item = &'a Value>,
) -> Result<Parameter<'a>, EngineError> {
    fn all<'a, T: ToSql + Sync + Send + 'a>(
        kind: ColumnKind,
        values: impl Iterator<Item = &'a Value>,
        read: impl Fn(&'a Value) -> Option<T>,
    ) -> Result<Parameter<'a>, EngineError> {
        let mut column: Vec<Option<T>> = Vec::new();
        for value in values {
            let read = read(value);
            if read.is_none() && *value != Value::Null {
                return Err(EngineError::Database(format!(
                    "a column of {kind:?} was given {value:?}"
                )));
            }
            column.push(read);
        }
        Ok(Box::new(column))
    }
    match kind {
        ColumnKind::Integer => all(kind, values, |value| match value {
            Value::Integer(number) => Some(*number),
            Value::Null | Value::Text(_) | Value::Blob(_) => None,
        }),
        ColumnKind::Text => all(kind, values, |value| match value {
            Value::Text(text) => Some(text.as_str()),
            Value::Null | Value::Integer(_) | Value::Blob(_) => None,
        }),
        ColumnKind::Blob => all(kind, values, |value| match value {
            Value::Blob(bytes) => Some(bytes.as_slice()),
            Value::Null | Value::Integer(_) | Value::Text(_) => None,
        }),
    }
}

/// Parameters as the client takes them.
pub fn borrowed<'a>(parameters: &'a [Parameter<'_>]) -> Vec<&'a (dyn ToSql + Sync)> {
    parameters
        .iter()
        .map(|parameter| &**parameter as &(dyn ToSql + Sync))
        .collect()
}

/// The type of a column.
pub const fn sql_type(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Integer => "bigint",
        ColumnKind::Text => "text",
        ColumnKind::Blob => "bytea",
    }
}

/// Reads the described columns of a result row, from the given position on.
pub fn read_row(
    table: &Table,
    found: &tokio_postgres::Row,
    from: usize,
) -> Result<Row, EngineError> {
    table
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let place = from + index;
            Ok(match column.kind {
                ColumnKind::Integer => found
                    .try_get::<_, Option<i64>>(place)?
                    .map_or(Value::Null, Value::Integer),
                ColumnKind::Text => found
                    .try_get::<_, Option<String>>(place)?
                    .map_or(Value::Null, Value::Text),
                ColumnKind::Blob => found
                    .try_get::<_, Option<Vec<u8>>>(place)?
                    .map_or(Value::Null, Value::Blob),
            })
        })
        .collect()
}

/// Bytes of a fixed length: an id, a hash, a signature.
pub fn fixed<const N: usize>(
    row: &tokio_postgres::Row,
    place: usize,
) -> Result<[u8; N], EngineError> {
    let bytes: &[u8] = row.try_get(place)?;
    bytes
        .try_into()
        .map_err(|_| EngineError::Database(format!("{} bytes stand where {N} belong", bytes.len())))
}
