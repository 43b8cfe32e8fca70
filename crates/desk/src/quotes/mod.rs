//! Quotes, as the page asks for them: the list, one quote with its story, live figures while somebody
//! types, loans solved for the unknown, the questions that wait for a manager, and the papers.

mod approvals;
mod authorities;
mod card;
mod floors;
mod list;
pub(crate) mod papers;
mod words;
mod work_out;

pub use approvals::{WaitingApproval, approvals};
pub use authorities::{RoleAuthority, authorities};
pub use card::{QuoteArgs, QuoteCard, card};
pub use floors::{DiscountFloors, FloorArgs, FloorOfVehicle, FloorsArgs, floor_of, floors};
pub use list::{QuoteRow, list};
pub(crate) use words::line_of_order;
pub use work_out::{
    BeginArgs, Begun, SolveArgs, Solved, WorkOutArgs, WorkedOut, begin, loans, work_out,
};

use domain::{
    customers::Customer,
    facts::Missing,
    ids::PersonId,
    people::Person,
    quotes::{Limit, Quote, limit_of},
    refusal::{GeneralRefusal, Refusal},
};
use rusqlite::Connection;
use store::{StoreFacts, rows};

use crate::error::RpcError;

/// The quote, or the refusal that says it is not there.
fn found(connection: &Connection, id: domain::ids::QuoteId) -> Result<Quote, RpcError> {
    rows::entity::<Quote>(connection, id)?.ok_or_else(|| {
        Refusal::from(GeneralRefusal::NotFound {
            kind: "quote".to_owned(),
            field: "id".to_owned(),
        })
        .into()
    })
}

fn name_of(connection: &Connection, person: PersonId) -> Result<String, RpcError> {
    Ok(rows::entity::<Person>(connection, person)?.map_or_else(String::new, |person| person.name))
}

/// How far somebody may go alone.
fn limit(connection: &Connection, person: PersonId) -> Result<Limit, RpcError> {
    let facts = StoreFacts::new(connection);
    match limit_of(&facts, person) {
        Ok(limit) => Ok(limit),
        Err(Missing) => Err(facts.breakage().into()),
    }
}

/// The name on the quote: the customer's record says it as it is now.
fn full_name(connection: &Connection, quote: &Quote) -> Result<String, RpcError> {
    let Some(customer) = quote.customer else {
        return Ok(quote.customer_name.clone());
    };
    let customer: Option<Customer> = rows::entity(connection, customer)?;
    Ok(customer.map_or_else(|| quote.customer_name.clone(), |customer| customer.name))
}
