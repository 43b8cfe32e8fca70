//! Dated tables, and the rules that the program brings along.

use chrono::NaiveDate;
use domain::dated::*;
use domain::money::{Fen, Rate};
use domain::rules::{RuleSetName, check};
use domain::tax::{PurchaseTaxTerms, TaxRules, vat_split_at};
use domain::warranty::guarantee_periods;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn row(from: &str, to: Option<&str>, points: i64) -> InForce<PurchaseTaxTerms> {
    InForce {
        from: day(from),
        to: to.map(day),
        source: "一部法律".to_owned(),
        terms: PurchaseTaxTerms {
            rate: Rate::from_basis_points(points),
        },
    }
}

#[test]
fn a_version_holds_from_its_first_day_to_its_last() {
    let table = Dated::new(vec![
        row("2026-03-01", None, 500),
        row("2025-01-01", Some("2025-12-31"), 1_000),
    ])
    .expect("the rows do not overlap");
    let rate = |on| table.on(day(on)).map(|row| row.terms.rate);
    assert_eq!(rate("2025-01-01"), Ok(Rate::from_basis_points(1_000)));
    assert_eq!(rate("2025-12-31"), Ok(Rate::from_basis_points(1_000)));
    assert_eq!(rate("2199-01-01"), Ok(Rate::from_basis_points(500)));
    for gap in ["2024-12-31", "2026-01-01", "2026-02-28"] {
        assert_eq!(
            rate(gap),
            Err(Undefined {
                policy: PolicyName::PurchaseTax,
                on: day(gap)
            })
        );
    }
}

#[test]
fn a_table_with_two_answers_for_one_day_is_refused() {
    assert_eq!(
        Dated::new(vec![
            row("2025-01-01", Some("2025-06-30"), 1),
            row("2025-06-30", None, 2)
        ]),
        Err(WindowError::Overlap {
            on: day("2025-06-30")
        })
    );
    assert_eq!(
        Dated::new(vec![row("2025-01-01", None, 1), row("2026-01-01", None, 2)]),
        Err(WindowError::Overlap {
            on: day("2026-01-01")
        })
    );
    assert_eq!(
        Dated::new(vec![row("2025-01-02", Some("2025-01-01"), 1)]),
        Err(WindowError::EndsBeforeItBegins {
            from: day("2025-01-02")
        })
    );
    let unsourced = InForce {
        source: " ".to_owned(),
        ..row("2025-01-01", None, 1)
    };
    assert_eq!(
        Dated::new(vec![unsourced]),
        Err(WindowError::NoSource {
            from: day("2025-01-01")
        })
    );
}

#[test]
fn the_shipped_rules_can_be_read_and_none_is_empty() {
    for set in RuleSetName::ALL {
        let edition = check(*set, set.shipped_text());
        assert!(edition.is_ok(), "{set:?}: {edition:?}");
    }
    let read = Policies::shipped();
    let rows = [
        read.tax.value_added_tax.rows().len(),
        read.tax.used_car_value_added_tax.rows().len(),
        read.tax.purchase_tax.rows().len(),
        read.tax.purchase_tax_relief.rows().len(),
        read.tax.luxury_tax.rows().len(),
        read.tax.vehicle_vessel_tax.rows().len(),
        read.tax.vehicle_vessel_scope.rows().len(),
        read.tax.trade_in.rows().len(),
        read.insurance.compulsory_insurance.rows().len(),
        read.deposits.deposit.rows().len(),
        read.lending.cost_disclosure.rows().len(),
        read.lending.limits.rows().len(),
        read.warranty.three_guarantees.rows().len(),
        read.warranty.repair_warranty.rows().len(),
        read.calendars.deadlines.rows().len(),
        read.calendars.calendar.years().count(),
    ];
    assert!(rows.iter().all(|count| *count > 0), "{rows:?}");
}

#[test]
fn the_rules_survive_being_stored() {
    let shipped = &Policies::shipped().tax;
    let json = serde_json::to_string(&**shipped).expect("they write");
    let read: TaxRules = serde_json::from_str(&json).expect("they read");
    assert_eq!(&read, &**shipped);
}

#[test]
fn every_provincial_amount_lies_within_the_law() {
    for row in Policies::shipped().tax.vehicle_vessel_tax.rows() {
        for (province, amounts) in &row.terms.provinces {
            assert_eq!(amounts.len(), row.terms.bands.len(), "{province:?}");
            for (amount, band) in amounts.iter().zip(&row.terms.bands) {
                assert!(
                    band.least <= *amount && *amount <= band.most,
                    "{province:?}"
                );
            }
        }
    }
}

#[test]
fn empty_rules_answer_every_question_with_undefined() {
    let none = Policies::default();
    assert_eq!(
        guarantee_periods(day("2026-01-01"), None, &none.warranty).map(|periods| periods.starts_on),
        Err(Undefined {
            policy: PolicyName::ThreeGuarantees,
            on: day("2026-01-01")
        })
    );
    assert_eq!(
        vat_split_at(Fen(113), Rate::from_basis_points(1_300)),
        Ok((Fen(100), Fen(13)))
    );
}

#[test]
fn an_undefined_rule_tells_its_name_and_day_to_the_page() {
    let error = RuleError::from(Undefined {
        policy: PolicyName::PurchaseTaxRelief,
        on: day("2028-01-01"),
    });
    let json = serde_json::to_value(error).expect("it writes");
    assert_eq!(json["code"], error.code());
    assert_eq!(json["policy"], "purchaseTaxRelief");
    assert_eq!(json["on"], "2028-01-01");
}
