//! A car that the workshop did not know.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CarRefusal, ServicedCar, car_of};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    customers::{head_of, normal_plate, normal_vin},
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{CustomerId, ServicedCarId},
    refusal::GeneralRefusal,
    rights::Right,
    vehicles::Vehicle,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RegisterCar {
    pub car: ServicedCarId,
    #[serde(default)]
    pub vin: String,
    #[serde(default)]
    pub plate: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub customer: Option<CustomerId>,
}

/// What is known of a car that comes for the first time.
pub(crate) struct NewCar<'a> {
    pub car: ServicedCarId,
    pub vin: &'a str,
    pub plate: &'a str,
    pub description: &'a str,
    pub customer: Option<CustomerId>,
}

/// The new car's record, which nobody has yet.
pub(crate) fn registered(
    facts: &dyn Facts,
    context: &Context,
    new: &NewCar,
) -> Result<ServicedCar, Stop> {
    if facts.get::<ServicedCar>(new.car)?.is_some() {
        return Err(GeneralRefusal::AlreadyExists {
            kind: "serviced_car".to_owned(),
        }
        .into());
    }
    checks::fits("description", new.description, checks::LINE)?;
    let vin = normal_vin(new.vin)?;
    let plate = normal_plate(new.plate)?;
    if vin.is_empty() && plate.is_empty() {
        return Err(CarRefusal::CarUnnamed {
            field: "plate".to_owned(),
        }
        .into());
    }
    if let Some(known) = car_of(facts, &vin, &plate)? {
        let field = if !vin.is_empty() && known.vin == vin {
            "vin"
        } else {
            "plate"
        };
        return Err(CarRefusal::CarKnown {
            car: known.id,
            called: known.called(),
            field: field.to_owned(),
        }
        .into());
    }
    let customer = match new.customer {
        Some(customer) => Some(
            head_of(facts, customer)?
                .ok_or_else(|| GeneralRefusal::NotFound {
                    kind: "customer".to_owned(),
                    field: "customer".to_owned(),
                })?
                .id,
        ),
        None => None,
    };
    let ours = if vin.is_empty() {
        None
    } else {
        facts
            .by::<Vehicle>(Vehicle::BY_VIN, [vin.to_value()])?
            .into_iter()
            .max_by_key(|vehicle| vehicle.taken_in_at)
    };
    let mut description = new.description.trim().to_owned();
    if let Some(ours) = &ours
        && description.is_empty()
    {
        description.clone_from(&ours.description);
    }
    checks::filled("description", &description, checks::LINE)?;
    Ok(ServicedCar {
        id: new.car,
        vin,
        plate,
        description,
        odometer_km: ours.as_ref().map_or(0, |vehicle| vehicle.odometer_km),
        vehicle: ours.map(|vehicle| vehicle.id),
        customer,
        odometer_at: None,
        added_at: context.made_at,
    })
}

impl Rule for RegisterCar {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let car = registered(
            facts,
            context,
            &NewCar {
                car: self.car,
                vin: &self.vin,
                plate: &self.plate,
                description: &self.description,
                customer: self.customer,
            },
        )?;
        let mut changes = Changes::new();
        changes.put(context.lane, &car);
        Ok(changes.into())
    }
}
