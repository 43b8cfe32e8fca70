//! The points of each member are the sum of a ledger without a gap, none are used that are not there, and each source is
//! earned once.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::MemberId,
    members::{Member, PointsDeed, PointsEntry, PointsLot},
};
use rusqlite::Connection;
use store::{StoreError, rows};

pub(super) fn rules(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let mut ledgers: BTreeMap<MemberId, Vec<PointsEntry>> = BTreeMap::new();
    for entry in rows::all::<PointsEntry>(connection)? {
        ledgers.entry(entry.member).or_default().push(entry);
    }
    let mut remaining: BTreeMap<MemberId, i64> = BTreeMap::new();
    let mut sources = BTreeSet::new();
    for lot in rows::all::<PointsLot>(connection)? {
        *remaining.entry(lot.member).or_default() += lot.remaining;
        if lot.source.is_some_and(|source| !sources.insert(source)) {
            broken.push(format!("points were earned twice for {:?}", lot.source));
        }
        if lot.remaining < 0 || lot.expired + lot.remaining > lot.points {
            broken.push(format!(
                "more is left of points {:?} than was earned",
                lot.id
            ));
        }
    }
    for member in rows::all::<Member>(connection)? {
        let mut ledger = ledgers.remove(&member.id).unwrap_or_default();
        ledger.sort_by_key(|entry| entry.n);
        let left = remaining.remove(&member.id).unwrap_or_default();
        if let Some(wrong) = wrong_with(&member, &ledger, left) {
            broken.push(format!("member {}: {wrong}", member.number));
        }
    }
    Ok(())
}

fn wrong_with(member: &Member, ledger: &[PointsEntry], left: i64) -> Option<&'static str> {
    if !ledger.iter().map(|entry| entry.n).eq(1..=member.entries) {
        return Some("the ledger has a gap");
    }
    let mut sum = 0;
    for entry in ledger {
        sum += entry.points;
        if sum != entry.balance_after {
            return Some("an entry does not follow from the one before");
        }
        if entry.deed == PointsDeed::Burned && sum < 0 {
            return Some("more points were used than there were");
        }
    }
    if sum != member.balance {
        return Some("the balance is not the ledger's sum");
    }
    (left - member.owed != member.balance).then_some("the balance is not what its points have left")
}
