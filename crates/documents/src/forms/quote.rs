//! 报价单, the on-the-road quote.

use super::{Consultant, Contents, Dealership, Form, Gift, PriceLine, Vehicle, less, sums_to};
use crate::DocumentError;
use domain::money::{Fen, Rate};
use serde::{Deserialize, Serialize};

/// Everything a quote states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    /// Number.
    pub number: String,
    /// Day it was made.
    pub made_on: String,
    /// Last day it holds.
    pub valid_until: String,
    /// Who quotes.
    pub dealership: Dealership,
    /// The customer's name.
    pub customer: String,
    /// The customer's telephone.
    #[serde(default)]
    pub customer_phone: Option<String>,
    /// The consultant.
    pub consultant: Consultant,
    /// The car.
    pub vehicle: Vehicle,
    /// When the car can be had, in words.
    #[serde(default)]
    pub availability: Option<String>,
    /// 厂家指导价.
    pub guide_price: Fen,
    /// What is taken off it, one line for each reason, as positive amounts.
    #[serde(default)]
    pub discounts: Vec<PriceLine>,
    /// 车辆成交价: guide price less discounts.
    pub car_price: Fen,
    /// Tax, insurance, plate, accessories, services.
    #[serde(default)]
    pub lines: Vec<PriceLine>,
    /// 落地价: car and lines.
    pub total: Fen,
    /// Subsidies that may be granted by others; never part of the total.
    #[serde(default)]
    pub expected_subsidies: Vec<PriceLine>,
    /// What comes with the car without charge.
    #[serde(default)]
    pub gifts: Vec<Gift>,
    /// Loan plans, shown side by side; at most four fit.
    #[serde(default)]
    pub loans: Vec<LoanPlan>,
    /// The dated rules that the figures follow.
    #[serde(default)]
    pub rules: Vec<RuleInForce>,
    /// Further words.
    #[serde(default)]
    pub remarks: Vec<String>,
}

/// How a loan is paid back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LoanKind {
    /// 等额本息.
    EqualInstalment,
    /// 等额本金.
    EqualPrincipal,
    /// 弹性尾款.
    Balloon,
    /// Interest borne by maker or dealer, wholly or in part.
    Subsidised,
    /// A fee per month instead of interest.
    FlatFee,
}

/// One loan plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoanPlan {
    /// Name of the product.
    pub name: String,
    /// The lender.
    pub lender: String,
    /// How it is paid back.
    pub kind: LoanKind,
    /// What is paid down at once.
    pub down_payment: Fen,
    /// What is lent.
    pub principal: Fen,
    /// Number of months.
    pub months: i64,
    /// The rate of the contract for a year.
    pub nominal_rate: Rate,
    /// First month's payment.
    pub first_payment: Fen,
    /// Payment in an ordinary month; equals the first one unless the plan falls from month to month.
    pub regular_payment: Fen,
    /// Last month's payment, with the balloon if there is one.
    pub last_payment: Fen,
    /// Interest over the whole term.
    pub interest: Fen,
    /// Every fee that comes with the loan, whoever charges it.
    pub fees: Fen,
    /// Principal, interest and fees.
    pub total_repaid: Fen,
    /// 年化综合融资成本, from the flow of payments.
    pub annual_cost: Rate,
}

/// A rule that a figure follows, with its dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleInForce {
    /// What it is about.
    pub name: String,
    /// What it says.
    pub text: String,
    /// First day.
    #[serde(default)]
    pub from: Option<String>,
    /// Last day.
    #[serde(default)]
    pub until: Option<String>,
}

impl Contents for Quote {
    const FORM: Form = Form::Quote;

    fn number(&self) -> &str {
        &self.number
    }

    fn dealership(&self) -> &Dealership {
        &self.dealership
    }

    fn check(&self) -> Result<(), DocumentError> {
        let mut car = vec![self.guide_price];
        for discount in &self.discounts {
            car.push(less("car_price", discount.amount)?);
        }
        sums_to("car_price", car, self.car_price)?;
        sums_to(
            "total",
            std::iter::once(self.car_price).chain(self.lines.iter().map(|line| line.amount)),
            self.total,
        )?;
        self.loans.iter().try_for_each(|plan| {
            sums_to(
                "total_repaid",
                [plan.principal, plan.interest, plan.fees],
                plan.total_repaid,
            )
        })
    }
}
