//! A promotion is taken for a quote: a claim on its budget, and on the coupon that is brought. The quote is reckoned anew
//! with a line that names the promotion; how far the consultant goes by themselves is measured without it.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    BenefitKind, Coupon, CouponState, PromotionDeed, PromotionRefusal, Stacking,
    coupons::{good_coupon, normal_code},
    fitting::fits,
    ledger::Entered,
    name_of_giver, not_found,
    putting_back::lapsed_put_back,
    side,
};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    customers::head_of,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{
        CustomerId, DealershipId, GroupId, LaneId, PersonId, PromotionId, PromotionUseId, QuoteId,
    },
    money::Fen,
    quotes::{Quote, QuoteInputs, QuoteRefusal, QuoteState, TakenPromotion, reckon_anew},
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

crate::words! {
    pub enum UseState {
        Taken => "taken",
        PutBack => "putBack",
    }
}

/// A promotion as a quote of this house has taken it. It stands in the house's own lane and keeps what it was given for,
/// whatever becomes of the promotion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "promotion_use",
    index(quote, state),
    index(store, promotion, state),
    index(state, until)
)]
pub struct PromotionUse {
    pub id: PromotionUseId,
    pub store: DealershipId,
    pub promotion: PromotionId,
    pub of_group: Option<GroupId>,
    pub name: String,
    pub kind: BenefitKind,
    pub stacking: Stacking,
    /// Off the price of the car.
    pub amount: Fen,
    /// What is given on top; empty where nothing is.
    pub accessory: String,
    /// What it took from the budget.
    pub value: Fen,
    /// The coupon that was redeemed; empty where it needed none.
    pub coupon: String,
    pub quote: QuoteId,
    pub state: UseState,
    /// The last day of the quote; nothing once it was accepted, because it lapses no more.
    pub until: Option<NaiveDate>,
    pub taken_at: Timestamp,
    pub taken_by: PersonId,
    pub put_back_at: Option<Timestamp>,
}

/// What a quote holds now, in the order in which it was taken.
pub fn taken_for(facts: &dyn Facts, quote: QuoteId) -> Result<Vec<PromotionUse>, Missing> {
    let mut taken = facts.by::<PromotionUse>(
        PromotionUse::BY_QUOTE_STATE,
        [quote.to_value(), UseState::Taken.to_value()],
    )?;
    taken.sort_by_key(|used| (used.taken_at, used.id));
    Ok(taken)
}

/// The same as the quote lists it.
pub(super) fn listed(taken: &[PromotionUse]) -> Vec<TakenPromotion> {
    taken
        .iter()
        .map(|used| TakenPromotion {
            taken: used.id,
            name: used.name.clone(),
            amount: used.amount,
            accessory: used.accessory.clone(),
        })
        .collect()
}

/// A quote that is saved lists what it holds, for the car and the way to pay that it was taken for, and for whoever brought
/// the coupon.
pub(crate) fn stays_as_taken(
    facts: &dyn Facts,
    quote: QuoteId,
    old: Option<&Quote>,
    inputs: &QuoteInputs,
) -> Result<(), Stop> {
    let taken = taken_for(facts, quote)?;
    if inputs.promotions != listed(&taken) {
        return Err(PromotionRefusal::PromotionsNotTaken {
            field: "inputs.promotions".to_owned(),
        }
        .into());
    }
    let (Some(first), Some(old)) = (taken.first(), old) else {
        return Ok(());
    };
    let car = &inputs.car;
    let same_car =
        (old.vehicle, old.model, old.guide_price) == (car.vehicle, car.model, car.guide_price);
    let same_payment = old.inputs.0.loans.is_empty() == inputs.loans.is_empty();
    // Whose coupon it was is asked when it is redeemed.
    let same_customer =
        old.customer == inputs.customer || taken.iter().all(|used| used.coupon.is_empty());
    let field = match (same_car, same_payment, same_customer) {
        (true, true, true) => return Ok(()),
        (false, _, _) => "inputs.car",
        (true, false, _) => "inputs.loans",
        (true, true, false) => "inputs.customer",
    };
    Err(PromotionRefusal::PromotionTakenForCar {
        name: first.name.clone(),
        field: field.to_owned(),
    }
    .into())
}

/// What a quote holds lasts as long as the quote: to its last day, or for good once it is accepted.
pub(crate) fn lasts(
    facts: &dyn Facts,
    context: &Context,
    quote: QuoteId,
    until: Option<NaiveDate>,
    changes: &mut Changes,
) -> Result<(), Missing> {
    for used in taken_for(facts, quote)? {
        if used.until != until {
            changes.put(context.lane, &PromotionUse { until, ..used });
        }
    }
    Ok(())
}

/// A quote is accepted with what it holds: after that went back to the budget it promises what nobody gives any more.
pub(crate) fn still_taken(facts: &dyn Facts, quote: &Quote) -> Result<(), Stop> {
    let taken = listed(&taken_for(facts, quote.id)?);
    let gone = quote
        .inputs
        .0
        .promotions
        .iter()
        .find(|one| !taken.contains(one));
    match gone {
        Some(gone) => Err(PromotionRefusal::PromotionPutBack {
            name: gone.name.clone(),
        }
        .into()),
        None => Ok(()),
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakePromotion {
    pub taken: PromotionUseId,
    pub quote: QuoteId,
    pub promotion: PromotionId,
    /// The group, where the promotion is the group's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// The code of the coupon that was brought.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub coupon: String,
    /// What the customer was told comes off the price; an accessory takes nothing off.
    pub amount: Fen,
}

impl Rule for TakePromotion {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MakeQuotes);

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<PromotionUse>(self.taken)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "promotion_use".to_owned(),
            }
            .into());
        }
        let quote: Quote = facts
            .get(self.quote)?
            .ok_or_else(|| not_found("quote", "quote"))?;
        may_take(&quote, context)?;
        let side =
            side(facts, context, self.group)?.ok_or_else(|| not_found("promotion", "promotion"))?;
        let mut promotion = side.promotion(self.promotion, self.group)?;
        let mut changes = Changes::new();
        let freed = lapsed_put_back(facts, context, &side, &mut promotion, &mut changes)?;

        let mut taken = taken_for(facts, quote.id)?;
        let given = fits(facts, context.today(), &promotion, &quote, &taken)?;
        if given.amount != self.amount {
            return Err(PromotionRefusal::PromotionGivesOther {
                stated: self.amount,
                ruled: given.amount,
            }
            .into());
        }
        let coupon = match (self.coupon.trim(), promotion.with_coupon) {
            ("", false) => None,
            ("", true) => {
                return Err(PromotionRefusal::CouponMissing {
                    name: promotion.name,
                    field: "coupon".to_owned(),
                }
                .into());
            }
            (_, false) => {
                return Err(PromotionRefusal::CouponNotNeeded {
                    name: promotion.name,
                    field: "coupon".to_owned(),
                }
                .into());
            }
            (typed, true) => {
                let code = normal_code(typed, "coupon")?;
                let coupon = match freed.into_iter().find(|coupon| coupon.code == code) {
                    Some(coupon) => coupon,
                    None => good_coupon(side.facts, side.lane, &code, "coupon")?,
                };
                Some(redeemed(facts, context, coupon, promotion.id, &quote)?)
            }
        };
        let code = coupon
            .as_ref()
            .map_or_else(String::new, |coupon| coupon.code.clone());
        if let Some(coupon) = &coupon {
            changes.put(side.lane, coupon);
        }
        let used = PromotionUse {
            id: self.taken,
            store: DealershipId::of_lane(context.lane),
            promotion: promotion.id,
            of_group: promotion.of_group,
            name: promotion.name.clone(),
            kind: promotion.benefit.0.kind(),
            stacking: promotion.stacking,
            amount: given.amount,
            accessory: given.accessory,
            value: given.value,
            coupon: code.clone(),
            quote: quote.id,
            state: UseState::Taken,
            until: Some(quote.valid_until),
            taken_at: context.made_at,
            taken_by: context.actor,
            put_back_at: None,
        };
        promotion.enter(
            side.lane,
            context,
            Entered {
                deed: PromotionDeed::Taken,
                amount: given.value,
                quote: Some(quote.id),
                quote_number: quote.number.clone(),
                coupon: code,
                by_name: name_of_giver(facts, context)?,
            },
            &mut changes,
        )?;
        changes.put(context.lane, &used);
        taken.push(used);
        taken.sort_by_key(|used| (used.taken_at, used.id));
        reckon_anew(facts, context, quote, listed(&taken), &mut changes)?;
        Ok(changes.into())
    }
}

/// Whether the quote is still in the making.
pub(super) fn may_take(quote: &Quote, context: &Context) -> Result<(), QuoteRefusal> {
    match quote.state_on(context.today()) {
        QuoteState::Draft | QuoteState::ApprovalWaiting | QuoteState::Approved => Ok(()),
        QuoteState::Expired => Err(QuoteRefusal::QuoteExpired {
            valid_until: quote.valid_until,
        }),
        state @ (QuoteState::Issued | QuoteState::Accepted | QuoteState::Withdrawn) => {
            Err(QuoteRefusal::QuoteNotInState { state })
        }
    }
}

/// The coupon as this quote redeems it.
fn redeemed(
    facts: &dyn Facts,
    context: &Context,
    coupon: Coupon,
    promotion: PromotionId,
    quote: &Quote,
) -> Result<Coupon, Stop> {
    let field = || "coupon".to_owned();
    if coupon.promotion != promotion {
        return Err(PromotionRefusal::CouponUnknown {
            coupon: coupon.code,
            field: field(),
        }
        .into());
    }
    let store = DealershipId::of_lane(context.lane);
    // Customers of another store are not known here; whoever brings theirs is taken at their word.
    if let Some(holder) = coupon.holder
        && coupon.store == store
        && !is_one_customer(facts, holder, quote.customer)?
    {
        return Err(PromotionRefusal::CouponOfAnother {
            coupon: coupon.code,
            field: field(),
        }
        .into());
    }
    Ok(Coupon {
        state: CouponState::Redeemed,
        redeemed_at: Some(context.made_at),
        redeemed_at_store: Some(store),
        quote: Some(quote.id),
        quote_number: quote.number.clone(),
        ..coupon
    })
}

/// Whether the customer of a quote is the holder, whichever records of them were merged.
fn is_one_customer(
    facts: &dyn Facts,
    holder: CustomerId,
    buyer: Option<CustomerId>,
) -> Result<bool, Missing> {
    let Some(buyer) = buyer else { return Ok(false) };
    let (holder, buyer) = (head_of(facts, holder)?, head_of(facts, buyer)?);
    Ok(holder.map(|customer| customer.id) == buyer.map(|customer| customer.id))
}
