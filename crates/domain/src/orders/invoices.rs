//! Invoices 机动车销售统一发票, as the tax side made them: their numbers are recorded here, never drawn
//! (ORD-5). One valid invoice per VIN; a mistake is a red-letter invoice 红冲 and a new one.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{InvoiceState, Order, OrderConcern, OrderRefusal, order_picture, put_order, required};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{InvoiceId, OrderId, VehicleId},
    money::Fen,
    rights::Right,
};

/// One invoice for one car.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "invoice", index(vehicle), index(order_id), index(number))]
pub struct Invoice {
    pub id: InvoiceId,
    pub order_id: OrderId,
    pub vehicle: VehicleId,
    /// As printed by the tax side.
    pub number: String,
    pub issued_on: NaiveDate,
    /// VAT included.
    pub amount: Fen,
    pub state: InvoiceState,
    /// Number of the red-letter invoice.
    pub red_letter_number: String,
    pub reversed_on: Option<NaiveDate>,
}

/// The valid invoice of a car.
pub(super) fn standing(facts: &dyn Facts, vehicle: VehicleId) -> Result<Option<Invoice>, Missing> {
    Ok(facts
        .by::<Invoice>(Invoice::BY_VEHICLE, [vehicle.to_value()])?
        .into_iter()
        .find(|invoice| invoice.state == InvoiceState::Issued))
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordInvoice {
    pub order: OrderId,
    pub number: String,
    pub issued_on: NaiveDate,
    /// What the tax side's paper says for the car, VAT included.
    pub amount: Fen,
}

impl Rule for RecordInvoice {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::TakePayments);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("number", &self.number, 40)?;
        checks::date_until("issuedOn", self.issued_on, context.today())?;
        checks::sum_in_range("amount", self.amount)?;
        let order: Order = required(facts, self.order, "order")?;
        let (account, vehicle, _) = order_picture(facts, &order)?;
        let Some(vehicle) = vehicle else {
            return Err(OrderRefusal::OrderHoldsNoVehicle.into());
        };
        if let Some(there) = standing(facts, vehicle.id)? {
            let holder = facts.get::<Order>(there.order_id)?;
            return Err(OrderRefusal::InvoiceStands {
                number: there.number,
                order_number: holder.map_or_else(String::new, |o| o.number),
            }
            .into());
        }
        let mut outcome = Outcome::default();
        if !order.state.is_signed() {
            outcome.concerns.push(
                OrderConcern::InvoiceBeforeContract {
                    order_number: order.number.clone(),
                    order: order.id,
                }
                .into(),
            );
        }
        let number = self.number.trim().to_owned();
        let invoice = Invoice {
            id: InvoiceId::derived(context.command, "invoice"),
            order_id: order.id,
            vehicle: vehicle.id,
            number: number.clone(),
            issued_on: self.issued_on,
            amount: self.amount,
            state: InvoiceState::Issued,
            red_letter_number: String::new(),
            reversed_on: None,
        };
        let order = Order {
            invoice: InvoiceState::Issued,
            invoice_number: number,
            invoiced_on: Some(self.issued_on),
            ..order
        };
        let mut changes = Changes::new();
        changes.put(context.lane, &invoice);
        put_order(&mut changes, context, order, &account, Some(&vehicle));
        outcome.changes = changes;
        Ok(outcome)
    }
}

/// The tax side reversed the order's valid invoice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordRedLetter {
    pub order: OrderId,
    /// Number of the red-letter invoice.
    pub number: String,
    pub reversed_on: NaiveDate,
}

impl Rule for RecordRedLetter {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::TakePayments);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("number", &self.number, 40)?;
        checks::date_until("reversedOn", self.reversed_on, context.today())?;
        let order: Order = required(facts, self.order, "order")?;
        let standing = facts
            .by::<Invoice>(Invoice::BY_ORDER_ID, [order.id.to_value()])?
            .into_iter()
            .find(|invoice| invoice.state == InvoiceState::Issued);
        let Some(invoice) = standing else {
            return Err(OrderRefusal::NoInvoice.into());
        };
        let (account, vehicle, _) = order_picture(facts, &order)?;
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Invoice {
                state: InvoiceState::Reversed,
                red_letter_number: self.number.trim().to_owned(),
                reversed_on: Some(self.reversed_on),
                ..invoice
            },
        );
        let order = Order {
            invoice: InvoiceState::Reversed,
            ..order
        };
        put_order(&mut changes, context, order, &account, vehicle.as_ref());
        Ok(changes.into())
    }
}
