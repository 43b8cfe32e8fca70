//! 车辆识别代号 (VIN), GB 16735-2019 and ISO 3779.

use serde::Serialize;
use thiserror::Error;
use ts_rs::TS;

use super::makers::{self, Maker};
use super::normal::{identifier_text, normal_form};
use crate::privacy::PersonalKind;

const LENGTH: usize = 17;
/// Zero-based position of the check character.
const CHECK_POSITION: usize = 8;
/// Zero-based position of the model-year code.
const YEAR_POSITION: usize = 9;
const WEIGHTS: [u32; LENGTH] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/// Model-year codes in the order of the 30-year cycle, which stood at A in 1980 and 2010.
const YEAR_CODES: &str = "ABCDEFGHJKLMNPRSTVWXY123456789";
const CYCLE_START: i32 = 1980;
const CYCLE_YEARS: i32 = 30;

/// A vehicle identification number: 17 characters of 0-9 and A-Z without I, O and Q.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct Vin {
    text: String,
}

identifier_text!(Vin, VinError, Some(PersonalKind::Vin), Vin::read_back);

/// A VIN together with what a clerk should look at twice. An advisory never blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VinReading {
    /// The accepted number.
    pub vin: Vin,
    /// What is unusual about it, if anything.
    pub advisory: Option<VinAdvisory>,
}

/// Why a text is not the VIN of a car. For cars made for China the check character is binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code")]
pub enum VinError {
    /// Not 17 characters.
    #[error("a VIN has 17 characters, not {found}")]
    #[serde(rename = "vinLength")]
    Length {
        /// Characters after normalisation.
        found: usize,
    },
    /// A character outside 0-9 and A-Z without I, O, Q.
    #[error("“{found}” does not occur in a VIN")]
    #[serde(rename = "vinCharset")]
    Charset {
        /// The first such character.
        found: char,
    },
    /// Position 9 of a car made for China is neither a digit nor X.
    #[error("“{found}” cannot be a check character")]
    #[serde(rename = "vinCheckCharIllegal")]
    CheckCharIllegal {
        /// The character at position 9.
        found: char,
    },
    /// Position 9 does not match the other 16: something was misread or mistyped.
    #[error("the check digit should be {expected}, not {found}")]
    #[serde(rename = "vinCheckDigit")]
    CheckDigit {
        /// What the other characters require.
        expected: char,
        /// What was read.
        found: char,
    },
    /// Position 10 holds a character that no model year has.
    #[error("“{found}” is no model-year code")]
    #[serde(rename = "vinYearCode")]
    YearCode {
        /// The character at position 10.
        found: char,
    },
    /// The last four characters are not all digits.
    #[error("the last four characters of a VIN are digits")]
    #[serde(rename = "vinTailNotNumeric")]
    TailNotNumeric,
}

impl VinError {
    /// Stable key of the message in the language files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            VinError::Length { .. } => "vinLength",
            VinError::Charset { .. } => "vinCharset",
            VinError::CheckCharIllegal { .. } => "vinCheckCharIllegal",
            VinError::CheckDigit { .. } => "vinCheckDigit",
            VinError::YearCode { .. } => "vinYearCode",
            VinError::TailNotNumeric => "vinTailNotNumeric",
        }
    }
}

/// What is unusual about the VIN of an import, whose maker need not follow the Chinese rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "code")]
pub enum VinAdvisory {
    /// Position 9 is a filler, as European makers use it; there is nothing to check against.
    #[serde(rename = "vinAdviceCheckCharIllegal")]
    CheckCharIllegal,
    /// Position 9 could be a check digit but does not match.
    #[serde(rename = "vinAdviceCheckDigit")]
    CheckDigit,
    /// The last four characters are not all digits.
    #[serde(rename = "vinAdviceTailNotNumeric")]
    TailNotNumeric,
}

impl VinAdvisory {
    /// Stable key of the message in the language files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            VinAdvisory::CheckCharIllegal => "vinAdviceCheckCharIllegal",
            VinAdvisory::CheckDigit => "vinAdviceCheckDigit",
            VinAdvisory::TailNotNumeric => "vinAdviceTailNotNumeric",
        }
    }
}

impl Vin {
    /// Reads a typed VIN. For cars made for China (L…, H…) every fault is an error; for imports
    /// only length and characters are, the rest comes back as an advisory.
    pub fn parse(typed: &str) -> Result<VinReading, VinError> {
        let text = normal_form(typed);
        let found = text.chars().count();
        if found != LENGTH {
            return Err(VinError::Length { found });
        }
        if let Some(found) = text.chars().find(|character| value(*character).is_none()) {
            return Err(VinError::Charset { found });
        }
        let vin = Vin { text };
        let advisory = match vin.fault() {
            None => None,
            Some(fault) if vin.is_made_for_china() => return Err(fault),
            Some(fault) => advice(fault),
        };
        Ok(VinReading { vin, advisory })
    }

    /// Reads a scanned VIN: a leading I that some bar codes carry is dropped, and the letters O and I,
    /// which no VIN has, are taken for the digits that they look like. A leading I among only 17 characters
    /// may be a misread 1 when the check digit agrees; otherwise a character is missing.
    pub fn from_scan(scanned: &str) -> Result<VinReading, VinError> {
        let text = normal_form(scanned);
        let digits_for_letters = |text: &str| text.replace('O', "0").replace('I', "1");
        let Some(rest) = text.strip_prefix('I') else {
            return Vin::parse(&digits_for_letters(&text));
        };
        let found = rest.chars().count();
        if found == LENGTH {
            return Vin::parse(&digits_for_letters(rest));
        }
        match Vin::parse(&digits_for_letters(&text)) {
            Ok(VinReading {
                advisory: Some(_), ..
            }) => Err(VinError::Length { found }),
            read => read,
        }
    }

    /// World manufacturer identifier, positions 1 to 3.
    #[must_use]
    pub fn wmi(&self) -> &str {
        &self.text[..3]
    }

    /// The check character, position 9.
    #[must_use]
    pub fn check_char(&self) -> char {
        self.at(CHECK_POSITION)
    }

    /// The last six characters, by which people on the lot name a car.
    #[must_use]
    pub fn tail(&self) -> &str {
        &self.text[LENGTH - 6..]
    }

    /// Made for China: the manufacturer identifier starts with L or, in newer blocks, H.
    #[must_use]
    pub fn is_made_for_china(&self) -> bool {
        self.text.starts_with(['L', 'H'])
    }

    /// Who the manufacturer identifier belongs to. Advisory: an unknown one says nothing against the car.
    #[must_use]
    pub fn maker(&self) -> Option<&'static Maker> {
        makers::by_wmi(self.wmi())
    }

    /// The latest model year that the code can mean and that is not after the coming year; only for cars made
    /// for China. It is the maker's model year, no proof of the production date (that is on the 合格证).
    #[must_use]
    pub fn model_year(&self, this_year: i32) -> Option<i32> {
        if !self.is_made_for_china() {
            return None;
        }
        let place = YEAR_CODES.find(self.at(YEAR_POSITION))?;
        let first = CYCLE_START + i32::try_from(place).ok()?;
        let latest = this_year + 1;
        (latest >= first).then(|| first + (latest - first) / CYCLE_YEARS * CYCLE_YEARS)
    }

    fn read_back(text: &str) -> Result<Vin, VinError> {
        Vin::parse(text).map(|reading| reading.vin)
    }

    fn at(&self, position: usize) -> char {
        char::from(self.text.as_bytes()[position])
    }

    fn fault(&self) -> Option<VinError> {
        let found = self.check_char();
        let expected = self.expected_check();
        if !found.is_ascii_digit() && found != 'X' {
            return Some(VinError::CheckCharIllegal { found });
        }
        if found != expected {
            return Some(VinError::CheckDigit { expected, found });
        }
        let year = self.at(YEAR_POSITION);
        if !YEAR_CODES.contains(year) {
            return Some(VinError::YearCode { found: year });
        }
        let tail_is_numeric = self.text[LENGTH - 4..].chars().all(|c| c.is_ascii_digit());
        (!tail_is_numeric).then_some(VinError::TailNotNumeric)
    }

    fn expected_check(&self) -> char {
        let sum: u32 = self
            .text
            .chars()
            .zip(WEIGHTS)
            .map(|(character, weight)| value(character).unwrap_or(0) * weight)
            .sum();
        char::from_digit(sum % 11, 10).unwrap_or('X')
    }
}

/// What remains of a fault when the car is an import. A foreign year code need not follow any table.
fn advice(fault: VinError) -> Option<VinAdvisory> {
    match fault {
        VinError::CheckCharIllegal { .. } => Some(VinAdvisory::CheckCharIllegal),
        VinError::CheckDigit { .. } => Some(VinAdvisory::CheckDigit),
        VinError::TailNotNumeric => Some(VinAdvisory::TailNotNumeric),
        VinError::Length { .. } | VinError::Charset { .. } | VinError::YearCode { .. } => None,
    }
}

/// The number that a character counts as in the check sum; `None` outside the alphabet.
fn value(character: char) -> Option<u32> {
    let value = match character {
        '0'..='9' => character as u32 - '0' as u32,
        'A'..='H' => character as u32 - 'A' as u32 + 1,
        'J'..='N' => character as u32 - 'J' as u32 + 1,
        'P' => 7,
        'R' => 9,
        'S'..='Z' => character as u32 - 'S' as u32 + 2,
        _ => return None,
    };
    Some(value)
}
