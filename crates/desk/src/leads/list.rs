//! The list of leads: by grade, owner, state and due date; also the pool, the recalls that are due,
//! and what waits for the manager's review.

use domain::{
    customers::Customer,
    entity::{ColumnValue, Entity, Value},
    ids::{CustomerId, LeadId, PersonId},
    leads::{Channel, Grade, Lead, LeadState, LeadTerms, LostReason},
    people::Person,
    rights::Right,
    time::Timestamp,
};
use rusqlite::Connection;
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use super::terms_today;
use crate::{
    Desk, clock,
    customers::called,
    error::RpcError,
    lists::{ListArgs, ListPage},
    narrowing::{Narrowing, facets},
    privacy::shown,
    stores::OpenStore,
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeadRow {
    pub id: LeadId,
    pub number: String,
    pub customer: CustomerId,
    /// Masked.
    pub customer_name: String,
    /// Masked.
    pub customer_mobile: String,
    /// What they want, as they said it.
    pub wanted: String,
    pub grade: Grade,
    pub state: LeadState,
    pub channel: Channel,
    pub channel_detail: String,
    pub owner: Option<PersonId>,
    pub owner_name: String,
    pub pooled_at: Option<Timestamp>,
    pub next_follow_up: Option<Timestamp>,
    pub last_contact_at: Option<Timestamp>,
    /// Until when the first contact is due, while there was none.
    pub first_contact_due: Option<Timestamp>,
    /// From when on the lead is due to go back to the pool; the platform's clock decides it.
    pub recall_due: Option<Timestamp>,
    pub remark: String,
    pub lost_reason: Option<LostReason>,
    pub competitor: String,
    pub lost_remark: String,
    pub lost_reported_at: Option<Timestamp>,
    pub lost_reported_by: String,
    pub revives: Option<LeadId>,
    pub revived_as: Option<LeadId>,
    pub taken_in_at: Timestamp,
}

/// The facets that the covering index answers, in its order.
const FACETS: &[&str] = &["state", "owner", "grade", "channel"];

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<LeadRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeCustomers)?;
    store.store.read(|connection| {
        let terms = terms_today(connection, &store)?;
        let mut common = Narrowing::default();
        places(&mut common, &asked, &store, &terms);
        called(
            &mut common,
            &asked.text,
            "lead.customer",
            "select customer from lead",
        );
        let combinations = common.count(connection, Lead::TABLE.name, FACETS, &[])?;
        let (total, facets) = facets(FACETS, &combinations, &asked);
        let mut narrowed = common;
        narrowed.chosen(Lead::TABLE, FACETS, &asked);
        let (column, descending) = match &asked.sort {
            Some(sort) => (sort.column.as_str(), sort.descending),
            None => ("nextFollowUp", false),
        };
        // Absent dates stand last in either direction.
        let by = match column {
            "takenInAt" => "taken_in_at",
            "lastContactAt" => "last_contact_at",
            "lostReportedAt" => "lost_reported_at",
            "number" => "number",
            "grade" => "grade",
            _ => "next_follow_up",
        };
        let direction = if descending { "desc" } else { "asc" };
        let page = narrowed
            .window::<Lead>(
                connection,
                &format!("{by} {direction} nulls last, id"),
                &asked,
            )?
            .into_iter()
            .map(|lead| lead_row(connection, lead, &terms))
            .collect::<Result<_, _>>()?;
        Ok(ListPage {
            total,
            rows: page,
            totals: std::collections::BTreeMap::new(),
            facets,
        })
    })
}

/// `place` (pool, owned, review, ended) and `due` (overdue, today, recall) narrow before the facets.
fn places(narrowing: &mut Narrowing, asked: &ListArgs, store: &OpenStore, terms: &LeadTerms) {
    let live: Vec<Value> = LeadState::LIVE.iter().map(ColumnValue::to_value).collect();
    let marks = vec!["?"; live.len()].join(", ");
    let wanted = |name: &str| {
        asked
            .filters
            .get(name)
            .into_iter()
            .flatten()
            .map(String::as_str)
    };
    for place in wanted("place") {
        match place {
            "live" => narrowing.and(&format!("state in ({marks})"), live.clone()),
            "pool" => narrowing.and(
                &format!("state in ({marks}) and owner is null"),
                live.clone(),
            ),
            "review" => narrowing.and("state = ?", [LeadState::LostReported.to_value()]),
            "ended" => narrowing.and("state in ('won', 'lost', 'invalid')", []),
            _ => &mut *narrowing,
        };
    }
    let now = clock::now();
    for due in wanted("due") {
        match due {
            "overdue" => narrowing.and("next_follow_up < ?", [now.to_value()]),
            "today" => narrowing.and("next_follow_up < ?", [end_of_day(now, store).to_value()]),
            "recall" => {
                let before = now.plus(-i64::from(terms.recall_after_days) * Timestamp::DAY);
                narrowing.and(
                    &format!("state in ({marks}) and owner is not null and ifnull(last_contact_at, assigned_at) < ?"),
                    live.iter().cloned().chain([before.to_value()]),
                )
            }
            _ => &mut *narrowing,
        };
    }
}

/// The instant at which the day ends in the dealership's zone.
pub(crate) fn end_of_day(now: Timestamp, store: &OpenStore) -> Timestamp {
    let tomorrow = now
        .date_in(store.zone)
        .succ_opt()
        .unwrap_or(chrono::NaiveDate::MAX);
    tomorrow
        .and_time(chrono::NaiveTime::MIN)
        .and_local_timezone(store.zone)
        .earliest()
        .map_or(now.plus(Timestamp::DAY), |instant| {
            Timestamp(instant.timestamp_millis())
        })
}

pub(crate) fn lead_row(
    connection: &Connection,
    lead: Lead,
    terms: &LeadTerms,
) -> Result<LeadRow, RpcError> {
    let customer: Option<Customer> = rows::entity(connection, lead.customer)?;
    let name = |person: Option<PersonId>| -> Result<String, RpcError> {
        Ok(match person {
            Some(person) => {
                rows::entity::<Person>(connection, person)?.map_or_else(String::new, |p| p.name)
            }
            None => String::new(),
        })
    };
    let live = lead.state.is_live();
    let since = lead.last_contact_at.or(lead.assigned_at);
    Ok(LeadRow {
        customer_name: customer
            .as_ref()
            .map(|customer| shown::<Customer>("name", &customer.name))
            .unwrap_or_default(),
        customer_mobile: customer
            .and_then(|customer| customer.mobile)
            .map(|mobile| shown::<Customer>("mobile", mobile.as_str()))
            .unwrap_or_default(),
        wanted: lead
            .wanted
            .0
            .iter()
            .map(|wanted| wanted.description.as_str())
            .collect::<Vec<_>>()
            .join(" / "),
        first_contact_due: (live && lead.first_contact_at.is_none()).then(|| {
            lead.taken_in_at
                .plus(i64::from(terms.first_contact_within_hours) * Timestamp::HOUR)
        }),
        recall_due: since
            .filter(|_| live && lead.owner.is_some())
            .map(|since| since.plus(i64::from(terms.recall_after_days) * Timestamp::DAY)),
        owner_name: name(lead.owner)?,
        lost_reported_by: name(lead.lost_reported_by)?,
        id: lead.id,
        number: lead.number,
        customer: lead.customer,
        grade: lead.grade,
        state: lead.state,
        channel: lead.channel,
        channel_detail: lead.channel_detail,
        owner: lead.owner,
        pooled_at: lead.pooled_at,
        next_follow_up: lead.next_follow_up,
        last_contact_at: lead.last_contact_at,
        remark: lead.remark,
        lost_reason: lead.lost_reason,
        competitor: lead.competitor,
        lost_remark: lead.lost_remark,
        lost_reported_at: lead.lost_reported_at,
        revives: lead.revives,
        revived_as: lead.revived_as,
        taken_in_at: lead.taken_in_at,
    })
}
