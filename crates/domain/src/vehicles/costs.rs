//! What a car cost the house: its price, its floor plan, and line by line what came on top (INV-7).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    VehicleCost, VehicleCostLine, VehicleRefusal,
    shared::{happened, named},
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    facts::{Ask, Facts},
    ids::{CostLineId, VehicleId},
    money::Fen,
    refusal::GeneralRefusal,
    rights::Right,
};

crate::words! {
    /// What a cost line was paid for.
    pub enum VehicleCostKind {
        Transport => "transport",
        Preparation => "preparation",
        Repair => "repair",
        Accessories => "accessories",
        Other => "other",
    }
}

/// Price and floor plan. The extras are the sum of the lines and are not set by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetCost {
    pub vehicle: VehicleId,
    /// Paid to the maker or seller, VAT included.
    pub purchase_price: Fen,
    /// Interest a year in hundredths of a percent; 0 when the car is paid for.
    #[serde(default)]
    pub floor_plan_basis_points: u32,
    #[serde(default)]
    pub financed_on: Option<NaiveDate>,
}

impl Rule for SetCost {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditCost);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        named(facts, self.vehicle)?;
        let before = facts.get::<VehicleCost>(self.vehicle)?;
        let cost = VehicleCost {
            id: self.vehicle,
            purchase_price: self.purchase_price,
            extras: before.map_or(Fen::ZERO, |cost| cost.extras),
            floor_plan_basis_points: self.floor_plan_basis_points,
            financed_on: self.financed_on,
        };
        sound_cost("", &cost, context.today())?;
        let mut changes = Changes::new();
        changes.put(context.lane, &cost);
        Ok(changes.into())
    }
}

/// Something was paid for the car, or came back: a credit is a line with a negative amount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddCostLine {
    pub line: CostLineId,
    pub vehicle: VehicleId,
    pub kind: VehicleCostKind,
    /// VAT included.
    pub amount: Fen,
    pub paid_on: NaiveDate,
    #[serde(default)]
    pub note: String,
}

impl Rule for AddCostLine {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditCost);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        named(facts, self.vehicle)?;
        if facts.get::<VehicleCostLine>(self.line)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "vehicle_cost_line".to_owned(),
            }
            .into());
        }
        let Some(mut cost) = facts.get::<VehicleCost>(self.vehicle)? else {
            return Err(VehicleRefusal::CostNotKnown.into());
        };
        if self.amount.is_zero() {
            return Err(GeneralRefusal::Empty {
                field: "amount".to_owned(),
            }
            .into());
        }
        checks::sum_in_range("amount", Fen(self.amount.fen().saturating_abs()))?;
        happened("paidOn", self.paid_on, context.today())?;
        checks::fits("note", &self.note, checks::LINE)?;
        let out_of_range = || GeneralRefusal::MoneyOutOfRange {
            field: "amount".to_owned(),
        };
        cost.extras = cost
            .extras
            .checked_add(self.amount)
            .ok_or_else(out_of_range)?;
        // More cannot come back than was paid.
        checks::sum_in_range("amount", cost.extras)?;
        let line = VehicleCostLine {
            id: self.line,
            vehicle: self.vehicle,
            kind: self.kind,
            amount: self.amount,
            extras_after: cost.extras,
            paid_on: self.paid_on,
            note: self.note.trim().to_owned(),
            added_at: context.made_at,
        };
        let mut changes = Changes::new();
        changes.put(context.lane, &line);
        changes.put(context.lane, &cost);
        Ok(changes.into())
    }
}

/// Sums and floor plan within reason; `path` is how the command calls the cost.
pub(super) fn sound_cost(path: &str, cost: &VehicleCost, today: NaiveDate) -> Result<(), Stop> {
    let field = |name: &str| format!("{path}{name}");
    checks::sum_in_range(&field("purchasePrice"), cost.purchase_price)?;
    checks::sum_in_range(&field("extras"), cost.extras)?;
    // Half the price a year is a slip of the decimal point, not a floor plan.
    if cost.floor_plan_basis_points > 5_000 {
        return Err(VehicleRefusal::FloorPlanRateAbsurd {
            basis_points: cost.floor_plan_basis_points,
        }
        .into());
    }
    if let Some(day) = cost.financed_on {
        happened(&field("financedOn"), day, today)?;
    }
    Ok(())
}
