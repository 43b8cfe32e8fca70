//! Promotions 促销 and coupons 优惠券: what the house, or the whole group, takes off the price of a car for everybody who
//! meets the terms. Each has a budget with a ledger; taking one for a quote is a claim on it, and a coupon is redeemed
//! once. A promotion stands with its ledger and its coupons in the lane of whoever runs it: a group's in the group's lane,
//! so that the stores of a group share one budget; a store's own in its own.

mod coupons;
mod fitting;
mod ledger;
mod putting_back;
mod refusals;
mod setting;
mod taking;
#[cfg(test)]
mod tests;

pub use coupons::{
    Coupon, CouponState, IssueCoupons, MOST_COUPONS, NewCoupon, VoidCoupon, coupon_id, normal_code,
};
pub use fitting::{Given, fits, gives};
pub use ledger::{PromotionDeed, PromotionEntry};
pub use putting_back::{PutPromotionBack, promotions_to_put_back};
pub(crate) use putting_back::{put_back_of, taken_off};
pub use refusals::PromotionRefusal;
pub use setting::{EndPromotion, SetPromotion, StartPromotion};
pub use taking::{PromotionUse, TakePromotion, UseState, taken_for};
pub(crate) use taking::{lasts, stays_as_taken, still_taken};

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    command::Stop,
    context::Context,
    entity::Json,
    facts::{Ask, Facts, Missing},
    groups::{GroupRefusal, keeps_the_shared, own_group},
    ids::{GroupId, LaneId, PromotionId},
    money::Fen,
    people::Person,
    refusal::GeneralRefusal,
    time::Timestamp,
};

crate::words! {
    pub enum PromotionState {
        /// Prepared; nobody may take it yet.
        Draft => "draft",
        Running => "running",
        /// Ended by a person; what was taken holds.
        Ended => "ended",
    }
}

crate::words! {
    /// Whether others may be taken for the same quote.
    pub enum Stacking {
        Alone => "alone",
        /// Beside promotions of another kind.
        WithOtherKinds => "withOtherKinds",
    }
}

crate::words! {
    pub enum BenefitKind {
        /// 现金优惠
        MoneyOff => "moneyOff",
        /// A share of the guide price.
        Percent => "percent",
        /// 赠送精品
        Accessory => "accessory",
    }
}

crate::words! {
    /// How the car has to be paid for.
    pub enum PromotedPayment {
        /// 全款
        InFull => "inFull",
        /// 贷款
        Loan => "loan",
    }
}

crate::words! {
    /// Which part of the catalogue a code names.
    pub enum CarScopeKind {
        Brand => "brand",
        Series => "series",
        Version => "version",
    }
}

/// Cars that a promotion is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CarScope {
    pub kind: CarScopeKind,
    /// The code in the catalogue, so that it names the same cars in every store.
    pub code: String,
}

/// What a promotion gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Benefit {
    MoneyOff {
        amount: Fen,
    },
    Percent {
        /// Hundredths of a percent of the guide price.
        basis_points: u32,
        /// The most that it comes to.
        cap: Option<Fen>,
    },
    Accessory {
        name: String,
        /// What it is worth to the budget, VAT included.
        value: Fen,
    },
}

impl Benefit {
    pub const fn kind(&self) -> BenefitKind {
        match self {
            Self::MoneyOff { .. } => BenefitKind::MoneyOff,
            Self::Percent { .. } => BenefitKind::Percent,
            Self::Accessory { .. } => BenefitKind::Accessory,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "promotion", index(state, valid_from))]
pub struct Promotion {
    pub id: PromotionId,
    /// The group whose stores share it; nothing for one of this house alone.
    pub of_group: Option<GroupId>,
    pub name: String,
    /// The terms in words, as a customer reads them.
    pub terms: String,
    /// The first and the last day on which it may be taken, in the zone of the store that takes it.
    pub valid_from: NaiveDate,
    pub valid_until: NaiveDate,
    /// The cars it is for; none named are all.
    pub cars: Json<Vec<CarScope>>,
    pub payment: Option<PromotedPayment>,
    pub benefit: Json<Benefit>,
    pub stacking: Stacking,
    /// Only for whoever brings one of its coupons.
    pub with_coupon: bool,
    /// The most that it may cost; nothing is without limit.
    pub budget: Option<Fen>,
    /// How often it may be taken; nothing is without limit.
    pub budget_uses: Option<u32>,
    pub state: PromotionState,
    /// What was given away and not put back.
    pub spent: Fen,
    /// How often it was taken and not put back.
    pub uses: u32,
    /// How many entries its ledger has.
    pub entries: u32,
    pub set_at: Timestamp,
    pub set_by_name: String,
}

/// Where a promotion stands: the rows of its lane, and the lane.
pub(crate) struct Side<'a> {
    pub facts: &'a dyn Facts,
    pub lane: LaneId,
}

/// The side of the house itself, or of its group. A desk that does not follow its group yet has none of that.
fn side<'a>(
    facts: &'a dyn Facts,
    context: &Context,
    group: Option<GroupId>,
) -> Result<Option<Side<'a>>, Stop> {
    let Some(group) = group else {
        return Ok(Some(Side {
            facts,
            lane: context.lane,
        }));
    };
    if own_group(facts, context)?.belongs_to != group {
        return Err(GroupRefusal::NoGroup.into());
    }
    let lane = group.lane();
    Ok(facts.elsewhere(lane).map(|shared| Side {
        facts: shared,
        lane,
    }))
}

/// The same for whoever runs promotions: the group's only where this store keeps what the group shares.
fn side_to_run<'a>(
    facts: &'a dyn Facts,
    context: &Context,
    group: Option<GroupId>,
) -> Result<Option<Side<'a>>, Stop> {
    let side = side(facts, context, group)?;
    if let (Some(side), Some(_)) = (&side, group) {
        keeps_the_shared(side.facts, context)?;
    }
    Ok(side)
}

impl Side<'_> {
    /// The promotion of this side with this id.
    fn promotion(&self, id: PromotionId, group: Option<GroupId>) -> Result<Promotion, Stop> {
        let found = self.facts.get::<Promotion>(id)?;
        found
            .filter(|promotion| promotion.of_group == group)
            .ok_or_else(|| not_found("promotion", "promotion").into())
    }
}

fn not_found(kind: &str, field: &str) -> GeneralRefusal {
    GeneralRefusal::NotFound {
        kind: kind.to_owned(),
        field: field.to_owned(),
    }
}

fn name_of_giver(facts: &dyn Facts, context: &Context) -> Result<String, Missing> {
    let giver = facts.get::<Person>(context.actor)?;
    Ok(giver.map_or_else(String::new, |giver| giver.name))
}
