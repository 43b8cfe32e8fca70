//! What the service department forgets of somebody who asks to be forgotten. The record of a repair is kept
//! for as long as the law says (三包规定 17); after that its figures stay, and whose they were goes.

use chrono::NaiveDate;

use super::{CheckIn, Job, RepairOrder, RepairOrderState, SettlementSheet};
use crate::{
    changes::Changes,
    command::Stop,
    context::Context,
    customers::CustomerRefusal,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::CustomerId,
    loaners,
    papers::forget_papers,
    service_bookings::ServiceBooking,
    serviced_cars::ServicedCar,
};

/// The day of the last repair that was done for this customer.
pub(crate) fn last_repair(
    facts: &dyn Facts,
    context: &Context,
    customer: CustomerId,
) -> Result<Option<NaiveDate>, Missing> {
    Ok(orders_of(facts, customer)?
        .iter()
        .map(|order| {
            order
                .left_at
                .unwrap_or(order.opened_at)
                .date_in(context.zone)
        })
        .max())
}

fn orders_of(facts: &dyn Facts, customer: CustomerId) -> Result<Vec<RepairOrder>, Missing> {
    facts.by::<RepairOrder>(RepairOrder::BY_CUSTOMER, [Some(customer).to_value()])
}

/// Blanks what says something about this person.
pub(crate) fn forget(
    facts: &dyn Facts,
    context: &Context,
    customer: CustomerId,
    changes: &mut Changes,
) -> Result<(), Stop> {
    let lane = context.lane;
    for mut booking in
        facts.by::<ServiceBooking>(ServiceBooking::BY_CUSTOMER, [Some(customer).to_value()])?
    {
        if booking.state.expected() {
            return Err(CustomerRefusal::WorkOpen.into());
        }
        booking.called = String::new();
        booking.phone = String::new();
        booking.remark = String::new();
        booking.closed_because = String::new();
        forget_papers(facts, context, booking.id, changes)?;
        changes.erase(lane, &booking);
    }
    for mut order in orders_of(facts, customer)? {
        if order.state != RepairOrderState::Left {
            return Err(CustomerRefusal::WorkOpen.into());
        }
        for mut job in facts.by::<Job>(Job::BY_REPAIR_ORDER_ORDINAL, [order.id.to_value()])? {
            job.authorised_by = String::new();
            job.declined_because = String::new();
            changes.erase(lane, &job);
        }
        for mut check_in in
            facts.by::<CheckIn>(CheckIn::BY_REPAIR_ORDER, [Some(order.id).to_value()])?
        {
            check_in.brought_by = String::new();
            check_in.belongings = String::new();
            // A picture of the car shows whose it is; the desk removes what no check-in names.
            for mark in &mut check_in.marks.0 {
                mark.photo = String::new();
            }
            changes.erase(lane, &check_in);
        }
        for sheet in
            facts.by::<SettlementSheet>(SettlementSheet::BY_REPAIR_ORDER, [order.id.to_value()])?
        {
            forget_papers(facts, context, sheet.id, changes)?;
        }
        loaners::forget(facts, context, order.id, changes)?;
        forget_papers(facts, context, order.id, changes)?;
        order.remark = String::new();
        changes.erase(lane, &order);
    }
    for mut car in facts.by::<ServicedCar>(ServicedCar::BY_CUSTOMER, [Some(customer).to_value()])? {
        car.vin = String::new();
        car.plate = String::new();
        car.customer = None;
        changes.erase(lane, &car);
    }
    Ok(())
}
