//! Promotions and coupons, as the page asks for them: the list with what is left of each budget, one with its ledger and
//! its coupons, and what a quote may take now and why not the rest.

mod card;
mod for_quote;
mod list;

pub use card::{PromotionArgs, PromotionCard, card};
pub(crate) use for_quote::group_of_taken;
pub use for_quote::{ForQuoteArgs, QuotePromotions, for_quote};
pub use list::{PromotionRow, list};

use domain::{dealerships::Dealership, groups::GroupStore, ids::DealershipId, rights::Right};
use rusqlite::Connection;
use store::{StoreError, rows};

/// Whoever makes quotes takes promotions, whoever runs them prepares them.
const SEES: [Right; 2] = [Right::RunPromotions, Right::MakeQuotes];

/// What a store is called: this one, or another of the group.
fn store_name(connection: &Connection, store: DealershipId) -> Result<String, StoreError> {
    if let Some(own) = rows::entity::<Dealership>(connection, store)? {
        return Ok(own.name);
    }
    let other: Option<GroupStore> = rows::entity(connection, store)?;
    Ok(other.map_or_else(String::new, |store| store.name))
}
