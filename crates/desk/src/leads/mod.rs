//! Leads, as the page asks for them.

mod list;
mod policies;

pub use list::{LeadRow, list};
pub(crate) use list::{end_of_day, lead_row};
pub use policies::{LeadPolicies, policies};

use domain::leads::{LeadTerms, terms_on};
use rusqlite::Connection;
use store::StoreFacts;

use crate::{Desk, clock, error::RpcError, list::Nothing, stores::OpenStore};

/// The house's rules for leads as they hold today.
pub fn policy(desk: &Desk, _: Nothing) -> Result<LeadTerms, RpcError> {
    desk.session()?;
    let store = desk.store()?;
    store
        .store
        .read(|connection| terms_today(connection, &store))
}

pub(crate) fn terms_today(
    connection: &Connection,
    store: &OpenStore,
) -> Result<LeadTerms, RpcError> {
    let facts = StoreFacts::new(connection);
    match terms_on(&facts, clock::now().date_in(store.zone)) {
        Ok(terms) => Ok(terms),
        Err(domain::facts::Missing) => Err(facts.breakage().into()),
    }
}
