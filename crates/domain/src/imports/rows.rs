//! One row of a list, decided: it is new, it changes what is there, or it says nothing new. The dry
//! run and the command ask the same functions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ImportRefusal;
use crate::{
    catalogue::Model,
    changes::Changes,
    command::Stop,
    context::Context,
    customers::{Customer, NewCustomer, added},
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{CustomerId, ModelId, VehicleId},
    money::Fen,
    quotes::DiscountFloor,
    refusal::GeneralRefusal,
    rights::Right,
    vehicles::{
        TakeIntoStock, Vehicle, VehicleCost, VehicleState, VehicleStep, car_in_house, car_named,
        car_of_the_house, car_sound,
    },
};

/// What a row does to the store.
#[derive(Debug, Clone, PartialEq)]
pub enum RowVerdict {
    New(Changes),
    Changed(Changes),
    /// All that the row says is known already.
    Same,
}

/// A line of the maker's shipping list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportedVehicleLine {
    /// The car that is there already; no stock number is drawn for it.
    #[serde(default)]
    pub known: Option<VehicleId>,
    pub car: TakeIntoStock,
}

/// A line of a list of customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportedCustomerLine {
    pub customer: CustomerId,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
    pub details: NewCustomer,
}

/// What a price list says for one car. The floor is the lowest price without a word from above.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportedPriceLine {
    pub vehicle: VehicleId,
    #[serde(default)]
    pub guide_price: Option<Fen>,
    #[serde(default)]
    pub asking_price: Option<Fen>,
    #[serde(default)]
    pub floor: Option<Fen>,
}

/// What a price list says for a version of the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportedModelPriceLine {
    pub model: ModelId,
    pub guide_price: Fen,
}

/// A car that is not there is taken into stock; of one that is, only what the list says is changed.
pub fn vehicle_row(
    facts: &dyn Facts,
    context: &Context,
    row: &ImportedVehicleLine,
) -> Result<RowVerdict, Stop> {
    let Some(there) = car_in_house(facts, &row.car.vin)? else {
        if !context.may(Right::TakeIntoStock) {
            return Err(missing(Right::TakeIntoStock));
        }
        let changes = row.car.decide_for_one_not_in_house(facts, context)?;
        return Ok(RowVerdict::New(changes));
    };
    if !context.may(Right::EditStock) {
        return Err(missing(Right::EditStock));
    }
    let mut changes = Changes::new();
    let vehicle = amended(&there, &row.car)?;
    car_sound(&vehicle, context.today())?;
    if vehicle != there {
        changes.put(context.lane, &vehicle);
    }
    if let Some(told) = &row.car.cost {
        if !context.may(Right::EditCost) {
            return Err(missing(Right::EditCost));
        }
        crate::checks::sum_in_range("cost.purchasePrice", told.purchase_price)?;
        let before = facts.get::<VehicleCost>(there.id)?;
        let mut cost = before.clone().unwrap_or(VehicleCost {
            id: there.id,
            purchase_price: told.purchase_price,
            extras: Fen::ZERO,
            floor_plan_basis_points: 0,
            financed_on: None,
        });
        cost.purchase_price = told.purchase_price;
        if before.as_ref() != Some(&cost) {
            changes.put(context.lane, &cost);
        }
    }
    Ok(changed(changes))
}

/// An empty cell says nothing, so it never wipes out what the house wrote.
fn amended(there: &Vehicle, told: &TakeIntoStock) -> Result<Vehicle, Stop> {
    let mut car = there.clone();
    for (field, text) in [
        (&mut car.description, &told.description),
        (&mut car.exterior_colour, &told.exterior_colour),
        (&mut car.interior_colour, &told.interior_colour),
        (&mut car.engine_number, &told.engine_number),
        (&mut car.location, &told.location),
        (&mut car.certificate_number, &told.certificate_number),
        (&mut car.remark, &told.remark),
    ] {
        if !text.trim().is_empty() {
            text.trim().clone_into(field);
        }
    }
    car.guide_price = told.guide_price.or(car.guide_price);
    car.asking_price = told.asking_price.or(car.asking_price);
    car.expected_on = told.expected_on.or(car.expected_on);
    if let (VehicleState::InTransit, Some(day)) = (car.state, told.arrived_on) {
        car.state = VehicleStep::Arrive.from(car.state).unwrap_or(car.state);
        car.arrived_on = Some(day);
    }
    Ok(car)
}

/// What the house knows of a person is never overwritten by a list: a known mobile or identity
/// number refuses the row and names the record that is there.
pub fn customer_row(
    facts: &dyn Facts,
    context: &Context,
    row: &ImportedCustomerLine,
) -> Result<RowVerdict, Stop> {
    if !context.may(Right::EditCustomers) {
        return Err(missing(Right::EditCustomers));
    }
    let customer = added(
        facts,
        context,
        row.customer,
        &row.number,
        &row.details,
        "details",
    )?;
    if customer.mobile.is_none()
        && customer.identity_number.is_empty()
        && customer.other_phone.is_empty()
    {
        return Err(ImportRefusal::NothingToFindBy.into());
    }
    if !customer.identity_number.is_empty()
        && let Some(known) = facts
            .by::<Customer>(
                Customer::BY_IDENTITY_NUMBER,
                [customer.identity_number.to_value()],
            )?
            .into_iter()
            .next()
    {
        return Err(ImportRefusal::IdentityKnown {
            customer: known.id,
            number: known.number,
        }
        .into());
    }
    let mut changes = Changes::new();
    changes.put(context.lane, &customer);
    Ok(RowVerdict::New(changes))
}

/// The prices of a car; its floor is set by the same right as one that is typed.
pub fn price_row(
    facts: &dyn Facts,
    context: &Context,
    row: &ImportedPriceLine,
) -> Result<RowVerdict, Stop> {
    if row.guide_price.is_none() && row.asking_price.is_none() && row.floor.is_none() {
        return Err(ImportRefusal::PriceMissing.into());
    }
    let there = car_named(facts, row.vehicle)?;
    car_of_the_house(&there)?;
    let mut changes = Changes::new();
    if row.guide_price.is_some() || row.asking_price.is_some() {
        if !context.may(Right::EditStock) {
            return Err(missing(Right::EditStock));
        }
        let mut car = there.clone();
        car.guide_price = row.guide_price.or(car.guide_price);
        car.asking_price = row.asking_price.or(car.asking_price);
        car_sound(&car, context.today())?;
        if car != there {
            changes.put(context.lane, &car);
        }
    }
    if let Some(floor) = row.floor {
        if !context.may(Right::EditCost) {
            return Err(missing(Right::EditCost));
        }
        crate::checks::sum_in_range("floor", floor)?;
        let floor = DiscountFloor {
            id: there.id,
            floor,
        };
        if facts.get::<DiscountFloor>(there.id)?.as_ref() != Some(&floor) {
            changes.put(context.lane, &floor);
        }
    }
    Ok(changed(changes))
}

/// The guide price of a version, for every car that will come of it.
pub fn model_price_row(
    facts: &dyn Facts,
    context: &Context,
    row: &ImportedModelPriceLine,
) -> Result<RowVerdict, Stop> {
    if !context.may(Right::EditCatalogue) {
        return Err(missing(Right::EditCatalogue));
    }
    crate::checks::sum_in_range("guidePrice", row.guide_price)?;
    let there = facts.get::<Model>(row.model)?.ok_or_else(|| {
        Stop::from(GeneralRefusal::NotFound {
            kind: "model".to_owned(),
            field: "model".to_owned(),
        })
    })?;
    let mut changes = Changes::new();
    if there.guide_price != row.guide_price {
        let mut model = there;
        model.guide_price = row.guide_price;
        changes.put(context.lane, &model);
    }
    Ok(changed(changes))
}

fn changed(changes: Changes) -> RowVerdict {
    if changes.0.is_empty() {
        RowVerdict::Same
    } else {
        RowVerdict::Changed(changes)
    }
}

fn missing(right: Right) -> Stop {
    GeneralRefusal::MissingRight { right }.into()
}
