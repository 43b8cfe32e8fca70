//! Service bookings: a few cars and times, two bays, and less work than is asked for.

use domain::{
    Command,
    ids::BayId,
    parts::Part,
    service_bookings::ServiceBooking,
    serviced_cars::ServicedCar,
    workshops::{Bay, StandardOperation},
};
use serde_json::{Value, json};

use super::Drawing;

/// When cars are booked in, in minutes after midnight.
const STARTS: [u32; 5] = [630, 660, 780, 840, 900];
/// The bookings whose customers are still expected.
const EXPECTED: &str = "where state in ('new', 'confirmed')";

impl Drawing<'_> {
    /// What goes on around a booking of the workshop.
    pub(super) fn booking(&mut self) -> Option<Command> {
        match self.chance.below(100) {
            0..58 => self.book_service(),
            58..76 => self.rebook_service(),
            76..82 => {
                let booking = self.expected_booking()?;
                Self::parsed(
                    "CancelBooking",
                    json!({"booking": booking.id, "reason": "不来了"}),
                )
            }
            82..88 => {
                let booking = self.expected_booking()?;
                Self::parsed("ConfirmBooking", json!({"booking": booking.id}))
            }
            88..92 => {
                let booking = self.expected_booking()?;
                Self::parsed("RecordBookingNoShow", json!({"booking": booking.id}))
            }
            _ => {
                let booking = self.expected_booking()?;
                let part: Part = self.any("")?;
                Self::parsed(
                    "WantPart",
                    json!({
                        "need": self.chance.id(), "booking": booking.id, "part": part.id,
                        "quantity": 1_000,
                    }),
                )
            }
        }
    }

    pub(super) fn expected_booking(&mut self) -> Option<ServiceBooking> {
        self.any(EXPECTED)
    }

    fn overbooking(&mut self) -> &'static str {
        if self.chance.percent(10) {
            "allowed"
        } else {
            "refused"
        }
    }

    /// Now and then the bay is named.
    fn wished_bay(&mut self) -> Option<BayId> {
        let named = self.chance.percent(40);
        named
            .then(|| self.any::<Bay>(""))
            .flatten()
            .map(|bay| bay.id)
    }

    /// One or two operations.
    fn wanted_work(&mut self) -> Option<Vec<Value>> {
        let count = if self.chance.percent(80) { 1 } else { 2 };
        (0..count)
            .map(|_| {
                let operation: StandardOperation = self.any("")?;
                Some(json!({"operation": operation.id}))
            })
            .collect()
    }

    fn book_service(&mut self) -> Option<Command> {
        let car: ServicedCar = self.any("")?;
        let customer = if self.chance.percent(70) {
            Some(self.customer()?.id)
        } else {
            None
        };
        let wash = if self.chance.percent(50) {
            "wanted"
        } else {
            "notWanted"
        };
        Self::parsed(
            "BookService",
            json!({
                "booking": self.chance.id(), "dealership": self.lane, "car": car.id,
                "customer": customer, "called": "来电", "jobs": self.wanted_work()?,
                "startsAt": self.time_among(&STARTS)?, "bay": self.wished_bay(),
                "transport": "waits", "overbooking": self.overbooking(), "wash": wash,
            }),
        )
    }

    fn rebook_service(&mut self) -> Option<Command> {
        let booking = self.expected_booking()?;
        Self::parsed(
            "RebookService",
            json!({
                "booking": booking.id, "startsAt": self.time_among(&STARTS)?,
                "bay": self.wished_bay(), "overbooking": self.overbooking(),
            }),
        )
    }
}
