//! A complaint or a suggestion is taken in 受理, wherever the customer speaks. What was said has been said:
//! it is written down as it is, and its clock begins.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Complaint, ComplaintDeed, ComplaintKind, ComplaintRefusal, ComplaintState, ComplaintWay,
    deadlines::Deadlines, hears, steps::put_step,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    customers::head_of,
    entity::Entity,
    facts::{Ask, Facts},
    ids::{ComplaintId, CustomerId, OrderId, PersonId, RepairOrderId, ServicedCarId},
    orders::Order,
    refusal::GeneralRefusal,
    repair_orders::RepairOrder,
    rights::Right,
    serviced_cars::{ServicedCar, car_of},
    vehicles::Vehicle,
    workshops::working,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakeInComplaint {
    pub complaint: ComplaintId,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
    pub kind: ComplaintKind,
    pub way: ComplaintWay,
    #[serde(default)]
    pub customer: Option<CustomerId>,
    #[serde(default)]
    pub called: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub car: Option<ServicedCarId>,
    #[serde(default)]
    pub sale: Option<OrderId>,
    #[serde(default)]
    pub repair_order: Option<RepairOrderId>,
    pub said: String,
    #[serde(default)]
    pub wants: String,
    /// Whoever takes it in, unless a colleague is named.
    #[serde(default)]
    pub owner: Option<PersonId>,
}

/// What a complaint is about, put together from the records that it names.
struct About {
    customer: Option<CustomerId>,
    car: Option<ServicedCar>,
    vin: String,
}

impl Rule for TakeInComplaint {
    const NATURE: Nature = Nature::Record;
    /// Whoever speaks with customers hears complaints; the rule asks by itself.
    const RIGHT: Option<Right> = None;

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::Complaint);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        hears(context)?;
        if facts.get::<Complaint>(self.complaint)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: Complaint::KIND.to_owned(),
            }
            .into());
        }
        checks::filled("number", &self.number, 40)?;
        checks::filled("said", &self.said, checks::REMARK)?;
        checks::fits("wants", &self.wants, checks::REMARK)?;
        checks::fits("called", &self.called, checks::LINE)?;
        checks::fits("phone", &self.phone, 40)?;
        let owner = self.owner.unwrap_or(context.actor);
        working(facts, owner, "owner")?;
        let about = self.about(facts)?;
        // A suggestion may come from nobody; who complains wants an answer.
        let nameless = about.customer.is_none()
            && about.car.is_none()
            && self.called.trim().is_empty()
            && self.phone.trim().is_empty();
        if nameless && self.kind != ComplaintKind::Suggestion {
            return Err(ComplaintRefusal::ComplainantUnknown {
                field: "called".to_owned(),
            }
            .into());
        }
        let deadlines = Deadlines::from_now(facts, context, self.kind)?;
        let mut complaint = Complaint {
            id: self.complaint,
            number: self.number.clone(),
            kind: self.kind,
            way: self.way,
            state: ComplaintState::Open,
            customer: about.customer,
            called: self.called.trim().to_owned(),
            phone: self.phone.trim().to_owned(),
            car: about.car.map(|car| car.id),
            vin: about.vin,
            sale: self.sale,
            repair_order: self.repair_order,
            said: self.said.trim().to_owned(),
            wants: self.wants.trim().to_owned(),
            owner,
            taken_in_at: context.made_at,
            taken_in_by: context.actor,
            answer_due: deadlines.answer_due,
            solution_due: deadlines.solution_due,
            lawful_until: deadlines.lawful_until,
            answered_at: None,
            acted_at: None,
            due: Some(deadlines.answer_due),
            escalates_at: Some(deadlines.answer_due),
            escalated_at: None,
            escalations: 0,
            reopened: 0,
            steps: 0,
            closed_at: None,
            verdict: None,
            customer_said: String::new(),
        };
        let mut changes = Changes::new();
        put_step(
            context,
            &mut complaint,
            ComplaintDeed::TakenIn,
            &self.said,
            &mut changes,
        );
        Ok(changes.into())
    }
}

fn named<T: Entity>(
    facts: &dyn Facts,
    id: Option<impl Into<crate::ids::RecordId>>,
    field: &str,
) -> Result<Option<T>, Stop> {
    let Some(id) = id else { return Ok(None) };
    let found = facts.get::<T>(id)?;
    found.map(Some).ok_or_else(|| {
        GeneralRefusal::NotFound {
            kind: T::TABLE.name.to_owned(),
            field: field.to_owned(),
        }
        .into()
    })
}

impl TakeInComplaint {
    /// The order knows its customer and car, the sale its own; nobody types them twice.
    fn about(&self, facts: &dyn Facts) -> Result<About, Stop> {
        let repair_order: Option<RepairOrder> = named(facts, self.repair_order, "repairOrder")?;
        let sale: Option<Order> = named(facts, self.sale, "sale")?;
        let sold: Option<Vehicle> = match sale.as_ref().and_then(|sale| sale.vehicle) {
            Some(vehicle) => facts.get(vehicle)?,
            None => None,
        };
        let mut car: Option<ServicedCar> = named(
            facts,
            self.car.or(repair_order.as_ref().map(|order| order.car)),
            "car",
        )?;
        if let (None, Some(sold)) = (&car, &sold) {
            car = car_of(facts, sold.vin.as_str(), "")?;
        }
        let customer = self
            .customer
            .or(repair_order.as_ref().and_then(|order| order.customer))
            .or(sale.as_ref().map(|sale| sale.customer))
            .or(car.as_ref().and_then(|car| car.customer));
        let customer = match customer {
            Some(customer) => Some(
                head_of(facts, customer)?
                    .ok_or_else(|| GeneralRefusal::NotFound {
                        kind: "customer".to_owned(),
                        field: "customer".to_owned(),
                    })?
                    .id,
            ),
            None => None,
        };
        let vin = match (&car, &sold) {
            (Some(car), _) => car.vin.clone(),
            (None, Some(sold)) => sold.vin.as_str().to_owned(),
            (None, None) => String::new(),
        };
        Ok(About { customer, car, vin })
    }
}
