//! Service bookings 维修预约: a car, what is to be done with it, when, and what that takes of the day.

mod book_service;
mod close_booking;
mod confirm_booking;
mod offered;
mod placing;
mod rebook_service;
mod refusals;
mod request;
mod wanted;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod request_tests;
#[cfg(test)]
pub(crate) mod tests;

pub use book_service::BookService;
pub use close_booking::{CancelBooking, RecordBookingNoShow};
pub use confirm_booking::ConfirmBooking;
pub use offered::open_service_slots;
pub use rebook_service::RebookService;
pub use refusals::BookingRefusal;
pub use request::RequestService;
pub(crate) use wanted::wanted_job;
pub use wanted::{BookedJob, WantedJob, minutes_by_skill, wanted_jobs};

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    command::Stop,
    entity::Json,
    facts::{Ask, Facts},
    ids::{BayId, CustomerId, PersonId, RepairOrderId, ServiceBookingId, ServicedCarId},
    refusal::GeneralRefusal,
    repair_orders::Wash,
    time::Timestamp,
};

crate::words! {
    pub enum BookingState {
        /// 新建
        New => "new",
        /// 已确认
        Confirmed => "confirmed",
        /// 到店转工单
        Arrived => "arrived",
        Cancelled => "cancelled",
        /// 爽约
        NoShow => "noShow",
    }
}

impl BookingState {
    /// Whether the customer is still expected.
    pub const fn expected(self) -> bool {
        match self {
            Self::New | Self::Confirmed => true,
            Self::Arrived | Self::Cancelled | Self::NoShow => false,
        }
    }

    /// Whether it takes of its day's capacity.
    pub const fn counts(self) -> bool {
        match self {
            Self::New | Self::Confirmed | Self::Arrived => true,
            Self::Cancelled | Self::NoShow => false,
        }
    }
}

crate::words! {
    /// How the customer gets about meanwhile.
    pub enum Transport {
        /// Waits in the house 店内等候.
        Waits => "waits",
        /// Looks after it alone.
        Own => "own",
        /// Is driven and fetched 接送.
        Shuttle => "shuttle",
        /// The car is fetched and brought back 取送车.
        PickUp => "pickUp",
        /// 备用车
        Loaner => "loaner",
    }
}

crate::words! {
    /// Whether a booking may go beyond the day's capacity.
    pub enum Overbooking {
        Refused => "refused",
        /// By right; the booking is marked.
        Allowed => "allowed",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "service_booking",
    index(number),
    index(day, starts_at),
    index(state, starts_at),
    index(car, day),
    index(customer)
)]
pub struct ServiceBooking {
    pub id: ServiceBookingId,
    pub number: String,
    pub car: ServicedCarId,
    pub customer: Option<CustomerId>,
    /// How the caller called themself, when they are not on record.
    #[column(personal = Name)]
    pub called: String,
    #[column(personal = Mobile)]
    pub phone: String,
    pub jobs: Json<Vec<BookedJob>>,
    /// The sum over the jobs.
    pub minutes: u32,
    pub advisor: PersonId,
    /// None only for a booking beyond the capacity.
    pub bay: Option<BayId>,
    pub day: NaiveDate,
    pub starts_at: Timestamp,
    /// When the work is done, if it begins at once.
    pub ends_at: Timestamp,
    pub transport: Transport,
    pub state: BookingState,
    /// Minutes by which it went beyond the day's capacity; nought for an ordinary booking.
    pub overbooked_minutes: u32,
    /// How often it was moved 改期.
    pub moved: u32,
    pub repair_order: Option<RepairOrderId>,
    pub remark: String,
    pub closed_because: String,
    pub made_by: PersonId,
    pub made_at: Timestamp,
    pub confirmed_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    /// Whether the car is to be washed; nothing where nobody asked.
    pub wash: Option<Wash>,
}

/// The booking that a command names, whose customer must still be expected.
pub(crate) fn expected_booking(
    facts: &dyn Facts,
    booking: ServiceBookingId,
) -> Result<ServiceBooking, Stop> {
    let booking =
        facts
            .get::<ServiceBooking>(booking)?
            .ok_or_else(|| GeneralRefusal::NotFound {
                kind: "service_booking".to_owned(),
                field: "booking".to_owned(),
            })?;
    if booking.state.expected() {
        Ok(booking)
    } else {
        Err(BookingRefusal::BookingClosed {
            number: booking.number,
            state: booking.state,
        }
        .into())
    }
}
