//! The prediction itself. A car's kilometres a day are the median over the stretches between its visits, each
//! weighing its days, so that one reading that is wrong, or one long journey, does not decide. Where there are
//! few days of its own, the fleet's kilometres a day count as well.

use chrono::{Days, Months, NaiveDate};
use domain::service_intervals::ServiceInterval;

use super::history::{Occasion, Visit};

/// What is known of the cars of the house together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fleet {
    /// The median over the cars; none while no car has been here twice.
    pub km_per_day: Option<f64>,
}

/// Which of the two is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueBy {
    Kilometres,
    Time,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prediction {
    pub due_on: NaiveDate,
    pub by: DueBy,
    /// The odometer at which it is due.
    pub due_km: u32,
    pub km_per_day: f64,
    pub last_on: NaiveDate,
    pub last_km: u32,
}

/// Fewer days between two visits say nothing about a habit: the car is back for the same matter.
const SHORTEST_STRETCH: i64 = 14;
/// More kilometres a day than anybody drives: a reading that is wrong.
const FASTEST: f64 = 1_500.0;

/// When the next service is due, as it could be told after these visits, which are in the order of time.
/// Nothing for a car that was never here for a service, or whose kilometres nobody can guess.
pub fn predict(visits: &[Visit], fleet: Fleet, interval: ServiceInterval) -> Option<Prediction> {
    let last = visits
        .iter()
        .rev()
        .find(|visit| visit.occasion == Occasion::Service)?;
    let by_time = last
        .on
        .checked_add_months(Months::new(interval.interval_months))?;
    let due_km = last.km.saturating_add(interval.interval_km);
    let Some(km_per_day) = rate(visits, fleet, interval) else {
        return Some(Prediction {
            due_on: by_time,
            by: DueBy::Time,
            due_km,
            km_per_day: 0.0,
            last_on: last.on,
            last_km: last.km,
        });
    };
    // The odometer was read last at the last visit, whatever that was for.
    let read = visits.last()?;
    let left = f64::from(due_km) - f64::from(read.km);
    let days = (left / km_per_day).max(0.0).round();
    let by_km = (days < 36_500.0)
        .then(|| read.on.checked_add_days(Days::new(days as u64)))
        .flatten();
    let (due_on, by) = match by_km {
        Some(by_km) if by_km < by_time => (by_km, DueBy::Kilometres),
        Some(_) | None => (by_time, DueBy::Time),
    };
    Some(Prediction {
        due_on,
        by,
        due_km,
        km_per_day,
        last_on: last.on,
        last_km: last.km,
    })
}

/// Kilometres a day of this car, with the fleet's for as many days as the rule says.
fn rate(visits: &[Visit], fleet: Fleet, interval: ServiceInterval) -> Option<f64> {
    let (own, days) = own_rate(visits);
    let weight = f64::from(interval.fleet_weight_days);
    let rate = match (own, fleet.km_per_day) {
        (Some(own), Some(fleet)) => (own * days + fleet * weight) / (days + weight),
        (Some(own), None) => own,
        (None, Some(fleet)) => fleet,
        (None, None) => return None,
    };
    (rate > 0.1).then_some(rate)
}

/// The median kilometres a day over the stretches between visits, and the days that it rests on.
pub(super) fn own_rate(visits: &[Visit]) -> (Option<f64>, f64) {
    let mut stretches: Vec<(f64, f64)> = Vec::new();
    let Some(mut from) = visits.first().copied() else {
        return (None, 0.0);
    };
    for visit in visits.iter().skip(1) {
        let days = (visit.on - from.on).num_days();
        if days < SHORTEST_STRETCH {
            continue;
        }
        let rate = (f64::from(visit.km) - f64::from(from.km)) / days as f64;
        // An odometer that ran back, or ran like none does, is left out; the next stretch begins here.
        if (0.0..=FASTEST).contains(&rate) {
            stretches.push((rate, days as f64));
        }
        from = *visit;
    }
    let days = stretches.iter().map(|(_, days)| days).sum();
    (weighted_median(&mut stretches), days)
}

/// The value at which half of the weight lies below.
pub(super) fn weighted_median(values: &mut [(f64, f64)]) -> Option<f64> {
    values.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let half = values.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut below = 0.0;
    for (value, weight) in &*values {
        below += weight;
        if below >= half {
            return Some(*value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const INTERVAL: ServiceInterval = ServiceInterval {
        interval_km: 10_000,
        interval_months: 12,
        fleet_weight_days: 120,
        call_ahead_days: 30,
        call_late_days: 365,
    };

    const NOBODY: Fleet = Fleet { km_per_day: None };

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
    }

    fn service(on: NaiveDate, km: u32) -> Visit {
        Visit {
            on,
            km,
            occasion: Occasion::Service,
        }
    }

    fn repair(on: NaiveDate, km: u32) -> Visit {
        Visit {
            on,
            km,
            occasion: Occasion::Other,
        }
    }

    #[test]
    fn who_drives_much_comes_by_kilometres_and_who_drives_little_by_time() {
        let much = [service(day(1, 1), 10_000), service(day(4, 11), 20_000)];
        let told = predict(&much, NOBODY, INTERVAL).expect("a prediction");
        assert_eq!((told.by, told.due_km), (DueBy::Kilometres, 30_000));
        // A hundred kilometres a day: a hundred days.
        assert_eq!(told.due_on, day(7, 20));
        let little = [service(day(1, 1), 10_000), service(day(4, 11), 10_500)];
        let told = predict(&little, NOBODY, INTERVAL).expect("a prediction");
        assert_eq!(told.by, DueBy::Time);
        assert_eq!(
            told.due_on,
            NaiveDate::from_ymd_opt(2027, 4, 11).expect("a day")
        );
    }

    #[test]
    fn a_repair_between_services_tells_where_the_odometer_is_now() {
        let visits = [
            service(day(1, 1), 10_000),
            service(day(4, 11), 20_000),
            repair(day(5, 1), 29_000),
        ];
        let told = predict(&visits, NOBODY, INTERVAL).expect("a prediction");
        assert_eq!(told.last_on, day(4, 11));
        // Only a thousand kilometres are left, ten days at a hundred a day.
        assert_eq!(told.due_on, day(5, 11));
    }

    #[test]
    fn one_wrong_reading_does_not_decide() {
        let honest = [
            service(day(1, 1), 10_000),
            service(day(3, 1), 12_000),
            service(day(5, 1), 14_000),
            service(day(7, 1), 16_000),
            service(day(9, 1), 18_000),
        ];
        let mut misread = honest;
        misread[2].km = 140_000;
        let of = |visits: &[Visit]| predict(visits, NOBODY, INTERVAL).expect("one").km_per_day;
        assert!((of(&honest) - of(&misread)).abs() < 1.0);
    }

    #[test]
    fn a_car_of_one_visit_drives_like_the_fleet_and_one_of_many_like_itself() {
        let fleet = Fleet {
            km_per_day: Some(40.0),
        };
        let once = predict(&[service(day(1, 1), 10_000)], fleet, INTERVAL).expect("one");
        assert!((once.km_per_day - 40.0).abs() < 0.01);
        let twice = [service(day(1, 1), 10_000), service(day(5, 1), 22_000)];
        let twice = predict(&twice, fleet, INTERVAL).expect("one");
        // As many days of its own as the fleet weighs: half way between 100 and 40.
        assert!((twice.km_per_day - 70.0).abs() < 0.01);
    }

    #[test]
    fn who_was_never_here_for_a_service_is_told_nothing() {
        assert_eq!(
            predict(&[repair(day(1, 1), 10_000)], NOBODY, INTERVAL),
            None
        );
    }
}
