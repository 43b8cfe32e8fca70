//! A car comes into stock: from the maker's list while it is on its way, or at the gate.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    CertificateState, Vehicle, VehicleCost, VehiclePurpose, VehicleRefusal, VehicleSource,
    VehicleState,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    identifiers::Vin,
    ids::{ModelId, VehicleId},
    money::Fen,
    refusal::GeneralRefusal,
    rights::Right,
};

/// The cost that comes with a car; only one who may edit cost gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StockCost {
    pub purchase_price: Fen,
    #[serde(default)]
    pub extras: Fen,
    #[serde(default)]
    pub floor_plan_basis_points: u32,
    #[serde(default)]
    pub financed_on: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakeIntoStock {
    pub vehicle: VehicleId,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub stock_number: String,
    pub vin: Vin,
    #[serde(default)]
    pub model: Option<ModelId>,
    pub description: String,
    #[serde(default)]
    pub exterior_colour: String,
    #[serde(default)]
    pub interior_colour: String,
    #[serde(default)]
    pub engine_number: String,
    #[serde(default)]
    pub produced_on: Option<NaiveDate>,
    pub purpose: VehiclePurpose,
    pub source: VehicleSource,
    #[serde(default)]
    pub location: String,
    #[serde(default)]
    pub expected_on: Option<NaiveDate>,
    /// The day it arrived; absent while it is on its way.
    #[serde(default)]
    pub arrived_on: Option<NaiveDate>,
    #[serde(default)]
    pub odometer_km: u32,
    #[serde(default)]
    pub guide_price: Option<Fen>,
    #[serde(default)]
    pub asking_price: Option<Fen>,
    #[serde(default)]
    pub key_number: String,
    #[serde(default)]
    pub keys_with: String,
    pub certificate: CertificateState,
    #[serde(default)]
    pub certificate_number: String,
    #[serde(default)]
    pub certificate_with: String,
    #[serde(default)]
    pub certificate_due: Option<NaiveDate>,
    #[serde(default)]
    pub remark: String,
    #[serde(default)]
    pub cost: Option<StockCost>,
}

impl Rule for TakeIntoStock {
    /// A VIN is scarce: two desks may not both take in the same car.
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::TakeIntoStock);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.stock_number.is_empty() {
            self.stock_number = numbers.next(NumberSeries::Stock);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Vehicle>(self.vehicle)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "vehicle".to_owned(),
            }
            .into());
        }
        checks::filled("stockNumber", &self.stock_number, 40)?;
        checks::filled("description", &self.description, checks::LINE)?;
        for (field, text) in [
            ("exteriorColour", &self.exterior_colour),
            ("interiorColour", &self.interior_colour),
            ("engineNumber", &self.engine_number),
            ("location", &self.location),
            ("keyNumber", &self.key_number),
            ("keysWith", &self.keys_with),
            ("certificateNumber", &self.certificate_number),
            ("certificateWith", &self.certificate_with),
        ] {
            checks::fits(field, text, checks::LINE)?;
        }
        checks::fits("remark", &self.remark, checks::REMARK)?;
        for (field, price) in [
            ("guidePrice", self.guide_price),
            ("askingPrice", self.asking_price),
        ] {
            if let Some(price) = price {
                checks::sum_in_range(field, price)?;
            }
        }
        let today = context.today();
        for (field, date) in [
            ("arrivedOn", self.arrived_on),
            ("producedOn", self.produced_on),
        ] {
            if let Some(date) = date {
                checks::date_until(field, date, today)?;
            }
        }
        let in_three_years = today
            .checked_add_months(chrono::Months::new(36))
            .unwrap_or(today);
        for (field, date) in [
            ("expectedOn", self.expected_on),
            ("certificateDue", self.certificate_due),
        ] {
            if let Some(date) = date {
                checks::date_until(field, date, in_three_years)?;
            }
        }

        if let Some(there) = in_house(facts, &self.vin)? {
            return Err(VehicleRefusal::VinInStock {
                vin: self.vin.to_string(),
                stock_number: there.stock_number,
                vehicle: there.id,
            }
            .into());
        }

        let mut changes = Changes::new();
        changes.put(context.lane, &self.vehicle(context));
        if let Some(cost) = &self.cost {
            changes.put(context.lane, &self.cost(cost, context)?);
        }
        Ok(changes.into())
    }
}

/// The car with this VIN that the dealership has or expects. A car that was delivered or has left
/// may come in again, as a used car, under a record of its own.
fn in_house(facts: &dyn Facts, vin: &Vin) -> Result<Option<Vehicle>, crate::facts::Missing> {
    Ok(facts
        .by::<Vehicle>(Vehicle::BY_VIN, [vin.to_value()])?
        .into_iter()
        .find(|vehicle| match vehicle.state {
            VehicleState::Delivered | VehicleState::Gone => false,
            VehicleState::InTransit
            | VehicleState::InStock
            | VehicleState::Transferring
            | VehicleState::Allocated
            | VehicleState::InInspection
            | VehicleState::Ready => true,
        }))
}

impl TakeIntoStock {
    fn vehicle(&self, context: &Context) -> Vehicle {
        Vehicle {
            id: self.vehicle,
            stock_number: self.stock_number.clone(),
            vin: self.vin.clone(),
            model: self.model,
            description: self.description.trim().to_owned(),
            exterior_colour: self.exterior_colour.clone(),
            interior_colour: self.interior_colour.clone(),
            engine_number: self.engine_number.clone(),
            produced_on: self.produced_on,
            state: if self.arrived_on.is_some() {
                VehicleState::InStock
            } else {
                VehicleState::InTransit
            },
            purpose: self.purpose,
            source: self.source,
            location: self.location.clone(),
            expected_on: self.expected_on,
            arrived_on: self.arrived_on,
            odometer_km: self.odometer_km,
            guide_price: self.guide_price,
            asking_price: self.asking_price,
            key_number: self.key_number.clone(),
            keys_with: self.keys_with.clone(),
            certificate: self.certificate,
            certificate_number: self.certificate_number.clone(),
            certificate_with: self.certificate_with.clone(),
            certificate_due: self.certificate_due,
            stop_sale: String::new(),
            held_by: None,
            held_at: None,
            remark: self.remark.clone(),
            taken_in_at: context.made_at,
        }
    }

    fn cost(
        &self,
        cost: &StockCost,
        context: &Context,
    ) -> Result<VehicleCost, crate::refusal::Refusal> {
        if !context.may(Right::EditCost) {
            return Err(GeneralRefusal::MissingRight {
                right: Right::EditCost,
            }
            .into());
        }
        checks::sum_in_range("cost.purchasePrice", cost.purchase_price)?;
        checks::sum_in_range("cost.extras", cost.extras)?;
        // Half the price a year is a slip of the decimal point, not a floor plan.
        if cost.floor_plan_basis_points > 5_000 {
            return Err(VehicleRefusal::FloorPlanRateAbsurd {
                basis_points: cost.floor_plan_basis_points,
            }
            .into());
        }
        Ok(VehicleCost {
            id: self.vehicle,
            purchase_price: cost.purchase_price,
            extras: cost.extras,
            floor_plan_basis_points: cost.floor_plan_basis_points,
            financed_on: cost.financed_on,
        })
    }
}
