//! Leads: somebody means to buy a car, and the house follows up until they have, or have not.

mod assign_lead;
mod change_grade;
mod enquirer;
mod follow_ups;
mod invalidate_lead;
mod lost;
mod policies;
mod pool;
mod record_contact;
mod revive_lead;
mod standing;
mod states;
mod take_in_lead;

#[cfg(test)]
mod tests;

pub use assign_lead::AssignLead;
pub use change_grade::ChangeGrade;
pub use enquirer::Enquirer;
pub use follow_ups::NextFollowUp;
pub use invalidate_lead::InvalidateLead;
pub use lost::{LostVerdict, ReportLost, ReviewLost};
pub use policies::{Grade, GradeTerms, LeadPolicy, LeadTerms, SetLeadPolicy, shipped_on, terms_on};
pub use pool::{ReturnToPool, TakeFromPool};
pub use record_contact::{Contact, ContactResult, ContactWay, RecordContact};
pub use revive_lead::ReviveLead;
pub(crate) use standing::{FromDrive, open_lead_of, talked_after_drive};
pub use standing::{reach, reach_for, win_for};
pub use states::{LeadState, LeadStep};
pub use take_in_lead::{IntakeTo, TakeInLead};

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    command::Stop,
    context::Context,
    entity::{Entity, Json},
    facts::{Ask, Facts},
    ids::{CustomerId, LeadId, ModelId, PersonId},
    money::Fen,
    people::{Person, PersonState},
    refusal::{GeneralRefusal, Refusal},
    rights::Right,
    time::Timestamp,
};

crate::words! {
    /// How a lead came to the house.
    pub enum Channel {
        /// Came in from the street 自然到店.
        WalkIn => "walkIn",
        Phone => "phone",
        /// The maker's site or hotline 厂家下发.
        Maker => "maker",
        /// A car portal 垂直媒体.
        Portal => "portal",
        /// The house's own shop on the web or in WeChat.
        OwnShop => "ownShop",
        /// Short video and live streams.
        ShortVideo => "shortVideo",
        /// A motor show or another event 车展.
        Event => "event",
        /// Sent by a customer 转介绍.
        Referral => "referral",
        /// A customer buys again 增换购.
        Returning => "returning",
        /// A sub-dealer 二网.
        SubDealer => "subDealer",
        Other => "other",
    }
}

crate::words! {
    /// Why a lead was lost 战败原因.
    pub enum LostReason {
        Price => "price",
        /// No such car, or too long a wait.
        NoStock => "noStock",
        OtherBrand => "otherBrand",
        OtherDealer => "otherDealer",
        Finance => "finance",
        TradeIn => "tradeIn",
        Service => "service",
        /// Plans have changed; nobody buys now.
        GaveUp => "gaveUp",
        /// Cannot be reached any more.
        OutOfReach => "outOfReach",
        Other => "other",
    }
}

/// A car that somebody wants: from the catalogue, or as they say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WantedModel {
    #[serde(default)]
    pub model: Option<ModelId>,
    pub description: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "lead",
    index(customer),
    index(number),
    index(external_key),
    index(state, owner, grade, channel),
    index(next_follow_up),
    index(taken_in_at)
)]
pub struct Lead {
    pub id: LeadId,
    pub number: String,
    pub customer: CustomerId,
    pub channel: Channel,
    /// The campaign, the portal's name, who sent them.
    pub channel_detail: String,
    /// The channel's own number of this lead; one that is delivered twice is taken in once.
    pub external_key: String,
    /// What the house paid the channel for it.
    pub cost: Option<Fen>,
    pub wanted: Json<Vec<WantedModel>>,
    pub budget: Option<Fen>,
    pub grade: Grade,
    pub state: LeadState,
    /// Who follows up; nobody while the lead is in the public pool.
    pub owner: Option<PersonId>,
    /// Since when it has been in the public pool 公海.
    pub pooled_at: Option<Timestamp>,
    pub assigned_at: Option<Timestamp>,
    pub first_contact_at: Option<Timestamp>,
    pub last_contact_at: Option<Timestamp>,
    /// Set while the lead is live, and only then.
    pub next_follow_up: Option<Timestamp>,
    pub remark: String,
    pub lost_reason: Option<LostReason>,
    /// What they bought instead, or where.
    pub competitor: String,
    pub lost_remark: String,
    pub lost_reported_by: Option<PersonId>,
    pub lost_reported_at: Option<Timestamp>,
    /// Where it stood when it was reported lost; there it goes on if the manager sends it back.
    pub lost_from: Option<LeadState>,
    /// When it was won, lost or found invalid.
    pub closed_at: Option<Timestamp>,
    /// The lost lead that this one revives.
    pub revives: Option<LeadId>,
    /// The lead in which this lost one was revived.
    pub revived_as: Option<LeadId>,
    pub taken_in_at: Timestamp,
    pub taken_in_by: PersonId,
}

impl Lead {
    /// The kind of record, as tasks and timelines name it.
    pub const KIND: &'static str = <Self as Entity>::TABLE.name;
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum LeadRefusal {
    /// The customer has a lead that is not ended; work goes on there.
    LeadOpen {
        lead: LeadId,
        number: String,
        owner: Option<String>,
    },
    /// The channel delivered this lead before.
    LeadTakenInBefore {
        lead: LeadId,
        number: String,
    },
    /// The step cannot be taken from where the lead is.
    LeadStepNotPossible {
        step: LeadStep,
        state: LeadState,
    },
    /// Somebody else follows up.
    LeadNotYours {
        owner: Option<String>,
    },
    /// A colleague was quicker.
    LeadTaken {
        owner: Option<String>,
    },
    /// The lead is in the pool already, or is not in the pool.
    LeadNotInPool,
    LeadInPool,
    /// The next follow-up is later than the grade allows.
    FollowUpTooLate {
        grade: Grade,
        until: Timestamp,
        field: String,
    },
    /// The next follow-up lies behind us.
    FollowUpInPast {
        field: String,
    },
    /// This lost lead was revived already.
    LeadRevived {
        lead: LeadId,
    },
    /// A colleague who has left follows up nothing.
    ColleagueLeft {
        field: String,
    },
    /// A policy must name every grade once, with waits between an hour and a year.
    PolicyImplausible {
        field: String,
    },
}

impl From<LeadRefusal> for Refusal {
    fn from(refusal: LeadRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}

fn found(facts: &dyn Facts, lead: LeadId) -> Result<Lead, Stop> {
    facts.get::<Lead>(lead)?.ok_or_else(|| {
        GeneralRefusal::NotFound {
            kind: Lead::KIND.to_owned(),
            field: "lead".to_owned(),
        }
        .into()
    })
}

fn name_of(facts: &dyn Facts, person: Option<PersonId>) -> Result<Option<String>, Stop> {
    Ok(match person {
        Some(person) => facts.get::<Person>(person)?.map(|person| person.name),
        None => None,
    })
}

/// The lead, if the giver follows it up or assigns leads.
fn own(facts: &dyn Facts, lead: LeadId, context: &Context) -> Result<Lead, Stop> {
    let lead = found(facts, lead)?;
    if lead.owner != Some(context.actor) && !context.may(Right::AssignLeads) {
        return Err(LeadRefusal::LeadNotYours {
            owner: name_of(facts, lead.owner)?,
        }
        .into());
    }
    Ok(lead)
}

/// Moves the lead on, or says that it cannot go there.
fn take_step(lead: &mut Lead, step: LeadStep) -> Result<(), LeadRefusal> {
    lead.state = step
        .from(lead.state)
        .ok_or(LeadRefusal::LeadStepNotPossible {
            step,
            state: lead.state,
        })?;
    Ok(())
}

/// A colleague who is there and works here.
fn colleague(facts: &dyn Facts, person: PersonId, field: &str) -> Result<Person, Stop> {
    let found = facts.get::<Person>(person)?.ok_or_else(|| {
        Stop::from(GeneralRefusal::NotFound {
            kind: "person".to_owned(),
            field: field.to_owned(),
        })
    })?;
    if found.state == PersonState::Left {
        return Err(LeadRefusal::ColleagueLeft {
            field: field.to_owned(),
        }
        .into());
    }
    Ok(found)
}
