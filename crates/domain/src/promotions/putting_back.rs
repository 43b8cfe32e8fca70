//! What a quote took goes back: by whoever makes the quote, when the quote is withdrawn or the sale fails, and when the
//! quote lapses. Budget and coupon come back by entries of the ledger; what was promised elsewhere is not touched.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Coupon, CouponState, Promotion, PromotionDeed, PromotionRefusal, PromotionUse, Side, UseState,
    coupon_id,
    ledger::Entered,
    name_of_giver, not_found,
    taking::{listed, may_take, taken_for},
};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::{ColumnValue, Entity},
    facts::{Ask, Facts, Lookup, Missing},
    ids::{DealershipId, GroupId, LaneId, PromotionUseId, QuoteId},
    money::Fen,
    quotes::{Quote, QuoteState, reckon_anew},
    rights::Right,
    time::Timestamp,
};

/// What a quote took is put back while the quote is in the making, or after it has lapsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PutPromotionBack {
    pub taken: PromotionUseId,
    /// The group, where the promotion is the group's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
}

impl Rule for PutPromotionBack {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MakeQuotes);

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let used: PromotionUse = facts
            .get(self.taken)?
            .ok_or_else(|| not_found("promotion_use", "taken"))?;
        if used.state == UseState::PutBack {
            return Err(PromotionRefusal::PromotionPutBack { name: used.name }.into());
        }
        let quote: Quote = facts
            .get(used.quote)?
            .ok_or_else(|| not_found("quote", "taken"))?;
        let lapsed = quote.state_on(context.today()) == QuoteState::Expired;
        if !lapsed {
            may_take(&quote, context)?;
        }
        let mut rest = taken_for(facts, quote.id)?;
        rest.retain(|other| other.id != used.id);
        let mut changes = Changes::new();
        put_back(facts, context, used, &quote, self.group, &mut changes)?;
        // What the customer has on paper stays as it was.
        if !lapsed {
            reckon_anew(facts, context, quote, listed(&rest), &mut changes)?;
        }
        Ok(changes.into())
    }
}

/// How many days after its last a quote may still be heard to have been accepted at a desk that was away.
const STILL_HEARD: u64 = 3;

/// The question for what lapsed quotes hold, wherever the sun stands: their last day is over in every zone.
pub fn promotions_to_put_back(now: Timestamp) -> Lookup {
    let over = now.date_in(chrono_tz::Etc::GMTPlus12) - Days::new(STILL_HEARD);
    Lookup {
        table: PromotionUse::TABLE,
        index: PromotionUse::BY_STATE_UNTIL,
        equals: vec![UseState::Taken.to_value()],
        range: Some((NaiveDate::default().to_value(), Some(over).to_value())),
    }
}

/// All that the quote holds goes back, because the quote is withdrawn or its sale fails.
pub(crate) fn put_back_of(
    facts: &dyn Facts,
    context: &Context,
    quote: &Quote,
    group: Option<GroupId>,
    changes: &mut Changes,
) -> Result<(), Stop> {
    for used in taken_for(facts, quote.id)? {
        put_back(facts, context, used, quote, group, changes)?;
    }
    Ok(())
}

/// What promotions take off the price of a car that was sold by this quote.
pub(crate) fn taken_off(facts: &dyn Facts, quote: Option<QuoteId>) -> Result<Fen, Missing> {
    let Some(quote) = quote else {
        return Ok(Fen::ZERO);
    };
    let taken = taken_for(facts, quote)?;
    Ok(Fen::sum(taken.iter().map(|used| used.amount)).unwrap_or_default())
}

fn put_back(
    facts: &dyn Facts,
    context: &Context,
    used: PromotionUse,
    quote: &Quote,
    group: Option<GroupId>,
    changes: &mut Changes,
) -> Result<(), Stop> {
    let side = match used.of_group {
        None => Some(Side {
            facts,
            lane: context.lane,
        }),
        Some(of_group) if group == Some(of_group) => {
            let lane = of_group.lane();
            facts.elsewhere(lane).map(|facts| Side { facts, lane })
        }
        Some(_) => {
            return Err(PromotionRefusal::PromotionOfGroup {
                name: used.name,
                field: "group".to_owned(),
            }
            .into());
        }
    };
    // A store that left its group no longer has that side; its platform has.
    if let Some(side) = side
        && let Some(mut promotion) = side.facts.get::<Promotion>(used.promotion)?
    {
        let by_name = name_of_giver(facts, context)?;
        on_its_side(
            context,
            &side,
            &mut promotion,
            &used,
            quote,
            by_name,
            changes,
        )?;
    }
    own_side(context, used, changes);
    Ok(())
}

fn own_side(context: &Context, used: PromotionUse, changes: &mut Changes) {
    changes.put(
        context.lane,
        &PromotionUse {
            state: UseState::PutBack,
            put_back_at: Some(context.made_at),
            ..used
        },
    );
}

fn on_its_side(
    context: &Context,
    side: &Side<'_>,
    promotion: &mut Promotion,
    used: &PromotionUse,
    quote: &Quote,
    by_name: String,
    changes: &mut Changes,
) -> Result<Option<Coupon>, Stop> {
    promotion.enter(
        side.lane,
        context,
        Entered {
            deed: PromotionDeed::PutBack,
            amount: used.value.checked_neg().unwrap_or_default(),
            quote: Some(quote.id),
            quote_number: quote.number.clone(),
            coupon: used.coupon.clone(),
            by_name,
        },
        changes,
    )?;
    if used.coupon.is_empty() {
        return Ok(None);
    }
    let coupon = side
        .facts
        .get::<Coupon>(coupon_id(side.lane, &used.coupon))?;
    let freed = coupon
        .filter(|coupon| coupon.quote == Some(quote.id))
        .map(|coupon| Coupon {
            state: CouponState::Issued,
            redeemed_at: None,
            redeemed_at_store: None,
            quote: None,
            quote_number: String::new(),
            ..coupon
        });
    if let Some(coupon) = &freed {
        changes.put(side.lane, coupon);
    }
    Ok(freed)
}

/// What quotes of this store that have lapsed still hold of a promotion goes back before somebody else takes it: a
/// lapsed quote stands in nobody's way. Gives the coupons that are good again.
pub(super) fn lapsed_put_back(
    facts: &dyn Facts,
    context: &Context,
    side: &Side<'_>,
    promotion: &mut Promotion,
    changes: &mut Changes,
) -> Result<Vec<Coupon>, Stop> {
    let mut freed = Vec::new();
    let held = facts.by::<PromotionUse>(
        PromotionUse::BY_STORE_PROMOTION_STATE,
        [
            DealershipId::of_lane(context.lane).to_value(),
            promotion.id.to_value(),
            UseState::Taken.to_value(),
        ],
    )?;
    for used in held {
        let Some(quote) = facts.get::<Quote>(used.quote)? else {
            continue;
        };
        if quote.state_on(context.today()) != QuoteState::Expired {
            continue;
        }
        let by_name = name_of_giver(facts, context)?;
        freed.extend(on_its_side(
            context, side, promotion, &used, &quote, by_name, changes,
        )?);
        own_side(context, used, changes);
    }
    Ok(freed)
}
