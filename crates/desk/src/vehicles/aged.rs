//! What stock calls for today (INV-4): aged cars and certificates that are due. What runs out is told by the levels.

use chrono::Days;
use domain::{
    rights::Right,
    vehicles::{AgeBadge, CertificateState, StockRules},
};
use serde::Serialize;
use ts_rs::TS;

use crate::{Desk, clock, error::RpcError, list::Nothing};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StockAlerts {
    /// Cars that are watched, not aged yet.
    pub watched: u32,
    pub aged: u32,
    /// The days from which a car is watched, and from which it is aged.
    pub watched_from_days: u32,
    pub aged_from_days: u32,
    /// The values of the list's facet `age` that hold the aged cars.
    pub aged_bands: Vec<String>,
    /// Pledged or lent certificates due within the warning days, or overdue.
    pub certificates_due: u32,
}

pub fn aged(desk: &Desk, _: Nothing) -> Result<StockAlerts, RpcError> {
    let (store, _) = desk.with_right(Right::SeeStock)?;
    let today = clock::now().date_in(store.zone);
    let rules = StockRules::shipped();
    let warned = today
        .checked_add_days(Days::new(rules.certificate_warning_days.into()))
        .unwrap_or(today);
    let alerts = store.derivations.stock.ask(&store.store, |board| {
        let (mut watched, mut aged, mut certificates_due) = (0, 0, 0);
        for car in board.cars() {
            match car.age_days(today).map(|days| AgeBadge::of(days, rules)) {
                Some(AgeBadge::Watched) => watched += 1,
                Some(AgeBadge::Aged) => aged += 1,
                Some(AgeBadge::Fresh) | None => {}
            }
            let away = matches!(
                car.certificate(),
                CertificateState::Pledged | CertificateState::Lent
            );
            if away && car.certificate_due().is_some_and(|due| due <= warned) {
                certificates_due += 1;
            }
        }
        StockAlerts {
            watched,
            aged,
            watched_from_days: rules.watched_from_days,
            aged_from_days: rules.aged_from_days,
            aged_bands: domain::kpi::ageing([], &rules.age_edges)
                .iter()
                .filter(|band| band.from >= rules.aged_from_days)
                .map(domain::kpi::AgeBand::label)
                .collect(),
            certificates_due,
        }
    })?;
    Ok(alerts)
}
