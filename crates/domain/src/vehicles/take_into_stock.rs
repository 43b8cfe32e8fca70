//! A car comes into stock: from the maker's list while it is on its way, or at the gate.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    CertificateState, Vehicle, VehicleCost, VehicleCostKind, VehicleCostLine, VehiclePurpose,
    VehicleRefusal, VehicleSource, VehicleState,
    costs::sound_cost,
    shared::{in_house, sound},
};
use crate::{
    changes::Changes,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    facts::{Ask, Facts},
    identifiers::Vin,
    ids::{CostLineId, ModelId, VehicleId},
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
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub stock_number: String,
    pub vin: Vin,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelId>,
    pub description: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exterior_colour: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub interior_colour: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub engine_number: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub produced_on: Option<NaiveDate>,
    pub purpose: VehiclePurpose,
    pub source: VehicleSource,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub location: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_on: Option<NaiveDate>,
    /// The day it arrived; absent while it is on its way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived_on: Option<NaiveDate>,
    #[serde(default)]
    pub odometer_km: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guide_price: Option<Fen>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asking_price: Option<Fen>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key_number: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub keys_with: String,
    pub certificate: CertificateState,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub certificate_number: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub certificate_with: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_due: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
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
        let vehicle = self.sound_vehicle(facts, context)?;
        if let Some(there) = in_house(facts, &self.vin)? {
            return Err(VehicleRefusal::VinInStock {
                vin: self.vin.to_string(),
                stock_number: there.stock_number,
                vehicle: there.id,
            }
            .into());
        }
        Ok(self.put(&vehicle, context)?.into())
    }
}

impl TakeIntoStock {
    /// The same for one who has just asked whether the car is in the house, and heard that it is not.
    pub(crate) fn decide_for_one_not_in_house(
        &self,
        facts: &dyn Facts,
        context: &Context,
    ) -> Result<Changes, Stop> {
        let vehicle = self.sound_vehicle(facts, context)?;
        self.put(&vehicle, context)
    }

    fn sound_vehicle(&self, facts: &dyn Facts, context: &Context) -> Result<Vehicle, Stop> {
        if facts.get::<Vehicle>(self.vehicle)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "vehicle".to_owned(),
            }
            .into());
        }
        let vehicle = self.vehicle(context);
        sound(&vehicle, context.today())?;
        Ok(vehicle)
    }

    fn put(&self, vehicle: &Vehicle, context: &Context) -> Result<Changes, Stop> {
        let mut changes = Changes::new();
        changes.put(context.lane, vehicle);
        if let Some(cost) = &self.cost {
            let cost = self.cost(cost, context)?;
            changes.put(context.lane, &cost);
            if let Some(line) = self.first_line(&cost, context) {
                changes.put(context.lane, &line);
            }
        }
        Ok(changes)
    }

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

    fn cost(&self, cost: &StockCost, context: &Context) -> Result<VehicleCost, Stop> {
        if !context.may(Right::EditCost) {
            return Err(GeneralRefusal::MissingRight {
                right: Right::EditCost,
            }
            .into());
        }
        let cost = VehicleCost {
            id: self.vehicle,
            purchase_price: cost.purchase_price,
            extras: cost.extras,
            floor_plan_basis_points: cost.floor_plan_basis_points,
            financed_on: cost.financed_on,
        };
        sound_cost("cost.", &cost, context.today())?;
        Ok(cost)
    }

    /// What came on top at once is a line like any later one, so that the extras are their sum.
    fn first_line(&self, cost: &VehicleCost, context: &Context) -> Option<VehicleCostLine> {
        (!cost.extras.is_zero()).then(|| VehicleCostLine {
            id: CostLineId::derived(context.command, "extras"),
            vehicle: self.vehicle,
            kind: VehicleCostKind::Other,
            amount: cost.extras,
            extras_after: cost.extras,
            paid_on: context.today(),
            note: String::new(),
            added_at: context.made_at,
        })
    }
}
