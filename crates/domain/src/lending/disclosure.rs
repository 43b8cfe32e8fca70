//! 综合融资成本明示表: every cost of a loan, item by item, with who charges it (金规〔2026〕2号).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AnnualCost, LendingRules, LoanError, Repayment, Schedule, annual_cost};
use crate::dated::{PolicyName, RuleStamp, Terms};
use crate::money::{Fen, Rate};

/// What the customer must be shown at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Sheet {
    /// The annual rate, as prominent as any other price.
    AnnualRateShown,
    /// The whole sheet, signed (or read online) before the loan contract.
    SignedSheet,
}

/// The duty of a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisclosureTerms {
    /// What must be shown.
    pub sheet: Sheet,
}

impl Terms for DisclosureTerms {
    const POLICY: PolicyName = PolicyName::LoanCostDisclosure;
}

/// What a cost is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum CostKind {
    /// 贷款利息.
    Interest,
    /// 分期手续费.
    InstalmentFee,
    /// 担保费.
    GuaranteeFee,
    /// 金融服务费, 咨询费 and the like.
    ServiceFee,
    /// 抵押登记费.
    MortgageRegistration,
    /// Another cost, under the name that the customer knows.
    Other {
        /// Its name.
        name: String,
    },
}

/// When a cost is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ChargedWhen {
    /// Once, when the loan is paid out.
    AtDrawdown,
    /// With every instalment.
    EachInstalment,
    /// Once, with the last instalment.
    WithLastInstalment,
}

/// How a fee is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum FeeStandard {
    /// A sum for each charge.
    Amount {
        /// The sum.
        amount: Fen,
    },
    /// A share of the principal for each charge.
    ShareOfPrincipal {
        /// The share.
        rate: Rate,
    },
}

/// A fee besides the interest; the dealer's own count too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Fee {
    /// What it is for.
    pub cost: CostKind,
    /// How it is set.
    pub standard: FeeStandard,
    /// When it is charged.
    pub charged: ChargedWhen,
    /// Who charges it, by full name.
    pub charged_by: String,
}

/// How an item of the sheet is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum CostStandard {
    /// A rate a year on what is owed.
    AnnualRate {
        /// The rate.
        rate: Rate,
    },
    /// A rate a month on the original principal.
    MonthlyRateOnPrincipal {
        /// The rate.
        rate: Rate,
    },
    /// As a fee is set.
    Fee {
        /// The standard.
        standard: FeeStandard,
    },
}

/// One line of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CostItem {
    /// What it is for.
    pub cost: CostKind,
    /// Rate or standard.
    pub standard: CostStandard,
    /// When it is charged.
    pub charged: ChargedWhen,
    /// Who charges it.
    pub charged_by: String,
    /// Over the whole loan, kept to the contract.
    pub amount: Fen,
}

/// A cost that only a breach or an early end brings; listed apart and not in the annual cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ContingentKind {
    /// 逾期罚息.
    LatePayment,
    /// 挪用罚息.
    Misuse,
    /// 提前结清违约金.
    EarlyRepayment,
}

/// A contingent cost with its standard in the lender's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ContingentCost {
    /// Which.
    pub kind: ContingentKind,
    /// Rate or standard, as in the loan contract.
    pub standard: String,
    /// Who charges it.
    pub charged_by: String,
}

/// The sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CostDisclosure {
    /// What is lent.
    pub principal: Fen,
    /// Over how many months.
    pub months: u32,
    /// Every cost of a loan kept to the contract.
    pub items: Vec<CostItem>,
    /// Costs of a breach or an early end.
    pub contingent: Vec<ContingentCost>,
    /// All items together.
    pub total_cost: Fen,
    /// Principal and all items together.
    pub total_paid: Fen,
    /// 正常履约年化综合融资成本.
    pub annual_cost: AnnualCost,
    /// What must be done with the sheet.
    pub sheet: Sheet,
    /// The rule applied.
    pub rule: RuleStamp,
}

impl CostDisclosure {
    /// Whether the loan may be advertised as 零利率 or free of cost: only when nothing at all is charged.
    #[must_use]
    pub fn is_free_of_cost(&self) -> bool {
        self.total_cost.is_zero()
    }
}

/// Draws up the sheet for a loan with its fees, to be signed on a day.
pub fn disclose(
    schedule: &Schedule,
    lender: &str,
    fees: &[Fee],
    contingent: Vec<ContingentCost>,
    signed_on: NaiveDate,
    rules: &LendingRules,
) -> Result<CostDisclosure, LoanError> {
    let row = rules.cost_disclosure.on(signed_on)?;
    let loan = schedule.loan;
    let mut items = vec![loan_item(schedule, lender)];
    let mut at_drawdown = Fen::ZERO;
    let mut payments: Vec<Fen> = schedule.payments().collect();
    for fee in fees {
        let charge = match fee.standard {
            FeeStandard::Amount { amount } => amount,
            FeeStandard::ShareOfPrincipal { rate } => loan.principal.at_rate(rate)?,
        };
        let amount = match fee.charged {
            ChargedWhen::AtDrawdown => {
                at_drawdown = plus(at_drawdown, charge)?;
                charge
            }
            ChargedWhen::EachInstalment => {
                for payment in &mut payments {
                    *payment = plus(*payment, charge)?;
                }
                charge
                    .checked_mul(i64::from(loan.months))
                    .ok_or(LoanError::TooLarge)?
            }
            ChargedWhen::WithLastInstalment => {
                if let Some(last) = payments.last_mut() {
                    *last = plus(*last, charge)?;
                }
                charge
            }
        };
        items.push(CostItem {
            cost: fee.cost.clone(),
            standard: CostStandard::Fee {
                standard: fee.standard,
            },
            charged: fee.charged,
            charged_by: fee.charged_by.clone(),
            amount,
        });
    }
    let total_cost = Fen::sum(items.iter().map(|item| item.amount)).ok_or(LoanError::TooLarge)?;
    let received = loan
        .principal
        .checked_sub(at_drawdown)
        .ok_or(LoanError::TooLarge)?;
    Ok(CostDisclosure {
        principal: loan.principal,
        months: loan.months,
        items,
        contingent,
        total_cost,
        total_paid: plus(loan.principal, total_cost)?,
        annual_cost: annual_cost(received, payments)?,
        sheet: row.terms.sheet,
        rule: row.stamp(),
    })
}

fn loan_item(schedule: &Schedule, lender: &str) -> CostItem {
    let (cost, standard) = match schedule.loan.repayment {
        Repayment::EqualInstalment { annual_rate }
        | Repayment::EqualPrincipal { annual_rate }
        | Repayment::Balloon { annual_rate, .. } => (
            CostKind::Interest,
            CostStandard::AnnualRate { rate: annual_rate },
        ),
        Repayment::FlatFee { monthly_fee_rate } => (
            CostKind::InstalmentFee,
            CostStandard::MonthlyRateOnPrincipal {
                rate: monthly_fee_rate,
            },
        ),
    };
    CostItem {
        cost,
        standard,
        charged: ChargedWhen::EachInstalment,
        charged_by: lender.to_owned(),
        amount: schedule.total_interest,
    }
}

fn plus(one: Fen, other: Fen) -> Result<Fen, LoanError> {
    one.checked_add(other).ok_or(LoanError::TooLarge)
}
