//! A sale by commands, as the pages give them: the quote, the order, and each step up to the hand-over.

use serde_json::{Value, json};

use crate::house::{House, taken_into_stock};

pub fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

pub fn today() -> chrono::NaiveDate {
    let zone: chrono_tz::Tz = "Asia/Shanghai".parse().expect("a zone");
    chrono::Utc::now().with_timezone(&zone).date_naive()
}

/// A buyer with a telephone and a checked paper of identity.
pub fn buyer(house: &House) -> Value {
    let customer = id();
    house.give(json!({
        "type": "AddCustomer", "customer": customer,
        "details": {
            "kind": "person", "name": "刘思远", "mobile": "13800138000",
            "identityPaper": "residentId", "identityNumber": "11010519491231002X",
        },
    }));
    customer
}

pub fn inputs(vehicle: &Value, discount: i64, accessory: i64) -> Value {
    json!({
        "car": {
            "vehicle": vehicle, "description": "一汽-大众 迈腾 2026款 380TSI",
            "exteriorColour": "极光银", "guidePrice": 21_990_000, "power": "fuel",
            "displacementMl": 1984, "seats": 5, "listing": "notNewEnergy",
        },
        "customerName": "刘思远", "buyer": "person", "discount": discount,
        "discountReason": "店庆优惠", "province": "beijing", "invoicedOn": today(),
        "compulsory": {"kind": "tariff"},
        "covers": [{"cover": "vehicleDamage", "premium": 320_000}],
        "plate": {"name": "", "amount": 50_000, "paidTo": "house"},
        "accessories": [{"name": "全包脚垫", "quantity": 2, "unitPrice": accessory}],
    })
}

/// A quote that was handed to the customer.
pub fn issued_quote(house: &House, vehicle: &Value, discount: i64, accessory: i64) -> Value {
    issued(house, &inputs(vehicle, discount, accessory))
}

/// The same of any inputs.
pub fn issued(house: &House, inputs: &Value) -> Value {
    let quote = id();
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
    quote
}

/// The command that the form gives, from what the desk answers it to begin with.
pub fn make_order(house: &House, quote: &Value, customer: &Value) -> Value {
    let begun = house.ask(
        "orders.begin",
        json!({"quote": quote, "customer": null, "vehicle": null}),
    );
    json!({
        "type": "MakeOrder", "order": id(), "customer": customer, "quote": quote,
        "wanted": begun["wanted"], "colour": begun["colour"], "lines": begun["lines"],
        "consultant": begun["consultant"], "advance": "deposit", "advanceAgreed": 1_000_000,
    })
}

#[allow(dead_code)] // Each test binary uses the part it needs.
pub struct Sale {
    pub order: Value,
    pub vehicle: Value,
    pub quote: Value,
}

#[allow(dead_code)] // Each test binary uses the part it needs.
impl Sale {
    /// Everybody is the store manager here, who may do all of it.
    pub fn begun(house: &House, vin: &str) -> Self {
        house.sign_in("store");
        let vehicle = taken_into_stock(house, vin);
        let quote = issued_quote(house, &vehicle, 200_000, 38_050);
        Self::ordered(house, vehicle, quote, &buyer(house))
    }

    /// The order of a quote that was handed out.
    pub fn ordered(house: &House, vehicle: Value, quote: Value, buyer: &Value) -> Self {
        let command = make_order(house, &quote, buyer);
        house.give(command.clone());
        Self {
            order: command["order"].clone(),
            vehicle,
            quote,
        }
    }

    pub fn card(&self, house: &House) -> Value {
        house.ask("orders.card", json!({"id": self.order}))
    }

    pub fn state(&self, house: &House) -> String {
        self.card(house)["order"]["state"]
            .as_str()
            .expect("a state")
            .to_owned()
    }

    pub fn sign(&self, house: &House) {
        house.give(json!({"type": "SignContract", "order": self.order}));
    }

    pub fn deposit(&self, house: &House) {
        house.give(json!({
            "type": "TakeDeposit", "payment": id(), "order": self.order, "kind": "deposit",
            "amount": 1_000_000, "method": "cash",
        }));
    }

    pub fn allocation(&self) -> Value {
        json!({"type": "AllocateVehicle", "order": self.order, "vehicle": self.vehicle})
    }

    pub fn allocate(&self, house: &House) {
        house.give(self.allocation());
    }

    pub fn make_ready(&self, house: &House) {
        let card = self.card(house);
        house.give(json!({
            "type": "RecordPayment", "payment": id(), "order": self.order, "kind": "balance",
            "amount": card["outstanding"], "method": "transfer",
        }));
        house.give(json!({
            "type": "RecordInvoice", "order": self.order, "number": "26000000000000000001",
            "issuedOn": today(), "amount": 21_790_000,
        }));
        house.give(json!({
            "type": "RecordInsurance", "order": self.order, "insurer": "某财产保险",
            "policyNumber": "P-1", "until": today() + chrono::Days::new(364),
        }));
        house.give(json!({
            "type": "RecordInspection", "order": self.order, "result": "passed",
        }));
        house.give(json!({
            "type": "RecordPlate", "order": self.order, "plate": "京A12345",
            "temporaryUntil": today() + chrono::Days::new(10),
        }));
    }

    pub fn deliver(&self, house: &House) -> Value {
        let card = self.card(house);
        let items: Vec<Value> = card["handoverList"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|line| json!({"item": line["item"], "state": "done", "note": ""}))
            .collect();
        house.give(json!({
            "type": "DeliverVehicle", "order": self.order, "odometerKm": 8, "items": items,
        }))
    }
}
