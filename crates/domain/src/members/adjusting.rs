//! Points are put right by hand, by right and with a reason.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    MemberRefusal, PointsDeed,
    ledger::{MOST_POINTS, Told, in_ledger_of},
};
use crate::{
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::{CustomerId, GroupId, LaneId},
    money::Fen,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AdjustPoints {
    pub customer: CustomerId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// More, or less where negative.
    #[ts(type = "number")]
    pub points: i64,
    pub reason: String,
}

impl Rule for AdjustPoints {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::AdjustPoints);

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::LINE)?;
        if self.points == 0 || !(-MOST_POINTS..=MOST_POINTS).contains(&self.points) {
            return Err(MemberRefusal::PointsImplausible {
                field: "points".to_owned(),
            }
            .into());
        }
        in_ledger_of(facts, context, self.customer, self.group, |ledger| {
            ledger.expire(context.today());
            let balance = ledger.member.balance;
            if self.points > 0 {
                ledger.open_lot(self.points, None, Fen::ZERO);
            } else if -self.points > balance {
                return Err(MemberRefusal::PointsShort {
                    balance: balance.max(0),
                    field: "points".to_owned(),
                }
                .into());
            } else {
                ledger.take(-self.points);
            }
            let told = Told {
                reason: &self.reason,
                ..Told::default()
            };
            ledger.enter(PointsDeed::Adjusted, self.points, told);
            Ok(())
        })
    }
}
