//! The cars that the workshop knows 维修车辆: one record per VIN, whoever brings it and whether or not the
//! house ever sold it.

mod amend_car;
mod guarantee;
mod register_car;

pub use amend_car::AmendCar;
pub use guarantee::{CarGuarantee, CarUse, StateGuarantee};
pub(crate) use guarantee::{GuaranteeStart, guarantee_start};
pub use register_car::RegisterCar;
pub(crate) use register_car::{NewCar, registered};

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    command::Stop,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{CustomerId, ServicedCarId, VehicleId},
    refusal::{GeneralRefusal, Refusal},
    time::Timestamp,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "serviced_car", index(vin), index(plate), index(customer))]
pub struct ServicedCar {
    pub id: ServicedCarId,
    /// In capitals; empty while nobody has read it.
    #[column(personal = Vin)]
    pub vin: String,
    /// In its normal form, without the dot; empty for a car without one.
    #[column(personal = Plate)]
    pub plate: String,
    /// The car as a person would say it.
    pub description: String,
    /// Its stock record, when it is or was a car of the house.
    pub vehicle: Option<VehicleId>,
    /// Who brings it; the last who did.
    pub customer: Option<CustomerId>,
    /// The last reading.
    pub odometer_km: u32,
    pub odometer_at: Option<Timestamp>,
    pub added_at: Timestamp,
}

impl ServicedCar {
    /// How the car is called at the counter: by its plate, or the end of its VIN.
    pub fn called(&self) -> String {
        if !self.plate.is_empty() {
            return self.plate.clone();
        }
        let tail = self.vin.len().saturating_sub(6);
        self.vin.get(tail..).unwrap_or_default().to_owned()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum CarRefusal {
    /// A car is named by its VIN, its plate, or both.
    CarUnnamed { field: String },
    /// The workshop knows this car already.
    CarKnown {
        car: ServicedCarId,
        called: String,
        field: String,
    },
    /// A paper that says a day that is still to come.
    GuaranteeAhead { field: String },
}

impl From<CarRefusal> for Refusal {
    fn from(refusal: CarRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}

/// The car that a command names.
pub(crate) fn known_car(
    facts: &dyn Facts,
    car: ServicedCarId,
    field: &str,
) -> Result<ServicedCar, Stop> {
    facts.get::<ServicedCar>(car)?.ok_or_else(|| {
        GeneralRefusal::NotFound {
            kind: "serviced_car".to_owned(),
            field: field.to_owned(),
        }
        .into()
    })
}

/// The car that has this VIN, or else this plate.
pub(crate) fn car_of(
    facts: &dyn Facts,
    vin: &str,
    plate: &str,
) -> Result<Option<ServicedCar>, Missing> {
    let by = |index, text: &str| -> Result<Option<ServicedCar>, Missing> {
        if text.is_empty() {
            return Ok(None);
        }
        Ok(facts
            .by::<ServicedCar>(index, [text.to_owned().to_value()])?
            .into_iter()
            .next())
    };
    match by(ServicedCar::BY_VIN, vin)? {
        Some(found) => Ok(Some(found)),
        // A plate goes from car to car; one whose VIN is known to be another is another car.
        None => Ok(by(ServicedCar::BY_PLATE, plate)?
            .filter(|found| vin.is_empty() || found.vin.is_empty())),
    }
}
