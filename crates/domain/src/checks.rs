//! Small checks that many commands share, each with its general refusal.

use chrono::NaiveDate;

use crate::{money::Fen, refusal::GeneralRefusal};

/// The longest a one-line text may be, in characters.
pub const LINE: usize = 200;
/// The longest a remark may be, in characters.
pub const REMARK: usize = 2_000;
/// Ten thousand million yuan: more than any sum of a dealership, far from the end of an `i64`.
pub const LARGEST_SUM: Fen = Fen(1_000_000_000_000);

/// A text that must be filled in, trimmed by whoever typed it or not at all.
pub fn filled(field: &str, text: &str, max: usize) -> Result<(), GeneralRefusal> {
    if text.trim().is_empty() {
        return Err(GeneralRefusal::Empty {
            field: field.to_owned(),
        });
    }
    fits(field, text, max)
}

/// A text that may stay empty.
pub fn fits(field: &str, text: &str, max: usize) -> Result<(), GeneralRefusal> {
    if text.chars().count() > max {
        return Err(GeneralRefusal::TooLong {
            field: field.to_owned(),
            max: u32::try_from(max).unwrap_or(u32::MAX),
        });
    }
    Ok(())
}

/// A sum from nought to [`LARGEST_SUM`].
pub fn sum_in_range(field: &str, sum: Fen) -> Result<(), GeneralRefusal> {
    if sum.0 < 0 || sum > LARGEST_SUM {
        return Err(GeneralRefusal::MoneyOutOfRange {
            field: field.to_owned(),
        });
    }
    Ok(())
}

/// A sum of at least one fen, up to [`LARGEST_SUM`].
pub fn sum_above_nought(field: &str, sum: Fen) -> Result<(), GeneralRefusal> {
    if sum == Fen::ZERO {
        return Err(GeneralRefusal::MoneyOutOfRange {
            field: field.to_owned(),
        });
    }
    sum_in_range(field, sum)
}

/// A date from 1900 up to the last date that the rule allows.
pub fn date_until(field: &str, date: NaiveDate, last: NaiveDate) -> Result<(), GeneralRefusal> {
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(NaiveDate::MIN);
    if date < first || date > last {
        return Err(GeneralRefusal::DateOutOfRange {
            field: field.to_owned(),
        });
    }
    Ok(())
}
