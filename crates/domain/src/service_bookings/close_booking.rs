//! A booking comes to nothing: the customer calls it off, or does not come 爽约. Either way its day, bay
//! and advisor are free again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BookingRefusal, BookingState, ServiceBooking, expected_booking, minutes_by_skill};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    facts::{Ask, Facts},
    ids::ServiceBookingId,
    parts::{self, Work},
    rights::Right,
    workshops::{WorkshopDay, day_id, release, workshop},
};

/// Gives back what a booking has taken.
pub(super) fn give_back(
    facts: &dyn Facts,
    context: &Context,
    booking: &ServiceBooking,
    changes: &mut Changes,
) -> Result<(), Stop> {
    if let Some(mut row) = facts.get::<WorkshopDay>(day_id(context.lane, booking.day))? {
        row.give_back(&minutes_by_skill(&booking.jobs.0));
        changes.put(context.lane, &row);
    }
    release(facts, context, booking.id.into(), changes)?;
    Ok(())
}

fn closed(
    facts: &dyn Facts,
    context: &Context,
    booking: ServiceBooking,
    state: BookingState,
    because: &str,
) -> Decision {
    let mut work = Work::new(facts, context);
    give_back(facts, context, &booking, &mut work.changes)?;
    parts::give_up(&mut work, booking.id)?;
    work.put(&ServiceBooking {
        state,
        closed_because: because.trim().to_owned(),
        closed_at: Some(context.made_at),
        ..booking
    });
    work.done()
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CancelBooking {
    pub booking: ServiceBookingId,
    pub reason: String,
}

impl Rule for CancelBooking {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::REMARK)?;
        let booking = expected_booking(facts, self.booking)?;
        closed(
            facts,
            context,
            booking,
            BookingState::Cancelled,
            &self.reason,
        )
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RecordBookingNoShow {
    pub booking: ServiceBookingId,
    #[serde(default)]
    pub remark: String,
}

impl Rule for RecordBookingNoShow {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::fits("remark", &self.remark, checks::REMARK)?;
        let booking = expected_booking(facts, self.booking)?;
        let terms = workshop(facts, context.lane)?;
        let from = booking
            .starts_at
            .plus(i64::from(terms.no_show_minutes) * 60_000);
        if context.made_at < from {
            return Err(BookingRefusal::NotMissedYet { from }.into());
        }
        closed(facts, context, booking, BookingState::NoShow, &self.remark)
    }
}
