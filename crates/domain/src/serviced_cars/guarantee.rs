//! What a car's 三包凭证 says: when it was invoiced and delivered, and what it was bought for. For a car that the
//! house sold the sale says so already; for others somebody reads it off the paper.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CarRefusal, ServicedCar, known_car};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    customers::{Customer, CustomerKind},
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{PersonId, ServicedCarId},
    orders::Order,
    rights::Right,
    time::Timestamp,
};

crate::words! {
    /// What the car was bought for; 三包 protects consumers (art. 40).
    pub enum CarUse {
        /// 家用
        Household => "household",
        /// 经营或单位用
        Business => "business",
    }
}

/// The day from which a car's 三包 counts, as its paper says. A replaced car's paper is another (art. 29).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "car_guarantee")]
pub struct CarGuarantee {
    pub id: ServicedCarId,
    pub invoiced_on: NaiveDate,
    /// Where it is not the invoice's day.
    pub delivered_on: Option<NaiveDate>,
    pub bought_for: CarUse,
    pub stated_by: PersonId,
    pub stated_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StateGuarantee {
    pub car: ServicedCarId,
    pub invoiced_on: NaiveDate,
    #[serde(default)]
    pub delivered_on: Option<NaiveDate>,
    pub bought_for: CarUse,
}

impl Rule for StateGuarantee {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let car = known_car(facts, self.car, "car")?;
        let today = context.today();
        for (day, field) in [
            (Some(self.invoiced_on), "invoicedOn"),
            (self.delivered_on, "deliveredOn"),
        ] {
            if day.is_some_and(|day| day > today) {
                return Err(CarRefusal::GuaranteeAhead {
                    field: field.to_owned(),
                }
                .into());
            }
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &CarGuarantee {
                id: car.id,
                invoiced_on: self.invoiced_on,
                delivered_on: self.delivered_on,
                bought_for: self.bought_for,
                stated_by: context.actor,
                stated_at: context.made_at,
            },
        );
        Ok(changes.into())
    }
}

/// When a car was invoiced and delivered, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GuaranteeStart {
    pub invoiced_on: NaiveDate,
    pub delivered_on: Option<NaiveDate>,
    pub bought_for: CarUse,
}

/// What somebody read off the paper; else what the house's own sale says; else nothing.
pub(crate) fn guarantee_start(
    facts: &dyn Facts,
    car: &ServicedCar,
    zone: chrono_tz::Tz,
) -> Result<Option<GuaranteeStart>, Missing> {
    if let Some(stated) = facts.get::<CarGuarantee>(car.id)? {
        return Ok(Some(GuaranteeStart {
            invoiced_on: stated.invoiced_on,
            delivered_on: stated.delivered_on,
            bought_for: stated.bought_for,
        }));
    }
    let Some(vehicle) = car.vehicle else {
        return Ok(None);
    };
    let sale = facts
        .by::<Order>(Order::BY_VEHICLE, [Some(vehicle).to_value()])?
        .into_iter()
        .filter(|order| order.cancelled_at.is_none())
        .max_by_key(|order| order.delivered_at);
    let Some((sale, delivered_at)) = sale.and_then(|sale| {
        let at = sale.delivered_at?;
        Some((sale, at))
    }) else {
        return Ok(None);
    };
    let delivered_on = delivered_at.date_in(zone);
    let buyer = facts.get::<Customer>(sale.customer)?;
    let bought_for = match buyer.map(|buyer| buyer.kind) {
        Some(CustomerKind::Company) => CarUse::Business,
        Some(CustomerKind::Person) | None => CarUse::Household,
    };
    Ok(Some(GuaranteeStart {
        invoiced_on: sale.invoiced_on.unwrap_or(delivered_on),
        delivered_on: Some(delivered_on),
        bought_for,
    }))
}
