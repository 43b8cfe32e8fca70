//! The earliest promise for what is asked, as the booking's own rule would find it.

use chrono::NaiveDate;
use domain::{
    entity::ColumnValue,
    facts::Ask,
    ids::{BayId, RecordId},
    people::Person,
    rights::Right,
    service_bookings::{WantedJob, minutes_by_skill, wanted_jobs},
    time::Timestamp,
    workshops::{
        Bay, BayState, EarliestAsk, EarliestSlot, Post, Staff, TakenStretch, earliest_slot,
        main_skill, total_minutes,
    },
};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use store::{StoreFacts, rows};
use ts_rs::TS;

use super::day::{broken, days, stopped};
use crate::{Desk, clock, error::RpcError};

#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EarliestArgs {
    pub jobs: Vec<WantedJob>,
    /// Now, when nothing is said.
    #[serde(default)]
    pub not_before: Option<Timestamp>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EarliestPromise {
    pub minutes: u32,
    /// Nothing within what the house books ahead.
    pub slot: Option<EarliestSlot>,
    pub bay_name: String,
    pub advisor_name: String,
}

pub fn earliest(desk: &Desk, asked: EarliestArgs) -> Result<EarliestPromise, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    let not_before = asked.not_before.unwrap_or_default().max(clock::now());
    if asked.jobs.is_empty() {
        // Nothing is asked for yet, so nothing is promised.
        return Ok(EarliestPromise {
            minutes: 0,
            slot: None,
            bay_name: String::new(),
            advisor_name: String::new(),
        });
    }
    store.store.read(|connection| {
        let facts = StoreFacts::new(connection);
        let jobs = wanted_jobs(&facts, &asked.jobs).map_err(stopped)?;
        let minutes = minutes_by_skill(&jobs);
        let mut promise = EarliestPromise {
            minutes: total_minutes(&minutes),
            slot: None,
            bay_name: String::new(),
            advisor_name: String::new(),
        };
        let from = not_before.date_in(store.zone);
        let Some((workshop, _)) = days(&facts, connection, &store, from, 1)? else {
            return Ok(promise);
        };
        let terms = &workshop.terms.0;
        let Some((_, days)) = days(&facts, connection, &store, from, terms.furthest_days)? else {
            return Ok(promise);
        };
        let skill = main_skill(&minutes);
        let mut bays = facts
            .by::<Bay>(Bay::BY_STATE_ORDINAL, [BayState::InUse.to_value()])
            .map_err(broken)?;
        bays.retain(|bay| bay.skills.0.contains(&skill));
        bays.sort_by_key(|bay| (bay.skills.0.len(), bay.ordinal, bay.id));
        let ids: Vec<BayId> = bays.iter().map(|bay| bay.id).collect();
        let advisors = Staff::read(&facts, Post::Advisor, from).map_err(broken)?;
        promise.slot = earliest_slot(
            &EarliestAsk {
                asked: &minutes,
                minutes: promise.minutes,
                not_before,
                bays: &ids,
                advisors: &advisors,
                terms,
                zone: store.zone,
            },
            days.into_iter().map(Ok),
            |resources, day| taken_on(connection, resources, day),
        )?;
        if let Some(slot) = &promise.slot {
            promise.bay_name = bays
                .iter()
                .find(|bay| bay.id == slot.bay)
                .map_or_else(String::new, |bay| bay.name.clone());
            promise.advisor_name = rows::entity::<Person>(connection, slot.advisor)?
                .map_or_else(String::new, |person| person.name);
        }
        Ok(promise)
    })
}

/// For what bays or people are taken on a day: as the rules would find it, but out of the index alone.
fn taken_on(
    connection: &Connection,
    resources: &[RecordId],
    day: NaiveDate,
) -> Result<Vec<TakenStretch>, RpcError> {
    let mut statement = connection.prepare_cached(
        "select starts_at, ends_at from workshop_slot indexed by workshop_slot_taken
         where resource = ?1 and day = ?2 order by starts_at",
    )?;
    let day = day.to_string();
    let mut taken = Vec::new();
    for resource in resources {
        let mut rows = statement.query(params![resource.bytes(), day])?;
        while let Some(row) = rows.next()? {
            taken.push(TakenStretch {
                resource: *resource,
                starts_at: Timestamp(row.get(0)?),
                ends_at: Timestamp(row.get(1)?),
            });
        }
    }
    Ok(taken)
}
