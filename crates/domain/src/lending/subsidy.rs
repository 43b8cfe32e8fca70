//! 贴息: interest that maker or dealer bears in the customer's place.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Loan, LoanError, Repayment, schedule};
use crate::money::{Fen, Rate};

/// The two loans compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InterestSubsidy {
    /// Interest at the lender's rate.
    pub standard_interest: Fen,
    /// Interest that the customer bears.
    pub customer_interest: Fen,
    /// The difference, not discounted. A contract may reckon its present value instead.
    pub subsidy: Fen,
    /// The customer's monthly payment.
    pub customer_payment: Fen,
}

/// The subsidy on a loan in equal instalments.
pub fn interest_subsidy(
    principal: Fen,
    months: u32,
    standard_rate: Rate,
    customer_rate: Rate,
) -> Result<InterestSubsidy, LoanError> {
    let at = |annual_rate| {
        schedule(Loan {
            principal,
            months,
            repayment: Repayment::EqualInstalment { annual_rate },
        })
    };
    let standard = at(standard_rate)?;
    let customer = at(customer_rate)?;
    Ok(InterestSubsidy {
        standard_interest: standard.total_interest,
        customer_interest: customer.total_interest,
        subsidy: standard
            .total_interest
            .checked_sub(customer.total_interest)
            .ok_or(LoanError::TooLarge)?,
        customer_payment: super::regular_payment(customer.loan)?,
    })
}
