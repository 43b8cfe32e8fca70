//! What has to be known of a car before a customer drives it: gearbox, plate, insurance.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::not_found;
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::Json,
    facts::{Ask, Facts},
    identifiers::Plate,
    ids::VehicleId,
    refusal::Refusal,
    rights::Right,
    vehicles::Vehicle,
};

crate::words! {
    pub enum Gearbox {
        Manual => "manual",
        /// Electric cars among them.
        Automatic => "automatic",
    }
}

crate::words! {
    /// A cover that a car lent to customers needs.
    pub enum DriveCover {
        /// 交强险
        Compulsory => "compulsory",
        /// 车损险
        Damage => "damage",
        /// 第三者责任险
        Liability => "liability",
    }
}

/// A car that is lent for drives; its row has the id of the car's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "demo_car", index(insured_until))]
pub struct DemoCar {
    pub id: VehicleId,
    pub gearbox: Gearbox,
    /// The lasting plate; empty while the car has none.
    pub plate: String,
    /// The temporary plate 临牌 and its last day.
    pub temporary_plate: String,
    pub temporary_until: Option<NaiveDate>,
    pub covers: Json<Vec<DriveCover>>,
    /// The last day on which all of them hold.
    pub insured_until: Option<NaiveDate>,
}

impl DemoCar {
    pub fn insured_on(&self, day: NaiveDate) -> bool {
        DriveCover::ALL
            .iter()
            .all(|cover| self.covers.0.contains(cover))
            && self.insured_until.is_some_and(|last| day <= last)
    }

    pub fn plated_on(&self, day: NaiveDate) -> bool {
        !self.plate.is_empty()
            || (!self.temporary_plate.is_empty()
                && self.temporary_until.is_some_and(|last| day <= last))
    }

    /// The plate on the car on this day.
    pub fn plate_on(&self, day: NaiveDate) -> &str {
        if self.plate.is_empty() && self.plated_on(day) {
            &self.temporary_plate
        } else {
            &self.plate
        }
    }
}

/// Writes down what has to be known of the car.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RegisterDemoCar {
    pub vehicle: VehicleId,
    pub gearbox: Gearbox,
    #[serde(default)]
    pub plate: String,
    #[serde(default)]
    pub temporary_plate: String,
    #[serde(default)]
    pub temporary_until: Option<NaiveDate>,
    pub covers: Vec<DriveCover>,
    #[serde(default)]
    pub insured_until: Option<NaiveDate>,
}

impl Rule for RegisterDemoCar {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditStock);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Vehicle>(self.vehicle)?.is_none() {
            return Err(not_found("vehicle", "vehicle"));
        }
        let plate = match self.plate.trim() {
            "" => String::new(),
            typed => Plate::parse(typed)
                .map_err(|error| Refusal::typed(&error, Some("plate")))?
                .to_string(),
        };
        checks::fits("temporaryPlate", &self.temporary_plate, 20)?;
        let furthest = context
            .today()
            .checked_add_months(chrono::Months::new(60))
            .unwrap_or(NaiveDate::MAX);
        for (field, day) in [
            ("temporaryUntil", self.temporary_until),
            ("insuredUntil", self.insured_until),
        ] {
            if let Some(day) = day {
                checks::date_until(field, day, furthest)?;
            }
        }
        let mut covers = self.covers.clone();
        covers.sort_unstable();
        covers.dedup();
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &DemoCar {
                id: self.vehicle,
                gearbox: self.gearbox,
                plate,
                temporary_plate: self.temporary_plate.trim().to_owned(),
                temporary_until: self.temporary_until,
                covers: Json(covers),
                insured_until: self.insured_until,
            },
        );
        Ok(changes.into())
    }
}
