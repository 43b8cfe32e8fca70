//! 机动车号牌 (number plates), GA 36-2018: structure only, no list of office codes.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

use super::normal::{identifier_text, normal_form};
use crate::privacy::PersonalKind;

const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";
/// Endings and marks of plates whose make-up is not public; a person says that the plate is one of them.
const BY_HAND_MARKS: [char; 5] = ['领', '使', '应', '急', '军'];
const MOST_LETTERS_IN_A_SERIAL: usize = 2;

/// A number plate without the dot: `京A12345`. A new car has none.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct Plate {
    text: String,
    kind: PlateKind,
}

identifier_text!(
    Plate,
    PlateError,
    Some(PersonalKind::Plate),
    Plate::read_back
);

/// What a plate tells of the car that carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PlateKind {
    /// Seven characters, blue or yellow.
    Ordinary,
    /// Eight characters, small, pure electric.
    NewEnergySmallElectric,
    /// Eight characters, small, plug-in hybrid or range extender.
    NewEnergySmallHybrid,
    /// Eight characters, large, pure electric.
    NewEnergyLargeElectric,
    /// Eight characters, large, plug-in hybrid or range extender.
    NewEnergyLargeHybrid,
    /// 学: driving school.
    Trainer,
    /// 警: police.
    Police,
    /// 挂: trailer.
    Trailer,
    /// 粤Z…港 or 粤Z…澳: Hong Kong or Macau car in Guangdong.
    HongKongMacau,
    /// Embassy, consulate, emergency or army plate, entered by hand.
    ByHand,
}

/// Why a text is not a number plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code")]
pub enum PlateError {
    /// Neither seven nor eight characters.
    #[error("a plate has 7 characters, or 8 for new-energy cars, not {found}")]
    #[serde(rename = "plateLength")]
    Length {
        /// Characters after normalisation.
        found: usize,
    },
    /// The first character is no province.
    #[error("“{found}” is no province")]
    #[serde(rename = "plateProvince")]
    Province {
        /// The first character.
        found: char,
    },
    /// The second character is no letter of a registration office.
    #[error("“{found}” is no letter of a registration office")]
    #[serde(rename = "plateOffice")]
    Office {
        /// The second character.
        found: char,
    },
    /// A character that no serial has; I and O are never used.
    #[error("“{found}” does not occur in a serial")]
    #[serde(rename = "plateSerial")]
    Serial {
        /// The first such character.
        found: char,
    },
    /// More than two letters in an ordinary serial.
    #[error("an ordinary serial has at most two letters")]
    #[serde(rename = "plateTooManyLetters")]
    TooManyLetters,
    /// Eight characters that do not follow the pattern of new-energy plates.
    #[error("this is not the pattern of a new-energy plate")]
    #[serde(rename = "plateNewEnergyPattern")]
    NewEnergyPattern,
    /// An embassy, consulate, emergency or army plate: choose its kind by hand.
    #[error("plates of this kind are entered by hand")]
    #[serde(rename = "plateNeedsByHand")]
    NeedsByHand,
}

impl PlateError {
    /// Stable key of the message in the language files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            PlateError::Length { .. } => "plateLength",
            PlateError::Province { .. } => "plateProvince",
            PlateError::Office { .. } => "plateOffice",
            PlateError::Serial { .. } => "plateSerial",
            PlateError::TooManyLetters => "plateTooManyLetters",
            PlateError::NewEnergyPattern => "plateNewEnergyPattern",
            PlateError::NeedsByHand => "plateNeedsByHand",
        }
    }
}

impl Plate {
    /// Reads a typed plate; the dot, blanks and hyphens are dropped.
    pub fn parse(typed: &str) -> Result<Plate, PlateError> {
        let text = without_dot(typed);
        let kind = kind_of(&text)?;
        Ok(Plate { text, kind })
    }

    /// Takes an embassy, consulate, emergency or army plate on a person's word. Only plates that
    /// bear such a mark are taken; everything else has to pass [`Plate::parse`].
    pub fn by_hand(typed: &str) -> Result<Plate, PlateError> {
        let text = without_dot(typed);
        let found = text.chars().count();
        if !(6..=9).contains(&found) {
            return Err(PlateError::Length { found });
        }
        let stranger = text.chars().find(|character| {
            !character.is_ascii_alphanumeric()
                && !PROVINCES.contains(*character)
                && !BY_HAND_MARKS.contains(character)
        });
        match stranger {
            Some(found) => Err(PlateError::Serial { found }),
            None if bears_by_hand_mark(&text) => Ok(Plate {
                text,
                kind: PlateKind::ByHand,
            }),
            None => Err(PlateError::NeedsByHand),
        }
    }

    /// What the plate tells of the car.
    #[must_use]
    pub const fn kind(&self) -> PlateKind {
        self.kind
    }

    /// As it is printed and shown: `京A·12345`.
    #[must_use]
    pub fn with_dot(&self) -> String {
        let second_ends = self
            .text
            .char_indices()
            .nth(2)
            .map_or(self.text.len(), |(start, _)| start);
        let (office, serial) = self.text.split_at(second_ends);
        format!("{office}·{serial}")
    }

    fn read_back(text: &str) -> Result<Plate, PlateError> {
        match Plate::parse(text) {
            Err(PlateError::NeedsByHand) => Plate::by_hand(text),
            read => read,
        }
    }
}

fn without_dot(typed: &str) -> String {
    normal_form(typed)
        .chars()
        .filter(|character| !matches!(character, '·' | '•' | '‧' | '∙' | '・' | '.' | '。'))
        .collect()
}

/// WJ opens the plates of the armed police, which bear no ending.
fn bears_by_hand_mark(text: &str) -> bool {
    text.starts_with("WJ") || text.contains(BY_HAND_MARKS)
}

fn kind_of(text: &str) -> Result<PlateKind, PlateError> {
    if bears_by_hand_mark(text) {
        return Err(PlateError::NeedsByHand);
    }
    let characters: Vec<char> = text.chars().collect();
    let (province, office, serial) = match characters.as_slice() {
        [province, office, serial @ ..] if matches!(serial.len(), 5 | 6) => {
            (*province, *office, serial)
        }
        other => {
            return Err(PlateError::Length { found: other.len() });
        }
    };
    if !PROVINCES.contains(province) {
        return Err(PlateError::Province { found: province });
    }
    if !office.is_ascii_uppercase() || office == 'I' {
        return Err(PlateError::Office { found: office });
    }
    if serial.len() == 6 {
        return new_energy_kind(serial);
    }
    let (kind, variable) = match (province, office, serial) {
        ('粤', 'Z', [variable @ .., '港' | '澳']) => (PlateKind::HongKongMacau, variable),
        (_, _, [variable @ .., '学']) => (PlateKind::Trainer, variable),
        (_, _, [variable @ .., '警']) => (PlateKind::Police, variable),
        (_, _, [variable @ .., '挂']) => (PlateKind::Trailer, variable),
        (_, _, whole) => (PlateKind::Ordinary, whole),
    };
    if let Some(found) = variable.iter().find(|character| !in_serial(**character)) {
        return Err(PlateError::Serial { found: *found });
    }
    if variable.iter().filter(|c| c.is_ascii_alphabetic()).count() > MOST_LETTERS_IN_A_SERIAL {
        return Err(PlateError::TooManyLetters);
    }
    Ok(kind)
}

/// Small cars: energy letter, letter or digit, four digits. Large ones: five digits, energy letter.
fn new_energy_kind(serial: &[char]) -> Result<PlateKind, PlateError> {
    if let Some(found) = serial.iter().find(|character| !in_serial(**character)) {
        return Err(PlateError::Serial { found: *found });
    }
    let digits = |part: &[char]| part.iter().all(char::is_ascii_digit);
    match serial {
        [energy, _, rest @ ..] if digits(rest) && energy.is_ascii_alphabetic() => {
            match is_pure_electric(*energy) {
                Some(true) => Ok(PlateKind::NewEnergySmallElectric),
                Some(false) => Ok(PlateKind::NewEnergySmallHybrid),
                None => Err(PlateError::NewEnergyPattern),
            }
        }
        [rest @ .., energy] if digits(rest) => match is_pure_electric(*energy) {
            Some(true) => Ok(PlateKind::NewEnergyLargeElectric),
            Some(false) => Ok(PlateKind::NewEnergyLargeHybrid),
            None => Err(PlateError::NewEnergyPattern),
        },
        _ => Err(PlateError::NewEnergyPattern),
    }
}

/// A to E are pure electric, F to K (without I) are not; other letters stand on no new-energy plate.
fn is_pure_electric(letter: char) -> Option<bool> {
    match letter {
        'A'..='E' => Some(true),
        'F' | 'G' | 'H' | 'J' | 'K' => Some(false),
        _ => None,
    }
}

fn in_serial(character: char) -> bool {
    character.is_ascii_digit()
        || (character.is_ascii_uppercase() && character != 'I' && character != 'O')
}
