//! Courtesy cars as the page asks for them: those that may be lent now, and the loans of a repair order.

use domain::{
    ids::{RepairOrderId, VehicleId},
    loaners::CarLoan,
    people::Person,
    rights::Right,
    test_drives::{DemoCar, Gearbox},
    time::Timestamp,
    vehicles::Vehicle,
};
use rusqlite::Connection;
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use crate::{Desk, clock, error::RpcError, list::Nothing, privacy::shown};

/// A courtesy car or a demonstrator that stands here, with what its borrower asks.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LoanerRow {
    pub vehicle: VehicleId,
    pub description: String,
    pub stock_number: String,
    /// Empty while nothing was written down of it.
    pub plate: String,
    pub gearbox: Option<Gearbox>,
    pub odometer_km: u32,
    /// Why it must not be driven; empty when it may.
    pub stop_sale: String,
    /// Until when somebody has it.
    pub lent_until: Option<Timestamp>,
}

pub fn choices(desk: &Desk, _: Nothing) -> Result<Vec<LoanerRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    let today = clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let cars = rows::select::<Vehicle>(
            connection,
            "where purpose in ('courtesy', 'demonstrator') and state = 'inStock'
             order by purpose, description, stock_number",
            [],
        )?;
        let mut choices = Vec::with_capacity(cars.len());
        for car in cars {
            let particulars = rows::entity::<DemoCar>(connection, car.id)?;
            let out = rows::select::<CarLoan>(
                connection,
                "where vehicle = ?1 and returned_at is null",
                [car.id.0.as_bytes().as_slice()],
            )?;
            choices.push(LoanerRow {
                vehicle: car.id,
                plate: particulars
                    .as_ref()
                    .map_or_else(String::new, |known| known.plate_on(today).to_owned()),
                gearbox: particulars.map(|known| known.gearbox),
                description: car.description,
                stock_number: car.stock_number,
                odometer_km: car.odometer_km,
                stop_sale: car.stop_sale,
                lent_until: out.first().map(|loan| loan.due_at),
            });
        }
        Ok(choices)
    })
}

/// A loan with the words that a card needs.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LoanCard {
    pub loan: CarLoan,
    pub car: String,
    pub plate: String,
    pub lent_by_name: String,
    pub taken_back_by_name: String,
    pub overdue: bool,
}

/// The loans of an order, the latest first.
pub(crate) fn of_order(
    connection: &Connection,
    order: RepairOrderId,
    now: Timestamp,
) -> Result<Vec<LoanCard>, RpcError> {
    let loans = rows::select::<CarLoan>(
        connection,
        "where repair_order = ?1 order by out_at desc",
        [order.0.as_bytes().as_slice()],
    )?;
    let mut cards = Vec::with_capacity(loans.len());
    for loan in loans {
        let vehicle = rows::entity::<Vehicle>(connection, loan.vehicle)?;
        let known = rows::entity::<DemoCar>(connection, loan.vehicle)?;
        cards.push(LoanCard {
            car: vehicle.map_or_else(String::new, |car| car.description),
            plate: known.map_or_else(String::new, |known| known.plate),
            lent_by_name: name(connection, Some(loan.lent_by))?,
            taken_back_by_name: name(connection, loan.taken_back_by)?,
            overdue: loan.returned_at.is_none() && loan.due_at < now,
            loan: CarLoan {
                driver: shown::<CarLoan>("driver", &loan.driver),
                ..loan
            },
        });
    }
    Ok(cards)
}

fn name(
    connection: &Connection,
    person: Option<domain::ids::PersonId>,
) -> Result<String, RpcError> {
    let Some(person) = person else {
        return Ok(String::new());
    };
    Ok(rows::entity::<Person>(connection, person)?.map_or_else(String::new, |person| person.name))
}
