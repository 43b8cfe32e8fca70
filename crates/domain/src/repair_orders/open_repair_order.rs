//! A repair order is opened 开单: from a booking, or for a car that came unasked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    CarWash, CheckIn, JobOrigin, NewJob, Payer, RepairKind, RepairOrder, RepairOrderState, Wash,
    open_order::{OpenOrder, named},
};
use crate::{
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    customers::head_of,
    facts::{Ask, Facts},
    ids::{CheckInId, CustomerId, JobId, PersonId, RepairOrderId, ServiceBookingId, ServicedCarId},
    money::Fen,
    parts,
    refusal::GeneralRefusal,
    rights::Right,
    service_bookings::{BookingState, ServiceBooking, expected_booking},
    serviced_cars::known_car,
    time::Timestamp,
    workshops::working,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenRepairOrder {
    pub repair_order: RepairOrderId,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
    pub kind: RepairKind,
    pub car: ServicedCarId,
    #[serde(default)]
    pub customer: Option<CustomerId>,
    #[serde(default)]
    pub booking: Option<ServiceBookingId>,
    #[serde(default)]
    pub check_in: Option<CheckInId>,
    /// Whoever opens it, unless the booking or the command names another.
    #[serde(default)]
    pub advisor: Option<PersonId>,
    #[serde(default)]
    pub promised_at: Option<Timestamp>,
    /// The booking's jobs come by themselves.
    pub jobs: Vec<NewJob>,
    #[serde(default)]
    pub remark: String,
    /// What the booking says, where it is left out.
    #[serde(default)]
    pub wash: Option<Wash>,
}

impl Rule for OpenRepairOrder {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::RepairOrder);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<RepairOrder>(self.repair_order)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "repair_order".to_owned(),
            }
            .into());
        }
        checks::filled("number", &self.number, 40)?;
        checks::fits("remark", &self.remark, checks::REMARK)?;
        let car = known_car(facts, self.car, "car")?;
        let booking = self.booking(facts)?;
        let check_in = self.check_in(facts)?;
        let advisor = self
            .advisor
            .or(booking.as_ref().map(|booking| booking.advisor))
            .unwrap_or(context.actor);
        working(facts, advisor, "advisor")?;
        let customer = self.customer(facts, booking.as_ref(), car.customer)?;
        let mut order = OpenOrder::at(
            facts,
            context,
            RepairOrder {
                id: self.repair_order,
                number: self.number.clone(),
                kind: self.kind,
                state: RepairOrderState::Open,
                car: car.id,
                customer,
                booking: self.booking,
                check_in: self.check_in,
                sale: None,
                advisor,
                odometer_km: check_in
                    .as_ref()
                    .map_or(car.odometer_km, |check_in| check_in.odometer_km),
                promised_at: self
                    .promised_at
                    .or(booking.as_ref().map(|booking| booking.ends_at)),
                remark: self.remark.trim().to_owned(),
                total: Fen::ZERO,
                jobs: 0,
                sheets: 0,
                opened_at: context.made_at,
                settled_at: None,
                left_at: None,
            },
        );
        let wash = self
            .wash
            .or(booking.as_ref().and_then(|booking| booking.wash));
        if let Some(wash) = wash {
            order.put(&CarWash::asked(self.repair_order, wash, context));
        }
        if let Some(booking) = booking {
            for (place, work) in booking.jobs.0.iter().enumerate() {
                let id = JobId::derived(context.command, &format!("booked {place}"));
                order.add(id, work.clone(), Payer::Customer, JobOrigin::First)?;
            }
            let first = JobId::derived(context.command, "booked 0");
            order
                .with_parts(|work| parts::bring_over(work, booking.id, self.repair_order, first))?;
            order.put(&ServiceBooking {
                state: BookingState::Arrived,
                repair_order: Some(self.repair_order),
                closed_at: Some(context.made_at),
                ..booking
            });
        }
        for (place, new) in self.jobs.iter().enumerate() {
            let work = new.work(facts, &format!("jobs.{place}"))?;
            let origin = if self.booking.is_some() {
                // What the booking did not ask for takes capacity of its own.
                JobOrigin::Supplementary
            } else {
                JobOrigin::First
            };
            let job = order.add(new.job, work, new.payer, origin)?;
            if let Some(again) = new.again {
                order.mend_again(&job, again, new.payer)?;
            }
        }
        if let Some(check_in) = check_in {
            order.put(&CheckIn {
                repair_order: Some(self.repair_order),
                ..check_in
            });
        }
        order.close()
    }
}

impl OpenRepairOrder {
    fn booking(&self, facts: &dyn Facts) -> Result<Option<ServiceBooking>, Stop> {
        let Some(booking) = self.booking else {
            return Ok(None);
        };
        let booking = expected_booking(facts, booking)?;
        if booking.car != self.car {
            return Err(super::RepairRefusal::OtherCar {
                field: "booking".to_owned(),
            }
            .into());
        }
        Ok(Some(booking))
    }

    fn check_in(&self, facts: &dyn Facts) -> Result<Option<CheckIn>, Stop> {
        let Some(check_in) = self.check_in else {
            return Ok(None);
        };
        let check_in: CheckIn = named(facts, check_in, "checkIn")?;
        if check_in.car != self.car {
            return Err(super::RepairRefusal::OtherCar {
                field: "checkIn".to_owned(),
            }
            .into());
        }
        Ok(Some(check_in))
    }

    fn customer(
        &self,
        facts: &dyn Facts,
        booking: Option<&ServiceBooking>,
        of_car: Option<CustomerId>,
    ) -> Result<Option<CustomerId>, Stop> {
        let named = self
            .customer
            .or(booking.and_then(|booking| booking.customer))
            .or(of_car);
        match named {
            Some(customer) => Ok(Some(
                head_of(facts, customer)?
                    .ok_or_else(|| GeneralRefusal::NotFound {
                        kind: "customer".to_owned(),
                        field: "customer".to_owned(),
                    })?
                    .id,
            )),
            None => Ok(None),
        }
    }
}
