//! A discount beyond one's own authority: a manager is asked, and answers within their own limit.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Quote, QuoteRefusal, QuoteState,
    authority::{not_found, standing_of},
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::{ApprovalId, PersonId, QuoteId, VehicleId},
    money::Fen,
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

crate::words! {
    /// What is to be approved.
    pub enum ApprovalKind {
        QuoteDiscount => "quoteDiscount",
    }
}

crate::words! {
    pub enum ApprovalState {
        Waiting => "waiting",
        Approved => "approved",
        Returned => "returned",
        /// Taken back by whoever asked, or overtaken by a change of the quote.
        Withdrawn => "withdrawn",
    }
}

/// A question to a manager. It keeps the figures that were asked about, whatever becomes of the quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "approval", index(state), index(quote))]
pub struct Approval {
    pub id: ApprovalId,
    pub kind: ApprovalKind,
    pub quote: QuoteId,
    pub quote_number: String,
    pub description: String,
    pub vehicle: Option<VehicleId>,
    pub guide_price: Fen,
    pub discount: Fen,
    pub car_price: Fen,
    pub state: ApprovalState,
    pub requested_by: PersonId,
    pub requested_at: Timestamp,
    /// Why the discount is asked for.
    pub words: String,
    pub decided_by: Option<PersonId>,
    pub decided_at: Option<Timestamp>,
    /// What the manager says.
    pub answer: String,
}

impl Approval {
    /// Whether this approval covers a price of the same car.
    pub(super) fn covers(
        &self,
        vehicle: Option<VehicleId>,
        guide_price: Fen,
        discount: Fen,
    ) -> bool {
        self.state == ApprovalState::Approved
            && self.vehicle == vehicle
            && self.guide_price == guide_price
            && discount <= self.discount
    }
}

/// Asks a manager for a discount beyond one's own authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestApproval {
    pub approval: ApprovalId,
    pub quote: QuoteId,
    pub words: String,
}

impl Rule for RequestApproval {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MakeQuotes);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("words", &self.words, checks::REMARK)?;
        if facts.get::<Approval>(self.approval)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "approval".to_owned(),
            }
            .into());
        }
        let Some(quote) = facts.get::<Quote>(self.quote)? else {
            return Err(not_found("quote", "quote").into());
        };
        let state = quote.state_on(context.today());
        if state != QuoteState::Draft {
            return Err(QuoteRefusal::QuoteNotInState { state }.into());
        }
        let standing = standing_of(
            facts,
            context.actor,
            quote.vehicle,
            quote.guide_price,
            quote.discount,
        )?;
        if standing.refusal().is_none() {
            return Err(QuoteRefusal::ApprovalNotNeeded.into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Approval {
                id: self.approval,
                kind: ApprovalKind::QuoteDiscount,
                quote: quote.id,
                quote_number: quote.number.clone(),
                description: quote.description.clone(),
                vehicle: quote.vehicle,
                guide_price: quote.guide_price,
                discount: quote.discount,
                car_price: quote.car_price,
                state: ApprovalState::Waiting,
                requested_by: context.actor,
                requested_at: context.made_at,
                words: self.words.trim().to_owned(),
                decided_by: None,
                decided_at: None,
                answer: String::new(),
            },
        );
        changes.put(
            context.lane,
            &Quote {
                state: QuoteState::ApprovalWaiting,
                approval: Some(self.approval),
                changed_at: context.made_at,
                ..quote
            },
        );
        Ok(changes.into())
    }
}

crate::words! {
    /// What a manager says to a question.
    pub enum ApprovalDecision {
        Approve => "approve",
        Return => "return",
    }
}

/// A manager approves within their own limit, or returns the quote with words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecideApproval {
    pub approval: ApprovalId,
    pub decision: ApprovalDecision,
    #[serde(default)]
    pub words: String,
}

impl Rule for DecideApproval {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::ApproveDiscounts);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let Some(approval) = facts.get::<Approval>(self.approval)? else {
            return Err(not_found("approval", "approval").into());
        };
        if approval.state != ApprovalState::Waiting {
            return Err(QuoteRefusal::ApprovalNotWaiting {
                state: approval.state,
            }
            .into());
        }
        let Some(quote) = facts.get::<Quote>(approval.quote)? else {
            return Err(not_found("quote", "approval").into());
        };
        let (state, quote_state) = match self.decision {
            ApprovalDecision::Approve => {
                checks::fits("words", &self.words, checks::REMARK)?;
                let standing = standing_of(
                    facts,
                    context.actor,
                    approval.vehicle,
                    approval.guide_price,
                    approval.discount,
                )?;
                if let Some(refusal) = standing.refusal() {
                    return Err(refusal.on_field("decision").into());
                }
                (ApprovalState::Approved, QuoteState::Approved)
            }
            // Whoever asked must learn what to change.
            ApprovalDecision::Return => {
                checks::filled("words", &self.words, checks::REMARK)?;
                (ApprovalState::Returned, QuoteState::Draft)
            }
        };
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Approval {
                state,
                decided_by: Some(context.actor),
                decided_at: Some(context.made_at),
                answer: self.words.trim().to_owned(),
                ..approval
            },
        );
        changes.put(
            context.lane,
            &Quote {
                state: quote_state,
                changed_at: context.made_at,
                ..quote
            },
        );
        Ok(changes.into())
    }
}

/// The approval of a quote that nobody needs any more, taken back.
pub(super) fn withdrawn(
    facts: &dyn Facts,
    quote: &Quote,
) -> Result<Option<Approval>, crate::facts::Missing> {
    let Some(id) = quote.approval else {
        return Ok(None);
    };
    Ok(facts
        .get::<Approval>(id)?
        .filter(|approval| approval.state == ApprovalState::Waiting)
        .map(|approval| Approval {
            state: ApprovalState::Withdrawn,
            ..approval
        }))
}
