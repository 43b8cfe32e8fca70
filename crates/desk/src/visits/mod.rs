//! The reception log and whose turn it is, as the page asks for them.

use domain::{
    customers::Customer,
    entity::{ColumnValue, Entity},
    ids::{CustomerId, LeadId, PersonId, VisitId},
    people::Person,
    rights::Right,
    time::Timestamp,
    visits::{ReceivedHow, ReceptionTurn, TurnState, Visit, VisitCount, VisitPurpose},
};
use rusqlite::Connection;
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use crate::{
    Desk, clock,
    error::RpcError,
    leads::end_of_day,
    list::Nothing,
    lists::{ListArgs, ListPage},
    narrowing::{Narrowing, facets},
    privacy::shown,
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VisitRow {
    pub id: VisitId,
    pub customer: Option<CustomerId>,
    pub lead: Option<LeadId>,
    /// The customer, or how they called themselves; masked.
    pub name: String,
    pub people: u32,
    pub purpose: VisitPurpose,
    pub count: VisitCount,
    pub arrived_at: Timestamp,
    pub left_at: Option<Timestamp>,
    /// How long they stayed, or have stayed so far, in minutes.
    pub dwell_minutes: u32,
    pub received_by: Option<PersonId>,
    pub receiver: String,
    pub received_how: Option<ReceivedHow>,
    pub remark: String,
}

const FACETS: &[&str] = &["purpose", "count"];

/// Visits, the latest first. `period` is today unless `week` or `all` is chosen; the foot counts the
/// groups and the people.
pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<VisitRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeCustomers)?;
    let now = clock::now();
    store.store.read(|connection| {
        let mut common = Narrowing::default();
        let period = asked
            .filters
            .get("period")
            .and_then(|periods| periods.first());
        let tomorrow = end_of_day(now, &store);
        let from = match period.map(String::as_str) {
            Some("all") => Timestamp(0),
            Some("week") => tomorrow.plus(-7 * Timestamp::DAY),
            Some(_) | None => tomorrow.plus(-Timestamp::DAY),
        };
        common.and("arrived_at >= ?", [from.to_value()]);
        let combinations = common.count(connection, Visit::TABLE.name, FACETS, &["people"])?;
        let people = combinations.iter().flat_map(|one| &one.sums).sum();
        let (total, facets) = facets(FACETS, &combinations, &asked);
        common.chosen(Visit::TABLE, FACETS, &asked);
        let page = common
            .window::<Visit>(connection, "arrived_at desc, id", &asked)?
            .into_iter()
            .map(|visit| visit_row(connection, visit, now))
            .collect::<Result<_, _>>()?;
        Ok(ListPage {
            total,
            rows: page,
            totals: [("people".to_owned(), people)].into(),
            facets,
        })
    })
}

fn name_of(connection: &Connection, person: Option<PersonId>) -> Result<String, RpcError> {
    Ok(match person {
        Some(person) => {
            rows::entity::<Person>(connection, person)?.map_or_else(String::new, |p| p.name)
        }
        None => String::new(),
    })
}

fn visit_row(connection: &Connection, visit: Visit, now: Timestamp) -> Result<VisitRow, RpcError> {
    let customer = match visit.customer {
        Some(customer) => rows::entity::<Customer>(connection, customer)?,
        None => None,
    };
    let stayed = visit.left_at.unwrap_or(now).0 - visit.arrived_at.0;
    Ok(VisitRow {
        name: customer.map_or_else(
            || shown::<Visit>("called", &visit.called),
            |customer| shown::<Customer>("name", &customer.name),
        ),
        dwell_minutes: u32::try_from(stayed / 60_000).unwrap_or(0),
        receiver: name_of(connection, visit.received_by)?,
        id: visit.id,
        customer: visit.customer,
        lead: visit.lead,
        people: visit.people,
        purpose: visit.purpose,
        count: visit.count,
        arrived_at: visit.arrived_at,
        left_at: visit.left_at,
        received_by: visit.received_by,
        received_how: visit.received_how,
        remark: visit.remark,
    })
}

/// A consultant in the line.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TurnRow {
    pub person: PersonId,
    pub name: String,
    pub state: TurnState,
    pub last_turn_at: Timestamp,
}

/// Who stands ready, the next first; then who is away.
pub fn rotation(desk: &Desk, _: Nothing) -> Result<Vec<TurnRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeCustomers)?;
    store.store.read(|connection| {
        let turns: Vec<ReceptionTurn> = rows::select(
            connection,
            "order by state = 'ready' desc, last_turn_at, id",
            [],
        )?;
        turns
            .into_iter()
            .map(|turn| {
                Ok(TurnRow {
                    name: name_of(connection, Some(turn.id))?,
                    person: turn.id,
                    state: turn.state,
                    last_turn_at: turn.last_turn_at,
                })
            })
            .collect()
    })
}
