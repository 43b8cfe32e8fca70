//! How full a day is, by skill, with the bookings of it.

use chrono::NaiveDate;
use domain::{
    command::Stop,
    facts::Missing,
    rights::Right,
    service_bookings::ServiceBooking,
    time::Timestamp,
    workshops::{Skill, Workshop, WorkshopDay, days_from, free_minutes, instant},
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{StoreFacts, rows};
use ts_rs::TS;

use crate::{
    Desk,
    error::RpcError,
    service_bookings::{BookingRow, booking_row},
    stores::OpenStore,
};

#[derive(Debug, Clone, Deserialize, TS)]
pub struct WorkshopDayArgs {
    #[ts(type = "string")]
    pub day: NaiveDate,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SkillFill {
    pub skill: Skill,
    /// Minutes that could be booked if nothing were.
    pub capacity: u32,
    pub booked: u32,
    pub free: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkshopDayView {
    #[ts(type = "string")]
    pub day: NaiveDate,
    /// When the doors are open; nothing on a day on which they stay shut, or while no hours are set.
    pub opens_at: Option<Timestamp>,
    pub closes_at: Option<Timestamp>,
    pub capacity_minutes: u32,
    pub booked_minutes: u32,
    /// Skills that anybody has or that are asked for.
    pub fill: Vec<SkillFill>,
    pub bookings: Vec<BookingRow>,
}

/// What stops a look-up of the rules at a desk: a refusal, or a row that cannot be read.
pub(super) fn stopped(stop: Stop) -> RpcError {
    match stop {
        Stop::Refused(refusal) => refusal.into(),
        Stop::Missing => broken(Missing),
    }
}

/// At a desk an answer is missing only when the store is broken.
pub(super) fn broken(_: Missing) -> RpcError {
    RpcError::failed("storeBroken")
}

/// The rows of so many days, as the rules reckon them.
pub(super) fn days(
    facts: &StoreFacts,
    connection: &Connection,
    store: &OpenStore,
    from: NaiveDate,
    count: u32,
) -> Result<Option<(Workshop, Vec<WorkshopDay>)>, RpcError> {
    let Some(workshop) = rows::all::<Workshop>(connection)?.into_iter().next() else {
        return Ok(None);
    };
    let days = days_from(facts, store.lane, &workshop.terms.0, from, count).map_err(stopped)?;
    Ok(Some((workshop, days)))
}

pub fn day(desk: &Desk, asked: WorkshopDayArgs) -> Result<WorkshopDayView, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    store.store.read(|connection| {
        let facts = StoreFacts::new(connection);
        let mut view = WorkshopDayView {
            day: asked.day,
            opens_at: None,
            closes_at: None,
            capacity_minutes: 0,
            booked_minutes: 0,
            fill: Vec::new(),
            bookings: Vec::new(),
        };
        if let Some((workshop, days)) = days(&facts, connection, &store, asked.day, 1)?
            && let Some(row) = days.into_iter().next()
        {
            let percent = workshop.terms.0.bookable_percent;
            view.capacity_minutes = row.capacity_minutes;
            view.booked_minutes = row.booked_minutes;
            view.fill = fill(&row, percent);
            if let Some(open) = row.open() {
                view.opens_at = Some(instant(row.day, open.from, store.zone));
                view.closes_at = Some(instant(row.day, open.until, store.zone));
            }
        }
        let bookings = rows::select::<ServiceBooking>(
            connection,
            "where day = ?1 order by starts_at, id",
            [asked.day.to_string()],
        )?;
        for booking in bookings {
            view.bookings.push(booking_row(connection, booking)?);
        }
        Ok(view)
    })
}

fn fill(row: &WorkshopDay, percent: u32) -> Vec<SkillFill> {
    let nothing = domain::workshops::SkillMinutes::new();
    Skill::ALL
        .iter()
        .map(|skill| SkillFill {
            skill: *skill,
            capacity: free_minutes(&row.capacity.0, percent, &nothing, *skill),
            booked: row.booked.0.get(skill).copied().unwrap_or(0),
            free: free_minutes(&row.capacity.0, percent, &row.booked.0, *skill),
        })
        .filter(|fill| fill.capacity > 0 || fill.booked > 0)
        .collect()
}
