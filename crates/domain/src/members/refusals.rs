//! Why a membership or points do not come about.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum MemberRefusal {
    /// The house belongs to a group, whose member the customer becomes.
    MembersAreTheGroups { group: String },
    /// The customer is this member already.
    AlreadyMember { number: String },
    /// The customer's mobile is that of this member; link the customer to it.
    MobileIsMembers { number: String },
    /// Another customer of this house is this member.
    MemberIsAnother { number: String },
    /// The customer is no member, or is one elsewhere.
    NoMember,
    /// The membership has ended.
    MemberLeft { number: String },
    /// The customer is a member; the membership is ended first.
    StillMember { number: String },
    /// No rules for points hold on this day.
    NoPointsRules { day: NaiveDate },
    /// The rules give no points for this.
    EarnsNothing { number: String },
    /// Points are earned once it is paid.
    NotPaidYet { number: String },
    /// It is another customer's.
    PaidByAnother { number: String },
    /// It came to nothing; nothing is earned or burned on it.
    CameToNothing { number: String },
    /// Its points were credited.
    EarnedAlready { number: String, points: i64 },
    /// There are not as many points.
    PointsShort { balance: i64, field: String },
    /// Nothing of it was given back since its points were credited.
    NothingToReverse { number: String },
    /// Nothing of the member's has ended by that day.
    NothingExpired,
    /// A number of points that is nought or beyond anything.
    PointsImplausible { field: String },
    /// Rules that contradict themselves, or beyond anything.
    PointsRulesImplausible { field: String },
}

impl From<MemberRefusal> for Refusal {
    fn from(refusal: MemberRefusal) -> Self {
        let field = match &refusal {
            MemberRefusal::EarnsNothing { .. }
            | MemberRefusal::NotPaidYet { .. }
            | MemberRefusal::PaidByAnother { .. }
            | MemberRefusal::CameToNothing { .. }
            | MemberRefusal::EarnedAlready { .. }
            | MemberRefusal::NothingToReverse { .. } => Some("source"),
            MemberRefusal::MembersAreTheGroups { .. }
            | MemberRefusal::AlreadyMember { .. }
            | MemberRefusal::MobileIsMembers { .. }
            | MemberRefusal::MemberIsAnother { .. }
            | MemberRefusal::NoMember
            | MemberRefusal::MemberLeft { .. }
            | MemberRefusal::StillMember { .. }
            | MemberRefusal::NoPointsRules { .. }
            | MemberRefusal::NothingExpired
            | MemberRefusal::PointsShort { .. }
            | MemberRefusal::PointsImplausible { .. }
            | MemberRefusal::PointsRulesImplausible { .. } => None,
        };
        Self::typed(&refusal, field)
    }
}
