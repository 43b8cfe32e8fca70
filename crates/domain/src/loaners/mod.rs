//! Courtesy cars 备用车: a car of the house that is lent to the customer of a repair order while theirs is here. What
//! has to be known of such a car is what a demonstrator's row says: gearbox, plate, insurance.

mod lending;
mod refusals;
mod returning;

#[cfg(test)]
mod tests;

pub use lending::{ExtendLoan, LendCar};
pub use refusals::{LoanerConcern, LoanerRefusal};
pub use returning::TakeBackCar;

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    changes::Changes,
    command::Stop,
    context::Context,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts, Missing},
    ids::{CarLoanId, CustomerId, PersonId, RepairOrderId, VehicleId},
    refusal::GeneralRefusal,
    repair_orders::RepairOrder,
    test_drives::{LicenceClass, LicenceSeen, ReturnCondition},
    time::Timestamp,
    vehicles::Vehicle,
};

/// One loan, from the keys to the keys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "car_loan",
    index(repair_order),
    index(vehicle, returned_at),
    index(returned_at, due_at)
)]
pub struct CarLoan {
    pub id: CarLoanId,
    pub repair_order: RepairOrderId,
    pub vehicle: VehicleId,
    pub customer: Option<CustomerId>,
    /// Who drives it away.
    #[column(personal = Name)]
    pub driver: String,
    pub out_at: Timestamp,
    pub out_km: u32,
    /// Fuel or charge in percent.
    pub out_percent: u32,
    pub due_at: Timestamp,
    pub lent_by: PersonId,
    pub returned_at: Option<Timestamp>,
    pub returned_km: Option<u32>,
    pub returned_percent: Option<u32>,
    pub taken_back_by: Option<PersonId>,
    pub condition: Option<ReturnCondition>,
    /// What is damaged, or how the accident came about.
    pub damage: String,
}

/// What was written down of the driver's licence. It is kept for the loan alone: its row is blanked when the car is
/// back, unless there was an accident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "loan_licence", right = EditService)]
pub struct LoanLicence {
    pub id: CarLoanId,
    #[column(personal = ResidentId)]
    pub number: String,
    pub classes: Json<Vec<LicenceClass>>,
    /// The last day; nothing for one that holds for life 长期.
    pub valid_until: Option<NaiveDate>,
    pub seen: LicenceSeen,
    pub checked_by: PersonId,
    pub checked_at: Timestamp,
    pub removed_at: Option<Timestamp>,
}

/// The loan with which a car is out.
pub(crate) fn lent(facts: &dyn Facts, vehicle: VehicleId) -> Result<Option<CarLoan>, Missing> {
    Ok(facts
        .by::<CarLoan>(
            CarLoan::BY_VEHICLE_RETURNED_AT,
            [vehicle.to_value(), None::<Timestamp>.to_value()],
        )?
        .into_iter()
        .next())
}

/// What is put to a person when the customer's own car leaves before ours is back.
pub(crate) fn still_out(
    facts: &dyn Facts,
    order: &RepairOrder,
) -> Result<Option<LoanerConcern>, Missing> {
    let out = loans_of(facts, order.id)?
        .into_iter()
        .find(|loan| loan.returned_at.is_none());
    let Some(loan) = out else { return Ok(None) };
    let car = facts.get::<Vehicle>(loan.vehicle)?;
    Ok(Some(LoanerConcern::LoanerStillOut {
        car: car.map_or_else(String::new, |car| car.description),
        number: order.number.clone(),
        loan: loan.id,
    }))
}

/// The loans of an order.
pub(crate) fn loans_of(facts: &dyn Facts, order: RepairOrderId) -> Result<Vec<CarLoan>, Missing> {
    facts.by::<CarLoan>(CarLoan::BY_REPAIR_ORDER, [order.to_value()])
}

/// The loan that a command names, while the car is out.
fn running(facts: &dyn Facts, loan: CarLoanId) -> Result<CarLoan, Stop> {
    let loan = facts
        .get::<CarLoan>(loan)?
        .ok_or_else(|| GeneralRefusal::NotFound {
            kind: "car_loan".to_owned(),
            field: "loan".to_owned(),
        })?;
    match loan.returned_at {
        Some(at) => Err(LoanerRefusal::LoanerBack { at }.into()),
        None => Ok(loan),
    }
}

/// Blanks the licence of a loan, also where it is kept as history.
fn remove_licence(
    facts: &dyn Facts,
    context: &Context,
    loan: CarLoanId,
    changes: &mut Changes,
) -> Result<(), Missing> {
    if let Some(licence) = facts.get::<LoanLicence>(loan)?
        && licence.removed_at.is_none()
    {
        changes.erase(
            context.lane,
            &LoanLicence {
                number: String::new(),
                valid_until: None,
                removed_at: Some(context.made_at),
                ..licence
            },
        );
    }
    Ok(())
}

/// Blanks who drove, for a customer who asks to be forgotten; a car that is still out stands in the way.
pub(crate) fn forget(
    facts: &dyn Facts,
    context: &Context,
    order: RepairOrderId,
    changes: &mut Changes,
) -> Result<(), Stop> {
    for mut loan in loans_of(facts, order)? {
        if loan.returned_at.is_none() {
            return Err(crate::customers::CustomerRefusal::WorkOpen.into());
        }
        remove_licence(facts, context, loan.id, changes)?;
        loan.driver = String::new();
        loan.damage = String::new();
        loan.customer = None;
        changes.erase(context.lane, &loan);
    }
    Ok(())
}
