//! Complaints over the real encrypted store: taken in from wherever the customer speaks, shown at the car, the
//! customer and the day, answered, acted upon, closed and opened again, also after the program ended.

mod house;

use house::House;
use serde_json::{Value, json};

fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

fn refused(house: &House, command: Value) -> Value {
    house.refused("submit", json!({ "command": command }))
}

fn listed(house: &House, show: &str) -> Value {
    house.ask(
        "complaints.list",
        json!({"filters": {"show": [show]}, "text": "", "sort": null, "offset": 0, "limit": 50}),
    )
}

fn card(house: &House, complaint: &Value) -> Value {
    house.ask("complaints.card", json!({ "id": complaint }))
}

fn complaints_of_the_day(house: &House) -> Value {
    house.ask("my_day.tiles", json!({}))["tiles"]
        .as_array()
        .expect("tiles")
        .iter()
        .find(|tile| tile["tile"] == "complaints")
        .expect("a tile")
        .clone()
}

/// A customer whose car the workshop knows.
fn customer_with_car(house: &House) -> (Value, Value) {
    let (customer, car) = (id(), id());
    house.give(json!({"type": "AddCustomer", "customer": customer,
        "details": {"kind": "person", "name": "王小明", "mobile": "13800000034"}}));
    house.give(
        json!({"type": "RegisterCar", "car": car, "plate": "京A10001",
        "vin": "LFV3A23C1T3000001", "description": "大众 迈腾", "customer": customer}),
    );
    (customer, car)
}

fn taken_in(house: &House, about: Value) -> Value {
    let complaint = id();
    let mut command = json!({"type": "TakeInComplaint", "complaint": complaint,
        "kind": "repairQuality", "way": "inPerson", "said": "换了机油还是漏", "wants": "免费返修"});
    for (field, value) in about.as_object().expect("fields") {
        command[field] = value.clone();
    }
    house.give(command);
    complaint
}

#[test]
fn a_complaint_about_a_car_is_seen_wherever_the_car_and_its_owner_are() {
    let house = House::training();
    house.sign_in("service");
    let (customer, car) = customer_with_car(&house);
    let complaint = taken_in(&house, json!({ "car": car }));
    let found = house.ask("serviced_cars.find", json!({"text": "京A10001"}));
    let last = &found["cars"][0]["complaints"][0];
    assert_eq!(last["said"], "换了机油还是漏");
    assert_eq!(last["complaint"], complaint);

    let shown = house.ask("customers.card", json!({ "id": customer }));
    assert_eq!(shown["complaints"][0]["id"], complaint);
    let story = shown["timeline"].as_array().expect("a story");
    let told = story
        .iter()
        .find(|event| event["what"] == "TakeInComplaint")
        .expect("it is in the customer's story");
    assert_eq!(told["note"], "换了机油还是漏");

    let shown = card(&house, &complaint);
    assert_eq!(
        shown["row"]["number"].as_str().map(|number| &number[..2]),
        Some("TS")
    );
    assert_eq!(shown["row"]["name"], "王*明", "names are masked");
    assert_eq!(shown["row"]["plate"], found["cars"][0]["plate"]);
    assert_eq!(shown["yours"], true);
    let by_car = house.ask("complaints.of", json!({"of": "car", "id": car}));
    assert_eq!(by_car.as_array().map(Vec::len), Some(1));
}

#[test]
fn it_goes_from_the_answer_to_its_end_and_is_opened_again_after_a_restart() {
    let house = House::training();
    house.sign_in("service");
    let complaint = taken_in(&house, json!({"called": "李女士", "phone": "13900000035"}));
    assert_eq!(listed(&house, "mine")["total"], 1);
    let close = json!({"type": "CloseComplaint", "complaint": complaint, "verdict": "content",
        "customerSaid": "这次没漏"});
    assert_eq!(
        refused(&house, close.clone())["code"],
        "complaintWithoutAction"
    );
    for (kind, note) in [
        ("AnswerComplaint", "已致电道歉"),
        ("RecordComplaintAction", "更换油底壳垫, 免工时"),
    ] {
        house.give(json!({"type": kind, "complaint": complaint, "note": note}));
    }
    house.give(close);
    assert_eq!(listed(&house, "")["total"], 0);
    assert_eq!(listed(&house, "all")["total"], 1);

    let house = house.restarted();
    house.sign_in("service");
    house.give(json!({"type": "ReopenComplaint", "complaint": complaint, "why": "又漏了"}));
    let shown = card(&house, &complaint);
    assert_eq!(shown["row"]["state"], "open");
    assert_eq!(shown["row"]["reopened"], 1);
    assert_eq!(shown["verdict"], Value::Null);
    let deeds: Vec<&str> = shown["steps"]
        .as_array()
        .expect("steps")
        .iter()
        .filter_map(|step| step["deed"].as_str())
        .collect();
    assert_eq!(
        deeds,
        ["takenIn", "answered", "acted", "closed", "reopened"]
    );
}

#[test]
fn what_a_colleague_answers_for_is_theirs_to_close_and_a_manager_hands_it_over() {
    let house = House::training();
    house.sign_in("service");
    let complaint = taken_in(&house, json!({"called": "李女士"}));
    house.sign_in("sales");
    assert_eq!(listed(&house, "mine")["total"], 0);
    assert_eq!(complaints_of_the_day(&house)["count"], 0);
    house.give(
        json!({"type": "RecordComplaintAction", "complaint": complaint, "note": "送了洗车券"}),
    );
    let close = json!({"type": "CloseComplaint", "complaint": complaint, "verdict": "accepts",
        "customerSaid": "算了"});
    assert_eq!(refused(&house, close.clone())["code"], "complaintNotYours");
    let me = house.ask("session.state", json!({}))["person"]["id"].clone();
    house.sign_in("store");
    assert_eq!(card(&house, &complaint)["yours"], true);
    house.give(json!({"type": "HandOverComplaint", "complaint": complaint, "to": me, "note": "客户认识他"}));
    house.sign_in("sales");
    assert_eq!(listed(&house, "mine")["total"], 1);
    house.give(close);
}

#[test]
fn the_form_begins_with_what_the_record_knows() {
    let house = House::training();
    house.sign_in("service");
    let (customer, car) = customer_with_car(&house);
    let begun = house.ask(
        "complaints.begin",
        json!({"car": car, "customer": null, "sale": null, "repairOrder": null}),
    );
    assert_eq!(begun["customer"], customer);
    assert_eq!(begun["customerName"], "王*明");
    let policy = house.ask("complaints.policy", json!({}));
    assert_eq!(policy["kinds"].as_array().map(Vec::len), Some(12));
    house.sign_in("cashier");
    assert_eq!(
        listed(&house, "all")["total"],
        0,
        "the counter hears complaints too"
    );
}

#[test]
fn the_house_sets_its_own_deadlines_from_a_day_on_and_sees_its_versions() {
    let house = House::training();
    house.sign_in("store");
    let known = house.ask("complaints.policies", json!({}));
    assert_eq!(known["versions"], json!([]));
    let mut terms = known["today"].clone();
    let quality = terms["kinds"]
        .as_array()
        .and_then(|kinds| {
            kinds
                .iter()
                .position(|terms| terms["kind"] == "repairQuality")
        })
        .expect("the kind");
    terms["kinds"][quality]["answerWithinHours"] = json!(1);
    let policy = |terms: &Value, from: &Value| json!({"type": "SetComplaintPolicy", "policy": id(), "validFrom": from, "terms": terms});
    let late = policy(&terms, &json!("2020-01-01"));
    assert_eq!(refused(&house, late)["code"], "dateOutOfRange");
    house.give(policy(&terms, &known["date"]));
    let known = house.ask("complaints.policies", json!({}));
    assert_eq!(known["today"], terms);
    assert_eq!(known["versions"][0]["terms"], terms);
    let (_, car) = customer_with_car(&house);
    let complaint = taken_in(&house, json!({ "car": car }));
    let card = card(&house, &complaint);
    let hours = (card["answerDue"].as_i64().expect("a deadline")
        - card["row"]["takenInAt"].as_i64().expect("a time"))
        / 3_600_000;
    assert_eq!(hours, 1, "{card}");
    house.sign_in("cashier");
    assert_eq!(
        house.refused("complaints.policies", json!({}))["code"],
        "missingRight"
    );
}
