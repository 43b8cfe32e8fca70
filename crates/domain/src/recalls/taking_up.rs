//! An open recall becomes a job of the repair order that the car is here for, and is done when that job passes
//! its inspection. A job that the customer declines leaves it open.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Recall, RecallCar, RecallCarState, RecallRefusal, found, found_car};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{JobId, RecallCarId, RepairOrderId},
    repair_orders::{Job, JobState, NewJob, Payer, RepairOrder, RepairOrderState, add_to_order},
    rights::Right,
    serviced_cars::known_car,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakeUpRecall {
    pub recall_car: RecallCarId,
    pub repair_order: RepairOrderId,
    /// The id of the job that it becomes.
    pub job: JobId,
}

impl Rule for TakeUpRecall {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let car = found_car(facts, self.recall_car)?;
        let recall = found(facts, car.recall)?;
        if car.state != RecallCarState::Open {
            return Err(RecallRefusal::RecallNotOpen {
                number: recall.number,
                state: car.state,
            }
            .into());
        }
        if let Some(order) = being_done(facts, &car)? {
            return Err(RecallRefusal::RecallTakenUp {
                order_number: order.number,
            }
            .into());
        }
        let order: RepairOrder = facts.get(self.repair_order)?.ok_or_else(|| {
            crate::refusal::GeneralRefusal::NotFound {
                kind: "repair_order".to_owned(),
                field: "repairOrder".to_owned(),
            }
        })?;
        if known_car(facts, order.car, "repairOrder")?.vin != car.vin {
            return Err(RecallRefusal::RecallOfOtherCar.into());
        }
        let job = NewJob {
            job: self.job,
            operation: None,
            words: format!("{} {}", recall.number, recall.title),
            skill: Some(recall.skill),
            minutes: Some(recall.minutes),
            department: None,
            again: None,
            // What the maker recalls the maker pays.
            payer: Payer::Warranty,
        };
        let mut outcome = add_to_order(facts, context, order.id, &job)?;
        outcome.changes.put(
            context.lane,
            &RecallCar {
                repair_order: Some(order.id),
                job: Some(self.job),
                ..car
            },
        );
        Ok(outcome)
    }
}

/// The order in which it is being done; nothing where that order has ended or its job was declined.
fn being_done(facts: &dyn Facts, car: &RecallCar) -> Result<Option<RepairOrder>, Missing> {
    let Some(job) = car.job else { return Ok(None) };
    let Some(job) = facts.get::<Job>(job)? else {
        return Ok(None);
    };
    if job.state == JobState::Declined {
        return Ok(None);
    }
    let order = facts.get::<RepairOrder>(job.repair_order)?;
    Ok(order.filter(|order| match order.state {
        RepairOrderState::Open | RepairOrderState::InWork | RepairOrderState::ToSettle => true,
        RepairOrderState::Settled | RepairOrderState::Left => false,
    }))
}

/// A job that passed its inspection has done the recall that it came from.
pub(crate) fn follow_job(
    facts: &dyn Facts,
    context: &Context,
    job: &Job,
    changes: &mut Changes,
) -> Result<(), Missing> {
    if job.state != JobState::Passed {
        return Ok(());
    }
    for car in facts.by::<RecallCar>(RecallCar::BY_JOB, [Some(job.id).to_value()])? {
        if car.state != RecallCarState::Open {
            continue;
        }
        if let Some(mut recall) = facts.get::<Recall>(car.recall)? {
            recall.done += 1;
            changes.put(context.lane, &recall);
        }
        changes.put(
            context.lane,
            &RecallCar {
                state: RecallCarState::Done,
                done_at: Some(context.made_at),
                ..car
            },
        );
    }
    Ok(())
}
