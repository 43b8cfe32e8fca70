//! What becomes of a visit: somebody receives it, the visitor goes on record, they leave.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ReceivedHow, Visit, VisitCount, VisitRefusal, log_visit::been_here, rotation};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    customers::head_of,
    facts::{Ask, Facts},
    ids::{CustomerId, LeadId, PersonId, VisitId},
    leads::{self, LeadStep},
    people::Person,
    refusal::GeneralRefusal,
    rights::Right,
};

fn found(facts: &dyn Facts, visit: VisitId) -> Result<Visit, Stop> {
    facts.get::<Visit>(visit)?.ok_or_else(|| {
        GeneralRefusal::NotFound {
            kind: "visit".to_owned(),
            field: "visit".to_owned(),
        }
        .into()
    })
}

/// A consultant receives the visitors, or takes them over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReceiveVisit {
    pub visit: VisitId,
    pub by: PersonId,
    pub how: ReceivedHow,
}

impl Rule for ReceiveVisit {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut visit = found(facts, self.visit)?;
        if visit.left_at.is_some() {
            return Err(VisitRefusal::VisitEnded.into());
        }
        if facts.get::<Person>(self.by)?.is_none() {
            return Err(GeneralRefusal::NotFound {
                kind: "person".to_owned(),
                field: "by".to_owned(),
            }
            .into());
        }
        let mut changes = Changes::new();
        if self.how == ReceivedHow::InTurn {
            rotation::use_turn(facts, context, self.by, &mut changes)?;
        }
        visit.received_by = Some(self.by);
        visit.received_how = Some(self.how);
        visit.received_at.get_or_insert(context.made_at);
        changes.put(context.lane, &visit);
        Ok(changes.into())
    }
}

/// The visitor goes on record 留档.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkVisit {
    pub visit: VisitId,
    pub customer: CustomerId,
    #[serde(default)]
    pub lead: Option<LeadId>,
}

impl Rule for LinkVisit {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut visit = found(facts, self.visit)?;
        let Some(head) = head_of(facts, self.customer)? else {
            return Err(GeneralRefusal::NotFound {
                kind: "customer".to_owned(),
                field: "customer".to_owned(),
            }
            .into());
        };
        if visit.customer != Some(head.id) && been_here(facts, head.id)? {
            visit.count = VisitCount::Repeat;
        }
        visit.customer = Some(head.id);
        // The record says who it is; what they called themselves has served its purpose.
        visit.called = String::new();
        let mut changes = Changes::new();
        if let Some(lead) = self.lead {
            visit.lead = Some(lead);
            leads::reach(facts, context, lead, LeadStep::Visit, &mut changes)?;
        }
        changes.put(context.lane, &visit);
        Ok(changes.into())
    }
}

/// The visitors leave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EndVisit {
    pub visit: VisitId,
}

impl Rule for EndVisit {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut visit = found(facts, self.visit)?;
        if visit.left_at.is_some() {
            return Err(VisitRefusal::VisitEnded.into());
        }
        visit.left_at = Some(context.made_at);
        let mut changes = Changes::new();
        changes.put(context.lane, &visit);
        Ok(changes.into())
    }
}
