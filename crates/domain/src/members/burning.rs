//! Points are used, never more than there are.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    MemberRefusal, PointsDeed, Spending,
    ledger::{MOST_POINTS, Told, in_ledger_of},
    may_move,
    sources::{SourceState, named},
};
use crate::{
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::{CustomerId, GroupId, LaneId, RecordId},
    rights::Right,
};

/// The sale, settlement sheet or plan on which points are burned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BurnedOn {
    pub spending: Spending,
    pub source: RecordId,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BurnPoints {
    pub customer: CustomerId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    #[ts(type = "number")]
    pub points: i64,
    /// What they are burned on, so that they come back when it comes to nothing; a gift has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<BurnedOn>,
    /// What the customer gets for them.
    pub reason: String,
}

impl Rule for BurnPoints {
    /// Two desks may both want the last of them.
    const NATURE: Nature = Nature::Claim;
    /// Either of two; see the rule.
    const RIGHT: Option<Right> = None;

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        may_move(context)?;
        checks::filled("reason", &self.reason, checks::LINE)?;
        if !(1..=MOST_POINTS).contains(&self.points) {
            return Err(MemberRefusal::PointsImplausible {
                field: "points".to_owned(),
            }
            .into());
        }
        let source = match &self.on {
            Some(on) => {
                let source = named(facts, on.spending, on.source, self.customer)?;
                if source.state == SourceState::Void {
                    return Err(MemberRefusal::CameToNothing {
                        number: source.number,
                    }
                    .into());
                }
                Some(source)
            }
            None => None,
        };
        in_ledger_of(facts, context, self.customer, self.group, |ledger| {
            let amount = ledger.terms()?.worth(self.points);
            ledger.expire(context.today());
            if self.points > ledger.member.balance {
                return Err(MemberRefusal::PointsShort {
                    balance: ledger.member.balance.max(0),
                    field: "points".to_owned(),
                }
                .into());
            }
            let told = Told {
                source: source.as_ref(),
                amount,
                taken: ledger.take(self.points),
                reason: &self.reason,
            };
            ledger.enter(PointsDeed::Burned, -self.points, told);
            Ok(())
        })
    }
}
