//! The rules for points in all their versions, of the group whose members the house has, or of the house itself.

use chrono::NaiveDate;
use domain::{
    groups::{GroupStore, StorePart},
    ids::{DealershipId, GroupId},
    members::{PointsPolicy, PointsTerms, points_terms_on},
    rights::Right,
    time::Timestamp,
};
use serde::Serialize;
use store::{StoreFacts, rows};
use ts_rs::TS;

use crate::{Desk, clock, error::RpcError, groups::affiliation, list::Nothing};

/// One version that was set.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PointsPolicyVersion {
    pub valid_from: NaiveDate,
    pub set_at: Timestamp,
    pub terms: PointsTerms,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PointsPolicies {
    /// The group whose rules they are; the house's own without one.
    pub group: Option<GroupId>,
    pub group_name: String,
    /// Whether this store sets them: one that keeps what its group shares does.
    pub part: StorePart,
    /// What holds today, before anybody set rules nothing.
    pub today: Option<PointsTerms>,
    /// The house's day, before which no rule can be set any more.
    pub date: NaiveDate,
    /// The latest first.
    pub versions: Vec<PointsPolicyVersion>,
}

pub fn policies(desk: &Desk, _: Nothing) -> Result<PointsPolicies, RpcError> {
    let (store, _) = desk.with_right(Right::EditPolicies)?;
    store.store.read(|connection| {
        let own = affiliation(connection)?;
        let group = own.as_ref().map(|own| own.belongs_to);
        let here: Option<GroupStore> = rows::entity(connection, DealershipId::of_lane(store.lane))?;
        let date = clock::now().date_in(store.zone);
        let facts = StoreFacts::new(connection);
        let Ok(today) = points_terms_on(&facts, group, date) else {
            return Err(facts.breakage().into());
        };
        let all: Vec<PointsPolicy> = rows::select(
            connection,
            "where 1 order by valid_from desc, set_at desc",
            [],
        )?;
        Ok(PointsPolicies {
            group,
            group_name: own.map_or_else(String::new, |own| own.group_name),
            part: match group {
                Some(_) => here.map_or(StorePart::Belongs, |here| here.part),
                None => StorePart::Keeps,
            },
            today,
            date,
            versions: all
                .into_iter()
                .filter(|version| version.belongs_to == group)
                .map(|version| PointsPolicyVersion {
                    valid_from: version.valid_from,
                    set_at: version.set_at,
                    terms: version.terms.0,
                })
                .collect(),
        })
    })
}
