//! What can go wrong with the file, as far as a person can do something about it.

use domain::entity::RowError;
use rusqlite::ErrorCode;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the disk is full")]
    DiskFull,
    #[error("the store file is damaged: {0}")]
    Damaged(String),
    #[error("the store could not be read or written: {0}")]
    Sql(#[source] rusqlite::Error),
    #[error("a file beside the store could not be read or written: {0}")]
    File(#[from] std::io::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        // The index of the log could not be made larger, which a full disk is the cause of.
        let extended = error.sqlite_error().map(|cause| cause.extended_code);
        if extended == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE) {
            return Self::DiskFull;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(error.to_string())
            }
            Some(_) | None => Self::Sql(error),
        }
    }
}

impl From<RowError> for StoreError {
    fn from(error: RowError) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl From<crate::search::SearchError> for StoreError {
    fn from(error: crate::search::SearchError) -> Self {
        match error {
            crate::search::SearchError::Sqlite(error) => error.into(),
            crate::search::SearchError::Damaged(_) => Self::Damaged(error.to_string()),
        }
    }
}

impl From<protocol::EnvelopeError> for StoreError {
    fn from(error: protocol::EnvelopeError) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl From<protocol::bytes::Damaged> for StoreError {
    fn from(error: protocol::bytes::Damaged) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// Why a store does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("another Forecourt has this store open")]
    InUse,
    #[error("the key does not fit this store")]
    WrongKey,
    #[error("the store was written by a newer Forecourt (schema {found}, this one knows {known})")]
    NewerVersion { found: i64, known: i64 },
    #[error("there is no store here")]
    Absent,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<std::io::Error> for OpenError {
    fn from(error: std::io::Error) -> Self {
        Self::Store(error.into())
    }
}
