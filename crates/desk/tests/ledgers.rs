//! The ledgers of orders and quotes over a filled store: what facets count, sums add up and words find
//! is what the rows show.

mod house;

use std::collections::BTreeMap;

use desk::samples::{self, Size};
use domain::time::Timestamp;
use house::House;
use serde_json::{Value, json};

fn filled() -> House {
    let house = House::training();
    let noon = Timestamp(1_795_320_000_000);
    samples::fill(house.desk(), Size::SMALL, noon).expect("filled");
    house.sign_in("store");
    house
}

fn ask(house: &House, filters: &Value, text: &str, sort: &Value) -> Value {
    house.ask(
        "orders.list",
        json!({"filters": filters, "text": text, "sort": sort, "offset": 0, "limit": 1000}),
    )
}

fn rows(page: &Value) -> &[Value] {
    page["rows"].as_array().expect("rows")
}

fn counts(page: &Value, facet: &str) -> BTreeMap<String, u64> {
    let facets = page["facets"].as_array().expect("facets");
    let found = facets.iter().find(|one| one["facet"] == facet);
    found.expect("the facet")["counts"]
        .as_array()
        .expect("counts")
        .iter()
        .map(|one| {
            let value = one["value"].as_str().expect("a value").to_owned();
            (value, one["count"].as_u64().expect("a count"))
        })
        .collect()
}

#[test]
fn counts_and_sums_are_those_of_the_rows_whatever_is_chosen() {
    let house = filled();
    let everything = ask(&house, &json!({}), "", &json!(null));
    assert_eq!(everything["total"], 120);
    let states = counts(&everything, "state");
    assert!(states.len() > 3, "{states:?}");
    for (state, count) in &states {
        let chosen = ask(&house, &json!({"state": [state]}), "", &json!(null));
        assert_eq!(chosen["total"], *count);
        assert_eq!(rows(&chosen).len() as u64, *count);
        assert!(rows(&chosen).iter().all(|row| row["state"] == *state));
        let sum: i64 = rows(&chosen)
            .iter()
            .filter_map(|row| row["total"].as_i64())
            .sum();
        assert_eq!(chosen["totals"]["total"], sum);
        // A facet is counted as if nothing were chosen in it.
        assert_eq!(counts(&chosen, "state"), states);
    }
    let (month, count) = counts(&everything, "month")
        .into_iter()
        .next()
        .expect("a month");
    assert_eq!(
        ask(&house, &json!({"month": [month]}), "", &json!(null))["total"],
        count
    );
}

#[test]
fn the_newest_comes_first_until_another_order_is_asked_for() {
    let house = filled();
    let by = |sort: Value, field: &str| -> Vec<i64> {
        let page = ask(&house, &json!({}), "", &sort);
        rows(&page)
            .iter()
            .filter_map(|row| row[field].as_i64())
            .collect()
    };
    let newest = by(json!(null), "madeAt");
    assert_eq!(newest.len(), 120);
    assert!(newest.is_sorted_by(|one, next| one >= next));
    assert!(by(json!({"column": "total", "descending": false}), "total").is_sorted());
    let dearest = by(json!({"column": "total", "descending": true}), "total");
    assert!(dearest.is_sorted_by(|one, next| one >= next));
}

#[test]
fn an_order_is_found_by_its_number_in_the_list_and_opened_from_the_palette() {
    let house = filled();
    let everything = ask(&house, &json!({}), "", &json!(null));
    let order = &rows(&everything)[7];
    let number = order["number"].as_str().expect("a number");
    let found = ask(&house, &json!({}), number, &json!(null));
    assert_eq!(found["total"], 1);
    assert_eq!(rows(&found)[0]["id"], order["id"]);
    assert_eq!(found["totals"]["total"], order["total"]);

    let hits = house.ask("search.all", json!({"text": number, "limit": 5}));
    assert_eq!(hits["hits"][0]["id"], order["id"]);
    // The page opens a record by the name of its table.
    assert_eq!(hits["hits"][0]["kind"], "sales_order");
}

#[test]
fn nothing_is_found_by_words_that_nobody_wrote() {
    let house = filled();
    let found = ask(&house, &json!({}), "没有人这样写", &json!(null));
    assert_eq!((&found["total"], rows(&found).len()), (&json!(0), 0));
}

#[test]
fn a_quote_is_found_by_whom_and_what_it_is_for_and_its_name_stays_masked() {
    let house = filled();
    house.sign_in("sales");
    let quote = json!(uuid::Uuid::now_v7());
    let zone: chrono_tz::Tz = "Asia/Shanghai".parse().expect("a zone");
    let today = chrono::Utc::now().with_timezone(&zone).date_naive();
    let inputs = json!({
        "car": {
            "description": "一汽-大众 迈腾 2026款 380TSI", "exteriorColour": "极光银",
            "guidePrice": 21_990_000, "power": "fuel", "displacementMl": 1984, "seats": 5,
            "listing": "notNewEnergy",
        },
        "customerName": "欧阳震华", "buyer": "person", "province": "beijing", "invoicedOn": today,
        "compulsory": {"kind": "tariff"},
    });
    let worked = house.ask("quotes.work_out", json!({ "inputs": inputs }));
    let lines: Vec<Value> = worked["quote"]["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| json!({"kind": line["kind"], "amount": line["amount"]}))
        .collect();
    house.give(json!({
        "type": "SaveQuote", "quote": quote, "validUntil": today, "language": "zh-CN",
        "inputs": inputs,
        "stated": {"lines": lines, "total": worked["quote"]["total"], "loans": []},
    }));
    for typed in ["欧阳", "oyzh", "ouyang", "迈腾"] {
        let page = house.ask(
            "quotes.list",
            json!({"filters": {"state": ["draft"]}, "text": typed, "sort": null, "offset": 0, "limit": 50}),
        );
        assert!(
            rows(&page).iter().any(|row| row["id"] == quote),
            "{typed} does not find it"
        );
        assert_eq!(rows(&page)[0]["customerName"], "欧阳**");
    }
    let hits = house.ask("search.all", json!({"text": "oyzh", "limit": 5}));
    assert_eq!(hits["hits"][0]["kind"], "quote");
}
