//! An edition is named by the day on which it was made, and a number where a day has several: it only grows, and says
//! how old a set is.

use std::{fmt, num::NonZeroU16, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entity::{ColumnKind, ColumnValue, Value, ValueError};

/// `2026-11-22`, or `2026-11-22/2` for the second of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Edition {
    pub day: NaiveDate,
    number: NonZeroU16,
}

/// A text that names no edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an edition is a day, as 2026-11-22, or 2026-11-22/2 for the second of that day")]
pub struct NoEdition;

impl FromStr for Edition {
    type Err = NoEdition;

    fn from_str(text: &str) -> Result<Self, NoEdition> {
        let (day, number) = match text.split_once('/') {
            Some((day, number)) => (day, number.parse().map_err(|_| NoEdition)?),
            None => (text, NonZeroU16::MIN),
        };
        Ok(Self {
            day: day.parse().map_err(|_| NoEdition)?,
            number,
        })
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.number == NonZeroU16::MIN {
            write!(f, "{}", self.day)
        } else {
            write!(f, "{}/{}", self.day, self.number)
        }
    }
}

impl TryFrom<String> for Edition {
    type Error = NoEdition;

    fn try_from(text: String) -> Result<Self, NoEdition> {
        text.parse()
    }
}

impl From<Edition> for String {
    fn from(edition: Edition) -> Self {
        edition.to_string()
    }
}

impl ColumnValue for Edition {
    const KIND: ColumnKind = ColumnKind::Text;

    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        value
            .text()?
            .parse()
            .map_err(|_| ValueError::expected("an edition", value))
    }
}
