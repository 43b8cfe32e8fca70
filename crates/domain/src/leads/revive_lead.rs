//! A lost lead lives again: a new cycle begins, and the lost one stays in the reports with its
//! reason.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Grade, Lead, LeadRefusal, LeadState, LeadStep, NextFollowUp, follow_ups, found, name_of,
    standing,
};
use crate::{
    changes::Changes,
    command::{Decision, Nature, NumberSeries, Numbers, Rule},
    context::Context,
    customers::{CustomerRefusal, family, head_of},
    facts::{Ask, Facts},
    ids::LeadId,
    refusal::GeneralRefusal,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviveLead {
    /// The lost one.
    pub lost: LeadId,
    /// The new one; whoever revives it follows up.
    pub lead: LeadId,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
    pub grade: Grade,
    pub next_follow_up: NextFollowUp,
}

impl Rule for ReviveLead {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::Lead);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Lead>(self.lead)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: Lead::KIND.to_owned(),
            }
            .into());
        }
        let mut lost = found(facts, self.lost)?;
        if let Some(lead) = lost.revived_as {
            return Err(LeadRefusal::LeadRevived { lead }.into());
        }
        if !matches!(lost.state, LeadState::Lost | LeadState::Invalid) {
            return Err(LeadRefusal::LeadStepNotPossible {
                step: LeadStep::Reach,
                state: lost.state,
            }
            .into());
        }
        let Some(customer) = head_of(facts, lost.customer)? else {
            return Err(GeneralRefusal::NotFound {
                kind: "customer".to_owned(),
                field: "lost".to_owned(),
            }
            .into());
        };
        if customer.erased_at.is_some() {
            return Err(CustomerRefusal::Erased.into());
        }
        if let Some(open) = standing::open_lead(facts, &family(facts, customer.id)?)? {
            return Err(LeadRefusal::LeadOpen {
                lead: open.id,
                number: open.number,
                owner: name_of(facts, open.owner)?,
            }
            .into());
        }
        let mut lead = Lead {
            id: self.lead,
            number: self.number.clone(),
            customer: customer.id,
            // Its channel and campaign stay those that brought the customer; the channel's key and
            // what the house paid belong to the first cycle and are not counted twice.
            external_key: String::new(),
            cost: None,
            grade: self.grade,
            state: LeadState::Following,
            owner: Some(context.actor),
            pooled_at: None,
            assigned_at: Some(context.made_at),
            first_contact_at: None,
            last_contact_at: None,
            next_follow_up: None,
            lost_reason: None,
            competitor: String::new(),
            lost_remark: String::new(),
            lost_reported_by: None,
            lost_reported_at: None,
            lost_from: None,
            closed_at: None,
            revives: Some(lost.id),
            revived_as: None,
            taken_in_at: context.made_at,
            taken_in_by: context.actor,
            ..lost.clone()
        };
        follow_ups::check(facts, context, &lead, &self.next_follow_up)??;
        lost.revived_as = Some(lead.id);
        let mut changes = Changes::new();
        changes.put(context.lane, &lost);
        follow_ups::plan(
            facts,
            context,
            &mut lead,
            &self.next_follow_up,
            "",
            &mut changes,
        )?;
        standing::put(facts, context, &lead, &mut changes)?;
        Ok(changes.into())
    }
}
