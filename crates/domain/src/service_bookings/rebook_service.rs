//! A booking is moved 改期: to another time, bay or advisor. What it had is given back in the same breath.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Overbooking, ServiceBooking,
    close_booking::give_back,
    expected_booking,
    placing::{Wish, place},
};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::{BayId, PersonId, ServiceBookingId},
    rights::Right,
    time::Timestamp,
    workshops::workshop,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RebookService {
    pub booking: ServiceBookingId,
    pub starts_at: Timestamp,
    /// The first that is free, unless one is named.
    #[serde(default)]
    pub advisor: Option<PersonId>,
    #[serde(default)]
    pub bay: Option<BayId>,
    pub overbooking: Overbooking,
}

impl Rule for RebookService {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let booking = expected_booking(facts, self.booking)?;
        let terms = workshop(facts, context.lane)?;
        let mut changes = Changes::new();
        give_back(facts, context, &booking, &mut changes)?;
        let place = place(
            facts,
            context,
            &terms,
            &Wish {
                booking: self.booking,
                number: &booking.number,
                jobs: &booking.jobs.0,
                starts_at: self.starts_at,
                bay: self.bay,
                advisor: self.advisor,
                overbooking: self.overbooking,
            },
            &mut changes,
        )?;
        changes.put(
            context.lane,
            &ServiceBooking {
                advisor: place.advisor,
                bay: place.bay,
                day: place.day,
                starts_at: self.starts_at,
                ends_at: place.ends_at,
                overbooked_minutes: place.overbooked_minutes,
                moved: booking.moved.saturating_add(1),
                ..booking
            },
        );
        Ok(changes.into())
    }
}
