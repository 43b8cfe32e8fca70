//! What a decision changes: whole-row upserts and deletes of typed entities, nothing finer.

use crate::{
    entity::{Entity, Row, Table},
    ids::{LaneId, RecordId},
};

#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The lane that the row belongs to for ever.
    pub lane: LaneId,
    pub table: &'static Table,
    pub id: RecordId,
    /// The new row, or nothing when the row goes.
    pub row: Option<Row>,
}

/// Changes in the order in which the rule made them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes(pub Vec<Change>);

impl Changes {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn put<T: Entity>(&mut self, lane: LaneId, entity: &T) -> &mut Self {
        self.0.push(Change {
            lane,
            table: T::TABLE,
            id: entity.key(),
            row: Some(entity.to_row()),
        });
        self
    }

    pub fn delete<T: Entity>(&mut self, lane: LaneId, id: impl Into<RecordId>) -> &mut Self {
        self.0.push(Change {
            lane,
            table: T::TABLE,
            id: id.into(),
            row: None,
        });
        self
    }
}
