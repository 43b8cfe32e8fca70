//! One order with everything around it, and what is missing for its next step.

use std::sync::Arc;

use domain::{
    command::Stop,
    customers::Customer,
    deposits::{DepositRules, deposit_cap},
    entity::Entity,
    ids::{CustomerId, GroupId, OrderId, PersonId},
    orders::{
        Fault, HandoverGroup, HandoverItem, Invoice, MissingItem, Order, OrderLine, OrderState,
        OrderStep, Picture, Settlement, missing_for, order_standing, settlement,
    },
    payments::{OrderAccount, Payment},
    privacy::{PersonalKind, mask},
    quotes::Standing,
    refusal::{GeneralRefusal, Refusal},
    rights::Right,
    vehicles::Vehicle,
};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use store::{StoreFacts, rows};
use ts_rs::TS;

use super::{list::person_name, payments::PaymentRow};
use crate::{
    Desk, clock, error::RpcError, promotions::group_of_taken, stores::OpenStore,
    vehicles::TimelineEntry,
};

#[derive(Debug, Deserialize, TS)]
pub struct OrderCardArgs {
    pub id: OrderId,
}

/// What a cancellation would mean, for each answer to the question whose fault it is.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CancelChoice {
    pub fault: Fault,
    pub settlement: Settlement,
}

/// An item of the hand-over list, with its group.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HandoverLine {
    pub item: HandoverItem,
    pub group: HandoverGroup,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderCard {
    pub order: Order,
    pub lines: Vec<OrderLine>,
    pub account: OrderAccount,
    /// What is still to be paid.
    pub outstanding: domain::money::Fen,
    pub payments: Vec<PaymentRow>,
    pub invoices: Vec<Invoice>,
    pub vehicle: Option<Vehicle>,
    pub customer: CustomerId,
    /// Masked.
    pub customer_name: String,
    /// Masked.
    pub customer_phone: String,
    pub consultant_name: String,
    pub allocated_by_name: String,
    pub approved_by_name: String,
    /// All that was taken off the guide price.
    pub discount: domain::money::Fen,
    /// While it waits for a manager: where the price stands for whoever looks.
    pub standing: Option<Standing>,
    pub next: Option<OrderStep>,
    pub missing: Vec<MissingItem>,
    /// What the law lets pass as 定金 on this order, less what is in already.
    pub deposit_room: Option<domain::money::Fen>,
    /// While it can be cancelled.
    pub cancelling: Vec<CancelChoice>,
    pub handover_list: Vec<HandoverLine>,
    /// The group on whose promotion the sale rests; cancelling it names the group.
    pub promoted_by: Option<GroupId>,
    pub timeline: Vec<TimelineEntry>,
}

/// The step that a clerk takes next.
pub(super) const fn next_step(state: OrderState) -> Option<OrderStep> {
    match state {
        OrderState::Draft => Some(OrderStep::Sign),
        OrderState::ApprovalWaiting => Some(OrderStep::DecideApproval),
        OrderState::Signed => Some(OrderStep::TakeDeposit),
        OrderState::DepositPaid => Some(OrderStep::Allocate),
        OrderState::Allocated | OrderState::Ready => Some(OrderStep::Deliver),
        OrderState::Delivered => Some(OrderStep::Register),
        OrderState::Registered => Some(OrderStep::FollowUp),
        OrderState::FollowedUp | OrderState::RefundOpen | OrderState::Cancelled => None,
    }
}

/// An order and what stands around it.
pub(super) struct Loaded {
    pub order: Order,
    pub account: OrderAccount,
    pub vehicle: Option<Vehicle>,
    pub customer: Option<Customer>,
}

pub(super) fn load(connection: &Connection, id: OrderId) -> Result<Loaded, RpcError> {
    let Some(order) = rows::entity::<Order>(connection, id)? else {
        return Err(not_found("sales_order", "id"));
    };
    let account = rows::entity::<OrderAccount>(connection, id)?
        .unwrap_or_else(|| OrderAccount::new(id, order.total));
    let vehicle = match order.vehicle {
        Some(vehicle) => rows::entity(connection, vehicle)?,
        None => None,
    };
    let customer = rows::entity(connection, order.customer)?;
    Ok(Loaded {
        order,
        account,
        vehicle,
        customer,
    })
}

pub(super) fn not_found(kind: &str, field: &str) -> RpcError {
    Refusal::from(GeneralRefusal::NotFound {
        kind: kind.to_owned(),
        field: field.to_owned(),
    })
    .into()
}

impl Loaded {
    pub fn missing(&self, step: OrderStep, store: &OpenStore) -> Vec<MissingItem> {
        missing_for(
            step,
            &Picture {
                order: &self.order,
                account: &self.account,
                vehicle: self.vehicle.as_ref(),
                customer: self.customer.as_ref(),
                today: clock::now().date_in(store.zone),
            },
        )
    }
}

pub fn card(desk: &Desk, asked: OrderCardArgs) -> Result<OrderCard, RpcError> {
    let (store, session) = desk.with_right(Right::SeeCustomers)?;
    let today = clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let loaded = load(connection, asked.id)?;
        let standing = standing_for(connection, &loaded.order, session.person)?;
        let id = asked.id.0.as_bytes();
        let lines = rows::select::<OrderLine>(
            connection,
            "where order_id = ?1 order by ordinal",
            params![id],
        )?;
        let payments =
            rows::select::<Payment>(connection, "where order_id = ?1 order by n", params![id])?;
        let mut shown = Vec::with_capacity(payments.len());
        for payment in payments {
            shown.push(PaymentRow::of(connection, payment, &loaded.order.number)?);
        }
        let invoices = rows::select::<Invoice>(
            connection,
            "where order_id = ?1 order by issued_on",
            params![id],
        )?;
        let next = next_step(loaded.order.state);
        let missing = next.map_or_else(Vec::new, |step| loaded.missing(step, &store));
        let mut cancelling = Vec::new();
        let deposits: Arc<DepositRules> = store::rules_in_force(connection)?;
        if OrderStep::Cancel.from(loaded.order.state).is_some() {
            for fault in Fault::ALL {
                match settlement(&loaded.order, &loaded.account, *fault, today, &deposits) {
                    Ok(settlement) => cancelling.push(CancelChoice {
                        fault: *fault,
                        settlement,
                    }),
                    Err(Stop::Refused(refusal)) => return Err(refusal.into()),
                    Err(Stop::Missing) => return Err(RpcError::failed("storeBroken")),
                }
            }
        }
        let cap = deposit_cap(loaded.order.total, today, &deposits);
        let phone = loaded.customer.as_ref().map_or_else(String::new, |c| {
            c.mobile
                .as_ref()
                .map_or_else(|| c.other_phone.clone(), ToString::to_string)
        });
        let name = loaded
            .customer
            .as_ref()
            .map_or_else(String::new, |c| c.name.clone());
        Ok(OrderCard {
            lines,
            outstanding: loaded.account.outstanding(),
            payments: shown,
            invoices,
            customer: loaded.order.customer,
            customer_name: mask(PersonalKind::Name, &name),
            customer_phone: mask(PersonalKind::Mobile, &phone),
            consultant_name: person_name(connection, Some(loaded.order.consultant))?,
            allocated_by_name: person_name(connection, loaded.order.allocated_by)?,
            approved_by_name: person_name(connection, loaded.order.approved_by)?,
            discount: loaded.order.discount(),
            standing,
            next,
            missing,
            deposit_room: cap
                .ok()
                .and_then(|cap| cap.checked_sub(loaded.account.deposit)),
            cancelling,
            handover_list: HandoverItem::ALL
                .iter()
                .map(|item| HandoverLine {
                    item: *item,
                    group: item.group(),
                })
                .collect(),
            promoted_by: group_of_taken(connection, loaded.order.quote)?,
            timeline: timeline(connection, asked.id)?,
            order: loaded.order,
            account: loaded.account,
            vehicle: loaded.vehicle,
        })
    })
}

/// Where the price of a waiting order stands for one person.
fn standing_for(
    connection: &Connection,
    order: &Order,
    person: PersonId,
) -> Result<Option<Standing>, RpcError> {
    if order.state != OrderState::ApprovalWaiting {
        return Ok(None);
    }
    let facts = StoreFacts::new(connection);
    order_standing(
        &facts,
        person,
        order.wanted_vehicle,
        order.guide_price,
        order.car_price,
    )
    .map(Some)
    .map_err(|_| RpcError::failed("storeBroken"))
}

fn timeline(connection: &Connection, id: OrderId) -> Result<Vec<TimelineEntry>, RpcError> {
    let mut entries = Vec::new();
    for entry in store::history(connection, Order::TABLE, id.into())? {
        entries.push(TimelineEntry {
            command: entry.header.id,
            what: entry.header.name,
            who: person_name(connection, Some(entry.header.actor))?,
            at: entry.header.made_at,
            pending: true,
            changes: Vec::new(),
        });
    }
    Ok(entries)
}

#[derive(Debug, Deserialize, TS)]
pub struct OrderMissingArgs {
    pub id: OrderId,
    pub step: OrderStep,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderMissing {
    /// Whether the step can be taken from the state that the order is in.
    pub possible: bool,
    pub missing: Vec<MissingItem>,
}

/// What is missing for one step, asked before its button is pressed.
pub fn missing(desk: &Desk, asked: OrderMissingArgs) -> Result<OrderMissing, RpcError> {
    let (store, _) = desk.with_right(Right::SeeCustomers)?;
    store.store.read(|connection| {
        let loaded = load(connection, asked.id)?;
        Ok(OrderMissing {
            possible: asked.step.from(loaded.order.state).is_some(),
            missing: loaded.missing(asked.step, &store),
        })
    })
}
