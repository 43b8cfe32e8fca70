//! A settlement sheet is paid. The money counts in the same cash day as the money of the sales.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{RepairRefusal, SettlementSheet, SettlementState, open_order::named};
use crate::{
    cash_days,
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Outcome, Rule, Stop},
    context::Context,
    facts::{Ask, Facts},
    ids::{PersonId, RepairOrderId, SettlementId, SettlementPaymentId},
    money::Fen,
    payments::PaymentMethod,
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

/// One entry of a sheet's ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "settlement_payment",
    index(settlement, n),
    index(day),
    index(receipt_number)
)]
pub struct SettlementPayment {
    pub id: SettlementPaymentId,
    pub settlement: SettlementId,
    pub repair_order: RepairOrderId,
    /// Its place in the sheet's ledger, from 1.
    pub n: u32,
    pub method: PaymentMethod,
    /// Positive into the house, negative out of it.
    pub amount: Fen,
    /// What is paid of the sheet after this entry.
    pub paid_after: Fen,
    pub receipt_number: String,
    pub reference: String,
    /// The cash day it counts in.
    pub day: NaiveDate,
    pub cashier: PersonId,
    pub paid_at: Timestamp,
}

/// Money as its command knows it.
pub(super) struct Entry<'a> {
    pub payment: SettlementPaymentId,
    pub method: PaymentMethod,
    /// Signed: positive into the house.
    pub amount: Fen,
    pub receipt_number: &'a str,
    pub reference: &'a str,
}

/// Enters money into the sheet's ledger, its sum and the cash day.
pub(super) fn enter(
    facts: &dyn Facts,
    context: &Context,
    sheet: &mut SettlementSheet,
    entry: &Entry,
    changes: &mut Changes,
) -> Result<(), Stop> {
    checks::filled("receiptNumber", entry.receipt_number, 40)?;
    checks::fits("reference", entry.reference, checks::LINE)?;
    let (mut day, _) = cash_days::posting_day(facts, context)?;
    day.count(entry.method, entry.amount)?;
    sheet.paid =
        sheet
            .paid
            .checked_add(entry.amount)
            .ok_or_else(|| GeneralRefusal::MoneyOutOfRange {
                field: "amount".to_owned(),
            })?;
    sheet.entries = sheet.entries.saturating_add(1);
    changes.put(
        context.lane,
        &SettlementPayment {
            id: entry.payment,
            settlement: sheet.id,
            repair_order: sheet.repair_order,
            n: sheet.entries,
            method: entry.method,
            amount: entry.amount,
            paid_after: sheet.paid,
            receipt_number: entry.receipt_number.to_owned(),
            reference: entry.reference.trim().to_owned(),
            day: day.day,
            cashier: context.actor,
            paid_at: context.made_at,
        },
    );
    changes.put(context.lane, &day);
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PaySettlement {
    pub payment: SettlementPaymentId,
    pub settlement: SettlementId,
    pub amount: Fen,
    pub method: PaymentMethod,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub receipt_number: String,
    #[serde(default)]
    pub reference: String,
}

impl Rule for PaySettlement {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::TakePayments);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.receipt_number.is_empty() {
            self.receipt_number = numbers.next(NumberSeries::Receipt);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if let Some(there) = facts.get::<SettlementPayment>(self.payment)? {
            // Sending it again has no second effect.
            if there.settlement == self.settlement && there.amount == self.amount {
                return Ok(Outcome::default());
            }
            return Err(GeneralRefusal::AlreadyExists {
                kind: "settlement_payment".to_owned(),
            }
            .into());
        }
        if !self.amount.is_positive() {
            return Err(RepairRefusal::AmountNotPositive {
                field: "amount".to_owned(),
            }
            .into());
        }
        checks::sum_in_range("amount", self.amount)?;
        let mut sheet: SettlementSheet = named(facts, self.settlement, "settlement")?;
        if sheet.state == SettlementState::Reversed {
            return Err(RepairRefusal::SheetReversed {
                number: sheet.number,
            }
            .into());
        }
        let left = sheet.left();
        if self.amount > left {
            return Err(RepairRefusal::PaidBeyondSheet {
                left,
                field: "amount".to_owned(),
            }
            .into());
        }
        let mut changes = Changes::new();
        enter(
            facts,
            context,
            &mut sheet,
            &Entry {
                payment: self.payment,
                method: self.method,
                amount: self.amount,
                receipt_number: &self.receipt_number,
                reference: &self.reference,
            },
            &mut changes,
        )?;
        if sheet.left().is_zero() {
            sheet.state = SettlementState::Paid;
        }
        changes.put(context.lane, &sheet);
        Ok(changes.into())
    }
}
