//! What an entity is to the storage: a table description and a row of plain values.
//!
//! Upsert, shadow, journal, snapshot, checksum, mask, export and erasure are ordinary code over
//! [`Table`] and [`Row`]; no area writes any of these for itself.

use chrono::NaiveDate;
use serde::{Serialize, de::DeserializeOwned};

use crate::{ids::RecordId, privacy::PersonalKind, rights::Right, time::Timestamp};

/// One stored value; the four kinds that both SQLite and PostgreSQL hold alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
}

/// A row's values in the order of the table's columns.
pub type Row = Vec<Value>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    Integer,
    Text,
    Blob,
}

#[derive(Debug)]
pub struct Column {
    pub name: &'static str,
    pub kind: ColumnKind,
    pub optional: bool,
    /// How this column is masked, exported and erased, when it says something about a person.
    pub personal: Option<PersonalKind>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Index {
    pub name: &'static str,
    pub columns: &'static [&'static str],
}

/// The constant description of an entity's table. The first column is always `id`.
#[derive(Debug)]
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [Column],
    pub indexes: &'static [&'static Index],
    /// Whoever lacks this right never sees a row of the table, on screen or on paper.
    pub right: Option<Right>,
}

/// Names are unique, so that a table is the same as another when it has the same name.
impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Table {
    /// Position of the named column.
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == column)
    }
}

/// A typed row. Implemented by `#[derive(Entity)]`.
pub trait Entity: Sized {
    const TABLE: &'static Table;
    fn key(&self) -> RecordId;
    fn to_row(&self) -> Row;
    fn from_row(row: &[Value]) -> Result<Self, RowError>;
}

/// A stored row that does not fit its description: the store is damaged or of another version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    #[error("a row of `{table}` has {found} values")]
    Width { table: &'static str, found: usize },
    #[error("`{table}.{column}` holds a value that cannot be read: {detail}")]
    Column {
        table: &'static str,
        column: &'static str,
        detail: String,
    },
}

impl RowError {
    pub fn width(table: &'static Table, found: usize) -> Self {
        Self::Width {
            table: table.name,
            found,
        }
    }
}

/// A value that is not what its type expects; the column is added by the derive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueError(pub String);

impl ValueError {
    pub fn expected(what: &str, found: &Value) -> Self {
        Self(format!("expected {what}, found {found:?}"))
    }

    pub fn in_column(self, table: &'static Table, position: usize) -> RowError {
        RowError::Column {
            table: table.name,
            column: table.columns.get(position).map_or("?", |c| c.name),
            detail: self.0,
        }
    }
}

impl Value {
    /// The words of a column of text.
    pub fn text(&self) -> Result<&str, ValueError> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Null | Self::Integer(_) | Self::Blob(_) => {
                Err(ValueError::expected("text", self))
            }
        }
    }
}

/// A field's type, as a column.
pub trait ColumnValue: Sized {
    const KIND: ColumnKind;
    const OPTIONAL: bool = false;
    fn to_value(&self) -> Value;
    fn from_value(value: &Value) -> Result<Self, ValueError>;
}

impl<T: ColumnValue> ColumnValue for Option<T> {
    const KIND: ColumnKind = T::KIND;
    const OPTIONAL: bool = true;

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_value)
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        match value {
            Value::Null => Ok(None),
            Value::Integer(_) | Value::Text(_) | Value::Blob(_) => T::from_value(value).map(Some),
        }
    }
}

impl ColumnValue for i64 {
    const KIND: ColumnKind = ColumnKind::Integer;

    fn to_value(&self) -> Value {
        Value::Integer(*self)
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        match value {
            Value::Integer(number) => Ok(*number),
            Value::Null | Value::Text(_) | Value::Blob(_) => {
                Err(ValueError::expected("an integer", value))
            }
        }
    }
}

impl ColumnValue for u32 {
    const KIND: ColumnKind = ColumnKind::Integer;

    fn to_value(&self) -> Value {
        Value::Integer(i64::from(*self))
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        u32::try_from(i64::from_value(value)?)
            .map_err(|_| ValueError::expected("a small positive integer", value))
    }
}

impl ColumnValue for bool {
    const KIND: ColumnKind = ColumnKind::Integer;

    fn to_value(&self) -> Value {
        Value::Integer(i64::from(*self))
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        Ok(i64::from_value(value)? != 0)
    }
}

impl ColumnValue for String {
    const KIND: ColumnKind = ColumnKind::Text;

    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        value.text().map(str::to_owned)
    }
}

impl ColumnValue for Vec<u8> {
    const KIND: ColumnKind = ColumnKind::Blob;

    fn to_value(&self) -> Value {
        Value::Blob(self.clone())
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        match value {
            Value::Blob(bytes) => Ok(bytes.clone()),
            Value::Null | Value::Integer(_) | Value::Text(_) => {
                Err(ValueError::expected("bytes", value))
            }
        }
    }
}

impl ColumnValue for crate::money::Fen {
    const KIND: ColumnKind = ColumnKind::Integer;

    fn to_value(&self) -> Value {
        Value::Integer(self.0)
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        i64::from_value(value).map(Self)
    }
}

impl ColumnValue for Timestamp {
    const KIND: ColumnKind = ColumnKind::Integer;

    fn to_value(&self) -> Value {
        Value::Integer(self.0)
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        i64::from_value(value).map(Self)
    }
}

impl ColumnValue for NaiveDate {
    const KIND: ColumnKind = ColumnKind::Text;

    fn to_value(&self) -> Value {
        // As ISO 8601 has it, which is how a date of these centuries displays itself.
        Value::Text(self.to_string())
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        value
            .text()?
            .parse()
            .map_err(|_| ValueError::expected("a date", value))
    }
}

/// A small structured field, kept as JSON text: a list of roles, a set of rights, the lines of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[serde(transparent)]
pub struct Json<T>(pub T);

impl<T: Serialize + DeserializeOwned> ColumnValue for Json<T> {
    const KIND: ColumnKind = ColumnKind::Text;

    fn to_value(&self) -> Value {
        // Only maps with keys that are not strings fail to serialise, and no field is one.
        serde_json::to_string(&self.0).map_or(Value::Null, Value::Text)
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        serde_json::from_str(value.text()?)
            .map(Self)
            .map_err(|error| ValueError(error.to_string()))
    }
}

/// Declares a closed list of words: an enum stored, sent and translated by its camelCase name.
#[macro_export]
macro_rules! words {
    ($(#[$outer:meta])* pub enum $name:ident { $($(#[$inner:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        pub enum $name { $($(#[$inner])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl $crate::entity::ColumnValue for $name {
            const KIND: $crate::entity::ColumnKind = $crate::entity::ColumnKind::Text;

            fn to_value(&self) -> $crate::entity::Value {
                $crate::entity::Value::Text(self.word().to_owned())
            }

            fn from_value(value: &$crate::entity::Value) -> Result<Self, $crate::entity::ValueError> {
                Self::from_word(value.text()?)
                    .ok_or_else(|| $crate::entity::ValueError::expected(stringify!($name), value))
            }
        }
    };
}

/// An identifier that is parsed at the edge and stored by its normal form.
macro_rules! identifier_columns {
    ($($kind:ty, $read:expr);+ $(;)?) => {$(
        impl ColumnValue for $kind {
            const KIND: ColumnKind = ColumnKind::Text;

            fn to_value(&self) -> Value {
                Value::Text(self.as_str().to_owned())
            }

            fn from_value(value: &Value) -> Result<Self, ValueError> {
                let read: fn(&str) -> Option<$kind> = $read;
                read(value.text()?).ok_or_else(|| ValueError::expected(stringify!($kind), value))
            }
        }
    )+};
}

identifier_columns! {
    crate::identifiers::Vin, |text| crate::identifiers::Vin::parse(text).ok().map(|reading| reading.vin);
    crate::identifiers::Mobile, |text| crate::identifiers::Mobile::parse(text).ok();
}
