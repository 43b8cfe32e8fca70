//! The usage fee on replacement or return (art. 27): price × km ÷ 1,000 × n.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

use super::WarrantyRules;
use crate::dated::Undefined;
use crate::money::{Fen, MoneyTooLarge, Rate, round_half_up};

/// Which article gives the right to replacement or return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ReturnBasis {
    /// Arts. 22 and 23, while the car is new: no fee.
    EarlyFault,
    /// Art. 24: the fee is due.
    RepeatedFault,
}

/// Why there is no fee to name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code")]
pub enum UsageFeeError {
    /// n on the 三包凭证 is above what the rule allows, or negative.
    #[error("the usage rate {found} is not between 0 and {most}")]
    #[serde(rename = "usageRateOutOfRange")]
    RateOutOfRange {
        /// n as printed.
        found: Rate,
        /// The highest n.
        most: Rate,
    },
    /// No version of 三包 is known for the car.
    #[error(transparent)]
    #[serde(rename = "policyUndefined")]
    Undefined(#[from] Undefined),
    /// The amount is beyond anything money can hold.
    #[error("the amount is too large to be counted in fen")]
    #[serde(rename = "amountTooLarge")]
    TooLarge,
}

impl From<MoneyTooLarge> for UsageFeeError {
    fn from(_: MoneyTooLarge) -> UsageFeeError {
        UsageFeeError::TooLarge
    }
}

/// What the buyer pays for having used the car: by its price, its kilometres and the n printed on its 三包凭证.
pub fn usage_fee(
    price: Fen,
    km: u32,
    n: Rate,
    basis: ReturnBasis,
    guarantee_started_on: NaiveDate,
    rules: &WarrantyRules,
) -> Result<Fen, UsageFeeError> {
    let most = rules
        .three_guarantees
        .on(guarantee_started_on)?
        .terms
        .most_usage_rate;
    if n > most || n.is_negative() {
        return Err(UsageFeeError::RateOutOfRange { found: n, most });
    }
    match basis {
        ReturnBasis::EarlyFault => Ok(Fen::ZERO),
        ReturnBasis::RepeatedFault => {
            let yuan = price
                .yuan()
                .checked_mul(Decimal::new(i64::from(km), 3))
                .and_then(|yuan| yuan.checked_mul(n.decimal()))
                .ok_or(MoneyTooLarge)?;
            Ok(round_half_up(yuan)?)
        }
    }
}
