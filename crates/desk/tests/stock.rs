//! Stock, headless over the real encrypted store: what each deed shows, who sees cost, and that the
//! board answers exactly what a naive walk through the rows would.

mod house;

use std::collections::BTreeMap;

use house::{House, take_into_stock, taken_into_stock};
use serde_json::{Value, json};

const FIRST: &str = "LFV3A23C1T3000001";
const SECOND: &str = "LFV3A23C3T3000002";

fn everything() -> Value {
    json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 500})
}

fn filtered(facet: &str, value: &str) -> Value {
    json!({"filters": {facet: [value]}, "text": "", "sort": null, "offset": 0, "limit": 500})
}

fn count(list: &Value, facet: &str, value: &str) -> u64 {
    list["facets"]
        .as_array()
        .expect("facets")
        .iter()
        .find(|each| each["facet"] == facet)
        .and_then(|each| {
            each["counts"]
                .as_array()?
                .iter()
                .find(|count| count["value"] == value)
        })
        .and_then(|count| count["count"].as_u64())
        .unwrap_or(0)
}

/// A car that is on its way.
fn coming(house: &House, vin: &str) -> Value {
    let mut command = take_into_stock(vin);
    command["arrivedOn"] = json!(null);
    house.give(command.clone());
    command["vehicle"].clone()
}

#[test]
fn a_car_arrives_is_moved_priced_and_stopped_and_its_card_tells_it() {
    let house = House::training();
    house.sign_in("manager");
    let car = coming(&house, FIRST);
    assert_eq!(
        count(
            &house.ask("vehicles.list", everything()),
            "state",
            "inTransit"
        ),
        1
    );
    house.give(json!({"type": "Arrive", "vehicle": car, "arrivedOn": "2026-02-01", "odometerKm": 12, "location": "A12"}));
    house.give(json!({"type": "MoveVehicle", "vehicle": car, "location": "展厅"}));
    house.give(json!({"type": "HandPapers", "vehicle": car, "certificate": {"state": "pledged", "with": "建设银行"}}));
    house.give(json!({"type": "SetAskingPrice", "vehicle": car, "from": null, "to": 20_990_000}));
    house.give(json!({"type": "StopSale", "vehicle": car, "reason": "召回"}));

    let list = house.ask("vehicles.list", everything());
    assert_eq!(list["rows"][0]["location"], "展厅");
    assert_eq!(list["rows"][0]["stopSale"], "召回");
    assert_eq!(list["rows"][0]["ageBadge"], "aged");
    assert_eq!(count(&list, "state", "inStock"), 1);
    assert_eq!(count(&list, "state", "inTransit"), 0);
    assert_eq!(count(&list, "sale", "stopped"), 1);
    assert_eq!(count(&list, "certificate", "pledged"), 1);

    let card = house.ask("vehicles.card", json!({"id": car}));
    let told: Vec<&Value> = card["timeline"]
        .as_array()
        .expect("a timeline")
        .iter()
        .map(|entry| &entry["what"])
        .collect();
    assert_eq!(
        told,
        [
            "StopSale",
            "SetAskingPrice",
            "HandPapers",
            "MoveVehicle",
            "Arrive",
            "TakeIntoStock"
        ]
    );
    assert_eq!(
        card["timeline"][3]["changes"],
        json!([{"field": "location", "from": "A12", "to": "展厅"}])
    );
}

#[test]
fn cost_is_invisible_without_the_right_in_list_sum_order_card_and_history() {
    let house = House::training();
    house.sign_in("manager");
    let mut command = take_into_stock(FIRST);
    command["cost"] = json!({"purchasePrice": 18_000_000, "floorPlanBasisPoints": 480, "financedOn": "2026-01-05"});
    house.give(command.clone());
    let car = command["vehicle"].clone();
    house.give(json!({"type": "AddCostLine", "line": uuid::Uuid::now_v7(), "vehicle": car, "kind": "transport", "amount": 77_700, "paidOn": "2026-01-06"}));

    let list = house.ask("vehicles.list", everything());
    assert_eq!(list["rows"][0]["cost"], 18_000_000);
    assert_eq!(list["totals"]["cost"], 18_000_000);
    let card = house.ask("vehicles.card", json!({"id": car}));
    assert_eq!(card["cost"]["extras"], 77_700);
    assert_eq!(card["costLines"][0]["amount"], 77_700);
    assert_eq!(card["holding"]["perDay"], 2_367);

    house.sign_in("sales");
    for answer in [
        house.ask("vehicles.list", everything()),
        house.ask("vehicles.card", json!({"id": car})),
        house.ask("vehicles.aged", json!({})),
    ] {
        let said = answer.to_string();
        for secret in ["18000000", "77700", "2367"] {
            assert!(!said.contains(secret), "{secret} in {said}");
        }
    }
    assert_eq!(
        house.ask("vehicles.list", everything())["totals"]["cost"],
        json!(null)
    );
    let refusal = house.refused(
        "vehicles.list",
        json!({"filters": {}, "text": "", "sort": {"column": "cost", "descending": false}, "offset": 0, "limit": 10}),
    );
    assert_eq!(refusal["kind"], "invalid");
}

#[test]
fn facets_count_what_their_own_choice_leaves_open_and_the_others_narrow() {
    let house = House::training();
    house.sign_in("manager");
    taken_into_stock(&house, FIRST);
    coming(&house, SECOND);
    let list = house.ask("vehicles.list", filtered("state", "inStock"));
    assert_eq!(list["total"], 1);
    // The other state can still be chosen, and says how many it would bring.
    assert_eq!(count(&list, "state", "inTransit"), 1);
    assert_eq!(count(&list, "brand", "一汽-大众"), 1);
    assert_eq!(list["totals"]["guidePrice"], 21_990_000);
}

#[test]
fn a_car_is_found_by_words_of_its_description_and_the_tail_of_its_vin() {
    let house = House::training();
    house.sign_in("manager");
    taken_into_stock(&house, FIRST);
    taken_into_stock(&house, SECOND);
    let found = |text: &str| {
        house.ask(
            "vehicles.list",
            json!({"filters": {}, "text": text, "sort": null, "offset": 0, "limit": 10}),
        )["total"]
            .clone()
    };
    assert_eq!(found("迈腾 380tsi"), 2);
    assert_eq!(found("0002"), 1);
    assert_eq!(found(&FIRST.to_lowercase()), 1);
    assert_eq!(found("迈腾 0009"), 0);
}

#[test]
fn what_a_refused_command_tried_and_what_a_restore_undid_is_not_on_the_board() {
    let house = House::training();
    house.sign_in("admin");
    taken_into_stock(&house, FIRST);
    let made = house.ask("backups.make", json!({"work": "one"}));
    taken_into_stock(&house, SECOND);
    house.refused("submit", json!({"command": take_into_stock(SECOND)}));
    assert_eq!(house.ask("vehicles.list", everything())["total"], 2);
    house.ask("backups.restore", json!({"name": made["name"]}));
    house.sign_in("admin");
    assert_eq!(house.ask("vehicles.list", everything())["total"], 1);
}

#[test]
fn stock_says_what_is_aged_and_what_is_due() {
    let house = House::training();
    house.sign_in("manager");
    let car = taken_into_stock(&house, FIRST);
    house.give(json!({"type": "HandPapers", "vehicle": car, "certificate": {"state": "lent", "with": "王小明", "due": "2026-01-20"}}));
    let alerts = house.ask("vehicles.aged", json!({}));
    assert_eq!(alerts["aged"], 1);
    assert_eq!(alerts["certificatesDue"], 1);
    let aged = house.ask(
        "vehicles.list",
        json!({"filters": {"age": alerts["agedBands"]}, "text": "", "sort": null, "offset": 0, "limit": 10}),
    );
    assert_eq!(aged["total"], 1);
}

/// The facets that a naive walk can tell from a row of the list.
fn naive(row: &Value, facet: &str) -> String {
    let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
    match facet {
        "sale" if text("stopSale").is_empty() => "allowed".to_owned(),
        "sale" => "stopped".to_owned(),
        "brand" => text("description")
            .split(' ')
            .next()
            .unwrap_or_default()
            .to_owned(),
        other => text(other),
    }
}

#[test]
fn after_any_commands_the_board_answers_what_a_walk_through_the_rows_would() {
    const FACETS: [&str; 7] = [
        "state",
        "location",
        "brand",
        "exteriorColour",
        "purpose",
        "certificate",
        "sale",
    ];
    let house = House::training();
    house.sign_in("manager");
    let mut seed = 42_u64;
    let mut dice = move |bound: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % bound
    };
    let mut cars: Vec<Value> = Vec::new();
    for round in 0..60_u32 {
        if cars.len() < 4 || dice(4) == 0 {
            let vin = "0123456789X"
                .chars()
                .map(|check| format!("LFV3A23C{check}T3{round:06}"))
                .find(|vin| domain::identifiers::Vin::parse(vin).is_ok())
                .expect("a VIN");
            let mut command = take_into_stock(&vin);
            command["exteriorColour"] = json!((["黑", "白", "红"][dice(3)]));
            command["description"] = json!((["大众 迈腾", "丰田 卡罗拉"][dice(2)]));
            command["purpose"] = json!((["forSale", "display"][dice(2)]));
            command["guidePrice"] = json!(10_000_000 + 1_000_000 * dice(20) as i64);
            if dice(2) == 0 {
                command["arrivedOn"] = json!(null);
            }
            house.give(command.clone());
            cars.push(command["vehicle"].clone());
        } else {
            let car = &cars[dice(cars.len())];
            let command = match dice(6) {
                0 => {
                    json!({"type": "Arrive", "vehicle": car, "arrivedOn": "2026-02-01", "location": "C3"})
                }
                1 => {
                    json!({"type": "MoveVehicle", "vehicle": car, "location": (["A1", "B2"][dice(2)])})
                }
                2 => json!({"type": "StopSale", "vehicle": car, "reason": "待修"}),
                3 => json!({"type": "AllowSale", "vehicle": car}),
                4 => json!({"type": "SendAway", "vehicle": car, "destination": "城南店"}),
                _ => {
                    json!({"type": "AmendVehicle", "vehicle": car, "fields": {"exteriorColour": {"from": "", "to": "蓝"}}})
                }
            };
            // Some of these are refused, and must leave no trace.
            let _ = house.call("submit", json!({ "command": command }));
        }
        if round % 6 != 0 {
            continue;
        }
        let rows: Vec<Value> = cars
            .iter()
            .map(|car| house.ask("vehicles.card", json!({"id": car}))["vehicle"].clone())
            .collect();
        let chosen: BTreeMap<&str, String> = (0..3)
            .map(|_| {
                let facet = FACETS[dice(FACETS.len())];
                (facet, naive(&rows[dice(rows.len())], facet))
            })
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let filters: BTreeMap<&str, [&String; 1]> = chosen
            .iter()
            .map(|(facet, value)| (*facet, [value]))
            .collect();
        let list = house.ask(
            "vehicles.list",
            json!({"filters": filters, "text": "", "offset": 0, "limit": 500, "sort": {"column": "guidePrice", "descending": true}}),
        );
        let fits = |row: &Value, but: &str| {
            chosen
                .iter()
                .all(|(facet, value)| *facet == but || naive(row, facet) == *value)
        };
        let mut matching: Vec<&Value> = rows.iter().filter(|row| fits(row, "")).collect();
        assert_eq!(list["total"], matching.len());
        let price = |row: &Value| row["guidePrice"].as_i64().expect("a price");
        matching.sort_by_key(|row| std::cmp::Reverse(price(row)));
        let listed = list["rows"].as_array().expect("rows");
        assert_eq!(
            listed.iter().map(price).collect::<Vec<_>>(),
            matching.iter().map(|row| price(row)).collect::<Vec<_>>()
        );
        assert_eq!(
            list["totals"]["guidePrice"],
            matching.iter().map(|row| price(row)).sum::<i64>()
        );
        for facet in FACETS {
            let mut expected: BTreeMap<String, u64> = BTreeMap::new();
            for row in rows.iter().filter(|row| fits(row, facet)) {
                *expected.entry(naive(row, facet)).or_default() += 1;
            }
            expected.remove("");
            for (value, number) in expected {
                assert_eq!(
                    count(&list, facet, &value),
                    number,
                    "{facet} {value} in round {round}"
                );
            }
        }
    }
}
