//! The wash 洗车 between the inspection and the settlement: asked for at booking or check-in, done by somebody, or left
//! out for a reason. Without one of these a car that was to be washed does not leave.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{RepairConcern, RepairOrder, RepairRefusal, open_order::named};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule, Stop},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{PersonId, RepairOrderId},
    rights::Right,
    time::Timestamp,
    workshops::working,
};

crate::words! {
    pub enum Wash {
        /// 洗车
        Wanted => "wanted",
        /// 不洗
        NotWanted => "notWanted",
    }
}

/// What became of the wash of an order's car. Its row has the order's id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "car_wash")]
pub struct CarWash {
    pub id: RepairOrderId,
    pub wash: Wash,
    pub asked_by: PersonId,
    pub asked_at: Timestamp,
    pub washed_by: Option<PersonId>,
    pub washed_at: Option<Timestamp>,
    /// Why it left unwashed although it was to be washed.
    pub unwashed_because: String,
}

impl CarWash {
    pub(super) fn asked(order: RepairOrderId, wash: Wash, context: &Context) -> Self {
        Self {
            id: order,
            wash,
            asked_by: context.actor,
            asked_at: context.made_at,
            washed_by: None,
            washed_at: None,
            unwashed_because: String::new(),
        }
    }

    /// Whether the car is still to be washed.
    pub fn is_due(&self) -> bool {
        match self.wash {
            Wash::Wanted => self.washed_at.is_none() && self.unwashed_because.is_empty(),
            Wash::NotWanted => false,
        }
    }
}

/// Whether the car of an order is still to be washed.
pub(super) fn wash_due(facts: &dyn Facts, order: RepairOrderId) -> Result<bool, Missing> {
    Ok(facts
        .get::<CarWash>(order)?
        .is_some_and(|wash| wash.is_due()))
}

/// The order while its car is here, and what is known of its wash.
fn here(
    facts: &dyn Facts,
    context: &Context,
    order: RepairOrderId,
) -> Result<(RepairOrder, CarWash), Stop> {
    let order: RepairOrder = named(facts, order, "repairOrder")?;
    if let Some(at) = order.left_at {
        return Err(RepairRefusal::LeftAlready { at }.into());
    }
    let wash = facts
        .get::<CarWash>(order.id)?
        .unwrap_or_else(|| CarWash::asked(order.id, Wash::NotWanted, context));
    Ok((order, wash))
}

fn put(context: &Context, wash: &CarWash) -> Outcome {
    let mut changes = Changes::new();
    changes.put(context.lane, wash);
    changes.into()
}

/// The customer wants the car washed after all, or does not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AskWash {
    pub repair_order: RepairOrderId,
    pub wash: Wash,
}

impl Rule for AskWash {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let (_, wash) = here(facts, context, self.repair_order)?;
        if let Some(at) = wash.washed_at {
            return Err(RepairRefusal::WashedAlready { at }.into());
        }
        Ok(put(
            context,
            &CarWash::asked(self.repair_order, self.wash, context),
        ))
    }
}

/// It is washed, by whoever gives this or a colleague.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordWash {
    pub repair_order: RepairOrderId,
    #[serde(default)]
    pub person: Option<PersonId>,
}

impl Rule for RecordWash {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::SeeService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let (order, wash) = here(facts, context, self.repair_order)?;
        let person = working(facts, self.person.unwrap_or(context.actor), "person")?;
        let jobs =
            facts.by::<super::Job>(super::Job::BY_REPAIR_ORDER_ORDINAL, [order.id.to_value()])?;
        let mut outcome = put(
            context,
            &CarWash {
                washed_by: Some(person.id),
                washed_at: Some(context.made_at),
                unwashed_because: String::new(),
                ..wash
            },
        );
        if jobs.iter().any(|job| !job.state.is_closed()) {
            outcome.concerns.push(
                RepairConcern::WashedBeforeInspection {
                    number: order.number,
                    repair_order: order.id,
                }
                .into(),
            );
        }
        Ok(outcome)
    }
}

/// It leaves unwashed: the customer is in a hurry, the water is off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeaveUnwashed {
    pub repair_order: RepairOrderId,
    pub reason: String,
}

impl Rule for LeaveUnwashed {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::REMARK)?;
        let (_, wash) = here(facts, context, self.repair_order)?;
        if let Some(at) = wash.washed_at {
            return Err(RepairRefusal::WashedAlready { at }.into());
        }
        Ok(put(
            context,
            &CarWash {
                unwashed_because: self.reason.trim().to_owned(),
                ..wash
            },
        ))
    }
}
