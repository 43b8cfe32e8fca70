//! Figures of the sales floor.

use super::Figure;
use crate::money::Fen;

/// 留档率: records created over first visits, in per cent.
#[must_use]
pub fn record_rate(records: u32, first_visits: u32) -> Option<Figure> {
    Figure::percent(records, first_visits)
}

/// 试驾率: groups that drove over first visits, in per cent.
#[must_use]
pub fn test_drive_rate(test_drives: u32, first_visits: u32) -> Option<Figure> {
    Figure::percent(test_drives, first_visits)
}

/// 到店成交率: deals over first visits, in per cent.
#[must_use]
pub fn visit_to_deal_rate(deals: u32, first_visits: u32) -> Option<Figure> {
    Figure::percent(deals, first_visits)
}

/// 战败率: lost over won and lost, in per cent.
#[must_use]
pub fn lost_lead_rate(lost: u32, won: u32) -> Option<Figure> {
    Figure::percent(lost, u64::from(lost) + u64::from(won))
}

/// 渗透率: units with finance, insurance, extended warranty or a trade-in over deliveries, in per cent.
#[must_use]
pub fn penetration_rate(units: u32, deliveries: u32) -> Option<Figure> {
    Figure::percent(units, deliveries)
}

/// 开票 or 交付完成率: actual over target, in per cent.
#[must_use]
pub fn completion_rate(actual: u32, target: u32) -> Option<Figure> {
    Figure::percent(actual, target)
}

/// 单车毛利: net price less net cost, plus rebate and derivative income (which may be negative). `None` when it does
/// not fit.
#[must_use]
pub fn gross_per_car(net_price: Fen, net_cost: Fen, rebate_and_derivative: Fen) -> Option<Fen> {
    net_price
        .checked_sub(net_cost)?
        .checked_add(rebate_and_derivative)
}
