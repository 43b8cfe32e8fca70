//! The life of a car, told as sentences; here what they are told with.

mod mending;
mod money_and_age;
mod steps;
mod stock_levels;

use chrono::NaiveDate;

use super::*;
use crate::{
    Command,
    people::BuiltInRole,
    testing::{House, id},
};

const VIN: &str = "LFV3A23C1T3000001";
const OTHER_VIN: &str = "LFV3A23C3T3000002";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn coming(number: u128, vin: &str) -> TakeIntoStock {
    TakeIntoStock {
        vehicle: id(number),
        stock_number: String::new(),
        vin: Vin::parse(vin).expect("a VIN").vin,
        model: None,
        description: "大众 迈腾 380TSI".to_owned(),
        exterior_colour: "黑".to_owned(),
        interior_colour: String::new(),
        engine_number: String::new(),
        produced_on: None,
        purpose: VehiclePurpose::ForSale,
        source: VehicleSource::Maker,
        location: String::new(),
        expected_on: Some(day("2026-12-01")),
        arrived_on: None,
        odometer_km: 0,
        guide_price: Some(Fen(21_990_000)),
        asking_price: None,
        key_number: String::new(),
        keys_with: String::new(),
        certificate: CertificateState::InTransit,
        certificate_number: String::new(),
        certificate_with: String::new(),
        certificate_due: None,
        remark: String::new(),
        cost: None,
    }
}

/// A house with car 10 on its way, and its manager at the desk.
fn house() -> House {
    let mut house = House::of(BuiltInRole::SalesManager);
    house.done(Command::TakeIntoStock(coming(10, VIN)));
    house
}

fn car(house: &House) -> Vehicle {
    house.get(id::<VehicleId>(10)).expect("the car")
}

fn put_into(house: &mut House, state: VehicleState) {
    let mut vehicle = car(house);
    vehicle.state = state;
    vehicle.arrived_on = (state != VehicleState::InTransit).then(|| day("2026-11-01"));
    house.put(&vehicle);
}

fn arrive() -> Arrive {
    Arrive {
        vehicle: id(10),
        arrived_on: day("2026-11-20"),
        odometer_km: 12,
        location: "A12".to_owned(),
        keys_with: "前台".to_owned(),
    }
}

fn amend(field: VehicleField, from: &str, to: &str) -> Command {
    Command::AmendVehicle(AmendVehicle {
        vehicle: id(10),
        fields: [(
            field,
            Amended {
                from: from.to_owned(),
                to: to.to_owned(),
            },
        )]
        .into(),
    })
}

fn line(number: u128, amount: i64) -> Command {
    Command::AddCostLine(AddCostLine {
        line: id(number),
        vehicle: id(10),
        kind: VehicleCostKind::Transport,
        amount: Fen(amount),
        paid_on: day("2026-11-01"),
        note: String::new(),
    })
}
