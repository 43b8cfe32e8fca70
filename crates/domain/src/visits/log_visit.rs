//! Somebody comes in. What happened is written down; only what cannot be is refused.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ReceivedHow, Visit, VisitCount, VisitPurpose, VisitRefusal, rotation};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    customers::{family, head_of},
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{CustomerId, LeadId, PersonId, VisitId},
    leads::{self, LeadStep},
    people::Person,
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogVisit {
    pub visit: VisitId,
    #[serde(default)]
    pub customer: Option<CustomerId>,
    #[serde(default)]
    pub lead: Option<LeadId>,
    #[serde(default)]
    pub called: String,
    pub people: u32,
    pub purpose: VisitPurpose,
    /// What they say; who is known to have been here before counts as a repeat visit in any case.
    pub count: VisitCount,
    /// When they came, if that was earlier than now.
    #[serde(default)]
    pub arrived_at: Option<Timestamp>,
    #[serde(default)]
    pub received_by: Option<PersonId>,
    #[serde(default)]
    pub received_how: Option<ReceivedHow>,
    #[serde(default)]
    pub remark: String,
}

/// More than a coach brings is a slip of the finger.
const LARGEST_GROUP: u32 = 100;

impl Rule for LogVisit {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Visit>(self.visit)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "visit".to_owned(),
            }
            .into());
        }
        checks::fits("called", &self.called, checks::LINE)?;
        checks::fits("remark", &self.remark, checks::REMARK)?;
        if !(1..=LARGEST_GROUP).contains(&self.people) {
            return Err(VisitRefusal::GroupImplausible {
                field: "people".to_owned(),
            }
            .into());
        }
        let arrived_at = self.arrived_at.unwrap_or(context.made_at);
        if arrived_at > context.made_at || arrived_at < context.made_at.plus(-2 * Timestamp::DAY) {
            return Err(VisitRefusal::ArrivalImplausible {
                field: "arrivedAt".to_owned(),
            }
            .into());
        }
        let mut count = self.count;
        let customer = match self.customer {
            Some(customer) => {
                let Some(head) = head_of(facts, customer)? else {
                    return Err(GeneralRefusal::NotFound {
                        kind: "customer".to_owned(),
                        field: "customer".to_owned(),
                    }
                    .into());
                };
                if been_here(facts, head.id)? {
                    count = VisitCount::Repeat;
                }
                Some(head.id)
            }
            None => None,
        };
        let mut changes = Changes::new();
        if let Some(person) = self.received_by {
            if facts.get::<Person>(person)?.is_none() {
                return Err(GeneralRefusal::NotFound {
                    kind: "person".to_owned(),
                    field: "receivedBy".to_owned(),
                }
                .into());
            }
            if self.received_how == Some(ReceivedHow::InTurn) {
                rotation::use_turn(facts, context, person, &mut changes)?;
            }
        }
        if let Some(lead) = self.lead {
            leads::reach(facts, context, lead, LeadStep::Visit, &mut changes)?;
        }
        changes.put(
            context.lane,
            &Visit {
                id: self.visit,
                customer,
                lead: self.lead,
                called: self.called.trim().to_owned(),
                people: self.people,
                purpose: self.purpose,
                count,
                arrived_at,
                left_at: None,
                received_by: self.received_by,
                received_how: self.received_by.and(self.received_how),
                received_at: self.received_by.map(|_| context.made_at),
                remark: self.remark.trim().to_owned(),
            },
        );
        Ok(changes.into())
    }
}

/// Whether an earlier visit of this customer is on record.
pub(super) fn been_here(
    facts: &dyn Facts,
    customer: CustomerId,
) -> Result<bool, crate::facts::Missing> {
    for member in family(facts, customer)? {
        if !facts
            .by::<Visit>(Visit::BY_CUSTOMER, [Some(member).to_value()])?
            .is_empty()
        {
            return Ok(true);
        }
    }
    Ok(false)
}
