//! Reads an amount as people type it, and says precisely why it could not.

use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::Serialize;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use super::Fen;

/// Why a typed amount was not taken. [`FenError::code`] names the sentence shown beside the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code")]
pub enum FenError {
    /// Nothing was typed.
    #[error("no amount was typed")]
    #[serde(rename = "amountEmpty")]
    Empty,
    /// Something other than digits, separators, a sign, a currency mark or a unit.
    #[error("“{found}” does not belong in an amount")]
    #[serde(rename = "amountUnreadable")]
    Unreadable {
        /// The first character that could not be read.
        found: char,
    },
    /// A comma or a blank that does not separate thousands (`1,23`): it might mean a decimal point.
    #[error("the commas do not separate thousands")]
    #[serde(rename = "amountGrouping")]
    Grouping,
    /// Less than a fen was typed; amounts are never rounded behind a person's back.
    #[error("the amount has parts smaller than one fen")]
    #[serde(rename = "amountFinerThanFen")]
    FinerThanFen,
    /// More than 64 bits of fen.
    #[error("the amount is too large")]
    #[serde(rename = "amountTooLarge")]
    TooLarge,
}

impl FenError {
    /// Stable key of the message in the language files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            FenError::Empty => "amountEmpty",
            FenError::Unreadable { .. } => "amountUnreadable",
            FenError::Grouping => "amountGrouping",
            FenError::FinerThanFen => "amountFinerThanFen",
            FenError::TooLarge => "amountTooLarge",
        }
    }
}

/// Marks that may stand before the number.
const PREFIXES: [&str; 5] = ["人民币", "RMB", "CNY", "¥", "$CN"];

/// Words that may stand after the number, longest first, with the power of ten they stand for.
const UNITS: [(&str, u32); 10] = [
    ("万元", 4),
    ("亿元", 8),
    ("千元", 3),
    ("万", 4),
    ("亿", 8),
    ("千", 3),
    ("W", 4),
    ("元", 0),
    ("圆", 0),
    ("块", 0),
];

pub(super) fn read(typed: &str) -> Result<Fen, FenError> {
    let plain: String = typed.nfkc().collect();
    let normal: String = separated(plain.trim())
        .chars()
        .map(|character| match character {
            '。' => '.',
            '−' | '–' => '-',
            '、' => ',',
            other => other,
        })
        .collect::<String>()
        .to_uppercase();
    let (negative, rest) = signed(&normal);
    let rest = PREFIXES
        .iter()
        .find_map(|prefix| rest.strip_prefix(prefix))
        .unwrap_or(rest);
    let (negative, rest) = match signed(rest) {
        (true, rest) if !negative => (true, rest),
        (true, _) => return Err(FenError::Unreadable { found: '-' }),
        (false, rest) => (negative, rest),
    };
    let (number, power) = UNITS
        .iter()
        .find_map(|(unit, power)| rest.strip_suffix(unit).map(|number| (number, *power)))
        .unwrap_or((rest, 0));
    let yuan = decimal(number)?
        .checked_mul(Decimal::from(10_u64.pow(power)))
        .ok_or(FenError::TooLarge)?;
    let fen = yuan
        .checked_mul(Decimal::ONE_HUNDRED)
        .ok_or(FenError::TooLarge)?;
    if fen.fract() != Decimal::ZERO {
        return Err(FenError::FinerThanFen);
    }
    let fen = if negative { -fen } else { fen };
    fen.to_i64().map(Fen).ok_or(FenError::TooLarge)
}

/// Blanks between two digits separate thousands like commas; any other blank says nothing.
fn separated(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut blanks = 0_u32;
    for character in text.chars() {
        if character.is_whitespace() {
            blanks += 1;
            continue;
        }
        let between = read.ends_with(|c: char| c.is_ascii_digit()) && character.is_ascii_digit();
        if blanks > 0 && between {
            read.push(',');
        }
        blanks = 0;
        read.push(character);
    }
    read
}

fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn decimal(number: &str) -> Result<Decimal, FenError> {
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    let stranger = whole
        .chars()
        .find(|character| !character.is_ascii_digit() && *character != ',')
        .or_else(|| fraction.and_then(|digits| digits.chars().find(|c| !c.is_ascii_digit())));
    if let Some(found) = stranger {
        return Err(FenError::Unreadable { found });
    }
    if !grouped_in_thousands(whole) {
        return Err(FenError::Grouping);
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let fraction = fraction.unwrap_or("").trim_end_matches('0');
    if digits.is_empty() && fraction.is_empty() && !number.contains('0') {
        return Err(FenError::Empty);
    }
    // A fraction longer than any unit can absorb is finer than a fen whatever follows it.
    if fraction.len() > 10 {
        return Err(FenError::FinerThanFen);
    }
    let text = format!(
        "{}{digits}.{fraction}0",
        if digits.is_empty() { "0" } else { "" }
    );
    Decimal::from_str_exact(&text).map_err(|_| FenError::TooLarge)
}

fn grouped_in_thousands(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let mut rest = groups.peekable();
    if rest.peek().is_none() {
        return true;
    }
    (1..=3).contains(&first.len()) && rest.all(|group| group.len() == 3)
}
