//! VINs are put on the list of a recall, typed or out of a maker's file, and taken off it again. A VIN that is
//! listed already is passed over, so that a list may be read twice.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    RecallCar, RecallCarState, RecallRefusal, RecallState, found, found_car, recall_car_id,
};
use crate::{
    ahead::Ahead,
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    identifiers::Vin,
    ids::{RecallCarId, RecallId},
    rights::Right,
};

/// A long list comes in portions, which let other commands through.
pub const MOST_LISTED: usize = 200;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ListRecallCars {
    pub recall: RecallId,
    pub vins: Vec<Vin>,
}

impl Rule for ListRecallCars {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if self.vins.len() > MOST_LISTED {
            return Err(RecallRefusal::RecallListTooLong {
                max: MOST_LISTED as u32,
                field: "vins".to_owned(),
            }
            .into());
        }
        let mut recall = found(facts, self.recall)?;
        if recall.state == RecallState::Ended {
            return Err(RecallRefusal::RecallEnded {
                number: recall.number,
            }
            .into());
        }
        let mut changes = Changes::new();
        for vin in &self.vins {
            let id = recall_car_id(recall.id, vin.as_str());
            let known = Ahead {
                facts,
                changes: &changes,
            }
            .get::<RecallCar>(id)?;
            let listed = match known {
                None => RecallCar {
                    id,
                    recall: recall.id,
                    vin: vin.as_str().to_owned(),
                    state: RecallCarState::Open,
                    repair_order: None,
                    job: None,
                    done_at: None,
                    reason: String::new(),
                    listed_at: context.made_at,
                },
                // The maker lists it again after all.
                Some(car) if car.state == RecallCarState::NotAffected => RecallCar {
                    state: RecallCarState::Open,
                    reason: String::new(),
                    ..car
                },
                Some(_) => continue,
            };
            recall.listed += 1;
            changes.put(context.lane, &listed);
        }
        changes.put(context.lane, &recall);
        Ok(changes.into())
    }
}

/// The maker says that the car is not affected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnlistRecallCar {
    pub recall_car: RecallCarId,
    pub reason: String,
}

impl Rule for UnlistRecallCar {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunWorkshop);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::LINE)?;
        let car = found_car(facts, self.recall_car)?;
        let mut recall = found(facts, car.recall)?;
        if car.state != RecallCarState::Open {
            return Err(RecallRefusal::RecallNotOpen {
                number: recall.number,
                state: car.state,
            }
            .into());
        }
        recall.listed -= 1;
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &RecallCar {
                state: RecallCarState::NotAffected,
                reason: self.reason.trim().to_owned(),
                repair_order: None,
                job: None,
                ..car
            },
        );
        changes.put(context.lane, &recall);
        Ok(changes.into())
    }
}
