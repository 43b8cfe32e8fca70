//! Solving a loan for the one thing the customer has not said: the payment, the term, the principal
//! or the down payment.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::loans::{Financed, LoanInputs};
use crate::{
    lending::{LoanError, largest_principal, shortest_term},
    money::Fen,
    refusal::Refusal,
};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum LoanQuestion {
    /// What each month takes, for what is lent over these months.
    Payment,
    /// The fewest months in which payments of at most this much pay the loan back.
    Term { payment: Fen },
    /// The most that can be lent over these months for payments of at most this much.
    Principal { payment: Fen },
    /// The same said as the least to be paid down.
    DownPayment { payment: Fen },
}

/// The plan with the unknown filled in.
pub fn solve_loan(
    plan: &LoanInputs,
    car_price: Fen,
    question: LoanQuestion,
) -> Result<LoanInputs, Refusal> {
    let refused = |error: LoanError| Refusal::typed(&error, Some("payment"));
    let repayment = plan.terms.repayment();
    let most = |payment| {
        largest_principal(payment, plan.months, repayment)
            .map(|principal| principal.min(car_price))
            .map_err(refused)
    };
    let (financed, months) = match question {
        LoanQuestion::Payment => (plan.financed, plan.months),
        LoanQuestion::Term { payment } => {
            let (_, principal) = plan.split(car_price)?;
            let months = shortest_term(principal, payment, repayment).map_err(refused)?;
            (plan.financed, months)
        }
        LoanQuestion::Principal { payment } => (
            Financed::Principal {
                amount: most(payment)?,
            },
            plan.months,
        ),
        LoanQuestion::DownPayment { payment } => {
            let amount = car_price
                .checked_sub(most(payment)?)
                .ok_or_else(|| refused(LoanError::TooLarge))?;
            (Financed::DownPayment { amount }, plan.months)
        }
    };
    Ok(LoanInputs {
        financed,
        months,
        ..plan.clone()
    })
}
