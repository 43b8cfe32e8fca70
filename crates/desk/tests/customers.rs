//! Customers over the real encrypted store: a walk-in is taken in, found again before it is saved
//! twice, followed up, shown masked, revealed on the record, merged and unmerged, and the day shows
//! what there is to do.

mod house;

use house::House;
use serde_json::{Value, json};

fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

fn in_hours(hours: i64) -> i64 {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .expect("a clock");
    i64::try_from(since.as_millis()).expect("a time") + hours * 3_600_000
}

fn everything() -> Value {
    json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 50})
}

fn walk_in(name: &str, mobile: &str) -> Value {
    json!({
        "type": "TakeInLead",
        "lead": id(),
        "customer": id(),
        "newCustomer": {"kind": "person", "name": name, "mobile": mobile},
        "channel": "walkIn",
        "grade": "H",
        "wanted": [{"description": "迈腾 380TSI"}],
        "to": "me",
        "nextFollowUp": {"due": in_hours(1), "what": "约试驾"},
    })
}

fn taken_in(house: &House, name: &str, mobile: &str) -> Value {
    let command = walk_in(name, mobile);
    house.give(command.clone());
    command
}

#[test]
fn a_walk_in_is_listed_masked_and_stands_on_the_day_of_whoever_took_it_in() {
    let house = House::training();
    house.sign_in("sales");
    let taken = taken_in(&house, "李大明", "13800000034");

    let list = house.ask("customers.list", everything());
    assert_eq!(list["total"], 1);
    let row = &list["rows"][0];
    assert_eq!(
        (&row["name"], &row["mobile"]),
        (&json!("李*明"), &json!("138****0034"))
    );
    assert_eq!(
        (&row["stage"], &row["grade"]),
        (&json!("prospect"), &json!("H"))
    );

    let card = house.ask("customers.card", json!({"id": taken["customer"]}));
    assert!(!card.to_string().contains("13800000034") && !card.to_string().contains("李大明"));
    assert_eq!(card["timeline"][0]["what"], "TakeInLead");
    assert_eq!(card["leads"][0]["wanted"], "迈腾 380TSI");

    let tile = |house: &House| house.ask("my_day.tiles", json!({}))["tiles"][0].clone();
    assert_eq!(tile(&house)["tile"], "followUps");
    // Due in an hour: today, unless the test runs in the last hour of the day.
    let due = tile(&house)["count"].clone();
    let rows = house.ask("my_day.rows", json!({"tile": "followUps", "limit": 50}));
    assert_eq!(json!(rows.as_array().map(Vec::len)), due);

    let leads = house.ask("leads.list", json!({"filters": {"place": ["live"]}, "text": "李大", "sort": null, "offset": 0, "limit": 50}));
    assert_eq!(
        (&leads["total"], &leads["rows"][0]["customerName"]),
        (&json!(1), &json!("李*明"))
    );
}

#[test]
fn who_may_already_be_known_is_found_while_typing_by_phone_and_by_sound() {
    let house = House::training();
    house.sign_in("sales");
    let taken = taken_in(&house, "王小明", "13800000034");
    let by_sound = house.ask("customers.duplicates", json!({"name": "王晓铭"}));
    assert_eq!(by_sound[0]["customer"]["id"], taken["customer"]);
    assert_eq!(by_sound[0]["reasons"], json!(["sound"]));
    let by_phone = house.ask(
        "customers.duplicates",
        json!({"name": "李", "mobile": "138 0000 0034"}),
    );
    assert_eq!(by_phone[0]["reasons"], json!(["mobile"]));
    assert_eq!(
        house.ask("customers.duplicates", json!({"name": "赵一"})),
        json!([])
    );

    let refusal = house.refused("submit", json!({"command": walk_in("李四", "13800000034")}));
    assert_eq!(
        (&refusal["code"], &refusal["field"]),
        (&json!("mobileKnown"), &json!("newCustomer.mobile"))
    );
    assert_eq!(house.ask("customers.list", everything())["total"], 1);
    let mut another = walk_in("李四", "13800000034");
    another["newCustomer"]["samePhone"] = json!("anotherCustomer");
    house.give(another);
}

#[test]
fn a_consultant_reveals_their_own_customers_phone_and_the_log_says_so() {
    let house = House::training();
    house.sign_in("sales");
    let taken = taken_in(&house, "王小明", "13800000034");
    let reveal = |field: &str| json!({"kind": "customer", "id": taken["customer"], "field": field, "reason": "回电"});
    assert_eq!(
        house.ask("privacy.reveal", reveal("mobile"))["value"],
        "13800000034"
    );
    assert_eq!(
        house.refused("privacy.reveal", reveal("address"))["code"],
        "notYours"
    );
    assert_eq!(
        house.refused("privacy.log", json!({"offset": 0, "limit": 10}))["code"],
        "missingRight"
    );

    house.sign_in("manager");
    let log = house.ask(
        "privacy.log",
        json!({"id": taken["customer"], "offset": 0, "limit": 10}),
    );
    assert_eq!(log["total"], 1, "what was refused was not seen");
    assert_eq!(
        (&log["lines"][0]["field"], &log["lines"][0]["reason"]),
        (&json!("mobile"), &json!("回电"))
    );

    let export = house.ask(
        "privacy.export",
        json!({"customer": taken["customer"], "reason": "本人申请"}),
    );
    let path = export["path"].as_str().expect("a path");
    let written = std::fs::read_to_string(path).expect("a file");
    std::fs::remove_file(path).expect("put away");
    assert!(written.contains("13800000034") && written.contains("培训汽车销售服务店"));
    let log = house.ask(
        "privacy.log",
        json!({"id": taken["customer"], "offset": 0, "limit": 10}),
    );
    assert_eq!(
        (&log["lines"][0]["action"], &log["lines"][0]["reason"]),
        (&json!("exported"), &json!("本人申请"))
    );
}

#[test]
fn two_records_are_merged_and_the_merge_is_undone() {
    let house = House::training();
    house.sign_in("manager");
    let kept = taken_in(&house, "王小明", "13800000034");
    let taken = taken_in(&house, "王晓明", "13800000035");
    let merge = id();
    house.give(json!({"type": "MergeCustomers", "merge": merge, "kept": kept["customer"], "taken": taken["customer"]}));
    assert_eq!(house.ask("customers.list", everything())["total"], 1);
    let card = house.ask("customers.card", json!({"id": kept["customer"]}));
    assert_eq!(card["leads"].as_array().map(Vec::len), Some(2));
    assert_eq!(card["merged"][0]["merge"], merge);
    let found = house.ask("customers.duplicates", json!({"mobile": "13800000035"}));
    assert_eq!(found[0]["customer"]["id"], kept["customer"]);

    house.give(json!({"type": "UndoMerge", "merge": merge}));
    assert_eq!(house.ask("customers.list", everything())["total"], 2);
    let card = house.ask("customers.card", json!({"id": kept["customer"]}));
    assert_eq!(card["leads"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_lost_lead_waits_on_the_managers_day_and_goes_when_it_is_reviewed() {
    let house = House::training();
    house.sign_in("sales");
    let taken = taken_in(&house, "王小明", "13800000034");
    house.give(json!({"type": "ReportLost", "lead": taken["lead"], "reason": "otherBrand", "competitor": "别家"}));
    let waiting = |house: &House| {
        let tiles = house.ask("my_day.tiles", json!({}));
        let tiles = tiles["tiles"].as_array().cloned().unwrap_or_default();
        tiles
            .into_iter()
            .find(|tile| tile["tile"] == "lostReviews")
            .map(|tile| tile["count"].clone())
    };
    assert_eq!(waiting(&house), None, "a consultant reviews nothing");
    house.sign_in("manager");
    assert_eq!(waiting(&house), Some(json!(1)));
    house.give(json!({"type": "ReviewLost", "lead": taken["lead"], "verdict": "confirm"}));
    assert_eq!(waiting(&house), Some(json!(0)));
    let lost = house.ask(
        "customers.list",
        json!({"filters": {"stage": ["lost"]}, "text": "", "sort": null, "offset": 0, "limit": 50}),
    );
    assert_eq!(lost["total"], 1);
}

#[test]
fn visits_are_counted_and_turns_go_round() {
    let house = House::training();
    let people = house.ask("session.state", json!({}))["people"].clone();
    let person = |name: &str| {
        people
            .as_array()
            .and_then(|people| people.iter().find(|person| person["signInName"] == name))
            .map(|person| person["id"].clone())
            .unwrap_or_default()
    };
    house.sign_in("manager");
    house.give(json!({"type": "JoinRotation", "person": person("sales")}));
    house.give(json!({"type": "JoinRotation", "person": person("manager")}));
    let first = || house.ask("visits.rotation", json!({}))[0]["person"].clone();
    assert_eq!(first(), person("sales"));
    let visit = id();
    house.give(json!({
        "type": "LogVisit", "visit": visit, "called": "李先生", "people": 3, "purpose": "look", "count": "first",
        "receivedBy": person("sales"), "receivedHow": "inTurn",
    }));
    assert_eq!(first(), person("manager"));
    let list = house.ask("visits.list", everything());
    assert_eq!(
        (&list["total"], &list["totals"]["people"]),
        (&json!(1), &json!(3))
    );
    assert_eq!(list["rows"][0]["name"], "李*生");
    house.give(json!({"type": "EndVisit", "visit": visit}));
    assert_eq!(
        house.refused(
            "submit",
            json!({"command": {"type": "EndVisit", "visit": visit}})
        )["code"],
        "visitEnded"
    );
}

#[test]
fn who_asked_to_be_forgotten_is_gone_from_lists_searches_and_cards() {
    let house = House::training();
    house.sign_in("store");
    let customer = id();
    house.give(json!({
        "type": "AddCustomer", "customer": customer,
        "details": {"kind": "person", "name": "王小明", "mobile": "13800000034"},
    }));
    house.give(json!({"type": "EraseCustomer", "customer": customer, "reason": "本人申请"}));
    let card = house.ask("customers.card", json!({"id": customer}));
    assert_eq!(
        (&card["customer"]["name"], &card["customer"]["mobile"]),
        (&json!(""), &json!(""))
    );
    assert_eq!(
        house.ask("customers.duplicates", json!({"mobile": "13800000034"})),
        json!([])
    );
    house.sign_in("admin");
    let proof = house.ask("audit.verify", json!({"work": "whole"}));
    assert_eq!(
        (&proof["broken"], &proof["erased"]),
        (&json!(null), &json!(1))
    );
}
