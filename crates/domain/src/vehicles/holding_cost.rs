//! What a day in stock costs (INV-4): the interest on the money that is tied up in the car.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::VehicleCost;
use crate::money::{Fen, MoneyTooLarge, Rate, round_half_up};

/// Days by which a year's interest is divided. Floor plans are quoted by the calendar year; a lender
/// that counts 360 days states a rate that must be converted when it is entered.
pub const FLOOR_PLAN_DAYS_A_YEAR: i64 = 365;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HoldingCost {
    /// One day's interest, rounded to the fen.
    pub per_day: Fen,
    /// Days since the floor plan began, the last one included only once it is over.
    pub days: u32,
    /// The interest of all these days, rounded once, not day by day.
    pub so_far: Fen,
}

/// The holding cost on a day; nothing when the car is not financed.
pub fn holding_cost(
    cost: &VehicleCost,
    today: NaiveDate,
) -> Result<Option<HoldingCost>, MoneyTooLarge> {
    if cost.floor_plan_basis_points == 0 {
        return Ok(None);
    }
    let days = cost
        .financed_on
        .and_then(|began| u32::try_from((today - began).num_days()).ok())
        .unwrap_or(0);
    Ok(Some(HoldingCost {
        per_day: interest(cost, 1)?,
        days,
        so_far: interest(cost, days)?,
    }))
}

fn interest(cost: &VehicleCost, days: u32) -> Result<Fen, MoneyTooLarge> {
    let rate = Rate::from_basis_points(i64::from(cost.floor_plan_basis_points)).decimal();
    cost.purchase_price
        .yuan()
        .checked_mul(rate)
        .and_then(|year| year.checked_mul(Decimal::from(days)))
        .and_then(|sum| sum.checked_div(Decimal::from(FLOOR_PLAN_DAYS_A_YEAR)))
        .ok_or(MoneyTooLarge)
        .and_then(round_half_up)
}
