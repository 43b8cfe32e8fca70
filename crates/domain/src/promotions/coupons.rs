//! Coupons: a code that somebody has, which lets them take a promotion once. A coupon's id follows from its lane and its
//! code, so that whoever types the code finds the one row that two stores would both redeem.

use std::collections::BTreeSet;

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PromotionRefusal, PromotionState, not_found, side_to_run};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule, Stop},
    context::Context,
    customers::Customer,
    facts::{Ask, Facts},
    ids::{CommandId, CouponId, CustomerId, DealershipId, GroupId, LaneId, PromotionId, QuoteId},
    rights::Right,
    time::Timestamp,
};

/// The most coupons that one command issues.
pub const MOST_COUPONS: usize = 500;

crate::words! {
    pub enum CouponState {
        Issued => "issued",
        Redeemed => "redeemed",
        /// Taken back by the house.
        Void => "void",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "coupon", index(promotion, state, code))]
pub struct Coupon {
    pub id: CouponId,
    pub promotion: PromotionId,
    /// In its normal form: capital letters and digits.
    pub code: String,
    /// The store that issued it.
    pub store: DealershipId,
    /// A customer of that store; whoever brings it where nobody is named. No name stands here, because every store of a
    /// group may read it.
    pub holder: Option<CustomerId>,
    pub state: CouponState,
    pub issued_at: Timestamp,
    pub redeemed_at: Option<Timestamp>,
    pub redeemed_at_store: Option<DealershipId>,
    pub quote: Option<QuoteId>,
    pub quote_number: String,
    /// Why it is void.
    pub note: String,
}

/// The code as it is stored: what people type with gaps and small letters.
pub fn normal_code(typed: &str, field: &str) -> Result<String, PromotionRefusal> {
    let code: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let fits = (6..=32).contains(&code.len()) && code.chars().all(|c| c.is_ascii_alphanumeric());
    if fits {
        Ok(code)
    } else {
        Err(PromotionRefusal::CouponCodeMalformed {
            coupon: typed.chars().take(40).collect(),
            field: field.to_owned(),
        })
    }
}

/// The id of the coupon with a code in its normal form.
pub fn coupon_id(lane: LaneId, code: &str) -> CouponId {
    CouponId::derived(CommandId(lane.0), &format!("coupon {code}"))
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewCoupon {
    pub code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<CustomerId>,
}

/// Coupons of a promotion that has not ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssueCoupons {
    pub promotion: PromotionId,
    /// The group, where the promotion is the group's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    pub coupons: Vec<NewCoupon>,
}

impl Rule for IssueCoupons {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunPromotions);

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if !(1..=MOST_COUPONS).contains(&self.coupons.len()) {
            return Err(PromotionRefusal::CouponsOutOfRange {
                most: u32::try_from(MOST_COUPONS).unwrap_or(u32::MAX),
                field: "coupons".to_owned(),
            }
            .into());
        }
        let Some(side) = side_to_run(facts, context, self.group)? else {
            return Ok(Outcome::default());
        };
        let promotion = side.promotion_that_is(self.promotion, self.group, |state| {
            state != PromotionState::Ended
        })?;
        if !promotion.with_coupon {
            return Err(PromotionRefusal::CouponNotNeeded {
                name: promotion.name,
                field: "promotion".to_owned(),
            }
            .into());
        }
        let mut changes = Changes::new();
        let mut seen = BTreeSet::new();
        for (place, new) in self.coupons.iter().enumerate() {
            let field = format!("coupons.{place}.code");
            let code = normal_code(&new.code, &field)?;
            let id = coupon_id(side.lane, &code);
            if !seen.insert(id) || side.facts.get::<Coupon>(id)?.is_some() {
                return Err(PromotionRefusal::CouponCodeTaken {
                    coupon: code,
                    field,
                }
                .into());
            }
            if let Some(holder) = new.holder
                && facts.get::<Customer>(holder)?.is_none()
            {
                return Err(not_found("customer", &format!("coupons.{place}.holder")).into());
            }
            changes.put(
                side.lane,
                &Coupon {
                    id,
                    promotion: promotion.id,
                    code,
                    store: DealershipId::of_lane(context.lane),
                    holder: new.holder,
                    state: CouponState::Issued,
                    issued_at: context.made_at,
                    redeemed_at: None,
                    redeemed_at_store: None,
                    quote: None,
                    quote_number: String::new(),
                    note: String::new(),
                },
            );
        }
        Ok(changes.into())
    }
}

/// A coupon that was lost, or given by mistake, counts for nothing from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VoidCoupon {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    pub code: String,
    pub reason: String,
}

impl Rule for VoidCoupon {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::RunPromotions);

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::LINE)?;
        let code = normal_code(&self.code, "code")?;
        let Some(side) = side_to_run(facts, context, self.group)? else {
            return Ok(Outcome::default());
        };
        let coupon = good_coupon(side.facts, side.lane, &code, "code")?;
        let mut changes = Changes::new();
        changes.put(
            side.lane,
            &Coupon {
                state: CouponState::Void,
                note: self.reason.trim().to_owned(),
                ..coupon
            },
        );
        Ok(changes.into())
    }
}

/// The coupon with this code, where it may still be redeemed.
pub(super) fn good_coupon(
    facts: &dyn Facts,
    lane: LaneId,
    code: &str,
    field: &str,
) -> Result<Coupon, Stop> {
    let Some(coupon) = facts.get::<Coupon>(coupon_id(lane, code))? else {
        return Err(PromotionRefusal::CouponUnknown {
            coupon: code.to_owned(),
            field: field.to_owned(),
        }
        .into());
    };
    match coupon.state {
        CouponState::Issued => Ok(coupon),
        state @ (CouponState::Redeemed | CouponState::Void) => {
            Err(PromotionRefusal::CouponNotGood {
                coupon: coupon.code,
                state,
                field: field.to_owned(),
            }
            .into())
        }
    }
}
