//! One booking, with the car it is for and what was left undone on it.

use domain::{
    entity::Entity,
    ids::ServiceBookingId,
    repair_orders::Wash,
    rights::Right,
    service_bookings::{BookedJob, ServiceBooking},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use super::{BookingRow, booking_row};
use crate::{
    Desk, clock,
    error::RpcError,
    privacy::shown,
    serviced_cars::{CarRecord, car_record, not_found},
};

#[derive(Debug, Deserialize, TS)]
pub struct BookingArgs {
    pub id: ServiceBookingId,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BookingCard {
    pub row: BookingRow,
    /// Masked.
    pub phone: String,
    pub jobs: Vec<BookedJob>,
    pub remark: String,
    pub wash: Option<Wash>,
    pub closed_because: String,
    pub made_at: Timestamp,
    pub confirmed_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    pub car: CarRecord,
}

pub fn card(desk: &Desk, asked: BookingArgs) -> Result<BookingCard, RpcError> {
    let (store, _) = desk.with_right(Right::SeeService)?;
    let now = clock::now();
    store.store.read(|connection| {
        let booking = rows::entity::<ServiceBooking>(connection, asked.id)?
            .ok_or_else(|| not_found(ServiceBooking::TABLE))?;
        Ok(BookingCard {
            car: car_record(connection, booking.car, now, store.zone)?,
            phone: shown::<ServiceBooking>("phone", &booking.phone),
            jobs: booking.jobs.0.clone(),
            remark: booking.remark.clone(),
            wash: booking.wash,
            closed_because: booking.closed_because.clone(),
            made_at: booking.made_at,
            confirmed_at: booking.confirmed_at,
            closed_at: booking.closed_at,
            row: booking_row(connection, booking)?,
        })
    })
}
