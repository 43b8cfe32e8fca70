//! The books that a payment is entered in: the order's ledger, its account, and the cash day. One
//! decision writes them together or not at all.

use super::{OrderAccount, Payment, PaymentConcern, PaymentKind, PaymentMethod, PaymentRefusal};
use crate::{
    cash_days::{self, CashDay},
    changes::Changes,
    checks,
    command::{Outcome, Stop},
    context::Context,
    facts::{Ask, Facts},
    ids::{OrderId, PaymentId},
    money::Fen,
    orders::{Order, order_account, put_order, required},
    refusal::{Concern, GeneralRefusal},
    vehicles::Vehicle,
};

pub(super) struct Books<'a> {
    context: &'a Context,
    pub order: Order,
    pub account: OrderAccount,
    vehicle: Option<Vehicle>,
    day: CashDay,
    changes: Changes,
    pub concerns: Vec<Concern>,
}

/// An entry as its command knows it; the books add place and balance.
pub(super) struct Entry<'a> {
    pub payment: PaymentId,
    pub kind: PaymentKind,
    pub method: PaymentMethod,
    /// Signed: positive into the house.
    pub amount: Fen,
    pub receipt_number: &'a str,
    pub reference: &'a str,
    pub payer: &'a str,
    pub remark: &'a str,
    pub refunds: Option<&'a Payment>,
}

impl<'a> Books<'a> {
    pub fn open(
        facts: &dyn Facts,
        context: &'a Context,
        order: OrderId,
        payment: PaymentId,
    ) -> Result<Self, Stop> {
        let order: Order = required(facts, order, "order")?;
        let account = order_account(facts, &order)?;
        let vehicle = match order.vehicle {
            Some(vehicle) => facts.get::<Vehicle>(vehicle)?,
            None => None,
        };
        let (day, was_closed) = cash_days::posting_day(facts, context)?;
        let mut concerns = Vec::new();
        if was_closed == cash_days::Posting::Later {
            concerns.push(
                PaymentConcern::CashDayWasClosed {
                    day: context.today(),
                    counted_on: day.day,
                    payment,
                }
                .into(),
            );
        }
        Ok(Self {
            context,
            order,
            account,
            vehicle,
            day,
            changes: Changes::new(),
            concerns,
        })
    }

    pub fn enter(&mut self, entry: Entry) -> Result<(), Stop> {
        let account = &mut self.account;
        add(&mut account.balance, entry.amount)?;
        match entry.kind {
            PaymentKind::Compensation => {}
            PaymentKind::Deposit
            | PaymentKind::Prepayment
            | PaymentKind::Balance
            | PaymentKind::Refund => add(&mut account.paid, entry.amount)?,
        }
        let meant = entry.refunds.map_or(entry.kind, |original| original.kind);
        if meant == PaymentKind::Deposit {
            add(&mut account.deposit, entry.amount)?;
        }
        if entry.method == PaymentMethod::Lender {
            add(&mut account.lender_paid, entry.amount)?;
        }
        account.entries = account.entries.saturating_add(1);
        self.day.count(entry.method, entry.amount)?;
        self.changes.put(
            self.context.lane,
            &Payment {
                id: entry.payment,
                order_id: self.order.id,
                n: account.entries,
                kind: entry.kind,
                method: entry.method,
                amount: entry.amount,
                balance_after: account.balance,
                receipt_number: entry.receipt_number.to_owned(),
                reference: entry.reference.trim().to_owned(),
                payer: entry.payer.trim().to_owned(),
                refunds: entry.refunds.map(|original| original.id),
                refunded: Fen::ZERO,
                confirmation: entry.method.confirmation(),
                day: self.day.day,
                cashier: self.context.actor,
                remark: entry.remark.to_owned(),
                paid_at: self.context.made_at,
            },
        );
        if let Some(original) = entry.refunds {
            let mut refunded = original.refunded;
            add(&mut refunded, negated(entry.amount)?)?;
            self.changes.put(
                self.context.lane,
                &Payment {
                    refunded,
                    ..original.clone()
                },
            );
        }
        Ok(())
    }

    /// Writes account, cash day and the state that the money leads to.
    pub fn close(mut self) -> Outcome {
        self.changes.put(self.context.lane, &self.account);
        self.changes.put(self.context.lane, &self.day);
        put_order(
            &mut self.changes,
            self.context,
            self.order,
            &self.account,
            self.vehicle.as_ref(),
        );
        Outcome {
            changes: self.changes,
            concerns: self.concerns,
        }
    }
}

pub(super) fn add(sum: &mut Fen, amount: Fen) -> Result<(), Stop> {
    *sum = sum.checked_add(amount).ok_or_else(too_large)?;
    Ok(())
}

pub(super) fn negated(amount: Fen) -> Result<Fen, Stop> {
    amount.checked_neg().ok_or_else(too_large)
}

fn too_large() -> Stop {
    GeneralRefusal::MoneyOutOfRange {
        field: "amount".to_owned(),
    }
    .into()
}

/// A payment's amount: more than nothing, at most what a dealership handles.
pub(super) fn check_amount(amount: Fen) -> Result<(), Stop> {
    if !amount.is_positive() {
        return Err(PaymentRefusal::AmountNotPositive.into());
    }
    checks::sum_in_range("amount", amount)?;
    Ok(())
}

/// The texts of a payment fit their fields.
pub(super) fn check_texts(
    receipt_number: &str,
    reference: &str,
    payer: &str,
    remark: &str,
) -> Result<(), GeneralRefusal> {
    checks::filled("receiptNumber", receipt_number, 40)?;
    checks::fits("reference", reference, checks::LINE)?;
    checks::fits("payer", payer, checks::LINE)?;
    checks::fits("remark", remark, checks::REMARK)
}

/// Whether this payment is in the books already: sending it again has no second effect, another one
/// under the same id is refused.
pub(super) fn is_entered(
    facts: &dyn Facts,
    payment: PaymentId,
    order: OrderId,
    amount: Fen,
) -> Result<bool, Stop> {
    match facts.get::<Payment>(payment)? {
        None => Ok(false),
        Some(there) if there.order_id == order && there.amount == amount => Ok(true),
        Some(_) => Err(GeneralRefusal::AlreadyExists {
            kind: "payment".to_owned(),
        }
        .into()),
    }
}
