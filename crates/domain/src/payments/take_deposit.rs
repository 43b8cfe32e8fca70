//! An advance is asked for and taken at the counter: 定金 or 订金. A claim, because 定金 above its
//! lawful share is not to be taken at all.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PaymentKind, PaymentMethod, PaymentRefusal, books};
use crate::{
    command::{Decision, Nature, NumberSeries, Numbers, Outcome, Rule, Stop},
    context::Context,
    deposits::{AdvanceKind, deposit_cap},
    facts::Facts,
    ids::{OrderId, PaymentId},
    money::Fen,
    orders::{OrderRefusal, OrderStep},
    rights::Right,
    rules::rules_in_force,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakeDeposit {
    pub payment: PaymentId,
    pub order: OrderId,
    pub kind: AdvanceKind,
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

impl Rule for TakeDeposit {
    const NATURE: Nature = Nature::Claim;
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
        if books::is_entered(facts, self.payment, self.order, self.amount)? {
            return Ok(Outcome::default());
        }
        let mut books = books::Books::open(facts, context, self.order, self.payment)?;
        let kind = match self.kind {
            AdvanceKind::Deposit => {
                self.check_deposit(&books, facts, context)?;
                PaymentKind::Deposit
            }
            AdvanceKind::Prepayment => {
                if !books.order.state.is_live() {
                    return Err(PaymentRefusal::AdvanceTooLate.into());
                }
                PaymentKind::Prepayment
            }
        };
        let outstanding = books.account.outstanding();
        if self.amount > outstanding {
            return Err(PaymentRefusal::AdvanceOverOutstanding { outstanding }.into());
        }
        books.enter(books::Entry {
            payment: self.payment,
            kind,
            method: self.method,
            amount: self.amount,
            receipt_number: &self.receipt_number,
            reference: &self.reference,
            payer: &self.payer,
            remark: &self.remark,
            refunds: None,
        })?;
        Ok(books.close())
    }
}

impl TakeDeposit {
    /// 定金 needs a contract, and all of it together stays under the cap.
    fn check_deposit(
        &self,
        books: &books::Books,
        facts: &dyn Facts,
        context: &Context,
    ) -> Result<(), Stop> {
        let order = &books.order;
        if OrderStep::TakeDeposit.from(order.state).is_none() {
            return Err(OrderRefusal::OrderStepNotPossible {
                step: OrderStep::TakeDeposit,
                state: order.state,
            }
            .into());
        }
        let day = context.today();
        let cap = deposit_cap(order.total, day, &*rules_in_force(facts)?)
            .map_err(|_| PaymentRefusal::DepositRuleUnknown { on: day })?;
        let taken = books.account.deposit;
        let room = cap
            .checked_sub(taken)
            .filter(|room| room.is_positive())
            .unwrap_or(Fen::ZERO);
        if self.amount > room {
            return Err(PaymentRefusal::DepositOverCap {
                cap,
                taken,
                room,
                total: order.total,
            }
            .into());
        }
        Ok(())
    }
}
