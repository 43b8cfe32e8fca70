//! Cars in stock: one record per VIN, one life cycle, one table of its steps.

mod ageing;
mod amend_vehicle;
mod arrive;
mod costs;
mod hand_papers;
mod holding_cost;
mod leave;
mod move_vehicle;
mod set_asking_price;
mod shared;
mod states;
mod stock_levels;
mod stop_sale;
mod take_into_stock;
#[cfg(test)]
mod tests;
mod transfers;

pub use ageing::{AgeBadge, StockRules, age_days, stands_here};
pub use amend_vehicle::{AmendVehicle, Amended, VehicleField};
pub use arrive::Arrive;
pub use costs::{AddCostLine, SetCost, VehicleCostKind};
pub use hand_papers::{CertificatePlace, HandPapers};
pub use holding_cost::{FLOOR_PLAN_DAYS_A_YEAR, HoldingCost, holding_cost};
pub use leave::{Leave, LeaveReason};
pub use move_vehicle::MoveVehicle;
pub use set_asking_price::SetAskingPrice;
pub(crate) use shared::{
    FARTHEST_KM, expected as car_expected, happened as car_happened, in_house as car_in_house,
    named as car_named, ours as car_of_the_house, sound as car_sound, step as car_step,
};
pub use states::{VehicleState, VehicleStep};
pub use stock_levels::{CarSale, HIGHEST_STOCK_LEVEL, OnHand, SetStockLevel, StockLevel};
pub use stop_sale::{AllowSale, StopSale};
pub use take_into_stock::{StockCost, TakeIntoStock};
pub use transfers::{ComeBack, Depart, SendAway};

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    identifiers::Vin,
    ids::{CostLineId, ModelId, OrderId, VehicleId},
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
        /// 备用车: lent to customers of the workshop.
        Courtesy => "courtesy",
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
#[entity(
    table = "vehicle",
    index(vin),
    index(stock_number),
    index(held_by),
    index(model, state, purpose, stop_sale),
    index(state, arrived_on),
    index(purpose, state)
)]
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
    /// The sum of the car's [`VehicleCostLine`]s, kept by the rule that adds one.
    pub extras: Fen,
    /// Floor-plan interest a year in hundredths of a percent; 0 when the car is paid for.
    pub floor_plan_basis_points: u32,
    /// The day on which the floor plan began.
    pub financed_on: Option<NaiveDate>,
}

/// One thing paid for a car on top of its price; a negative amount came back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "vehicle_cost_line", right = SeeCost, index(vehicle, added_at))]
pub struct VehicleCostLine {
    pub id: CostLineId,
    pub vehicle: VehicleId,
    pub kind: VehicleCostKind,
    pub amount: Fen,
    /// The car's extras with this line.
    pub extras_after: Fen,
    pub paid_on: NaiveDate,
    pub note: String,
    pub added_at: Timestamp,
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
    /// More than half the price a year is a slip of the decimal point.
    FloorPlanRateAbsurd { basis_points: u32 },
    /// The car is a customer's, or gone: its place, price and sale are not the house's to set.
    NotOurs { state: VehicleState },
    /// An odometer reading that no car reaches.
    OdometerAbsurd { km: u32 },
    /// What was written into a field is no such value.
    FieldUnreadable { field: VehicleField },
    /// The car may be sold already.
    NotStopped,
    /// What the car itself cost must be known before anything comes on top.
    CostNotKnown,
    /// No car at all is no level, and no yard holds more than this.
    StockLevelImplausible { most: u32 },
}

impl From<VehicleRefusal> for Refusal {
    fn from(refusal: VehicleRefusal) -> Self {
        let field = match &refusal {
            VehicleRefusal::VinInStock { .. } => Some("vin"),
            VehicleRefusal::StepNotPossible { .. } => None,
            VehicleRefusal::ArrivalDateMissing => Some("arrivedOn"),
            VehicleRefusal::FloorPlanRateAbsurd { .. } => Some("cost.floorPlanBasisPoints"),
            VehicleRefusal::OdometerAbsurd { .. } => Some("odometerKm"),
            VehicleRefusal::FieldUnreadable { field } => Some(field.word()),
            VehicleRefusal::StockLevelImplausible { .. } => Some("least"),
            VehicleRefusal::NotOurs { .. }
            | VehicleRefusal::NotStopped
            | VehicleRefusal::CostNotKnown => None,
        };
        Self::typed(&refusal, field)
    }
}
