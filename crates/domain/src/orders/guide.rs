//! The guide price 指导价 that the discount of an order is measured from. It is taken from what the
//! house knows, and kept with the order, so that no way of typing the lines hides a discount from
//! the one who approves it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LineGroup, NewOrderLine, Order, lines::sum_of, required};
use crate::{
    catalogue::Model,
    checks,
    command::Stop,
    facts::{Ask, Facts, Missing},
    ids::{ModelId, PersonId, VehicleId},
    money::Fen,
    promotions,
    quotes::{DiscountFloor, QuoteRefusal, Standing, standing_of},
    vehicles::Vehicle,
};

crate::words! {
    /// Who says what the guide price of an order is.
    pub enum GuideSource {
        Quote => "quote",
        /// The record of the very car.
        Vehicle => "vehicle",
        /// The catalogue.
        Model => "model",
        /// Neither car nor model was named; whoever made the order wrote it down.
        Typed => "typed",
    }
}

/// A guide price and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Guide {
    pub price: Fen,
    pub source: GuideSource,
}

/// The guide price of a car: its own, else its model's.
fn guide_of_vehicle(facts: &dyn Facts, vehicle: &Vehicle) -> Result<Option<Guide>, Missing> {
    match vehicle.guide_price {
        Some(price) => Ok(Some(Guide {
            price,
            source: GuideSource::Vehicle,
        })),
        None => guide_of_model(facts, vehicle.model),
    }
}

fn guide_of_model(facts: &dyn Facts, model: Option<ModelId>) -> Result<Option<Guide>, Missing> {
    let Some(model) = model else {
        return Ok(None);
    };
    Ok(facts.get::<Model>(model)?.map(|model| Guide {
        price: model.guide_price,
        source: GuideSource::Model,
    }))
}

/// What the house itself knows about the guide price of a wanted car.
pub fn known_guide(
    facts: &dyn Facts,
    vehicle: Option<VehicleId>,
    model: Option<ModelId>,
) -> Result<Option<Guide>, Stop> {
    let of_vehicle = match vehicle {
        Some(vehicle) => {
            let vehicle = required::<Vehicle>(facts, vehicle, "vehicle")?;
            guide_of_vehicle(facts, &vehicle)?
        }
        None => None,
    };
    match of_vehicle {
        Some(guide) => Ok(Some(guide)),
        None => Ok(guide_of_model(facts, model)?),
    }
}

/// The guide price of an order without a quote: the house's own, which nobody talks down, else the
/// one that was typed.
pub(super) fn guide_of(
    facts: &dyn Facts,
    vehicle: Option<VehicleId>,
    model: Option<ModelId>,
    typed: Option<Fen>,
) -> Result<Guide, Stop> {
    match (known_guide(facts, vehicle, model)?, typed) {
        (Some(known), Some(typed)) if typed != known.price => {
            let refusal = QuoteRefusal::GuidePriceDiffers {
                guide_price: known.price,
            };
            Err(refusal.on_field("guidePrice").into())
        }
        (Some(known), Some(_) | None) => Ok(known),
        (None, Some(price)) if price.is_positive() => {
            checks::sum_in_range("guidePrice", price)?;
            Ok(Guide {
                price,
                source: GuideSource::Typed,
            })
        }
        (None, Some(_) | None) => Err(QuoteRefusal::GuidePriceMissing
            .on_field("guidePrice")
            .into()),
    }
}

/// What the lines of an order ask for the car itself.
pub fn car_price_of(lines: &[NewOrderLine]) -> Result<Fen, Stop> {
    Ok(sum_of(lines, |kind| kind.group() == LineGroup::Car)?)
}

/// Where the price of an order without a quote stands for a person. The discount is all that the car
/// is asked for below its guide price, whichever lines say so.
pub fn order_standing(
    facts: &dyn Facts,
    person: PersonId,
    vehicle: Option<VehicleId>,
    guide_price: Fen,
    car_price: Fen,
) -> Result<Standing, Missing> {
    let discount = guide_price.checked_sub(car_price).unwrap_or_default();
    standing_of(facts, person, vehicle, guide_price, discount)
}

impl Order {
    /// All that was taken off the guide price; nought where more is asked than that.
    pub fn discount(&self) -> Fen {
        self.guide_price
            .checked_sub(self.car_price)
            .filter(|discount| discount.is_positive())
            .unwrap_or_default()
    }

    /// A car that is worth more than the one whose price was agreed, or must not go so low, is given
    /// for that price only within the authority of whoever gives it, or of whoever approved the order.
    pub(super) fn may_have(
        &self,
        facts: &dyn Facts,
        giver: PersonId,
        vehicle: &Vehicle,
    ) -> Result<(), Stop> {
        if self.wanted_vehicle == Some(vehicle.id) {
            return Ok(());
        }
        let guide_price = guide_of_vehicle(facts, vehicle)?
            .map_or(self.guide_price, |guide| guide.price.max(self.guide_price));
        // What a promotion gives is nobody's discount.
        let own_price = self
            .car_price
            .checked_add(promotions::taken_off(facts, self.quote)?)
            .unwrap_or(self.car_price);
        let stands =
            |person| order_standing(facts, person, Some(vehicle.id), guide_price, own_price);
        let below_floor = facts
            .get::<DiscountFloor>(vehicle.id)?
            .is_some_and(|row| own_price < row.floor);
        if guide_price == self.guide_price && !below_floor {
            return Ok(());
        }
        for person in [Some(giver), self.approved_by].into_iter().flatten() {
            if matches!(stands(person)?, Standing::Within { .. }) {
                return Ok(());
            }
        }
        match stands(giver)?.refusal() {
            Some(refusal) => Err(refusal.on_field("vehicle").into()),
            None => Ok(()),
        }
    }
}
