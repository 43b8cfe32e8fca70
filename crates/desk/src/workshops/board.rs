//! The board of a day: what stands in each bay and what each technician does, and which jobs wait for a
//! place. One walk over the day's slots, with what each stands for.

use std::collections::{HashMap, hash_map::Entry};

use chrono::NaiveDate;
use domain::{
    entity::{ColumnValue, Value},
    ids::{JobId, PersonId, RecordId, RepairOrderId, ServiceBookingId},
    people::Person,
    repair_orders::{JobState, PauseReason},
    rights::Right,
    serviced_cars::ServicedCar,
    time::Timestamp,
    workshops::{
        Bay, Certificate, Post, Shift, Skill, SlotHolder, SlotResource, Workshop, instant,
    },
};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use store::{StoreFacts, rows};
use ts_rs::TS;
use uuid::Uuid;

use super::day::days;
use crate::{Desk, clock, error::RpcError, privacy::shown};

#[derive(Debug, Clone, Deserialize, TS)]
#[ts(rename = "WorkshopBoardArgs")]
pub struct BoardArgs {
    #[ts(type = "string")]
    pub day: NaiveDate,
}

/// A bay or a technician.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BoardLane {
    pub resource: RecordId,
    pub kind: SlotResource,
    pub name: String,
    pub skills: Vec<Skill>,
}

/// A stretch of a lane.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BoardBlock {
    pub resource: RecordId,
    pub kind: SlotResource,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub holder_kind: SlotHolder,
    pub booking: Option<ServiceBookingId>,
    pub job: Option<JobId>,
    pub repair_order: Option<RepairOrderId>,
    /// The number of the booking or order.
    pub number: String,
    pub title: String,
    /// Masked.
    pub plate: String,
    pub car: String,
    pub state: Option<JobState>,
    pub pause: Option<PauseReason>,
    pub promised_at: Option<Timestamp>,
    /// The work would not be done by the time that was promised, or it is past that time.
    pub at_risk: bool,
}

/// A job that has no place on the board yet. What the customer has not agreed to comes last: it cannot be planned,
/// but whoever plans the day wants to know of it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WaitingJob {
    pub job: JobId,
    pub repair_order: RepairOrderId,
    pub number: String,
    pub title: String,
    pub plate: String,
    pub car: String,
    pub skill: Skill,
    pub minutes: u32,
    pub state: JobState,
    pub promised_at: Option<Timestamp>,
    pub at_risk: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Board {
    #[ts(type = "string")]
    pub day: NaiveDate,
    pub opens_at: Option<Timestamp>,
    pub closes_at: Option<Timestamp>,
    pub lunch_from: Option<Timestamp>,
    pub lunch_until: Option<Timestamp>,
    pub lanes: Vec<BoardLane>,
    pub blocks: Vec<BoardBlock>,
    pub waiting: Vec<WaitingJob>,
}

pub fn board(desk: &Desk, asked: BoardArgs) -> Result<Board, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    let now = clock::now();
    store.store.read(|connection| {
        let facts = StoreFacts::new(connection);
        let mut board = Board {
            day: asked.day,
            opens_at: None,
            closes_at: None,
            lunch_from: None,
            lunch_until: None,
            lanes: lanes(connection, asked.day)?,
            blocks: blocks(connection, asked.day, now)?,
            waiting: waiting(connection, now)?,
        };
        if let Some((Workshop { terms, .. }, days)) =
            days(&facts, connection, &store, asked.day, 1)?
            && let Some(open) = days.first().and_then(domain::workshops::WorkshopDay::open)
        {
            let at = |minute| Some(instant(asked.day, minute, store.zone));
            board.opens_at = at(open.from);
            board.closes_at = at(open.until);
            if terms.0.lunch.plausible() {
                board.lunch_from = at(terms.0.lunch.from);
                board.lunch_until = at(terms.0.lunch.until);
            }
        }
        Ok(board)
    })
}

fn lanes(connection: &Connection, day: NaiveDate) -> Result<Vec<BoardLane>, RpcError> {
    let mut lanes: Vec<BoardLane> = rows::select::<Bay>(
        connection,
        "where state = 'inUse' order by ordinal, name",
        [],
    )?
    .into_iter()
    .map(|bay| BoardLane {
        resource: bay.id.into(),
        kind: SlotResource::Bay,
        name: bay.name,
        skills: bay.skills.0,
    })
    .collect();
    let mut technicians = rows::select::<Shift>(
        connection,
        "where post = ?1 order by person",
        [Post::Technician.word()],
    )?;
    technicians.dedup_by_key(|shift| shift.person);
    for shift in technicians {
        if let Some(person) = rows::entity::<Person>(connection, shift.person)? {
            lanes.push(BoardLane {
                resource: person.id.into(),
                kind: SlotResource::Technician,
                name: person.name,
                skills: learnt(connection, person.id, day)?,
            });
        }
    }
    Ok(lanes)
}

/// What somebody's certificates let them do on a day.
fn learnt(
    connection: &Connection,
    person: PersonId,
    day: NaiveDate,
) -> Result<Vec<Skill>, RpcError> {
    let mut skills: Vec<Skill> = rows::select::<Certificate>(
        connection,
        "where person = ?1 order by skill",
        [person.0.as_bytes().as_slice()],
    )?
    .into_iter()
    .filter(|certificate| certificate.holds_on(day))
    .map(|certificate| certificate.skill)
    .collect();
    skills.dedup();
    Ok(skills)
}

/// Whom an advisor receives when is no lane of the board.
const SLOTS: &str = "
    select resource, resource_kind, starts_at, ends_at, holder_kind, holder, label
      from workshop_slot
     where day = ?1 and resource_kind in ('bay', 'technician')
     order by starts_at, id";

const JOB: &str = "
    select j.title, c.plate, c.description, j.state, j.pause, o.promised_at, j.repair_order
      from job j
      left join repair_order o on o.id = j.repair_order
      left join serviced_car c on c.id = j.car
     where j.id = ?1";

const BOOKING: &str = "
    select b.remark, c.plate, c.description, null, null, null, null
      from service_booking b
      left join serviced_car c on c.id = b.car
     where b.id = ?1";

fn id(row: &Row, place: usize) -> rusqlite::Result<Option<Uuid>> {
    Ok(row.get::<_, Option<[u8; 16]>>(place)?.map(Uuid::from_bytes))
}

/// A word of one of the domain's lists; a word of a newer program reads as none.
fn word<T: ColumnValue>(row: &Row, place: usize) -> rusqlite::Result<Option<T>> {
    Ok(row
        .get::<_, Option<String>>(place)?
        .and_then(|word| T::from_value(&Value::Text(word)).ok()))
}

fn plate_of(row: &Row, place: usize) -> rusqlite::Result<String> {
    let plate: Option<String> = row.get(place)?;
    Ok(shown::<ServicedCar>("plate", &plate.unwrap_or_default()))
}

/// What a stretch is taken for.
#[derive(Default, Clone)]
struct Holder {
    title: String,
    plate: String,
    car: String,
    state: Option<JobState>,
    pause: Option<PauseReason>,
    promised_at: Option<Timestamp>,
    repair_order: Option<RepairOrderId>,
}

fn holder(connection: &Connection, kind: SlotHolder, id: Uuid) -> Result<Holder, RpcError> {
    let mut statement = connection.prepare_cached(match kind {
        SlotHolder::Job => JOB,
        SlotHolder::Booking => BOOKING,
    })?;
    let found = statement
        .query_row([id.as_bytes()], |row| {
            Ok(Holder {
                title: row.get(0)?,
                plate: plate_of(row, 1)?,
                car: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
                state: word(row, 3)?,
                pause: word(row, 4)?,
                promised_at: row.get::<_, Option<i64>>(5)?.map(Timestamp),
                repair_order: self::id(row, 6)?.map(RepairOrderId),
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

fn blocks(
    connection: &Connection,
    day: NaiveDate,
    now: Timestamp,
) -> Result<Vec<BoardBlock>, RpcError> {
    // A job stands in a bay and with a technician, and is read once.
    let mut holders: HashMap<Uuid, Holder> = HashMap::new();
    let mut statement = connection.prepare_cached(SLOTS)?;
    let mut rows = statement.query([day.to_string()])?;
    let mut blocks = Vec::new();
    while let Some(row) = rows.next()? {
        let holder_kind = word(row, 4)?.unwrap_or(SlotHolder::Booking);
        let holder_id = id(row, 5)?.unwrap_or_default();
        let found = match holders.entry(holder_id) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(place) => place
                .insert(holder(connection, holder_kind, holder_id)?)
                .clone(),
        };
        let ends_at = Timestamp(row.get(3)?);
        blocks.push(BoardBlock {
            resource: RecordId(id(row, 0)?.unwrap_or_default()),
            kind: word(row, 1)?.unwrap_or(SlotResource::Bay),
            starts_at: Timestamp(row.get(2)?),
            ends_at,
            holder_kind,
            booking: (holder_kind == SlotHolder::Booking).then_some(ServiceBookingId(holder_id)),
            job: (holder_kind == SlotHolder::Job).then_some(JobId(holder_id)),
            number: row.get(6)?,
            at_risk: at_risk(found.state, ends_at, found.promised_at, now),
            repair_order: found.repair_order,
            title: found.title,
            plate: found.plate,
            car: found.car,
            state: found.state,
            pause: found.pause,
            promised_at: found.promised_at,
        });
    }
    Ok(blocks)
}

fn at_risk(
    state: Option<JobState>,
    ends_at: Timestamp,
    promised_at: Option<Timestamp>,
    now: Timestamp,
) -> bool {
    let done = match state {
        Some(JobState::Finished | JobState::Passed | JobState::Declined) => true,
        Some(
            JobState::Proposed
            | JobState::Authorised
            | JobState::Planned
            | JobState::Working
            | JobState::Paused
            | JobState::Rework,
        )
        | None => false,
    };
    !done && promised_at.is_some_and(|promised| ends_at > promised || now > promised)
}

const WAITING: &str = "
    select j.id, j.repair_order, o.number, j.title, c.plate, c.description, j.skill, j.flat_minutes,
           j.state, o.promised_at
      from job j
      join repair_order o on o.id = j.repair_order
      left join serviced_car c on c.id = j.car
     where j.state in ('authorised', 'proposed', 'paused', 'rework')
       and not exists (select 1 from workshop_slot s where s.holder = j.id)
     order by j.state = 'proposed', o.promised_at is null, o.promised_at, j.id
     limit 200";

fn waiting(connection: &Connection, now: Timestamp) -> Result<Vec<WaitingJob>, RpcError> {
    let mut statement = connection.prepare_cached(WAITING)?;
    let found = statement.query_map([], |row| {
        let promised_at = row.get::<_, Option<i64>>(9)?.map(Timestamp);
        let minutes: u32 = row.get(7)?;
        let state = word(row, 8)?.unwrap_or(JobState::Proposed);
        Ok(WaitingJob {
            job: JobId(id(row, 0)?.unwrap_or_default()),
            repair_order: RepairOrderId(id(row, 1)?.unwrap_or_default()),
            number: row.get(2)?,
            title: row.get(3)?,
            plate: plate_of(row, 4)?,
            car: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
            skill: word(row, 6)?.unwrap_or(Skill::Mechanical),
            minutes,
            state,
            at_risk: at_risk(
                Some(state),
                now.plus(i64::from(minutes) * 60_000),
                promised_at,
                now,
            ),
            promised_at,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}
