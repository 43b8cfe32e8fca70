//! 统一社会信用代码 (GB 32100-2015), a company's number and its taxpayer id on invoices.

use serde::Serialize;
use thiserror::Error;
use ts_rs::TS;

use super::normal::{identifier_text, normal_form};

const LENGTH: usize = 18;
/// The position of a character is its value; I, O, S, V and Z are not used.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const MODULUS: u32 = 31;
/// Zero-based positions of the administrative division.
const DIVISION: std::ops::Range<usize> = 2..8;
/// Zero-based positions of the organisation code (GB 11714) without and with its own check character.
const ORGANISATION: std::ops::Range<usize> = 8..16;
const ORGANISATION_CHECK: usize = 16;
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A unified social credit code: 18 characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct Uscc {
    text: String,
}

identifier_text!(Uscc, UsccError, None, Uscc::read_back);

/// A code together with what a clerk should look at twice. An advisory never blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsccReading {
    /// The accepted code.
    pub uscc: Uscc,
    /// What is unusual about it, if anything.
    pub advisory: Option<UsccAdvisory>,
}

/// What is unusual about a code whose own check character is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "code")]
pub enum UsccAdvisory {
    /// The organisation code inside does not match its own check character (GB 11714).
    #[serde(rename = "usccAdviceOrganisationCode")]
    OrganisationCode,
}

impl UsccAdvisory {
    /// Stable key of the message in the language files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            UsccAdvisory::OrganisationCode => "usccAdviceOrganisationCode",
        }
    }
}

/// Why a text is not a unified social credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code")]
pub enum UsccError {
    /// Not 18 characters.
    #[error("a unified social credit code has 18 characters, not {found}")]
    #[serde(rename = "usccLength")]
    Length {
        /// Characters after normalisation.
        found: usize,
    },
    /// A character outside the alphabet of 31.
    #[error("“{found}” does not occur in a unified social credit code")]
    #[serde(rename = "usccCharset")]
    Charset {
        /// The first such character.
        found: char,
    },
    /// Positions 3 to 8, the administrative division, are not all digits.
    #[error("positions 3 to 8 are digits")]
    #[serde(rename = "usccArea")]
    Area,
    /// The last character does not match the others.
    #[error("the check character should be {expected}, not {found}")]
    #[serde(rename = "usccChecksum")]
    Checksum {
        /// What the other characters require.
        expected: char,
        /// What was read.
        found: char,
    },
}

impl UsccError {
    /// Stable key of the message in the language files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            UsccError::Length { .. } => "usccLength",
            UsccError::Charset { .. } => "usccCharset",
            UsccError::Area => "usccArea",
            UsccError::Checksum { .. } => "usccChecksum",
        }
    }
}

impl Uscc {
    /// Reads a typed code.
    pub fn parse(typed: &str) -> Result<UsccReading, UsccError> {
        let text = normal_form(typed);
        let found = text.chars().count();
        if found != LENGTH {
            return Err(UsccError::Length { found });
        }
        if let Some(found) = text
            .chars()
            .find(|character| !ALPHABET.contains(*character))
        {
            return Err(UsccError::Charset { found });
        }
        if !text[DIVISION].chars().all(|c| c.is_ascii_digit()) {
            return Err(UsccError::Area);
        }
        let found = char::from(text.as_bytes()[LENGTH - 1]);
        let expected = expected_check(&text);
        if found != expected {
            return Err(UsccError::Checksum { expected, found });
        }
        let advisory = (!organisation_check_holds(&text)).then_some(UsccAdvisory::OrganisationCode);
        let uscc = Uscc { text };
        Ok(UsccReading { uscc, advisory })
    }

    fn read_back(text: &str) -> Result<Uscc, UsccError> {
        Uscc::parse(text).map(|reading| reading.uscc)
    }
}

/// Weights are the powers of 3; the check character brings the sum to a multiple of 31.
fn expected_check(text: &str) -> char {
    let (sum, _) = text[..LENGTH - 1]
        .chars()
        .filter_map(|character| ALPHABET.find(character))
        .fold((0, 1), |(sum, weight), value| {
            (sum + value as u32 * weight, weight * 3 % MODULUS)
        });
    let place = (MODULUS - sum % MODULUS) % MODULUS;
    char::from(ALPHABET.as_bytes()[place as usize])
}

fn organisation_check_holds(text: &str) -> bool {
    let sum: u32 = text[ORGANISATION]
        .chars()
        .zip(ORGANISATION_WEIGHTS)
        .map(|(character, weight)| character.to_digit(36).unwrap_or(0) * weight)
        .sum();
    let expected = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    text.as_bytes()[ORGANISATION_CHECK] == expected as u8
}
