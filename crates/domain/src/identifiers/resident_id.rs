//! 公民身份号码 (GB 11643-1999), and the residence cards that share its form and check sum.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

use super::normal::{identifier_text, normal_form};
use crate::privacy::PersonalKind;

const LENGTH: usize = 18;
/// Length of the first-generation numbers, void since 2013-01-01.
const LEGACY_LENGTH: usize = 15;
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";
/// Provinces only: counties are renamed and abolished while their numbers stay for life.
const PROVINCES: [&str; 35] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
    "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71",
    "81", "82", "83",
];

/// An identity number of 18 characters, whose holder's birth date and gender it states.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct ResidentId {
    text: String,
    document: IdentityDocument,
    birth_date: NaiveDate,
    gender: Gender,
}

identifier_text!(
    ResidentId,
    ResidentIdError,
    Some(PersonalKind::ResidentId),
    ResidentId::read_back
);

/// Which card the number is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum IdentityDocument {
    /// 居民身份证.
    ResidentCard,
    /// 港澳台居民居住证 (81…, 82…, 83…).
    HongKongMacauTaiwanResidence,
    /// 外国人永久居留身份证, layout of 2023 (9…).
    ForeignPermanentResidence,
}

/// Gender as the number states it: odd sequence numbers are male.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Gender {
    /// 男.
    Male,
    /// 女.
    Female,
}

/// Why a text is not an identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code")]
pub enum ResidentIdError {
    /// Not 18 characters.
    #[error("an identity number has 18 characters, not {found}")]
    #[serde(rename = "residentIdLength")]
    Length {
        /// Characters after normalisation.
        found: usize,
    },
    /// A first-generation number of 15 digits: kept where it stands, not entered anew.
    #[error("numbers of 15 digits have been void since 2013")]
    #[serde(rename = "residentIdLegacy")]
    Legacy,
    /// Something other than 17 digits and a digit or X.
    #[error("“{found}” does not occur in an identity number")]
    #[serde(rename = "residentIdCharset")]
    Charset {
        /// The first such character.
        found: char,
    },
    /// The number opens with no province.
    #[error("no province has this code")]
    #[serde(rename = "residentIdArea")]
    Area,
    /// The birth date does not exist or lies in the future.
    #[error("the birth date does not exist or lies in the future")]
    #[serde(rename = "residentIdBirthDate")]
    BirthDate,
    /// The last character does not match the others.
    #[error("the check character should be {expected}, not {found}")]
    #[serde(rename = "residentIdChecksum")]
    Checksum {
        /// What the other characters require.
        expected: char,
        /// What was read.
        found: char,
    },
}

impl ResidentIdError {
    /// Stable key of the message in the language files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            ResidentIdError::Length { .. } => "residentIdLength",
            ResidentIdError::Legacy => "residentIdLegacy",
            ResidentIdError::Charset { .. } => "residentIdCharset",
            ResidentIdError::Area => "residentIdArea",
            ResidentIdError::BirthDate => "residentIdBirthDate",
            ResidentIdError::Checksum { .. } => "residentIdChecksum",
        }
    }
}

impl ResidentId {
    /// Reads a typed number; `today` is a date at the dealership, after which nobody was born.
    pub fn parse(typed: &str, today: NaiveDate) -> Result<ResidentId, ResidentIdError> {
        read(typed, Some(today))
    }

    /// Which card the number is printed on.
    #[must_use]
    pub const fn document(&self) -> IdentityDocument {
        self.document
    }

    /// The stated birth date, a plain date.
    #[must_use]
    pub const fn birth_date(&self) -> NaiveDate {
        self.birth_date
    }

    /// The stated gender.
    #[must_use]
    pub const fn gender(&self) -> Gender {
        self.gender
    }

    /// Full years on a date; a year is completed on the birthday, on 1 March for those born on 29 February.
    #[must_use]
    pub fn age_on(&self, day: NaiveDate) -> i32 {
        let birthday_passed =
            (day.month(), day.day()) >= (self.birth_date.month(), self.birth_date.day());
        day.year() - self.birth_date.year() - i32::from(!birthday_passed)
    }

    /// A stored number was checked against the calendar of its own day; the rest is checked again.
    fn read_back(text: &str) -> Result<ResidentId, ResidentIdError> {
        read(text, None)
    }
}

fn read(typed: &str, today: Option<NaiveDate>) -> Result<ResidentId, ResidentIdError> {
    let text = normal_form(typed);
    let found = text.chars().count();
    if found == LEGACY_LENGTH && text.chars().all(|character| character.is_ascii_digit()) {
        return Err(ResidentIdError::Legacy);
    }
    if found != LENGTH {
        return Err(ResidentIdError::Length { found });
    }
    let stranger = text.chars().enumerate().find(|(position, character)| {
        !(character.is_ascii_digit() || *position == LENGTH - 1 && *character == 'X')
    });
    if let Some((_, found)) = stranger {
        return Err(ResidentIdError::Charset { found });
    }
    let document = document(&text).ok_or(ResidentIdError::Area)?;
    let birth_date = birth_date(&text)
        .filter(|birth| today.is_none_or(|today| *birth <= today))
        .ok_or(ResidentIdError::BirthDate)?;
    let found = char::from(text.as_bytes()[LENGTH - 1]);
    let expected = expected_check(&text);
    if found != expected {
        return Err(ResidentIdError::Checksum { expected, found });
    }
    let gender = if digit(&text, LENGTH - 2) % 2 == 1 {
        Gender::Male
    } else {
        Gender::Female
    };
    Ok(ResidentId {
        text,
        document,
        birth_date,
        gender,
    })
}

/// The foreigner's card carries its province after the leading 9.
fn document(text: &str) -> Option<IdentityDocument> {
    let (document, province) = match text.as_bytes() {
        [b'9', ..] => (IdentityDocument::ForeignPermanentResidence, &text[1..3]),
        [b'8', ..] => (IdentityDocument::HongKongMacauTaiwanResidence, &text[0..2]),
        _ => (IdentityDocument::ResidentCard, &text[0..2]),
    };
    PROVINCES.contains(&province).then_some(document)
}

fn birth_date(text: &str) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(
        text[6..10].parse().ok()?,
        text[10..12].parse().ok()?,
        text[12..14].parse().ok()?,
    )
}

fn expected_check(text: &str) -> char {
    let sum: u32 = WEIGHTS
        .iter()
        .enumerate()
        .map(|(position, weight)| digit(text, position) * weight)
        .sum();
    char::from(CHECKS[(sum % 11) as usize])
}

/// The digit at a position that is known to hold one.
fn digit(text: &str, position: usize) -> u32 {
    u32::from(text.as_bytes()[position] - b'0')
}
