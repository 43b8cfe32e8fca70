//! The till is counted in the morning.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CashDay, CashDayRefusal, CashDayState, cash_day_id};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    money::Fen,
    people::Person,
    rights::Right,
};

/// Opens today, by the dealership's calendar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenCashDay {
    /// Change in the till.
    pub opening_float: Fen,
}

impl Rule for OpenCashDay {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::CloseCashDay);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::sum_in_range("openingFloat", self.opening_float)?;
        let day = context.today();
        let id = cash_day_id(context.lane, day);
        let found = facts
            .get::<CashDay>(id)?
            .unwrap_or_else(|| CashDay::new(id, day));
        let name = |person: Option<crate::ids::PersonId>| match person {
            Some(person) => Ok(facts
                .get::<Person>(person)?
                .map_or_else(String::new, |p| p.name)),
            None => Ok::<_, crate::facts::Missing>(String::new()),
        };
        if found.state == CashDayState::Closed {
            return Err(CashDayRefusal::CashDayClosed {
                person: name(found.closed_by)?,
                at: found.closed_at.unwrap_or_default(),
            }
            .into());
        }
        if let Some(since) = found.opened_at {
            return Err(CashDayRefusal::CashDayOpen {
                person: name(found.opened_by)?,
                since,
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &CashDay {
                opened_by: Some(context.actor),
                opened_at: Some(context.made_at),
                opening_float: self.opening_float,
                ..found
            },
        );
        Ok(changes.into())
    }
}
