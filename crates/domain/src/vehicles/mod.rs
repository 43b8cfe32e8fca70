//! Cars in stock: one record per VIN, one life cycle, one table of its steps.

mod states;
mod take_into_stock;

pub use states::{VehicleState, VehicleStep};
pub use take_into_stock::{StockCost, TakeIntoStock};

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    identifiers::Vin,
    ids::{ModelId, OrderId, VehicleId},
    money::Fen,
    refusal::Refusal,
    time::Timestamp,
};

crate::words! {
    /// How the dealership came by the car.
    pub enum VehicleSource {
        Maker => "maker",
        Transfer => "transfer",
        TradeIn => "tradeIn",
        Purchase => "purchase",
        Consignment => "consignment",
    }
}

crate::words! {
    /// What the car is there for.
    pub enum VehiclePurpose {
        ForSale => "forSale",
        Display => "display",
        Demonstrator => "demonstrator",
    }
}

crate::words! {
    /// Where the certificate of conformity 合格证 is.
    pub enum CertificateState {
        /// On its way from the maker or the bank.
        InTransit => "inTransit",
        InHouse => "inHouse",
        /// With the lender that finances the stock, to be redeemed before the sale.
        Pledged => "pledged",
        /// Lent to somebody of the house.
        Lent => "lent",
        HandedOver => "handedOver",
    }
}

/// A car of the dealership, from the maker's list to the customer's drive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "vehicle", index(vin), index(stock_number), index(held_by))]
pub struct Vehicle {
    pub id: VehicleId,
    pub stock_number: String,
    #[column(personal = Vin)]
    pub vin: Vin,
    /// The catalogue's model, when it is known there.
    pub model: Option<ModelId>,
    /// Brand, series and model as a person would say them, also without the catalogue.
    pub description: String,
    pub exterior_colour: String,
    pub interior_colour: String,
    pub engine_number: String,
    pub produced_on: Option<NaiveDate>,
    pub state: VehicleState,
    pub purpose: VehiclePurpose,
    pub source: VehicleSource,
    /// The yard, hall or bay where the car stands.
    pub location: String,
    pub expected_on: Option<NaiveDate>,
    /// The day from which its age in stock counts.
    pub arrived_on: Option<NaiveDate>,
    pub odometer_km: u32,
    /// The maker's guide price 指导价, VAT included.
    pub guide_price: Option<Fen>,
    /// What the house asks for it, VAT included.
    pub asking_price: Option<Fen>,
    pub key_number: String,
    /// Who has the keys now, or where they hang.
    pub keys_with: String,
    pub certificate: CertificateState,
    pub certificate_number: String,
    /// Who has the certificate of conformity now.
    pub certificate_with: String,
    pub certificate_due: Option<NaiveDate>,
    /// Why this car must not be sold or delivered (recall, damage); empty when it may.
    pub stop_sale: String,
    /// The order that holds this car.
    pub held_by: Option<OrderId>,
    pub held_at: Option<Timestamp>,
    pub remark: String,
    pub taken_in_at: Timestamp,
}

/// What the car cost the house. A row of its own, so that whoever may not see cost never has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "vehicle_cost", right = SeeCost)]
pub struct VehicleCost {
    pub id: VehicleId,
    /// Paid to the maker or seller, VAT included.
    pub purchase_price: Fen,
    /// Transport, preparation, repairs before the sale.
    pub extras: Fen,
    /// Floor-plan interest a year in hundredths of a percent; 0 when the car is paid for.
    pub floor_plan_basis_points: u32,
    /// The day on which the floor plan began.
    pub financed_on: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum VehicleRefusal {
    /// This VIN is in stock already.
    VinInStock {
        vin: String,
        stock_number: String,
        vehicle: VehicleId,
    },
    /// The car cannot take this step from where it is.
    StepNotPossible {
        step: VehicleStep,
        state: VehicleState,
    },
    /// A car that is on its way has no arrival date yet; one that stands here has.
    ArrivalDateMissing,
    /// Keys and papers have an age of at most a few decades.
    FloorPlanRateAbsurd { basis_points: u32 },
}

impl From<VehicleRefusal> for Refusal {
    fn from(refusal: VehicleRefusal) -> Self {
        let field = match &refusal {
            VehicleRefusal::VinInStock { .. } => Some("vin"),
            VehicleRefusal::StepNotPossible { .. } => None,
            VehicleRefusal::ArrivalDateMissing => Some("arrivedOn"),
            VehicleRefusal::FloorPlanRateAbsurd { .. } => Some("cost.floorPlanBasisPoints"),
        };
        Self::typed(&refusal, field)
    }
}
