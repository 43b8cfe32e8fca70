//! What can go wrong with the index. A query as such cannot: any text is a query.

/// The index could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("the search index could not be read or written: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The index contradicts itself. It is derived data: clear it and put every document again.
    #[error("the search index is damaged ({0}); it can be rebuilt from the records")]
    Damaged(&'static str),
}

pub type Result<T> = std::result::Result<T, SearchError>;
