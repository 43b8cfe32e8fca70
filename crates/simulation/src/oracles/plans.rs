//! Nothing is used of a plan beyond what was bought, and its ledger has no gap.

use std::collections::BTreeMap;

use domain::{
    ids::PrepaidPlanId,
    plans::{PlanDeed, PlanEntry, PrepaidPlan},
};
use rusqlite::Connection;
use store::{StoreError, rows};

pub(super) fn rules(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let mut entries: BTreeMap<PrepaidPlanId, Vec<PlanEntry>> = BTreeMap::new();
    for entry in rows::all::<PlanEntry>(connection)? {
        entries.entry(entry.plan).or_default().push(entry);
    }
    for plan in rows::all::<PrepaidPlan>(connection)? {
        let mut ledger = entries.remove(&plan.id).unwrap_or_default();
        ledger.sort_by_key(|entry| entry.n);
        if let Some(wrong) = wrong_with(&plan, &ledger) {
            broken.push(format!("plan {}: {wrong}", plan.number));
        }
    }
    Ok(())
}

fn wrong_with(plan: &PrepaidPlan, ledger: &[PlanEntry]) -> Option<&'static str> {
    if !ledger.iter().map(|entry| entry.n).eq(1..=plan.entries) {
        return Some("its ledger has a gap");
    }
    let (mut value, mut used) = (0, 0_i64);
    for entry in ledger {
        value += entry.value.0;
        match entry.deed {
            PlanDeed::Used => used += i64::from(entry.times),
            PlanDeed::PutBack => used -= i64::from(entry.times),
            PlanDeed::Sold | PlanDeed::Refunded => {}
        }
        if value != entry.value_after.0 {
            return Some("an entry does not follow from the one before");
        }
        if !(0..=plan.value.0).contains(&value) {
            return Some("more is used than was bought");
        }
        if plan.times.is_some_and(|times| used > i64::from(times)) {
            return Some("it was used more often than was bought");
        }
    }
    (value != plan.value_left.0).then_some("what is left is not its ledger's sum")
}
