//! One sale by commands, from the lead to the hand-over, for the reports to count.

use serde_json::{Value, json};

use crate::house::{House, taken_into_stock};

fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

pub fn today() -> chrono::NaiveDate {
    let zone: chrono_tz::Tz = "Asia/Shanghai".parse().expect("a zone");
    chrono::Utc::now().with_timezone(&zone).date_naive()
}

pub struct Sale {
    pub order: Value,
    pub number: String,
}

/// A lead that came from the short videos, its visit, quote and delivered order: the car 219,900 less
/// 2,000, mats for 761, insurance 3,200 and its compulsory part, plates 500. The car cost 180,000.
pub fn delivered(house: &House) -> Sale {
    let customer = id();
    let lead = id();
    let hour = 3_600_000;
    let due = chrono::Utc::now().timestamp_millis() + hour;
    house.give(json!({
        "type": "TakeInLead", "lead": lead, "customer": customer,
        "newCustomer": {
            "kind": "person", "name": "刘思远", "mobile": "13800138000",
            "identityPaper": "residentId", "identityNumber": "11010519491231002X",
        },
        "channel": "shortVideo", "grade": "H", "wanted": [{"description": "迈腾 380TSI"}],
        "to": "me", "nextFollowUp": {"due": due, "what": "约试驾"},
    }));
    house.give(json!({
        "type": "LogVisit", "visit": id(), "called": "刘先生", "people": 2, "purpose": "look",
        "count": "first",
    }));
    let vehicle = taken_into_stock(house, "LFV3A23C1T3000001");
    let quote = id();
    let inputs = json!({
        "car": {
            "vehicle": vehicle, "description": "一汽-大众 迈腾 2026款 380TSI",
            "exteriorColour": "极光银", "guidePrice": 21_990_000, "power": "fuel",
            "displacementMl": 1984, "seats": 5, "listing": "notNewEnergy",
        },
        "customer": customer, "customerName": "刘思远", "buyer": "person", "discount": 200_000,
        "discountReason": "店庆优惠", "province": "beijing", "invoicedOn": today(),
        "compulsory": {"kind": "tariff"},
        "covers": [{"cover": "vehicleDamage", "premium": 320_000}],
        "plate": {"name": "", "amount": 50_000, "paidTo": "house"},
        "accessories": [{"name": "全包脚垫", "quantity": 2, "unitPrice": 38_050}],
    });
    let worked = house.ask("quotes.work_out", json!({ "inputs": inputs }));
    let lines: Vec<Value> = worked["quote"]["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| json!({"kind": line["kind"], "amount": line["amount"]}))
        .collect();
    house.give(json!({
        "type": "SaveQuote", "quote": quote, "validUntil": today(), "language": "zh-CN",
        "inputs": inputs,
        "stated": {"lines": lines, "total": worked["quote"]["total"], "loans": []},
    }));
    house.give(json!({"type": "IssueQuote", "quote": quote}));
    let begun = house.ask(
        "orders.begin",
        json!({"quote": quote, "customer": null, "vehicle": null}),
    );
    let order = id();
    house.give(json!({
        "type": "MakeOrder", "order": order, "customer": customer, "quote": quote,
        "wanted": begun["wanted"], "colour": begun["colour"], "lines": begun["lines"],
        "consultant": begun["consultant"], "advance": "deposit", "advanceAgreed": 1_000_000,
    }));
    house.give(json!({"type": "SignContract", "order": order}));
    house.give(json!({
        "type": "TakeDeposit", "payment": id(), "order": order, "kind": "deposit",
        "amount": 1_000_000, "method": "cash",
    }));
    house.give(json!({"type": "AllocateVehicle", "order": order, "vehicle": vehicle}));
    let card = house.ask("orders.card", json!({"id": order}));
    house.give(json!({
        "type": "RecordPayment", "payment": id(), "order": order, "kind": "balance",
        "amount": card["outstanding"], "method": "transfer",
    }));
    house.give(json!({
        "type": "RecordInvoice", "order": order, "number": "26000000000000000001",
        "issuedOn": today(), "amount": 21_790_000,
    }));
    house.give(json!({
        "type": "RecordInsurance", "order": order, "insurer": "某财产保险",
        "policyNumber": "P-1", "until": today() + chrono::Days::new(364),
    }));
    house.give(json!({"type": "RecordInspection", "order": order, "result": "passed"}));
    house.give(json!({
        "type": "RecordPlate", "order": order, "plate": "京A12345",
        "temporaryUntil": today() + chrono::Days::new(10),
    }));
    let card = house.ask("orders.card", json!({"id": order}));
    let items: Vec<Value> = card["handoverList"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|line| json!({"item": line["item"], "state": "done", "note": ""}))
        .collect();
    house.give(json!({
        "type": "DeliverVehicle", "order": order, "odometerKm": 8, "items": items,
    }));
    Sale {
        order,
        number: card["order"]["number"]
            .as_str()
            .expect("a number")
            .to_owned(),
    }
}
