//! Quotes over the real encrypted store: figures while typing, saving, approval, papers, and one sum
//! in all of them.

mod house;

use base64::{Engine, prelude::BASE64_STANDARD};
use house::{House, taken_into_stock};
use serde_json::{Value, json};

fn today() -> String {
    let zone: chrono_tz::Tz = "Asia/Shanghai".parse().expect("a zone");
    chrono::Utc::now()
        .with_timezone(&zone)
        .date_naive()
        .to_string()
}

/// A car of the stock with a guide price of 219,900 yuan, for a family in Beijing.
fn inputs(vehicle: &Value, discount: i64) -> Value {
    json!({
        "car": {
            "vehicle": vehicle,
            "description": "一汽-大众 迈腾 2026款 380TSI",
            "guidePrice": 21_990_000,
            "power": "fuel",
            "displacementMl": 1984,
            "seats": 5,
            "listing": "notNewEnergy",
        },
        "customerName": "刘思远",
        "buyer": "person",
        "discount": discount,
        "discountReason": "店庆优惠",
        "province": "beijing",
        "invoicedOn": today(),
        "compulsory": {"kind": "tariff"},
        "covers": [
            {"cover": "vehicleDamage", "premium": 320_000},
            {"cover": "thirdParty", "insured": 300_000_000, "premium": 160_050},
        ],
        "plate": {"name": "", "amount": 50_000, "paidTo": "house"},
        "accessories": [{"name": "全包脚垫", "quantity": 2, "unitPrice": 38_050}],
        "loans": [{
            "name": "标准贷",
            "lender": "某汽车金融有限公司",
            "financed": {"kind": "downPaymentShare", "share": "0.3"},
            "months": 36,
            "terms": {"kind": "equalInstalment", "annualRate": "0.0499"},
            "fees": [{
                "cost": {"kind": "serviceFee"},
                "standard": {"kind": "amount", "amount": 200_000},
                "charged": "atDrawdown",
                "chargedBy": "某汽车销售有限公司",
            }],
            "contingent": [{"kind": "earlyRepayment", "standard": "剩余本金的 3%", "chargedBy": "某汽车金融有限公司"}],
        }],
    })
}

/// What the page does: works out, and saves exactly what it showed.
fn save_command(house: &House, quote: &Value, inputs: &Value) -> Value {
    let worked = house.ask("quotes.work_out", json!({ "inputs": inputs }));
    let lines: Vec<Value> = worked["quote"]["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| json!({"kind": line["kind"], "amount": line["amount"]}))
        .collect();
    let loans: Vec<Value> = worked["loans"]
        .as_array()
        .expect("loans")
        .iter()
        .map(|loan| {
            json!({
                "firstPayment": loan["figures"]["firstPayment"],
                "totalPaid": loan["figures"]["totalPaid"],
            })
        })
        .collect();
    json!({
        "type": "SaveQuote",
        "quote": quote,
        "validUntil": today(),
        "language": "zh-CN",
        "inputs": inputs,
        "stated": {"lines": lines, "total": worked["quote"]["total"], "loans": loans},
    })
}

fn saved(house: &House, discount: i64) -> (Value, Value) {
    house.sign_in("manager");
    let vehicle = taken_into_stock(house, "LFV3A23C1T3000001");
    house.sign_in("sales");
    let quote = json!(uuid::Uuid::now_v7());
    house.give(save_command(house, &quote, &inputs(&vehicle, discount)));
    (quote, vehicle)
}

fn everything() -> Value {
    json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 50})
}

#[test]
fn worked_out_saved_listed_shown_and_printed_are_one_sum() {
    let house = House::training();
    let (quote, vehicle) = saved(&house, 200_000);
    let worked = house.ask(
        "quotes.work_out",
        json!({"inputs": inputs(&vehicle, 200_000)}),
    );
    let card = house.ask("quotes.card", json!({"id": quote}));
    let list = house.ask("quotes.list", everything());

    let total = worked["quote"]["total"].as_i64().expect("a sum");
    let lines = card["lines"].as_array().expect("lines");
    let sum: i64 = lines
        .iter()
        .filter_map(|line| line["amount"].as_i64())
        .sum();
    assert_eq!(sum, total);
    assert_eq!(card["quote"]["total"], total);
    assert_eq!(list["rows"][0]["total"], total);
    assert_eq!(list["totals"]["total"], total);
    assert_eq!(card["loans"][0]["figures"], worked["loans"][0]["figures"]);

    let paper = house.ask("papers.preview", json!({"form": "quote", "subject": quote}));
    let bytes = BASE64_STANDARD
        .decode(paper["pdf"].as_str().expect("pdf"))
        .expect("base64");
    assert!(bytes.starts_with(b"%PDF"));
    let disclosure = |plan: u32| json!({"form": "financingCost", "subject": quote, "plan": plan});
    let statement = house.ask("papers.preview", disclosure(0));
    assert!(statement["pages"].as_u64().is_some_and(|pages| pages >= 1));
    let none = house.refused("papers.preview", disclosure(1));
    assert_eq!(none["code"], "notFound");
}

#[test]
fn each_line_tells_its_rule_and_the_old_quote_keeps_it_over_a_restart() {
    let house = House::training();
    let (quote, _) = saved(&house, 0);
    let house = house.restarted();
    house.sign_in("sales");
    let card = house.ask("quotes.card", json!({"id": quote}));
    let rules = card["quote"]["rules"].as_array().expect("rules");
    assert!(rules.iter().any(|rule| {
        rule["policy"] == "purchaseTax"
            && rule["source"]
                .as_str()
                .is_some_and(|source| source.contains("车辆购置税法"))
    }));
    assert_eq!(card["timeline"][0]["what"], "SaveQuote");
}

#[test]
fn a_figure_the_page_got_wrong_is_refused_and_nothing_is_written() {
    let house = House::training();
    house.sign_in("manager");
    let vehicle = taken_into_stock(&house, "LFV3A23C1T3000001");
    let quote = json!(uuid::Uuid::now_v7());
    let mut command = save_command(&house, &quote, &inputs(&vehicle, 0));
    command["stated"]["lines"][1]["amount"] = json!(1);
    let refusal = house.refused("submit", json!({ "command": command }));
    assert_eq!(refusal["code"], "figureNotTheRules");
    assert_eq!(refusal["values"]["line"], "purchaseTax");
    assert_eq!(house.ask("quotes.list", everything())["total"], 0);
}

#[test]
fn beyond_ones_authority_a_quote_waits_in_the_managers_inbox_until_it_is_approved() {
    let house = House::training();
    let (quote, vehicle) = saved(&house, 1_000_000);
    let worked = house.ask(
        "quotes.work_out",
        json!({"inputs": inputs(&vehicle, 1_000_000)}),
    );
    assert_eq!(worked["standing"]["kind"], "beyondShare");
    let issue = json!({"type": "IssueQuote", "quote": quote});
    let refusal = house.refused("submit", json!({ "command": issue }));
    assert_eq!(refusal["code"], "discountBeyondAuthority");
    assert_eq!(refusal["field"], "inputs.discount");

    let approval = json!(uuid::Uuid::now_v7());
    house.give(json!({
        "type": "RequestApproval", "approval": approval, "quote": quote, "words": "客户今天就订",
    }));
    assert_eq!(
        house.refused("quotes.approvals", json!({}))["code"],
        "missingRight"
    );

    house.sign_in("manager");
    let inbox = house.ask("quotes.approvals", json!({}));
    assert_eq!(inbox[0]["approval"]["id"], approval);
    assert_eq!(inbox[0]["approval"]["words"], "客户今天就订");
    assert_eq!(inbox[0]["standing"]["kind"], "within");
    house.give(json!({"type": "DecideApproval", "approval": approval, "decision": "approve"}));
    assert_eq!(house.ask("quotes.approvals", json!({})), json!([]));

    house.sign_in("sales");
    assert_eq!(
        house.ask("quotes.card", json!({"id": quote}))["state"],
        "approved"
    );
    house.give(issue);
    assert_eq!(
        house.ask("quotes.card", json!({"id": quote}))["state"],
        "issued"
    );
}

#[test]
fn gross_is_for_those_with_the_right_and_a_name_is_masked_until_asked_for() {
    let house = House::training();
    let (quote, vehicle) = saved(&house, 200_000);
    let asked = json!({"inputs": inputs(&vehicle, 200_000)});
    assert_eq!(
        house.ask("quotes.work_out", asked.clone())["gross"],
        json!(null)
    );
    let card = house.ask("quotes.card", json!({"id": quote}));
    assert_eq!(card["gross"], json!(null));
    assert!(!card.to_string().contains("刘思远"));
    house.sign_in("manager");
    // (217,900 − 180,000) yuan, each without 13 % VAT: 192,831.86 − 159,292.04.
    assert_eq!(house.ask("quotes.work_out", asked)["gross"], 3_353_982);
}

#[test]
fn a_loan_is_solved_for_the_payment_the_customer_can_bear() {
    let house = House::training();
    let (_, vehicle) = saved(&house, 0);
    let inputs = inputs(&vehicle, 0);
    let solved = house.ask(
        "quotes.loans",
        json!({
            "inputs": inputs,
            "plan": inputs["loans"][0],
            "question": {"kind": "downPayment", "payment": 400_000},
        }),
    );
    let payment = solved["figures"]["regularPayment"]
        .as_i64()
        .expect("a payment");
    assert!(payment <= 400_000);
    assert_eq!(
        solved["schedule"]["instalments"].as_array().map(Vec::len),
        Some(36)
    );
}

#[test]
fn a_new_quote_begins_with_the_car_at_hand_and_what_was_said_last_time() {
    let house = House::training();
    let (_, vehicle) = saved(&house, 0);
    let begun = house.ask(
        "quotes.begin",
        json!({"vehicle": vehicle, "customer": null}),
    );
    assert_eq!(begun["inputs"]["car"]["guidePrice"], 21_990_000);
    assert_eq!(begun["inputs"]["plate"]["amount"], 50_000);
    assert_eq!(begun["inputs"]["province"], "beijing");
}

#[test]
fn the_house_sets_its_own_limits_and_they_hold_at_once() {
    let house = House::training();
    let (_, vehicle) = saved(&house, 0);
    assert_eq!(
        house.refused("quotes.authorities", json!({}))["code"],
        "missingRight"
    );
    house.sign_in("store");
    let authorities = house.ask("quotes.authorities", json!({}));
    let consultant = authorities
        .as_array()
        .and_then(|roles| roles.iter().find(|role| role["name"] == "salesConsultant"))
        .expect("the role")
        .clone();
    house.give(json!({
        "type": "SetDiscountAuthority", "role": consultant["role"],
        "maxBasisPoints": 500, "floor": "atOrAbove",
    }));
    house.sign_in("sales");
    let worked = house.ask(
        "quotes.work_out",
        json!({"inputs": inputs(&vehicle, 1_000_000)}),
    );
    assert_eq!(worked["standing"]["kind"], "within");
}
