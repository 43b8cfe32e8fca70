//! Points end when their time is over. Time does that, so the platform's own actor enters it; a desk may as well, with a
//! customer before it. Whoever comes second finds nothing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MemberRefusal, PointsLot, books::Books, ledger::Ledger, may_move};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Outcome, Rule, Stop},
    context::Context,
    entity::{ColumnValue, Entity},
    facts::{Facts, Lookup},
    ids::{GroupId, LaneId, MemberId},
    people,
    refusal::GeneralRefusal,
    rights::Right,
};

/// Enters what of a member's points had ended before a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExpirePoints {
    pub member: MemberId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// Points whose last day lies before this one have ended.
    pub before: NaiveDate,
}

impl Rule for ExpirePoints {
    const NATURE: Nature = Nature::Claim;
    /// Time has no rights; see the rule.
    const RIGHT: Option<Right> = None;

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let by_time = context.actor == people::PLATFORM;
        if !by_time {
            may_move(context)?;
        }
        if self.before > context.today() {
            return Err(GeneralRefusal::DateOutOfRange {
                field: "before".to_owned(),
            }
            .into());
        }
        let Some(books) = Books::of(facts, context, self.group)? else {
            return Ok(Outcome::default());
        };
        let ended = self.ended(facts, context, books);
        match ended {
            // Two nodes may see the same day pass, and a desk may come between: that is nothing to put to a person.
            Err(Stop::Refused(_)) if by_time => Ok(Outcome::default()),
            Ok(_) | Err(_) => ended.map(Outcome::from),
        }
    }
}

impl ExpirePoints {
    fn ended(&self, facts: &dyn Facts, context: &Context, books: Books) -> Result<Changes, Stop> {
        let mut ledger = Ledger::of_member(facts, context, books, self.member)?;
        if ledger.expire(self.before) == 0 {
            return Err(MemberRefusal::NothingExpired.into());
        }
        Ok(ledger.close())
    }
}

/// The lots of which something is left although their last day lies before this one.
pub fn lots_to_expire(before: NaiveDate) -> Lookup {
    Lookup {
        table: PointsLot::TABLE,
        index: PointsLot::BY_OPEN_EXPIRES_ON,
        equals: vec![true.to_value()],
        range: Some((
            NaiveDate::from_ymd_opt(1900, 1, 1).to_value(),
            Some(before).to_value(),
        )),
    }
}
