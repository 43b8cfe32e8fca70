//! How far off the prediction is, by what has happened: each service of the last years is predicted from what
//! was known the day before it, and so it is by the fixed-interval rule. The fleet's kilometres a day come from
//! the half of the cars that is not asked, so that no car predicts itself.

use chrono::{Months, NaiveDate};
use domain::service_intervals::ServiceInterval;

use super::{
    history::{CarHistory, Occasion, fleet},
    predicting::predict,
};

/// How far a rule was off, in days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Errors {
    pub median: f64,
    pub mean: f64,
    /// The share of services that it told within 30 days, in per cent.
    pub within_30: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BackTest {
    /// How many services were predicted.
    pub services: usize,
    pub predicted: Errors,
    pub fixed: Errors,
}

/// Both rules over the services that came after another one.
pub fn back_test(histories: &[CarHistory], interval: ServiceInterval) -> Option<BackTest> {
    let half = |rest: usize| fleet(histories.iter().skip(rest).step_by(2));
    let fleets = [half(1), half(0)];
    let (mut predicted, mut fixed) = (Vec::new(), Vec::new());
    for (place, history) in histories.iter().enumerate() {
        for at in 1..history.visits.len() {
            let visit = history.visits[at];
            if visit.occasion != Occasion::Service {
                continue;
            }
            let known = &history.visits[..at];
            let Some(told) = predict(known, fleets[place % 2], interval) else {
                continue;
            };
            let Some(by_rule) = told
                .last_on
                .checked_add_months(Months::new(interval.interval_months))
            else {
                continue;
            };
            predicted.push(off(told.due_on, visit.on));
            fixed.push(off(by_rule, visit.on));
        }
    }
    Some(BackTest {
        services: predicted.len(),
        predicted: errors(&mut predicted)?,
        fixed: errors(&mut fixed)?,
    })
}

fn off(told: NaiveDate, came: NaiveDate) -> f64 {
    (told - came).num_days().abs() as f64
}

fn errors(days: &mut [f64]) -> Option<Errors> {
    days.sort_by(f64::total_cmp);
    let count = days.len();
    let median = *days.get(count / 2)?;
    let near = days.iter().filter(|off| **off <= 30.0).count();
    Some(Errors {
        median,
        mean: days.iter().sum::<f64>() / count as f64,
        within_30: near as f64 * 100.0 / count as f64,
    })
}
