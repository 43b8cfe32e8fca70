//! What was said and done about a complaint has no gap.

use std::collections::BTreeMap;

use domain::{
    complaints::{Complaint, ComplaintStep},
    ids::ComplaintId,
};
use rusqlite::Connection;
use store::{StoreError, rows};

pub(super) fn rules(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let mut steps: BTreeMap<ComplaintId, Vec<u32>> = BTreeMap::new();
    for step in rows::all::<ComplaintStep>(connection)? {
        steps.entry(step.complaint).or_default().push(step.ordinal);
    }
    for complaint in rows::all::<Complaint>(connection)? {
        let mut places = steps.remove(&complaint.id).unwrap_or_default();
        places.sort_unstable();
        if !places.iter().copied().eq(0..complaint.steps) {
            broken.push(format!(
                "complaint {} has the steps {places:?} of {}",
                complaint.number, complaint.steps
            ));
        }
    }
    Ok(())
}
