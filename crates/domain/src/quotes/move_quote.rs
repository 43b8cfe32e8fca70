//! The steps of a quote after it is made: handed to the customer, accepted, withdrawn.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Quote, QuoteRefusal, QuoteState, approvals,
    authority::{not_found, standing_of},
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::{GroupId, LaneId, QuoteId},
    leads::{self, LeadStep},
    promotions,
    rights::Right,
};

/// The quote goes to the customer: within its giver's authority, or with a manager's approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssueQuote {
    pub quote: QuoteId,
}

impl Rule for IssueQuote {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MakeQuotes);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let Some(quote) = facts.get::<Quote>(self.quote)? else {
            return Err(not_found("quote", "quote").into());
        };
        match quote.state_on(context.today()) {
            QuoteState::Approved => {}
            QuoteState::Draft => {
                let standing = standing_of(
                    facts,
                    context.actor,
                    quote.vehicle,
                    quote.guide_price,
                    quote.discount,
                )?;
                if let Some(refusal) = standing.refusal() {
                    return Err(refusal.into());
                }
            }
            QuoteState::Expired => {
                return Err(QuoteRefusal::QuoteExpired {
                    valid_until: quote.valid_until,
                }
                .into());
            }
            state @ (QuoteState::ApprovalWaiting
            | QuoteState::Issued
            | QuoteState::Accepted
            | QuoteState::Withdrawn) => {
                return Err(QuoteRefusal::QuoteNotInState { state }.into());
            }
        }
        let mut changes = Changes::new();
        if let Some(customer) = quote.customer {
            leads::reach_for(facts, context, customer, LeadStep::Quote, &mut changes)?;
        }
        changes.put(
            context.lane,
            &Quote {
                state: QuoteState::Issued,
                issued_at: Some(context.made_at),
                changed_at: context.made_at,
                ..quote
            },
        );
        Ok(changes.into())
    }
}

/// The customer agrees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AcceptQuote {
    pub quote: QuoteId,
}

impl Rule for AcceptQuote {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MakeQuotes);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let Some(quote) = facts.get::<Quote>(self.quote)? else {
            return Err(not_found("quote", "quote").into());
        };
        let quote = quote.accepted(context.today(), context.made_at)?;
        promotions::still_taken(facts, &quote)?;
        let mut changes = Changes::new();
        promotions::lasts(facts, context, quote.id, None, &mut changes)?;
        changes.put(context.lane, &quote);
        Ok(changes.into())
    }
}

/// The house takes the quote back, or the customer has decided against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WithdrawQuote {
    pub quote: QuoteId,
    pub words: String,
    /// The group, where the quote has taken a promotion of the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
}

impl Rule for WithdrawQuote {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MakeQuotes);

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("words", &self.words, checks::REMARK)?;
        let Some(quote) = facts.get::<Quote>(self.quote)? else {
            return Err(not_found("quote", "quote").into());
        };
        match quote.state {
            QuoteState::Draft
            | QuoteState::ApprovalWaiting
            | QuoteState::Approved
            | QuoteState::Issued
            | QuoteState::Expired => {}
            state @ (QuoteState::Accepted | QuoteState::Withdrawn) => {
                return Err(QuoteRefusal::QuoteNotInState { state }.into());
            }
        }
        let mut changes = Changes::new();
        if let Some(approval) = approvals::withdrawn(facts, &quote)? {
            changes.put(context.lane, &approval);
        }
        promotions::put_back_of(facts, context, &quote, self.group, &mut changes)?;
        let remark = if quote.remark.is_empty() {
            self.words.trim().to_owned()
        } else {
            format!("{}\n{}", quote.remark, self.words.trim())
        };
        changes.put(
            context.lane,
            &Quote {
                state: QuoteState::Withdrawn,
                remark,
                changed_at: context.made_at,
                ..quote
            },
        );
        Ok(changes.into())
    }
}
