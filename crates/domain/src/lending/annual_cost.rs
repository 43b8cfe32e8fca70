//! 年化综合融资成本: the internal rate of return of what is received and paid (PBOC notice 2021 no. 3).
//!
//! The rate is a displayed percentage, never money. It is found by halving an interval in binary floating point
//! with additions, multiplications and divisions only, which give the same bits on every machine.

use rust_decimal::{Decimal, prelude::FromPrimitive};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::LoanError;
use crate::money::{Fen, Rate, round_to_places};

/// What a loan costs a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnualCost {
    /// Internal rate of return a month, to a millionth of a per cent.
    pub monthly: Rate,
    /// Twelve times the month, to a hundredth of a per cent. To be labelled 单利.
    pub simple: Rate,
    /// Compounded over twelve months, to a hundredth of a per cent.
    pub compound: Rate,
}

const MONTHS_A_YEAR: i32 = 12;
/// No loan costs less than losing nearly everything, or more than tenfold, a month.
const LOWEST: f64 = -0.99;
const HIGHEST: f64 = 10.0;
/// More halvings than a double has bits.
const HALVINGS: usize = 200;
const MONTHLY_PLACES: u32 = 8;
const YEARLY_PLACES: u32 = 4;

/// The annual cost of receiving an amount (the loan less what is charged at drawdown) and paying monthly.
pub fn annual_cost(
    received: Fen,
    payments: impl IntoIterator<Item = Fen>,
) -> Result<AnnualCost, LoanError> {
    let payments: Vec<f64> = payments
        .into_iter()
        .map(|payment| payment.fen() as f64)
        .collect();
    if !received.is_positive() || payments.iter().any(|payment| *payment < 0.0) {
        return Err(LoanError::NoAnnualCost);
    }
    let received = received.fen() as f64;
    let is_too_low = |rate: f64| present_value(&payments, rate) > received;
    let (mut low, mut high) = (LOWEST, HIGHEST);
    if !is_too_low(low) || is_too_low(high) {
        return Err(LoanError::NoAnnualCost);
    }
    for _ in 0..HALVINGS {
        let middle = low + (high - low) / 2.0;
        if is_too_low(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    let monthly = low + (high - low) / 2.0;
    let compound = (0..MONTHS_A_YEAR).fold(1.0, |grown, _| grown * (1.0 + monthly)) - 1.0;
    Ok(AnnualCost {
        monthly: shown(monthly, MONTHLY_PLACES)?,
        simple: shown(monthly * f64::from(MONTHS_A_YEAR), YEARLY_PLACES)?,
        compound: shown(compound, YEARLY_PLACES)?,
    })
}

/// Today's worth of payments at the ends of the coming months.
fn present_value(payments: &[f64], rate: f64) -> f64 {
    payments
        .iter()
        .rev()
        .fold(0.0, |later, payment| (later + payment) / (1.0 + rate))
}

fn shown(rate: f64, places: u32) -> Result<Rate, LoanError> {
    let exact = Decimal::from_f64(rate).ok_or(LoanError::NoAnnualCost)?;
    let rounded = round_to_places(exact, places);
    Ok(if rounded.is_zero() {
        Rate::ZERO
    } else {
        Rate::new(rounded.normalize())
    })
}
