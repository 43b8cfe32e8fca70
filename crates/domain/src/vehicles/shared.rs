//! What the commands on a car have in common: finding it, moving it along its life, and keeping its
//! fields within reason.

use chrono::NaiveDate;

use super::{Vehicle, VehicleRefusal, VehicleState, VehicleStep};
use crate::{
    checks,
    command::Stop,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    identifiers::Vin,
    ids::VehicleId,
    refusal::GeneralRefusal,
};

/// The highest odometer reading that is no slip of the finger, in kilometres.
pub(crate) const FARTHEST_KM: u32 = 2_000_000;

/// The car that a command names.
pub(crate) fn named(facts: &dyn Facts, id: VehicleId) -> Result<Vehicle, Stop> {
    facts.get::<Vehicle>(id)?.ok_or_else(|| {
        GeneralRefusal::NotFound {
            kind: "vehicle".to_owned(),
            field: "vehicle".to_owned(),
        }
        .into()
    })
}

/// Takes the car one step along its life, or says from where it cannot.
pub(crate) fn step(vehicle: &mut Vehicle, step: VehicleStep) -> Result<(), VehicleRefusal> {
    vehicle.state = step
        .from(vehicle.state)
        .ok_or(VehicleRefusal::StepNotPossible {
            step,
            state: vehicle.state,
        })?;
    Ok(())
}

/// A car that still is, or is about to be, the dealership's own.
pub(crate) fn ours(vehicle: &Vehicle) -> Result<(), VehicleRefusal> {
    match vehicle.state {
        VehicleState::Delivered | VehicleState::Gone => Err(VehicleRefusal::NotOurs {
            state: vehicle.state,
        }),
        VehicleState::InTransit
        | VehicleState::InStock
        | VehicleState::Transferring
        | VehicleState::Allocated
        | VehicleState::InInspection
        | VehicleState::Ready => Ok(()),
    }
}

/// The car with this VIN that the dealership has or expects. A car that was delivered or has left
/// may come in again, as a used car, under a record of its own.
pub(crate) fn in_house(facts: &dyn Facts, vin: &Vin) -> Result<Option<Vehicle>, Missing> {
    Ok(facts
        .by::<Vehicle>(Vehicle::BY_VIN, [vin.to_value()])?
        .into_iter()
        .find(|vehicle| ours(vehicle).is_ok()))
}

/// A day on which something happened to the car: not in the future, not before 1900.
pub(crate) fn happened(
    field: &str,
    day: NaiveDate,
    today: NaiveDate,
) -> Result<(), GeneralRefusal> {
    checks::date_until(field, day, today)
}

/// A day that is expected: at most three years ahead.
pub(crate) fn expected(
    field: &str,
    day: NaiveDate,
    today: NaiveDate,
) -> Result<(), GeneralRefusal> {
    let last = today
        .checked_add_months(chrono::Months::new(36))
        .unwrap_or(today);
    checks::date_until(field, day, last)
}

/// Every field of the car within its length, range and calendar.
pub(crate) fn sound(vehicle: &Vehicle, today: NaiveDate) -> Result<(), Stop> {
    checks::filled("stockNumber", &vehicle.stock_number, 40)?;
    checks::filled("description", &vehicle.description, checks::LINE)?;
    for (field, text) in [
        ("exteriorColour", &vehicle.exterior_colour),
        ("interiorColour", &vehicle.interior_colour),
        ("engineNumber", &vehicle.engine_number),
        ("location", &vehicle.location),
        ("keyNumber", &vehicle.key_number),
        ("keysWith", &vehicle.keys_with),
        ("certificateNumber", &vehicle.certificate_number),
        ("certificateWith", &vehicle.certificate_with),
    ] {
        checks::fits(field, text, checks::LINE)?;
    }
    checks::fits("remark", &vehicle.remark, checks::REMARK)?;
    for (field, price) in [
        ("guidePrice", vehicle.guide_price),
        ("askingPrice", vehicle.asking_price),
    ] {
        if let Some(price) = price {
            checks::sum_in_range(field, price)?;
        }
    }
    for (field, day) in [
        ("arrivedOn", vehicle.arrived_on),
        ("producedOn", vehicle.produced_on),
    ] {
        if let Some(day) = day {
            happened(field, day, today)?;
        }
    }
    for (field, day) in [
        ("expectedOn", vehicle.expected_on),
        ("certificateDue", vehicle.certificate_due),
    ] {
        if let Some(day) = day {
            expected(field, day, today)?;
        }
    }
    if vehicle.odometer_km > FARTHEST_KM {
        return Err(VehicleRefusal::OdometerAbsurd {
            km: vehicle.odometer_km,
        }
        .into());
    }
    Ok(())
}
