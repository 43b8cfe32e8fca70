//! 综合融资成本明示表, the signed statement of what a loan costs (金规〔2026〕2号).

use super::{Contents, Dealership, Form, LoanKind, sums_to};
use crate::DocumentError;
use domain::money::{Fen, Rate};
use serde::{Deserialize, Serialize};

/// Everything the statement lists, item by item, before the loan contract is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FinancingCostDisclosure {
    /// Number.
    pub number: String,
    /// Day it was made.
    pub made_on: String,
    /// Who arranges the loan and presents the statement.
    pub dealership: Dealership,
    /// Who lends.
    pub lender: String,
    /// Who borrows.
    pub borrower: String,
    /// The borrower's identity number, masked or not.
    pub borrower_identity: String,
    /// The car that is financed, in words.
    pub vehicle: String,
    /// Price of the car.
    pub car_price: Fen,
    /// What is lent.
    pub principal: Fen,
    /// Number of months.
    pub months: i64,
    /// How it is paid back.
    pub kind: LoanKind,
    /// First month's payment.
    pub first_payment: Fen,
    /// Payment in an ordinary month.
    pub regular_payment: Fen,
    /// Last month's payment.
    pub last_payment: Fen,
    /// Interest, guarantee fee and every other cost of a loan that is paid back as agreed.
    pub costs: Vec<CostItem>,
    /// Sum of the costs.
    pub total_cost: Fen,
    /// Principal and costs.
    pub total_repaid: Fen,
    /// 正常履约年化综合融资成本.
    pub annual_cost: Rate,
    /// Costs that arise only in certain cases: overdue, misuse, early repayment.
    pub contingent_costs: Vec<ContingentCost>,
    /// The plan of payments, when the lender gave one.
    #[serde(default)]
    pub schedule: Vec<Instalment>,
}

/// One cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CostItem {
    /// What it is.
    pub name: String,
    /// Its rate or standard.
    pub standard: String,
    /// When and how it is charged.
    pub charged_how: String,
    /// Who charges it.
    pub charged_by: String,
    /// Its amount over the whole term.
    pub amount: Fen,
}

/// A cost that arises only in certain cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContingentCost {
    /// What it is.
    pub name: String,
    /// In which case.
    pub condition: String,
    /// Its rate or standard.
    pub standard: String,
    /// Who charges it.
    pub charged_by: String,
}

/// One payment of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Instalment {
    /// Its number, from 1.
    pub month: i64,
    /// What is paid.
    pub payment: Fen,
    /// Of it, principal.
    pub principal: Fen,
    /// Of it, interest.
    pub interest: Fen,
    /// What is still owed afterwards.
    pub balance: Fen,
}

impl Contents for FinancingCostDisclosure {
    const FORM: Form = Form::FinancingCostDisclosure;

    fn number(&self) -> &str {
        &self.number
    }

    fn dealership(&self) -> &Dealership {
        &self.dealership
    }

    fn check(&self) -> Result<(), DocumentError> {
        let costs = self.costs.iter().map(|item| item.amount);
        sums_to("total_cost", costs, self.total_cost)?;
        sums_to(
            "total_repaid",
            [self.principal, self.total_cost],
            self.total_repaid,
        )?;
        if self.schedule.is_empty() {
            return Ok(());
        }
        let principal = self.schedule.iter().map(|it| it.principal);
        sums_to("schedule", principal, self.principal)?;
        self.schedule
            .iter()
            .try_for_each(|it| sums_to("instalment", [it.principal, it.interest], it.payment))
    }
}
