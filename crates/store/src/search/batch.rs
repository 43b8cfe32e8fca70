//! Documents that go into the index together. Spelling them out is most of the work, and needs no store: it is done
//! on whatever thread has time.

use super::{
    SearchDocument,
    builder::Keyed,
    keys::{Keys, Spelled},
    segment::Document,
};

#[derive(Default)]
pub struct Batch {
    pub(super) documents: Vec<Keyed>,
    pub(super) spelled: Spelled,
}

impl Batch {
    /// Adds a document; of several with the same kind and id the last counts.
    pub fn add(&mut self, document: &SearchDocument) {
        let (keys, words) = Keys::of_one(document.fields, &mut self.spelled);
        self.documents.push(Keyed {
            document: Document::of(document),
            keys,
            words,
        });
    }

    pub fn len(&self) -> usize {
        self.documents.len()
    }

    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}
