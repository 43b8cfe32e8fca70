//! Loans: schedules, annual cost, flat fees and interest subsidies.

use crate::reading::{Findings, every_case, money, rate};
use domain::lending::{
    AnnualCost, Loan, Repayment, Schedule, annual_cost, interest_subsidy, schedule,
};
use domain::money::{Fen, Rate, round_to_places};
use rust_decimal::Decimal;
use serde_json::Value;

#[test]
fn every_loan_is_paid_back_as_its_schedule_says() {
    every_case("loan.json", |case, findings| match text(case, "kind") {
        "subsidy" => check_subsidy(case, findings),
        "flat_fee" => check_flat_fee(case, findings),
        _ => check_interest_loan(case, findings),
    });
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case[key]
        .as_str()
        .unwrap_or_else(|| panic!("there is no {key}"))
}

fn months(case: &Value) -> u32 {
    u32::try_from(case["months"].as_u64().expect("months is a number")).expect("months fit")
}

fn check_interest_loan(case: &Value, findings: &mut Findings) {
    let annual_rate = rate(text(case, "annual_rate"));
    let repayment = match text(case, "kind") {
        "equal_installment" => Repayment::EqualInstalment { annual_rate },
        "equal_principal" => Repayment::EqualPrincipal { annual_rate },
        "balloon" => Repayment::Balloon {
            annual_rate,
            balloon: money(text(case, "balloon")),
        },
        other => return findings.fault(format!("no repayment is called {other}")),
    };
    let Some(plan) = plan(case, repayment, findings) else {
        return;
    };
    let half = months(case) as usize / 2;
    let at = |number: usize| plan.instalments[number - 1];
    let last = at(plan.instalments.len());
    let amounts = [
        ("first_payment", at(1).payment),
        ("last_payment", last.payment),
        ("total_interest", plan.total_interest),
        ("total_repaid", plan.total_repaid),
        ("balance_after_month_1", at(1).balance),
        ("balance_after_half", at(half).balance),
        ("interest_month_2", at(2).interest),
    ];
    for (key, actual) in amounts {
        findings.equal(key, money(text(case, key)), actual);
    }
    let regular = Some(text(case, "regular_payment"))
        .filter(|text| !text.is_empty())
        .map(money);
    findings.equal("regular_payment", regular, plan.regular_payment);
    let received = plan
        .loan
        .principal
        .checked_sub(money(text(case, "upfront_fee")))
        .expect("the amount fits");
    check_annual_cost(case, received, &plan, findings);
}

fn check_flat_fee(case: &Value, findings: &mut Findings) {
    let monthly_fee_rate = rate(text(case, "monthly_fee_rate"));
    let Some(plan) = plan(case, Repayment::FlatFee { monthly_fee_rate }, findings) else {
        return;
    };
    findings.equal(
        "regular_payment",
        Some(money(text(case, "regular_payment"))),
        plan.regular_payment,
    );
    findings.equal(
        "total_repaid",
        money(text(case, "total_repaid")),
        plan.total_repaid,
    );
    findings.equal(
        "nominal_flat_annual_pct",
        percentage(text(case, "nominal_flat_annual_pct")),
        round_to_places(monthly_fee_rate.decimal() * Decimal::from(1200), 2).normalize(),
    );
    check_annual_cost(case, plan.loan.principal, &plan, findings);
}

fn check_subsidy(case: &Value, findings: &mut Findings) {
    let subsidy = interest_subsidy(
        money(text(case, "principal")),
        months(case),
        rate(text(case, "standard_rate")),
        rate(text(case, "customer_rate")),
    );
    let Some(subsidy) = findings.value("subsidy", subsidy) else {
        return;
    };
    for (key, actual) in [
        ("standard_total_interest", subsidy.standard_interest),
        ("customer_total_interest", subsidy.customer_interest),
        ("subsidy_amount", subsidy.subsidy),
        ("customer_payment", subsidy.customer_payment),
    ] {
        findings.equal(key, money(text(case, key)), actual);
    }
}

fn plan(case: &Value, repayment: Repayment, findings: &mut Findings) -> Option<Schedule> {
    let loan = Loan {
        principal: money(text(case, "principal")),
        months: months(case),
        repayment,
    };
    findings.value("schedule", schedule(loan))
}

fn check_annual_cost(case: &Value, received: Fen, plan: &Schedule, findings: &mut Findings) {
    let cost = annual_cost(received, plan.payments());
    let Some(AnnualCost {
        monthly,
        simple,
        compound,
    }) = findings.value("annual cost", cost)
    else {
        return;
    };
    for (key, actual) in [
        ("irr_monthly_pct", monthly),
        ("apr_simple_pct", simple),
        ("apr_compound_pct", compound),
    ] {
        findings.equal(key, percentage(text(case, key)), in_percent(actual));
    }
}

/// Without trailing zeros and without a negative zero.
fn percentage(text: &str) -> Decimal {
    crate::reading::decimal(text).normalize()
}

fn in_percent(rate: Rate) -> Decimal {
    (rate.decimal() * Decimal::ONE_HUNDRED).normalize()
}
