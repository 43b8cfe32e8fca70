//! The keys of a courtesy car go out, for the customer of a repair order; and for longer than was said.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CarLoan, LoanLicence, LoanerRefusal, lent, loans_of, running};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::Json,
    facts::{Ask, Facts},
    ids::{CarLoanId, RepairOrderId, VehicleId},
    refusal::GeneralRefusal,
    repair_orders::RepairOrder,
    rights::Right,
    test_drives::{DemoCar, LicenceClass, LicenceSeen, drive_that_holds, licence_terms_on},
    time::Timestamp,
    vehicles::{FARTHEST_KM, Vehicle, VehiclePurpose, VehicleState},
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LendCar {
    pub loan: CarLoanId,
    pub repair_order: RepairOrderId,
    pub vehicle: VehicleId,
    pub driver: String,
    pub licence_number: String,
    pub classes: Vec<LicenceClass>,
    /// The licence's last day; left out for one that holds for life.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    pub seen: LicenceSeen,
    pub odometer_km: u32,
    pub percent: u32,
    pub due_at: Timestamp,
}

impl Rule for LendCar {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<CarLoan>(self.loan)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "car_loan".to_owned(),
            }
            .into());
        }
        checks::filled("driver", &self.driver, checks::LINE)?;
        checks::filled("licenceNumber", &self.licence_number, 40)?;
        readable(self.odometer_km, self.percent)?;
        if self.due_at <= context.made_at {
            return Err(LoanerRefusal::DueInPast {
                field: "dueAt".to_owned(),
            }
            .into());
        }
        let order = self.order(facts)?;
        let mut vehicle = named_vehicle(facts, self.vehicle)?;
        may_be_lent(&vehicle)?;
        let due_on = self.due_at.date_in(context.zone);
        self.fit_to_drive(facts, context, &vehicle, due_on)?;
        free_until(facts, context, &vehicle, self.due_at)?;
        if self.odometer_km < vehicle.odometer_km {
            return Err(LoanerRefusal::LoanerOdometerBack {
                last: vehicle.odometer_km,
                field: "odometerKm".to_owned(),
            }
            .into());
        }
        let mut changes = Changes::new();
        vehicle.odometer_km = self.odometer_km;
        changes.put(context.lane, &vehicle);
        changes.put(
            context.lane,
            &CarLoan {
                id: self.loan,
                repair_order: order.id,
                vehicle: vehicle.id,
                customer: order.customer,
                driver: self.driver.trim().to_owned(),
                out_at: context.made_at,
                out_km: self.odometer_km,
                out_percent: self.percent,
                due_at: self.due_at,
                lent_by: context.actor,
                returned_at: None,
                returned_km: None,
                returned_percent: None,
                taken_back_by: None,
                condition: None,
                damage: String::new(),
            },
        );
        let mut classes = self.classes.clone();
        classes.sort_unstable();
        classes.dedup();
        changes.put(
            context.lane,
            &LoanLicence {
                id: self.loan,
                number: self.licence_number.trim().to_uppercase(),
                classes: Json(classes),
                valid_until: self.valid_until,
                seen: self.seen,
                checked_by: context.actor,
                checked_at: context.made_at,
                removed_at: None,
            },
        );
        Ok(changes.into())
    }
}

impl LendCar {
    /// The order whose car is still here, and whose customer has none of ours yet.
    fn order(&self, facts: &dyn Facts) -> Result<RepairOrder, Stop> {
        let order: RepairOrder =
            facts
                .get(self.repair_order)?
                .ok_or_else(|| GeneralRefusal::NotFound {
                    kind: "repair_order".to_owned(),
                    field: "repairOrder".to_owned(),
                })?;
        if order.left_at.is_some() {
            return Err(LoanerRefusal::NothingToBridge {
                number: order.number,
            }
            .into());
        }
        let out = loans_of(facts, order.id)?
            .into_iter()
            .find(|loan| loan.returned_at.is_none());
        if let Some(out) = out {
            return Err(LoanerRefusal::OrderHasLoaner {
                car: named_vehicle(facts, out.vehicle)?.description,
                due_at: out.due_at,
            }
            .into());
        }
        Ok(order)
    }

    /// Car and licence hold until the car is due back.
    fn fit_to_drive(
        &self,
        facts: &dyn Facts,
        context: &Context,
        vehicle: &Vehicle,
        due_on: NaiveDate,
    ) -> Result<(), Stop> {
        let car = vehicle.description.clone();
        let field = "vehicle".to_owned();
        let Some(particulars) = facts.get::<DemoCar>(vehicle.id)? else {
            return Err(LoanerRefusal::LoanerParticulars { car, field }.into());
        };
        if !particulars.insured_on(due_on) {
            return Err(LoanerRefusal::LoanerUninsured { car, field }.into());
        }
        if !particulars.plated_on(due_on) {
            return Err(LoanerRefusal::LoanerUnplated { car, field }.into());
        }
        if let Some(until) = self.valid_until.filter(|until| *until < due_on) {
            return Err(LoanerRefusal::LoanLicenceExpired {
                until,
                field: "validUntil".to_owned(),
            }
            .into());
        }
        let law = licence_terms_on(facts, context.today())?;
        if !law.covers(&self.classes, particulars.gearbox) {
            return Err(LoanerRefusal::LoanLicenceClass {
                car,
                field: "classes".to_owned(),
            }
            .into());
        }
        Ok(())
    }
}

/// The customer keeps the car for longer, or brings it sooner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExtendLoan {
    pub loan: CarLoanId,
    pub due_at: Timestamp,
}

impl Rule for ExtendLoan {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let loan = running(facts, self.loan)?;
        if self.due_at <= context.made_at {
            return Err(LoanerRefusal::DueInPast {
                field: "dueAt".to_owned(),
            }
            .into());
        }
        let vehicle = named_vehicle(facts, loan.vehicle)?;
        not_on_a_drive(facts, &vehicle, context.made_at, self.due_at)?;
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &CarLoan {
                due_at: self.due_at,
                ..loan
            },
        );
        Ok(changes.into())
    }
}

/// A courtesy car or a demonstrator that stands here and may be driven.
fn may_be_lent(vehicle: &Vehicle) -> Result<(), LoanerRefusal> {
    let car = vehicle.description.clone();
    let field = "vehicle".to_owned();
    match vehicle.purpose {
        VehiclePurpose::Courtesy | VehiclePurpose::Demonstrator => {}
        VehiclePurpose::ForSale | VehiclePurpose::Display => {
            return Err(LoanerRefusal::NotALoaner { car, field });
        }
    }
    match vehicle.state {
        VehicleState::InStock => {}
        VehicleState::InTransit
        | VehicleState::Transferring
        | VehicleState::Allocated
        | VehicleState::InInspection
        | VehicleState::Ready
        | VehicleState::Delivered
        | VehicleState::Gone => {
            return Err(LoanerRefusal::LoanerNotHere {
                car,
                state: vehicle.state,
                field,
            });
        }
    }
    if !vehicle.stop_sale.is_empty() {
        return Err(LoanerRefusal::LoanerStopped {
            car,
            reason: vehicle.stop_sale.clone(),
            field,
        });
    }
    Ok(())
}

/// Nobody has the car, and nobody is to have it before it is due back.
fn free_until(
    facts: &dyn Facts,
    context: &Context,
    vehicle: &Vehicle,
    due_at: Timestamp,
) -> Result<(), Stop> {
    if let Some(loan) = lent(facts, vehicle.id)? {
        let order: Option<RepairOrder> = facts.get(loan.repair_order)?;
        return Err(LoanerRefusal::LoanerOut {
            car: vehicle.description.clone(),
            number: order.map_or_else(String::new, |order| order.number),
            due_at: loan.due_at,
            field: "vehicle".to_owned(),
        }
        .into());
    }
    not_on_a_drive(facts, vehicle, context.made_at, due_at)
}

fn not_on_a_drive(
    facts: &dyn Facts,
    vehicle: &Vehicle,
    from: Timestamp,
    until: Timestamp,
) -> Result<(), Stop> {
    match drive_that_holds(facts, vehicle.id, from, until)? {
        None => Ok(()),
        Some(drive) => Err(LoanerRefusal::LoanerOnDrive {
            car: vehicle.description.clone(),
            number: drive.number,
            from: drive.starts_at,
            until: drive.ends_at,
            field: "vehicle".to_owned(),
        }
        .into()),
    }
}

pub(super) fn named_vehicle(facts: &dyn Facts, vehicle: VehicleId) -> Result<Vehicle, Stop> {
    facts.get::<Vehicle>(vehicle)?.ok_or_else(|| {
        GeneralRefusal::NotFound {
            kind: "vehicle".to_owned(),
            field: "vehicle".to_owned(),
        }
        .into()
    })
}

pub(super) fn readable(odometer_km: u32, percent: u32) -> Result<(), LoanerRefusal> {
    let field = if odometer_km > FARTHEST_KM {
        "odometerKm"
    } else if percent > 100 {
        "percent"
    } else {
        return Ok(());
    };
    Err(LoanerRefusal::LoanerReadingAbsurd {
        field: field.to_owned(),
    })
}
