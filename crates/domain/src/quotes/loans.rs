//! Loan plans of a quote: what is agreed with the lender, and everything that follows from it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{QuoteRefusal, inputs::QuoteInputs};
use crate::{
    checks,
    dated::Policies,
    lending::{
        AnnualCost, ContingentCost, CostDisclosure, Fee, FeeStandard, Loan, LoanError, LoanPurpose,
        Repayment, Schedule, disclose, interest_subsidy, largest_loan, longest_term, schedule,
    },
    money::{Fen, Rate},
    refusal::Refusal,
};

/// How much is lent, said in whichever way the customer says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Financed {
    /// 贷款额.
    Principal { amount: Fen },
    /// 首付 as a sum.
    DownPayment { amount: Fen },
    /// 首付 as a share of the car's price; the fen is rounded once, in the down payment.
    DownPaymentShare { share: Rate },
}

crate::words! {
    /// How a plan is paid back, as the house sells it.
    pub enum LoanKind {
        EqualInstalment => "equalInstalment",
        EqualPrincipal => "equalPrincipal",
        Balloon => "balloon",
        /// Equal instalments at a rate below the lender's; somebody bears the difference.
        Subsidised => "subsidised",
        FlatFee => "flatFee",
    }
}

/// The terms of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum LoanTerms {
    EqualInstalment {
        annual_rate: Rate,
    },
    EqualPrincipal {
        annual_rate: Rate,
    },
    Balloon {
        annual_rate: Rate,
        balloon: Fen,
    },
    Subsidised {
        /// What the customer pays a year.
        annual_rate: Rate,
        /// What the lender takes a year.
        lenders_rate: Rate,
        /// Who bears the difference.
        borne_by: String,
    },
    FlatFee {
        monthly_fee_rate: Rate,
    },
}

/// A plan as it is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LoanInputs {
    /// The product's name.
    #[serde(default)]
    pub name: String,
    /// Who lends, by full name.
    pub lender: String,
    pub financed: Financed,
    pub months: u32,
    pub terms: LoanTerms,
    /// Every fee, the house's own included.
    #[serde(default)]
    pub fees: Vec<Fee>,
    /// Costs of a breach or an early end.
    #[serde(default)]
    pub contingent: Vec<ContingentCost>,
}

/// What follows from a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LoanFigures {
    pub kind: LoanKind,
    pub down_payment: Fen,
    pub principal: Fen,
    pub months: u32,
    /// The contract's rate a year; for a flat fee twelve times the month's, which is not a rate of interest.
    pub nominal_rate: Rate,
    pub first_payment: Fen,
    /// The payment of every month but the last; none when it falls from month to month.
    pub regular_payment: Option<Fen>,
    /// The last payment, the balloon included.
    pub last_payment: Fen,
    pub balloon: Fen,
    /// Interest or instalment fees over the whole term.
    pub total_interest: Fen,
    /// All other fees.
    pub fees: Fen,
    /// Principal, interest and fees.
    pub total_paid: Fen,
    /// 年化综合融资成本, fees included.
    pub annual_cost: AnnualCost,
    /// What maker or house bears in the customer's place.
    pub subsidy: Option<Fen>,
    pub disclosure: CostDisclosure,
}

impl LoanTerms {
    pub const fn kind(&self) -> LoanKind {
        match self {
            Self::EqualInstalment { .. } => LoanKind::EqualInstalment,
            Self::EqualPrincipal { .. } => LoanKind::EqualPrincipal,
            Self::Balloon { .. } => LoanKind::Balloon,
            Self::Subsidised { .. } => LoanKind::Subsidised,
            Self::FlatFee { .. } => LoanKind::FlatFee,
        }
    }

    /// How the customer pays back.
    pub const fn repayment(&self) -> Repayment {
        match self {
            Self::EqualInstalment { annual_rate } | Self::Subsidised { annual_rate, .. } => {
                Repayment::EqualInstalment {
                    annual_rate: *annual_rate,
                }
            }
            Self::EqualPrincipal { annual_rate } => Repayment::EqualPrincipal {
                annual_rate: *annual_rate,
            },
            Self::Balloon {
                annual_rate,
                balloon,
            } => Repayment::Balloon {
                annual_rate: *annual_rate,
                balloon: *balloon,
            },
            Self::FlatFee { monthly_fee_rate } => Repayment::FlatFee {
                monthly_fee_rate: *monthly_fee_rate,
            },
        }
    }

    /// The rate a year by which the plan is known.
    pub fn nominal_rate(&self) -> Rate {
        match self {
            Self::EqualInstalment { annual_rate }
            | Self::EqualPrincipal { annual_rate }
            | Self::Balloon { annual_rate, .. }
            | Self::Subsidised { annual_rate, .. } => *annual_rate,
            Self::FlatFee { monthly_fee_rate } => monthly_fee_rate
                .decimal()
                .checked_mul(12.into())
                .map_or(Rate::ZERO, Rate::new),
        }
    }
}

impl LoanInputs {
    /// Down payment and principal of the plan on a car at this price.
    pub fn split(&self, car_price: Fen) -> Result<(Fen, Fen), Refusal> {
        let too_large = || Refusal::typed(&LoanError::TooLarge, Some("financed"));
        let rest = |part: Fen| car_price.checked_sub(part).ok_or_else(too_large);
        let (down_payment, principal) = match self.financed {
            Financed::Principal { amount } => (rest(amount)?, amount),
            Financed::DownPayment { amount } => (amount, rest(amount)?),
            Financed::DownPaymentShare { share } => {
                let down_payment = car_price.at_rate(share).map_err(|_| too_large())?;
                (down_payment, rest(down_payment)?)
            }
        };
        if down_payment.is_negative() {
            return Err(QuoteRefusal::LoanAbovePrice { car_price }.on_field("financed"));
        }
        if !principal.is_positive() {
            return Err(Refusal::typed(
                &LoanError::PrincipalNotPositive,
                Some("financed"),
            ));
        }
        Ok((down_payment, principal))
    }

    /// The schedule of the plan on a car at this price.
    pub fn schedule(&self, car_price: Fen) -> Result<Schedule, Refusal> {
        let (_, principal) = self.split(car_price)?;
        schedule(Loan {
            principal,
            months: self.months,
            repayment: self.terms.repayment(),
        })
        .map_err(|error| refused(error, &self.terms))
    }

    fn check(&self) -> Result<(), Refusal> {
        checks::fits("name", &self.name, checks::LINE)?;
        checks::filled("lender", &self.lender, checks::LINE)?;
        if let LoanTerms::Subsidised {
            annual_rate,
            lenders_rate,
            borne_by,
        } = &self.terms
        {
            checks::filled("terms.borneBy", borne_by, checks::LINE)?;
            if annual_rate > lenders_rate {
                return Err(QuoteRefusal::SubsidyAboveLendersRate.into());
            }
        }
        for fee in &self.fees {
            checks::filled("fees.chargedBy", &fee.charged_by, checks::LINE)?;
            match fee.standard {
                FeeStandard::Amount { amount } => checks::sum_in_range("fees.amount", amount)?,
                FeeStandard::ShareOfPrincipal { rate } if rate.is_negative() => {
                    return Err(Refusal::typed(&LoanError::RateNegative, Some("fees")));
                }
                FeeStandard::ShareOfPrincipal { .. } => {}
            }
        }
        Ok(())
    }
}

/// The field of the plan that a refused loan is about.
fn refused(error: LoanError, terms: &LoanTerms) -> Refusal {
    let field = match error {
        LoanError::PrincipalNotPositive | LoanError::TooLarge => "financed",
        LoanError::MonthsOutOfRange { .. } | LoanError::PaymentTooSmall { .. } => "months",
        LoanError::RateNegative => match terms {
            LoanTerms::FlatFee { .. } => "terms.monthlyFeeRate",
            LoanTerms::EqualInstalment { .. }
            | LoanTerms::EqualPrincipal { .. }
            | LoanTerms::Balloon { .. }
            | LoanTerms::Subsidised { .. } => "terms.annualRate",
        },
        LoanError::BalloonOutOfRange => "terms.balloon",
        LoanError::NoAnnualCost => "fees",
        LoanError::Undefined(_) => "months",
    };
    Refusal::typed(&error, Some(field))
}

/// Reckons one plan of a quote for a loan signed on a day.
pub fn work_out_loan(
    plan: &LoanInputs,
    quote: &QuoteInputs,
    signed_on: NaiveDate,
    policies: &Policies,
) -> Result<LoanFigures, Refusal> {
    plan.check()?;
    let car_price = quote
        .car_price()
        .ok_or_else(|| Refusal::typed(&LoanError::TooLarge, Some("financed")))?;
    let (down_payment, principal) = plan.split(car_price)?;
    within_limits(plan, quote, principal, car_price, signed_on, policies)?;
    let schedule = plan.schedule(car_price)?;
    let disclosure = disclose(
        &schedule,
        &plan.lender,
        &plan.fees,
        plan.contingent.clone(),
        signed_on,
        &policies.lending,
    )
    .map_err(|error| refused(error, &plan.terms))?;
    let balloon = match plan.terms {
        LoanTerms::Balloon { balloon, .. } => balloon,
        LoanTerms::EqualInstalment { .. }
        | LoanTerms::EqualPrincipal { .. }
        | LoanTerms::Subsidised { .. }
        | LoanTerms::FlatFee { .. } => Fen::ZERO,
    };
    let subsidy = match plan.terms {
        LoanTerms::Subsidised {
            annual_rate,
            lenders_rate,
            ..
        } => Some(
            interest_subsidy(principal, plan.months, lenders_rate, annual_rate)
                .map_err(|error| refused(error, &plan.terms))?
                .subsidy,
        ),
        LoanTerms::EqualInstalment { .. }
        | LoanTerms::EqualPrincipal { .. }
        | LoanTerms::Balloon { .. }
        | LoanTerms::FlatFee { .. } => None,
    };
    let payment = |instalment: Option<&crate::lending::Instalment>| {
        instalment.map_or(Fen::ZERO, |instalment| instalment.payment)
    };
    Ok(LoanFigures {
        kind: plan.terms.kind(),
        down_payment,
        principal,
        months: plan.months,
        nominal_rate: plan.terms.nominal_rate(),
        first_payment: payment(schedule.instalments.first()),
        regular_payment: schedule.regular_payment,
        last_payment: payment(schedule.instalments.last()),
        balloon,
        total_interest: schedule.total_interest,
        fees: disclosure
            .total_cost
            .checked_sub(schedule.total_interest)
            .ok_or_else(|| Refusal::typed(&LoanError::TooLarge, Some("fees")))?,
        total_paid: disclosure.total_paid,
        annual_cost: disclosure.annual_cost,
        subsidy,
        disclosure,
    })
}

/// The law's bounds on term and share, where they are known for the day. A product may be stricter.
fn within_limits(
    plan: &LoanInputs,
    quote: &QuoteInputs,
    principal: Fen,
    car_price: Fen,
    signed_on: NaiveDate,
    policies: &Policies,
) -> Result<(), Refusal> {
    let rules = &policies.lending;
    if let Ok(most) = longest_term(LoanPurpose::NewCar, signed_on, rules)
        && plan.months > most
    {
        return Err(QuoteRefusal::LoanTooLong { most }.into());
    }
    if let Ok(most) = largest_loan(car_price, quote.loan_class(), signed_on, rules)
        && principal > most
    {
        return Err(QuoteRefusal::LoanTooLarge { most }.into());
    }
    Ok(())
}
