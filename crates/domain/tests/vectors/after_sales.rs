//! 三包 and repair-warranty vectors.

use crate::reading::{Findings, date, every_case, every_row, money, rate};
use chrono::{Months, NaiveDate};
use domain::calendars::days_after;
use domain::dated::Policies;
use domain::warranty::*;
use serde_json::Value;

#[test]
fn every_three_guarantees_case_is_decided_as_the_order_says() {
    every_case("sanbao.json", |case, findings| {
        match case["kind"].as_str().unwrap_or("") {
            "compensation" => check_usage_fee(case, findings),
            "eligibility" => check_eligibility(case, findings),
            "period" => check_period(case, findings),
            "repair_days" => check_repair_days(case, findings),
            other => findings.fault(format!("no kind is called {other}")),
        }
    });
}

/// The cases name no dates; any day on which the order is in force will do.
fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 3, 10).expect("the day exists")
}

fn whole(value: &Value) -> u32 {
    u32::try_from(value.as_u64().expect("a whole number")).expect("it fits")
}

fn check_usage_fee(case: &Value, findings: &mut Findings) {
    let text = |key: &str| case[key].as_str().expect("a text");
    let basis = match text("basis_article") {
        "24" => ReturnBasis::RepeatedFault,
        "22" | "23" => ReturnBasis::EarlyFault,
        other => return findings.fault(format!("article {other} gives no replacement")),
    };
    let fee = usage_fee(
        money(text("price")),
        text("mileage_km").parse().expect("kilometres"),
        rate(text("n")),
        basis,
        start(),
        &Policies::shipped().warranty,
    );
    let expected = &case["expected"];
    if expected["valid_n"] == Value::Bool(false) {
        findings.equal(
            "valid_n",
            true,
            matches!(fee, Err(UsageFeeError::RateOutOfRange { .. })),
        );
    } else if let Some(fee) = findings.value("fee", fee) {
        let expected = expected["compensation"].as_str().expect("an amount");
        findings.equal("compensation", money(expected), fee);
    }
}

fn check_period(case: &Value, findings: &mut Findings) {
    let text = |key: &str| case[key].as_str().expect("a text");
    let periods = guarantee_periods(
        date(text("invoice_date")),
        Some(date(text("delivery_date"))),
        &Policies::shipped().warranty,
    );
    let Some(periods) = findings.value("periods", periods) else {
        return;
    };
    let expected = &case["expected"];
    for (key, actual) in [
        ("start_date", periods.starts_on),
        ("return_7d_last_day", periods.first_days_until),
        ("replace_60d_last_day", periods.early_until),
        ("three_guarantee_end", periods.guarantee_until),
        ("warranty_end", periods.repair_until),
    ] {
        findings.equal(key, date(expected[key].as_str().expect("a date")), actual);
    }
    for (key, actual) in [
        ("replace_km_limit", periods.early_km),
        ("three_guarantee_km", periods.guarantee_km),
        ("warranty_km", periods.repair_km),
    ] {
        findings.equal(key, whole(&expected[key]), actual);
    }
}

fn check_repair_days(case: &Value, findings: &mut Findings) {
    let stays: Vec<RepairStay> = case["repair_hours"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|hours| RepairStay {
            minutes: (hours.as_f64().expect("hours") * 60.0).round() as u32,
            excluded_minutes: 0,
        })
        .collect();
    let rules = &Policies::shipped().warranty.three_guarantees;
    let counted = repair_days(&stays, &rules.on(start()).expect("in force").terms);
    let expected = &case["expected"];
    let list = |key: &str| expected[key].as_array().expect("a list").clone();
    findings.equal(
        "days_each",
        list("days_each").iter().map(whole).collect(),
        counted.each,
    );
    findings.equal(
        "cumulative_days",
        whole(&expected["cumulative_days"]),
        counted.total,
    );
    findings.equal(
        "over_30",
        expected["over_30"].as_bool(),
        Some(counted.exceeds_limit),
    );
    findings.equal(
        "loaner_due",
        list("loaner_due").iter().map(Value::as_bool).collect(),
        counted.loaner_due.into_iter().map(Some).collect::<Vec<_>>(),
    );
    findings.equal(
        "loaner_from_day",
        whole(&expected["loaner_from_day"]),
        counted.loaner_from_day,
    );
}

fn check_eligibility(case: &Value, findings: &mut Findings) {
    let expected = &case["expected"];
    let right = expected["right"].as_str().expect("a right");
    let article = expected["article"].as_str().expect("an article");
    let facts = case["facts"].as_object().expect("facts");
    if facts.get("replaced") == Some(&Value::Bool(true)) {
        return check_restart(right, article, findings);
    }
    let mut claim = Claim {
        buyer: Buyer::Household,
        invoiced_on: start(),
        delivered_on: Some(start()),
        claimed_on: start(),
        km: 0,
        defect: Defect::Other,
        cured: Cured::No,
        safety_repairs: 0,
        replacements: Replacements::default(),
        repair_days: 0,
        repairs_of_one_fault: 0,
    };
    for (key, value) in facts {
        take_fact(&mut claim, key, value, findings);
    }
    let verdict = assess_claim(&claim, &Policies::shipped().warranty);
    let Some(verdict) = findings.value("verdict", verdict) else {
        return;
    };
    // The scope is explained in words behind the number.
    findings.equal(
        "article",
        article.split(' ').next().unwrap_or(""),
        verdict.article.as_str(),
    );
    let as_expected = match verdict.remedy {
        Remedy::OutOfScope => right == "out_of_scope",
        Remedy::NothingByLaw => right == "none_statutory",
        Remedy::Repair => right == "warranty_repair",
        Remedy::NewAssembly => right.contains("assembly") || right.contains("part"),
        Remedy::ReplaceOrReturnFree => right == "replace_or_return_free",
        Remedy::ReplaceOrReturnWithUsageFee => right == "replace_or_return_with_compensation",
    };
    if !as_expected {
        findings.fault(format!("right: expected {right}, got {:?}", verdict.remedy));
    }
}

/// A replacement starts the periods anew, from the day the new car is handed over.
fn check_restart(right: &str, article: &str, findings: &mut Findings) {
    findings.equal("right", right, "periods_restart");
    findings.equal("article", article, "29");
    let replaced_on = days_after(start(), 300);
    let rules = &Policies::shipped().warranty;
    let before = guarantee_periods(start(), None, rules).expect("in force");
    let after = guarantee_periods(start(), Some(replaced_on), rules).expect("in force");
    findings.equal("start", replaced_on, after.starts_on);
    findings.equal("end", true, after.guarantee_until > before.guarantee_until);
}

fn take_fact(claim: &mut Claim, key: &str, value: &Value, findings: &mut Findings) {
    match key {
        "days" => claim.claimed_on = days_after(start(), whole(value)),
        "months" => {
            claim.claimed_on = start()
                .checked_add_months(Months::new(whole(value)))
                .expect("the day exists");
        }
        "km" => claim.km = whole(value),
        "defect" => claim.defect = defect(value.as_str().expect("a defect"), findings),
        "same_problem_repairs" => claim.repairs_of_one_fault = whole(value),
        "cumulative_repair_days" => claim.repair_days = whole(value),
        "severe_safety_repairs" => claim.safety_repairs = whole(value),
        "fixed" if value == &Value::Bool(true) => claim.cured = Cured::Yes,
        "fixed" => claim.cured = Cured::No,
        "ownership_transferred" if value == &Value::Bool(true) => {
            claim.buyer = Buyer::HouseholdSecondOwner;
        }
        "ownership_transferred" => {}
        "buyer"
            if value
                .as_str()
                .is_some_and(|buyer| buyer.contains("company")) =>
        {
            claim.buyer = Buyer::Business;
        }
        "buyer" => {}
        // Neither takes anything from the buyer's rights (arts. 14, 19, 32).
        "voucher_lost" | "maintained_elsewhere" => {}
        replacements
            if replacements.ends_with("_replacements") || replacements.ends_with("_replaced") =>
        {
            let is_assembly = [
                "engine",
                "transmission",
                "gearbox",
                "battery",
                "drive_motor",
            ]
            .iter()
            .any(|name| replacements.contains(name))
                && !replacements.contains("part");
            if is_assembly {
                claim.replacements.main_assembly = whole(value);
            } else {
                claim.replacements.same_main_part = whole(value);
            }
        }
        other => findings.fault(format!("no fact is called {other}")),
    }
}

fn defect(name: &str, findings: &mut Findings) -> Defect {
    let names = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let main = |part| Defect::MainAssembly { part };
    if names(&["fire"]) {
        Defect::BatteryFire
    } else if names(&["leak"]) {
        Defect::FuelLeak
    } else if names(&["steering"]) {
        Defect::SteeringFailure
    } else if names(&["brake"]) {
        Defect::BrakeFailure
    } else if names(&["crack"]) {
        Defect::BodyCrack
    } else if names(&["engine"]) {
        main(MainPart::Engine)
    } else if names(&["transmission", "gearbox"]) {
        main(MainPart::Gearbox)
    } else if names(&["battery"]) {
        main(MainPart::TractionBattery)
    } else if names(&["motor"]) {
        main(MainPart::DriveMotor)
    } else {
        findings.equal("known defect", true, names(&["any", "quality", "other"]));
        Defect::Other
    }
}

#[test]
fn every_repair_is_answered_for_until_its_day_and_kilometre() {
    every_row("repair_warranty.csv", |row, findings| {
        let category = row.text("category");
        let work = if category.contains("总成") || category.contains("整车") {
            RepairWork::WholeCarOrAssembly
        } else if category.contains("二级维护") {
            RepairWork::SecondLevelMaintenance
        } else {
            RepairWork::FirstLevelOrMinor
        };
        let warranty = repair_warranty(
            work,
            row.date("out_date"),
            row.number("out_mileage"),
            &Policies::shipped().warranty,
        );
        let Some(warranty) = findings.value("warranty", warranty) else {
            return;
        };
        findings.equal("last_day", row.date("last_day"), warranty.last_day);
        findings.equal("last_mileage", row.number("last_mileage"), warranty.last_km);
        findings.equal(
            "limit_km",
            row.number("limit_km"),
            warranty.last_km - row.number("out_mileage"),
        );
        findings.equal(
            "limit_days",
            i64::from(row.number("limit_days")),
            (warranty.last_day - row.date("out_date")).num_days(),
        );
        findings.equal(
            "within",
            row.flag("within"),
            warranty.covers(row.date("check_date"), row.number("check_mileage")),
        );
    });
}
