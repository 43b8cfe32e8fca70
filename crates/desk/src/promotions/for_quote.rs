//! What a quote has taken, what it may take now and what that gives, and why the others do not fit: asked of the rule
//! itself, so that page and rule never disagree.

use chrono::NaiveDate;
use domain::{
    command::Stop,
    ids::{GroupId, PromotionId, PromotionUseId, QuoteId},
    money::Fen,
    promotions::{
        Coupon, CouponState, Promotion, PromotionRefusal, PromotionState, coupon_id, fits,
        normal_code, taken_for,
    },
    quotes::Quote,
    refusal::{Concern, GeneralRefusal, Refusal},
    rights::Right,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{StoreFacts, rows};
use ts_rs::TS;

use crate::{Desk, clock, error::RpcError, groups::shared_lane};

#[derive(Debug, Deserialize, TS)]
pub struct ForQuoteArgs {
    pub quote: QuoteId,
    /// The code of a coupon that was brought; empty where there is none.
    #[serde(default)]
    pub coupon: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakenRow {
    pub taken: PromotionUseId,
    pub of_group: Option<GroupId>,
    pub name: String,
    pub amount: Fen,
    pub accessory: String,
    pub coupon: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    pub promotion: PromotionId,
    pub of_group: Option<GroupId>,
    pub name: String,
    pub terms: String,
    #[ts(type = "string")]
    pub valid_until: NaiveDate,
    /// What comes off the price; nothing where it does not fit.
    pub amount: Option<Fen>,
    pub accessory: String,
    /// Why it cannot be taken.
    pub refusal: Option<Concern>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuotePromotions {
    pub taken: Vec<TakenRow>,
    /// Those that fit first.
    pub offers: Vec<Offer>,
    /// The promotion of the coupon that was typed.
    pub of_coupon: Option<PromotionId>,
    /// What is wrong with the coupon that was typed.
    pub coupon_refusal: Option<Concern>,
}

pub fn for_quote(desk: &Desk, asked: ForQuoteArgs) -> Result<QuotePromotions, RpcError> {
    let (store, _) = desk.with_right(Right::MakeQuotes)?;
    let today = clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let quote = rows::entity::<Quote>(connection, asked.quote)?.ok_or_else(|| {
            RpcError::from(Refusal::from(GeneralRefusal::NotFound {
                kind: "quote".to_owned(),
                field: "quote".to_owned(),
            }))
        })?;
        let facts = StoreFacts::new(connection);
        let taken = taken_for(&facts, quote.id).map_err(|_| RpcError::failed("storeBroken"))?;
        let (coupon, coupon_refusal) = match found_coupon(connection, &asked.coupon, store.lane)? {
            None => (None, None),
            Some(Ok(coupon)) => (Some(coupon), None),
            Some(Err(refusal)) => (None, Some(Concern::typed(&refusal))),
        };
        let of_coupon = coupon.map(|coupon| coupon.promotion);
        let mut offers = Vec::new();
        // What somebody ended, or nobody has started, is no offer; one whose days have not come is told with its day.
        for promotion in rows::select::<Promotion>(
            connection,
            "where state = ?1 order by valid_from, id",
            [PromotionState::Running.word()],
        )? {
            let missing = promotion.with_coupon && of_coupon != Some(promotion.id);
            let fitting = match fits(&facts, today, &promotion, &quote, &taken) {
                Ok(_) if missing => Err(Concern::typed(&PromotionRefusal::CouponMissing {
                    name: promotion.name.clone(),
                    field: "coupon".to_owned(),
                })),
                Ok(given) => Ok(given),
                Err(Stop::Refused(refusal)) => Err(Concern {
                    code: refusal.code,
                    values: refusal.values,
                }),
                Err(Stop::Missing) => return Err(RpcError::failed("storeBroken")),
            };
            let (amount, accessory, refusal) = match fitting {
                Ok(given) => (Some(given.amount), given.accessory, None),
                Err(refusal) => (None, String::new(), Some(refusal)),
            };
            offers.push(Offer {
                promotion: promotion.id,
                of_group: promotion.of_group,
                name: promotion.name,
                terms: promotion.terms,
                valid_until: promotion.valid_until,
                amount,
                accessory,
                refusal,
            });
        }
        offers.sort_by_key(|offer| offer.refusal.is_some());
        Ok(QuotePromotions {
            taken: taken
                .into_iter()
                .map(|used| TakenRow {
                    taken: used.id,
                    of_group: used.of_group,
                    name: used.name,
                    amount: used.amount,
                    accessory: used.accessory,
                    coupon: used.coupon,
                })
                .collect(),
            offers,
            of_coupon,
            coupon_refusal,
        })
    })
}

/// The coupon with this code, of the house or of its group, and what is wrong with it; nothing where none was typed.
fn found_coupon(
    connection: &Connection,
    typed: &str,
    own: domain::ids::LaneId,
) -> Result<Option<Result<Coupon, PromotionRefusal>>, RpcError> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let code = match normal_code(typed, "coupon") {
        Ok(code) => code,
        Err(refusal) => return Ok(Some(Err(refusal))),
    };
    let lanes = std::iter::once(own).chain(shared_lane(connection)?);
    let mut found = None;
    for lane in lanes {
        if let Some(coupon) = rows::entity::<Coupon>(connection, coupon_id(lane, &code))? {
            found = Some(coupon);
            break;
        }
    }
    Ok(Some(match found {
        None => Err(PromotionRefusal::CouponUnknown {
            coupon: code,
            field: "coupon".to_owned(),
        }),
        Some(coupon) if coupon.state == CouponState::Issued => Ok(coupon),
        Some(coupon) => Err(PromotionRefusal::CouponNotGood {
            coupon: coupon.code,
            state: coupon.state,
            field: "coupon".to_owned(),
        }),
    }))
}

/// The group whose budget a quote has drawn on; whoever withdraws the quote, or cancels its sale, names it.
pub(crate) fn group_of_taken(
    connection: &Connection,
    quote: Option<QuoteId>,
) -> Result<Option<GroupId>, RpcError> {
    let Some(quote) = quote else { return Ok(None) };
    let facts = StoreFacts::new(connection);
    let taken = taken_for(&facts, quote).map_err(|_| RpcError::failed("storeBroken"))?;
    Ok(taken.into_iter().find_map(|used| used.of_group))
}
