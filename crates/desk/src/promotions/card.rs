//! One promotion with its terms, its ledger and its coupons.

use domain::{
    customers::Customer,
    entity::Entity,
    ids::{PromotionEntryId, PromotionId, QuoteId},
    money::Fen,
    privacy::{PersonalKind, mask},
    promotions::{
        CarScope, Coupon, CouponState, PromotedPayment, Promotion, PromotionDeed, PromotionEntry,
        Stacking,
    },
    time::Timestamp,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use super::{
    SEES,
    list::{PromotionRow, promotion_row},
    store_name,
};
use crate::{Desk, error::RpcError, serviced_cars::not_found};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PromotionEntryRow {
    pub id: PromotionEntryId,
    pub n: u32,
    pub deed: PromotionDeed,
    pub amount: Fen,
    pub balance_after: Option<Fen>,
    pub uses_after: u32,
    pub store_name: String,
    /// The quote, where it is one of this house.
    pub quote: Option<QuoteId>,
    pub quote_number: String,
    pub coupon: String,
    pub at: Timestamp,
    pub by_name: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CouponRow {
    pub code: String,
    pub state: CouponState,
    /// Masked; empty for whoever brings it, and for a customer of another store.
    pub holder_name: String,
    pub quote_number: String,
    /// Where it was redeemed.
    pub store_name: String,
    pub note: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PromotionCard {
    pub row: PromotionRow,
    pub terms: String,
    pub cars: Vec<CarScope>,
    pub payment: Option<PromotedPayment>,
    pub stacking: Stacking,
    pub set_by_name: String,
    /// The latest first.
    pub entries: Vec<PromotionEntryRow>,
    pub coupons: Vec<CouponRow>,
}

#[derive(Debug, Deserialize, TS)]
pub struct PromotionArgs {
    pub id: PromotionId,
}

pub fn card(desk: &Desk, asked: PromotionArgs) -> Result<PromotionCard, RpcError> {
    let (store, _) = desk.with_one_of(SEES)?;
    store.store.read(|connection| {
        let promotion: Promotion =
            rows::entity(connection, asked.id)?.ok_or_else(|| not_found(Promotion::TABLE))?;
        let id = promotion.id.0.as_bytes().as_slice();
        let entries = rows::select::<PromotionEntry>(
            connection,
            "where promotion = ?1 order by n desc",
            [id],
        )?;
        let coupons = rows::select::<Coupon>(
            connection,
            "where promotion = ?1 order by state, code",
            [id],
        )?;
        Ok(PromotionCard {
            terms: promotion.terms.clone(),
            cars: promotion.cars.0.clone(),
            payment: promotion.payment,
            stacking: promotion.stacking,
            set_by_name: promotion.set_by_name.clone(),
            entries: entries
                .into_iter()
                .map(|entry| entry_row(connection, entry))
                .collect::<Result<_, _>>()?,
            coupons: coupons
                .into_iter()
                .map(|coupon| coupon_row(connection, coupon))
                .collect::<Result<_, _>>()?,
            row: promotion_row(connection, promotion)?,
        })
    })
}

fn entry_row(
    connection: &Connection,
    entry: PromotionEntry,
) -> Result<PromotionEntryRow, RpcError> {
    let own = match entry.quote {
        Some(quote) => rows::entity::<domain::quotes::Quote>(connection, quote)?,
        None => None,
    };
    Ok(PromotionEntryRow {
        store_name: store_name(connection, entry.store)?,
        quote: own.map(|quote| quote.id),
        id: entry.id,
        n: entry.n,
        deed: entry.deed,
        amount: entry.amount,
        balance_after: entry.balance_after,
        uses_after: entry.uses_after,
        quote_number: entry.quote_number,
        coupon: entry.coupon,
        at: entry.at,
        by_name: entry.by_name,
    })
}

fn coupon_row(connection: &Connection, coupon: Coupon) -> Result<CouponRow, RpcError> {
    let holder = match coupon.holder {
        Some(holder) => rows::entity::<Customer>(connection, holder)?,
        None => None,
    };
    Ok(CouponRow {
        holder_name: holder
            .map_or_else(String::new, |holder| mask(PersonalKind::Name, &holder.name)),
        store_name: match coupon.redeemed_at_store {
            Some(store) => store_name(connection, store)?,
            None => String::new(),
        },
        code: coupon.code,
        state: coupon.state,
        quote_number: coupon.quote_number,
        note: coupon.note,
    })
}
