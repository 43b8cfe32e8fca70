//! How far a person may go alone: a share of the guide price by role, and the floor of each car.
//!
//! Both are rows like any other, so that a person's own limit holds offline. The floor is a price,
//! set by one who knows the cost; the rule never reads the cost itself.

use entity_derive::Entity;
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::QuoteRefusal;
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts, Missing},
    ids::{PersonId, RoleId, VehicleId},
    money::{Fen, Rate},
    people::{BuiltInRole, Person, PersonState, Role},
    refusal::GeneralRefusal,
    rights::Right,
    vehicles::Vehicle,
};

/// A whole, in hundredths of a percent.
const WHOLE: u32 = 10_000;

crate::words! {
    /// Whether a role is bound by the floor of a car.
    pub enum FloorRule {
        AtOrAbove => "atOrAbove",
        MayGoBelow => "mayGoBelow",
    }
}

/// What one role may take off the guide price without asking. The id is the role's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "discount_authority")]
pub struct DiscountAuthority {
    pub id: RoleId,
    /// Hundredths of a percent of the guide price.
    pub max_basis_points: u32,
    pub floor: FloorRule,
}

/// The lowest price of one car without a word from above. The id is the car's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "discount_floor")]
pub struct DiscountFloor {
    pub id: VehicleId,
    /// VAT included.
    pub floor: Fen,
}

/// How far a person may go: the widest of their roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Limit {
    pub max_basis_points: u32,
    pub floor: FloorRule,
}

/// Where a price stands against a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Standing {
    Within {
        lowest_price: Fen,
    },
    BeyondShare {
        basis_points: u32,
        limit_basis_points: u32,
        lowest_price: Fen,
    },
    BelowFloor {
        lowest_price: Fen,
    },
}

impl Limit {
    const NOTHING: Self = Self {
        max_basis_points: 0,
        floor: FloorRule::AtOrAbove,
    };

    fn widened(self, other: Self) -> Self {
        Self {
            max_basis_points: self.max_basis_points.max(other.max_basis_points),
            floor: self.floor.max(other.floor),
        }
    }
}

impl DiscountAuthority {
    /// What a house starts with until it sets its own figures.
    pub fn at_founding(role: BuiltInRole) -> Limit {
        let (max_basis_points, floor) = match role {
            BuiltInRole::SalesConsultant => (200, FloorRule::AtOrAbove),
            BuiltInRole::SalesManager => (600, FloorRule::AtOrAbove),
            BuiltInRole::StoreManager => (WHOLE, FloorRule::MayGoBelow),
            BuiltInRole::ServiceAdvisor
            | BuiltInRole::WorkshopController
            | BuiltInRole::Technician
            | BuiltInRole::Parts
            | BuiltInRole::Cashier
            | BuiltInRole::Administrator => (0, FloorRule::AtOrAbove),
        };
        Limit {
            max_basis_points,
            floor,
        }
    }
}

/// The limit of a role: the house's own figure, else what it was founded with.
fn limit_of_role(facts: &dyn Facts, role: RoleId) -> Result<Limit, Missing> {
    if let Some(own) = facts.get::<DiscountAuthority>(role)? {
        return Ok(Limit {
            max_basis_points: own.max_basis_points,
            floor: own.floor,
        });
    }
    Ok(facts
        .get::<Role>(role)?
        .and_then(|role| BuiltInRole::from_word(&role.name))
        .map_or(Limit::NOTHING, DiscountAuthority::at_founding))
}

/// How far this person may go now.
pub fn limit_of(facts: &dyn Facts, person: PersonId) -> Result<Limit, Missing> {
    let Some(person) = facts.get::<Person>(person)? else {
        return Ok(Limit::NOTHING);
    };
    if person.state == PersonState::Left {
        return Ok(Limit::NOTHING);
    }
    let mut limit = Limit::NOTHING;
    for role in person.roles.0 {
        limit = limit.widened(limit_of_role(facts, role)?);
    }
    Ok(limit)
}

/// The discount as a share of the guide price in hundredths of a percent, rounded up: whatever is
/// beyond a limit by a fen is beyond it.
fn basis_points(guide_price: Fen, discount: Fen) -> u32 {
    if !discount.is_positive() {
        return 0;
    }
    discount
        .yuan()
        .checked_mul(Decimal::from(WHOLE))
        .and_then(|tenths| tenths.checked_div(guide_price.yuan()))
        .map(|share| share.round_dp_with_strategy(0, RoundingStrategy::AwayFromZero))
        .and_then(|share| share.to_u32())
        .unwrap_or(u32::MAX)
}

/// Compares a price with a limit and the floor of the car.
pub fn standing(limit: Limit, guide_price: Fen, discount: Fen, floor: Option<Fen>) -> Standing {
    let floor = match limit.floor {
        FloorRule::AtOrAbove => floor,
        FloorRule::MayGoBelow => None,
    };
    let price = guide_price.checked_sub(discount).unwrap_or_default();
    // Rounded up, so that the price named is itself within the share.
    let by_share = Rate::from_basis_points(i64::from(WHOLE.saturating_sub(limit.max_basis_points)));
    let by_share = guide_price
        .yuan()
        .checked_mul(by_share.decimal())
        .map(|yuan| yuan.round_dp_with_strategy(2, RoundingStrategy::ToPositiveInfinity))
        .and_then(|yuan| yuan.checked_mul(Decimal::ONE_HUNDRED))
        .and_then(|fen| fen.to_i64())
        .map_or(guide_price, Fen);
    let lowest_price = floor.map_or(by_share, |floor| floor.max(by_share));
    let asked = basis_points(guide_price, discount);
    if asked > limit.max_basis_points {
        return Standing::BeyondShare {
            basis_points: asked,
            limit_basis_points: limit.max_basis_points,
            lowest_price,
        };
    }
    if floor.is_some_and(|floor| price < floor) {
        return Standing::BelowFloor { lowest_price };
    }
    Standing::Within { lowest_price }
}

impl Standing {
    /// The refusal of a price that is not within; nothing for one that is.
    pub fn refusal(self) -> Option<QuoteRefusal> {
        match self {
            Self::Within { .. } => None,
            Self::BeyondShare {
                basis_points,
                limit_basis_points,
                lowest_price,
            } => Some(QuoteRefusal::DiscountBeyondAuthority {
                basis_points,
                limit_basis_points,
                lowest_price,
            }),
            Self::BelowFloor { lowest_price } => {
                Some(QuoteRefusal::PriceBelowFloor { lowest_price })
            }
        }
    }
}

/// Where the price of a quote stands for this person.
pub(crate) fn standing_of(
    facts: &dyn Facts,
    person: PersonId,
    vehicle: Option<VehicleId>,
    guide_price: Fen,
    discount: Fen,
) -> Result<Standing, Missing> {
    let floor = match vehicle {
        Some(vehicle) => facts.get::<DiscountFloor>(vehicle)?.map(|row| row.floor),
        None => None,
    };
    Ok(standing(
        limit_of(facts, person)?,
        guide_price,
        discount,
        floor,
    ))
}

/// The house sets how far a role may go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetDiscountAuthority {
    pub role: RoleId,
    pub max_basis_points: u32,
    pub floor: FloorRule,
}

impl Rule for SetDiscountAuthority {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditPolicies);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Role>(self.role)?.is_none() {
            return Err(not_found("role", "role").into());
        }
        if self.max_basis_points > WHOLE {
            return Err(QuoteRefusal::AuthorityAbsurd {
                basis_points: self.max_basis_points,
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &DiscountAuthority {
                id: self.role,
                max_basis_points: self.max_basis_points,
                floor: self.floor,
            },
        );
        Ok(changes.into())
    }
}

/// One who knows the cost sets the lowest price of a car, or takes it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetDiscountFloor {
    pub vehicle: VehicleId,
    #[serde(default)]
    pub floor: Option<Fen>,
}

impl Rule for SetDiscountFloor {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditCost);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Vehicle>(self.vehicle)?.is_none() {
            return Err(not_found("vehicle", "vehicle").into());
        }
        let mut changes = Changes::new();
        match self.floor {
            Some(floor) => {
                checks::sum_in_range("floor", floor)?;
                changes.put(
                    context.lane,
                    &DiscountFloor {
                        id: self.vehicle,
                        floor,
                    },
                );
            }
            None => {
                changes.delete::<DiscountFloor>(context.lane, self.vehicle);
            }
        }
        Ok(changes.into())
    }
}

pub(super) fn not_found(kind: &str, field: &str) -> GeneralRefusal {
    GeneralRefusal::NotFound {
        kind: kind.to_owned(),
        field: field.to_owned(),
    }
}
