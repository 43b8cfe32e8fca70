//! The catalogue of models over the real encrypted store.

mod house;

use house::{House, take_into_stock};
use serde_json::{Value, json};

const VIN: &str = "LSVAB4BRXN2100018";
const OTHER_VIN: &str = "LSVAB4BR9N2100026";

fn list(house: &House, name: &str, asked: Value) -> Value {
    let mut window = json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 500});
    for (field, value) in asked.as_object().expect("fields of a list") {
        window[field] = value.clone();
    }
    house.ask(name, window)
}

fn models(house: &House, asked: Value) -> Value {
    list(house, "catalogue.list", asked)
}

fn rows(page: &Value) -> &Vec<Value> {
    page["rows"].as_array().expect("rows")
}

fn counts(page: &Value, facet: &str) -> Vec<(String, u64)> {
    page["facets"]
        .as_array()
        .and_then(|facets| facets.iter().find(|one| one["facet"] == facet))
        .and_then(|facet| facet["counts"].as_array())
        .unwrap_or_else(|| panic!("no facet {facet}"))
        .iter()
        .map(|count| {
            (
                count["value"].as_str().expect("a value").to_owned(),
                count["count"].as_u64().expect("a count"),
            )
        })
        .collect()
}

/// The first choice of a form for what somebody types.
fn choice(house: &House, text: &str) -> Value {
    let found = house.ask("catalogue.choices", json!({"text": text, "limit": 5}));
    found["choices"][0].clone()
}

#[test]
fn the_training_dealership_has_the_training_catalogue_and_a_second_loading_replaces_it() {
    let house = House::training();
    house.sign_in("admin");
    assert_eq!(models(&house, json!({}))["total"], 415);
    house.ask("catalogue.load_training", json!({}));
    let all = models(&house, json!({}));
    assert_eq!(all["total"], 415);
    assert!(
        rows(&all)
            .iter()
            .all(|row| row["illustrative"] == "illustrative")
    );
    assert!(counts(&all, "brand").len() >= 25);
    assert!(counts(&all, "series").len() >= 60);
}

#[test]
fn whoever_may_not_edit_the_catalogue_loads_none() {
    let house = House::training();
    house.sign_in("sales");
    let refused = house.refused("catalogue.load_training", json!({}));
    assert_eq!(refused["code"], "missingRight");
}

#[test]
fn a_version_is_found_by_characters_pinyin_initials_and_english_and_the_best_hit_comes_first() {
    let house = House::training();
    house.sign_in("sales");
    for typed in ["朗逸", "langyi", "dzly", "ly", "lavida"] {
        let found = models(&house, json!({"text": typed}));
        assert!(
            rows(&found).iter().any(|row| row["series"] == "朗逸"),
            "{typed} finds no Lavida"
        );
    }
    let found = models(&house, json!({"text": "langyi"}));
    assert_eq!(rows(&found)[0]["series"], "朗逸");
    assert_eq!(
        choice(&house, "dzly")["label"]
            .as_str()
            .map(|l| l.starts_with("大众 朗逸")),
        Some(true)
    );
}

#[test]
fn the_search_box_finds_versions_under_a_heading_of_their_own_and_says_that_they_are_training_data()
{
    let house = House::training();
    house.sign_in("sales");
    let hits = house.ask("search.all", json!({"text": "dzly", "limit": 6}));
    let hits = hits["hits"].as_array().expect("hits");
    assert!(!hits.is_empty() && hits.len() <= 6);
    assert!(hits.iter().all(|hit| hit["kind"] == "model"));
    assert!(
        hits[0]["detail"]
            .as_str()
            .is_some_and(|detail| detail.contains("训练数据"))
    );
    let card = house.ask("catalogue.card", json!({"id": hits[0]["id"]}));
    assert_eq!(card["name"], hits[0]["title"]);
}

#[test]
fn facets_narrow_each_other_and_stand_in_the_order_in_which_people_run_through_them() {
    let house = House::training();
    house.sign_in("sales");
    let filters =
        json!({"class": ["compactSuv", "midSizeSuv"], "energy": ["electric"], "seats": ["5"]});
    let page = models(&house, json!({"filters": filters}));
    let found = rows(&page);
    assert!(!found.is_empty());
    assert_eq!(page["total"], found.len());
    for row in found {
        assert!(row["class"] == "compactSuv" || row["class"] == "midSizeSuv");
        assert_eq!(row["energy"], "electric");
        assert_eq!(row["seats"], 5);
    }
    // The facet that was chosen still counts what the others leave.
    let energies: Vec<String> = counts(&page, "energy")
        .into_iter()
        .map(|one| one.0)
        .collect();
    assert!(energies.len() > 1);
    let words: Vec<String> = [
        "petrol",
        "diesel",
        "hybrid",
        "pluginHybrid",
        "rangeExtended",
        "electric",
        "fuelCell",
    ]
    .map(str::to_owned)
    .into_iter()
    .filter(|word| energies.contains(word))
    .collect();
    assert_eq!(energies, words);
    let seats: Vec<u64> = counts(&page, "seats")
        .iter()
        .map(|(seats, _)| seats.parse().expect("a number"))
        .collect();
    assert!(seats.is_sorted());
}

#[test]
fn versions_sort_by_price_and_by_launch_date_both_ways() {
    let house = House::training();
    house.sign_in("sales");
    for (column, descending) in [("guidePrice", false), ("guidePrice", true)] {
        let page = models(
            &house,
            json!({"sort": {"column": column, "descending": descending}}),
        );
        let mut prices: Vec<i64> = rows(&page)
            .iter()
            .filter_map(|row| row[column].as_i64())
            .collect();
        if descending {
            prices.reverse();
        }
        assert!(prices.is_sorted());
    }
    let page = models(
        &house,
        json!({"sort": {"column": "launchDate", "descending": true}}),
    );
    let days: Vec<&str> = rows(&page)
        .iter()
        .rev()
        .filter_map(|row| row["launchDate"].as_str())
        .collect();
    assert_eq!(days.len(), 415);
    assert!(days.is_sorted());
}

/// A quote of a version, begun from the catalogue, as the page saves it.
fn quote(house: &House, model: &Value) -> Value {
    let begun = house.ask("quotes.begin", json!({"model": model}));
    let mut inputs = begun["inputs"].clone();
    inputs["customerName"] = json!("刘思远");
    let worked = house.ask("quotes.work_out", json!({ "inputs": inputs }));
    let quote = uuid::Uuid::now_v7();
    let lines: Vec<Value> = worked["quote"]["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| json!({"kind": line["kind"], "amount": line["amount"]}))
        .collect();
    house.give(json!({
        "type": "SaveQuote", "quote": quote, "number": "", "validUntil": begun["validUntil"],
        "language": "zh-CN", "remark": "", "inputs": inputs,
        "stated": {"lines": lines, "total": worked["quote"]["total"], "loans": []},
    }));
    worked
}

fn purchase_tax(worked: &Value) -> Value {
    worked["quote"]["lines"]
        .as_array()
        .and_then(|lines| lines.iter().find(|line| line["kind"] == "purchaseTax"))
        .expect("a line for the purchase tax")
        .clone()
}

#[test]
fn a_quote_begun_from_a_version_takes_price_power_engine_seats_and_relief_from_the_catalogue() {
    let house = House::training();
    house.sign_in("sales");
    let version = choice(&house, "朗逸 新逸");
    let begun = house.ask("quotes.begin", json!({"model": version["id"]}));
    let car = &begun["inputs"]["car"];
    assert_eq!(car["model"], version["id"]);
    assert_eq!(car["description"], version["label"]);
    assert_eq!(car["guidePrice"], 9_400_000);
    assert_eq!(car["power"], "fuel");
    assert_eq!(car["displacementMl"], 1498);
    assert_eq!(car["seats"], 5);
    assert_eq!(car["listing"], "notNewEnergy");
    // 94,000 less VAT, at a tenth.
    assert_eq!(
        purchase_tax(&quote(&house, &version["id"]))["amount"],
        831_858
    );

    let page = models(
        &house,
        json!({"filters": {"energy": ["electric"]}, "sort": {"column": "guidePrice", "descending": false}}),
    );
    let electric = house.ask("quotes.begin", json!({"model": rows(&page)[0]["id"]}));
    let car = &electric["inputs"]["car"];
    assert_eq!(car["power"], "batteryElectric");
    assert_eq!(car["displacementMl"], 0);
    assert_ne!(car["listing"], "notNewEnergy");
}

#[test]
fn what_is_quoted_becomes_popular_in_the_catalogue_and_in_stock() {
    let house = House::training();
    house.sign_in("sales");
    let version = choice(&house, "朗逸 新逸");
    assert_eq!(models(&house, json!({}))["rows"][0]["popularity"], 0);
    quote(&house, &version["id"]);
    let page = models(&house, json!({}));
    assert_eq!(page["rows"][0]["id"], version["id"]);
    assert_eq!(page["rows"][0]["popularity"], 1);
    quote(&house, &version["id"]);
    assert_eq!(models(&house, json!({}))["rows"][0]["popularity"], 2);

    house.sign_in("store");
    let mut written = take_into_stock(VIN);
    written["description"] = json!("大众 旧车");
    house.give(written);
    let mut of_version = take_into_stock(OTHER_VIN);
    of_version["model"] = version["id"].clone();
    of_version["description"] = version["label"].clone();
    house.give(of_version.clone());
    let sort = json!({"column": "popularity", "descending": true});
    let stock = list(&house, "vehicles.list", json!({ "sort": sort }));
    assert_eq!(rows(&stock)[0]["id"], of_version["vehicle"]);
    assert_eq!(rows(&stock)[0]["popularity"], 2);
    assert_eq!(rows(&stock)[1]["popularity"], Value::Null);
}

#[test]
fn a_car_of_a_version_is_filtered_by_what_the_catalogue_says_and_stands_on_its_card() {
    let house = House::training();
    house.sign_in("store");
    let version = choice(&house, "朗逸 新逸");
    house.give(take_into_stock(VIN));
    let mut command = take_into_stock(OTHER_VIN);
    command["model"] = version["id"].clone();
    command["description"] = version["label"].clone();
    house.give(command.clone());

    let filters = json!({"class": ["compactCar"], "energy": ["petrol"], "drivetrain": ["fwd"], "seats": ["5"]});
    let stock = list(&house, "vehicles.list", json!({ "filters": filters }));
    assert_eq!(stock["total"], 1);
    assert_eq!(rows(&stock)[0]["id"], command["vehicle"]);
    assert_eq!(rows(&stock)[0]["launchDate"], "2025-10-20");
    let sort = json!({"column": "launchDate", "descending": false});
    let stock = list(&house, "vehicles.list", json!({ "sort": sort }));
    // A car of no version comes last.
    assert_eq!(rows(&stock)[0]["id"], command["vehicle"]);

    let here = models(&house, json!({"filters": {"stock": ["here"]}}));
    assert_eq!(here["total"], 1);
    assert_eq!(rows(&here)[0]["inStock"], 1);
    let card = house.ask("catalogue.card", json!({"id": version["id"]}));
    assert_eq!(card["stock"][0]["id"], command["vehicle"]);
    assert!(
        card["siblings"]
            .as_array()
            .is_some_and(|others| others.iter().all(|other| other["id"] != version["id"]))
    );
}

#[test]
fn every_version_has_the_same_lines_in_its_sheet_so_that_two_can_stand_side_by_side() {
    let house = House::training();
    house.sign_in("sales");
    let page = models(&house, json!({"limit": 40}));
    let labels = |card: &Value| -> Vec<Value> {
        card["groups"]
            .as_array()
            .expect("groups")
            .iter()
            .flat_map(|group| group["lines"].as_array().expect("lines"))
            .map(|line| line["label"].clone())
            .collect()
    };
    let cards: Vec<Value> = [0, 39]
        .map(|at| house.ask("catalogue.card", json!({"id": rows(&page)[at]["id"]})))
        .into();
    assert!(labels(&cards[0]).len() > 60);
    assert_eq!(labels(&cards[0]), labels(&cards[1]));
}

#[test]
fn a_version_that_nobody_published_is_refused_in_words() {
    let house = House::training();
    house.sign_in("sales");
    let nobody = json!({"id": uuid::Uuid::now_v7()});
    assert_eq!(
        house.refused("catalogue.choice", nobody.clone())["code"],
        "notFound"
    );
    assert_eq!(house.refused("catalogue.card", nobody)["code"], "notFound");
}

#[test]
fn stock_is_found_by_chinese_pinyin_initials_english_vin_number_place_and_colour() {
    let house = House::training();
    house.sign_in("manager");
    let version = choice(&house, "朗逸");
    let mut car = take_into_stock(VIN);
    car["model"] = version["id"].clone();
    car["description"] = version["label"].clone();
    car["exteriorColour"] = json!("冰川白");
    house.give(car);
    let mut other = take_into_stock(OTHER_VIN);
    other["description"] = json!("丰田 卡罗拉 双擎");
    other["exteriorColour"] = json!("黑");
    house.give(other);
    let stock = |text: &str| list(&house, "vehicles.list", json!({"text": text}));
    let number = rows(&stock("朗逸"))[0]["stockNumber"]
        .as_str()
        .expect("a stock number")
        .to_owned();
    for typed in [
        "朗逸",
        "逸",
        "langyi",
        "ly",
        "dzly",
        "lavida",
        "volkswagen",
        "bcb",
        "冰川白 ly",
        VIN,
        &VIN[11..],
        number.as_str(),
    ] {
        let found = stock(typed);
        assert_eq!(found["total"], 1, "{typed}");
        assert_eq!(rows(&found)[0]["vin"], VIN, "{typed}");
    }
    let pasted = format!("{} {} {}", &VIN[..5], &VIN[5..10], &VIN[10..]);
    assert_eq!(stock(&pasted)["total"], 1);
    assert_eq!(stock("klllsq")["total"], 0);
    assert_eq!(rows(&stock("kll"))[0]["vin"], OTHER_VIN);
    assert_eq!(stock("ly kll")["total"], 0);
}

#[test]
fn the_catalogue_tells_its_names_in_english_to_whoever_is_signed_in() {
    let house = House::training();
    house.sign_in("cashier");
    let words = house.ask("catalogue.words", json!({}));
    let english = &words["english"];
    assert_eq!(english["大众"], "Volkswagen");
    assert_eq!(english["朗逸"], "Lavida");
    assert_eq!(english["冰川白"], "Glacier White");
    assert_eq!(
        english["大众 朗逸 2026款 1.5L 自动满逸版"],
        "Volkswagen Lavida 2026 1.5L Auto Comfort"
    );
}
