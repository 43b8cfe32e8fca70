//! Exact arithmetic that the schedule and the solver share.

use rust_decimal::Decimal;

use super::LoanError;
use crate::money::{Fen, Rate, round_half_up};

const MONTHS_A_YEAR: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// base to a whole power, by squaring.
pub(super) fn power(base: Decimal, exponent: u32) -> Result<Decimal, LoanError> {
    let (mut result, mut square, mut rest) = (Decimal::ONE, base, exponent);
    while rest > 0 {
        if rest % 2 == 1 {
            result = result.checked_mul(square).ok_or(LoanError::TooLarge)?;
        }
        rest /= 2;
        if rest > 0 {
            square = square.checked_mul(square).ok_or(LoanError::TooLarge)?;
        }
    }
    Ok(result)
}

/// The level payment that leaves a balloon after so many months, half-up to the fen.
pub(super) fn level_payment(
    principal: Fen,
    balloon: Fen,
    annual_rate: Rate,
    months: u32,
) -> Result<Fen, LoanError> {
    let repaid = principal.checked_sub(balloon).ok_or(LoanError::TooLarge)?;
    let rate = annual_rate
        .decimal()
        .checked_div(MONTHS_A_YEAR)
        .ok_or(LoanError::TooLarge)?;
    let exact = if rate.is_zero() {
        repaid.yuan().checked_div(Decimal::from(months))
    } else {
        // (P g - B) r / (g - 1) with the growth g = (1 + r)^n; the same as the textbook form times g.
        let growth = power(Decimal::ONE + rate, months)?;
        principal
            .yuan()
            .checked_mul(growth)
            .and_then(|grown| grown.checked_sub(balloon.yuan()))
            .and_then(|owed| owed.checked_mul(rate))
            .and_then(|owed| owed.checked_div(growth - Decimal::ONE))
    };
    Ok(round_half_up(exact.ok_or(LoanError::TooLarge)?)?)
}

/// An amount in so many equal parts, half-up to the fen.
pub(super) fn equal_part(amount: Fen, parts: u32) -> Result<Fen, LoanError> {
    let yuan = amount
        .yuan()
        .checked_div(Decimal::from(parts))
        .ok_or(LoanError::TooLarge)?;
    Ok(round_half_up(yuan)?)
}

/// P/n + P f, rounded once as a whole.
pub(super) fn flat_payment(principal: Fen, months: u32, fee_rate: Rate) -> Result<Fen, LoanError> {
    let yuan = principal
        .yuan()
        .checked_mul(fee_rate.decimal())
        .and_then(|fee| fee.checked_mul(Decimal::from(months)))
        .and_then(|fees| fees.checked_add(principal.yuan()))
        .and_then(|total| total.checked_div(Decimal::from(months)))
        .ok_or(LoanError::TooLarge)?;
    Ok(round_half_up(yuan)?)
}
