//! Who is to be called because their car's next service comes up (SVC-12): predicted from each car's own visits,
//! the most pressing first, without those that are booked already.

mod intervals;

pub use intervals::{IntervalsKnown, intervals};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use domain::{
    command::Stop,
    customers::Customer,
    entity::Entity,
    ids::{CustomerId, ServicedCarId},
    rights::Right,
    service_intervals::{ServiceInterval, ServiceIntervals},
    serviced_cars::ServicedCar,
};
use insight::next_service::{CarHistory, DueBy, Prediction, fleet, histories, predict};
use rusqlite::Connection;
use serde::Serialize;
use store::{StoreFacts, rows};
use ts_rs::TS;
use uuid::Uuid;

use crate::{
    Desk, clock,
    error::RpcError,
    lists::{Facet, FacetCount, ListArgs, ListPage},
    privacy::shown,
};

domain::words! {
    /// Which of the two is first.
    pub enum DueReason {
        Kilometres => "kilometres",
        Time => "time",
    }
}

domain::words! {
    /// Whether somebody has planned to call.
    pub enum CallStanding {
        Open => "open",
        Planned => "planned",
    }
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServiceDueRow {
    pub id: ServicedCarId,
    /// Masked.
    pub plate: String,
    pub description: String,
    pub customer: Option<CustomerId>,
    /// Masked.
    pub customer_name: String,
    /// Masked.
    pub phone: String,
    #[ts(type = "string")]
    pub due_on: NaiveDate,
    pub overdue: bool,
    pub by: DueReason,
    pub due_km: u32,
    /// As this car is driven, shrunk toward the others of the house where it was seldom here.
    pub km_per_day: u32,
    #[ts(type = "string")]
    pub last_on: NaiveDate,
    pub last_km: u32,
    pub call: CallStanding,
}

/// The list on a day, before anybody's names are read.
struct Due {
    car: ServicedCarId,
    told: Prediction,
    call: CallStanding,
}

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<ServiceDueRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    let today = clock::now().date_in(store.zone);
    let wanted = asked
        .filters
        .get("call")
        .filter(|words| !words.is_empty())
        .cloned();
    store.store.read(|connection| {
        let mut cars = Vec::new();
        histories(connection, store.zone, |history| {
            cars.push(history);
            Ok(())
        })
        .map_err(broken)?;
        let intervals = Intervals::on(connection, today)?;
        let due = due(connection, &cars, &intervals, today)?;
        let mut counts = BTreeMap::<&str, u32>::new();
        for one in &due {
            *counts.entry(one.call.word()).or_default() += 1;
        }
        let chosen: Vec<&Due> = due
            .iter()
            .filter(|one| {
                let words = wanted.as_ref();
                words.is_none_or(|words| words.iter().any(|word| word == one.call.word()))
            })
            .collect();
        let page = chosen
            .iter()
            .skip(asked.offset as usize)
            .take(asked.limit as usize)
            .map(|one| row(connection, one, today))
            .collect::<Result<_, _>>()?;
        Ok(ListPage {
            total: u32::try_from(chosen.len()).unwrap_or(u32::MAX),
            rows: page,
            totals: BTreeMap::new(),
            facets: vec![Facet {
                facet: "call".to_owned(),
                counts: counts
                    .into_iter()
                    .map(|(value, count)| FacetCount {
                        value: value.to_owned(),
                        label: String::new(),
                        count,
                    })
                    .collect(),
            }],
        })
    })
}

fn broken(error: insight::InsightError) -> RpcError {
    match error {
        insight::InsightError::Store(error) => error.into(),
        insight::InsightError::Filter(_) => RpcError::failed("storeBroken"),
    }
}

/// The intervals of a day, with those of the cars for which a maker's own holds.
struct Intervals {
    rules: ServiceIntervals,
    of_cars: HashMap<ServicedCarId, ServiceInterval>,
}

impl Intervals {
    fn on(connection: &Connection, day: NaiveDate) -> Result<Self, RpcError> {
        let facts = StoreFacts::new(connection);
        let rules = match ServiceIntervals::on(&facts, day) {
            Ok(rules) => rules,
            Err(Stop::Refused(refusal)) => return Err(refusal.into()),
            Err(Stop::Missing) => return Err(facts.breakage().into()),
        };
        let mut of_cars = HashMap::new();
        if rules.same_for_all() {
            return Ok(Self { rules, of_cars });
        }
        // Many cars are described alike, and each description is compared once.
        let mut known: HashMap<String, ServiceInterval> = HashMap::new();
        let mut statement =
            connection.prepare_cached("select id, description from serviced_car")?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            let car = ServicedCarId(Uuid::from_bytes(row.get(0)?));
            let description: String = row.get(1)?;
            let own = if let Some(own) = known.get(&description) {
                *own
            } else {
                let own = rules.of(&description);
                known.insert(description, own);
                own
            };
            if own != rules.base() {
                of_cars.insert(car, own);
            }
        }
        Ok(Self { rules, of_cars })
    }

    fn of(&self, car: ServicedCarId) -> ServiceInterval {
        self.of_cars.get(&car).copied().unwrap_or(self.rules.base())
    }
}

/// The cars whose service comes up within the days that the rule says, and those that are late and not lost.
fn due(
    connection: &Connection,
    cars: &[CarHistory],
    intervals: &Intervals,
    today: NaiveDate,
) -> Result<Vec<Due>, RpcError> {
    let interval = intervals.rules.base();
    let days = |days: u32| Days::new(u64::from(days));
    let first = today
        .checked_sub_days(days(interval.call_late_days))
        .unwrap_or(today);
    let last = today
        .checked_add_days(days(interval.call_ahead_days))
        .unwrap_or(today);
    let booked = cars_in(
        connection,
        "select car from service_booking where state in ('new', 'confirmed')
         union select car from repair_order where state in ('open', 'inWork', 'toSettle')",
    )?;
    let called = cars_in(
        connection,
        "select subject from task
         where state = 'open' and kind = 'callBack' and subject_kind = 'serviced_car'",
    )?;
    let fleet = fleet(cars);
    let mut due: Vec<Due> = cars
        .iter()
        .filter(|history| !booked.contains(&history.car))
        .filter_map(|history| {
            let told = predict(&history.visits, fleet, intervals.of(history.car))?;
            Some(Due {
                car: history.car,
                told,
                call: if called.contains(&history.car) {
                    CallStanding::Planned
                } else {
                    CallStanding::Open
                },
            })
        })
        .filter(|one| (first..=last).contains(&one.told.due_on))
        .collect();
    due.sort_by_key(|one| (one.told.due_on, one.car));
    Ok(due)
}

fn cars_in(connection: &Connection, question: &str) -> Result<BTreeSet<ServicedCarId>, RpcError> {
    let mut statement = connection.prepare_cached(question)?;
    let found = statement.query_map([], |row| row.get::<_, [u8; 16]>(0))?;
    Ok(found
        .map(|id| Ok(ServicedCarId(Uuid::from_bytes(id?))))
        .collect::<Result<_, rusqlite::Error>>()?)
}

fn row(connection: &Connection, due: &Due, today: NaiveDate) -> Result<ServiceDueRow, RpcError> {
    let car = rows::entity::<ServicedCar>(connection, due.car)?
        .ok_or_else(|| crate::serviced_cars::not_found(ServicedCar::TABLE))?;
    let customer = match car.customer {
        Some(customer) => rows::entity::<Customer>(connection, customer)?,
        None => None,
    };
    let told = due.told;
    Ok(ServiceDueRow {
        id: car.id,
        plate: shown::<ServicedCar>("plate", &car.plate),
        description: car.description,
        customer: car.customer,
        customer_name: customer.as_ref().map_or_else(String::new, |customer| {
            shown::<Customer>("name", &customer.name)
        }),
        phone: customer
            .and_then(|customer| customer.mobile)
            .map_or_else(String::new, |mobile| {
                shown::<Customer>("mobile", mobile.as_str())
            }),
        due_on: told.due_on,
        overdue: told.due_on < today,
        by: match told.by {
            DueBy::Kilometres => DueReason::Kilometres,
            DueBy::Time => DueReason::Time,
        },
        due_km: told.due_km,
        km_per_day: told.km_per_day.round() as u32,
        last_on: told.last_on,
        last_km: told.last_km,
        call: due.call,
    })
}
