//! The ledger of a promotion's budget: every yuan that it cost, and what is left after each.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Promotion, PromotionRefusal};
use crate::{
    changes::Changes,
    command::Stop,
    context::Context,
    ids::{DealershipId, LaneId, PersonId, PromotionEntryId, PromotionId, QuoteId},
    money::Fen,
    refusal::GeneralRefusal,
    time::Timestamp,
};

crate::words! {
    pub enum PromotionDeed {
        /// It began with this budget.
        Started => "started",
        /// Its budget was set anew.
        BudgetSet => "budgetSet",
        /// A quote took it.
        Taken => "taken",
        /// The quote lapsed or the sale failed.
        PutBack => "putBack",
    }
}

/// One entry of the ledger of a promotion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "promotion_entry", index(promotion, n))]
pub struct PromotionEntry {
    pub id: PromotionEntryId,
    pub promotion: PromotionId,
    /// Its place in the ledger, from 1.
    pub n: u32,
    pub deed: PromotionDeed,
    /// By how much what was given away changes: what is taken adds, what is put back takes.
    pub amount: Fen,
    pub spent_after: Fen,
    /// What is left of the budget; nothing where it has no limit.
    pub balance_after: Option<Fen>,
    pub uses_after: u32,
    /// How often it may still be taken; nothing where that has no limit.
    pub uses_left: Option<u32>,
    /// The store at which it happened.
    pub store: DealershipId,
    pub quote: Option<QuoteId>,
    pub quote_number: String,
    pub coupon: String,
    pub at: Timestamp,
    pub by: PersonId,
    /// The other stores of a group do not know the person.
    pub by_name: String,
}

/// What an entry is about, before it has its place.
pub(super) struct Entered {
    pub deed: PromotionDeed,
    pub amount: Fen,
    pub quote: Option<QuoteId>,
    pub quote_number: String,
    pub coupon: String,
    pub by_name: String,
}

impl Entered {
    /// One that is about the budget as a whole.
    pub fn of_budget(deed: PromotionDeed, by_name: String) -> Self {
        Self {
            deed,
            amount: Fen::ZERO,
            quote: None,
            quote_number: String::new(),
            coupon: String::new(),
            by_name,
        }
    }
}

impl Promotion {
    /// What is left of the budget; nothing where it has no limit.
    pub fn balance(&self) -> Option<Fen> {
        self.budget
            .and_then(|budget| budget.checked_sub(self.spent))
    }

    /// How often it may still be taken; nothing where that has no limit.
    pub fn uses_left(&self) -> Option<u32> {
        self.budget_uses
            .map(|budget| budget.saturating_sub(self.uses))
    }

    /// Whether the budget has this much left, once.
    pub(super) fn affords(&self, value: Fen) -> Result<(), PromotionRefusal> {
        let short = self.balance().is_some_and(|left| left < value);
        if short || self.uses_left() == Some(0) {
            return Err(PromotionRefusal::BudgetUsedUp {
                name: self.name.clone(),
                left: self.balance(),
                uses_left: self.uses_left(),
            });
        }
        Ok(())
    }

    /// Enters something into the ledger, and writes both; head and entry say the same.
    pub(super) fn enter(
        &mut self,
        lane: LaneId,
        context: &Context,
        entered: Entered,
        changes: &mut Changes,
    ) -> Result<(), Stop> {
        self.spent = self.spent.checked_add(entered.amount).ok_or_else(|| {
            GeneralRefusal::MoneyOutOfRange {
                field: "promotion".to_owned(),
            }
        })?;
        self.uses = match entered.deed {
            PromotionDeed::Taken => self.uses + 1,
            PromotionDeed::PutBack => self.uses.saturating_sub(1),
            PromotionDeed::Started | PromotionDeed::BudgetSet => self.uses,
        };
        self.entries += 1;
        changes.put(lane, self);
        changes.put(
            lane,
            &PromotionEntry {
                id: PromotionEntryId::derived(
                    context.command,
                    &format!("promotion {} {}", self.id, self.entries),
                ),
                promotion: self.id,
                n: self.entries,
                deed: entered.deed,
                amount: entered.amount,
                spent_after: self.spent,
                balance_after: self.balance(),
                uses_after: self.uses,
                uses_left: self.uses_left(),
                store: DealershipId::of_lane(context.lane),
                quote: entered.quote,
                quote_number: entered.quote_number,
                coupon: entered.coupon,
                at: context.made_at,
                by: context.actor,
                by_name: entered.by_name,
            },
        );
        Ok(())
    }
}
