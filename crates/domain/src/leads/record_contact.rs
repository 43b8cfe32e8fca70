//! Somebody spoke with a customer, or tried to. What has happened is written down as it was; each
//! rule it broke is told.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Grade, LeadRefusal, LeadStep, NextFollowUp, follow_ups, found, standing, take_step};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::{ContactId, CustomerId, LeadId, PersonId},
    refusal::{Concern, GeneralRefusal},
    rights::Right,
    time::Timestamp,
};

crate::words! {
    pub enum ContactWay {
        Phone => "phone",
        WeChat => "weChat",
        Message => "message",
        /// In the house.
        Visit => "visit",
        /// At the customer's.
        AtCustomer => "atCustomer",
        Mail => "mail",
        Other => "other",
    }
}

crate::words! {
    pub enum ContactResult {
        Reached => "reached",
        NotReached => "notReached",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "contact", index(lead, at), index(customer))]
pub struct Contact {
    pub id: ContactId,
    pub lead: LeadId,
    pub customer: CustomerId,
    pub at: Timestamp,
    pub by: PersonId,
    pub way: ContactWay,
    pub result: ContactResult,
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordContact {
    pub contact: ContactId,
    pub lead: LeadId,
    pub way: ContactWay,
    pub result: ContactResult,
    pub note: String,
    /// The grade, when the talk changed it.
    #[serde(default)]
    pub grade: Option<Grade>,
    pub next_follow_up: NextFollowUp,
}

impl Rule for RecordContact {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::TakeInLeads);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("note", &self.note, checks::REMARK)?;
        if facts.get::<Contact>(self.contact)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "contact".to_owned(),
            }
            .into());
        }
        let mut lead = found(facts, self.lead)?;
        let step = match (self.result, self.way) {
            (ContactResult::NotReached, _) => LeadStep::Attempt,
            (ContactResult::Reached, ContactWay::Visit) => LeadStep::Visit,
            (
                ContactResult::Reached,
                ContactWay::Phone
                | ContactWay::WeChat
                | ContactWay::Message
                | ContactWay::AtCustomer
                | ContactWay::Mail
                | ContactWay::Other,
            ) => LeadStep::Reach,
        };
        // A talk about a lead that has ended begins a new one: it is revived, not talked on.
        take_step(&mut lead, step)?;
        let mut concerns = Vec::new();
        if lead.owner.is_some_and(|owner| owner != context.actor) {
            concerns.push(Concern::typed(&LeadRefusal::LeadNotYours {
                owner: super::name_of(facts, lead.owner)?,
            }));
        }
        if let Some(grade) = self.grade {
            lead.grade = grade;
        }
        if let Err(late) = follow_ups::check(facts, context, &lead, &self.next_follow_up)? {
            concerns.push(Concern::typed(&late));
        }
        lead.first_contact_at.get_or_insert(context.made_at);
        lead.last_contact_at = Some(context.made_at);
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Contact {
                id: self.contact,
                lead: lead.id,
                customer: lead.customer,
                at: context.made_at,
                by: context.actor,
                way: self.way,
                result: self.result,
                note: self.note.trim().to_owned(),
            },
        );
        follow_ups::plan(
            facts,
            context,
            &mut lead,
            &self.next_follow_up,
            &self.note,
            &mut changes,
        )?;
        standing::put(facts, context, &lead, &mut changes)?;
        Ok(Outcome { changes, concerns })
    }
}
