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
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;
use store::{StoreError, rows};
use ts_rs::TS;

use crate::{
    Desk, clock,
    error::RpcError,
    leads::end_of_day,
    list::Nothing,
    lists::{ListArgs, ListPage},
    narrowing::{Combination, Narrowing, facets},
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
        let (combinations, people) = combinations(connection, &common)?;
        let (total, facets) = facets(FACETS, &combinations, &asked);
        for name in FACETS {
            if let Some(words) = asked.filters.get(*name).filter(|words| !words.is_empty()) {
                common.one_of(name, words, |word| {
                    Some(domain::entity::Value::Text(word.to_owned()))
                });
            }
        }
        let mut statement = connection.prepare_cached(&format!(
            "select {} from visit {} order by arrived_at desc, id limit {} offset {}",
            rows::columns(Visit::TABLE),
            common.sql(),
            asked.limit,
            asked.offset
        ))?;
        let found = statement
            .query_map(params_from_iter(common.bound()), |row| {
                rows::read_row(Visit::TABLE, row, 0)
            })?
            .collect::<Result<Vec<_>, _>>()?;
        let mut page = Vec::with_capacity(found.len());
        for row in found {
            let visit = Visit::from_row(&row).map_err(StoreError::from)?;
            page.push(visit_row(connection, visit, now)?);
        }
        Ok(ListPage {
            total,
            rows: page,
            totals: [("people".to_owned(), people)].into(),
            facets,
        })
    })
}

fn combinations(
    connection: &Connection,
    common: &Narrowing,
) -> Result<(Vec<Combination>, i64), RpcError> {
    let mut statement = connection.prepare_cached(&format!(
        "select purpose, count, count(*), sum(people) from visit {} group by purpose, count",
        common.sql()
    ))?;
    let mut people = 0;
    let found = statement
        .query_map(params_from_iter(common.bound()), |row| {
            people += row.get::<_, i64>(3)?;
            Ok(Combination {
                values: vec![row.get(0)?, row.get(1)?],
                count: row.get(2)?,
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok((found, people))
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
