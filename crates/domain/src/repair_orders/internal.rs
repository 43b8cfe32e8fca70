//! A car of the house that failed its inspection before delivery is put right by an internal order
//! (LOG-2): a new one, or one more job on the one that is open.

use super::{
    JobOrigin, Payer, RepairConcern, RepairKind, RepairOrder, RepairOrderState,
    open_order::OpenOrder,
};
use crate::{
    checks,
    command::{Outcome, Stop},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{JobId, OrderId, RepairOrderId, ServicedCarId},
    money::Fen,
    service_bookings::BookedJob,
    serviced_cars::{NewCar, ServicedCar, car_of, registered},
    vehicles::Vehicle,
    workshops::{Department, Skill},
};

/// What opens for a failed inspection: `number` was drawn with the command.
pub(crate) fn order_for_failed_inspection(
    facts: &dyn Facts,
    context: &Context,
    sale: OrderId,
    vehicle: &Vehicle,
    number: &str,
    remark: &str,
) -> Result<Outcome, Stop> {
    let work = BookedJob {
        operation: None,
        title: remark.chars().take(checks::LINE).collect(),
        words: remark.to_owned(),
        department: Department::Mechanical,
        skill: Skill::Mechanical,
        // Nobody has looked at it yet: the workshop says how long it takes.
        minutes: 0,
    };
    let known = car_of(facts, vehicle.vin.as_str(), "")?;
    if let Some(known) = &known
        && let Some(open) = open_internal(facts, known)?
    {
        let mut order = OpenOrder::at(facts, context, open);
        order.add(
            JobId::derived(context.command, "inspection"),
            work,
            Payer::Internal,
            JobOrigin::Supplementary,
        )?;
        return order.close();
    }
    let car = match known {
        Some(known) => known,
        None => registered(
            facts,
            context,
            &NewCar {
                car: ServicedCarId::derived(context.command, "car"),
                vin: vehicle.vin.as_str(),
                plate: "",
                description: &vehicle.description,
                customer: None,
            },
        )?,
    };
    let mut order = OpenOrder::at(
        facts,
        context,
        RepairOrder {
            id: RepairOrderId::derived(context.command, "inspection"),
            number: number.to_owned(),
            kind: RepairKind::Inspection,
            state: RepairOrderState::Open,
            car: car.id,
            customer: None,
            booking: None,
            check_in: None,
            sale: Some(sale),
            advisor: context.actor,
            odometer_km: vehicle.odometer_km,
            promised_at: None,
            remark: remark.to_owned(),
            total: Fen::ZERO,
            jobs: 0,
            sheets: 0,
            opened_at: context.made_at,
            settled_at: None,
            left_at: None,
        },
    );
    order.put(&car);
    order.concerns.push(
        RepairConcern::InternalOrderOpened {
            number: number.to_owned(),
            repair_order: order.order.id,
        }
        .into(),
    );
    order.add(
        JobId::derived(context.command, "inspection"),
        work,
        Payer::Internal,
        JobOrigin::First,
    )?;
    order.close()
}

fn open_internal(facts: &dyn Facts, car: &ServicedCar) -> Result<Option<RepairOrder>, Stop> {
    Ok(facts
        .by::<RepairOrder>(RepairOrder::BY_CAR_OPENED_AT, [car.id.to_value()])?
        .into_iter()
        .find(|order| {
            order.kind == RepairKind::Inspection
                && matches!(
                    order.state,
                    RepairOrderState::Open | RepairOrderState::InWork | RepairOrderState::ToSettle
                )
        }))
}
