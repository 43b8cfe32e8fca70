//! A car is booked in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    BookingRefusal, BookingState, Overbooking, ServiceBooking, Transport, WantedJob,
    placing::{Wish, place},
    wanted::wanted_jobs,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    customers::head_of,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts},
    ids::{BayId, CustomerId, DealershipId, PersonId, ServiceBookingId, ServicedCarId},
    refusal::GeneralRefusal,
    repair_orders::Wash,
    rights::Right,
    serviced_cars::known_car,
    time::Timestamp,
    workshops::workshop,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BookService {
    pub booking: ServiceBookingId,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
    /// The house whose workshop is asked.
    pub dealership: DealershipId,
    pub car: ServicedCarId,
    #[serde(default)]
    pub customer: Option<CustomerId>,
    #[serde(default)]
    pub called: String,
    #[serde(default)]
    pub phone: String,
    pub jobs: Vec<WantedJob>,
    pub starts_at: Timestamp,
    /// The first that is free, unless one is named.
    #[serde(default)]
    pub advisor: Option<PersonId>,
    #[serde(default)]
    pub bay: Option<BayId>,
    pub transport: Transport,
    pub overbooking: Overbooking,
    #[serde(default)]
    pub remark: String,
    #[serde(default)]
    pub wash: Option<Wash>,
}

impl Rule for BookService {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::ServiceBooking);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if self.dealership.0 != context.lane.0 {
            return Err(BookingRefusal::OtherDealership {
                field: "dealership".to_owned(),
            }
            .into());
        }
        if facts.get::<ServiceBooking>(self.booking)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "service_booking".to_owned(),
            }
            .into());
        }
        checks::filled("number", &self.number, 40)?;
        checks::fits("phone", &self.phone, checks::LINE)?;
        checks::fits("remark", &self.remark, checks::REMARK)?;
        let terms = workshop(facts, context.lane)?;
        let car = known_car(facts, self.car, "car")?;
        let customer = self.customer(facts)?;
        let jobs = wanted_jobs(facts, &self.jobs)?;
        let mut changes = Changes::new();
        self.car_not_expected(facts, context)?;
        let place = place(
            facts,
            context,
            &terms,
            &Wish {
                booking: self.booking,
                number: &self.number,
                jobs: &jobs,
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
                id: self.booking,
                number: self.number.clone(),
                car: car.id,
                customer,
                called: self.called.trim().to_owned(),
                phone: self.phone.trim().to_owned(),
                minutes: jobs.iter().map(|job| job.minutes).sum(),
                jobs: Json(jobs),
                advisor: place.advisor,
                bay: place.bay,
                day: place.day,
                starts_at: self.starts_at,
                ends_at: place.ends_at,
                transport: self.transport,
                state: BookingState::New,
                overbooked_minutes: place.overbooked_minutes,
                moved: 0,
                repair_order: None,
                remark: self.remark.trim().to_owned(),
                closed_because: String::new(),
                made_by: context.actor,
                made_at: context.made_at,
                confirmed_at: None,
                closed_at: None,
                wash: self.wash,
            },
        );
        Ok(changes.into())
    }
}

impl BookService {
    fn customer(&self, facts: &dyn Facts) -> Result<Option<CustomerId>, Stop> {
        checks::fits("called", &self.called, checks::LINE)?;
        match self.customer {
            Some(customer) => Ok(Some(
                head_of(facts, customer)?
                    .ok_or_else(|| GeneralRefusal::NotFound {
                        kind: "customer".to_owned(),
                        field: "customer".to_owned(),
                    })?
                    .id,
            )),
            None if self.called.trim().is_empty() => Err(BookingRefusal::CallerUnknown {
                field: "called".to_owned(),
            }
            .into()),
            None => Ok(None),
        }
    }

    /// A car comes once a day.
    fn car_not_expected(&self, facts: &dyn Facts, context: &Context) -> Result<(), Stop> {
        let day = self.starts_at.date_in(context.zone);
        let other = facts
            .by::<ServiceBooking>(
                ServiceBooking::BY_CAR_DAY,
                [self.car.to_value(), day.to_value()],
            )?
            .into_iter()
            .find(|other| other.state.expected());
        match other {
            Some(other) => Err(BookingRefusal::CarExpected {
                number: other.number,
                at: other.starts_at,
                field: "car".to_owned(),
            }
            .into()),
            None => Ok(()),
        }
    }
}
