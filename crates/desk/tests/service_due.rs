//! The call list over the sample's years of visits: who is due stands there with the reason, whoever is booked does
//! not, and what is planned becomes a call on somebody's day.

mod house;

use domain::{service_intervals::service_interval_on, time::Timestamp};
use house::House;
use insight::next_service::{back_test, histories};
use serde_json::{Value, json};

fn filled() -> House {
    let house = House::first_start(&std::env::temp_dir());
    let mut asked = House::training_store();
    asked["filled"] = json!("sample");
    house.ask("store.create_training", asked);
    house
}

fn due(house: &House, call: &str) -> Value {
    house.ask(
        "service_due.list",
        json!({"filters": {"call": if call.is_empty() { json!([]) } else { json!([call]) }}, "text": "", "sort": null, "offset": 0, "limit": 50}),
    )
}

#[test]
fn who_is_due_is_called_and_whoever_is_booked_is_not() {
    let house = filled();
    house.sign_in("service");
    let before = due(&house, "open");
    let total = before["total"].as_u64().expect("a count");
    assert!(
        total >= 2,
        "somebody is due in a house of some years: {before}"
    );
    let rows = before["rows"].as_array().expect("rows").clone();
    let days: Vec<&str> = rows
        .iter()
        .filter_map(|row| row["dueOn"].as_str())
        .collect();
    assert!(days.is_sorted(), "the most pressing first: {days:?}");

    let called = &rows[0];
    house.give(
        json!({"type": "PlanTask", "task": uuid::Uuid::now_v7(), "kind": "callBack",
        "subjectKind": "serviced_car", "subject": called["id"], "customer": called["customer"],
        "due": chrono::Utc::now().timestamp_millis() + 86_400_000, "note": "保养邀约"}),
    );
    let booked = &rows[1];
    house.give(
        json!({"type": "BookService", "booking": uuid::Uuid::now_v7(),
        "dealership": house.ask("dealership.settings", json!({}))["id"], "car": booked["id"],
        "called": "王先生", "jobs": [{"words": "保养", "skill": "maintenance", "minutes": 30}],
        "startsAt": free_time(&house), "transport": "waits", "overbooking": "refused"}),
    );
    let after = due(&house, "open");
    assert_eq!(after["total"].as_u64(), Some(total - 2));
    assert_eq!(due(&house, "planned")["rows"][0]["id"], called["id"]);
    let all = due(&house, "")["rows"].to_string();
    assert!(!all.contains(booked["id"].as_str().expect("an id")));
}

/// The earliest time for half an hour of maintenance.
fn free_time(house: &House) -> Value {
    house.ask(
        "workshops.earliest",
        json!({"jobs": [{"words": "保养", "skill": "maintenance", "minutes": 30}], "notBefore": null}),
    )["slot"]["startsAt"]
        .clone()
}

#[test]
fn over_what_has_happened_the_prediction_is_nearer_than_the_fixed_interval() {
    let house = filled();
    let zone = chrono_tz::Tz::Asia__Shanghai;
    let now = Timestamp(chrono::Utc::now().timestamp_millis());
    let interval = service_interval_on(now.date_in(zone)).expect("a rule for today");
    let mut cars = Vec::new();
    house
        .desk()
        .write_rows(|writing, _| {
            histories(writing.connection(), zone, |history| {
                cars.push(history);
                Ok(())
            })
            .expect("histories");
            Ok(())
        })
        .expect("read");
    let tested = back_test(&cars, interval).expect("services");
    println!("{tested:?}");
    assert!(tested.services > 20);
    assert!(tested.predicted.mean < tested.fixed.mean);
}

#[test]
fn a_maker_s_interval_moves_the_call_of_its_cars_and_of_no_others() {
    let house = filled();
    house.sign_in("store");
    let before = due(&house, "");
    let rows = before["rows"].as_array().expect("rows");
    let description = rows[0]["description"].as_str().expect("a description");
    let brand = description.split_whitespace().next().expect("a brand");
    let known = house.ask("service_due.intervals", json!({}));
    assert_eq!(known["makers"], json!([]));
    house.give(
        json!({"type": "SetMakerInterval", "interval": uuid::Uuid::now_v7(),
        "brand": brand, "validFrom": known["date"],
        "intervalKm": 100_000, "intervalMonths": 60}),
    );
    let known = house.ask("service_due.intervals", json!({}));
    assert_eq!(known["makers"][0]["brand"], brand);
    let after = due(&house, "");
    let of = |answer: &Value, own: bool| -> Vec<Value> {
        answer["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .filter(|row| {
                let words = row["description"].as_str().expect("a description");
                (words.split_whitespace().next() == Some(brand)) == own
            })
            .map(|row| row["id"].clone())
            .collect()
    };
    assert_eq!(
        of(&after, true),
        Vec::<Value>::new(),
        "five years are not over"
    );
    assert_eq!(of(&after, false), of(&before, false));
}
