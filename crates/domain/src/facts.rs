//! The read-only view that rules decide on: a row by its id, and the few indexed look-ups that
//! rules need.
//!
//! A desk answers at once from its file. The platform answers from a cache: what is absent there is
//! noted and [`Missing`] comes back, all that was noted is fetched in one go, and the same pure
//! function runs again. So the rules need neither async nor a second version.

use crate::{
    entity::{Entity, Index, Row, RowError, Table, Value},
    ids::{LaneId, RecordId},
};

/// The answer is not at hand. Carries nothing: the view itself has noted what to fetch, or which
/// breakage of the store to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing;

/// Equality on the first columns of a declared index, and optionally a half-open range
/// `from <= next column < until` on the one after them.
#[derive(Debug, Clone, PartialEq)]
pub struct Lookup {
    pub table: &'static Table,
    pub index: &'static Index,
    pub equals: Vec<Value>,
    pub range: Option<(Value, Value)>,
}

/// A stretch between two columns of a row, of which it must share some with another stretch.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    pub starts: &'static str,
    pub ends: &'static str,
    pub from: Value,
    pub until: Value,
}

impl Span {
    fn meets(&self, table: &Table, row: &Row) -> bool {
        let value = |column| table.position(column).and_then(|place| row.get(place));
        value(self.starts).is_some_and(|starts| *starts < self.until)
            && value(self.ends).is_some_and(|ends| *ends > self.from)
    }
}

pub trait Facts {
    fn row(&self, table: &'static Table, id: RecordId) -> Result<Option<Row>, Missing>;
    /// Rows in the order of the index.
    fn find(&self, lookup: &Lookup) -> Result<Vec<Row>, Missing>;
    /// Of the rows of a look-up those that share some of a stretch. Whoever can tell from an index reads no others.
    fn overlapping(&self, lookup: &Lookup, span: &Span) -> Result<Vec<Row>, Missing> {
        let mut rows = self.find(lookup)?;
        rows.retain(|row| span.meets(lookup.table, row));
        Ok(rows)
    }
    /// The rows of another lane. The platform has every lane that a command names; in one that is not there nothing is
    /// found. A desk has its own and leaves the other side of a command to the platform.
    fn elsewhere(&self, _lane: LaneId) -> Option<&dyn Facts> {
        None
    }
    /// Notes a stored row that cannot be read, so that it is reported as a breakage.
    fn unreadable(&self, error: RowError) -> Missing;
}

/// Typed questions over any [`Facts`].
pub trait Ask {
    fn get<T: Entity>(&self, id: impl Into<RecordId>) -> Result<Option<T>, Missing>;
    fn by<T: Entity>(
        &self,
        index: &'static Index,
        equals: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<T>, Missing>;
    fn by_range<T: Entity>(
        &self,
        index: &'static Index,
        equals: impl IntoIterator<Item = Value>,
        range: (Value, Value),
    ) -> Result<Vec<T>, Missing>;
}

impl<F: Facts + ?Sized> Ask for F {
    fn get<T: Entity>(&self, id: impl Into<RecordId>) -> Result<Option<T>, Missing> {
        self.row(T::TABLE, id.into())?
            .map(|row| T::from_row(&row).map_err(|error| self.unreadable(error)))
            .transpose()
    }

    fn by<T: Entity>(
        &self,
        index: &'static Index,
        equals: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<T>, Missing> {
        typed(self, index, equals.into_iter().collect(), None)
    }

    fn by_range<T: Entity>(
        &self,
        index: &'static Index,
        equals: impl IntoIterator<Item = Value>,
        range: (Value, Value),
    ) -> Result<Vec<T>, Missing> {
        typed(self, index, equals.into_iter().collect(), Some(range))
    }
}

fn typed<T: Entity, F: Facts + ?Sized>(
    facts: &F,
    index: &'static Index,
    equals: Vec<Value>,
    range: Option<(Value, Value)>,
) -> Result<Vec<T>, Missing> {
    facts
        .find(&Lookup {
            table: T::TABLE,
            index,
            equals,
            range,
        })?
        .iter()
        .map(|row| T::from_row(row).map_err(|error| facts.unreadable(error)))
        .collect()
}
