//! Money was taken. A record: it is in the till or on its way, so it goes into the books; what is
//! wrong with it is put to a person. 定金 above its lawful share, as an import may bring it, is split.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Payment, PaymentConcern, PaymentKind, PaymentMethod, PaymentRefusal, books};
use crate::{
    command::{Decision, Nature, NumberSeries, Numbers, Outcome, Rule, Stop},
    context::Context,
    deposits::split_deposit,
    facts::{Ask, Facts},
    ids::{OrderId, PaymentId},
    money::Fen,
    rights::Right,
    rules::rules_in_force,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordPayment {
    pub payment: PaymentId,
    pub order: OrderId,
    pub kind: PaymentKind,
    pub amount: Fen,
    pub method: PaymentMethod,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub receipt_number: String,
    #[serde(default)]
    pub reference: String,
    #[serde(default)]
    pub payer: String,
    #[serde(default)]
    pub remark: String,
}

impl Rule for RecordPayment {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::TakePayments);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.receipt_number.is_empty() {
            self.receipt_number = numbers.next(NumberSeries::Receipt);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        books::check_amount(self.amount)?;
        books::check_texts(
            &self.receipt_number,
            &self.reference,
            &self.payer,
            &self.remark,
        )?;
        match self.kind {
            PaymentKind::Deposit | PaymentKind::Prepayment | PaymentKind::Balance => {}
            PaymentKind::Refund | PaymentKind::Compensation => {
                return Err(PaymentRefusal::KindNotTaken { kind: self.kind }.into());
            }
        }
        if self.is_entered(facts)? {
            return Ok(Outcome::default());
        }
        let mut books = books::Books::open(facts, context, self.order, self.payment)?;
        let parts = self.parts(&mut books, facts, context)?;
        self.note(&mut books);
        for (place, (amount, kind)) in parts.into_iter().enumerate() {
            books.enter(books::Entry {
                payment: if place == 0 {
                    self.payment
                } else {
                    PaymentId::derived(context.command, "excess")
                },
                kind,
                method: self.method,
                amount,
                receipt_number: &self.receipt_number,
                reference: &self.reference,
                payer: &self.payer,
                remark: &self.remark,
                refunds: None,
            })?;
        }
        let over = books.account.paid.checked_sub(books.account.due);
        if let Some(over) = over.filter(|over| over.is_positive())
            && !books.order.state.is_cancelled()
        {
            books.concerns.push(
                PaymentConcern::Overpaid {
                    over,
                    order_number: books.order.number.clone(),
                    order: self.order,
                }
                .into(),
            );
        }
        Ok(books.close())
    }
}

impl RecordPayment {
    /// Whether this money is in the books already. 定金 may have been split then, so that the entry
    /// under this id holds a part of it.
    fn is_entered(&self, facts: &dyn Facts) -> Result<bool, Stop> {
        let there = facts.get::<Payment>(self.payment)?;
        let amount = there
            .filter(|there| self.kind == PaymentKind::Deposit && there.amount < self.amount)
            .map_or(self.amount, |there| there.amount);
        books::is_entered(facts, self.payment, self.order, amount)
    }

    /// The entries this money makes: one, or two when 定金 goes over the cap.
    fn parts(
        &self,
        books: &mut books::Books,
        facts: &dyn Facts,
        context: &Context,
    ) -> Result<Vec<(Fen, PaymentKind)>, Stop> {
        if self.kind != PaymentKind::Deposit {
            return Ok(vec![(self.amount, self.kind)]);
        }
        let day = context.today();
        let split = split_deposit(
            books.order.total,
            books.account.deposit,
            self.amount,
            day,
            &*rules_in_force(facts)?,
        )
        .map_err(|_| PaymentRefusal::DepositRuleUnknown { on: day })?;
        if split.prepayment.is_zero() {
            return Ok(vec![(split.deposit, PaymentKind::Deposit)]);
        }
        books.concerns.push(
            PaymentConcern::DepositSplit {
                cap: split.cap,
                excess: split.prepayment,
                order_number: books.order.number.clone(),
                order: self.order,
            }
            .into(),
        );
        let parts = [
            (split.deposit, PaymentKind::Deposit),
            (split.prepayment, PaymentKind::Prepayment),
        ];
        Ok(parts
            .into_iter()
            .filter(|(amount, _)| !amount.is_zero())
            .collect())
    }

    /// What is odd about money coming now. Money for a cancelled order is owed back at once.
    fn note(&self, books: &mut books::Books) {
        let state = books.order.state;
        let order_number = books.order.number.clone();
        if state.is_cancelled() {
            books.account.refund_due = books
                .account
                .refund_due
                .checked_add(self.amount)
                .unwrap_or(books.account.refund_due);
            books.concerns.push(
                PaymentConcern::PaidAfterCancellation {
                    amount: self.amount,
                    order_number,
                    order: self.order,
                }
                .into(),
            );
        } else if !state.is_signed() && self.kind != PaymentKind::Prepayment {
            books.concerns.push(
                PaymentConcern::PaidBeforeContract {
                    order_number,
                    order: self.order,
                }
                .into(),
            );
        }
    }
}
