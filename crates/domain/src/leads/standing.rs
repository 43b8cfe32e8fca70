//! What a lead says about its customer, and what other areas say about a lead: a test drive or a
//! quote moves it on, the hand-over of a car wins it.

use super::{
    Contact, ContactResult, ContactWay, Grade, Lead, LeadState, LeadStep, NextFollowUp, follow_ups,
    found,
};
use crate::{
    changes::Changes,
    command::Stop,
    context::Context,
    customers::{Customer, CustomerStage, family, head_of},
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{ContactId, CustomerId, LeadId},
    refusal::Concern,
};

/// Writes into the customer what its latest lead says.
pub(super) fn stand(customer: &mut Customer, lead: &Lead) {
    customer.channel.get_or_insert(lead.channel);
    if lead.state.is_open() {
        customer.grade = Some(lead.grade);
        if lead.owner.is_some() {
            customer.owner = lead.owner;
        }
    } else {
        customer.grade = None;
    }
    customer.stage = match (customer.stage, lead.state) {
        // Who has bought here stays an owner, whatever becomes of a later lead.
        (CustomerStage::Owner, _) | (_, LeadState::Won) => CustomerStage::Owner,
        (
            CustomerStage::Known | CustomerStage::Prospect | CustomerStage::Lost,
            LeadState::New
            | LeadState::InWork
            | LeadState::Following
            | LeadState::Visited
            | LeadState::TestDriven
            | LeadState::Quoted
            | LeadState::LostReported,
        ) => CustomerStage::Prospect,
        (CustomerStage::Known | CustomerStage::Prospect | CustomerStage::Lost, LeadState::Lost) => {
            CustomerStage::Lost
        }
        (
            CustomerStage::Known | CustomerStage::Prospect | CustomerStage::Lost,
            LeadState::Invalid,
        ) => CustomerStage::Known,
    };
}

/// Puts the lead and what it says about its customer.
pub(super) fn put(
    facts: &dyn Facts,
    context: &Context,
    lead: &Lead,
    changes: &mut Changes,
) -> Result<(), Stop> {
    changes.put(context.lane, lead);
    let own = facts.get::<Customer>(lead.customer)?;
    // A record that was merged stays as it was; lists show the one that took it in.
    let head = head_of(facts, lead.customer)?;
    for customer in [
        own.filter(|own| own.merged_into.is_none()),
        head.filter(|head| head.id != lead.customer),
    ] {
        let Some(before) = customer else { continue };
        let mut after = before.clone();
        stand(&mut after, lead);
        if after != before {
            changes.put(context.lane, &after);
        }
    }
    Ok(())
}

/// The lead of this customer that is not ended.
pub(super) fn open_lead(facts: &dyn Facts, members: &[CustomerId]) -> Result<Option<Lead>, Stop> {
    for member in members {
        let leads = facts.by::<Lead>(Lead::BY_CUSTOMER, [member.to_value()])?;
        if let Some(open) = leads.into_iter().find(|lead| lead.state.is_open()) {
            return Ok(Some(open));
        }
    }
    Ok(None)
}

/// Moves a lead on because of what another area records: a visit, a test drive, a quote. A lead that
/// is not live stays as it is; the other area's record is not refused for it.
pub fn reach(
    facts: &dyn Facts,
    context: &Context,
    lead: LeadId,
    step: LeadStep,
    changes: &mut Changes,
) -> Result<(), Stop> {
    let mut lead = found(facts, lead)?;
    if !lead.state.is_live() {
        return Ok(());
    }
    if let Some(state) = step.from(lead.state)
        && state != lead.state
    {
        lead.state = state;
        put(facts, context, &lead, changes)?;
    }
    Ok(())
}

/// The lead that this customer's family has open, whichever of its records it was taken in for.
pub(crate) fn open_lead_of(facts: &dyn Facts, customer: CustomerId) -> Result<Option<Lead>, Stop> {
    match head_of(facts, customer)? {
        Some(head) => open_lead(facts, &family(facts, head.id)?),
        None => Ok(None),
    }
}

/// The same as [`reach`] for the lead that the customer has open, if there is one: a quote or an order
/// names a customer and no lead.
pub fn reach_for(
    facts: &dyn Facts,
    context: &Context,
    customer: CustomerId,
    step: LeadStep,
    changes: &mut Changes,
) -> Result<(), Stop> {
    match open_lead_of(facts, customer)? {
        Some(lead) => reach(facts, context, lead.id, step, changes),
        None => Ok(()),
    }
}

/// Closes the lead that the customer has open as won, when the car is handed over. Until then an order
/// that fails leaves the lead as it stands, with its follow-up. One that was reported lost meanwhile was
/// not lost.
pub fn win_for(
    facts: &dyn Facts,
    context: &Context,
    customer: CustomerId,
    changes: &mut Changes,
) -> Result<(), Stop> {
    let Some(mut lead) = open_lead_of(facts, customer)? else {
        return Ok(());
    };
    let Some(state) = LeadStep::Win.from(lead.state) else {
        return Ok(());
    };
    lead.state = state;
    lead.closed_at = Some(context.made_at);
    lead.pooled_at = None;
    not_lost(&mut lead);
    follow_ups::finish(facts, context, &mut lead, "", changes)?;
    put(facts, context, &lead, changes)
}

/// Takes back that the lead was reported lost.
pub(super) fn not_lost(lead: &mut Lead) {
    lead.lost_from = None;
    lead.lost_reason = None;
    lead.competitor = String::new();
    lead.lost_remark = String::new();
    lead.lost_reported_by = None;
    lead.lost_reported_at = None;
}

/// What a test drive says to the lead that it belongs to.
pub(crate) struct FromDrive<'a> {
    pub lead: Option<LeadId>,
    pub note: &'a str,
    pub grade: Option<Grade>,
    pub next: &'a NextFollowUp,
}

/// Writes the talk after a drive into its lead, moves the lead on, and plans the next follow-up. Says
/// whether there was a live lead to write it into.
pub(crate) fn talked_after_drive(
    facts: &dyn Facts,
    context: &Context,
    told: &FromDrive,
    concerns: &mut Vec<Concern>,
    changes: &mut Changes,
) -> Result<bool, Stop> {
    let Some(lead) = told.lead else {
        return Ok(false);
    };
    let mut lead = found(facts, lead)?;
    if !lead.state.is_live() {
        return Ok(false);
    }
    if let Some(state) = LeadStep::TestDrive.from(lead.state) {
        lead.state = state;
    }
    if let Some(grade) = told.grade {
        lead.grade = grade;
    }
    if let Err(late) = follow_ups::check(facts, context, &lead, told.next)? {
        concerns.push(Concern::typed(&late));
    }
    lead.first_contact_at.get_or_insert(context.made_at);
    lead.last_contact_at = Some(context.made_at);
    changes.put(
        context.lane,
        &Contact {
            id: ContactId::derived(context.command, "contact"),
            lead: lead.id,
            customer: lead.customer,
            at: context.made_at,
            by: context.actor,
            way: ContactWay::Visit,
            result: ContactResult::Reached,
            note: told.note.to_owned(),
        },
    );
    follow_ups::plan(facts, context, &mut lead, told.next, told.note, changes)?;
    put(facts, context, &lead, changes)?;
    Ok(true)
}
