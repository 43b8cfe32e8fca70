//! A plan is sold, with a car or later; its money counts in the cash day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Entered, PlanDeed, PlanKind, PlanRefusal, PlanState, PrepaidPlan};
use crate::{
    cash_days,
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    customers::head_of,
    facts::{Ask, Facts},
    ids::{CustomerId, OrderId, PrepaidPlanId, ServicedCarId, StandardOperationId},
    money::Fen,
    orders::Order,
    payments::PaymentMethod,
    refusal::GeneralRefusal,
    rights::Right,
    serviced_cars::known_car,
    workshops::StandardOperation,
};

/// More services than a car needs in its life.
const MOST_TIMES: u32 = 100;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SellPlan {
    pub plan: PrepaidPlanId,
    /// Both drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub receipt_number: String,
    pub kind: PlanKind,
    pub title: String,
    pub customer: CustomerId,
    #[serde(default)]
    pub car: Option<ServicedCarId>,
    /// What a package is for.
    #[serde(default)]
    pub operation: Option<StandardOperationId>,
    #[serde(default)]
    pub sale: Option<OrderId>,
    pub price: Fen,
    /// What may be used; as much as was paid, where nothing is said.
    #[serde(default)]
    pub value: Option<Fen>,
    #[serde(default)]
    pub times: Option<u32>,
    pub valid_from: NaiveDate,
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    #[serde(default)]
    pub until_km: Option<u32>,
    pub method: PaymentMethod,
}

impl Rule for SellPlan {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::TakePayments);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::Plan);
        }
        if self.receipt_number.is_empty() {
            self.receipt_number = numbers.next(NumberSeries::Receipt);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<PrepaidPlan>(self.plan)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "prepaid_plan".to_owned(),
            }
            .into());
        }
        checks::filled("number", &self.number, 40)?;
        checks::filled("receiptNumber", &self.receipt_number, 40)?;
        checks::filled("title", &self.title, checks::LINE)?;
        checks::sum_in_range("price", self.price)?;
        if !self.price.is_positive() {
            return Err(GeneralRefusal::MoneyOutOfRange {
                field: "price".to_owned(),
            }
            .into());
        }
        let value = self.value.unwrap_or(self.price);
        checks::sum_in_range("value", value)?;
        self.plausible(value, context)?;
        let customer = head_of(facts, self.customer)?.ok_or_else(|| GeneralRefusal::NotFound {
            kind: "customer".to_owned(),
            field: "customer".to_owned(),
        })?;
        if let Some(car) = self.car {
            known_car(facts, car, "car")?;
        }
        if let Some(operation) = self.operation {
            StandardOperation::offered(facts, operation, "operation")?;
        }
        if let Some(sale) = self.sale
            && facts.get::<Order>(sale)?.is_none()
        {
            return Err(GeneralRefusal::NotFound {
                kind: "sales_order".to_owned(),
                field: "sale".to_owned(),
            }
            .into());
        }
        let (mut day, _) = cash_days::posting_day(facts, context)?;
        day.count(self.method, self.price)?;
        let mut plan = PrepaidPlan {
            id: self.plan,
            number: self.number.clone(),
            kind: self.kind,
            title: self.title.trim().to_owned(),
            customer: customer.id,
            car: self.car,
            operation: self.operation.filter(|_| self.kind == PlanKind::Package),
            sale: self.sale,
            price: self.price,
            value,
            times: self.times,
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            until_km: self.until_km,
            state: PlanState::Running,
            value_left: value,
            times_left: self.times,
            entries: 0,
            sold_at: context.made_at,
            sold_by: context.actor,
        };
        let mut changes = Changes::new();
        plan.enter(
            context,
            Entered {
                deed: PlanDeed::Sold,
                value,
                times: self.times.unwrap_or(0),
                settlement: None,
                repair_order: None,
                money: self.price,
                method: Some(self.method),
                receipt_number: self.receipt_number.clone(),
                day: Some(day.day),
                note: String::new(),
            },
            &mut changes,
        );
        changes.put(context.lane, &day);
        Ok(changes.into())
    }
}

impl SellPlan {
    fn plausible(&self, value: Fen, context: &Context) -> Result<(), Stop> {
        let field = |field: &str| field.to_owned();
        let for_one_car = match self.kind {
            PlanKind::Package | PlanKind::ExtendedWarranty => true,
            PlanKind::StoredValue => false,
        };
        if for_one_car != self.car.is_some() {
            return Err(PlanRefusal::PlanWithoutCar {
                field: field("car"),
            }
            .into());
        }
        let times_fit = match (self.kind, self.times) {
            (PlanKind::Package, Some(times)) => (1..=MOST_TIMES).contains(&times),
            (PlanKind::Package, None) => false,
            (PlanKind::ExtendedWarranty | PlanKind::StoredValue, times) => times.is_none(),
        };
        if !times_fit {
            return Err(PlanRefusal::PlanTimesImplausible {
                field: field("times"),
            }
            .into());
        }
        let last = context.today() + chrono::Months::new(120);
        checks::date_until("validFrom", self.valid_from, last)?;
        let ends_well = match (self.kind, self.valid_until) {
            (_, Some(until)) => until > self.valid_from,
            (PlanKind::ExtendedWarranty, None) => false,
            (PlanKind::Package | PlanKind::StoredValue, None) => true,
        };
        if !ends_well {
            return Err(PlanRefusal::PlanEndImplausible {
                field: field("validUntil"),
            }
            .into());
        }
        if value < self.price {
            return Err(PlanRefusal::PlanValueBelowPrice {
                field: field("value"),
            }
            .into());
        }
        Ok(())
    }
}
