//! What is still to be done on a car with this VIN. Asked at booking, at the check-in and before a sale, from
//! what the desk has, so also without a line.

use chrono::NaiveDate;

use super::{Recall, RecallCar, RecallCarState, RecallKind};
use crate::{
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
};

/// The recalls and campaigns that the car is listed for and that are not done, the earliest first.
pub fn open_recalls(
    facts: &dyn Facts,
    vin: &str,
    today: NaiveDate,
) -> Result<Vec<(Recall, RecallCar)>, Missing> {
    if vin.is_empty() {
        return Ok(Vec::new());
    }
    let listed = facts.by::<RecallCar>(
        RecallCar::BY_VIN_STATE,
        [vin.to_owned().to_value(), RecallCarState::Open.to_value()],
    )?;
    let mut open = Vec::new();
    for car in listed {
        if let Some(recall) = facts.get::<Recall>(car.recall)?
            && recall.concerns_on(today)
        {
            open.push((recall, car));
        }
    }
    open.sort_by(|(one, _), (other, _)| {
        (one.runs_from, &one.number).cmp(&(other.runs_from, &other.number))
    });
    Ok(open)
}

/// The recall that keeps a car with this VIN from being sold, if there is one.
pub fn stops_sale(
    facts: &dyn Facts,
    vin: &str,
    today: NaiveDate,
) -> Result<Option<Recall>, Missing> {
    let open = open_recalls(facts, vin, today)?;
    Ok(open
        .into_iter()
        .map(|(recall, _)| recall)
        .find(|recall| recall.kind == RecallKind::Recall))
}
