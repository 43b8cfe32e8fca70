//! The papers of an order: contract, receipt, hand-over record. Every amount on them is the order's
//! own or its account's; the forms refuse to be printed when their sums do not agree.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use documents::{Language, forms};
use domain::{
    customers::{Customer, IdentityPaper},
    dealerships::Dealership,
    deposits::AdvanceKind,
    ids::{OrderId, PaymentId},
    money::{Fen, Rate},
    orders::{
        FinanceState, HandoverGroup, HandoverItem, HandoverState, LineGroup, Order, OrderLine,
    },
    payments::{Payment, PaymentKind},
    tax::{TaxRules, VatCategory, vat_split},
    time::Timestamp,
    vehicles::{Vehicle, VehiclePurpose},
    warranty::WarrantyRules,
};
use rusqlite::{Connection, params};
use serde::Serialize;
use serde_json::Value;
use store::rows;

use super::{
    card::{Loaded, load, not_found},
    list::person_name,
    words,
};
use crate::{clock, error::RpcError, stores::OpenStore};

/// Days after which a late side lets the other withdraw, and the daily share of the price that
/// lateness costs either side: the house's terms until a template of its own says otherwise.
const WITHDRAW_AFTER_DAYS: i64 = 30;
const LATE_BASIS_POINTS: i64 = 5;
const ORIGINALS: i64 = 2;

pub(crate) fn the_dealership(
    connection: &Connection,
    store: &OpenStore,
) -> Result<Dealership, RpcError> {
    rows::entity(connection, domain::ids::RecordId(store.lane.0))?
        .ok_or_else(|| RpcError::failed("noStore"))
}

pub(crate) fn on_paper(dealership: &Dealership) -> forms::Dealership {
    forms::Dealership {
        name: dealership.name.clone(),
        credit_code: dealership.credit_code.clone(),
        address: dealership.address.clone(),
        phone: dealership.phone.clone(),
        bank_account: Some(dealership.bank_account.clone()).filter(|text| !text.is_empty()),
        complaints_phone: None,
    }
}

pub(crate) fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// Brand, series, configuration, as a person says them. What says no brand, as in 朗逸 2026 款, is all model: a
/// contract must not call a model year a series.
fn parts_of(described: &str) -> (&str, &str, &str) {
    let mut parts = described.splitn(3, ' ');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(brand), Some(series), Some(model)) if !begins_with_a_year(series) => {
            (brand, series, model)
        }
        (_, _, _) => ("", "", described),
    }
}

fn begins_with_a_year(word: &str) -> bool {
    word.get(..4)
        .is_some_and(|year| year.bytes().all(|digit| digit.is_ascii_digit()))
}

fn the_car(order: &Order, vehicle: Option<&Vehicle>) -> forms::Vehicle {
    let described = vehicle.map_or(order.wanted.as_str(), |v| v.description.as_str());
    let (brand, series, model) = parts_of(described);
    forms::Vehicle {
        brand: brand.to_owned(),
        series: series.to_owned(),
        model: model.to_owned(),
        announcement_model: None,
        vin: vehicle.map(|v| v.vin.to_string()),
        engine_number: vehicle.and_then(|v| some(&v.engine_number)),
        certificate_number: vehicle.and_then(|v| some(&v.certificate_number)),
        produced_on: vehicle
            .and_then(|v| v.produced_on)
            .map(|day| day.to_string()),
        colour: vehicle
            .and_then(|v| some(&v.exterior_colour))
            .or_else(|| some(&order.colour)),
        interior: vehicle.and_then(|v| some(&v.interior_colour)),
        energy: None,
        emission_standard: None,
        odometer_km: vehicle.map(|v| i64::from(v.odometer_km)),
        condition: match vehicle.map(|v| v.purpose) {
            Some(VehiclePurpose::Display) => forms::VehicleCondition::Display,
            Some(VehiclePurpose::Demonstrator | VehiclePurpose::Courtesy) => {
                forms::VehicleCondition::Demo
            }
            Some(VehiclePurpose::ForSale) | None => forms::VehicleCondition::New,
        },
        options: Vec::new(),
    }
}

/// A paper for the customer carries the customer's own name and numbers in full.
fn buyer(customer: Option<&Customer>, language: Language) -> forms::Party {
    let Some(customer) = customer else {
        return forms::Party {
            name: String::new(),
            identity_kind: words::identity(IdentityPaper::None, language).to_owned(),
            identity_number: String::new(),
            address: None,
            phone: String::new(),
            agent: None,
        };
    };
    forms::Party {
        name: customer.name.clone(),
        identity_kind: words::identity(customer.identity_paper, language).to_owned(),
        identity_number: customer.identity_number.clone(),
        address: some(&customer.address),
        phone: phone_of(customer),
        agent: None,
    }
}

pub(crate) fn phone_of(customer: &Customer) -> String {
    customer
        .mobile
        .as_ref()
        .map_or_else(|| customer.other_phone.clone(), ToString::to_string)
}

pub(crate) fn local(at: Timestamp, zone: Tz) -> String {
    DateTime::<Utc>::from_timestamp_millis(at.0)
        .unwrap_or_default()
        .with_timezone(&zone)
        .format("%Y-%m-%dT%H:%M")
        .to_string()
}

fn too_large() -> RpcError {
    RpcError::failed("paperNotMade").with("detail", "amount")
}

fn sum(amounts: impl IntoIterator<Item = Fen>) -> Result<Fen, RpcError> {
    Fen::sum(amounts).ok_or_else(too_large)
}

pub(crate) fn json(contents: &impl Serialize) -> Result<Value, RpcError> {
    serde_json::to_value(contents).map_err(|error| RpcError::broken("unserialisable", &error))
}

/// What the contract of sale states. The total is the order's; the form checks the lines against it.
pub fn contract_data(
    connection: &Connection,
    store: &OpenStore,
    order: OrderId,
    language: Language,
) -> Result<Value, RpcError> {
    let loaded = load(connection, order)?;
    let lines = rows::select::<OrderLine>(
        connection,
        "where order_id = ?1 order by ordinal",
        params![order.0.as_bytes()],
    )?;
    let today = clock::now().date_in(store.zone);
    let dealership = the_dealership(connection, store)?;
    let of = |group: LineGroup| lines.iter().filter(move |line| line.kind.group() == group);
    let price_lines = |group: LineGroup| {
        of(group)
            .map(|line| forms::PriceLine {
                name: line.label.clone(),
                detail: None,
                quantity: None,
                payee: words::payee(line.kind, language).map(str::to_owned),
                amount: line.amount,
            })
            .collect::<Vec<_>>()
    };
    let order = &loaded.order;
    let car_price = sum(of(LineGroup::Car).map(|line| line.amount))?;
    let rules: Arc<TaxRules> = store::rules_in_force(connection)?;
    let split = vat_split(car_price, VatCategory::GoodsAndRepair, today, &rules)
        .map_err(|error| RpcError::broken("paperNotMade", &error))?;
    let set_off = sum(of(LineGroup::SetOff).map(|line| line.amount))?;
    let trade_in = of(LineGroup::SetOff).next().map(|line| forms::TradeIn {
        vehicle: line.label.clone(),
        plate: String::new(),
        vin: String::new(),
        odometer_km: 0,
        price: Fen(-set_off.0),
        payoff: Fen::ZERO,
        offset: Fen(-set_off.0),
    });
    let contents = forms::SalesContract {
        number: if order.contract_number.is_empty() {
            order.number.clone()
        } else {
            order.contract_number.clone()
        },
        signed_on: order.signed_at.map(|at| at.date_in(store.zone).to_string()),
        signed_at: dealership.address.clone(),
        dealership: on_paper(&dealership),
        buyer: buyer(loaded.customer.as_ref(), language),
        consultant: forms::Consultant {
            name: person_name(connection, Some(order.consultant))?,
            phone: None,
        },
        vehicle: the_car(order, loaded.vehicle.as_ref()),
        guide_price: order.guide_price,
        car_price,
        car_price_net: split.net,
        car_price_vat: split.vat,
        extras: price_lines(LineGroup::Extra),
        passed_on: price_lines(LineGroup::PassedOn),
        total: order.total.checked_sub(set_off).ok_or_else(too_large)?,
        trade_in,
        payable: order.total,
        deposit: deposit(order, today),
        payments: payment_steps(order, language, today)?,
        loan: None,
        delivery: forms::Delivery {
            place: dealership.address.clone(),
            until: order.promised_on.unwrap_or(today).to_string(),
            late_rate: Rate::from_basis_points(LATE_BASIS_POINTS),
            withdraw_after_days: WITHDRAW_AFTER_DAYS,
        },
        warranty: warranty(
            &*store::rules_in_force(connection)?,
            &dealership,
            loaded.customer.as_ref(),
            today,
        )?,
        disclosures: Vec::new(),
        gifts: Vec::new(),
        expected_subsidies: Vec::new(),
        disputes: forms::Disputes::Court,
        supplements: some(&order.remark).into_iter().collect(),
        copies: ORIGINALS,
    };
    json(&contents)
}

fn deposit(order: &Order, today: NaiveDate) -> Option<forms::Deposit> {
    order.advance_agreed.is_positive().then(|| forms::Deposit {
        kind: match order.advance {
            AdvanceKind::Deposit => forms::DepositKind::Binding,
            AdvanceKind::Prepayment => forms::DepositKind::Prepayment,
        },
        amount: order.advance_agreed,
        due_on: order.made_on.max(today).to_string(),
    })
}

/// The advance, the lender's part, and the rest: together exactly what is to be paid.
fn payment_steps(
    order: &Order,
    language: Language,
    today: NaiveDate,
) -> Result<Vec<forms::PaymentStep>, RpcError> {
    let loan = match order.finance {
        FinanceState::Applied | FinanceState::Approved => order.loan,
        FinanceState::NotNeeded | FinanceState::Refused => Fen::ZERO,
    };
    let rest = order
        .total
        .checked_sub(order.advance_agreed)
        .and_then(|rest| rest.checked_sub(loan))
        .ok_or_else(too_large)?;
    let before_delivery = words::before_delivery(language);
    let steps = [
        (
            words::advance(order.advance, language),
            today.to_string(),
            order.advance_agreed,
        ),
        (words::loan(language), before_delivery.to_owned(), loan),
        (words::rest(language), before_delivery.to_owned(), rest),
    ];
    Ok(steps
        .into_iter()
        .filter(|(_, _, amount)| !amount.is_zero())
        .map(|(name, due, amount)| forms::PaymentStep {
            name: name.to_owned(),
            due,
            method: words::any_method(language).to_owned(),
            amount,
        })
        .collect())
}

/// The guarantees of the day, as the law has them; the house may promise more in a supplement.
fn warranty(
    rules: &WarrantyRules,
    dealership: &Dealership,
    customer: Option<&Customer>,
    today: NaiveDate,
) -> Result<forms::Warranty, RpcError> {
    let terms = &rules
        .three_guarantees
        .on(today)
        .map_err(|error| RpcError::broken("paperNotMade", &error))?
        .terms;
    Ok(forms::Warranty {
        household: customer.is_none_or(|c| c.kind == domain::customers::CustomerKind::Person),
        replacement_years: i64::from(terms.guarantee_years),
        replacement_km: i64::from(terms.guarantee_km),
        repair_years: i64::from(terms.repair_years),
        repair_km: i64::from(terms.repair_km),
        usage_rate: terms.most_usage_rate,
        battery: None,
        service_point: [&dealership.name, &dealership.address, &dealership.phone]
            .into_iter()
            .filter(|text| !text.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" "),
    })
}

/// What a receipt states. Compensation is money given back, like a refund.
pub fn receipt_data(
    connection: &Connection,
    store: &OpenStore,
    payment: PaymentId,
    language: Language,
) -> Result<Value, RpcError> {
    let payment: Payment =
        rows::entity(connection, payment)?.ok_or_else(|| not_found("payment", "payment"))?;
    let Loaded {
        order,
        account,
        vehicle,
        customer,
    } = load(connection, payment.order_id)?;
    let original = match payment.refunds {
        Some(original) => rows::entity::<Payment>(connection, original)?,
        None => None,
    };
    let dealership = the_dealership(connection, store)?;
    let payer = some(&payment.payer)
        .or_else(|| customer.map(|c| c.name))
        .unwrap_or_default();
    json(&forms::Receipt {
        number: payment.receipt_number.clone(),
        kind: match payment.kind {
            PaymentKind::Deposit => forms::ReceiptKind::BindingDeposit,
            PaymentKind::Prepayment => forms::ReceiptKind::Prepayment,
            PaymentKind::Balance => forms::ReceiptKind::CarPayment,
            PaymentKind::Refund | PaymentKind::Compensation => forms::ReceiptKind::Refund,
        },
        dealership: on_paper(&dealership),
        payer,
        paid_at: local(payment.paid_at, store.zone),
        amount: Fen(payment.amount.0.abs()),
        method: words::method(payment.method, language).to_owned(),
        method_reference: some(&payment.reference),
        contract_number: some(&order.contract_number).or_else(|| some(&order.number)),
        vehicle: Some(vehicle.map_or(order.wanted, |v| v.description)),
        refunds: original.map(|original| original.receipt_number),
        paid_so_far: Some(payment.balance_after),
        still_due: account
            .due
            .checked_sub(payment.balance_after)
            .filter(|rest| !rest.is_negative()),
        cashier: person_name(connection, Some(payment.cashier))?,
        remark: some(&payment.remark),
    })
}

/// What the hand-over record states; before the hand-over it is the list to be ticked by hand.
pub fn handover_data(
    connection: &Connection,
    store: &OpenStore,
    order: OrderId,
    language: Language,
) -> Result<Value, RpcError> {
    let Loaded {
        order,
        vehicle,
        customer,
        ..
    } = load(connection, order)?;
    let dealership = the_dealership(connection, store)?;
    let item = |wanted: &HandoverItem| {
        let tick = order.handover.0.iter().find(|tick| tick.item == *wanted);
        forms::CheckItem {
            name: words::item(*wanted, language).to_owned(),
            quantity: None,
            state: match tick.map(|tick| tick.state) {
                Some(HandoverState::Done) => forms::CheckState::Done,
                Some(HandoverState::NotApplicable) => forms::CheckState::NotApplicable,
                Some(HandoverState::Open) | None => forms::CheckState::Open,
            },
            note: tick.and_then(|tick| some(&tick.note)),
        }
    };
    let groups = HandoverGroup::ALL
        .iter()
        .map(|group| forms::CheckGroup {
            name: words::group(*group, language).to_owned(),
            items: HandoverItem::ALL
                .iter()
                .filter(|each| each.group() == *group)
                .map(item)
                .collect(),
        })
        .collect();
    json(&forms::HandoverChecklist {
        number: some(&order.handover_number).unwrap_or_else(|| order.number.clone()),
        contract_number: order.contract_number.clone(),
        dealership: on_paper(&dealership),
        customer: customer
            .as_ref()
            .map_or_else(String::new, |c| c.name.clone()),
        customer_phone: customer.as_ref().map_or_else(String::new, phone_of),
        consultant: forms::Consultant {
            name: person_name(connection, Some(order.consultant))?,
            phone: None,
        },
        service_advisor: None,
        vehicle: the_car(&order, vehicle.as_ref()),
        handed_over_at: local(order.delivered_at.unwrap_or_else(clock::now), store.zone),
        place: some(&order.handover_place).unwrap_or_else(|| dealership.address.clone()),
        charge_or_fuel: order.charge_or_fuel.clone(),
        plate: some(&order.plate),
        groups,
        first_service: None,
        open_points: Vec::new(),
        may_be_called: None,
    })
}

#[cfg(test)]
mod tests {
    use super::parts_of;

    #[test]
    fn a_model_year_is_no_series_of_a_contract() {
        assert_eq!(
            parts_of("一汽-大众 迈腾 2026 款 380TSI 豪华型"),
            ("一汽-大众", "迈腾", "2026 款 380TSI 豪华型")
        );
        let all = "朗逸 2026 款 1.5L 自动舒适版";
        assert_eq!(parts_of(all), ("", "", all));
        assert_eq!(parts_of("朗逸"), ("", "", "朗逸"));
    }
}
