//! The list of orders: a window of rows with facets and sums.

use chrono::NaiveDate;
use domain::{
    customers::Customer,
    entity::Entity,
    ids::{OrderId, PersonId},
    money::Fen,
    orders::{Order, OrderState},
    payments::OrderAccount,
    rights::Right,
    time::Timestamp,
};
use rusqlite::Connection;
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use crate::{
    Desk,
    error::RpcError,
    ledgers::{Ledger, name_people, unconfirmed},
    lists::{ListArgs, ListPage},
    privacy::shown,
    search::ORDER,
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderRow {
    pub id: OrderId,
    pub number: String,
    pub state: OrderState,
    /// Masked.
    pub customer_name: String,
    pub consultant_name: String,
    pub wanted: String,
    pub total: Fen,
    pub paid: Fen,
    pub outstanding: Fen,
    pub promised_on: Option<NaiveDate>,
    pub made_at: Timestamp,
    /// Given at this desk and not yet confirmed by a platform.
    pub pending: bool,
}

fn ledger() -> Ledger {
    Ledger {
        covering: Order::BY_STATE_CONSULTANT_MADE_ON_TOTAL_MADE_AT,
        facets: vec![
            ("state", "state".to_owned()),
            ("consultant", "lower(hex(consultant))".to_owned()),
            ("month", "substr(made_on, 1, 7)".to_owned()),
        ],
        sums: &[("total", "total")],
        sorts: &[
            ("number", "number"),
            ("state", "state"),
            ("total", "total"),
            ("promisedOn", "promised_on"),
            ("madeAt", "made_at"),
            ("wanted", "wanted"),
        ],
        newest: "made_at",
        found_by: ORDER,
    }
}

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<OrderRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeCustomers)?;
    store.store.read(|connection| {
        let mut shown = ledger().show::<Order>(connection, &asked)?;
        name_people(connection, &mut shown.facets)?;
        let mut page = Vec::with_capacity(shown.rows.len());
        for order in shown.rows {
            page.push(order_row(connection, order)?);
        }
        Ok(ListPage {
            total: shown.total,
            rows: page,
            totals: shown.totals,
            facets: shown.facets,
        })
    })
}

fn order_row(connection: &Connection, order: Order) -> Result<OrderRow, RpcError> {
    let account = rows::entity::<OrderAccount>(connection, order.id)?;
    let (due, paid) = account.map_or((order.total, Fen(0)), |account| (account.due, account.paid));
    let customer = rows::entity::<Customer>(connection, order.customer)?;
    Ok(OrderRow {
        customer_name: customer
            .map(|customer| shown::<Customer>("name", &customer.name))
            .unwrap_or_default(),
        consultant_name: person_name(connection, Some(order.consultant))?,
        pending: unconfirmed(connection, Order::TABLE, order.id)?,
        id: order.id,
        number: order.number,
        state: order.state,
        wanted: order.wanted,
        total: order.total,
        paid,
        outstanding: Fen((due.0 - paid.0).max(0)),
        promised_on: order.promised_on,
        made_at: order.made_at,
    })
}

/// A person's name, or nothing when the person is not here.
pub(super) fn person_name(
    connection: &Connection,
    person: Option<PersonId>,
) -> Result<String, RpcError> {
    let Some(person) = person else {
        return Ok(String::new());
    };
    Ok(
        store::rows::entity::<domain::people::Person>(connection, person)?
            .map_or_else(String::new, |person| person.name),
    )
}
