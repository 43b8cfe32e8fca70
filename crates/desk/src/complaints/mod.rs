//! Complaints and suggestions as the page asks for them: the list, one with its story, those of a record, and
//! what a form begins with.

mod beginning;
mod card;
mod list;
mod policies;

pub use beginning::{BeginComplaintArgs, ComplaintBegun, begin, policy};
pub use card::{ComplaintArgs, ComplaintCard, card};
pub use list::{ComplaintRow, complaint_row, list};
pub use policies::{ComplaintPolicies, policies};

use domain::{
    complaints::Complaint,
    ids::{CustomerId, OrderId, RepairOrderId, ServicedCarId},
    rights::Right,
};
use rusqlite::Connection;
use serde::Deserialize;
use store::rows;
use ts_rs::TS;

use crate::{Desk, clock, error::RpcError};

/// Whoever speaks with customers hears complaints; the rules say the same.
const HEARS: [Right; 2] = [Right::SeeCustomers, Right::SeeService];

/// What the complaints are about that are asked for.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "of", content = "id", rename_all = "camelCase")]
pub enum ComplaintsOf {
    Customer(CustomerId),
    Car(ServicedCarId),
    Sale(OrderId),
    RepairOrder(RepairOrderId),
}

/// More than a card shows.
const MOST: u32 = 50;

pub fn of(desk: &Desk, asked: ComplaintsOf) -> Result<Vec<ComplaintRow>, RpcError> {
    let (store, _) = desk.with_one_of(HEARS)?;
    let now = clock::now();
    store.store.read(|connection| {
        let (column, id) = match asked {
            ComplaintsOf::Customer(id) => ("customer", id.0),
            ComplaintsOf::Car(id) => ("car", id.0),
            // A sale and an order are reached by the customer and the car that the complaint has from them.
            ComplaintsOf::Sale(id) => ("sale", id.0),
            ComplaintsOf::RepairOrder(id) => ("repair_order", id.0),
        };
        of_column(connection, column, id.as_bytes())?
            .into_iter()
            .map(|complaint| complaint_row(connection, complaint, now))
            .collect()
    })
}

/// The complaints whose column holds this id, the latest first.
pub(crate) fn of_column(
    connection: &Connection,
    column: &str,
    id: &[u8; 16],
) -> Result<Vec<Complaint>, RpcError> {
    Ok(rows::select(
        connection,
        &format!("where {column} = ?1 order by taken_in_at desc, id limit {MOST}"),
        [id],
    )?)
}
