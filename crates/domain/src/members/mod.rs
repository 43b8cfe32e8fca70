//! Members 会员: a customer who collects points 积分. What a member has is a ledger: each entry says what was earned, burned,
//! expired or given back, with its place and the balance after it. What was earned stands in lots, so that what ends first
//! is used first and nothing that was used can end.
//!
//! In a group the member and the ledger stand in the group's lane, so every store adds to and takes from one balance;
//! else in the house's own. Which of its customers is which member stands in each store's lane, because customers are
//! each store's own.

mod adjusting;
mod books;
mod burning;
mod due;
mod earning;
mod ending;
mod enrolling;
mod expiring;
mod ledger;
mod policies;
mod refusals;
mod reversing;
mod sources;

#[cfg(test)]
mod group_tests;
#[cfg(test)]
mod house;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use adjusting::AdjustPoints;
pub use burning::{BurnPoints, BurnedOn};
pub use due::{PointsDue, PointsTarget, points_due, points_targets};
pub use earning::EarnPoints;
pub use ending::EndMembership;
pub(crate) use ending::no_member;
pub use enrolling::{EnrolMember, LinkMember};
pub use expiring::{ExpirePoints, lots_to_expire};
pub use policies::{
    PointsLevel, PointsPolicy, PointsRate, PointsTerms, SetPointsPolicy, earned_in_a_year,
    level_of, points_terms_on,
};
pub use refusals::MemberRefusal;
pub use reversing::ReversePoints;
pub use sources::Spending;

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    context::Context,
    entity::Json,
    identifiers::Mobile,
    ids::{
        CustomerId, DealershipId, GroupId, MemberId, PersonId, PointsEntryId, PointsLotId, RecordId,
    },
    money::Fen,
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

crate::words! {
    pub enum MemberState {
        Member => "member",
        /// 已注销
        Left => "left",
    }
}

crate::words! {
    /// What an entry of the ledger tells.
    pub enum PointsDeed {
        Earned => "earned",
        Burned => "burned",
        Expired => "expired",
        /// What was earned with something that was given back.
        TakenBack => "takenBack",
        /// What was burned on something that came to nothing.
        GivenBack => "givenBack",
        /// By hand, with a reason.
        Adjusted => "adjusted",
        /// What was left when the membership ended.
        Forfeited => "forfeited",
    }
}

/// What a member earned in one month, of which the level follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EarnedInMonth {
    /// The first day of the month.
    pub month: NaiveDate,
    #[ts(type = "number")]
    pub points: i64,
}

/// A member, in the lane of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "member", index(number), index(mobile))]
pub struct Member {
    pub id: MemberId,
    /// In a group behind the code of the store where the member was enrolled, so that no two stores give the same.
    pub number: String,
    /// The group whose member it is; the house's own without one.
    pub belongs_to: Option<GroupId>,
    /// All that other stores of the group know of the person: it finds the member at their counter.
    #[column(personal = Mobile)]
    pub mobile: Option<Mobile>,
    pub state: MemberState,
    /// The name of the level after the last entry; empty without one.
    pub level: String,
    /// What is left of all lots, less what is owed. The sum of the ledger.
    #[ts(type = "number")]
    pub balance: i64,
    /// Points that were used before what they had been earned with was given back. What comes next pays them.
    #[ts(type = "number")]
    pub owed: i64,
    /// How many entries the ledger has.
    pub entries: u32,
    /// The last twelve months in which anything was earned.
    pub earned: Json<Vec<EarnedInMonth>>,
    pub joined_at: Timestamp,
    pub joined_in: DealershipId,
    pub left_at: Option<Timestamp>,
}

/// Which member a customer of this store is, in the store's own lane. Its id is the customer's: nobody is two members.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "membership", index(member), index(number))]
pub struct Membership {
    pub id: CustomerId,
    pub member: MemberId,
    pub number: String,
    /// Whose member it is; see [`Member`].
    pub belongs_to: Option<GroupId>,
    pub since: Timestamp,
    pub linked_by: PersonId,
    pub ended_at: Option<Timestamp>,
}

/// Points out of a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakenFrom {
    pub lot: PointsLotId,
    #[ts(type = "number")]
    pub points: i64,
}

/// One entry of a member's ledger; never changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "points_entry", index(member, n), index(source, deed))]
pub struct PointsEntry {
    pub id: PointsEntryId,
    pub member: MemberId,
    /// Its place in the ledger, from 1.
    pub n: u32,
    pub deed: PointsDeed,
    /// By how much the balance changes.
    #[ts(type = "number")]
    pub points: i64,
    #[ts(type = "number")]
    pub balance_after: i64,
    pub spending: Option<Spending>,
    /// The sale, settlement sheet or plan that it is about.
    pub source: Option<RecordId>,
    pub source_number: String,
    /// What was paid for what is earned, or what the burned points were worth; else nought.
    pub amount: Fen,
    /// Out of which lots points were burned, for giving them back.
    pub taken: Json<Vec<TakenFrom>>,
    /// The store in which it happened.
    pub store: DealershipId,
    pub reason: String,
    pub at: Timestamp,
    pub by: PersonId,
    /// The name stands here because other stores have no row of this person.
    pub by_name: String,
}

/// Points that came together and end together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "points_lot",
    index(member, open),
    index(source),
    index(open, expires_on)
)]
pub struct PointsLot {
    pub id: PointsLotId,
    pub member: MemberId,
    pub spending: Option<Spending>,
    pub source: Option<RecordId>,
    /// What was paid for them.
    pub amount: Fen,
    #[ts(type = "number")]
    pub points: i64,
    #[ts(type = "number")]
    pub remaining: i64,
    #[ts(type = "number")]
    pub expired: i64,
    /// How many of them were taken back because what they had been earned with was given back.
    #[ts(type = "number")]
    pub reversed: i64,
    /// Whether anything is left.
    pub open: bool,
    pub earned_on: NaiveDate,
    /// The last day on which they can be used; they do not end without one.
    pub expires_on: Option<NaiveDate>,
}

impl PointsLot {
    fn ended(&self, day: NaiveDate) -> bool {
        self.expires_on.is_some_and(|last| last < day)
    }
}

/// Whoever looks after customers or stands at the till moves points.
fn may_move(context: &Context) -> Result<(), GeneralRefusal> {
    if context.may(Right::EditCustomers) || context.may(Right::TakePayments) {
        return Ok(());
    }
    Err(GeneralRefusal::MissingRight {
        right: Right::EditCustomers,
    })
}
