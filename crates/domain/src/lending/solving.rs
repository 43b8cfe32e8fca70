//! Solving for the payment, the principal or the term when the other two are given.

use super::month_interest::month_interest;
use super::power::{equal_part, flat_payment, level_payment};
use super::{Loan, LoanError, MOST_MONTHS, Repayment};
use crate::money::Fen;

/// The payment of a month; with equal principal the first and highest one.
pub fn regular_payment(loan: Loan) -> Result<Fen, LoanError> {
    loan.check()?;
    let Loan {
        principal,
        months,
        repayment,
    } = loan;
    match repayment {
        Repayment::EqualInstalment { annual_rate } => {
            level_payment(principal, Fen::ZERO, annual_rate, months)
        }
        Repayment::Balloon {
            annual_rate,
            balloon,
        } => level_payment(principal, balloon, annual_rate, months),
        Repayment::EqualPrincipal { annual_rate } => equal_part(principal, months)?
            .checked_add(month_interest(principal, annual_rate)?)
            .ok_or(LoanError::TooLarge),
        Repayment::FlatFee { monthly_fee_rate } => {
            flat_payment(principal, months, monthly_fee_rate)
        }
    }
}

/// The largest loan whose payment stays within an amount a month.
pub fn largest_principal(
    payment: Fen,
    months: u32,
    repayment: Repayment,
) -> Result<Fen, LoanError> {
    let balloon = match repayment {
        Repayment::Balloon { balloon, .. } => balloon,
        Repayment::EqualInstalment { .. }
        | Repayment::EqualPrincipal { .. }
        | Repayment::FlatFee { .. } => Fen::ZERO,
    };
    let affordable = |principal: i64| -> Result<bool, LoanError> {
        let loan = Loan {
            principal: Fen(principal),
            months,
            repayment,
        };
        Ok(regular_payment(loan)? <= payment)
    };
    let smallest = balloon.fen().checked_add(1).ok_or(LoanError::TooLarge)?;
    if !affordable(smallest)? {
        return Err(LoanError::PaymentTooSmall { most: months });
    }
    // Without interest the payments would carry this much; nothing larger can be affordable, but for
    // the half fen by which each payment may have been rounded down.
    let (mut fits, mut beyond) = (
        smallest,
        payment
            .checked_mul(i64::from(months))
            .and_then(|total| total.checked_add(balloon))
            .and_then(|total| total.fen().checked_add(i64::from(months) + 1))
            .ok_or(LoanError::TooLarge)?,
    );
    while beyond - fits > 1 {
        let middle = fits + (beyond - fits) / 2;
        if affordable(middle)? {
            fits = middle;
        } else {
            beyond = middle;
        }
    }
    Ok(Fen(fits))
}

/// The fewest months in which a loan is paid back with payments within an amount.
pub fn shortest_term(principal: Fen, payment: Fen, repayment: Repayment) -> Result<u32, LoanError> {
    for months in 1..=MOST_MONTHS {
        let loan = Loan {
            principal,
            months,
            repayment,
        };
        if regular_payment(loan)? <= payment {
            return Ok(months);
        }
    }
    Err(LoanError::PaymentTooSmall { most: MOST_MONTHS })
}
