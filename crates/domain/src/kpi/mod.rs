//! The figures by which a dealership is run, each with its denominator fixed by its name.
//!
//! Shares are in per cent with two places, half-up. A division by zero has no answer and is shown as "-".

mod after_sales;
mod figure;
mod sales;
mod stock;

pub use after_sales::{
    AftersalesResult, absorption_rate, appointment_rate, bay_turnover, first_time_fix_rate,
    lost_owner_rate, net_promoter_score, on_time_rate, revenue_per_unit,
};
pub use figure::Figure;
pub use sales::{
    completion_rate, gross_per_car, lost_lead_rate, penetration_rate, record_rate, test_drive_rate,
    visit_to_deal_rate,
};
pub use stock::{AgeBand, ageing, stock_coefficient, stock_turns_a_year};
