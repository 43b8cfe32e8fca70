//! Mobile numbers of the mainland. Landlines, 400 numbers and numbers abroad have fields of their own.

use serde::Serialize;
use thiserror::Error;
use ts_rs::TS;

use super::normal::{identifier_text, normal_form};
use crate::privacy::PersonalKind;

const LENGTH: usize = 11;
/// Ways to write the country code, the longest first.
const COUNTRY_CODES: [&str; 3] = ["0086", "+86", "86"];

/// A mainland mobile number: 11 digits, `1` and then 3 to 9. Segments grow, so operators are not checked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct Mobile {
    text: String,
}

identifier_text!(
    Mobile,
    MobileError,
    Some(PersonalKind::Mobile),
    Mobile::parse
);

/// Why a text is not a mainland mobile number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code")]
pub enum MobileError {
    /// Something other than digits, blanks, hyphens, brackets and the country code.
    #[error("“{found}” does not belong in a mobile number")]
    #[serde(rename = "mobileCharset")]
    Charset {
        /// The first such character.
        found: char,
    },
    /// Not 11 digits.
    #[error("a mobile number has 11 digits, not {found}")]
    #[serde(rename = "mobileLength")]
    Length {
        /// Digits after normalisation.
        found: usize,
    },
    /// Does not start with 13 to 19: a landline, a 400 number or a number abroad.
    #[error("mobile numbers start with 13 to 19")]
    #[serde(rename = "mobileSegment")]
    Segment,
}

impl MobileError {
    /// Stable key of the message in the language files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            MobileError::Charset { .. } => "mobileCharset",
            MobileError::Length { .. } => "mobileLength",
            MobileError::Segment => "mobileSegment",
        }
    }
}

impl Mobile {
    /// Reads a typed or pasted number, with or without the country code.
    pub fn parse(typed: &str) -> Result<Mobile, MobileError> {
        let text: String = normal_form(typed)
            .chars()
            .filter(|character| !matches!(character, '(' | ')' | '[' | ']' | '【' | '】'))
            .collect();
        let digits = COUNTRY_CODES
            .iter()
            .find_map(|code| text.strip_prefix(code))
            .unwrap_or(&text);
        if let Some(found) = digits.chars().find(|c| !c.is_ascii_digit()) {
            return Err(MobileError::Charset { found });
        }
        if digits.len() != LENGTH {
            return Err(MobileError::Length {
                found: digits.len(),
            });
        }
        match digits.as_bytes() {
            [b'1', b'3'..=b'9', ..] => Ok(Mobile {
                text: digits.to_owned(),
            }),
            _ => Err(MobileError::Segment),
        }
    }
}
