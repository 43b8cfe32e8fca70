//! The courtesy car is back: read, looked at, and its driver's licence no longer kept.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    CarLoan, LoanerConcern, LoanerRefusal,
    lending::{named_vehicle, readable},
    remove_licence, running,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::CarLoanId,
    repair_orders::RepairOrder,
    rights::Right,
    test_drives::ReturnCondition,
};

const MINUTE: i64 = 60_000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakeBackCar {
    pub loan: CarLoanId,
    pub odometer_km: u32,
    pub percent: u32,
    pub condition: ReturnCondition,
    #[serde(default)]
    pub damage: String,
}

impl Rule for TakeBackCar {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        readable(self.odometer_km, self.percent)?;
        checks::fits("damage", &self.damage, checks::REMARK)?;
        match self.condition {
            ReturnCondition::Sound => {}
            ReturnCondition::Damaged | ReturnCondition::Accident => {
                if self.damage.trim().is_empty() {
                    return Err(LoanerRefusal::LoanerDamageUntold {
                        field: "damage".to_owned(),
                    }
                    .into());
                }
            }
        }
        let loan = running(facts, self.loan)?;
        let mut vehicle = named_vehicle(facts, loan.vehicle)?;
        let order: Option<RepairOrder> = facts.get(loan.repair_order)?;
        let number = order.map_or_else(String::new, |order| order.number);
        let mut outcome = Outcome {
            changes: Changes::new(),
            concerns: Vec::new(),
        };
        let car = vehicle.description.clone();
        let late = (context.made_at.0 - loan.due_at.0) / MINUTE;
        if late > 0 {
            outcome.concerns.push(
                LoanerConcern::LoanerBackLate {
                    car: car.clone(),
                    minutes: u32::try_from(late).unwrap_or(u32::MAX),
                    loan: loan.id,
                }
                .into(),
            );
        }
        let last = loan.out_km.max(vehicle.odometer_km);
        if self.odometer_km < last {
            outcome.concerns.push(
                LoanerConcern::LoanerOdometerWentBack {
                    car: car.clone(),
                    km: self.odometer_km,
                    last,
                }
                .into(),
            );
        } else {
            vehicle.odometer_km = self.odometer_km;
            outcome.changes.put(context.lane, &vehicle);
        }
        match self.condition {
            ReturnCondition::Sound => {}
            ReturnCondition::Damaged | ReturnCondition::Accident => outcome.concerns.push(
                LoanerConcern::LoanerCameBackDamaged {
                    car,
                    number,
                    loan: loan.id,
                }
                .into(),
            ),
        }
        match self.condition {
            ReturnCondition::Sound | ReturnCondition::Damaged => {
                remove_licence(facts, context, loan.id, &mut outcome.changes)?;
            }
            // A person decides how long it is needed.
            ReturnCondition::Accident => {}
        }
        outcome.changes.put(
            context.lane,
            &CarLoan {
                returned_at: Some(context.made_at),
                returned_km: Some(self.odometer_km),
                returned_percent: Some(self.percent),
                taken_back_by: Some(context.actor),
                condition: Some(self.condition),
                damage: self.damage.trim().to_owned(),
                ..loan
            },
        );
        Ok(outcome)
    }
}
