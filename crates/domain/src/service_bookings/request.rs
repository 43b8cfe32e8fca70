//! Somebody asks from outside for the workshop's time. The car is found or written down, and it is booked by
//! the very rule that books one at a desk, never beyond the capacity; all of it or nothing.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    BookService, BookingRefusal, Overbooking, ServiceBooking, Transport, WantedJob,
    offered::nearest_service_slots, wanted_jobs,
};
use crate::{
    ahead::Ahead,
    changes::Changes,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    customers::{normal_plate, normal_vin},
    facts::{Ask, Facts},
    ids::{DealershipId, ServiceBookingId, ServicedCarId},
    leads::Enquirer,
    refusal::GeneralRefusal,
    rights::Right,
    serviced_cars::{NewCar, car_of, registered},
    time::Timestamp,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestService {
    pub booking: ServiceBookingId,
    /// Drawn when the command is made.
    #[serde(default)]
    pub number: String,
    pub by: Enquirer,
    /// The record that is made when the workshop does not know the car.
    pub car: ServicedCarId,
    #[serde(default)]
    pub vin: String,
    #[serde(default)]
    pub plate: String,
    /// The car as they call it; needed when nobody knows it.
    #[serde(default)]
    pub description: String,
    pub jobs: Vec<WantedJob>,
    pub starts_at: Timestamp,
    pub transport: Transport,
    #[serde(default)]
    pub remark: String,
}

impl Rule for RequestService {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::ServiceBooking);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<ServiceBooking>(self.booking)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "service_booking".to_owned(),
            }
            .into());
        }
        let customer = self.by.known(facts)?.map(|known| known.id);
        let (vin, plate) = (normal_vin(&self.vin)?, normal_plate(&self.plate)?);
        let mut changes = Changes::new();
        let car = if let Some(known) = car_of(facts, &vin, &plate)? {
            known.id
        } else {
            let new = registered(
                facts,
                context,
                &NewCar {
                    car: self.car,
                    vin: &self.vin,
                    plate: &self.plate,
                    description: &self.description,
                    customer,
                },
            )?;
            changes.put(context.lane, &new);
            new.id
        };
        let booking = BookService {
            booking: self.booking,
            number: self.number.clone(),
            dealership: DealershipId(context.lane.0),
            car,
            customer,
            called: self.by.name.clone(),
            phone: self.by.mobile.clone(),
            jobs: self.jobs.clone(),
            starts_at: self.starts_at,
            advisor: None,
            bay: None,
            transport: self.transport,
            overbooking: Overbooking::Refused,
            remark: self.remark.clone(),
            wash: None,
        };
        let ahead = Ahead {
            facts,
            changes: &changes,
        };
        let booked = booking
            .decide(&ahead, context)
            .or_else(|stop| self.full(facts, context, stop))?;
        changes.0.extend(booked.changes.0);
        Ok(changes.into())
    }
}

/// Refusals that say that the time itself is taken.
const FULL: [&str; 3] = ["capacityShort", "noBayFree", "noAdvisorFree"];

impl RequestService {
    /// What is short is the house's own matter; whoever asks is told when else it could be.
    fn full(&self, facts: &dyn Facts, context: &Context, stop: Stop) -> Decision {
        let Stop::Refused(refusal) = stop else {
            return Err(stop);
        };
        if !FULL.contains(&refusal.code.as_str()) {
            return Err(Stop::Refused(refusal));
        }
        let jobs = wanted_jobs(facts, &self.jobs)?;
        let free: Vec<Timestamp> = nearest_service_slots(
            facts,
            context.lane,
            &jobs,
            self.starts_at,
            context.made_at,
            context.zone,
        )?
        .into_iter()
        .map(|slot| slot.starts_at)
        .collect();
        Err(BookingRefusal::SlotFull {
            nearest: free.first().copied(),
            free,
            field: "startsAt".to_owned(),
        }
        .into())
    }
}
