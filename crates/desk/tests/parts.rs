//! The parts store over the real encrypted store: a delivery comes in, parts are kept, taken, returned,
//! waited for and counted, and everybody sees of it what they may.

mod house;

use house::House;
use serde_json::{Value, json};

fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

fn refused(house: &House, command: Value) -> Value {
    house.refused("submit", json!({ "command": command }))
}

/// A repair order with one job, and parts on the list.
struct Store {
    house: House,
    order: Value,
    job: Value,
    pads: Value,
    oil: Value,
}

impl Store {
    fn set_up() -> Self {
        let house = House::training();
        house.sign_in("store");
        let (car, order, job) = (id(), id(), id());
        house.give(json!({"type": "RegisterCar", "car": car, "plate": "京A10001", "description": "大众 迈腾"}));
        house.give(json!({"type": "OpenRepairOrder", "repairOrder": order, "kind": "repair", "car": car,
            "jobs": [{"job": job, "words": "更换前制动片", "skill": "mechanical", "minutes": 90, "payer": "customer"}]}));
        let (pads, oil) = (id(), id());
        for (part, number, name, unit, bin) in [
            (&pads, "5QD 698 151", "前制动片", "套", "A-01-03"),
            (&oil, "G 052 195", "全合成机油", "升", "B-02-01"),
        ] {
            house.give(json!({"type": "SetPart", "part": part, "number": number, "name": name, "unit": unit,
                "maker": "大众", "origin": "original", "price": 60_000, "bin": bin, "supplier": "上海配件",
                "minimum": 2_000, "orderQuantity": 4_000, "state": "carried"}));
        }
        Self {
            house,
            order,
            job,
            pads,
            oil,
        }
    }

    fn receive(&self, part: &Value, quantity: u32) {
        self.house
            .give(json!({"type": "ReceiveParts", "deliveryNote": "SH-1",
            "lines": [{"part": part, "quantity": quantity, "unitCost": 10_000}]}));
    }

    fn want(&self, part: &Value, quantity: u32) -> Value {
        let line = id();
        self.house.give(
            json!({"type": "AddPart", "line": line, "job": self.job, "part": part,
            "quantity": quantity, "unitPrice": 60_000, "payer": "customer"}),
        );
        line
    }

    fn list(&self, filters: Value, text: &str) -> Vec<String> {
        let page = self.house.ask(
            "parts.list",
            json!({"filters": filters, "text": text, "offset": 0, "limit": 50,
                "sort": {"column": "number", "descending": false}}),
        );
        let rows = page["rows"].as_array().expect("rows");
        rows.iter()
            .map(|row| row["number"].as_str().expect("a number").to_owned())
            .collect()
    }

    fn card(&self, part: &Value) -> Value {
        self.house.ask("parts.card", json!({ "id": part }))
    }

    fn needs(&self) -> Value {
        self.house
            .ask("parts.needs_of", json!({"holder": self.order}))
    }
}

#[test]
fn a_part_is_found_by_number_name_and_pinyin_and_by_what_it_calls_for() {
    let store = Store::set_up();
    for typed in ["5QD", "制动", "qzdp", "qianzhidong"] {
        assert_eq!(store.list(json!({}), typed), ["5QD 698 151"], "{typed}");
    }
    assert_eq!(store.list(json!({}), ""), ["5QD 698 151", "G 052 195"]);
    let need = store.want(&store.oil, 4_500);
    store
        .house
        .give(json!({"type": "BackOrderPart", "need": need}));
    store.receive(&store.pads, 3_000);
    assert_eq!(
        store.list(json!({"standing": ["waiting"]}), ""),
        ["G 052 195"]
    );
    assert_eq!(
        store.list(json!({"standing": ["enough"]}), ""),
        ["5QD 698 151"]
    );
    // The palette finds it for whoever may see parts, and for nobody else.
    let found = |house: &House| house.ask("search.all", json!({"text": "qzdp", "limit": 5}));
    assert_eq!(found(&store.house)["hits"][0]["kind"], "part");
    let scanned = store
        .house
        .ask("parts.choices", json!({"text": "5qd 698 151"}));
    assert_eq!(scanned[0]["available"], 3_000);
    store.house.sign_in("sales");
    assert_eq!(found(&store.house)["hits"], json!([]));
}

#[test]
fn parts_are_kept_taken_and_brought_back_and_the_card_tells_all_of_it() {
    let store = Store::set_up();
    let house = &store.house;
    store.receive(&store.pads, 3_000);
    let need = store.want(&store.pads, 2_000);
    house.give(json!({"type": "ReserveParts", "need": need, "quantity": 2_000}));
    assert_eq!(store.needs()[0]["reserved"], 2_000);
    let picking = house.ask("parts.picking", json!({}));
    assert_eq!(
        (&picking[0]["toPick"], &picking[0]["ready"]),
        (&json!(1), &json!(1))
    );
    house.sign_in("parts");
    house.give(json!({"type": "PickParts", "lines": [{"need": need, "quantity": 2_000}]}));
    house.give(json!({"type": "ReturnParts", "lines": [{"need": need, "quantity": 1_000}]}));
    let card = store.card(&store.pads);
    assert_eq!(
        (&card["row"]["onHand"], &card["value"]),
        (&json!(2_000), &json!(20_000))
    );
    let kinds: Vec<&str> = card["ledger"]
        .as_array()
        .expect("a ledger")
        .iter()
        .filter_map(|entry| entry["kind"].as_str())
        .collect();
    assert_eq!(kinds, ["returned", "picked", "reserved", "received"]);
    assert!(
        card["ledger"][1]["number"]
            .as_str()
            .is_some_and(|number| number.starts_with("LL")),
        "a pick has a number: {card}"
    );
    assert_eq!(card["used"], 1_000);
    // An advisor sees what is there, and nothing of what it cost.
    house.sign_in("service");
    let card = store.card(&store.pads);
    assert_eq!(card["row"]["available"], 2_000);
    assert_eq!(
        (&card["value"], &card["ledger"]),
        (&Value::Null, &json!([]))
    );
}

#[test]
fn what_is_short_is_refused_waited_for_ordered_and_served_first_when_it_comes() {
    let store = Store::set_up();
    let house = &store.house;
    store.receive(&store.pads, 1_000);
    let need = store.want(&store.pads, 3_000);
    let short = refused(
        house,
        json!({"type": "ReserveParts", "need": need, "quantity": 3_000}),
    );
    assert_eq!(
        (&short["code"], &short["values"]["available"]),
        (&json!("partsShort"), &json!(1_000))
    );
    house.give(json!({"type": "BackOrderPart", "need": need}));
    let row = store.needs()[0].clone();
    assert_eq!(
        (&row["reserved"], &row["waiting"]),
        (&json!(1_000), &json!(2_000))
    );
    let suggested = house.ask("parts.reorder", json!({}));
    let pads = suggested
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["row"]["number"] == "5QD 698 151")
        .expect("the pads are to be ordered");
    assert_eq!(
        pads["reorder"]["quantity"], 4_000,
        "two wait and two are the minimum"
    );
    let order = id();
    house.give(
        json!({"type": "OrderParts", "order": order, "supplier": "上海配件",
        "lines": [{"part": store.pads, "quantity": 4_000}]}),
    );
    assert_eq!(
        house.ask("parts.orders", json!({}))[0]["lines"][0]["coming"],
        4_000
    );
    house.give(json!({"type": "ReceiveParts", "order": order,
        "lines": [{"part": store.pads, "quantity": 4_000, "unitCost": 11_000}]}));
    assert_eq!(house.ask("parts.orders", json!({})), json!([]));
    let row = store.needs()[0].clone();
    assert_eq!(
        (&row["reserved"], &row["waiting"]),
        (&json!(3_000), &json!(0))
    );
    assert_eq!(store.card(&store.pads)["row"]["available"], 2_000);
}

#[test]
fn what_was_taken_beyond_the_books_stands_open_until_it_is_counted_and_explained() {
    let store = Store::set_up();
    let house = &store.house;
    store.receive(&store.pads, 1_000);
    let need = store.want(&store.pads, 2_000);
    let done = house.ask(
        "submit",
        json!({"command": {"type": "PickParts", "lines": [{"need": need, "quantity": 2_000}]}}),
    );
    assert_eq!(done["concerns"][0]["code"], "issuedBeyondBooks");
    let attention = house.ask("attentions.list", json!({}));
    let told = attention["open"]
        .as_array()
        .expect("rows")
        .iter()
        .any(|row| row["attention"]["reasons"][0]["code"] == "issuedBeyondBooks");
    assert!(told, "{attention}");
    assert_eq!(
        store.list(json!({"standing": ["negative"]}), ""),
        ["5QD 698 151"]
    );
    let open = house.ask("parts.differences", json!({}));
    assert_eq!(
        (&open[0]["kind"], &open[0]["quantity"]),
        (&json!("belowZero"), &json!(-1_000))
    );
    house.give(json!({"type": "CountParts", "lines": [{"part": store.pads, "counted": 1_000}]}));
    let open = house.ask("parts.differences", json!({}));
    let counted = open
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["kind"] == "counted")
        .expect("the count differs");
    assert_eq!(counted["quantity"], 2_000);
    house.give(
        json!({"type": "SettleDifference", "difference": counted["id"], "reason": "入库漏记两套"}),
    );
    assert_eq!(
        house.ask("parts.differences", json!({})),
        json!([]),
        "the count explains both"
    );
    assert_eq!(store.card(&store.pads)["row"]["onHand"], 1_000);
}
