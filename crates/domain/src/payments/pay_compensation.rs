//! The house broke the contract and pays the other half of double the 定金 (民法典 587).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PaymentKind, PaymentMethod, PaymentRefusal, books};
use crate::{
    command::{Decision, Nature, NumberSeries, Numbers, Outcome, Rule},
    context::Context,
    facts::Facts,
    ids::{OrderId, PaymentId},
    money::Fen,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PayCompensation {
    pub payment: PaymentId,
    pub order: OrderId,
    pub amount: Fen,
    pub method: PaymentMethod,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub receipt_number: String,
    #[serde(default)]
    pub reference: String,
    #[serde(default)]
    pub payer: String,
}

impl Rule for PayCompensation {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RefundPayments);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.receipt_number.is_empty() {
            self.receipt_number = numbers.next(NumberSeries::Receipt);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        books::check_amount(self.amount)?;
        books::check_texts(&self.receipt_number, &self.reference, &self.payer, "")?;
        let amount = books::negated(self.amount)?;
        if books::is_entered(facts, self.payment, self.order, amount)? {
            return Ok(Outcome::default());
        }
        let mut books = books::Books::open(facts, context, self.order, self.payment)?;
        let due = books.account.compensation_due;
        if self.amount > due {
            return Err(PaymentRefusal::CompensationBeyondDue {
                due,
                given: self.amount,
            }
            .into());
        }
        books::add(&mut books.account.compensation_due, amount)?;
        books.enter(books::Entry {
            payment: self.payment,
            kind: PaymentKind::Compensation,
            method: self.method,
            amount,
            receipt_number: &self.receipt_number,
            reference: &self.reference,
            payer: &self.payer,
            remark: "",
            refunds: None,
        })?;
        Ok(books.close())
    }
}
