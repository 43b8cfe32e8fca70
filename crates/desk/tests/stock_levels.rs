//! Levels of stock over the real encrypted store: what is free, allocated and on the way stands against the number that
//! the house wants, on the first screen and in the stock area, and agrees with the stock list whatever happens to the cars.

mod house;

use house::{House, take_into_stock};
use serde_json::{Value, json};

/// A catalogue of two series, one of them with two versions.
fn publish(house: &House) {
    let figures = json!({"energy": "petrol", "transmission": "at", "drivetrain": "fwd", "seats": 5,
        "nevCatalogue": false});
    let series = |code: &str, zh: &str, en: &str| {
        json!({"code": code, "brand": "example", "nameZh": zh, "nameEn": en,
        "class": "midSizeCar", "launchYear": 2006})
    };
    let model = |code: &str, series: &str, zh: &str| {
        json!({"code": code, "series": series, "nameZh": zh, "nameEn": code,
        "modelYear": 2026, "guidePrice": 21_990_000, "launchDate": "2026-01-05", "sale": "onSale",
        "figures": figures, "colours": [], "equipment": [], "illustrative": "fromMaker"})
    };
    house.give(
        json!({"type": "PublishCatalogue", "source": "厂家", "edition": "2026-11",
        "brands": [{"code": "example", "nameZh": "示例", "nameEn": "Example"}],
        "series": [series("walker", "行者", "Walker"), series("far-hill", "远山", "Far Hill")],
        "models": [model("walker-380", "walker", "380TSI"), model("walker-330", "walker", "330TSI"),
            model("far-hill-15", "far-hill", "1.5L")]}),
    );
}

/// What a level can be set for: the series of this name, and its versions by theirs.
fn choice(house: &House, series: &str) -> Value {
    house
        .ask("vehicles.level_choices", json!({}))
        .as_array()
        .and_then(|choices| choices.iter().find(|choice| choice["label"] == series))
        .cloned()
        .unwrap_or_else(|| panic!("nothing to choose is called {series}"))
}

fn version(house: &House, series: &str, version: &str) -> Value {
    let choice = choice(house, series);
    let versions = choice["versions"].as_array();
    let found = versions.and_then(|versions| versions.iter().find(|each| each["label"] == version));
    found.expect("a version of that name")["model"].clone()
}

fn set(house: &House, series: &str, of: Option<&str>, least: Option<u32>) {
    let model = of.map(|name| version(house, series, name));
    house.give(
        json!({"type": "SetStockLevel", "series": choice(house, series)["series"], "model": model,
        "least": least}),
    );
}

fn vin(number: u32) -> String {
    "0123456789X"
        .chars()
        .map(|check| format!("LFV3A23C{check}T3{number:06}"))
        .find(|vin| domain::identifiers::Vin::parse(vin).is_ok())
        .expect("a VIN")
}

/// A car that stands here and is for sale, with what is told of it otherwise.
fn car(house: &House, number: u32, model: &Value, description: &str, told: Value) -> Value {
    let mut command = take_into_stock(&vin(number));
    command["model"] = model.clone();
    command["description"] = json!(description);
    for (field, value) in told.as_object().expect("fields") {
        command[field] = value.clone();
    }
    house.give(command.clone());
    command["vehicle"].clone()
}

fn levels(house: &House) -> Vec<Value> {
    let answer = house.ask("vehicles.levels", json!({}));
    answer["levels"].as_array().expect("levels").clone()
}

/// Of each level: free, allocated, on the way, and how many are lacking.
fn figures(house: &House) -> Vec<(String, [u64; 4])> {
    levels(house)
        .iter()
        .map(|level| {
            let number = |value: &Value| value.as_u64().expect("a number");
            let on_hand = &level["onHand"];
            let name = match level["version"].as_str() {
                Some("") | None => format!(
                    "{} {}",
                    level["brand"].as_str().expect("a brand"),
                    level["seriesName"].as_str().expect("a series")
                ),
                Some(version) => version.to_owned(),
            };
            (
                name,
                [
                    number(&on_hand["free"]),
                    number(&on_hand["allocated"]),
                    number(&on_hand["onTheWay"]),
                    number(&level["short"]),
                ],
            )
        })
        .collect()
}

fn tile(house: &House) -> Value {
    let tiles = house.ask("my_day.tiles", json!({}));
    tiles["tiles"]
        .as_array()
        .and_then(|tiles| tiles.iter().find(|tile| tile["tile"] == "stock"))
        .cloned()
        .expect("a tile of stock")
}

#[test]
fn what_is_free_to_sell_stands_against_the_number_that_the_house_wants() {
    let house = House::training();
    house.sign_in("manager");
    publish(&house);
    let (walker, far_hill) = (
        version(&house, "示例 行者", "380TSI"),
        version(&house, "示例 远山", "1.5L"),
    );
    assert!(levels(&house).is_empty());
    assert_eq!(
        (&tile(&house)["count"], &tile(&house)["low"]),
        (&json!(0), &json!(0))
    );

    let name = "示例 行者 380TSI";
    car(&house, 1, &walker, name, json!({}));
    let stopped = car(&house, 2, &walker, name, json!({}));
    house.give(json!({"type": "StopSale", "vehicle": stopped, "reason": "召回"}));
    car(&house, 3, &walker, name, json!({"arrivedOn": null}));
    car(&house, 4, &walker, name, json!({"purpose": "demonstrator"}));
    // Nobody has tied this one to a version; its words name the series.
    car(&house, 5, &json!(null), "示例 行者 旧款", json!({}));
    car(&house, 6, &far_hill, "示例 远山 1.5L", json!({}));

    set(&house, "示例 行者", None, Some(4));
    set(&house, "示例 行者", Some("330TSI"), Some(1));
    set(&house, "示例 远山", None, Some(1));
    assert_eq!(
        figures(&house),
        [
            ("示例 行者".to_owned(), [2, 0, 1, 2]),
            ("示例 行者 330TSI".to_owned(), [0, 0, 0, 1]),
            ("示例 远山".to_owned(), [1, 0, 0, 0]),
        ],
        "the shortest first"
    );
    let told = tile(&house);
    let aged = told["count"].as_u64().expect("a count") - 2;
    assert_eq!(told["low"], 2, "beside {aged} that are aged");
}

/// What the stock list has of a series with these filters besides.
fn listed(house: &House, series: &str, more: &Value) -> u64 {
    let mut filters = json!({"brand": ["示例"], "series": [series], "purpose": ["forSale"]});
    for (facet, values) in more.as_object().expect("filters") {
        filters[facet] = values.clone();
    }
    let list = house.ask(
        "vehicles.list",
        json!({"filters": filters, "text": "", "sort": null, "offset": 0, "limit": 1}),
    );
    list["total"].as_u64().expect("a total")
}

#[test]
fn what_runs_low_comes_first_among_the_rows_of_the_day_and_each_can_be_opened() {
    let house = House::training();
    house.sign_in("manager");
    publish(&house);
    let far_hill = version(&house, "示例 远山", "1.5L");
    car(&house, 1, &far_hill, "示例 远山 1.5L", json!({}));
    set(&house, "示例 远山", None, Some(1));
    set(&house, "示例 行者", None, Some(3));
    house.sign_in("sales");
    let told = tile(&house);
    assert_eq!((&told["count"], &told["low"]), (&json!(2), &json!(1)));
    let rows = house.ask("my_day.rows", json!({"tile": "stock", "limit": 100}));
    assert_eq!(
        (
            &rows[0]["title"],
            &rows[0]["level"]["short"],
            &rows[0]["opens"]
        ),
        (&json!("示例 行者"), &json!(3), &json!(true))
    );
    assert_eq!(rows[1]["level"], json!(null), "an aged car");
    assert_eq!(rows.as_array().map(Vec::len), Some(2));
    // A series of which no car ever came is a value of the facet all the same, so that it can be taken back.
    let list = house.ask(
        "vehicles.list",
        json!({"filters": {"series": ["行者"]}, "text": "", "sort": null, "offset": 0, "limit": 1}),
    );
    assert_eq!(list["total"], 0);
    let told = list["facets"]
        .as_array()
        .and_then(|facets| facets.iter().find(|facet| facet["facet"] == "series"))
        .expect("series");
    assert!(
        told["counts"].as_array().is_some_and(
            |counts| counts.contains(&json!({"value": "行者", "label": "行者", "count": 0}))
        ),
        "{told}"
    );
}

#[test]
fn a_consultant_sees_the_levels_and_sets_none() {
    let house = House::training();
    house.sign_in("manager");
    publish(&house);
    set(&house, "示例 行者", None, Some(3));
    let command = json!({"type": "SetStockLevel", "series": choice(&house, "示例 行者")["series"], "least": 1});
    house.sign_in("sales");
    assert_eq!(levels(&house).len(), 1);
    let refusal = house.refused("submit", json!({ "command": command }));
    assert_eq!(refusal["code"], "missingRight");
    house.sign_in("cashier");
    assert_eq!(
        levels(&house).len(),
        1,
        "every built-in role of the shop sees stock"
    );
}

#[test]
fn a_level_that_is_taken_away_alerts_no_longer() {
    let house = House::training();
    house.sign_in("manager");
    publish(&house);
    set(&house, "示例 行者", None, Some(3));
    assert_eq!(tile(&house)["low"], 1);
    let level = levels(&house)[0].clone();
    house
        .give(json!({"type": "SetStockLevel", "series": level["series"], "model": level["model"]}));
    assert_eq!(tile(&house)["low"], 0);
    assert!(levels(&house).is_empty());
    let history = house.ask(
        "audit.history",
        json!({"kind": "stock_level", "id": level["id"]}),
    );
    assert_eq!(history.as_array().map(Vec::len), Some(2));
}

#[test]
fn whatever_happens_to_the_cars_the_levels_say_what_the_stock_list_has() {
    let house = House::training();
    house.sign_in("manager");
    publish(&house);
    let series = ["行者", "远山"];
    let models = [
        version(&house, "示例 行者", "380TSI"),
        version(&house, "示例 远山", "1.5L"),
        json!(null),
    ];
    for name in series {
        set(&house, &format!("示例 {name}"), None, Some(7));
    }
    let mut seed = 7_u64;
    let mut dice = move |bound: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % bound
    };
    let mut cars: Vec<Value> = Vec::new();
    for round in 0..80_u32 {
        if cars.len() < 4 || dice(3) == 0 {
            let which = dice(3);
            let name =
                ["示例 行者 380TSI", "示例 远山 1.5L"][if which == 2 { dice(2) } else { which }];
            let mut told =
                json!({"purpose": (["forSale", "forSale", "display", "demonstrator"][dice(4)])});
            if dice(3) == 0 {
                told["arrivedOn"] = json!(null);
            }
            cars.push(car(&house, round, &models[which], name, told));
        } else {
            let car = &cars[dice(cars.len())];
            let command = match dice(5) {
                0 => {
                    json!({"type": "Arrive", "vehicle": car, "arrivedOn": "2026-02-01", "location": "C3"})
                }
                1 => json!({"type": "StopSale", "vehicle": car, "reason": "待修"}),
                2 => json!({"type": "AllowSale", "vehicle": car}),
                3 => json!({"type": "SendAway", "vehicle": car, "destination": "城南店"}),
                _ => json!({"type": "Leave", "vehicle": car, "why": "sentBack", "reason": "退"}),
            };
            // Some of these are refused, and must leave no trace.
            let _ = house.call("submit", json!({ "command": command }));
        }
        if round % 8 != 7 {
            continue;
        }
        for level in levels(&house) {
            let name = level["seriesName"].as_str().expect("a series");
            let on_hand = &level["onHand"];
            let free = listed(
                &house,
                name,
                &json!({"state": ["inStock"], "sale": ["allowed"]}),
            );
            let coming = listed(
                &house,
                name,
                &json!({"state": ["inTransit"], "sale": ["allowed"]}),
            );
            let held = listed(
                &house,
                name,
                &json!({"state": ["allocated", "inInspection", "ready"]}),
            );
            assert_eq!(
                [
                    &on_hand["free"],
                    &on_hand["allocated"],
                    &on_hand["onTheWay"],
                    &level["short"]
                ],
                [
                    &json!(free),
                    &json!(held),
                    &json!(coming),
                    &json!(7_u64.saturating_sub(free))
                ],
                "{name} in round {round}"
            );
        }
    }
}
