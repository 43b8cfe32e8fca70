//! Figures of the workshop and of how customers feel.

use rust_decimal::Decimal;

use super::Figure;
use crate::money::{Fen, round_half_up};

/// 单台产值: revenue over settled repair orders, to the fen. Whether VAT and warranty are in it is for the report
/// to say.
#[must_use]
pub fn revenue_per_unit(revenue: Fen, units: u32) -> Option<Fen> {
    round_half_up(revenue.yuan().checked_div(Decimal::from(units))?).ok()
}

/// 一次修复率: repairs whose fault did not come back within the window, over repairs, in per cent.
#[must_use]
pub fn first_time_fix_rate(not_returned: u32, repairs: u32) -> Option<Figure> {
    Figure::percent(not_returned, repairs)
}

/// What 零服吸收率 is reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AftersalesResult {
    /// Gross profit of after-sales.
    pub gross_profit: Fen,
    /// All expense of the house.
    pub total_expense: Fen,
    /// The part of it that varies with new cars sold.
    pub new_car_variable_expense: Fen,
}

/// 零服吸收率: after-sales gross profit over the expense that does not vary with new cars, in per cent.
#[must_use]
pub fn absorption_rate(result: AftersalesResult) -> Option<Figure> {
    let fixed = result
        .total_expense
        .checked_sub(result.new_car_variable_expense)?;
    Figure::percent(result.gross_profit.yuan(), fixed.yuan())
}

/// 客户流失率: owners on file who did not come in the year, over owners on file, in per cent.
#[must_use]
pub fn lost_owner_rate(on_file: u32, active_in_year: u32) -> Option<Figure> {
    Figure::percent(i64::from(on_file) - i64::from(active_in_year), on_file)
}

/// 预约率: units with an appointment over units, in per cent.
#[must_use]
pub fn appointment_rate(appointments: u32, units: u32) -> Option<Figure> {
    Figure::percent(appointments, units)
}

/// 准时交车率: units handed back on time over units, in per cent.
#[must_use]
pub fn on_time_rate(on_time: u32, units: u32) -> Option<Figure> {
    Figure::percent(on_time, units)
}

/// 工位周转: units by bay and day.
#[must_use]
pub fn bay_turnover(units: u32, bays: u32, days: u32) -> Option<Figure> {
    Figure::ratio(units, u64::from(bays) * u64::from(days))
}

/// NPS: per cent of answers 9-10 less per cent of answers 0-6, of all answers.
#[must_use]
pub fn net_promoter_score(promoters: u32, passives: u32, detractors: u32) -> Option<Figure> {
    let answers = u64::from(promoters) + u64::from(passives) + u64::from(detractors);
    Figure::percent(i64::from(promoters) - i64::from(detractors), answers)
}
