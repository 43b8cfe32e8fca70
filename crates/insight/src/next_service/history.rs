//! The visits of every car of the workshop, from its repair orders, read in one walk over an index that holds
//! all of it (`migrations/sqlite/0443_next_service.sql`).

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{ids::ServicedCarId, repair_orders::RepairKind, time::Timestamp};
use rusqlite::Connection;
use uuid::Uuid;

use super::predicting::{Fleet, own_rate, weighted_median};
use crate::InsightError;

/// What a visit was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// A service by interval: the clock of the next one begins here.
    Service,
    /// Whatever else; it tells where the odometer is.
    Other,
}

impl Occasion {
    const fn of(kind: RepairKind) -> Option<Self> {
        match kind {
            RepairKind::FirstService | RepairKind::ScheduledService => Some(Self::Service),
            RepairKind::Repair
            | RepairKind::Accident
            | RepairKind::Warranty
            | RepairKind::Recall
            | RepairKind::Comeback => Some(Self::Other),
            // The house's own work on a car that it has not sold.
            RepairKind::Inspection | RepairKind::Internal => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    pub on: NaiveDate,
    pub km: u32,
    pub occasion: Occasion,
}

/// A car with its visits in the order of time.
#[derive(Debug, Clone, PartialEq)]
pub struct CarHistory {
    pub car: ServicedCarId,
    pub visits: Vec<Visit>,
}

/// Walks the visits of every car, one car after the other.
pub fn histories(
    connection: &Connection,
    zone: Tz,
    mut each: impl FnMut(CarHistory) -> Result<(), InsightError>,
) -> Result<(), InsightError> {
    let mut statement = connection.prepare_cached(
        "select car, opened_at, odometer_km, kind from repair_order indexed by repair_order_history
         order by car, opened_at",
    )?;
    let mut rows = statement.query([])?;
    let mut now: Option<CarHistory> = None;
    while let Some(row) = rows.next()? {
        let car = ServicedCarId(Uuid::from_bytes(row.get(0)?));
        let at = Timestamp(row.get(1)?);
        let km: i64 = row.get(2)?;
        let kind: String = row.get(3)?;
        let Some(occasion) = RepairKind::from_word(&kind).and_then(Occasion::of) else {
            continue;
        };
        let visit = Visit {
            on: at.date_in(zone),
            km: u32::try_from(km).unwrap_or(0),
            occasion,
        };
        match &mut now {
            Some(history) if history.car == car => history.visits.push(visit),
            Some(_) | None => {
                let former = now.replace(CarHistory {
                    car,
                    visits: vec![visit],
                });
                if let Some(former) = former {
                    each(former)?;
                }
            }
        }
    }
    match now {
        Some(last) => each(last),
        None => Ok(()),
    }
}

/// The kilometres a day of these cars together: the median over those that were here more than once.
pub fn fleet<'h>(histories: impl IntoIterator<Item = &'h CarHistory>) -> Fleet {
    let mut rates: Vec<(f64, f64)> = histories
        .into_iter()
        .filter_map(|history| Some((own_rate(&history.visits).0?, 1.0)))
        .collect();
    Fleet {
        km_per_day: weighted_median(&mut rates),
    }
}
