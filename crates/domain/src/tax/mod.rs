//! Taxes and subsidies on a car: 增值税, 车辆购置税, 超豪华消费税, 车船税, 以旧换新.
//!
//! Each function takes the dated rules and answers with the amounts and a stamp of the rule used.

mod luxury;
mod purchase_tax;
mod trade_in;
mod value_added;
mod vehicle_vessel;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::dated::Dated;

pub use luxury::{LuxuryScope, LuxuryTaxLine, LuxuryTaxTerms, luxury_tax};
pub use purchase_tax::{
    PurchaseTax, PurchaseTaxRelief, PurchaseTaxTerms, ReliefTerms, purchase_tax,
};
pub use trade_in::{
    NewCarClass, OldCar, OldCarFuel, ScrapEligibility, ScrapObstacle, ScrapOwnership, ScrapTerms,
    Subsidy, SubsidyTerms, TradeInScheme, TradeInTerms, scrap_eligibility, trade_in_subsidy,
};
pub use value_added::{
    UsedCarVatTerms, VatCategory, VatSplit, VatTerms, used_car_vat, vat_split, vat_split_at,
};
pub use vehicle_vessel::{
    DisplacementBand, Taxation, VehicleVesselQuestion, VehicleVesselScope, VehicleVesselTax,
    VehicleVesselTerms, vehicle_vessel_tax,
};

/// What a car runs on and whether the catalogue of relieved models lists it.
///
/// Relief follows the catalogue, never the mere fact that a car is electric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CatalogueListing {
    /// Petrol, diesel, or a hybrid without a plug.
    NotNewEnergy,
    /// A new-energy car that 减免车辆购置税的新能源汽车车型目录 does not list.
    NewEnergyUnlisted,
    /// A new-energy car that the catalogue lists.
    NewEnergyListed,
}

/// What a car runs on, as far as taxes tell cars apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PowerSource {
    /// Petrol, diesel, or a hybrid without a plug.
    Fuel,
    /// The same, in the catalogue of energy-saving cars.
    EnergySavingFuel,
    /// Plug-in hybrid or range extender.
    PluginHybrid,
    /// Pure electric.
    BatteryElectric,
    /// Fuel cell.
    FuelCell,
}

/// What the functions of this module ask for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaxRules {
    /// 增值税 on sales and services.
    pub value_added_tax: Dated<VatTerms>,
    /// 增值税 of dealers in used cars.
    pub used_car_value_added_tax: Dated<UsedCarVatTerms>,
    /// 车辆购置税.
    pub purchase_tax: Dated<PurchaseTaxTerms>,
    /// Relief for listed new-energy cars.
    pub purchase_tax_relief: Dated<ReliefTerms>,
    /// Consumption tax at the retail stage.
    pub luxury_tax: Dated<LuxuryTaxTerms>,
    /// 车船税: bands and provincial amounts.
    pub vehicle_vessel_tax: Dated<VehicleVesselTerms>,
    /// 车船税: who is taxed.
    pub vehicle_vessel_scope: Dated<VehicleVesselScope>,
    /// 以旧换新.
    pub trade_in: Dated<TradeInTerms>,
}
