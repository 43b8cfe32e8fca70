//! Whatever is typed wrongly at the counter: each gets a sentence in both languages beside its field,
//! and nothing of it is written.

mod house;

use std::{collections::BTreeMap, path::Path};

use house::{House, take_into_stock, taken_into_stock};
use serde_json::{Value, json};

const VIN: &str = "LFV3A23C1T3000001";

fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

fn today() -> chrono::NaiveDate {
    let zone: chrono_tz::Tz = "Asia/Shanghai".parse().expect("a zone");
    chrono::Utc::now().with_timezone(&zone).date_naive()
}

/// Puts a value where a path like `newCustomer.mobile` or `inputs.accessories.0.unitPrice` leads.
fn with(mut command: Value, path: &str, value: Value) -> Value {
    let pointer = format!("/{}", path.replace('.', "/"));
    if let Some(place) = command.pointer_mut(&pointer) {
        *place = value;
        return command;
    }
    let (parent, name) = pointer.rsplit_once('/').expect("a path");
    command
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("{parent} is there"))[name] = value;
    command
}

/// The refusals of all areas in one language, by code.
fn sentences(language: &str) -> BTreeMap<String, String> {
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo runs the tests"))
        .join("../../ui/src/locales")
        .join(language);
    let mut all = BTreeMap::new();
    for file in std::fs::read_dir(folder).expect("the words are there") {
        let path = file.expect("a file").path();
        if path.extension().is_none_or(|kind| kind != "json") {
            continue;
        }
        let text = std::fs::read_to_string(path).expect("readable");
        let words: Value = serde_json::from_str(&text).expect("JSON");
        for (code, sentence) in words["refusal"].as_object().into_iter().flatten() {
            let code = code.split_once('_').map_or(code.as_str(), |(code, _)| code);
            all.insert(code.to_owned(), sentence.to_string());
        }
    }
    all
}

/// A form's command that would be accepted, and what people type wrongly in it: the field, what is
/// typed, the field that is named, and the code of the sentence.
struct Form {
    name: &'static str,
    command: Value,
    mistakes: Vec<(&'static str, Value, &'static str, &'static str)>,
}

/// Checks every mistake the way the form does while one types, and the way it does on saving.
fn every_mistake_is_told(house: &House, forms: &[Form]) {
    let words = [sentences("zh-CN"), sentences("en")];
    let before = house.ask("audit.verify", json!({"work": "before"}))["verified"].clone();
    for Form {
        name,
        command,
        mistakes,
    } in forms
    {
        let check = |command: &Value| house.ask("commands.check", json!({ "command": command }));
        assert_eq!(
            check(command)["problems"],
            json!([]),
            "{name} without a mistake"
        );
        for (path, typed, field, code) in mistakes {
            let wrong = with(command.clone(), path, typed.clone());
            let told = check(&wrong)["problems"][0].clone();
            let place = format!("{name}: {path} = {typed}");
            assert_eq!(
                (&told["field"], &told["code"]),
                (&json!(field), &json!(code)),
                "{place}"
            );
            let refused = house.refused("submit", json!({ "command": wrong }));
            assert_eq!(refused["code"], told["code"], "{place}, saved");
            assert_eq!(refused["field"], told["field"], "{place}, saved");
            for words in &words {
                assert!(words.contains_key(*code), "{place}: no sentence for {code}");
            }
        }
    }
    let after = house.ask("audit.verify", json!({"work": "after"}))["verified"].clone();
    assert_eq!(after, before, "something was written");
}

fn lead() -> Value {
    let due = chrono::Utc::now().timestamp_millis() + 3_600_000;
    json!({
        "type": "TakeInLead", "lead": id(), "customer": id(),
        "newCustomer": {"kind": "person", "name": "李大明", "mobile": "13800000034"},
        "channel": "walkIn", "grade": "H", "wanted": [{"description": "迈腾 380TSI"}],
        "to": "me", "nextFollowUp": {"due": due, "what": "约试驾"},
    })
}

fn inputs() -> Value {
    json!({
        "car": {
            "vehicle": null, "description": "迈腾 2026款 380TSI", "guidePrice": 21_990_000,
            "power": "fuel", "displacementMl": 1984, "seats": 5, "listing": "notNewEnergy",
        },
        "customerName": "刘思远", "buyer": "person", "discount": 0, "discountReason": "",
        "province": "beijing", "invoicedOn": today(), "compulsory": {"kind": "tariff"},
        "covers": [{"cover": "vehicleDamage", "premium": 320_000}],
        "plate": {"name": "", "amount": 50_000, "paidTo": "house"},
        "accessories": [{"name": "全包脚垫", "quantity": 2, "unitPrice": 38_050}],
    })
}

fn quote(house: &House) -> Value {
    let inputs = inputs();
    let worked = house.ask("quotes.work_out", json!({ "inputs": inputs }));
    let lines: Vec<Value> = worked["quote"]["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| json!({"kind": line["kind"], "amount": line["amount"]}))
        .collect();
    json!({
        "type": "SaveQuote", "quote": id(), "validUntil": today(), "language": "zh-CN", "inputs": inputs,
        "stated": {"lines": lines, "total": worked["quote"]["total"], "loans": []},
    })
}

#[test]
fn a_car_that_is_taken_in_wrongly_says_what_is_wrong_beside_the_field() {
    let house = House::training();
    house.sign_in("store");
    taken_into_stock(&house, VIN);
    let tomorrow = today() + chrono::Days::new(1);
    every_mistake_is_told(
        &house,
        &[Form {
            name: "taking into stock",
            command: take_into_stock("LFV3A23C3T3000002"),
            mistakes: vec![
                ("vin", json!("LFV3A23C2T3000001"), "vin", "vinCheckDigit"),
                ("vin", json!("LFV3A23C"), "vin", "vinLength"),
                ("vin", json!(VIN), "vin", "vinInStock"),
                ("description", json!("   "), "description", "empty"),
                ("guidePrice", json!(-1), "guidePrice", "moneyOutOfRange"),
                (
                    "guidePrice",
                    json!(100_000_000_000_001_i64),
                    "guidePrice",
                    "moneyOutOfRange",
                ),
                ("askingPrice", json!(-100), "askingPrice", "moneyOutOfRange"),
                (
                    "cost.purchasePrice",
                    json!(-1),
                    "cost.purchasePrice",
                    "moneyOutOfRange",
                ),
                ("arrivedOn", json!(tomorrow), "arrivedOn", "dateOutOfRange"),
                (
                    "arrivedOn",
                    json!("1899-12-31"),
                    "arrivedOn",
                    "dateOutOfRange",
                ),
                ("arrivedOn", json!("2026-02-30"), "arrivedOn", "malformed"),
                (
                    "producedOn",
                    json!(tomorrow),
                    "producedOn",
                    "dateOutOfRange",
                ),
            ],
        }],
    );
}

#[test]
fn a_lead_and_a_customer_that_are_taken_in_wrongly_say_what_is_wrong_beside_the_field() {
    let house = House::training();
    house.sign_in("store");
    let customer = json!({
        "type": "AddCustomer", "customer": id(),
        "details": {
            "kind": "person", "name": "刘思远", "mobile": "13800138000",
            "identityPaper": "residentId", "identityNumber": "11010519491231002X",
        },
    });
    let owner = lead();
    house.give(owner.clone());
    let car = json!({
        "type": "LinkVehicle", "link": id(), "customer": owner["customer"], "role": "owner",
        "plate": "京A12345", "description": "朗逸",
    });
    let other = with(lead(), "newCustomer.mobile", json!("13817660034"));
    every_mistake_is_told(
        &house,
        &[
            Form {
                name: "intake",
                command: other,
                mistakes: vec![
                    (
                        "newCustomer.mobile",
                        json!("1380000003"),
                        "newCustomer.mobile",
                        "mobileLength",
                    ),
                    (
                        "newCustomer.mobile",
                        json!("13800000034"),
                        "newCustomer.mobile",
                        "mobileKnown",
                    ),
                    ("newCustomer.name", json!(""), "newCustomer.name", "empty"),
                    ("budget", json!(-1), "budget", "moneyOutOfRange"),
                    ("wanted", json!([{"description": " "}]), "wanted", "empty"),
                ],
            },
            Form {
                name: "customer",
                command: customer,
                mistakes: vec![
                    (
                        "details.identityNumber",
                        json!("110105194912310021"),
                        "details.identityNumber",
                        "residentIdChecksum",
                    ),
                    (
                        "details.identityNumber",
                        json!("11010519491331002X"),
                        "details.identityNumber",
                        "residentIdBirthDate",
                    ),
                    (
                        "details.bornOn",
                        json!("1899-01-01"),
                        "details.bornOn",
                        "dateOutOfRange",
                    ),
                ],
            },
            Form {
                name: "car of a customer",
                command: car,
                mistakes: vec![
                    ("plate", json!("京A1234"), "plate", "plateLength"),
                    ("plate", json!("XA12345"), "plate", "plateProvince"),
                    ("plate", json!("京A1234I"), "plate", "plateSerial"),
                    ("vin", json!("LFV3A23C2T3000001"), "vin", "vinCheckDigit"),
                ],
            },
        ],
    );
}

#[test]
fn a_quote_that_is_typed_wrongly_says_what_is_wrong_beside_the_field() {
    let house = House::training();
    house.sign_in("store");
    let command = quote(&house);
    let yesterday = today() - chrono::Days::new(1);
    every_mistake_is_told(
        &house,
        &[Form {
            name: "quote",
            command,
            mistakes: vec![
                (
                    "inputs.car.guidePrice",
                    json!(-1),
                    "inputs.car.guidePrice",
                    "moneyOutOfRange",
                ),
                (
                    "inputs.discount",
                    json!(-1),
                    "inputs.discount",
                    "moneyOutOfRange",
                ),
                (
                    "inputs.discount",
                    json!(21_990_001),
                    "inputs.discount",
                    "discountAbovePrice",
                ),
                (
                    "inputs.accessories.0.unitPrice",
                    json!(-1),
                    "inputs.accessories.0.unitPrice",
                    "moneyOutOfRange",
                ),
                (
                    "inputs.plate.amount",
                    json!(9_000_000_000_000_000_i64),
                    "inputs.plate.amount",
                    "moneyOutOfRange",
                ),
                (
                    "inputs.car.seats",
                    json!(0),
                    "inputs.car.seats",
                    "seatsOutOfRange",
                ),
                ("validUntil", json!(yesterday), "validUntil", "quoteExpired"),
                (
                    "validUntil",
                    json!("9999-12-31"),
                    "validUntil",
                    "dateOutOfRange",
                ),
                (
                    "inputs.invoicedOn",
                    json!("1066-10-14"),
                    "inputs.invoicedOn",
                    "dateOutOfRange",
                ),
            ],
        }],
    );
}

#[test]
fn money_and_a_plate_that_are_typed_wrongly_on_an_order_say_so_beside_the_field() {
    let house = House::training();
    house.sign_in("store");
    let customer = id();
    house.give(json!({
        "type": "AddCustomer", "customer": customer,
        "details": {
            "kind": "person", "name": "刘思远", "mobile": "13800138000",
            "identityPaper": "residentId", "identityNumber": "11010519491231002X",
        },
    }));
    let quote = quote(&house);
    house.give(quote.clone());
    house.give(json!({"type": "IssueQuote", "quote": quote["quote"]}));
    let begun = house.ask(
        "orders.begin",
        json!({"quote": quote["quote"], "customer": null, "vehicle": null}),
    );
    let order = id();
    house.give(json!({
        "type": "MakeOrder", "order": order, "customer": customer, "quote": quote["quote"],
        "wanted": begun["wanted"], "colour": begun["colour"], "lines": begun["lines"],
        "consultant": begun["consultant"], "advance": "deposit", "advanceAgreed": 1_000_000,
    }));
    house.give(json!({"type": "SignContract", "order": order}));
    every_mistake_is_told(
        &house,
        &[
            Form {
                name: "deposit",
                command: json!({
                    "type": "TakeDeposit", "payment": id(), "order": order, "kind": "deposit",
                    "amount": 1_000_000, "method": "cash",
                }),
                mistakes: vec![
                    ("amount", json!(0), "amount", "amountNotPositive"),
                    ("amount", json!(-1_000), "amount", "amountNotPositive"),
                    (
                        "amount",
                        json!(9_000_000_000_000_000_i64),
                        "amount",
                        "moneyOutOfRange",
                    ),
                    ("amount", json!(20_000_000), "amount", "depositOverCap"),
                ],
            },
            Form {
                name: "payment",
                command: json!({
                    "type": "RecordPayment", "payment": id(), "order": order, "kind": "balance",
                    "amount": 1_000_000, "method": "card",
                }),
                mistakes: vec![("amount", json!(-1), "amount", "amountNotPositive")],
            },
            Form {
                name: "plate of an order",
                command: json!({"type": "RecordPlate", "order": order, "plate": "京A12345"}),
                mistakes: vec![
                    ("plate", json!("京A1234"), "plate", "plateLength"),
                    ("plate", json!(""), "plate", "empty"),
                ],
            },
        ],
    );
}

#[test]
fn a_form_with_several_fields_wrong_says_so_of_each_and_of_nothing_else() {
    let house = House::training();
    house.sign_in("store");
    let told = |command: &Value| -> Vec<(String, String)> {
        house.ask("commands.check", json!({ "command": command }))["problems"]
            .as_array()
            .expect("problems")
            .iter()
            .map(|problem| {
                let text = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
                (text("field"), text("code"))
            })
            .collect()
    };
    let mut wrong = take_into_stock("LFV3A23C");
    for (path, typed) in [
        ("description", json!("  ")),
        ("guidePrice", json!(-1)),
        ("arrivedOn", json!("2026-02-30")),
        ("producedOn", json!("1899-01-01")),
        ("cost.purchasePrice", json!(-1)),
    ] {
        wrong = with(wrong, path, typed);
    }
    let mut found = told(&wrong);
    found.sort();
    let expected: Vec<(String, String)> = [
        ("arrivedOn", "malformed"),
        ("cost.purchasePrice", "moneyOutOfRange"),
        ("description", "empty"),
        ("guidePrice", "moneyOutOfRange"),
        ("producedOn", "dateOutOfRange"),
        ("vin", "vinLength"),
    ]
    .iter()
    .map(|(field, code)| ((*field).to_owned(), (*code).to_owned()))
    .collect();
    assert_eq!(found, expected);
    // What is only wrong because of a stand-in is never told.
    let one = with(
        take_into_stock("LFV3A23C3T3000002"),
        "guidePrice",
        json!(-1),
    );
    assert_eq!(
        told(&one),
        [("guidePrice".to_owned(), "moneyOutOfRange".to_owned())]
    );
}
