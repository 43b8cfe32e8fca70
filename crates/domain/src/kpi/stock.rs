//! Figures of the stock of cars.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Figure;
use crate::money::Fen;

const MONTHS_A_YEAR: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// 库存系数: closing stock over the month's sales. Above 1.5 the dealers' association warns.
#[must_use]
pub fn stock_coefficient(closing_stock: u32, month_sales: u32) -> Option<Figure> {
    Figure::ratio(closing_stock, month_sales)
}

/// 库存周转次数(年): the month's cost of goods sold over the average stock value, times 12.
#[must_use]
pub fn stock_turns_a_year(month_cost_of_goods: Fen, average_stock_value: Fen) -> Option<Figure> {
    Figure::ratio(
        month_cost_of_goods.yuan().checked_mul(MONTHS_A_YEAR)?,
        average_stock_value.yuan(),
    )
}

/// One band of 库龄结构.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AgeBand {
    /// First day of the band.
    pub from: u32,
    /// Last day of the band, itself included; none for the oldest.
    pub to: Option<u32>,
    /// Cars in it.
    pub count: u32,
}

impl AgeBand {
    /// `0-30`, `>180`.
    #[must_use]
    pub fn label(&self) -> String {
        match self.to {
            Some(to) => format!("{}-{to}", self.from),
            None => format!(">{}", self.from.saturating_sub(1)),
        }
    }
}

/// 库龄结构: counts cars by days since they came in. Each edge is the last day of a band, in rising order (30, 60,
/// 90, 180 unless the house has set others); what is older falls into one more band.
#[must_use]
pub fn ageing(days_in_stock: impl IntoIterator<Item = u32>, edges: &[u32]) -> Vec<AgeBand> {
    let starts = std::iter::once(0).chain(edges.iter().map(|edge| edge.saturating_add(1)));
    let ends = edges.iter().copied().map(Some).chain([None]);
    let mut bands: Vec<AgeBand> = starts
        .zip(ends)
        .map(|(from, to)| AgeBand { from, to, count: 0 })
        .collect();
    for days in days_in_stock {
        let band = bands
            .iter_mut()
            .find(|band| band.to.is_none_or(|to| days <= to));
        if let Some(band) = band {
            band.count += 1;
        }
    }
    bands
}
