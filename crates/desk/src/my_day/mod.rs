//! The first screen after signing in: what this person's day asks of them, as counts that each open
//! their rows. Every count is answered by a covering index.

mod rows_of_tile;

pub(crate) use rows_of_tile::task_row;
pub use rows_of_tile::{DayRow, DayRowsArgs, TaskRow, rows};

use chrono::Days;
use domain::{
    complaints::Complaint,
    customers::Customer,
    entity::Entity,
    ids::PersonId,
    orders::Order,
    quotes::Quote,
    rights::{Right, Rights},
    tasks::TaskKind,
    test_drives::TestDrive,
    time::Timestamp,
    vehicles::{StockLevel, Vehicle},
};
use rusqlite::{Connection, params};
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Desk, clock,
    error::RpcError,
    leads::{end_of_day, terms_today},
    list::Nothing,
    stores::OpenStore,
    vehicles::{StockLevelRow, all_levels},
};

domain::words! {
    pub enum DayTile {
        FollowUps => "followUps",
        TestDrives => "testDrives",
        Complaints => "complaints",
        Deliveries => "deliveries",
        Tasks => "tasks",
        Approvals => "approvals",
        LostReviews => "lostReviews",
        Pool => "pool",
        Stock => "stock",
    }
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct TileCount {
    pub tile: DayTile,
    pub count: u32,
    /// Of these, how many are past their time.
    pub late: u32,
    /// Of these, how many are series or versions with fewer cars than the house wants there; only beside stock.
    pub low: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct DayTiles {
    pub tiles: Vec<TileCount>,
    /// Whether the counts are the whole house's; else they are one's own.
    pub everybody: bool,
}

/// What the tiles are counted for.
pub(crate) struct Day {
    pub person: PersonId,
    pub rights: Rights,
    pub everybody: bool,
    pub now: Timestamp,
    pub tonight: Timestamp,
    /// Cars that arrived on or before this day are aged; a plain date as stored.
    pub aged_before: String,
}

impl DayTile {
    /// The tiles that concern a person with these rights.
    fn of(rights: &Rights) -> Vec<Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|tile| match tile {
                Self::FollowUps | Self::Pool => rights.has(Right::TakeInLeads),
                Self::TestDrives => rights.has(Right::BookTestDrives),
                Self::Complaints => {
                    rights.has(Right::SeeCustomers) || rights.has(Right::SeeService)
                }
                Self::Deliveries => rights.has(Right::DeliverVehicles),
                Self::Tasks => true,
                Self::Approvals => rights.has(Right::ApproveDiscounts),
                Self::LostReviews => rights.has(Right::ReviewLostLeads),
                Self::Stock => rights.has(Right::SeeStock),
            })
            .collect()
    }

    /// The kinds of tasks behind the tile; nothing for tiles that count other records.
    pub(crate) const fn task_kinds(self) -> &'static [TaskKind] {
        match self {
            Self::FollowUps => &[TaskKind::FollowUp],
            Self::TestDrives => &[TaskKind::TestDrive],
            Self::Deliveries => &[TaskKind::Delivery],
            Self::Tasks => &[TaskKind::CallBack, TaskKind::Other],
            Self::Approvals => &[TaskKind::Approval],
            Self::Complaints | Self::LostReviews | Self::Pool | Self::Stock => &[],
        }
    }
}

impl Day {
    /// Whether this person can open a record of this kind.
    fn opens(&self, kind: &str) -> bool {
        let needed: &[Right] = if kind == Vehicle::TABLE.name || kind == StockLevel::TABLE.name {
            &[Right::SeeStock]
        } else if kind == Customer::TABLE.name || kind == Order::TABLE.name {
            &[Right::SeeCustomers]
        } else if kind == Quote::TABLE.name {
            &[Right::MakeQuotes, Right::ApproveDiscounts]
        } else if kind == TestDrive::TABLE.name {
            &[Right::BookTestDrives]
        } else if kind == Complaint::KIND {
            &[Right::SeeCustomers, Right::SeeService]
        } else {
            &[]
        };
        needed.iter().any(|right| self.rights.has(*right))
    }

    /// Whose complaints are counted; nobody's in particular for whoever decides about all.
    fn complaints_of(&self) -> Option<&[u8]> {
        let all = self.rights.has(Right::HandleComplaints);
        (!all).then_some(self.person.0.as_bytes().as_slice())
    }

    pub(crate) fn of(
        connection: &Connection,
        store: &OpenStore,
        person: PersonId,
        rights: &Rights,
    ) -> Result<Self, RpcError> {
        let now = clock::now();
        let terms = terms_today(connection, store)?;
        let aged = now
            .date_in(store.zone)
            .checked_sub_days(Days::new(u64::from(terms.stock_aged_after_days)))
            .unwrap_or(chrono::NaiveDate::MIN);
        Ok(Self {
            person,
            rights: rights.clone(),
            everybody: rights.has(Right::AssignLeads),
            now,
            tonight: end_of_day(now, store),
            aged_before: aged.to_string(),
        })
    }
}

pub fn tiles(desk: &Desk, _: Nothing) -> Result<DayTiles, RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    let rights = session.rights(&store)?;
    store.store.read(|connection| {
        let day = Day::of(connection, &store, session.person, &rights)?;
        let tiles = DayTile::of(&rights)
            .into_iter()
            .map(|tile| count(connection, &store, &day, tile))
            .collect::<Result<_, _>>()?;
        Ok(DayTiles {
            tiles,
            everybody: day.everybody,
        })
    })
}

/// The levels below which the stock has fallen, the shortest first.
fn low_levels(connection: &Connection, store: &OpenStore) -> Result<Vec<StockLevelRow>, RpcError> {
    let mut levels = all_levels(connection, store)?;
    levels.retain(|level| level.short > 0);
    Ok(levels)
}

fn count(
    connection: &Connection,
    store: &OpenStore,
    day: &Day,
    tile: DayTile,
) -> Result<TileCount, RpcError> {
    let mut found = TileCount {
        tile,
        count: 0,
        late: 0,
        low: 0,
    };
    for kind in tile.task_kinds() {
        let (count, late) = tasks(connection, day, tile, *kind)?;
        found.count += count;
        found.late += late;
    }
    let one = |sql: &str, bound: &[&str]| -> Result<u32, RpcError> {
        Ok(connection
            .prepare_cached(sql)?
            .query_row(rusqlite::params_from_iter(bound), |row| row.get(0))?)
    };
    match tile {
        DayTile::LostReviews => {
            found.count = one(
                "select count(*) from lead where state = 'lostReported'",
                &[],
            )?;
        }
        DayTile::Pool => {
            found.count = one(
                "select count(*) from lead where owner is null
                   and state in ('new', 'inWork', 'following', 'visited', 'testDriven', 'quoted')",
                &[],
            )?;
        }
        DayTile::Stock => {
            let aged = one(
                "select count(*) from vehicle where state = 'inStock' and arrived_on <= ?1",
                &[&day.aged_before],
            )?;
            found.low = u32::try_from(low_levels(connection, store)?.len()).unwrap_or(u32::MAX);
            found.count = aged + found.low;
        }
        // What waits is counted where it waits, so that no task can be forgotten or outlive its question.
        // What this person asked for themselves waits for somebody else.
        DayTile::Approvals => {
            for question in [
                "select count(*) from approval where state = 'waiting' and requested_by <> ?1",
                "select count(*) from sales_order where state = 'approvalWaiting' and consultant <> ?1",
            ] {
                found.count += connection
                    .prepare_cached(question)?
                    .query_row([day.person.0.as_bytes()], |row| row.get::<_, u32>(0))?;
            }
        }
        DayTile::Complaints => {
            found.count = complaints(connection, day, day.tonight)?;
            found.late = complaints(connection, day, day.now)?;
        }
        DayTile::FollowUps | DayTile::TestDrives | DayTile::Deliveries | DayTile::Tasks => {}
    }
    Ok(found)
}

/// Complaints that are to be answered or solved by then: one's own, or the house's for whoever decides
/// about all of them.
fn complaints(connection: &Connection, day: &Day, until: Timestamp) -> Result<u32, RpcError> {
    let mine = day.complaints_of();
    Ok(connection
        .prepare_cached(
            "select count(*) from complaint
             where state in ('open', 'answered') and ifnull(owner = ?1, 1) and due < ?2",
        )?
        .query_row(params![mine, until.0], |row| row.get(0))?)
}

/// Open tasks of a kind that are due today or before, and how many of them are late. Approvals wait
/// for whoever may give them, and have no hour.
fn tasks(
    connection: &Connection,
    day: &Day,
    tile: DayTile,
    kind: TaskKind,
) -> Result<(u32, u32), RpcError> {
    let until = if tile == DayTile::Approvals {
        Timestamp(i64::MAX)
    } else {
        day.tonight
    };
    let count = |until: Timestamp| -> Result<u32, RpcError> {
        let house = day.everybody || tile == DayTile::Approvals;
        if house {
            return Ok(connection
                .prepare_cached(
                    "select count(*) from task where state = 'open' and kind = ?1 and due < ?2",
                )?
                .query_row(params![kind.word(), until.0], |row| row.get(0))?);
        }
        Ok(connection
            .prepare_cached(
                "select count(*) from task where owner = ?1 and state = 'open' and kind = ?2 and due < ?3",
            )?
            .query_row(params![day.person.0.as_bytes(), kind.word(), until.0], |row| row.get(0))?)
    };
    Ok((count(until)?, count(day.now)?))
}
