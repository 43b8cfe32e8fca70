//! Which cash day a payment counts in: today's, or when that is closed the next that is not.

use chrono::{Days, NaiveDate};

use super::{CashDay, CashDayState};
use crate::{
    context::Context,
    facts::{Ask, Facts, Missing},
    ids::{CashDayId, CommandId, LaneId, derived},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Posting {
    Today,
    /// Today is closed.
    Later,
}

/// Days beyond which nobody can have closed ahead: a closed day is never later than its closing.
const FARTHEST: u64 = 31;

/// The id of a dealership's cash day: the same at every desk, whoever writes it first.
pub fn cash_day_id(lane: LaneId, day: NaiveDate) -> CashDayId {
    derived(CommandId(lane.0), &format!("cash day {day}")).into()
}

/// The open day that a payment counts in, new when it is the day's first.
pub(crate) fn posting_day(
    facts: &dyn Facts,
    context: &Context,
) -> Result<(CashDay, Posting), Missing> {
    let today = context.today();
    let mut day = today;
    for _ in 0..FARTHEST {
        let id = cash_day_id(context.lane, day);
        let found = facts
            .get::<CashDay>(id)?
            .unwrap_or_else(|| CashDay::new(id, day));
        if found.state == CashDayState::Open {
            break;
        }
        day = day + Days::new(1);
    }
    let id = cash_day_id(context.lane, day);
    let found = facts
        .get::<CashDay>(id)?
        .unwrap_or_else(|| CashDay::new(id, day));
    let posting = if day == today {
        Posting::Today
    } else {
        Posting::Later
    };
    Ok((found, posting))
}
