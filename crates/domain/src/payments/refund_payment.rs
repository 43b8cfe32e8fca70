//! Money goes back to the customer, the way it came: at most what is left of the payment, and after a
//! cancellation at most what the cancellation says.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Payment, PaymentKind, PaymentRefusal, books};
use crate::{
    command::{Decision, Nature, NumberSeries, Numbers, Outcome, Rule, Stop},
    context::Context,
    facts::Facts,
    ids::PaymentId,
    money::Fen,
    orders::required,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefundPayment {
    /// Id of the refund.
    pub refund: PaymentId,
    /// The payment that is given back, in whole or in part.
    pub payment: PaymentId,
    pub amount: Fen,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub receipt_number: String,
    #[serde(default)]
    pub reference: String,
    pub reason: String,
}

impl Rule for RefundPayment {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RefundPayments);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.receipt_number.is_empty() {
            self.receipt_number = numbers.next(NumberSeries::Receipt);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        books::check_amount(self.amount)?;
        crate::checks::filled("reason", &self.reason, crate::checks::REMARK)?;
        books::check_texts(&self.receipt_number, &self.reference, "", &self.reason)?;
        let original: Payment = required(facts, self.payment, "payment")?;
        let amount = books::negated(self.amount)?;
        if books::is_entered(facts, self.refund, original.order_id, amount)? {
            return Ok(Outcome::default());
        }
        let mut books = books::Books::open(facts, context, original.order_id, self.refund)?;
        self.check_limits(&original, &books)?;
        if books.order.state.is_cancelled() {
            books::add(&mut books.account.refund_due, amount)?;
        }
        books.enter(books::Entry {
            payment: self.refund,
            kind: PaymentKind::Refund,
            method: original.method,
            amount,
            receipt_number: &self.receipt_number,
            reference: &self.reference,
            payer: &original.payer,
            remark: &self.reason,
            refunds: Some(&original),
        })?;
        Ok(books.close())
    }
}

impl RefundPayment {
    fn check_limits(&self, original: &Payment, books: &books::Books) -> Result<(), Stop> {
        match original.kind {
            PaymentKind::Deposit | PaymentKind::Prepayment | PaymentKind::Balance => {}
            PaymentKind::Refund | PaymentKind::Compensation => {
                return Err(PaymentRefusal::NotRefundable {
                    kind: original.kind,
                }
                .into());
            }
        }
        let left = original
            .amount
            .checked_sub(original.refunded)
            .unwrap_or(Fen::ZERO);
        if self.amount > left {
            return Err(PaymentRefusal::RefundBeyondPaid {
                left,
                given: self.amount,
            }
            .into());
        }
        let order = &books.order;
        let account = &books.account;
        if order.state.is_cancelled() {
            if self.amount > account.refund_due {
                return Err(PaymentRefusal::RefundBeyondDue {
                    due: account.refund_due,
                    given: self.amount,
                }
                .into());
            }
        } else if order.state.is_delivered() {
            // The car is sold: only what was paid too much goes back.
            let over = account.paid.checked_sub(account.due).unwrap_or(Fen::ZERO);
            if self.amount > over {
                return Err(PaymentRefusal::RefundBeyondDue {
                    due: over,
                    given: self.amount,
                }
                .into());
            }
        } else if original.kind == PaymentKind::Deposit {
            return Err(PaymentRefusal::DepositBinds.into());
        }
        Ok(())
    }
}
