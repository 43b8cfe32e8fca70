//! An order is made, from a quote or directly.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    FinanceState, InspectionState, InsuranceState, InvoiceState, NewOrderLine, Order,
    OrderApproval, OrderLine, OrderRefusal, OrderState, car_price_of,
    from_quote::{approver_of, beginning, taken_up},
    guide::{Guide, GuideSource, guide_of},
    order_standing, required, total_of,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    customers::Customer,
    deposits::{AdvanceKind, deposit_cap},
    entity::Json,
    facts::{Ask, Facts},
    ids::{CustomerId, ModelId, OrderId, OrderLineId, PersonId, QuoteId, VehicleId},
    leads::{self, LeadStep},
    money::Fen,
    payments::OrderAccount,
    people::Person,
    promotions,
    refusal::GeneralRefusal,
    rights::Right,
    rules::rules_in_force,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MakeOrder {
    pub order: OrderId,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
    pub customer: CustomerId,
    /// Who sells; the giver of the command when nobody is named.
    #[serde(default)]
    pub consultant: Option<PersonId>,
    #[serde(default)]
    pub quote: Option<QuoteId>,
    /// The car of the stock that the price was agreed for; it is not held by this.
    #[serde(default)]
    pub vehicle: Option<VehicleId>,
    #[serde(default)]
    pub model: Option<ModelId>,
    /// The guide price as it was typed, where neither quote nor car nor model says one.
    #[serde(default)]
    pub guide_price: Option<Fen>,
    pub wanted: String,
    #[serde(default)]
    pub colour: String,
    pub lines: Vec<NewOrderLine>,
    pub advance: AdvanceKind,
    #[serde(default)]
    pub advance_agreed: Fen,
    #[serde(default)]
    pub promised_on: Option<NaiveDate>,
    /// Why the discount is asked for, where it is beyond the giver's authority.
    #[serde(default)]
    pub approval_words: String,
    #[serde(default)]
    pub remark: String,
}

impl Rule for MakeOrder {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MakeOrders);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::Order);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<Order>(self.order)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "order".to_owned(),
            }
            .into());
        }
        checks::filled("number", &self.number, 40)?;
        checks::filled("wanted", &self.wanted, checks::LINE)?;
        checks::fits("colour", &self.colour, checks::LINE)?;
        checks::fits("approvalWords", &self.approval_words, checks::REMARK)?;
        checks::fits("remark", &self.remark, checks::REMARK)?;
        if let Some(day) = self.promised_on {
            let in_three_years = context
                .today()
                .checked_add_months(chrono::Months::new(36))
                .unwrap_or(context.today());
            checks::date_until("promisedOn", day, in_three_years)?;
        }
        required::<Customer>(facts, self.customer, "customer")?;
        let consultant = self.consultant.unwrap_or(context.actor);
        required::<Person>(facts, consultant, "consultant")?;
        let total = total_of(&self.lines)?;
        self.check_advance(total, facts, context)?;

        let car_price = car_price_of(&self.lines)?;

        let mut changes = Changes::new();
        // What a quote says was within authority, or approved, when it was issued.
        let order = if let Some(quote) = self.quote {
            let quote = taken_up(facts, context, quote, self.customer, car_price, total)?;
            let approved_by = approver_of(facts, &quote)?;
            changes.put(context.lane, &quote);
            promotions::lasts(facts, context, quote.id, None, &mut changes)?;
            let guide = Guide {
                price: quote.guide_price,
                source: GuideSource::Quote,
            };
            Order {
                wanted_vehicle: quote.vehicle,
                approval: match approved_by {
                    Some(_) => OrderApproval::Approved,
                    None => OrderApproval::NotAsked,
                },
                approved_by,
                ..self.order(guide, car_price, total, consultant, context)
            }
        } else {
            let guide = guide_of(facts, self.vehicle, self.model, self.guide_price)?;
            let standing =
                order_standing(facts, context.actor, self.vehicle, guide.price, car_price)?;
            Order {
                state: beginning(standing),
                ..self.order(guide, car_price, total, consultant, context)
            }
        };
        // Who orders has been told a price.
        leads::reach_for(facts, context, self.customer, LeadStep::Quote, &mut changes)?;
        changes.put(context.lane, &OrderAccount::new(order.id, total));
        changes.put(context.lane, &order);
        for (place, line) in self.lines.iter().enumerate() {
            changes.put(
                context.lane,
                &OrderLine {
                    id: OrderLineId::derived(context.command, &format!("line {place}")),
                    order_id: self.order,
                    ordinal: u32::try_from(place).unwrap_or(u32::MAX),
                    kind: line.kind,
                    label: line.label.trim().to_owned(),
                    amount: line.amount,
                },
            );
        }
        Ok(changes.into())
    }
}

impl MakeOrder {
    /// The agreed advance is at most the price, and a 定金 at most its lawful share.
    fn check_advance(&self, total: Fen, facts: &dyn Facts, context: &Context) -> Result<(), Stop> {
        checks::sum_in_range("advanceAgreed", self.advance_agreed)?;
        let cap = match self.advance {
            AdvanceKind::Deposit => {
                let day = context.today();
                deposit_cap(total, day, &*rules_in_force(facts)?)
                    .map_err(|_| OrderRefusal::DepositRuleUnknown { on: day })?
            }
            AdvanceKind::Prepayment => total,
        };
        if self.advance_agreed > cap {
            return Err(OrderRefusal::DepositAboveCap {
                cap,
                given: self.advance_agreed,
                total,
            }
            .into());
        }
        Ok(())
    }

    fn order(
        &self,
        guide: Guide,
        car_price: Fen,
        total: Fen,
        consultant: PersonId,
        context: &Context,
    ) -> Order {
        Order {
            id: self.order,
            number: self.number.clone(),
            contract_number: String::new(),
            state: OrderState::Draft,
            customer: self.customer,
            consultant,
            quote: self.quote,
            model: self.model,
            wanted: self.wanted.trim().to_owned(),
            wanted_vehicle: self.vehicle,
            colour: self.colour.trim().to_owned(),
            guide_price: guide.price,
            guide_source: guide.source,
            car_price,
            total,
            advance: self.advance,
            advance_agreed: self.advance_agreed,
            promised_on: self.promised_on,
            approval: OrderApproval::NotAsked,
            approval_words: self.approval_words.trim().to_owned(),
            approval_answer: String::new(),
            approved_by: None,
            signed_at: None,
            vehicle: None,
            allocated_by: None,
            allocated_at: None,
            finance: FinanceState::NotNeeded,
            lender: String::new(),
            loan: Fen::ZERO,
            insurance: InsuranceState::Open,
            insurer: String::new(),
            policy_number: String::new(),
            insured_until: None,
            invoice: InvoiceState::Open,
            invoice_number: String::new(),
            invoiced_on: None,
            inspection: InspectionState::Open,
            inspection_remark: String::new(),
            inspected_at: None,
            plate: String::new(),
            temporary_plate_until: None,
            handover_number: String::new(),
            handover: Json(Vec::new()),
            handover_place: String::new(),
            charge_or_fuel: String::new(),
            delivered_at: None,
            followed_up_at: None,
            cancelled_at: None,
            cancel_reason: String::new(),
            fault: None,
            remark: self.remark.clone(),
            made_on: context.today(),
            made_at: context.made_at,
        }
    }
}
