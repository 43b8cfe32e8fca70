//! The keys are handed over (LOG-3). A record: whatever was missing, the customer has the car now,
//! and each missing thing is put to a person. With the keys the car becomes the buyer's, and the lead that
//! led here is won.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    HandoverItem, HandoverState, HandoverTick, Order, OrderConcern, OrderRefusal, OrderState,
    OrderStep, Picture, missing_for, order_picture, put_order, required,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Outcome, Rule},
    context::Context,
    customers::{Customer, CustomerStage, hand_to_owner, head_of},
    entity::{Entity, Json},
    facts::Facts,
    ids::{OrderId, TaskId},
    leads,
    recalls::stops_sale,
    rights::Right,
    tasks::{Task, TaskKind},
    time::Timestamp,
    vehicles::{CertificateState, Vehicle, VehicleState, VehicleStep},
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeliverVehicle {
    pub order: OrderId,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub handover_number: String,
    pub odometer_km: u32,
    #[serde(default)]
    pub charge_or_fuel: String,
    #[serde(default)]
    pub place: String,
    pub items: Vec<HandoverTick>,
}

impl Rule for DeliverVehicle {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::DeliverVehicles);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.handover_number.is_empty() {
            self.handover_number = numbers.next(NumberSeries::Handover);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("handoverNumber", &self.handover_number, 40)?;
        checks::fits("chargeOrFuel", &self.charge_or_fuel, checks::LINE)?;
        checks::fits("place", &self.place, checks::LINE)?;
        for (place, tick) in self.items.iter().enumerate() {
            checks::fits(&format!("items.{place}.note"), &tick.note, checks::LINE)?;
        }
        let order: Order = required(facts, self.order, "order")?;
        if order.state.is_delivered() {
            return Err(OrderRefusal::AlreadyDelivered {
                at: order.delivered_at,
            }
            .into());
        }
        // Without a car nothing can have been handed over; this is no record of a fact.
        let (account, vehicle, customer) = order_picture(facts, &order)?;
        let Some(vehicle) = vehicle.filter(|v| v.held_by == Some(order.id)) else {
            return Err(OrderRefusal::OrderHoldsNoVehicle.into());
        };
        let mut outcome = Outcome::default();
        let missing = missing_for(
            OrderStep::Deliver,
            &Picture {
                order: &order,
                account: &account,
                vehicle: Some(&vehicle),
                customer: customer.as_ref(),
                today: context.today(),
            },
        );
        for missing in missing {
            outcome.concerns.push(
                OrderConcern::DeliveredWithout {
                    missing,
                    order_number: order.number.clone(),
                    order: order.id,
                }
                .into(),
            );
        }
        if let Some(recall) = stops_sale(facts, vehicle.vin.as_str(), context.today())? {
            outcome.concerns.push(
                OrderConcern::DeliveredUnderRecall {
                    recall_number: recall.number,
                    title: recall.title,
                    order_number: order.number.clone(),
                    order: order.id,
                }
                .into(),
            );
        }
        for item in self.open_items() {
            outcome.concerns.push(
                OrderConcern::HandoverItemOpen {
                    item,
                    order_number: order.number.clone(),
                    order: order.id,
                }
                .into(),
            );
        }

        let vehicle = Vehicle {
            state: VehicleStep::Deliver
                .from(vehicle.state)
                .unwrap_or(VehicleState::Delivered),
            held_by: None,
            held_at: None,
            odometer_km: self.odometer_km,
            keys_with: String::new(),
            certificate: if self.is_done(HandoverItem::Certificate) {
                CertificateState::HandedOver
            } else {
                vehicle.certificate
            },
            ..vehicle
        };
        let order = Order {
            state: OrderState::Delivered,
            handover_number: self.handover_number.clone(),
            handover: Json(self.items.clone()),
            handover_place: self.place.clone(),
            charge_or_fuel: self.charge_or_fuel.clone(),
            delivered_at: Some(context.made_at),
            ..order
        };
        let mut changes = Changes::new();
        changes.put(context.lane, &vehicle);
        changes.put(context.lane, &call_back(&order, context));
        // A record that was merged stays as it was; lists show the one that took it in.
        if let Some(buyer) = head_of(facts, order.customer)? {
            changes.put(
                context.lane,
                &Customer {
                    stage: CustomerStage::Owner,
                    ..buyer
                },
            );
        }
        leads::win_for(facts, context, order.customer, &mut changes)?;
        hand_to_owner(
            facts,
            context,
            order.customer,
            &vehicle,
            order.lasting_plate(),
            &mut changes,
        )?;
        put_order(&mut changes, context, order, &account, Some(&vehicle));
        outcome.changes = changes;
        Ok(outcome)
    }
}

/// Days after the hand-over on which the customer is asked how it goes (FACTS 7.4: 3 日回访).
const CALL_BACK_AFTER_DAYS: i64 = 3;

/// The call to the new owner, on the day of whoever sold the car.
fn call_back(order: &Order, context: &Context) -> Task {
    Task {
        customer: Some(order.customer),
        owner: Some(order.consultant),
        note: order.wanted.clone(),
        ..Task::about(
            TaskId::derived(context.command, "call back"),
            TaskKind::CallBack,
            (Order::TABLE, order.id.into()),
            context.made_at.plus(CALL_BACK_AFTER_DAYS * Timestamp::DAY),
            context,
        )
    }
}

impl DeliverVehicle {
    fn is_done(&self, item: HandoverItem) -> bool {
        self.items
            .iter()
            .any(|tick| tick.item == item && tick.state == HandoverState::Done)
    }

    /// Items of the list that nobody ticked: left open, or left out.
    fn open_items(&self) -> impl Iterator<Item = HandoverItem> + '_ {
        HandoverItem::ALL.iter().copied().filter(|item| {
            !self
                .items
                .iter()
                .any(|tick| tick.item == *item && tick.state != HandoverState::Open)
        })
    }
}
