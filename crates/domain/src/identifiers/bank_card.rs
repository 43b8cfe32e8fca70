//! Bank card numbers, kept only where a refund needs them.

use serde::Serialize;
use thiserror::Error;
use ts_rs::TS;

use super::normal::{identifier_text, normal_form};
use crate::privacy::PersonalKind;

const SHORTEST: usize = 13;
const LONGEST: usize = 19;

/// A bank card number of 13 to 19 digits that passes the Luhn check (ISO/IEC 7812-1).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct BankCard {
    text: String,
}

identifier_text!(
    BankCard,
    BankCardError,
    Some(PersonalKind::BankCard),
    BankCard::parse
);

/// Why a text is not a bank card number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code")]
pub enum BankCardError {
    /// Not 13 to 19 digits.
    #[error("a card number has 13 to 19 digits")]
    #[serde(rename = "bankCardFormat")]
    Format,
    /// The digits do not add up: something was misread or mistyped.
    #[error("the card number fails its check digit")]
    #[serde(rename = "bankCardLuhn")]
    Luhn,
}

impl BankCardError {
    /// Stable key of the message in the language files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            BankCardError::Format => "bankCardFormat",
            BankCardError::Luhn => "bankCardLuhn",
        }
    }
}

impl BankCard {
    /// Reads a typed number.
    pub fn parse(typed: &str) -> Result<BankCard, BankCardError> {
        let text = normal_form(typed);
        let all_digits = text.chars().all(|character| character.is_ascii_digit());
        if !all_digits || !(SHORTEST..=LONGEST).contains(&text.len()) {
            return Err(BankCardError::Format);
        }
        if !passes_luhn(&text) {
            return Err(BankCardError::Luhn);
        }
        Ok(BankCard { text })
    }
}

/// Every second digit from the right counts double, and a double of two digits counts as their sum.
fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .map(|digit| u32::from(digit - b'0'))
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit) {
            (0, digit) => digit,
            (_, digit) if digit < 5 => digit * 2,
            (_, digit) => digit * 2 - 9,
        })
        .sum();
    sum.is_multiple_of(10)
}
