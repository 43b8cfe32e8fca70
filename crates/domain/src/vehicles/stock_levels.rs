//! The fewest cars of a series or a version that a house wants to have free to sell 库存下限 (INV-4), and what counts
//! towards it. Fewer than that is alerted 库存预警.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{VehiclePurpose, VehicleRefusal, VehicleState};
use crate::{
    catalogue::{Model, Series, row_id},
    changes::Changes,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::{ColumnValue, Entity},
    facts::{Ask, Facts, Missing},
    ids::{ModelId, SeriesId, StockLevelId},
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

/// More of one series stands in no yard; beyond it a number is a slip of the hand.
pub const HIGHEST_STOCK_LEVEL: u32 = 999;

/// One level: of a whole series, or of one version of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "stock_level", index(series), index(model))]
pub struct StockLevel {
    /// Follows from the code of the series or version, so that there is one level of each, in whichever catalogue of
    /// the house or its group it was found.
    pub id: StockLevelId,
    pub series: SeriesId,
    /// Nothing where the level is the whole series'.
    pub model: Option<ModelId>,
    /// Pieces, at least one.
    pub least: u32,
    pub set_at: Timestamp,
}

impl StockLevel {
    /// How many cars are lacking where so many are free to sell.
    pub const fn short_by(&self, free: u32) -> u32 {
        self.least.saturating_sub(free)
    }
}

/// As what a car counts beside a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnHand {
    /// Here and free to sell 可售现车: this counts against the level.
    Free,
    /// Held for an order.
    Allocated,
    /// Ordered or shipped, and nobody's yet.
    OnTheWay,
}

/// Whether a car's sale is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CarSale {
    Allowed,
    Stopped,
}

impl OnHand {
    /// Nothing for a car that is shown, driven or lent instead of sold, that must not be sold, or that is gone.
    pub const fn of(state: VehicleState, purpose: VehiclePurpose, sale: CarSale) -> Option<Self> {
        match purpose {
            VehiclePurpose::ForSale => {}
            VehiclePurpose::Display | VehiclePurpose::Demonstrator | VehiclePurpose::Courtesy => {
                return None;
            }
        }
        match (state, sale) {
            (VehicleState::InStock, CarSale::Allowed) => Some(Self::Free),
            (VehicleState::InTransit, CarSale::Allowed) => Some(Self::OnTheWay),
            (VehicleState::InStock | VehicleState::InTransit, CarSale::Stopped) => None,
            // What is promised is promised, also while its sale is stopped.
            (VehicleState::Allocated | VehicleState::InInspection | VehicleState::Ready, _) => {
                Some(Self::Allocated)
            }
            (VehicleState::Transferring | VehicleState::Delivered | VehicleState::Gone, _) => None,
        }
    }
}

/// Sets the least number of cars of a series or of one version of it, or takes it away again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetStockLevel {
    pub series: SeriesId,
    /// One version of the series; the whole series without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelId>,
    /// Pieces; nothing takes the level away.
    #[serde(default)]
    pub least: Option<u32>,
}

impl Rule for SetStockLevel {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditStock);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut changes = Changes::new();
        let Some(least) = self.least else {
            let there = self
                .there(facts)?
                .ok_or_else(|| not_found(StockLevel::TABLE.name, "least"))?;
            changes.delete::<StockLevel>(context.lane, there.id);
            return Ok(changes.into());
        };
        if !(1..=HIGHEST_STOCK_LEVEL).contains(&least) {
            return Err(VehicleRefusal::StockLevelImplausible {
                most: HIGHEST_STOCK_LEVEL,
            }
            .into());
        }
        changes.put(
            context.lane,
            &StockLevel {
                id: self.id(facts, context)?,
                series: self.series,
                model: self.model,
                least,
                set_at: context.made_at,
            },
        );
        Ok(changes.into())
    }
}

fn not_found(kind: &str, field: &str) -> GeneralRefusal {
    GeneralRefusal::NotFound {
        kind: kind.to_owned(),
        field: field.to_owned(),
    }
}

impl SetStockLevel {
    /// Under which id the level stands; only what the catalogue knows has one.
    fn id(&self, facts: &dyn Facts, context: &Context) -> Result<StockLevelId, Stop> {
        let series: Series = facts
            .get(self.series)?
            .ok_or_else(|| not_found(Series::TABLE.name, "series"))?;
        let of = match self.model {
            None => format!("series {}", series.code),
            Some(model) => {
                let unknown = || not_found(Model::TABLE.name, "model");
                let model: Model = facts.get(model)?.ok_or_else(unknown)?;
                // The house's catalogue and its group's each have a row for a series that stands in both.
                let of: Option<Series> = facts.get(model.series)?;
                if of.is_none_or(|of| of.code != series.code) {
                    return Err(unknown().into());
                }
                format!("model {}", model.code)
            }
        };
        Ok(row_id(context.lane, StockLevel::TABLE.name, &of))
    }

    /// The level that the command names, also of a series that the catalogue has no longer.
    fn there(&self, facts: &dyn Facts) -> Result<Option<StockLevel>, Missing> {
        let of_series = facts.by::<StockLevel>(StockLevel::BY_SERIES, [self.series.to_value()])?;
        Ok(of_series
            .into_iter()
            .find(|level| level.model == self.model))
    }
}
