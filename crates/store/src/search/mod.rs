//! The search index: one box that finds cars, customers and orders as one types (FND-1).
//!
//! A document is what one row is found by. Its fields become short **keys** (`keys`): every place a
//! search may begin, in Chinese, pinyin and initials, and identifiers from both ends. A query is cut
//! into terms (`text`); a document answers when every term begins one of its keys. Answers come by
//! how well they match ([`Match`]), then by the rank that the caller gave.
//!
//! The index is a log of immutable **segments** inside the store's own encrypted file. A single put
//! goes into a small pending table, which is searched by reading it. When that is full, or many
//! documents arrive at once, they become a segment (`segment`); segments of like size are merged
//! (`merge`, `upkeep`). Within a segment documents are numbered by kind and descending rank, so the
//! best answers are simply the first of a list. Beginnings that many documents share have their
//! list ready (`prefixes`), rare ones are read term by term, so no query computes over more than
//! about a thousand postings of a term, and two terms meet as bitmaps that are read from the best
//! rank on (`query`).
//!
//! Every function works inside the caller's transaction, or in one of its own where there is none.

mod batch;
mod builder;
mod bulk;
mod error;
mod keys;
mod merge;
mod near;
mod pages;
mod pending;
mod pinyin;
mod postings;
mod prefixes;
mod query;
mod segment;
mod sources;
mod spellings;
mod terms;
mod text;
mod upkeep;
mod view;
mod write;

#[cfg(test)]
mod tests;

pub use batch::Batch;
pub use bulk::Bulk;
pub use error::SearchError;
pub use query::search;
pub use spellings::{Spellings, typed_terms};
pub use upkeep::{Goal, Progress, Upkeep};
pub use write::{clear, put, put_batch, put_many, remove};

/// The tables of the index; part of the store's migrations.
pub const SCHEMA: &str = include_str!("schema.sql");

/// What sort of record a document stands for. The numbers are the caller's and are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchKind(pub u8);

/// What a field holds; it decides how the field can be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldKind {
    /// What the record is called: a person, a company, a model. Found by its beginning first.
    Name,
    /// Other words it is found by, such as the customer and car of an order. One thing a field.
    Text,
    /// A vehicle identification number: from its beginning, or its last four and more.
    Vin,
    /// A phone number: from its beginning, or its last four and more.
    Phone,
    /// A number plate, with or without its province and office letter.
    Plate,
    /// A printed number, such as that of an order or of stock: its beginning, or its last four and more.
    Number,
}

/// What one row is found by.
#[derive(Debug, Clone, Copy)]
pub struct SearchDocument<'a> {
    pub kind: SearchKind,
    pub id: [u8; 16],
    /// Among equal matches the higher comes first: recency, status, whatever the caller means by it.
    pub rank: i64,
    pub fields: &'a [(FieldKind, &'a str)],
}

/// How well a document matches; of several terms the weakest counts. Better comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// A whole identifier, or a whole word of a name, was typed.
    Whole,
    /// The end of an identifier, four characters or more.
    Tail,
    /// The beginning of an identifier or of a word of the name.
    Beginning,
    /// Inside a name, or words other than the name.
    Inside,
    /// Initials with one letter mistaken for its neighbour; offered only for a kind in which nothing
    /// matches as typed.
    Near,
}

/// One answer. What is shown for it, and masked, is read from the row by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub kind: SearchKind,
    pub id: [u8; 16],
    /// The field that the first term matched.
    pub field: FieldKind,
    pub matched: Match,
    pub rank: i64,
}

/// How answers of several kinds share the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// The best of all kinds, in one order.
    Together,
    /// The best of each kind, kinds in ascending order; the limit holds for each kind.
    ByKind,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchLimits<'a> {
    /// Only these kinds; none named means all.
    pub kinds: &'a [SearchKind],
    pub grouping: Grouping,
    /// The most answers, at most [`MOST_HITS`].
    pub hits: usize,
}

/// The most answers of one call (in each kind when grouped); who needs others types on.
pub const MOST_HITS: usize = 1_000;

impl Default for SearchLimits<'_> {
    fn default() -> Self {
        Self {
            kinds: &[],
            grouping: Grouping::Together,
            hits: 50,
        }
    }
}

/// The answers to a query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    pub hits: Vec<Hit>,
    /// The kinds of which further documents match than are in `hits`.
    pub more: Vec<SearchKind>,
}
