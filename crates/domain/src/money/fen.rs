//! `Fen`, the only type for money in the program.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;
use ts_rs::TS;

use super::{FenError, Rate, reading, round_half_up};

/// An amount of renminbi in fen (1 yuan = 100 fen); negative amounts are refunds and reversals.
///
/// There are no `+` and `-`: arithmetic on money says what happens when it does not fit.
/// In JSON and TypeScript it is a plain number of fen (exact up to 90 thousand billion yuan).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS,
)]
#[ts(type = "number")]
pub struct Fen(pub i64);

/// An amount left the range that 64 bits of fen can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the amount is too large to be counted in fen")]
pub struct MoneyTooLarge;

impl Fen {
    /// No money.
    pub const ZERO: Fen = Fen(0);

    /// Whole yuan; `None` when it does not fit.
    #[must_use]
    pub const fn from_yuan(yuan: i64) -> Option<Fen> {
        match yuan.checked_mul(100) {
            Some(fen) => Some(Fen(fen)),
            None => None,
        }
    }

    /// Reads what people type: `12.3万`, `￥1,234.5`, `１２８００元`. See [`FenError`] for the refusals.
    pub fn parse(typed: &str) -> Result<Fen, FenError> {
        reading::read(typed)
    }

    /// The number of fen.
    #[must_use]
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// The amount in yuan as an exact decimal with two places.
    #[must_use]
    pub fn yuan(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// Sum of two amounts; `None` on overflow.
    #[must_use]
    pub const fn checked_add(self, other: Fen) -> Option<Fen> {
        match self.0.checked_add(other.0) {
            Some(fen) => Some(Fen(fen)),
            None => None,
        }
    }

    /// Difference of two amounts; `None` on overflow.
    #[must_use]
    pub const fn checked_sub(self, other: Fen) -> Option<Fen> {
        match self.0.checked_sub(other.0) {
            Some(fen) => Some(Fen(fen)),
            None => None,
        }
    }

    /// The amount so many times over (a quantity); `None` on overflow.
    #[must_use]
    pub const fn checked_mul(self, times: i64) -> Option<Fen> {
        match self.0.checked_mul(times) {
            Some(fen) => Some(Fen(fen)),
            None => None,
        }
    }

    /// The same amount with the other sign; `None` on overflow.
    #[must_use]
    pub const fn checked_neg(self) -> Option<Fen> {
        match self.0.checked_neg() {
            Some(fen) => Some(Fen(fen)),
            None => None,
        }
    }

    /// The amount times a rate, rounded once, half-up to the fen.
    pub fn at_rate(self, rate: Rate) -> Result<Fen, MoneyTooLarge> {
        round_half_up(
            self.yuan()
                .checked_mul(rate.decimal())
                .ok_or(MoneyTooLarge)?,
        )
    }

    /// Adds up amounts; the empty sum is zero, `None` means overflow.
    #[must_use]
    pub fn sum(amounts: impl IntoIterator<Item = Fen>) -> Option<Fen> {
        amounts.into_iter().try_fold(Fen::ZERO, Fen::checked_add)
    }

    /// Exactly nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Less than nothing.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// More than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

/// `1,234.50`: thousands separated, always two places, a leading minus for negative amounts.
impl fmt::Display for Fen {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let yuan = (magnitude / 100).to_string();
        let grouped: String = yuan
            .char_indices()
            .flat_map(|(position, digit)| {
                let separate = position > 0 && (yuan.len() - position).is_multiple_of(3);
                separate.then_some(',').into_iter().chain([digit])
            })
            .collect();
        let sign = if self.0 < 0 { "-" } else { "" };
        let text = format!("{sign}{grouped}.{:02}", magnitude % 100);
        formatter.pad(&text)
    }
}
