//! The customer has said that the time stands.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BookingRefusal, BookingState, ServiceBooking, expected_booking};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::ServiceBookingId,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ConfirmBooking {
    pub booking: ServiceBookingId,
}

impl Rule for ConfirmBooking {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let booking = expected_booking(facts, self.booking)?;
        if booking.state == BookingState::Confirmed {
            return Err(BookingRefusal::ConfirmedAlready.into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &ServiceBooking {
                state: BookingState::Confirmed,
                confirmed_at: Some(context.made_at),
                ..booking
            },
        );
        Ok(changes.into())
    }
}
