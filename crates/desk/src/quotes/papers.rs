//! The papers of a quote: 报价单, and 综合融资成本明示表 for one of its loan plans. Their figures are
//! the stored rows, never reckoned anew, so that paper, screen and record say the same sum.

use documents::{Language, forms};
use domain::{
    catalogue::{IllustrativeMark, Model},
    customers::Customer,
    dealerships::Dealership,
    ids::QuoteId,
    lending::Schedule,
    money::Fen,
    people::Person,
    privacy::{PersonalKind, mask},
    quotes::{LineKind, LoanKind, LoanPlan, Quote, QuoteLine},
    refusal::{GeneralRefusal, Refusal},
    vehicles::Vehicle,
};
use rusqlite::Connection;
use serde::Serialize;
use serde_json::Value;
use store::rows;

use super::{found, full_name, words};
use crate::error::RpcError;

/// What both papers are made from.
struct Source {
    quote: Quote,
    lines: Vec<QuoteLine>,
    loans: Vec<LoanPlan>,
    customer: Option<Customer>,
    customer_name: String,
    consultant: Option<Person>,
    vehicle: Option<Vehicle>,
    model: Option<Model>,
    dealership: Dealership,
    language: Language,
}

impl Source {
    fn read(connection: &Connection, id: QuoteId) -> Result<Self, RpcError> {
        let quote = found(connection, id)?;
        let key = quote.id.0.as_bytes().as_slice();
        let customer = match quote.customer {
            Some(customer) => rows::entity::<Customer>(connection, customer)?,
            None => None,
        };
        let language = match quote.language.as_str() {
            "en" => Language::English,
            _ => Language::Chinese,
        };
        Ok(Self {
            lines: rows::select(connection, "where quote = ?1 order by position", [key])?,
            loans: rows::select(connection, "where quote = ?1 order by position", [key])?,
            customer_name: full_name(connection, &quote)?,
            consultant: rows::entity(connection, quote.consultant)?,
            vehicle: match quote.vehicle {
                Some(vehicle) => rows::entity(connection, vehicle)?,
                None => None,
            },
            model: match quote.model {
                Some(model) => rows::entity(connection, model)?,
                None => None,
            },
            dealership: rows::all::<Dealership>(connection)?
                .into_iter()
                .next()
                .ok_or_else(|| RpcError::failed("noStore"))?,
            customer,
            language,
            quote,
        })
    }

    fn letterhead(&self) -> forms::Dealership {
        let dealership = &self.dealership;
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        forms::Dealership {
            name: dealership.name.clone(),
            credit_code: dealership.credit_code.clone(),
            address: dealership.address.clone(),
            phone: dealership.phone.clone(),
            bank_account: filled(&dealership.bank_account),
            complaints_phone: None,
        }
    }

    /// Stands behind the car's name where its price and figures are nobody's offer.
    fn training_mark(&self) -> String {
        match self.model.as_ref().map(|model| model.illustrative) {
            Some(IllustrativeMark::Illustrative) => {
                words::say(self.language, "（训练数据）", "(training data)")
            }
            Some(IllustrativeMark::FromMaker) | None => String::new(),
        }
    }

    fn price_line(&self, line: &QuoteLine) -> forms::PriceLine {
        forms::PriceLine {
            name: words::line_name(line, self.language),
            detail: words::basis(line, self.language),
            quantity: (line.quantity > 1).then_some(i64::from(line.quantity)),
            payee: words::payee(line, self.language),
            amount: line.amount,
        }
    }
}

/// What the quote states, in the language that was chosen for it.
pub fn quote_data(connection: &Connection, id: QuoteId) -> Result<(Language, Value), RpcError> {
    let source = Source::read(connection, id)?;
    Ok((source.language, json(&quote_contents(&source)?)?))
}

fn json(contents: &impl Serialize) -> Result<Value, RpcError> {
    serde_json::to_value(contents).map_err(|error| RpcError::broken("unserialisable", &error))
}

fn too_large() -> RpcError {
    RpcError::failed("amountTooLarge")
}

fn quote_contents(source: &Source) -> Result<forms::Quote, RpcError> {
    let language = source.language;
    let quote = &source.quote;
    let inputs = &quote.inputs.0;
    let mut discounts = Vec::new();
    let mut lines = Vec::new();
    for line in &source.lines {
        match line.kind {
            LineKind::Car => {}
            LineKind::Discount => discounts.push(forms::PriceLine {
                amount: line.amount.checked_neg().ok_or_else(too_large)?,
                ..source.price_line(line)
            }),
            LineKind::PurchaseTax
            | LineKind::LuxuryTax
            | LineKind::CompulsoryInsurance
            | LineKind::VesselTax
            | LineKind::CommercialInsurance
            | LineKind::Plate
            | LineKind::Accessory
            | LineKind::ServiceFee
            | LineKind::Other => lines.push(source.price_line(line)),
        }
    }
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let expected = quote.subsidy.0.as_ref().and_then(|subsidy| {
        let amount = subsidy.expected?;
        Some(forms::PriceLine {
            name: words::scheme(subsidy.scheme, language),
            detail: None,
            quantity: None,
            payee: None,
            amount,
        })
    });
    Ok(forms::Quote {
        number: quote.number.clone(),
        made_on: quote.made_on.to_string(),
        valid_until: quote.valid_until.to_string(),
        dealership: source.letterhead(),
        customer: source.customer_name.clone(),
        customer_phone: source
            .customer
            .as_ref()
            .and_then(|customer| customer.mobile.as_ref())
            .map(|mobile| mask(PersonalKind::Mobile, mobile.as_str())),
        consultant: forms::Consultant {
            name: source
                .consultant
                .as_ref()
                .map_or_else(String::new, |person| person.name.clone()),
            phone: None,
        },
        vehicle: forms::Vehicle {
            brand: quote.description.clone(),
            series: String::new(),
            model: source.training_mark(),
            announcement_model: None,
            vin: source.vehicle.as_ref().map(|car| car.vin.to_string()),
            engine_number: None,
            certificate_number: None,
            produced_on: None,
            colour: filled(&inputs.car.exterior_colour),
            interior: source
                .vehicle
                .as_ref()
                .and_then(|car| filled(&car.interior_colour)),
            energy: Some(words::energy(inputs.car.power, language)),
            emission_standard: None,
            odometer_km: None,
            condition: forms::VehicleCondition::New,
            options: Vec::new(),
        },
        availability: None,
        guide_price: quote.guide_price,
        discounts,
        car_price: quote.car_price,
        lines,
        total: quote.total,
        expected_subsidies: expected.into_iter().collect(),
        gifts: Vec::new(),
        loans: source
            .loans
            .iter()
            .map(|plan| loan(plan, language))
            .collect(),
        rules: quote
            .rules
            .0
            .iter()
            .map(|rule| forms::RuleInForce {
                name: words::policy(rule.policy, language),
                text: rule.source.clone(),
                from: Some(rule.from.to_string()),
                until: rule.to.map(|day| day.to_string()),
            })
            .collect(),
        remarks: filled(&quote.remark).into_iter().collect(),
    })
}

const fn kind(plan: &LoanPlan) -> forms::LoanKind {
    match plan.kind {
        LoanKind::EqualInstalment => forms::LoanKind::EqualInstalment,
        LoanKind::EqualPrincipal => forms::LoanKind::EqualPrincipal,
        LoanKind::Balloon => forms::LoanKind::Balloon,
        LoanKind::Subsidised => forms::LoanKind::Subsidised,
        LoanKind::FlatFee => forms::LoanKind::FlatFee,
    }
}

fn plan_name(plan: &LoanPlan, language: Language) -> String {
    if plan.name.is_empty() {
        let place = plan.position + 1;
        return match language {
            Language::Chinese => format!("方案 {place}"),
            Language::English => format!("Plan {place}"),
        };
    }
    plan.name.clone()
}

/// The payment of the second month, which is that of every ordinary month where they are equal.
fn regular(plan: &LoanPlan, schedule: Option<&Schedule>) -> Fen {
    plan.regular_payment.unwrap_or_else(|| {
        schedule
            .and_then(|schedule| schedule.instalments.get(1))
            .map_or(plan.first_payment, |instalment| instalment.payment)
    })
}

/// Each month as agreed. The plan was reckoned when it was saved, so it can be again.
fn schedule(plan: &LoanPlan) -> Option<Schedule> {
    domain::lending::schedule(domain::lending::Loan {
        principal: plan.principal,
        months: plan.months,
        repayment: plan.inputs.0.terms.repayment(),
    })
    .ok()
}

fn loan(plan: &LoanPlan, language: Language) -> forms::LoanPlan {
    let figures = &plan.figures.0;
    forms::LoanPlan {
        name: plan_name(plan, language),
        lender: plan.lender.clone(),
        kind: kind(plan),
        down_payment: plan.down_payment,
        principal: plan.principal,
        months: i64::from(plan.months),
        nominal_rate: figures.nominal_rate,
        first_payment: plan.first_payment,
        regular_payment: regular(plan, schedule(plan).as_ref()),
        last_payment: plan.last_payment,
        interest: plan.total_interest,
        fees: plan.fees,
        total_repaid: plan.total_paid,
        annual_cost: figures.annual_cost.compound,
    }
}

/// What one of the quote's loan plans costs in all, counted from 0.
pub fn disclosure_data(
    connection: &Connection,
    id: QuoteId,
    plan: u32,
) -> Result<(Language, Value), RpcError> {
    let source = Source::read(connection, id)?;
    let Some(plan) = source.loans.iter().find(|each| each.position == plan) else {
        return Err(Refusal::from(GeneralRefusal::NotFound {
            kind: "loan_plan".to_owned(),
            field: "plan".to_owned(),
        })
        .into());
    };
    let number = format!("{}-{}", source.quote.number, plan.position + 1);
    let contents = disclosure_contents(&source, plan, &number);
    Ok((source.language, json(&contents)?))
}

fn disclosure_contents(
    source: &Source,
    plan: &LoanPlan,
    number: &str,
) -> forms::FinancingCostDisclosure {
    let language = source.language;
    let disclosed = &plan.figures.0.disclosure;
    let schedule = schedule(plan);
    forms::FinancingCostDisclosure {
        number: number.to_owned(),
        made_on: source.quote.made_on.to_string(),
        dealership: source.letterhead(),
        lender: plan.lender.clone(),
        borrower: source.customer_name.clone(),
        borrower_identity: source
            .customer
            .as_ref()
            .map_or_else(String::new, |customer| {
                mask(PersonalKind::ResidentId, &customer.identity_number)
            }),
        vehicle: source.quote.description.clone(),
        car_price: source.quote.car_price,
        principal: plan.principal,
        months: i64::from(plan.months),
        kind: kind(plan),
        first_payment: plan.first_payment,
        regular_payment: regular(plan, schedule.as_ref()),
        last_payment: plan.last_payment,
        costs: disclosed
            .items
            .iter()
            .map(|item| forms::CostItem {
                name: words::cost_name(&item.cost, language),
                standard: words::cost_standard(item, language),
                charged_how: words::charged(item.charged, language),
                charged_by: item.charged_by.clone(),
                amount: item.amount,
            })
            .collect(),
        total_cost: disclosed.total_cost,
        total_repaid: disclosed.total_paid,
        annual_cost: disclosed.annual_cost.compound,
        contingent_costs: disclosed
            .contingent
            .iter()
            .map(|cost| {
                let (name, condition) = words::contingent(cost.kind, language);
                forms::ContingentCost {
                    name,
                    condition,
                    standard: cost.standard.clone(),
                    charged_by: cost.charged_by.clone(),
                }
            })
            .collect(),
        schedule: schedule
            .map(|schedule| schedule.instalments)
            .unwrap_or_default()
            .into_iter()
            .map(|instalment| forms::Instalment {
                month: i64::from(instalment.number),
                payment: instalment.payment,
                principal: instalment.principal,
                interest: instalment.interest,
                balance: instalment.balance,
            })
            .collect(),
    }
}
