//! What a call answers when it does not answer: typed, and in words only at the page.

use domain::{command::Malformed, refusal::Refusal};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::{OpenError, StoreError};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "RpcErrorKind")]
pub enum Kind {
    /// An expected "no" of the rules.
    Refused,
    /// What was typed cannot be read.
    Invalid,
    /// Something broke.
    Failed,
    /// Nobody is signed in, or the screen is locked.
    SignedOut,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RpcError {
    pub kind: Kind,
    /// Key of the sentence: `refusal.<code>` for refused and invalid, `failure.<code>` for failed.
    pub code: String,
    /// The form field that the sentence belongs to.
    pub field: Option<String>,
    #[ts(type = "Record<string, string | number | null>")]
    pub values: Map<String, Value>,
}

impl RpcError {
    fn new(kind: Kind, code: &str) -> Self {
        Self {
            kind,
            code: code.to_owned(),
            field: None,
            values: Map::new(),
        }
    }

    pub fn failed(code: &str) -> Self {
        Self::new(Kind::Failed, code)
    }

    /// A failure whose cause is worth telling, though it is in the language of the cause.
    pub fn broken(code: &str, cause: &dyn std::fmt::Display) -> Self {
        Self::failed(code).with("detail", cause.to_string())
    }

    pub fn invalid(field: &str, code: &str) -> Self {
        Self {
            field: Some(field.to_owned()),
            ..Self::new(Kind::Invalid, code)
        }
    }

    pub fn refused(code: &str) -> Self {
        Self::new(Kind::Refused, code)
    }

    pub fn signed_out() -> Self {
        Self::new(Kind::SignedOut, "signedOut")
    }

    pub fn on(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }
}

impl From<Refusal> for RpcError {
    fn from(refusal: Refusal) -> Self {
        Self {
            kind: Kind::Refused,
            code: refusal.code,
            field: refusal.field,
            values: refusal.values,
        }
    }
}

impl From<Malformed> for RpcError {
    fn from(malformed: Malformed) -> Self {
        // An identifier says its own code; anything else is a fault of the page, told as it is.
        let is_code = malformed.message.chars().all(|c| c.is_ascii_alphanumeric());
        if is_code {
            Self::invalid(&malformed.field, &malformed.message)
        } else {
            Self::invalid(&malformed.field, "malformed").with("detail", malformed.message)
        }
    }
}

impl From<StoreError> for RpcError {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::DiskFull => Self::failed("diskFull"),
            StoreError::Damaged(detail) => Self::broken("storeDamaged", detail),
            StoreError::Sql(cause) => Self::broken("storeBroken", cause),
            StoreError::File(cause) if cause.kind() == std::io::ErrorKind::StorageFull => {
                Self::failed("diskFull")
            }
            StoreError::File(cause) => Self::broken("storeBroken", cause),
        }
    }
}

impl From<OpenError> for RpcError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::InUse => Self::failed("storeInUse"),
            OpenError::WrongKey => Self::failed("wrongKey"),
            OpenError::NewerVersion { found, known } => Self::failed("storeNewer")
                .with("found", found)
                .with("known", known),
            OpenError::Absent => Self::failed("noStore"),
            OpenError::Store(error) => error.into(),
        }
    }
}

impl From<store::search::SearchError> for RpcError {
    fn from(error: store::search::SearchError) -> Self {
        StoreError::from(error).into()
    }
}

impl From<rusqlite::Error> for RpcError {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::from(error).into()
    }
}
