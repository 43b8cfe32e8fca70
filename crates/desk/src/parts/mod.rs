//! Parts as the page asks for them: the list, one with its ledger, what an order or booking needs and waits
//! for, what is on its way, what differs from the books, and what to order.

mod card;
mod choices;
mod differences;
mod list;
mod needs;
mod orders;
pub(crate) mod papers;
mod reorder;

pub use card::{PartArgs, PartCard, card};
pub use choices::{PartChoice, PartsFound, choices};
pub use differences::{DifferenceRow, differences};
pub use list::{PartRow, list};
pub use needs::{NeedRow, NeedsOf, PickingOrder, needs_of, picking};
pub use orders::{PartOrderRow, PartOrderedRow, orders};
pub use reorder::{ReorderRow, reorder};

use domain::{ids::PersonId, people::Person};
use rusqlite::Connection;
use store::rows;

use crate::error::RpcError;

fn person(connection: &Connection, person: Option<PersonId>) -> Result<String, RpcError> {
    let Some(person) = person else {
        return Ok(String::new());
    };
    Ok(rows::entity::<Person>(connection, person)?.map_or_else(String::new, |person| person.name))
}
