//! Age in stock and when it calls for somebody (INV-4). The thresholds are data
//! (`rules/stock.json`), the house's own habit and no law.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Vehicle, VehicleState};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StockRules {
    /// Last days of the bands of age, rising.
    pub age_edges: Vec<u32>,
    /// From this day on a car is watched.
    pub watched_from_days: u32,
    /// From this day on a car is aged 超期.
    pub aged_from_days: u32,
    /// So many days before it is due, a lent or pledged certificate is called for.
    pub certificate_warning_days: u32,
}

static SHIPPED: LazyLock<StockRules> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../rules/stock.json")).unwrap_or_default()
});

impl StockRules {
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }
}

crate::words! {
    /// What the age of a car calls for.
    pub enum AgeBadge {
        Fresh => "fresh",
        Watched => "watched",
        Aged => "aged",
    }
}

impl AgeBadge {
    pub fn of(days: u32, rules: &StockRules) -> Self {
        if days >= rules.aged_from_days {
            Self::Aged
        } else if days >= rules.watched_from_days {
            Self::Watched
        } else {
            Self::Fresh
        }
    }
}

/// Whole days since the car arrived, while it stands here; nothing before it came or after it went.
pub fn age_days(vehicle: &Vehicle, today: NaiveDate) -> Option<u32> {
    if !stands_here(vehicle.state) {
        return None;
    }
    vehicle
        .arrived_on
        .and_then(|day| u32::try_from((today - day).num_days()).ok())
}

/// Whether a car in this state counts as stock that ages.
pub const fn stands_here(state: VehicleState) -> bool {
    match state {
        VehicleState::InStock
        | VehicleState::Transferring
        | VehicleState::Allocated
        | VehicleState::InInspection
        | VehicleState::Ready => true,
        VehicleState::InTransit | VehicleState::Delivered | VehicleState::Gone => false,
    }
}
