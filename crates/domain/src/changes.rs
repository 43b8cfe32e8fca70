//! What a decision changes: whole-row upserts and deletes of typed entities, nothing finer.

use crate::{
    entity::{Entity, Row, Table},
    ids::{LaneId, RecordId},
};

/// What becomes of a row's earlier contents, which the journal keeps as evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    Kept,
    /// They are blanked wherever they are kept, because the person they tell of asked for it
    /// (个人信息保护法 47). What stays is their salted hash, so that the chain still proves the rest.
    Erased,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The lane that the row belongs to for ever.
    pub lane: LaneId,
    pub table: &'static Table,
    pub id: RecordId,
    /// The new row, or nothing when the row goes.
    pub row: Option<Row>,
    pub past: Past,
}

/// Changes in the order in which the rule made them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes(pub Vec<Change>);

impl Changes {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn put<T: Entity>(&mut self, lane: LaneId, entity: &T) -> &mut Self {
        self.put_with(lane, entity, Past::Kept)
    }

    /// Puts a row whose personal contents are gone, and has its earlier ones blanked.
    pub fn erase<T: Entity>(&mut self, lane: LaneId, emptied: &T) -> &mut Self {
        self.put_with(lane, emptied, Past::Erased)
    }

    fn put_with<T: Entity>(&mut self, lane: LaneId, entity: &T, past: Past) -> &mut Self {
        self.0.push(Change {
            lane,
            table: T::TABLE,
            id: entity.key(),
            row: Some(entity.to_row()),
            past,
        });
        self
    }

    pub fn delete<T: Entity>(&mut self, lane: LaneId, id: impl Into<RecordId>) -> &mut Self {
        self.0.push(Change {
            lane,
            table: T::TABLE,
            id: id.into(),
            row: None,
            past: Past::Kept,
        });
        self
    }
}
