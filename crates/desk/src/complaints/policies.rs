//! The house's rules for complaints in all their versions: what holds, what will hold, what held.

use chrono::NaiveDate;
use domain::{
    complaints::{ComplaintPolicy, ComplaintTerms},
    rights::Right,
    time::Timestamp,
};
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use super::beginning::terms_today;
use crate::{Desk, clock, error::RpcError, list::Nothing};

/// One version that the house has set.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintPolicyVersion {
    pub valid_from: NaiveDate,
    pub set_at: Timestamp,
    pub terms: ComplaintTerms,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintPolicies {
    /// What holds today: the house's own or, before it has set any, what the program brings along.
    pub today: ComplaintTerms,
    /// The house's day, before which no rule can be set any more.
    pub date: NaiveDate,
    /// The house's own versions, the latest first.
    pub versions: Vec<ComplaintPolicyVersion>,
}

pub fn policies(desk: &Desk, _: Nothing) -> Result<ComplaintPolicies, RpcError> {
    let (store, _) = desk.with_right(Right::EditPolicies)?;
    store.store.read(|connection| {
        let versions: Vec<ComplaintPolicy> = rows::select(
            connection,
            "where 1 order by valid_from desc, set_at desc",
            [],
        )?;
        Ok(ComplaintPolicies {
            today: terms_today(connection, &store)?,
            date: clock::now().date_in(store.zone),
            versions: versions
                .into_iter()
                .map(|version| ComplaintPolicyVersion {
                    valid_from: version.valid_from,
                    set_at: version.set_at,
                    terms: version.terms.0,
                })
                .collect(),
        })
    })
}
