//! What is known of a car changes: it has a plate now, its VIN was read, somebody else brings it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CarRefusal, ServicedCar, known_car};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    customers::{head_of, normal_plate, normal_vin},
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{CustomerId, ServicedCarId},
    refusal::GeneralRefusal,
    rights::Right,
};

/// Only what is given changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AmendCar {
    pub car: ServicedCarId,
    #[serde(default)]
    pub vin: Option<String>,
    #[serde(default)]
    pub plate: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub customer: Option<CustomerId>,
}

impl Rule for AmendCar {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut car = known_car(facts, self.car, "car")?;
        if let Some(vin) = &self.vin {
            car.vin = normal_vin(vin)?;
            let other = facts
                .by::<ServicedCar>(ServicedCar::BY_VIN, [car.vin.to_value()])?
                .into_iter()
                .find(|other| other.id != car.id && !car.vin.is_empty());
            if let Some(other) = other {
                return Err(CarRefusal::CarKnown {
                    car: other.id,
                    called: other.called(),
                    field: "vin".to_owned(),
                }
                .into());
            }
        }
        let mut changes = Changes::new();
        if let Some(plate) = &self.plate {
            car.plate = normal_plate(plate)?;
            // A plate is on one car at a time: the one that had it before has it no longer.
            if !car.plate.is_empty() {
                for other in
                    facts.by::<ServicedCar>(ServicedCar::BY_PLATE, [car.plate.to_value()])?
                {
                    if other.id != car.id {
                        changes.put(
                            context.lane,
                            &ServicedCar {
                                plate: String::new(),
                                ..other
                            },
                        );
                    }
                }
            }
        }
        if car.vin.is_empty() && car.plate.is_empty() {
            return Err(CarRefusal::CarUnnamed {
                field: "plate".to_owned(),
            }
            .into());
        }
        if let Some(description) = &self.description {
            checks::filled("description", description, checks::LINE)?;
            description.trim().clone_into(&mut car.description);
        }
        if let Some(customer) = self.customer {
            let head = head_of(facts, customer)?.ok_or_else(|| GeneralRefusal::NotFound {
                kind: "customer".to_owned(),
                field: "customer".to_owned(),
            })?;
            car.customer = Some(head.id);
        }
        changes.put(context.lane, &car);
        Ok(changes.into())
    }
}
