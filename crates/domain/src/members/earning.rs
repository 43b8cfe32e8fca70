//! Points for something that was paid, once.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    MemberRefusal, PointsDeed, PointsLot, Spending,
    ledger::{MOST_POINTS, Told, in_ledger_of},
    level_of, may_move,
    sources::{SourceState, named},
};
use crate::{
    command::{Decision, Nature, Rule},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{CustomerId, GroupId, LaneId, RecordId},
    rights::Right,
};

/// How many points there are is not said: it follows from what was paid and from the rules of the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EarnPoints {
    pub customer: CustomerId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    pub spending: Spending,
    /// The sale, settlement sheet or plan.
    pub source: RecordId,
}

impl Rule for EarnPoints {
    const NATURE: Nature = Nature::Claim;
    /// Either of two; see the rule.
    const RIGHT: Option<Right> = None;

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        may_move(context)?;
        let source = named(facts, self.spending, self.source, self.customer)?;
        match source.state {
            SourceState::Paid => {}
            SourceState::Open => {
                return Err(MemberRefusal::NotPaidYet {
                    number: source.number,
                }
                .into());
            }
            SourceState::Void => {
                return Err(MemberRefusal::CameToNothing {
                    number: source.number,
                }
                .into());
            }
        }
        in_ledger_of(facts, context, self.customer, self.group, |ledger| {
            // Also where it was another member's before: a source is earned once.
            let known = ledger
                .facts()
                .by::<PointsLot>(PointsLot::BY_SOURCE, [Some(source.id).to_value()])?;
            if let Some(lot) = known.first() {
                return Err(MemberRefusal::EarnedAlready {
                    number: source.number,
                    points: lot.points,
                }
                .into());
            }
            let terms = ledger.terms()?;
            let today = context.today();
            let level = level_of(&terms, &ledger.member.earned.0, today);
            let points = terms
                .earned(source.spending, source.worth(), level)
                .min(MOST_POINTS);
            if points <= 0 {
                return Err(MemberRefusal::EarnsNothing {
                    number: source.number,
                }
                .into());
            }
            let amount = source.worth();
            ledger.open_lot(points, Some(&source), amount);
            ledger.count(today, points);
            let told = Told {
                source: Some(&source),
                amount,
                ..Told::default()
            };
            ledger.enter(PointsDeed::Earned, points, told);
            Ok(())
        })
    }
}
