//! Amounts in capitals and deposits.

use crate::reading::every_row;
use chrono::NaiveDate;
use domain::dated::Policies;
use domain::deposits::{AgreedAmount, assess_deposit};
use domain::money::{rmb_capitals, round_half_up};

#[test]
fn every_amount_is_written_in_capitals() {
    every_row("rmb_uppercase.csv", |row, findings| {
        let Some(amount) = findings.value("amount", round_half_up(row.decimal("amount"))) else {
            return;
        };
        let written = rmb_capitals(amount);
        let accepted = std::iter::once(row.text("canonical"))
            .chain(row.text("accepted_alternatives").split('|'))
            .any(|form| form == written);
        if !accepted {
            findings.fault(format!("expected {}, got {written}", row.text("canonical")));
        }
    });
}

#[test]
fn every_deposit_binds_as_far_as_the_civil_code_lets_it() {
    let paid_on = NaiveDate::from_ymd_opt(2026, 11, 22).expect("the day exists");
    every_row("deposit.csv", |row, findings| {
        let assessed = assess_deposit(
            row.money("contract_price"),
            row.money("agreed_deposit"),
            row.money("paid"),
            paid_on,
            &Policies::shipped().deposits,
        );
        let Some(deposit) = findings.value("assessment", assessed) else {
            return;
        };
        findings.equal("cap", row.money("cap_20pct"), deposit.cap);
        findings.equal(
            "effective",
            row.money("effective_deposit"),
            deposit.effective,
        );
        findings.equal(
            "excess",
            row.money("excess_treated_as_prepayment"),
            deposit.excess,
        );
        findings.equal(
            "changed",
            row.flag("agreed_amount_deemed_changed"),
            deposit.agreed == AgreedAmount::DeemedChanged,
        );
        findings.equal(
            "buyer defaults",
            row.money("buyer_default_refund"),
            deposit.refund_if_buyer_defaults,
        );
        findings.equal(
            "seller defaults",
            row.money("seller_default_pay"),
            deposit.payment_if_seller_defaults,
        );
    });
}
