//! What a command on parts has done so far: the rows it put, and what is to be put to a person.

use crate::{
    ahead::Ahead,
    changes::Changes,
    command::{Decision, Outcome, Stop},
    context::Context,
    entity::Entity,
    facts::{Ask, Facts},
    ids::RecordId,
    refusal::{Concern, GeneralRefusal},
    rights::Right,
};

pub(crate) struct Work<'a> {
    pub facts: &'a dyn Facts,
    pub context: &'a Context,
    pub changes: Changes,
    pub concerns: Vec<Concern>,
}

impl<'a> Work<'a> {
    pub fn new(facts: &'a dyn Facts, context: &'a Context) -> Self {
        Self {
            facts,
            context,
            changes: Changes::new(),
            concerns: Vec::new(),
        }
    }

    /// The facts with what this command has put.
    pub fn ahead(&self) -> Ahead<'_> {
        Ahead {
            facts: self.facts,
            changes: &self.changes,
        }
    }

    pub fn put<T: Entity>(&mut self, entity: &T) {
        self.changes.put(self.context.lane, entity);
    }

    /// The record that a command names, or the refusal that says it is not there.
    pub fn named<T: Entity>(&self, id: impl Into<RecordId>, field: &str) -> Result<T, Stop> {
        self.ahead().get::<T>(id)?.ok_or_else(|| {
            GeneralRefusal::NotFound {
                kind: T::TABLE.name.to_owned(),
                field: field.to_owned(),
            }
            .into()
        })
    }

    /// Refuses an id that is taken.
    pub fn is_new<T: Entity>(&self, id: impl Into<RecordId>) -> Result<(), Stop> {
        match self.ahead().get::<T>(id)? {
            None => Ok(()),
            Some(_) => Err(GeneralRefusal::AlreadyExists {
                kind: T::TABLE.name.to_owned(),
            }
            .into()),
        }
    }

    /// Whoever keeps the parts and whoever looks after the customer both say for whom a part is kept.
    pub fn may_reserve(&self) -> Result<(), Stop> {
        if self.context.may(Right::EditParts) || self.context.may(Right::EditService) {
            return Ok(());
        }
        Err(GeneralRefusal::MissingRight {
            right: Right::EditParts,
        }
        .into())
    }

    pub fn done(self) -> Decision {
        Ok(Outcome {
            changes: self.changes,
            concerns: self.concerns,
        })
    }
}
