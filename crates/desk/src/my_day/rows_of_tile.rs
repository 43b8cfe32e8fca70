//! The rows behind a tile, the most pressing first.

use domain::{
    complaints::Complaint,
    customers::Customer,
    entity::Entity,
    ids::{CustomerId, PersonId, RecordId, TaskId},
    leads::Lead,
    orders::Order,
    people::Person,
    quotes::{Approval, Quote},
    refusal::{GeneralRefusal, Refusal},
    serviced_cars::ServicedCar,
    tasks::{Task, TaskKind, TaskState},
    test_drives::TestDrive,
    time::Timestamp,
    vehicles::{StockLevel, Vehicle},
};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use store::rows as stored;
use ts_rs::TS;

use super::{Day, DayTile, low_levels};
use crate::{
    Desk, complaints::complaint_row, error::RpcError, privacy::shown, stores::OpenStore,
    vehicles::StockLevelRow,
};

/// A task as lists show it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TaskRow {
    pub id: TaskId,
    pub kind: TaskKind,
    pub subject_kind: String,
    pub subject: Option<RecordId>,
    pub customer: Option<CustomerId>,
    /// Masked.
    pub customer_name: String,
    pub owner: Option<PersonId>,
    pub owner_name: String,
    pub due: Timestamp,
    pub note: String,
    pub state: TaskState,
    pub outcome: String,
    pub done_at: Option<Timestamp>,
}

#[derive(Debug, Deserialize, TS)]
pub struct DayRowsArgs {
    pub tile: DayTile,
    pub limit: u32,
}

/// One thing to do, and the record that it opens.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DayRow {
    /// The kind and id of the record that it is about.
    pub kind: String,
    pub id: RecordId,
    /// Whether this person can open it; a task that is about no record cannot be.
    pub opens: bool,
    /// The task behind it, where it is one that can be ticked off here.
    pub task: Option<TaskId>,
    /// Who or what it is about; names masked.
    pub title: String,
    pub detail: String,
    pub who: String,
    /// When it is due, or since when it waits.
    pub at: Option<Timestamp>,
    /// For cars: the day on which it came, a plain date.
    pub day: Option<String>,
    pub late: bool,
    /// For a series or version that runs low: what is there and what the house wants there.
    pub level: Option<StockLevelRow>,
}

/// More than a person looks through on one screen.
const MOST: u32 = 500;

pub fn rows(desk: &Desk, asked: DayRowsArgs) -> Result<Vec<DayRow>, RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    let rights = session.rights(&store)?;
    if !DayTile::of(&rights).contains(&asked.tile) {
        return Err(Refusal::from(GeneralRefusal::NotFound {
            kind: "tile".to_owned(),
            field: "tile".to_owned(),
        })
        .into());
    }
    let limit = asked.limit.min(MOST);
    store.store.read(|connection| {
        let day = Day::of(connection, &store, session.person, &rights)?;
        let mut rows = match asked.tile {
            DayTile::FollowUps | DayTile::TestDrives | DayTile::Deliveries | DayTile::Tasks => {
                tasks(connection, &day, asked.tile, limit)
            }
            DayTile::Complaints => complaints(connection, &day, limit),
            DayTile::Approvals => approvals(connection, &day, limit),
            DayTile::LostReviews => leads(
                connection,
                "where state = 'lostReported' order by lost_reported_at limit ?1",
                limit,
                |lead| (lead.lost_reported_at, lead.competitor.clone()),
            ),
            DayTile::Pool => leads(
                connection,
                "where owner is null
                   and state in ('new', 'inWork', 'following', 'visited', 'testDriven', 'quoted')
                 order by next_follow_up limit ?1",
                limit,
                |lead| (lead.next_follow_up, lead.grade.word().to_owned()),
            ),
            DayTile::Stock => stock(connection, &store, &day, limit),
        }?;
        for row in &mut rows {
            row.opens = day.opens(&row.kind);
        }
        Ok(rows)
    })
}

fn tasks(
    connection: &Connection,
    day: &Day,
    tile: DayTile,
    limit: u32,
) -> Result<Vec<DayRow>, RpcError> {
    let house = day.everybody || tile == DayTile::Approvals;
    let until = if tile == DayTile::Approvals {
        Timestamp(i64::MAX)
    } else {
        day.tonight
    };
    let mut found = Vec::new();
    for kind in tile.task_kinds() {
        let tasks: Vec<Task> = if house {
            stored::select(
                connection,
                "where state = 'open' and kind = ?1 and due < ?2 order by due limit ?3",
                params![kind.word(), until.0, limit],
            )?
        } else {
            stored::select(
                connection,
                "where owner = ?1 and state = 'open' and kind = ?2 and due < ?3 order by due limit ?4",
                params![day.person.0.as_bytes(), kind.word(), until.0, limit],
            )?
        };
        for task in tasks {
            found.push(task_row(connection, task)?);
        }
    }
    found.sort_by_key(|task| task.due);
    found.truncate(limit as usize);
    Ok(found.into_iter().map(|task| of_task(task, day)).collect())
}

/// Complaints that are to be answered or solved today, the most pressing first.
fn complaints(connection: &Connection, day: &Day, limit: u32) -> Result<Vec<DayRow>, RpcError> {
    let found: Vec<Complaint> = stored::select(
        connection,
        "where state in ('open', 'answered') and ifnull(owner = ?1, 1) and due < ?2
         order by due limit ?3",
        params![day.complaints_of(), day.tonight.0, limit],
    )?;
    found
        .into_iter()
        .map(|complaint| {
            let row = complaint_row(connection, complaint, day.now)?;
            Ok(DayRow {
                kind: Complaint::KIND.to_owned(),
                id: row.id.into(),
                opens: false,
                task: None,
                title: if row.name.is_empty() {
                    row.number
                } else {
                    row.name
                },
                detail: row.said,
                who: row.owner_name,
                at: row.due,
                day: None,
                late: row.overdue,
                level: None,
            })
        })
        .collect()
}

/// Discounts of quotes and of orders that wait for a manager, the oldest first.
fn approvals(connection: &Connection, day: &Day, limit: u32) -> Result<Vec<DayRow>, RpcError> {
    let mut found = tasks(connection, day, DayTile::Approvals, limit)?;
    let waiting: Vec<Approval> = stored::select(
        connection,
        "where state = 'waiting' and requested_by <> ?1 order by requested_at limit ?2",
        params![day.person.0.as_bytes(), limit],
    )?;
    for approval in waiting {
        found.push(DayRow {
            kind: Quote::TABLE.name.to_owned(),
            id: approval.quote.into(),
            opens: false,
            task: None,
            title: approval.description,
            detail: approval.quote_number,
            who: person_name(connection, Some(approval.requested_by))?,
            at: Some(approval.requested_at),
            day: None,
            late: false,
            level: None,
        });
    }
    let orders: Vec<Order> = stored::select(
        connection,
        "where state = 'approvalWaiting' and consultant <> ?1 order by made_at limit ?2",
        params![day.person.0.as_bytes(), limit],
    )?;
    for order in orders {
        found.push(DayRow {
            kind: Order::TABLE.name.to_owned(),
            id: order.id.into(),
            opens: false,
            task: None,
            title: order.wanted,
            detail: order.number,
            who: person_name(connection, Some(order.consultant))?,
            at: Some(order.made_at),
            day: None,
            late: false,
            level: None,
        });
    }
    found.sort_by_key(|row| row.at);
    found.truncate(limit as usize);
    Ok(found)
}

fn of_task(task: TaskRow, day: &Day) -> DayRow {
    // What is about a lead or a car that is called for opens its customer, where the contact is written down.
    let (kind, id) = match (task.customer, task.subject) {
        (Some(customer), _)
            if task.subject.is_none()
                || task.subject_kind == Lead::KIND
                || task.subject_kind == ServicedCar::TABLE.name =>
        {
            (Customer::TABLE.name.to_owned(), customer.into())
        }
        (_, Some(subject)) => (task.subject_kind, subject),
        (_, None) => (Task::TABLE.name.to_owned(), task.id.into()),
    };
    DayRow {
        // What a drive asks for is done when the drive is.
        task: (task.kind != TaskKind::FollowUp
            && task.kind != TaskKind::Approval
            && kind != TestDrive::KIND)
            .then_some(task.id),
        kind,
        id,
        opens: false,
        title: if task.customer_name.is_empty() {
            task.note.clone()
        } else {
            task.customer_name
        },
        detail: task.note,
        who: task.owner_name,
        at: Some(task.due),
        day: None,
        late: task.due < day.now,
        level: None,
    }
}

fn leads(
    connection: &Connection,
    rest: &str,
    limit: u32,
    tell: impl Fn(&Lead) -> (Option<Timestamp>, String),
) -> Result<Vec<DayRow>, RpcError> {
    let leads: Vec<Lead> = stored::select(connection, rest, [limit])?;
    leads
        .into_iter()
        .map(|lead| {
            let (at, detail) = tell(&lead);
            Ok(DayRow {
                kind: Customer::TABLE.name.to_owned(),
                id: lead.customer.into(),
                opens: false,
                task: None,
                title: customer_name(connection, lead.customer)?,
                detail,
                who: person_name(connection, lead.owner)?,
                at,
                day: None,
                late: false,
                level: None,
            })
        })
        .collect()
}

/// What runs low, the shortest first, and then the aged cars, the oldest first.
fn stock(
    connection: &Connection,
    store: &OpenStore,
    day: &Day,
    limit: u32,
) -> Result<Vec<DayRow>, RpcError> {
    let low = low_levels(connection, store)?;
    let mut found: Vec<DayRow> = low.into_iter().map(of_level).collect();
    found.truncate(limit as usize);
    let left = limit - u32::try_from(found.len()).unwrap_or(limit);
    found.extend(aged(connection, day, left)?);
    Ok(found)
}

fn of_level(level: StockLevelRow) -> DayRow {
    DayRow {
        kind: StockLevel::TABLE.name.to_owned(),
        id: level.id.into(),
        opens: false,
        task: None,
        title: if level.version.is_empty() {
            format!("{} {}", level.brand, level.series_name)
        } else {
            level.version.clone()
        },
        detail: String::new(),
        who: String::new(),
        at: None,
        day: None,
        late: true,
        level: Some(level),
    }
}

fn aged(connection: &Connection, day: &Day, limit: u32) -> Result<Vec<DayRow>, RpcError> {
    let vehicles: Vec<Vehicle> = stored::select(
        connection,
        "where state = 'inStock' and arrived_on <= ?1 order by arrived_on limit ?2",
        params![day.aged_before, limit],
    )?;
    Ok(vehicles
        .into_iter()
        .map(|vehicle| DayRow {
            kind: Vehicle::TABLE.name.to_owned(),
            id: vehicle.id.into(),
            opens: false,
            task: None,
            title: vehicle.description,
            detail: vehicle.stock_number,
            who: vehicle.location,
            at: None,
            day: vehicle.arrived_on.map(|day| day.to_string()),
            late: false,
            level: None,
        })
        .collect())
}

fn customer_name(connection: &Connection, customer: CustomerId) -> Result<String, RpcError> {
    Ok(stored::entity::<Customer>(connection, customer)?
        .map(|customer| shown::<Customer>("name", &customer.name))
        .unwrap_or_default())
}

fn person_name(connection: &Connection, person: Option<PersonId>) -> Result<String, RpcError> {
    Ok(match person {
        Some(person) => {
            stored::entity::<Person>(connection, person)?.map_or_else(String::new, |p| p.name)
        }
        None => String::new(),
    })
}

pub(crate) fn task_row(connection: &Connection, task: Task) -> Result<TaskRow, RpcError> {
    let customer_name = match task.customer {
        Some(customer) => customer_name(connection, customer)?,
        None => String::new(),
    };
    Ok(TaskRow {
        customer_name,
        owner_name: person_name(connection, task.owner)?,
        id: task.id,
        kind: task.kind,
        subject_kind: task.subject_kind,
        subject: task.subject,
        customer: task.customer,
        owner: task.owner,
        due: task.due,
        note: task.note,
        state: task.state,
        outcome: task.outcome,
        done_at: task.done_at,
    })
}
