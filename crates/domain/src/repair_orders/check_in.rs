//! A car is checked in 接车: what it shows, what lies in it, and what is damaged already.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::RepairRefusal;
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    customers::{head_of, normal_plate, normal_vin},
    entity::Json,
    facts::{Ask, Facts},
    ids::{CheckInId, CustomerId, PersonId, RepairOrderId, ServiceBookingId, ServicedCarId},
    refusal::GeneralRefusal,
    rights::Right,
    serviced_cars::{NewCar, ServicedCar, car_of, registered},
    time::Timestamp,
    vehicles::FARTHEST_KM,
};

crate::words! {
    /// A side of the car's outline.
    pub enum CarView {
        Left => "left",
        Right => "right",
        Front => "front",
        Rear => "rear",
        Top => "top",
    }
}

crate::words! {
    pub enum DamageKind {
        /// 划痕
        Scratch => "scratch",
        /// 凹陷
        Dent => "dent",
        /// 裂纹
        Crack => "crack",
        /// 掉漆
        Chip => "chip",
        /// 缺失
        Missing => "missing",
    }
}

/// A mark on the outline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DamageMark {
    pub view: CarView,
    /// From the left and from the top of the view, in thousandths of it.
    pub x: u32,
    pub y: u32,
    pub kind: DamageKind,
    #[serde(default)]
    pub note: String,
    /// Name of the kept picture; empty without one.
    #[serde(default)]
    pub photo: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "check_in", index(car, received_at), index(repair_order))]
pub struct CheckIn {
    pub id: CheckInId,
    pub car: ServicedCarId,
    pub customer: Option<CustomerId>,
    pub booking: Option<ServiceBookingId>,
    pub repair_order: Option<RepairOrderId>,
    #[column(personal = Name)]
    pub brought_by: String,
    pub odometer_km: u32,
    /// Why it shows less than before; empty when it does not.
    pub odometer_reason: String,
    /// Fuel or charge.
    pub energy_percent: u32,
    pub belongings: String,
    pub marks: Json<Vec<DamageMark>>,
    /// What the customer says.
    pub concern: String,
    pub received_by: PersonId,
    pub received_at: Timestamp,
}

/// The plate or VIN finds the car, or makes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckInCar {
    pub check_in: CheckInId,
    /// The known car, or the id of the one to be made.
    pub car: ServicedCarId,
    #[serde(default)]
    pub vin: String,
    #[serde(default)]
    pub plate: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub customer: Option<CustomerId>,
    #[serde(default)]
    pub booking: Option<ServiceBookingId>,
    #[serde(default)]
    pub brought_by: String,
    pub odometer_km: u32,
    #[serde(default)]
    pub odometer_reason: String,
    pub energy_percent: u32,
    #[serde(default)]
    pub belongings: String,
    pub marks: Vec<DamageMark>,
    #[serde(default)]
    pub concern: String,
}

/// A check-in has at most so many marks; a car with more is an accident with a report of its own.
const MOST_MARKS: usize = 200;

impl Rule for CheckInCar {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<CheckIn>(self.check_in)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "check_in".to_owned(),
            }
            .into());
        }
        self.fits()?;
        let car = self.car(facts, context)?;
        if self.odometer_km < car.odometer_km && self.odometer_reason.trim().is_empty() {
            return Err(RepairRefusal::OdometerBack {
                last: car.odometer_km,
                field: "odometerReason".to_owned(),
            }
            .into());
        }
        let customer = match self.customer.or(car.customer) {
            Some(customer) => head_of(facts, customer)?.map(|head| head.id),
            None => None,
        };
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &CheckIn {
                id: self.check_in,
                car: car.id,
                customer,
                booking: self.booking,
                repair_order: None,
                brought_by: self.brought_by.trim().to_owned(),
                odometer_km: self.odometer_km,
                odometer_reason: self.odometer_reason.trim().to_owned(),
                energy_percent: self.energy_percent,
                belongings: self.belongings.trim().to_owned(),
                marks: Json(self.marks.clone()),
                concern: self.concern.trim().to_owned(),
                received_by: context.actor,
                received_at: context.made_at,
            },
        );
        changes.put(
            context.lane,
            &ServicedCar {
                odometer_km: self.odometer_km,
                odometer_at: Some(context.made_at),
                customer,
                ..car
            },
        );
        Ok(changes.into())
    }
}

/// Whether a text is the name of a kept file: its SHA-256.
fn names_a_file(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

impl CheckInCar {
    fn fits(&self) -> Result<(), Stop> {
        checks::fits("broughtBy", &self.brought_by, checks::LINE)?;
        checks::fits("odometerReason", &self.odometer_reason, checks::LINE)?;
        checks::fits("belongings", &self.belongings, checks::REMARK)?;
        checks::fits("concern", &self.concern, checks::REMARK)?;
        if self.odometer_km > FARTHEST_KM {
            return Err(RepairRefusal::OdometerBeyond {
                field: "odometerKm".to_owned(),
            }
            .into());
        }
        if self.energy_percent > 100 {
            return Err(RepairRefusal::OutsideThePicture {
                field: "energyPercent".to_owned(),
            }
            .into());
        }
        if self.marks.len() > MOST_MARKS {
            return Err(GeneralRefusal::TooLong {
                field: "marks".to_owned(),
                max: MOST_MARKS as u32,
            }
            .into());
        }
        for (place, mark) in self.marks.iter().enumerate() {
            checks::fits(&format!("marks.{place}.note"), &mark.note, checks::LINE)?;
            if !mark.photo.is_empty() && !names_a_file(&mark.photo) {
                return Err(RepairRefusal::PhotoNotKept {
                    field: format!("marks.{place}.photo"),
                }
                .into());
            }
            if mark.x > 1_000 || mark.y > 1_000 {
                return Err(RepairRefusal::OutsideThePicture {
                    field: format!("marks.{place}"),
                }
                .into());
            }
        }
        Ok(())
    }

    /// The car that is known by its id, its VIN or its plate; else a new one. What was not known of it
    /// before is kept now.
    fn car(&self, facts: &dyn Facts, context: &Context) -> Result<ServicedCar, Stop> {
        let vin = normal_vin(&self.vin)?;
        let plate = normal_plate(&self.plate)?;
        let found = match facts.get::<ServicedCar>(self.car)? {
            Some(car) => Some(car),
            None => car_of(facts, &vin, &plate)?,
        };
        let Some(mut car) = found else {
            return registered(
                facts,
                context,
                &NewCar {
                    car: self.car,
                    vin: &vin,
                    plate: &plate,
                    description: &self.description,
                    customer: self.customer,
                },
            );
        };
        if car.vin.is_empty() {
            car.vin = vin;
        }
        if !plate.is_empty() {
            car.plate = plate;
        }
        Ok(car)
    }
}
