//! What the rules of orders ask again and again, and the one way in which an order is written.

use super::{Order, OrderRefusal, OrderStep, Picture, settled};
use crate::{
    changes::Changes,
    command::Stop,
    context::Context,
    customers::Customer,
    entity::Entity,
    facts::{Ask, Facts, Missing},
    ids::{OrderId, RecordId},
    payments::OrderAccount,
    refusal::GeneralRefusal,
    vehicles::Vehicle,
};

/// The record that a command names, or the refusal that says it is not there.
pub(crate) fn required<T: Entity>(
    facts: &dyn Facts,
    id: impl Into<RecordId>,
    field: &str,
) -> Result<T, Stop> {
    facts.get::<T>(id)?.ok_or_else(|| {
        GeneralRefusal::NotFound {
            kind: T::TABLE.name.to_owned(),
            field: field.to_owned(),
        }
        .into()
    })
}

/// The order, which must be able to take this step; its state is already the one it leads to.
pub(crate) fn open_order(facts: &dyn Facts, id: OrderId, step: OrderStep) -> Result<Order, Stop> {
    let order: Order = required(facts, id, "order")?;
    match step.from(order.state) {
        Some(state) => Ok(Order { state, ..order }),
        None => Err(OrderRefusal::OrderStepNotPossible {
            step,
            state: order.state,
        }
        .into()),
    }
}

/// The account of an order; every order has one from its first moment.
pub(crate) fn order_account(facts: &dyn Facts, order: &Order) -> Result<OrderAccount, Missing> {
    Ok(facts
        .get::<OrderAccount>(order.id)?
        .unwrap_or_else(|| OrderAccount::new(order.id, order.total)))
}

/// The account, the car and the customer of an order, as they stand.
pub(crate) fn order_picture(
    facts: &dyn Facts,
    order: &Order,
) -> Result<(OrderAccount, Option<Vehicle>, Option<Customer>), Missing> {
    let account = order_account(facts, order)?;
    let vehicle = match order.vehicle {
        Some(vehicle) => facts.get::<Vehicle>(vehicle)?,
        None => None,
    };
    Ok((account, vehicle, facts.get::<Customer>(order.customer)?))
}

/// Writes an order after settling what its money and papers lead to.
pub(crate) fn put_order(
    changes: &mut Changes,
    context: &Context,
    order: Order,
    account: &OrderAccount,
    vehicle: Option<&Vehicle>,
) {
    let state = settled(&Picture {
        order: &order,
        account,
        vehicle,
        customer: None,
        today: context.today(),
    });
    changes.put(context.lane, &Order { state, ..order });
}
