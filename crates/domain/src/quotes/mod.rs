//! Quotes: what a car costs on the road, by the rules of the day, with loans side by side, within
//! one's own authority or with a manager's approval.
//!
//! A quote's sum lives in one row, written by the same decision as its lines. The rules it was
//! reckoned by are kept in it, so that an old quote keeps its rule when the law moves on.

mod approvals;
mod authority;
mod inputs;
mod loans;
mod move_quote;
mod on_the_road;
mod refusals;
mod rows;
mod save_quote;
mod solve;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
pub(crate) mod tests;

pub use approvals::{
    Approval, ApprovalDecision, ApprovalKind, ApprovalState, DecideApproval, RequestApproval,
};
pub(crate) use authority::standing_of;
pub use authority::{
    DiscountAuthority, DiscountFloor, FloorRule, Limit, SetDiscountAuthority, SetDiscountFloor,
    Standing, limit_of, standing,
};
pub use inputs::{
    BuyerKind, ByHand, CarInputs, CompulsoryCover, Cover, CoverKind, Extra, MOST_LOANS, NamedSum,
    PaidTo, QuoteInputs, TakenPromotion,
};
pub use loans::{Financed, LoanFigures, LoanInputs, LoanKind, LoanTerms, work_out_loan};
pub use move_quote::{AcceptQuote, IssueQuote, WithdrawQuote};
pub use on_the_road::{ExpectedSubsidy, LineKind, OnTheRoad, WorkedLine, Working, on_the_road};
pub use refusals::QuoteRefusal;
pub(crate) use rows::reckon_anew;
pub use save_quote::{SaveQuote, StatedFigures, StatedLine, StatedLoan};
pub use solve::{LoanQuestion, solve_loan};

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    dated::{RuleStamp, Undefined},
    entity::Json,
    ids::{ApprovalId, CustomerId, LoanPlanId, ModelId, PersonId, QuoteId, QuoteLineId, VehicleId},
    money::Fen,
    time::Timestamp,
};

crate::words! {
    /// The life of a quote.
    pub enum QuoteState {
        Draft => "draft",
        /// Beyond its maker's authority; a manager has been asked.
        ApprovalWaiting => "approvalWaiting",
        Approved => "approved",
        /// Handed to the customer; from here on it does not change.
        Issued => "issued",
        Accepted => "accepted",
        /// Its last day has passed. Never stored: [`Quote::state_on`] tells it from the date.
        Expired => "expired",
        Withdrawn => "withdrawn",
    }
}

/// A quote with its one sum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "quote",
    index(number),
    index(customer),
    index(vehicle),
    index(model),
    index(consultant),
    index(changed_at),
    index(state, valid_until, consultant, car_price, discount, total, changed_at)
)]
pub struct Quote {
    pub id: QuoteId,
    pub number: String,
    pub customer: Option<CustomerId>,
    /// The name on the paper.
    #[column(personal = Name)]
    pub customer_name: String,
    pub vehicle: Option<VehicleId>,
    pub model: Option<ModelId>,
    pub description: String,
    pub consultant: PersonId,
    pub state: QuoteState,
    pub made_on: NaiveDate,
    /// The last day on which it may be accepted.
    pub valid_until: NaiveDate,
    /// The day whose rules it follows.
    pub invoiced_on: NaiveDate,
    pub guide_price: Fen,
    /// Off the guide price, as a positive sum; what promotions give is beside it.
    pub discount: Fen,
    pub car_price: Fen,
    /// 落地价: the sum of all lines.
    pub total: Fen,
    pub to_house: Fen,
    pub to_elsewhere: Fen,
    /// The rules it was reckoned by, with their days and sources.
    pub rules: Json<Vec<RuleStamp>>,
    /// What it was reckoned from, so that it can be taken up again.
    pub inputs: Json<QuoteInputs>,
    /// A subsidy that others may grant; not in the sum.
    pub subsidy: Json<Option<ExpectedSubsidy>>,
    /// The approval it waits for or rests on.
    pub approval: Option<ApprovalId>,
    /// The language of its papers, a BCP 47 tag.
    pub language: String,
    pub remark: String,
    pub made_at: Timestamp,
    pub changed_at: Timestamp,
    pub issued_at: Option<Timestamp>,
}

/// One line of a quote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "quote_line", index(quote, position))]
pub struct QuoteLine {
    pub id: QuoteLineId,
    pub quote: QuoteId,
    pub position: u32,
    pub kind: LineKind,
    pub name: String,
    pub quantity: u32,
    pub unit_price: Fen,
    pub amount: Fen,
    pub paid_to: PaidTo,
    pub covers: Json<Vec<Cover>>,
    pub working: Json<Working>,
    pub rules: Json<Vec<RuleStamp>>,
    /// The rules that were not known; the amount was confirmed by hand.
    pub undecided: Json<Vec<Undefined>>,
}

/// One loan plan of a quote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "loan_plan", index(quote, position))]
pub struct LoanPlan {
    pub id: LoanPlanId,
    pub quote: QuoteId,
    pub position: u32,
    pub name: String,
    pub lender: String,
    pub kind: LoanKind,
    pub down_payment: Fen,
    pub principal: Fen,
    pub months: u32,
    pub first_payment: Fen,
    pub regular_payment: Option<Fen>,
    pub last_payment: Fen,
    pub total_interest: Fen,
    pub fees: Fen,
    pub total_paid: Fen,
    /// Terms, fees and contingent costs as offered.
    pub inputs: Json<LoanInputs>,
    /// Everything that followed, the statement of costs with its rule included.
    pub figures: Json<LoanFigures>,
}

impl Quote {
    /// The state on a day: a quote whose last day has passed is expired, whatever it was before.
    pub fn state_on(&self, today: NaiveDate) -> QuoteState {
        match self.state {
            QuoteState::Draft
            | QuoteState::ApprovalWaiting
            | QuoteState::Approved
            | QuoteState::Issued
                if self.valid_until < today =>
            {
                QuoteState::Expired
            }
            state => state,
        }
    }

    /// This quote, accepted by the customer. For the order that is made from it as well.
    pub fn accepted(mut self, today: NaiveDate, at: Timestamp) -> Result<Self, QuoteRefusal> {
        match self.state_on(today) {
            QuoteState::Issued => {
                self.state = QuoteState::Accepted;
                self.changed_at = at;
                Ok(self)
            }
            QuoteState::Expired => Err(QuoteRefusal::QuoteExpired {
                valid_until: self.valid_until,
            }),
            state @ (QuoteState::Draft
            | QuoteState::ApprovalWaiting
            | QuoteState::Approved
            | QuoteState::Accepted
            | QuoteState::Withdrawn) => Err(QuoteRefusal::QuoteNotInState { state }),
        }
    }
}
