//! Car loans: schedules to the fen, what they cost a year, solving for one unknown, and the sheet that shows
//! every cost. The rounding is a house convention; the lender's own schedule prevails.

mod annual_cost;
mod disclosure;
mod limits;
mod month_interest;
mod power;
mod schedule;
mod solving;
mod subsidy;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

use crate::dated::{Dated, Undefined};
use crate::money::{Fen, MoneyTooLarge, Rate};

pub use annual_cost::{AnnualCost, annual_cost};
pub use disclosure::{
    ChargedWhen, ContingentCost, ContingentKind, CostDisclosure, CostItem, CostKind, CostStandard,
    DisclosureTerms, Fee, FeeStandard, Sheet, disclose,
};
pub use limits::{LoanClass, LoanLimitTerms, LoanPurpose, largest_loan, longest_term};
pub use schedule::{Instalment, Schedule, schedule};
pub use solving::{largest_principal, regular_payment, shortest_term};
pub use subsidy::{InterestSubsidy, interest_subsidy};

/// The longest schedule that is reckoned: fifty years, beyond any product; a bound on work, not a policy.
pub const MOST_MONTHS: u32 = 600;

/// How a loan is paid back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Repayment {
    /// 等额本息: the same payment every month.
    EqualInstalment {
        /// A year; a month takes a twelfth.
        annual_rate: Rate,
    },
    /// 等额本金: the same principal every month, interest on the balance.
    EqualPrincipal {
        /// A year; a month takes a twelfth.
        annual_rate: Rate,
    },
    /// 弹性尾款: equal payments and a large last one.
    Balloon {
        /// A year; a month takes a twelfth.
        annual_rate: Rate,
        /// Paid with the last instalment, on top of it.
        balloon: Fen,
    },
    /// 分期手续费: principal in equal parts and a fee on the whole principal every month.
    FlatFee {
        /// A month, on the original principal. Not an interest rate; the true cost is about double.
        monthly_fee_rate: Rate,
    },
}

/// A loan as agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Loan {
    /// What is paid out.
    pub principal: Fen,
    /// Number of monthly instalments.
    pub months: u32,
    /// How it is paid back.
    pub repayment: Repayment,
}

/// Why a loan cannot be reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code")]
pub enum LoanError {
    /// Nothing or less is lent.
    #[error("the principal must be more than nothing")]
    #[serde(rename = "loanPrincipalNotPositive")]
    PrincipalNotPositive,
    /// Not between one month and [`MOST_MONTHS`].
    #[error("a loan runs for 1 to {most} months")]
    #[serde(rename = "loanMonthsOutOfRange")]
    MonthsOutOfRange {
        /// The most.
        most: u32,
    },
    /// A negative rate.
    #[error("the rate must not be negative")]
    #[serde(rename = "loanRateNegative")]
    RateNegative,
    /// The balloon is negative or not below the principal.
    #[error("the last payment must be less than the principal")]
    #[serde(rename = "loanBalloonOutOfRange")]
    BalloonOutOfRange,
    /// No term is long enough: the payment does not even cover the interest.
    #[error("the payment does not pay the loan off in {most} months")]
    #[serde(rename = "loanPaymentTooSmall")]
    PaymentTooSmall {
        /// The longest term that was tried.
        most: u32,
    },
    /// What is paid and what is received do not make a rate: the fees eat up the loan.
    #[error("the costs leave nothing of the loan, so there is no annual cost")]
    #[serde(rename = "loanNoAnnualCost")]
    NoAnnualCost,
    /// No version of the rule is known for the day.
    #[error(transparent)]
    #[serde(rename = "policyUndefined")]
    Undefined(#[from] Undefined),
    /// The amounts are beyond anything money can hold.
    #[error("the amount is too large to be counted in fen")]
    #[serde(rename = "amountTooLarge")]
    TooLarge,
}

impl From<MoneyTooLarge> for LoanError {
    fn from(_: MoneyTooLarge) -> LoanError {
        LoanError::TooLarge
    }
}

/// What the functions of this module ask for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LendingRules {
    /// How costs must be shown.
    pub cost_disclosure: Dated<DisclosureTerms>,
    /// How long and how much may be lent.
    pub limits: Dated<LoanLimitTerms>,
}

impl Repayment {
    /// The yearly interest rate, zero where there is only a fee.
    #[must_use]
    pub const fn annual_rate(self) -> Rate {
        match self {
            Repayment::EqualInstalment { annual_rate }
            | Repayment::EqualPrincipal { annual_rate }
            | Repayment::Balloon { annual_rate, .. } => annual_rate,
            Repayment::FlatFee { .. } => Rate::ZERO,
        }
    }
}

impl Loan {
    fn check(&self) -> Result<(), LoanError> {
        if !self.principal.is_positive() {
            return Err(LoanError::PrincipalNotPositive);
        }
        if !(1..=MOST_MONTHS).contains(&self.months) {
            return Err(LoanError::MonthsOutOfRange { most: MOST_MONTHS });
        }
        match self.repayment {
            Repayment::EqualInstalment { annual_rate }
            | Repayment::EqualPrincipal { annual_rate }
            | Repayment::Balloon { annual_rate, .. }
            | Repayment::FlatFee {
                monthly_fee_rate: annual_rate,
            } if annual_rate.is_negative() => Err(LoanError::RateNegative),
            Repayment::Balloon { balloon, .. }
                if balloon.is_negative() || balloon >= self.principal =>
            {
                Err(LoanError::BalloonOutOfRange)
            }
            Repayment::EqualInstalment { .. }
            | Repayment::EqualPrincipal { .. }
            | Repayment::Balloon { .. }
            | Repayment::FlatFee { .. } => Ok(()),
        }
    }
}
