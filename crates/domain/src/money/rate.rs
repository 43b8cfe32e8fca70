//! `Rate`, an exact decimal factor: tax rates, interest rates, discounts.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};
use thiserror::Error;
use ts_rs::TS;

/// An exact factor: 13 % is `0.13`. Never a binary float.
///
/// In JSON, SQL and TypeScript it is the decimal as text (`"0.13"`), so that no reader rounds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, TS)]
#[ts(type = "string")]
pub struct Rate(Decimal);

/// The text is not a plain decimal number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{text}” is not a decimal rate")]
pub struct RateError {
    /// What was read.
    pub text: String,
}

impl Rate {
    /// Nothing: free of interest, free of tax.
    pub const ZERO: Rate = Rate(Decimal::ZERO);

    /// From an exact decimal factor.
    #[must_use]
    pub const fn new(factor: Decimal) -> Rate {
        Rate(factor)
    }

    /// From a number of hundredths of a per cent: 1,300 basis points are 13 %.
    #[must_use]
    pub fn from_basis_points(points: i64) -> Rate {
        Rate(Decimal::new(points, 4).normalize())
    }

    /// The factor itself.
    #[must_use]
    pub const fn decimal(self) -> Decimal {
        self.0
    }

    /// Below nothing; most rules refuse such a rate.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// As people read it: `13%`, `4.99%`.
    #[must_use]
    pub fn percent(self) -> String {
        match self.0.checked_mul(Decimal::ONE_HUNDRED) {
            Some(hundredths) => format!("{}%", hundredths.normalize()),
            None => format!("×{}", self.0.normalize()),
        }
    }
}

impl FromStr for Rate {
    type Err = RateError;

    /// Reads `0.13` and `13%`; blanks around it are allowed, exponents are not.
    fn from_str(text: &str) -> Result<Rate, RateError> {
        let refused = || RateError {
            text: text.to_owned(),
        };
        let trimmed = text.trim();
        let (number, percent) = match trimmed.strip_suffix(['%', '％']) {
            Some(number) => (number.trim_end(), true),
            None => (trimmed, false),
        };
        let factor = Decimal::from_str_exact(number).map_err(|_| refused())?;
        let factor = if percent {
            factor
                .checked_div(Decimal::ONE_HUNDRED)
                .ok_or_else(refused)?
        } else {
            factor
        };
        Ok(Rate(factor.normalize()))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0.normalize())
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Rate, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
