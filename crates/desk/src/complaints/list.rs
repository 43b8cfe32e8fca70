//! The list of complaints, the most pressing first.

use std::collections::BTreeMap;

use domain::{
    complaints::{Complaint, ComplaintKind, ComplaintState, ComplaintWay},
    customers::Customer,
    entity::{Entity, Value},
    ids::{ComplaintId, CustomerId, OrderId, PersonId, RepairOrderId, ServicedCarId},
    people::Person,
    serviced_cars::ServicedCar,
    time::Timestamp,
};
use rusqlite::Connection;
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use super::HEARS;
use crate::{
    Desk, clock,
    error::RpcError,
    ledgers::unconfirmed,
    lists::{ListArgs, ListPage},
    narrowing::{Narrowing, facets},
    privacy::shown,
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintRow {
    pub id: ComplaintId,
    pub number: String,
    pub kind: ComplaintKind,
    pub way: ComplaintWay,
    pub state: ComplaintState,
    pub customer: Option<CustomerId>,
    /// The customer, or how they called themself; masked.
    pub name: String,
    pub car: Option<ServicedCarId>,
    /// The plate as far as it is known; masked.
    pub plate: String,
    pub description: String,
    pub sale: Option<OrderId>,
    pub repair_order: Option<RepairOrderId>,
    pub said: String,
    pub owner: PersonId,
    pub owner_name: String,
    pub taken_in_at: Timestamp,
    /// The deadline that counts now.
    pub due: Option<Timestamp>,
    pub overdue: bool,
    pub escalations: u32,
    pub reopened: u32,
    /// Given at this desk and not yet confirmed by a platform.
    pub pending: bool,
}

const FACETS: &[&str] = &["state", "kind"];

/// Those that are not closed, unless `show` asks for all, for the overdue ones, or for one's own.
pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<ComplaintRow>, RpcError> {
    let (store, session) = desk.with_one_of(HEARS)?;
    let now = clock::now();
    store.store.read(|connection| {
        let mut common = Narrowing::default();
        let show = asked.filters.get("show").and_then(|shows| shows.first());
        let show = show.map(String::as_str);
        if show != Some("all") {
            common.and("state in ('open', 'answered')", []);
        }
        if show == Some("overdue") {
            common.and("due < ?", [Value::Integer(now.0)]);
        }
        if show == Some("mine") {
            let me = session.person.0.as_bytes().to_vec();
            common.and("owner = ?", [Value::Blob(me)]);
        }
        let text = asked.text.trim();
        if !text.is_empty() {
            let typed = text.replace('·', "").to_uppercase();
            common.and(
                "(number = ? or car in (select id from serviced_car where plate = ? or vin = ?))",
                [typed.clone(), typed.clone(), typed].map(Value::Text),
            );
        }
        let table = Complaint::TABLE;
        let combinations = common.count(connection, table.name, FACETS, &[])?;
        let (total, facets) = facets(FACETS, &combinations, &asked);
        common.chosen(table, FACETS, &asked);
        // What is closed has no deadline and comes last, the latest first.
        let found: Vec<Complaint> =
            common.window(connection, "due is null, due, taken_in_at desc, id", &asked)?;
        Ok(ListPage {
            total,
            rows: found
                .into_iter()
                .map(|complaint| complaint_row(connection, complaint, now))
                .collect::<Result<_, _>>()?,
            totals: BTreeMap::new(),
            facets,
        })
    })
}

pub fn complaint_row(
    connection: &Connection,
    complaint: Complaint,
    now: Timestamp,
) -> Result<ComplaintRow, RpcError> {
    let car = match complaint.car {
        Some(car) => rows::entity::<ServicedCar>(connection, car)?,
        None => None,
    };
    let customer = match complaint.customer {
        Some(customer) => rows::entity::<Customer>(connection, customer)?,
        None => None,
    };
    let owner = rows::entity::<Person>(connection, complaint.owner)?;
    Ok(ComplaintRow {
        pending: unconfirmed(connection, Complaint::TABLE, complaint.id)?,
        name: customer.map_or_else(
            || shown::<Complaint>("called", &complaint.called),
            |customer| shown::<Customer>("name", &customer.name),
        ),
        plate: car
            .as_ref()
            .map_or_else(String::new, |car| shown::<ServicedCar>("plate", &car.plate)),
        description: car.map_or_else(String::new, |car| car.description),
        owner_name: owner.map_or_else(String::new, |person| person.name),
        overdue: complaint.due.is_some_and(|due| due < now),
        id: complaint.id,
        number: complaint.number,
        kind: complaint.kind,
        way: complaint.way,
        state: complaint.state,
        customer: complaint.customer,
        car: complaint.car,
        sale: complaint.sale,
        repair_order: complaint.repair_order,
        said: complaint.said,
        owner: complaint.owner,
        taken_in_at: complaint.taken_in_at,
        due: complaint.due,
        escalations: complaint.escalations,
        reopened: complaint.reopened,
    })
}
