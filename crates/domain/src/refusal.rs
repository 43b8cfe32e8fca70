//! An expected "no", and what is put to a person after an accepted record: typed codes with their
//! values. Each area declares its own; they are put into words at the edge, by the code.

use serde::{Deserialize, Serialize};

use crate::rights::Right;

/// Refusals that any command can meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum GeneralRefusal {
    /// The giver of the command lacks the right for it.
    MissingRight { right: Right },
    /// The record that the command names is not there (any more).
    NotFound { kind: String, field: String },
    /// The id that the command brings for a new record is taken.
    AlreadyExists { kind: String },
    /// A text that must be filled in is empty.
    Empty { field: String },
    /// A text is longer than a record holds.
    TooLong { field: String, max: u32 },
    /// A sum is negative or beyond anything a dealership handles.
    MoneyOutOfRange { field: String },
    /// A date that cannot be: before 1900, or later than the rule allows.
    DateOutOfRange { field: String },
    /// The record was changed since it was read, in the very fields this command changes.
    ChangedMeanwhile { field: String },
}

/// Any area's refusal. Serialises to `{ "code": …, values… }`; the code is the key of its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    pub code: String,
    /// The field of the command that the refusal is about, so that the page can say it beside it.
    pub field: Option<String>,
    pub values: serde_json::Map<String, serde_json::Value>,
}

impl Refusal {
    /// From an area's typed refusal (an enum tagged by `code`).
    pub fn typed<R: Serialize>(refusal: &R, field: Option<&str>) -> Self {
        let mut values = match serde_json::to_value(refusal) {
            Ok(serde_json::Value::Object(values)) => values,
            Ok(_) | Err(_) => serde_json::Map::new(),
        };
        let code = match values.remove("code") {
            Some(serde_json::Value::String(code)) => code,
            Some(_) | None => "unknown".to_owned(),
        };
        let field = field.map(str::to_owned).or_else(|| {
            values
                .get("field")
                .and_then(serde_json::Value::as_str)
                .map(str::to_owned)
        });
        Self {
            code,
            field,
            values,
        }
    }
}

impl From<GeneralRefusal> for Refusal {
    fn from(refusal: GeneralRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}

/// A rule that an accepted record broke; opens an item for a person to settle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Concern {
    pub code: String,
    #[ts(type = "Record<string, string | number | null>")]
    pub values: serde_json::Map<String, serde_json::Value>,
}

impl Concern {
    pub fn typed<C: Serialize>(concern: &C) -> Self {
        let Refusal { code, values, .. } = Refusal::typed(concern, None);
        Self { code, values }
    }
}
