//! How far apart services lie: the interval for all cars, and those of the makers in all their versions.

use chrono::NaiveDate;
use domain::{
    command::Stop,
    ids::MakerIntervalId,
    rights::Right,
    service_intervals::{MakerInterval, ServiceInterval, ServiceIntervals},
    time::Timestamp,
};
use serde::Serialize;
use store::{StoreFacts, rows};
use ts_rs::TS;

use crate::{Desk, clock, error::RpcError, list::Nothing};

/// One version that the house has set.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IntervalRow {
    pub id: MakerIntervalId,
    pub brand: String,
    pub series: String,
    pub version: String,
    pub valid_from: NaiveDate,
    /// Nothing where these cars go by the wider rule again.
    pub interval_km: Option<u32>,
    pub interval_months: Option<u32>,
    pub set_at: Timestamp,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IntervalsKnown {
    /// What holds for all cars for which no maker's is set.
    pub base: ServiceInterval,
    /// The house's day, before which no interval can be set any more.
    pub date: NaiveDate,
    /// Brand by brand, the wider before the narrower, the latest version first.
    pub makers: Vec<IntervalRow>,
}

pub fn intervals(desk: &Desk, _: Nothing) -> Result<IntervalsKnown, RpcError> {
    let (store, _) = desk.with_right(Right::EditPolicies)?;
    let today = clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let facts = StoreFacts::new(connection);
        let base = match ServiceIntervals::on(&facts, today) {
            Ok(rules) => rules.base(),
            Err(Stop::Refused(refusal)) => return Err(refusal.into()),
            Err(Stop::Missing) => return Err(facts.breakage().into()),
        };
        let known: Vec<MakerInterval> = rows::select(
            connection,
            "where 1 order by brand, series, version, valid_from desc, set_at desc",
            [],
        )?;
        Ok(IntervalsKnown {
            base,
            date: today,
            makers: known
                .into_iter()
                .map(|known| IntervalRow {
                    id: known.id,
                    brand: known.brand,
                    series: known.series,
                    version: known.version,
                    valid_from: known.valid_from,
                    interval_km: known.terms.as_ref().map(|terms| terms.0.interval_km),
                    interval_months: known.terms.as_ref().map(|terms| terms.0.interval_months),
                    set_at: known.set_at,
                })
                .collect(),
        })
    })
}
