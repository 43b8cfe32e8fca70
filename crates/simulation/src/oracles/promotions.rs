//! No budget gives more than it has, and no coupon is redeemed twice.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::PromotionId,
    money::Fen,
    promotions::{Coupon, CouponState, Promotion, PromotionEntry, PromotionUse, UseState},
};
use rusqlite::Connection;
use store::{StoreError, rows};

pub(super) fn rules(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let mut ledgers: BTreeMap<PromotionId, Vec<PromotionEntry>> = BTreeMap::new();
    for entry in rows::all::<PromotionEntry>(connection)? {
        ledgers.entry(entry.promotion).or_default().push(entry);
    }
    let mut uses = rows::all::<PromotionUse>(connection)?;
    uses.retain(|used| used.state == UseState::Taken);
    for promotion in rows::all::<Promotion>(connection)? {
        let mut ledger = ledgers.remove(&promotion.id).unwrap_or_default();
        ledger.sort_by_key(|entry| entry.n);
        let held = uses.iter().filter(|used| used.promotion == promotion.id);
        let value: i64 = held.map(|used| used.value.0).sum();
        if let Some(wrong) = wrong_with(&promotion, &ledger, value) {
            broken.push(format!("promotion {}: {wrong}", promotion.name));
        }
    }
    let mut redeemed = BTreeSet::new();
    for used in uses.into_iter().filter(|used| !used.coupon.is_empty()) {
        if !redeemed.insert(used.coupon.clone()) {
            broken.push(format!("coupon {} is redeemed twice", used.coupon));
        }
    }
    for coupon in rows::all::<Coupon>(connection)? {
        if (coupon.state == CouponState::Redeemed) != redeemed.contains(&coupon.code) {
            broken.push(format!("coupon {} is not as its uses say", coupon.code));
        }
    }
    Ok(())
}

fn wrong_with(promotion: &Promotion, ledger: &[PromotionEntry], held: i64) -> Option<&'static str> {
    if !ledger.iter().map(|entry| entry.n).eq(1..=promotion.entries) {
        return Some("its ledger has a gap");
    }
    let mut spent = 0;
    for entry in ledger {
        spent += entry.amount.0;
        if spent != entry.spent_after.0 {
            return Some("an entry does not follow from the one before");
        }
        if entry.balance_after.is_some_and(Fen::is_negative) {
            return Some("more was given away than its budget");
        }
    }
    if spent != promotion.spent.0 {
        return Some("what was spent is not the ledger's sum");
    }
    (spent != held).then_some("what was spent is not what quotes hold")
}
