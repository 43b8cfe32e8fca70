//! Customers and cars, many to many: who owns a car 车主, who brings it in 送修人, who drives it 用车人.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CustomerRefusal, family::alive};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    identifiers::{Plate, Vin},
    ids::{CustomerId, CustomerVehicleId, VehicleId},
    refusal::{GeneralRefusal, Refusal},
    rights::Right,
    time::Timestamp,
    vehicles::Vehicle,
};

crate::words! {
    pub enum VehicleRole {
        /// 车主
        Owner => "owner",
        /// 送修人
        Sender => "sender",
        /// 用车人
        Driver => "driver",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "customer_vehicle",
    index(customer),
    index(vin),
    index(plate),
    index(vehicle)
)]
pub struct CustomerVehicle {
    pub id: CustomerVehicleId,
    pub customer: CustomerId,
    pub role: VehicleRole,
    /// The car's record when it is, or was, a car of the house.
    pub vehicle: Option<VehicleId>,
    #[column(personal = Vin)]
    pub vin: String,
    /// In its normal form, without the dot.
    #[column(personal = Plate)]
    pub plate: String,
    /// The car as a person would say it.
    pub description: String,
    pub since: Timestamp,
    pub until: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkVehicle {
    pub link: CustomerVehicleId,
    pub customer: CustomerId,
    pub role: VehicleRole,
    #[serde(default)]
    pub vehicle: Option<VehicleId>,
    #[serde(default)]
    pub vin: String,
    #[serde(default)]
    pub plate: String,
    #[serde(default)]
    pub description: String,
}

impl Rule for LinkVehicle {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditCustomers);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let customer = alive(facts, self.customer, "customer")?;
        if facts.get::<CustomerVehicle>(self.link)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "customer_vehicle".to_owned(),
            }
            .into());
        }
        checks::fits("description", &self.description, checks::LINE)?;
        let mut link = CustomerVehicle {
            id: self.link,
            customer: customer.id,
            role: self.role,
            vehicle: self.vehicle,
            vin: normal_vin(&self.vin)?,
            plate: normal_plate(&self.plate)?,
            description: self.description.trim().to_owned(),
            since: context.made_at,
            until: None,
        };
        if let Some(vehicle) = self.vehicle {
            let Some(vehicle) = facts.get::<Vehicle>(vehicle)? else {
                return Err(GeneralRefusal::NotFound {
                    kind: "vehicle".to_owned(),
                    field: "vehicle".to_owned(),
                }
                .into());
            };
            link.vin = vehicle.vin.to_string();
            if link.description.is_empty() {
                link.description = vehicle.description;
            }
        }
        if link.vin.is_empty() && link.plate.is_empty() {
            return Err(CustomerRefusal::VehicleMissing {
                field: "vin".to_owned(),
            }
            .into());
        }
        let same = |known: &CustomerVehicle| {
            known.until.is_none()
                && known.role == link.role
                && ((!link.vin.is_empty() && known.vin == link.vin)
                    || (!link.plate.is_empty() && known.plate == link.plate))
        };
        if facts
            .by::<CustomerVehicle>(CustomerVehicle::BY_CUSTOMER, [customer.id.to_value()])?
            .iter()
            .any(same)
        {
            return Err(CustomerRefusal::LinkedAlready.into());
        }
        let mut changes = Changes::new();
        changes.put(context.lane, &link);
        Ok(changes.into())
    }
}

pub(crate) fn normal_vin(typed: &str) -> Result<String, Refusal> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    Vin::parse(typed)
        .map(|reading| reading.vin.to_string())
        .map_err(|error| Refusal::typed(&error, Some("vin")))
}

pub(crate) fn normal_plate(typed: &str) -> Result<String, Refusal> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    Plate::parse(typed)
        .map(|plate| plate.to_string())
        .map_err(|error| Refusal::typed(&error, Some("plate")))
}

/// The car is no longer theirs; the link stays as history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnlinkVehicle {
    pub link: CustomerVehicleId,
}

impl Rule for UnlinkVehicle {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditCustomers);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let Some(mut link) = facts.get::<CustomerVehicle>(self.link)? else {
            return Err(GeneralRefusal::NotFound {
                kind: "customer_vehicle".to_owned(),
                field: "link".to_owned(),
            }
            .into());
        };
        link.until.get_or_insert(context.made_at);
        let mut changes = Changes::new();
        changes.put(context.lane, &link);
        Ok(changes.into())
    }
}

/// The car is this customer's from now on. Whoever was its owner before is so no longer, and who is
/// named its owner already is not named twice.
pub(crate) fn hand_to_owner(
    facts: &dyn Facts,
    context: &Context,
    customer: CustomerId,
    vehicle: &Vehicle,
    plate: &str,
    changes: &mut Changes,
) -> Result<(), Missing> {
    let mut link = CustomerVehicle {
        id: CustomerVehicleId::derived(context.command, "owner"),
        customer,
        role: VehicleRole::Owner,
        vehicle: Some(vehicle.id),
        vin: vehicle.vin.to_string(),
        plate: plate.to_owned(),
        description: vehicle.description.clone(),
        since: context.made_at,
        until: None,
    };
    for known in owners(facts, &link.vin)? {
        if known.customer == customer {
            link = CustomerVehicle {
                id: known.id,
                plate: if plate.is_empty() {
                    known.plate
                } else {
                    link.plate
                },
                since: known.since,
                ..link
            };
        } else {
            changes.put(
                context.lane,
                &CustomerVehicle {
                    until: Some(context.made_at),
                    ..known
                },
            );
        }
    }
    changes.put(context.lane, &link);
    Ok(())
}

/// The car that was sold has its lasting plate now: its owner's link says so too.
pub(crate) fn plate_of_owner(
    facts: &dyn Facts,
    context: &Context,
    customer: CustomerId,
    vehicle: &Vehicle,
    plate: &str,
    changes: &mut Changes,
) -> Result<(), Missing> {
    for known in owners(facts, vehicle.vin.as_str())? {
        if known.customer == customer && known.plate != plate {
            changes.put(
                context.lane,
                &CustomerVehicle {
                    plate: plate.to_owned(),
                    ..known
                },
            );
        }
    }
    Ok(())
}

/// Who is named the owner of the car with this VIN today.
fn owners(facts: &dyn Facts, vin: &str) -> Result<Vec<CustomerVehicle>, Missing> {
    let mut links: Vec<CustomerVehicle> =
        facts.by(CustomerVehicle::BY_VIN, [vin.to_owned().to_value()])?;
    links.retain(|link| link.role == VehicleRole::Owner && link.until.is_none());
    Ok(links)
}
