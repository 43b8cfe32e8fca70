//! The schedule of a loan, instalment by instalment.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::month_interest::month_interest;
use super::power::{equal_part, flat_payment, level_payment};
use super::{Loan, LoanError, Repayment};
use crate::money::{Fen, Rate};

/// One monthly instalment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Instalment {
    /// Counts from 1.
    pub number: u32,
    /// What is paid.
    pub payment: Fen,
    /// The part that pays back the loan.
    pub principal: Fen,
    /// The part that is interest, or the instalment fee.
    pub interest: Fen,
    /// What is owed afterwards.
    pub balance: Fen,
}

/// A whole schedule. Its principal parts add up to the loan, its payments to loan and interest, to the fen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Schedule {
    /// The loan.
    pub loan: Loan,
    /// In order; the last one takes up the rounding.
    pub instalments: Vec<Instalment>,
    /// The payment of every month but the last; none when it changes from month to month.
    pub regular_payment: Option<Fen>,
    /// Interest or instalment fees together.
    pub total_interest: Fen,
    /// All payments together.
    pub total_repaid: Fen,
}

impl Schedule {
    /// What each month takes, in order.
    pub fn payments(&self) -> impl Iterator<Item = Fen> {
        self.instalments.iter().map(|instalment| instalment.payment)
    }
}

/// Draws up the schedule.
pub fn schedule(loan: Loan) -> Result<Schedule, LoanError> {
    loan.check()?;
    let plan = Plan::of(loan)?;
    let mut balance = loan.principal;
    let mut instalments = Vec::with_capacity(loan.months as usize);
    for number in 1..=loan.months {
        let (principal, interest) = if number < loan.months {
            let (principal, interest) = plan.regular(balance)?;
            (principal.min(balance), interest)
        } else {
            (balance, plan.last_interest(balance)?)
        };
        balance = balance.checked_sub(principal).ok_or(LoanError::TooLarge)?;
        instalments.push(Instalment {
            number,
            payment: principal.checked_add(interest).ok_or(LoanError::TooLarge)?,
            principal,
            interest,
            balance,
        });
    }
    let sum = |part: fn(&Instalment) -> Fen| {
        Fen::sum(instalments.iter().map(part)).ok_or(LoanError::TooLarge)
    };
    let total_interest = sum(|instalment| instalment.interest)?;
    let total_repaid = sum(|instalment| instalment.payment)?;
    Ok(Schedule {
        loan,
        instalments,
        regular_payment: plan.level_payment(),
        total_interest,
        total_repaid,
    })
}

/// What is fixed before the first month.
enum Plan {
    /// The same payment, of which interest on the balance is taken first.
    Level { payment: Fen, annual_rate: Rate },
    /// The same principal, and interest on the balance on top.
    EqualPrincipal { part: Fen, annual_rate: Rate },
    /// The same payment, of which the same fee is taken first.
    Flat { payment: Fen, fee: Fen },
}

impl Plan {
    fn of(loan: Loan) -> Result<Plan, LoanError> {
        let Loan {
            principal, months, ..
        } = loan;
        match loan.repayment {
            Repayment::EqualInstalment { annual_rate } => Ok(Plan::Level {
                payment: level_payment(principal, Fen::ZERO, annual_rate, months)?,
                annual_rate,
            }),
            Repayment::Balloon {
                annual_rate,
                balloon,
            } => Ok(Plan::Level {
                payment: level_payment(principal, balloon, annual_rate, months)?,
                annual_rate,
            }),
            Repayment::EqualPrincipal { annual_rate } => Ok(Plan::EqualPrincipal {
                part: equal_part(principal, months)?,
                annual_rate,
            }),
            Repayment::FlatFee { monthly_fee_rate } => Ok(Plan::Flat {
                payment: flat_payment(principal, months, monthly_fee_rate)?,
                fee: principal.at_rate(monthly_fee_rate)?,
            }),
        }
    }

    const fn level_payment(&self) -> Option<Fen> {
        match self {
            Plan::Level { payment, .. } | Plan::Flat { payment, .. } => Some(*payment),
            Plan::EqualPrincipal { .. } => None,
        }
    }

    /// Principal and interest of a month that is not the last.
    fn regular(&self, balance: Fen) -> Result<(Fen, Fen), LoanError> {
        match self {
            Plan::Level {
                payment,
                annual_rate,
            } => {
                let interest = month_interest(balance, *annual_rate)?;
                let principal = payment.checked_sub(interest).ok_or(LoanError::TooLarge)?;
                Ok((principal, interest))
            }
            Plan::EqualPrincipal { part, annual_rate } => {
                Ok((*part, month_interest(balance, *annual_rate)?))
            }
            Plan::Flat { payment, fee } => {
                let principal = payment.checked_sub(*fee).ok_or(LoanError::TooLarge)?;
                Ok((principal, *fee))
            }
        }
    }

    /// Interest of the last month. The flat-fee payment stays the same to the end, so there the fee takes up the
    /// rounding, unless there is no fee at all.
    fn last_interest(&self, balance: Fen) -> Result<Fen, LoanError> {
        match self {
            Plan::Level { annual_rate, .. } | Plan::EqualPrincipal { annual_rate, .. } => {
                month_interest(balance, *annual_rate)
            }
            Plan::Flat { fee, .. } if fee.is_zero() => Ok(Fen::ZERO),
            Plan::Flat { payment, .. } => Ok(payment
                .checked_sub(balance)
                .ok_or(LoanError::TooLarge)?
                .max(Fen::ZERO)),
        }
    }
}
