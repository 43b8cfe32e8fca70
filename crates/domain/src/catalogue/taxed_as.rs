//! What taxes and premiums ask about a version, read from its figures.

use super::{EnergyType, ModelFigures};
use crate::tax::{CatalogueListing, PowerSource};

impl ModelFigures {
    /// A hybrid without a plug is taxed as what it burns. Whether a car counts as energy-saving is
    /// said by a list of its own and never by its figures, so nobody is promised that relief here.
    pub fn power_source(&self) -> PowerSource {
        match self.energy {
            EnergyType::Petrol | EnergyType::Diesel | EnergyType::Hybrid => PowerSource::Fuel,
            EnergyType::PluginHybrid | EnergyType::RangeExtended => PowerSource::PluginHybrid,
            EnergyType::Electric => PowerSource::BatteryElectric,
            EnergyType::FuelCell => PowerSource::FuelCell,
        }
    }

    /// Relief follows the list of models with purchase-tax relief, for cars that can be on it.
    pub fn listing(&self) -> CatalogueListing {
        match (self.power_source(), self.nev_catalogue) {
            (PowerSource::Fuel | PowerSource::EnergySavingFuel, _) => {
                CatalogueListing::NotNewEnergy
            }
            (
                PowerSource::PluginHybrid | PowerSource::BatteryElectric | PowerSource::FuelCell,
                true,
            ) => CatalogueListing::NewEnergyListed,
            (
                PowerSource::PluginHybrid | PowerSource::BatteryElectric | PowerSource::FuelCell,
                false,
            ) => CatalogueListing::NewEnergyUnlisted,
        }
    }
}
